/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates as precise as is known: reading them, and saying them in a language. */
#include "base/ascii.h"
#include "base/number.h"
#include "drafting/dossier_field.h"

#include "base/banned.h"

/* ---- Reading and writing */

/* The number of exactly so many digits at a place of the text; false where there are others. */
static bool digits(px_str text, size_t from, size_t count, int *ret_value)
{
    int value = 0;

    if (from + count > text.len)
        return false;
    for (size_t i = from; i < from + count; i++) {
        if (!px_is_digit(text.ptr[i]))
            return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    *ret_value = value;
    return true;
}

/* The Monday of the first week of the year, which has 4 January in it (ISO 8601). */
static int64_t first_monday(int year)
{
    px_civil fourth = { .year = year, .month = 1, .day = 4 };

    return px_days_from_date(year, 1, 4) - (px_civil_weekday(&fourth) - 1);
}

static bool parse_week(int year, int week, px_dossier_date *ret_date)
{
    int64_t monday = first_monday(year) + 7 * (int64_t)(week - 1);

    /* A week belongs to the year that has its Thursday. */
    if (week < 1 || monday + 3 >= px_days_from_date(year + 1, 1, 1))
        return false;
    *ret_date = (px_dossier_date){ PX_DOSSIER_WEEK, monday, monday + 6 };
    return true;
}

static bool parse_month(int year, int month, px_dossier_date *ret_date)
{
    int64_t first;

    if (month < 1 || month > 12)
        return false;
    first = px_days_from_date(year, month, 1);
    *ret_date =
        (px_dossier_date){ PX_DOSSIER_MONTH, first, first + px_days_in_month(year, month) - 1 };
    return true;
}

static bool parse_day(int year, int month, int day, px_dossier_date *ret_date)
{
    int64_t days;

    if (month < 1 || month > 12 || day < 1 || day > px_days_in_month(year, month))
        return false;
    days = px_days_from_date(year, month, day);
    *ret_date = (px_dossier_date){ PX_DOSSIER_DAY, days, days };
    return true;
}

bool px_dossier_date_parse(px_str text, px_dossier_date *ret_date)
{
    int year, part, day;

    if (!digits(text, 0, 4, &year) || year < 1 || year > 9998)
        return false;
    if (text.len == 4) {
        *ret_date = (px_dossier_date){ PX_DOSSIER_YEAR, px_days_from_date(year, 1, 1),
                                       px_days_from_date(year, 12, 31) };
        return true;
    }
    if (text.ptr[4] != '-')
        return false;
    if (text.len == 8 && text.ptr[5] == 'W')
        return digits(text, 6, 2, &part) && parse_week(year, part, ret_date);
    if (!digits(text, 5, 2, &part))
        return false;
    if (text.len == 7)
        return parse_month(year, part, ret_date);
    return text.len == 10 && text.ptr[7] == '-' && digits(text, 8, 2, &day) &&
           parse_day(year, part, day, ret_date);
}

void px_dossier_date_print(px_builder *out, const px_dossier_date *date)
{
    int year, month, day;

    if (date->precision == PX_DOSSIER_NO_DATE)
        return;
    px_date_from_days(date->first, &year, &month, &day);
    if (date->precision == PX_DOSSIER_WEEK) {
        px_date_from_days(date->first + 3, &year, &month, &day);
        px_builder_format(out, "%04d-W%02d", year,
                          (int)((date->first - first_monday(year)) / 7) + 1);
        return;
    }
    px_builder_format(out, "%04d", year);
    if (date->precision >= PX_DOSSIER_MONTH)
        px_builder_format(out, "-%02d", month);
    if (date->precision == PX_DOSSIER_DAY)
        px_builder_format(out, "-%02d", day);
}

/* ---- In words */

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

/* A date taken apart, with room for its numbers as text. */
typedef struct parts {
    int year, month, day;
    char year_text[16], day_text[16];
    const char *month_text;
} parts;

static parts parts_of(int64_t days, const px_language *language)
{
    parts p;

    px_date_from_days(days, &p.year, &p.month, &p.day);
    (void)snprintf(p.year_text, sizeof(p.year_text), "%d", p.year);
    (void)snprintf(p.day_text, sizeof(p.day_text), "%d", p.day);
    p.month_text = px_tr(language, months[p.month - 1]);
    return p;
}

static void say_day(px_builder *out, const px_language *language, int64_t days)
{
    px_civil date = { 0 };

    px_date_from_days(days, &date.year, &date.month, &date.day);
    px_format_date(out, language, &date);
}

static void say_date(px_builder *out, const px_language *language, const px_dossier_date *date)
{
    PX_AUTO_BUILDER px_builder monday = PX_BUILDER_INIT(256);
    parts p = parts_of(date->first, language);
    px_arg args[] = {
        { "month", px_str_of(p.month_text) },
        { "year", px_str_of(p.year_text) },
    };

    switch (date->precision) {
    case PX_DOSSIER_NO_DATE:
        return;
    case PX_DOSSIER_YEAR:
        px_builder_add(out, p.year_text);
        return;
    case PX_DOSSIER_MONTH:
        px_message(out, language, N_("{month} {year}"), args, PX_COUNT(args));
        return;
    case PX_DOSSIER_WEEK:
        say_day(&monday, language, date->first);
        args[0] = (px_arg){ "monday", px_builder_view(&monday) };
        px_message(out, language, N_("week of {monday}"), args, 1);
        return;
    case PX_DOSSIER_DAY:
        say_day(out, language, date->first);
        return;
    }
}

/* The messages of ranges: the last part is said in full, the first one without what both share. */
static const char *range_message(px_dossier_precision precision, const parts *a, const parts *b)
{
    switch (precision) {
    case PX_DOSSIER_YEAR:
        return N_("{year} to {last_year}");
    case PX_DOSSIER_MONTH:
        return a->year == b->year ? N_("{month} to {last_month} {last_year}")
                                  : N_("{month} {year} to {last_month} {last_year}");
    case PX_DOSSIER_WEEK:
        return N_("weeks of {date} to {last_date}");
    default:
        if (a->year != b->year)
            return N_("{date} to {last_date}");
        if (a->month != b->month) /* A language with an ordinal for the first of a month uses it. */
            return a->day == 1 ? N_("1 {month} to {last_date}")
                               : N_("{day} {month} to {last_date}");
        return a->day == 1 ? N_("1 to {last_date}") : N_("{day} to {last_date}");
    }
}

static void say_range(px_builder *out, const px_language *language, const px_dossier_date *from,
                      const px_dossier_date *until)
{
    PX_AUTO_BUILDER px_builder first = PX_BUILDER_INIT(256), last = PX_BUILDER_INIT(256);
    bool week = from->precision == PX_DOSSIER_WEEK, alike = from->precision == until->precision;
    parts a = parts_of(from->first, language), b = parts_of(until->first, language);

    if (alike && (week || from->precision == PX_DOSSIER_DAY)) {
        say_day(&first, language, from->first);
        say_day(&last, language, until->first);
    } else if (!alike) {
        say_date(&first, language, from);
        say_date(&last, language, until);
    }

    const px_arg args[] = {
        { "day", px_str_of(a.day_text) },        { "month", px_str_of(a.month_text) },
        { "year", px_str_of(a.year_text) },      { "last_month", px_str_of(b.month_text) },
        { "last_year", px_str_of(b.year_text) }, { "date", px_builder_view(&first) },
        { "last_date", px_builder_view(&last) }, { "first", px_builder_view(&first) },
        { "last", px_builder_view(&last) },
    };

    px_message(out, language,
               alike ? range_message(from->precision, &a, &b) : N_("{first} to {last}"), args,
               PX_COUNT(args));
}

static bool is_range(const px_dossier_when *when)
{
    return when->until.precision != PX_DOSSIER_NO_DATE &&
           (when->until.precision != when->date.precision || when->until.first != when->date.first);
}

static const char *about_message(const px_dossier_when *when)
{
    if (is_range(when))
        return N_("about {range}");
    switch (when->date.precision) {
    case PX_DOSSIER_YEAR:
        return N_("about {year}");
    case PX_DOSSIER_MONTH:
        return N_("about {month}");
    case PX_DOSSIER_WEEK:
        return N_("about the {week}");
    default:
        return N_("about {date}");
    }
}

static void say_estimate(px_builder *out, const px_language *language, const px_dossier_when *when,
                         px_str words)
{
    const px_arg args[] = {
        { "range", words }, { "year", words }, { "month", words },
        { "week", words },  { "date", words },
    };

    px_message(out, language, about_message(when), args, PX_COUNT(args));
}

/* What has a time of day: a day, or a range that ends on a day. */
static void say_with_time(px_builder *out, const px_language *language, const px_dossier_when *when)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256), time = PX_BUILDER_INIT(64);
    px_civil date = { .hour = when->minute / 60, .minute = when->minute % 60 };

    if (!is_range(when)) {
        px_date_from_days(when->date.first, &date.year, &date.month, &date.day);
        px_format_datetime(out, language, &date, NULL);
        return;
    }
    say_range(&words, language, &when->date, &when->until);
    px_format_time(&time, language, &date);

    const px_arg args[] = {
        { "range", px_builder_view(&words) },
        { "time", px_builder_view(&time) },
    };

    px_message(out, language, N_("{range}, until {time}"), args, PX_COUNT(args));
}

void px_dossier_when_words(px_builder *out, const px_language *language,
                           const px_dossier_when *when)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(512);

    if (when->date.precision == PX_DOSSIER_NO_DATE)
        return;
    if (when->minute >= 0)
        say_with_time(&words, language, when);
    else if (is_range(when))
        say_range(&words, language, &when->date, &when->until);
    else
        say_date(&words, language, &when->date);
    if (when->about)
        say_estimate(out, language, when, px_builder_view(&words));
    else
        px_builder_str(out, px_builder_view(&words));
}
