/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/word_token.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

enum { LABEL_MAX = 8 };

/* What a code point is to a token. */
typedef enum glyph { GLYPH_END, GLYPH_SPACE, GLYPH_LETTER, GLYPH_DIGIT, GLYPH_OTHER } glyph;

/* White space as the plain form knows it; what stands in a text beside it counts as well. */
static bool is_space(unsigned c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

static glyph glyph_of(unsigned c)
{
    if (is_space(c))
        return GLYPH_SPACE;
    if (c < 0x80)
        return px_is_digit(c) ? GLYPH_DIGIT : px_is_letter(c) ? GLYPH_LETTER : GLYPH_OTHER;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CF: /* soft hyphen, joiners: inside words */
        return GLYPH_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return GLYPH_DIGIT;
    default:
        return GLYPH_OTHER;
    }
}

/* The code point at a byte of the text; GLYPH_END behind it. */
static glyph glyph_at(px_str text, size_t at, unsigned *ret_c, size_t *ret_len)
{
    *ret_c = 0;
    *ret_len = 0;
    if (at >= text.len)
        return GLYPH_END;
    *ret_c = px_utf8_decode(px_str_sub(text, at, text.len), ret_len);
    return glyph_of(*ret_c);
}

static bool is_apostrophe(unsigned c)
{
    return c == '\'' || c == 0x2019;
}

