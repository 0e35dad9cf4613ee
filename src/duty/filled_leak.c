/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers that a recipient may not have, told by the texts of a view: in digits, however they are
 * grouped, and rounded, with a word or letter for the power of ten. */
#include "base/ascii.h"
#include "base/json_read.h"
#include "base/number.h"
#include "duty/check/check_word.h"
#include "duty/filled.h"
#include "duty/official_value.h"

#include "base/banned.h"

enum {
    LEAK_DIGITS = 4, /* shorter numbers stand in many texts by chance, */
    TOLD_DIGITS = 2, /* and rounded ones of one digit tell less than a range */
    LEAST_TOLD = 1000
};

/* The significant digits of a number: "15600000000000" and "1.56e13" are "156". */
static px_str significant(px_str number, char buffer[PX_FIELD_NUMBER_MAX + 1])
{
    size_t n = 0;

    for (size_t i = 0; i < number.len && number.ptr[i] != 'e' && number.ptr[i] != 'E'; i++)
        if (px_is_digit(number.ptr[i]) && (n > 0 || number.ptr[i] != '0') &&
            n < PX_FIELD_NUMBER_MAX)
            buffer[n++] = number.ptr[i];
    while (n > 0 && buffer[n - 1] == '0')
        n--;
    return px_str_n(buffer, n);
}

/* The digits stand in the text, whatever groups them. */
static bool text_has(px_str text, px_str digits)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t at = 0, j = i;

        if (!px_is_digit(text.ptr[i]) || (i > 0 && px_is_digit(text.ptr[i - 1])))
            continue;
        for (; j < text.len && at < digits.len; j++) {
            if (text.ptr[j] == digits.ptr[at])
                at++;
            else if (px_is_digit(text.ptr[j]) || px_is_letter(text.ptr[j]) || text.ptr[j] == '\n')
                break;
        }
        if (at == digits.len)
            return true;
    }
    return false;
}

/* ---- The same in words: "7.2 billion", "7,2 milliards", "7.2B", "2.3 × 10^25" */

/* A number as somebody wrote it: its digits as a whole number, and the power of ten that they stand
 * at. */
typedef struct told {
    double digits;
    int power;
    size_t written; /* digits, without zeros in front */
} told;

/* Behind digits: white space, also without a break, and the hyphen of "7.2-billion". */
static size_t skip_gap(px_str text, size_t at)
{
    while (at < text.len) {
        size_t n;
        const unsigned c = px_utf8_decode(px_str_sub(text, at, text.len), &n);

        if (c != ' ' && c != '-' && c != 0xA0 && c != 0x202F && c != 0x2009)
            break;
        at += n;
    }
    return at;
}

/* "10^25", "10²⁵" behind a sign of multiplication; false for anything else. */
static bool power_of_ten(px_str text, size_t at, int *ret_power)
{
    static const unsigned raised[] = { 0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                       0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };
    size_t n, digits = 0;
    unsigned c = px_utf8_decode(px_str_sub(text, at, text.len), &n);
    int power = 0;

    if (c != 0xD7 && c != 'x' && c != '*')
        return false;
    at = skip_gap(text, at + n);
    if (!px_str_starts(px_str_sub(text, at, text.len), PX_STR("10")))
        return false;
    at += 2;
    at += at < text.len && text.ptr[at] == '^' ? 1 : 0;
    while (at < text.len && digits < 2) {
        int digit = -1;

        c = px_utf8_decode(px_str_sub(text, at, text.len), &n);
        for (int i = 0; i < 10; i++)
            if (c == raised[i] || c == (unsigned)('0' + i))
                digit = i;
        if (digit < 0)
            break;
        power = power * 10 + digit;
        digits++;
        at += n;
    }
    *ret_power = power;
    return digits > 0;
}

static bool tells(const told *t, double number)
{
    double scaled = number;

    for (int i = t->power; i > 0; i--)
        scaled /= 10;
    for (int i = t->power; i < 0; i++)
        scaled *= 10;
    return t->written >= TOLD_DIGITS && scaled - t->digits < 0.5 + 1e-6 &&
           t->digits - scaled < 0.5 + 1e-6;
}

/* The words behind a number, each power that they may mean: "billion" is another one in French. */
static bool scaled_tells(px_str text, size_t at, told t, double number)
{
    const size_t from = skip_gap(text, at);
    const px_check_phrase *phrase;
    size_t end = from;
    px_str word;
    int power;

    if (from < text.len && power_of_ten(text, from, &power)) {
        t.power += power;
        return tells(&t, number);
    }
    while (end < text.len && px_is_letter(text.ptr[end]))
        end++;
    word = px_str_sub(text, from, end);
    for (size_t i = 0; word.len && (phrase = px_check_phrase_at(i)); i++) {
        /* Letters alone are too short to be told apart but as capitals at the number itself. */
        const bool same = px_str_is(phrase->klass, "scale") ? px_str_eq_nocase(phrase->phrase, word)
                          : px_str_is(phrase->klass, "scale-letter")
                              ? from == at && px_str_eq(phrase->phrase, word)
                              : false;
        told one = t;
        px_error ignored = PX_ERROR_INIT;
        long long more;

        if (!same || px_parse_int(phrase->value, 0, 30, &more, &ignored) < 0)
            continue;
        one.power += (int)more;
        if (tells(&one, number))
            return true;
    }
    return false;
}

