/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/search_key.h"

#include "base/ascii.h"
#include "code/number_kind.h"

#include "base/banned.h"

#define ID_LETTERS "0123456789abcdefghjkmnpqrstvwxyz"
enum { ID_LEN = 10, KEY_MAX = 24 };

#define NO_BREAK_SPACE "\xC2\xA0"

/* The last word of a number, without what stands around it: "7.6" of "Measure 7.6", "a" of "(a)".
 */
static px_str bare_number(px_str number)
{
    px_str s = px_str_trim(number);
    size_t from = s.len;

    while (from > 0 && s.ptr[from - 1] != ' ' &&
           !px_str_ends(px_str_sub(s, 0, from), PX_STR(NO_BREAK_SPACE)))
        from--;
    s = px_str_sub(s, from, s.len);
    while (s.len && !px_is_alnum(s.ptr[0]))
        s = px_str_sub(s, 1, s.len);
    while (s.len && !px_is_alnum(s.ptr[s.len - 1]) &&
           (s.ptr[s.len - 1] != ')' || px_str_find_char(s, '(') == s.len))
        s.len--;
    return s;
}

/* Digits, letters and what stands between them in numbers. */
static bool is_number(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_alnum(s.ptr[i]) && !strchr(".()-", s.ptr[i]))
            return false;
    return s.len > 0 && s.len <= KEY_MAX;
}

static bool has_digit(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (px_is_digit(s.ptr[i]))
            return true;
    return false;
}

static void key_add(px_builder *out, char what, px_str name)
{
    px_builder_char(out, what);
    for (size_t i = 0; i < name.len; i++)
        px_builder_char(out, px_lower(name.ptr[i]));
}

void px_search_key_number(px_builder *out, px_str number)
{
    px_str bare = bare_number(number);

    if (is_number(bare))
        key_add(out, 'n', bare);
}

void px_search_key_id(px_builder *out, px_str lasting_id)
{
    key_add(out, 'i', lasting_id);
}

/* ---- What was typed */

static bool is_id(px_str typed)
{
    for (size_t i = 0; i < typed.len; i++)
        if (!typed.ptr[i] || !strchr(ID_LETTERS, px_lower(typed.ptr[i])))
            return false;
    return typed.len == ID_LEN && has_digit(typed);
}

/* Kinds that somebody may name and that no heading names. */
static const struct {
    px_str word;
    px_provision_kind kind;
} words[] = {
    { PX_STR_INIT("section"), PX_PROVISION_SECTION },
    { PX_STR_INIT("recital"), PX_PROVISION_RECITAL },
    { PX_STR_INIT("consid\xC3\xA9rant"), PX_PROVISION_RECITAL },
    { PX_STR_INIT("considerant"), PX_PROVISION_RECITAL },
    { PX_STR_INIT("paragraph"), PX_PROVISION_PARAGRAPH },
    { PX_STR_INIT("paragraphe"), PX_PROVISION_PARAGRAPH },
    { PX_STR_INIT("point"), PX_PROVISION_POINT },
};

static bool kind_of(px_str word, px_str *ret_kind)
{
    px_provision_kind kind = px_number_kind(word);
    bool known = kind != PX_PROVISION_SECTION;

    for (size_t i = 0; !known && i < PX_COUNT(words); i++)
        if (px_str_eq_nocase(word, words[i].word)) {
            kind = words[i].kind;
            known = true;
        }
    if (known)
        *ret_kind = px_str_of(px_provision_kind_name(kind));
    return known;
}

bool px_search_key_typed(px_builder *out, px_str typed, px_str *ret_kind)
{
    px_str rest = px_str_trim(typed), number = bare_number(rest), word;

    *ret_kind = PX_STR("");
    if (is_id(rest)) {
        px_search_key_id(out, rest);
        return true;
    }
    if (!is_number(number))
        return false;
    word = px_str_trim(px_str_sub(rest, 0, (size_t)(number.ptr - rest.ptr)));
    while (word.len && (word.ptr[word.len - 1] == '(' ||
                        px_str_ends(word, PX_STR(NO_BREAK_SPACE)))) /* "point (a)" */
        word = px_str_trim(px_str_sub(word, 0, word.len - (word.ptr[word.len - 1] == '(' ? 1 : 2)));
    if (word.len ? !kind_of(word, ret_kind) : !has_digit(number))
        return false;
    key_add(out, 'n', number);
    return true;
}
