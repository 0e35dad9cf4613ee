/* SPDX-License-Identifier: EUPL-1.2 */
/* What several rules ask of an answer. */
#include "base/ascii.h"
#include "base/embedded.h"
#include "base/number.h"
#include "duty/check/check_priv.h"

#include "base/banned.h"

enum { RULE_COLUMNS = 6, LANGUAGE_COLUMNS = 8, DOMAINS_MAX = 4096 };

bool px_check_asked(const px_check_subject *subject, const px_official_field *field,
                    bool *ret_known)
{
    bool known = true;

    for (size_t i = 0; i < field->n_conditions; i++) {
        const px_official_field *other =
            px_official_field_by_id(subject->form, field->conditions[i].field);
        const px_answer *answer = other ? &subject->answers[other - subject->form->fields] : NULL;

        if (!answer)
            continue;
        if (answer->yes_no == (field->conditions[i].is ? PX_YES_NO_YES : PX_YES_NO_NO)) {
            if (ret_known)
                *ret_known = true;
            return true;
        }
        known &= answer->yes_no == PX_YES_NO_YES || answer->yes_no == PX_YES_NO_NO;
    }
    if (ret_known)
        *ret_known = known;
    return field->n_conditions == 0;
}

bool px_check_lacks(const px_check_subject *subject, const px_answer *answer)
{
    return answer->state == PX_ANSWER_MISSING && px_check_asked(subject, answer->field, NULL);
}

bool px_check_has(const char *klass, const px_answer *answer)
{
    return px_check_phrase_find(klass, answer->plain, NULL) != NULL;
}

size_t px_check_links(px_str text)
{
    size_t count = 0;

    while (text.len) {
        const size_t http = px_str_find(text, PX_STR("http")),
                     www = px_str_find(text, PX_STR("www."));
        const size_t at = PX_MIN(http, www);

        if (at >= text.len)
            break;
        count++;
        /* The rest of the address, so that https://www. counts once. */
        text = px_str_sub(text, at, text.len);
        while (text.len && !px_is_space(text.ptr[0]))
            text = px_str_sub(text, 1, text.len);
    }
    return count;
}

static bool ends_sentence(px_str text)
{
    static const char ends[] = ".!?:)\"";
    enum { TAIL = 200 };

    if (px_check_links(px_str_sub(text, text.len > TAIL ? text.len - TAIL : 0, text.len)))
        return true;
    return text.len && strchr(ends, text.ptr[text.len - 1]);
}

bool px_check_is_cut(const px_answer *answer, px_str *ret_end)
{
    enum { WORDS_MIN = 15, SHOWN = 40 };
    const px_str text = px_str_trim(answer->text);
    size_t from = text.len > SHOWN ? text.len - SHOWN : 0;

    if (!px_answer_given(answer) || answer->field->type != PX_FIELD_TEXT ||
        px_check_words(answer->plain) < WORDS_MIN || ends_sentence(text))
        return false;
    while (from > 0 && from < text.len && !px_is_space(text.ptr[from]))
        from++;
    *ret_end = px_str_sub(text, from, text.len);
    return true;
}

static bool is_domain(px_str word)
{
    size_t label = 0, points = 0;
    bool letters = true;

    for (size_t i = 0; i < word.len; i++) {
        const char c = word.ptr[i];

        if (c == '.') {
            if (!label)
                return false;
            points++;
            label = 0;
            letters = true;
        } else if (px_is_alnum(c) || c == '-' || (unsigned char)c >= 0x80) {
            label++;
            letters = letters && !px_is_digit(c);
        } else {
            return false;
        }
    }
    return points > 0 && label >= 2 && letters;
}

static bool is_edge(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '.' || c == '(' || c == ')' || c == '"';
}

size_t px_check_domains(px_arena *arena, px_str text)
{
    px_str *seen = px_arena_array(arena, DOMAINS_MAX, sizeof(*seen));
    size_t count = 0, at = 0;

    while (at < text.len && count < DOMAINS_MAX) {
        size_t end = at;
        px_str word;
        bool known = false;

        while (end < text.len && !px_is_space(text.ptr[end]) && text.ptr[end] != ',')
            end++;
        word = px_str_sub(text, at, end);
        while (word.len && is_edge(word.ptr[0]) && word.ptr[0] != '.')
            word = px_str_sub(word, 1, word.len);
        while (word.len && is_edge(word.ptr[word.len - 1]))
            word.len--;
        for (size_t i = 0; i < count; i++)
            known |= px_str_eq_nocase(seen[i], word);
        if (!known && is_domain(word))
            seen[count++] = word;
        at = end + 1;
    }
    return count;
}

long long px_check_number(const char *rule)
{
    px_str rest = PX_STR_NONE, columns[RULE_COLUMNS];
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;

    while (px_embedded_row("check_rules.tsv", &rest, columns, RULE_COLUMNS))
        if (px_str_is(columns[0], rule) &&
            px_parse_int(columns[1], 0, 1000000, &number, &ignored) >= 0)
            break;
    return number;
}

/* "grec moderne" is "grec" to most. */
static px_str first_word(px_str name)
{
    return px_str_sub(name, 0, px_str_find_char(name, ' '));
}

size_t px_check_eu_languages(px_str plain)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str rest = PX_STR_NONE, columns[LANGUAGE_COLUMNS];
    size_t count = 0;

    while (px_embedded_row("languages.tsv", &rest, columns, LANGUAGE_COLUMNS)) {
        if (!px_str_is(columns[5], "yes"))
            continue;
        if (px_str_find(plain, px_check_plain(arena, first_word(columns[6]))) < plain.len ||
            px_str_find(plain, px_check_plain(arena, first_word(columns[7]))) < plain.len)
            count++;
    }
    return count;
}

/* "billion" is the English one: that of the form's ranges in both languages is "milliard". */
static double multiplier(px_str word)
{
    const px_check_phrase *phrase;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++) {
        px_error ignored = PX_ERROR_INIT;
        long long power;
        double value = 1;

        if (!px_str_is(phrase->klass, "scale") || !px_str_eq(phrase->phrase, word) ||
            px_parse_int(phrase->value, 0, 30, &power, &ignored) < 0)
            continue;
        while (power-- > 0)
            value *= 10;
        return value;
    }
    return 0;
}

/* The plain form has parted "19.2" and "10 000" into two words: the second is the fraction, or,
 * with three digits, the end of the number. */
double px_check_size(px_str plain)
{
    px_str rest = plain, word;
    double number = 0, fraction = 0;
    bool digits = false;

    while (px_str_split(&rest, ' ', &word)) {
        px_error ignored = PX_ERROR_INIT;
        double value;

        if (!word.len)
            continue;
        if (px_parse_real(word, 0, 1e30, &value, &ignored) >= 0) {
            if (digits && word.len == 3) {
                number = number * 1000 + value;
            } else if (digits) {
                for (size_t i = 0; i < word.len && i < 18; i++)
                    value /= 10;
                fraction = value;
            } else {
                number = value;
            }
            digits = true;
        } else if (digits) {
            const double by = multiplier(word);

            return by > 0 ? (number + fraction) * by : number;
        }
    }
    return number;
}