static bool is_hyphen(unsigned c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* True where a character between these two neighbours belongs to the word or number around it. */
static bool joins(unsigned c, glyph before, glyph after)
{
    bool between = (before == GLYPH_LETTER || before == GLYPH_DIGIT) &&
                   (after == GLYPH_LETTER || after == GLYPH_DIGIT);

    if (!between)
        return false;
    if (c == ',' || c == ':' || c == '/')
        return before == GLYPH_DIGIT && after == GLYPH_DIGIT;
    return is_hyphen(c) || is_apostrophe(c) || c == '.' || c == '_' || c == '@' || c == 0xB7;
}

/* The words that French shortens before a vowel. */
static bool is_elided(px_str word)
{
    static const char *const elided[] = { "c",      "d",      "j",      "l",      "m",
                                          "n",      "s",      "t",      "qu",     "jusqu",
                                          "puisqu", "lorsqu", "quoiqu", "quelqu", "presqu" };

    for (size_t i = 0; i < PX_COUNT(elided); i++)
        if (px_str_eq_nocase(word, px_str_of(elided[i])))
            return true;
    return false;
}

/* Bytes of a word or number at the head of text. */
static size_t word_len(px_str text)
{
    glyph before = GLYPH_OTHER;
    size_t at = 0, len, next_len;
    unsigned c, next;

    for (;;) {
        glyph g = glyph_at(text, at, &c, &len);

        if (g == GLYPH_LETTER || g == GLYPH_DIGIT) {
            before = g;
            at += len;
            continue;
        }
        if (g != GLYPH_OTHER || !joins(c, before, glyph_at(text, at + len, &next, &next_len)))
            return at;
        if (is_apostrophe(c) && is_elided(px_str_sub(text, 0, at)))
            return at + len;
        at += len + next_len;
        before = glyph_of(next);
    }
}

/* Bytes of "https://..." or "mailto:...", without the punctuation of the sentence; 0: none. */
static size_t address_len(px_str text)
{
    size_t n = 0;

    if (!px_str_starts(text, PX_STR("https://")) && !px_str_starts(text, PX_STR("http://")) &&
        !px_str_starts(text, PX_STR("mailto:")))
        return 0;
    while (n < text.len && !strchr(" \t\n<>\"", text.ptr[n]))
        n++;
    while (n > 0 && strchr(".,;:!?)'", text.ptr[n - 1]))
        n--;
    return n;
}

/* "a", "aa", "iv": letters that number things. */
static bool is_numbering(px_str letters)
{
    for (size_t i = 0; i < letters.len && letters.len > 1; i++)
        if (!strchr("ivxlcIVXLC", letters.ptr[i]))
            return letters.len == 2 && letters.ptr[0] == letters.ptr[1];
    return true;
}

/* Bytes of "(a)", "(iv)", "(12)", "(3a)": digits, a letter, a Roman number; 0: none. */
static size_t label_len(px_str text)
{
    size_t letters = 1, end;

    while (letters < text.len && px_is_digit(text.ptr[letters]))
        letters++;
    for (end = letters; end < text.len && end <= LABEL_MAX && px_is_letter(text.ptr[end]);)
        end++;
    if (end == 1 || end >= text.len || text.ptr[end] != ')' || letters > 5)
        return 0;
    return is_numbering(px_str_sub(text, letters, end)) ? end + 1 : 0;
}

/* Bytes of one mark of punctuation, or of a run of the same one ("..."). */
static size_t mark_len(px_str text, unsigned c, size_t len)
{
    size_t n = len, next_len;
    unsigned next;

    while (glyph_at(text, n, &next, &next_len) == GLYPH_OTHER && next == c)
        n += next_len;
    return n;
}

static size_t space_len(px_str text)
{
    size_t n = 0, len;
    unsigned c;

    while (glyph_at(text, n, &c, &len) == GLYPH_SPACE)
        n += len;
    return n;
}

/* Bytes of the groups of three digits behind a number of one to three: " 000" in "10 000". */
static size_t groups_len(px_str number, px_str behind)
{
    size_t n = 0;

    if (number.len > 3)
        return 0;
    for (size_t i = 0; i < number.len; i++)
        if (!px_is_digit(number.ptr[i]))
            return 0;
    for (;;) {
        size_t space = space_len(px_str_sub(behind, n, behind.len));
        px_str group = px_str_sub(behind, n + space, behind.len);

        if (space == 0 || word_len(group) < 3 ||
            (word_len(group) > 3 && group.ptr[3] != ',' && group.ptr[3] != '.'))
            return n;
        for (size_t i = 0; i < 3; i++)
            if (!px_is_digit(group.ptr[i]))
                return n;
        n += space + word_len(group);
    }
}

static px_word_token token_at(px_str rest)
{
    px_word_token token = { .kind = PX_TOKEN_WORD };
    size_t n = address_len(rest), len;
    unsigned c;
    glyph g = glyph_at(rest, 0, &c, &len);

    if (n == 0 && (g == GLYPH_LETTER || g == GLYPH_DIGIT)) {
        n = word_len(rest);
        if (g == GLYPH_DIGIT) {
            token.kind = PX_TOKEN_NUMBER;
            n += groups_len(px_str_sub(rest, 0, n), px_str_sub(rest, n, rest.len));
        }
    } else if (n == 0) {
        n = c == '(' ? label_len(rest) : 0;
        token.kind = n ? PX_TOKEN_LABEL : PX_TOKEN_PUNCTUATION;
        n = n ? n : mark_len(rest, c, len);
    }
    token.text = px_str_sub(rest, 0, n);
    token.space = space_len(px_str_sub(rest, n, rest.len));
    return token;
}

/* Names of months, in English with a capital ("may" is a word of its own) and in French. */
static bool is_month(px_str word)
{
    static const char *const months[] = { "January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December",
                                          "janvier",   "février",  "mars",     "avril",
                                          "mai",       "juin",     "juillet",  "août",
                                          "septembre", "octobre",  "novembre", "décembre" };

    for (size_t i = 0; i < PX_COUNT(months); i++)
        if (px_str_is(word, months[i]))
            return true;
    return false;
}

static bool is_day(const px_word_token *token)
{
    px_str s = token->text;

    if (px_str_ends(s, PX_STR("er")) || px_str_ends(s, PX_STR("st")) ||
        px_str_ends(s, PX_STR("nd")) || px_str_ends(s, PX_STR("rd")) ||
        px_str_ends(s, PX_STR("th")))
        s.len -= 2;
    return token->kind == PX_TOKEN_NUMBER && s.len >= 1 && s.len <= 2 && s.ptr[0] >= '0' &&
           s.ptr[0] <= '3' && (s.len == 1 || px_is_digit(s.ptr[1]));
}

static bool is_year(const px_word_token *token)
{
    return token->kind == PX_TOKEN_NUMBER && token->text.len == 4 &&
           (token->text.ptr[0] == '1' || token->text.ptr[0] == '2') &&
           px_is_digit(token->text.ptr[1]);
}

/* How many tokens from here are one date: "2 August 2025", "August 2025", "2 August". */
static size_t date_tokens(const px_word_token *t, size_t count)
{
    size_t day = count > 1 && is_day(&t[0]) && t[0].space ? 1 : 0;

    if (count <= day || !is_month(t[day].text))
        return 0;
    if (count > day + 1 && t[day].space && is_year(&t[day + 1]))
        return day + 2;
    return day ? 2 : 0;
}

/* Puts the tokens of each date together, in place. */
static void join_dates(px_word_tokens *tokens)
{
    size_t n = 0;

    for (size_t i = 0; i < tokens->count; n++) {
        size_t length = date_tokens(&tokens->items[i], tokens->count - i);
        px_word_token joined = tokens->items[i];

        if (length > 1) {
            const px_word_token *last = &tokens->items[i + length - 1];

            joined.text.len = (size_t)(last->text.ptr + last->text.len - joined.text.ptr);
            joined.space = last->space;
            joined.kind = PX_TOKEN_DATE;
        }
        tokens->items[n] = joined;
        i += length > 1 ? length : 1;
    }
    tokens->count = n;
}

/* Runs over the text once; with items NULL only counts. */
static size_t cut_tokens(px_str rest, px_word_token *items)
{
    size_t count = 0;

    while (rest.len) {
        px_word_token token = token_at(rest);

        if (items)
            items[count] = token;
        count++;
        rest = px_str_sub(rest, token.text.len + token.space, rest.len);
    }
    return count;
}

void px_word_tokens_make(px_arena *arena, px_str text, px_word_tokens *ret_tokens)
{
    size_t lead = space_len(text);
    px_str rest = px_str_sub(text, lead, text.len);
    px_word_tokens tokens = { .lead = lead };

    tokens.count = cut_tokens(rest, NULL);
    tokens.items = px_arena_array(arena, PX_MAX(tokens.count, 1), sizeof(*tokens.items));
    (void)cut_tokens(rest, tokens.items);
    join_dates(&tokens);
    *ret_tokens = tokens;
}

static size_t fold_one(px_str word, size_t at, utf8proc_uint8_t out[4], size_t *ret_len)
{
    size_t len;
    unsigned c = px_utf8_decode(px_str_sub(word, at, word.len), &len);

    if (is_apostrophe(c))
        c = '\'';
    else if (is_hyphen(c))
        c = '-';
    *ret_len = (size_t)utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)c), out);
    return len;
}

px_str px_word_fold(px_arena *arena, px_str word)
{
    char *folded = px_arena_alloc(arena, word.len * 2 + 4); /* small letters grow by 1.5 at most */
    size_t n = 0;

    for (size_t at = 0; at < word.len;) {
        utf8proc_uint8_t bytes[4];
        size_t len;

        at += fold_one(word, at, bytes, &len);
        memcpy(folded + n, bytes, len);
        n += len;
    }
    return px_str_n(folded, n);
}