/* Reads the number at a place, separators as what groups digits or, where decimal, the last one as
 * the point; returns the end. */
static size_t read_told(px_str text, size_t at, bool decimal, told *ret_told)
{
    size_t last = text.len, end = at;
    told t = { 0 };

    while (end < text.len &&
           (px_is_digit(text.ptr[end]) || ((text.ptr[end] == '.' || text.ptr[end] == ',') &&
                                           end + 1 < text.len && px_is_digit(text.ptr[end + 1])))) {
        last = px_is_digit(text.ptr[end]) ? last : end;
        end++;
    }
    for (size_t i = at; i < end && t.written < PX_FIELD_NUMBER_MAX; i++) {
        if (!px_is_digit(text.ptr[i]))
            continue;
        t.digits = t.digits * 10 + (text.ptr[i] - '0');
        t.written += t.written || text.ptr[i] != '0' ? 1 : 0;
        t.power -= decimal && i > last ? 1 : 0;
    }
    *ret_told = t;
    return end;
}

/* A number that rounds to what the text says in words. Names of models ("lantern-7.2B") have
 * theirs behind a letter or hyphen. */
static bool text_tells(px_str text, double number)
{
    for (size_t at = 0; at < text.len;) {
        told t;
        size_t end;

        if (!px_is_digit(text.ptr[at])) {
            at++;
            continue;
        }
        end = read_told(text, at, true, &t);
        if (at == 0 || (!px_is_letter(text.ptr[at - 1]) && text.ptr[at - 1] != '-' &&
                        text.ptr[at - 1] != '_')) {
            if (scaled_tells(text, end, t, number))
                return true;
            (void)read_told(text, at, false, &t);
            if (scaled_tells(text, end, t, number))
                return true;
        }
        at = end;
    }
    return false;
}

/* ---- Fields */

/* A number that a recipient may not have. */
typedef struct hidden_number {
    px_str digits; /* significant */
    double number;
} hidden_number;

static bool value_has(const json_t *value, const hidden_number *hidden)
{
    const char *key;
    json_t *part;
    size_t i;

    if (json_is_string(value)) {
        const px_str text = px_json_text(value);

        return (hidden->digits.len >= LEAK_DIGITS && text_has(text, hidden->digits)) ||
               text_tells(text, hidden->number);
    }
    json_object_foreach((json_t *)value, key, part)
    {
        if (value_has(part, hidden))
            return true;
    }
    json_array_foreach(value, i, part)
    {
        if (value_has(part, hidden))
            return true;
    }
    return false;
}

/* The field of the view that has one of the numbers in `hidden`. */
static const px_official_field *leak_of(const px_filled_form *view, const json_t *hidden)
{
    char buffer[32], digits_buffer[PX_FIELD_NUMBER_MAX + 1];
    const char *key;
    json_t *part;
    size_t i;
    const px_official_field *found = NULL;

    json_object_foreach((json_t *)hidden, key, part)
    {
        found = found ? found : leak_of(view, part);
    }
    json_array_foreach(hidden, i, part)
    {
        found = found ? found : leak_of(view, part);
    }
    if (!found && (json_is_string(hidden) || json_is_integer(hidden))) {
        const px_str number = px_value_number(hidden, buffer);
        hidden_number h = { .digits = significant(number, digits_buffer) };
        px_error ignored = PX_ERROR_INIT;

        if (px_parse_real(number, 0, 1e40, &h.number, &ignored) < 0 || h.number < LEAST_TOLD)
            h.number = 0;
        for (size_t f = 0; h.digits.len && f < view->form->n_fields; f++)
            if (view->fields[f].value && view->fields[f].field->level != PX_FIELD_OF_DOCUMENT &&
                value_has(view->fields[f].value, &h))
                return view->fields[f].field;
    }
    return found;
}

const px_official_field *px_filled_leak(const px_filled_form *whole, const px_filled_form *view)
{
    for (size_t i = 0; i < whole->form->n_fields; i++) {
        const px_filled_field *field = &whole->fields[i];
        const px_official_field *leak;
        px_field_type type = field->field->type;

        if (!field->value || px_filled_shows(view, field->field))
            continue;
        if (type != PX_FIELD_NUMBER && type != PX_FIELD_NUMBERS && type != PX_FIELD_LIST)
            continue;
        leak = leak_of(view, field->value);
        if (leak)
            return leak;
    }
    return NULL;
}
