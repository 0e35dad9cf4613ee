/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check_date.h"

#include "base/ascii.h"
#include "base/civil.h"
#include "base/number.h"
#include "duty/check/check_word.h"

#include "base/banned.h"

enum { NUMBER_DIGITS = 4, CENTURY = 2000, MONTHS = 12, YEAR_MIN = 1900, YEAR_MAX = 2100 };

/* A number or a name of a month at a place of the text. */
typedef struct part {
    int number; /* of digits, or of the month; 0: neither */
    size_t digits;
    bool month;
    size_t end; /* behind it, and behind "st", "nd", "rd", "th", "er" */
} part;

static bool is_letter_byte(char c)
{
    return px_is_letter(c) || (unsigned char)c >= 0x80;
}

static size_t behind_ordinal(px_str text, size_t at)
{
    static const char *const ordinals[] = { "st", "nd", "rd", "th", "er" };

    for (size_t i = 0; i < PX_COUNT(ordinals); i++)
        if (px_str_starts(px_str_sub(text, at, text.len), px_str_of(ordinals[i])) &&
            (at + 2 == text.len || !is_letter_byte(text.ptr[at + 2])))
            return at + 2;
    return at;
}

static int month_of(px_str word)
{
    const px_check_phrase *phrase;

    for (size_t i = 0; (phrase = px_check_phrase_at(i)); i++) {
        long long number;
        px_error ignored = PX_ERROR_INIT;

        if (px_str_is(phrase->klass, "month") && px_str_eq_nocase(phrase->phrase, word) &&
            px_parse_int(phrase->value, 1, MONTHS, &number, &ignored) >= 0)
            return (int)number;
    }
    return 0;
}

static part part_at(px_str text, size_t at)
{
    part p = { .end = at };

    if (at < text.len && px_is_digit(text.ptr[at])) {
        while (p.end < text.len && px_is_digit(text.ptr[p.end])) {
            p.number = p.digits < NUMBER_DIGITS ? p.number * 10 + (text.ptr[p.end] - '0') : -1;
            p.digits++;
            p.end++;
        }
        if (p.digits > NUMBER_DIGITS)
            p.number = -1;
        p.end = behind_ordinal(text, p.end);
        return p;
    }
    while (p.end < text.len && is_letter_byte(text.ptr[p.end]))
        p.end++;
    p.number = p.end > at ? month_of(px_str_sub(text, at, p.end)) : 0;
    p.month = p.number > 0;
    return p;
}

/* What parts the parts: one of / - . , or spaces, or a comma or point with spaces behind. 0 for
 * something else. */
static char separator_at(px_str text, size_t at, size_t *ret_end)
{
    char c = 0;

    while (at < text.len && (px_is_space(text.ptr[at]) || text.ptr[at] == ',' ||
                             text.ptr[at] == '/' || text.ptr[at] == '-' || text.ptr[at] == '.')) {
        if (!px_is_space(text.ptr[at]) && text.ptr[at] != ',') {
            if (c && c != ' ')
                return 0;
            c = text.ptr[at];
        } else if (!c) {
            c = ' ';
        }
        at++;
    }
    *ret_end = at;
    return c;
}

static bool is_year(const part *p)
{
    return !p->month && p->digits == NUMBER_DIGITS && p->number >= YEAR_MIN &&
           p->number <= YEAR_MAX;
}

static bool is_small(const part *p, int most)
{
    return !p->month && p->digits >= 1 && p->digits <= 2 && p->number >= 1 && p->number <= most;
}

static void set_day(px_read_date *date, int year, int month, int day)
{
    const px_civil civil = { .year = year, .month = month, .day = day };

    date->kind = px_civil_valid(&civil) ? PX_DATE_DAY : PX_DATE_INVALID;
    date->year = year;
    date->month = month;
    date->day = day;
}

/* "a/b/year", "a.b.year": day and month by what they can be. With points the day comes first. */
static void set_numbers(px_read_date *date, int a, int b, int year, char separator)
{
    if (a > MONTHS && b > MONTHS) {
        date->kind = PX_DATE_INVALID;
    } else if (a > MONTHS || a == b || separator == '.') {
        set_day(date, year, b, a);
    } else if (b > MONTHS) {
        set_day(date, year, a, b);
    } else {
        set_day(date, year, b, a);
        if (date->kind == PX_DATE_DAY)
            date->kind = PX_DATE_AMBIGUOUS;
    }
}

static bool is_short_year(const part *p)
{
    return !p->month && p->digits == 2;
}

static int full_year(const part *p)
{
    return p->digits == 2 ? CENTURY + p->number : p->number;
}

/* "26 June 2026", "June 26, 2026" */
static bool read_named(const part p[3], px_read_date *date)
{
    if (is_small(&p[0], 31) && p[1].month && (is_year(&p[2]) || is_short_year(&p[2])))
        set_day(date, full_year(&p[2]), p[1].number, p[0].number);
    else if (p[0].month && is_small(&p[1], 31) && is_year(&p[2]))
        set_day(date, p[2].number, p[0].number, p[1].number);
    else
        return false;
    return true;
}

/* "2026-06-26", "26.06.2026", "7/8/26" */
static bool read_joined(const part p[3], const char separators[2], px_read_date *date)
{
    if (separators[0] != separators[1] || separators[0] == ' ')
        return false;
    if (is_year(&p[0]) && is_small(&p[1], MONTHS) && is_small(&p[2], 31))
        set_day(date, p[0].number, p[1].number, p[2].number);
    else if (is_small(&p[0], 31) && is_small(&p[1], 31) && (is_year(&p[2]) || is_short_year(&p[2])))
        set_numbers(date, p[0].number, p[1].number, full_year(&p[2]), separators[0]);
    else
        return false;
    return true;
}

/* Dates of three parts. */
static bool read_three(const part p[3], const char separators[2], px_read_date *date)
{
    if (!read_named(p, date) && !read_joined(p, separators, date))
        return false;
    date->two_digits = is_short_year(&p[2]) && !is_year(&p[0]);
    return true;
}

static bool read_two(const part p[2], char separator, px_read_date *date)
{
    const bool joined = separator == '/' || separator == '-' || separator == '.';

    if (p[0].month && is_year(&p[1])) {
        date->month = p[0].number;
        date->year = p[1].number;
    } else if (is_small(&p[0], MONTHS) && is_year(&p[1]) && joined) {
        date->month = p[0].number;
        date->year = p[1].number;
    } else if (is_year(&p[0]) && p[1].digits == 2 && is_small(&p[1], MONTHS) && joined) {
        date->year = p[0].number;
        date->month = p[1].number;
    } else {
        return false;
    }
    date->kind = PX_DATE_MONTH;
    return true;
}

static bool read_at(px_str text, size_t at, px_read_date *date)
{
    part p[3];
    char separators[2] = { 0 };
    size_t next, end = at;

    *date = (px_read_date){ .at = at };
    p[0] = part_at(text, at);
    if (p[0].number <= 0)
        return false;
    separators[0] = separator_at(text, p[0].end, &next);
    p[1] = separators[0] ? part_at(text, next) : (part){ 0 };
    if (p[1].number > 0) {
        const size_t behind = p[1].end;

        separators[1] = separator_at(text, behind, &next);
        p[2] = separators[1] ? part_at(text, next) : (part){ 0 };
        if (p[2].number > 0 && read_three(p, separators, date))
            end = p[2].end;
        else if (read_two(p, separators[0], date))
            end = behind;
    }
    if (date->kind == PX_DATE_NONE && is_year(&p[0])) {
        date->kind = PX_DATE_YEAR;
        date->year = p[0].number;
        end = p[0].end;
    }
    date->words = px_str_sub(text, at, end);
    return date->kind != PX_DATE_NONE;
}

/* No part of a name, of a version or of a longer number. */
static bool may_begin(px_str text, size_t at)
{
    char before;

    if (at == 0)
        return true;
    before = text.ptr[at - 1];
    return !px_is_digit(before) && !is_letter_byte(before) && before != '-' && before != '/' &&
           before != '.' && before != '_';
}

px_read_date px_check_date_find(px_str text, size_t from)
{
    px_read_date date;

    for (size_t at = from; at < text.len; at++)
        if (may_begin(text, at) && read_at(text, at, &date) &&
            (at + date.words.len == text.len || !is_letter_byte(text.ptr[at + date.words.len])))
            return date;
    return (px_read_date){ .words = PX_STR("") };
}

int px_check_date_cmp(const px_read_date *a, const px_read_date *b)
{
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    return a->day == b->day ? 0 : (a->day < b->day ? -1 : 1);
}

px_read_date px_check_date_last(px_str text)
{
    px_read_date last = { .words = PX_STR("") };
    px_read_date date = px_check_date_find(text, 0);

    while (date.kind != PX_DATE_NONE) {
        if (last.kind == PX_DATE_NONE || px_check_date_cmp(&date, &last) > 0)
            last = date;
        date = px_check_date_find(text, date.at + PX_MAX(date.words.len, (size_t)1));
    }
    return last;
}
