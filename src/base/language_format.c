/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Numbers and dates as the institutions of the Union write them. The patterns are messages, so a
 * new language needs no code. The Interinstitutional Style Guide gives the forms: in English
 * "24 November 2026, 23:59"; in French months in lower case, "1er" for the first day and the hour
 * as "23 h 59", with spaces that do not break.
 */
#include "base/message.h"

#include "base/message_priv.h"

#include "base/banned.h"

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

void px_format_int(px_builder *out, const px_language *language, long long value)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(32);
    px_str digits;

    px_builder_int(&number, value);
    digits = px_builder_view(&number);
    if (value < 0) {
        px_builder_char(out, '-');
        digits = px_str_sub(digits, 1, digits.len);
    }
    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0)
            px_builder_add(out, language->group);
        px_builder_char(out, digits.ptr[i]);
    }
}

/* The value in decimal, at least width digits, in room for any int. */
static px_str decimal(char room[16], int value, int width)
{
    int len = snprintf(room, 16, "%0*d", width, value);

    return px_str_n(room, (size_t)len);
}

void px_format_date(px_builder *out, const px_language *language, const px_civil *date)
{
    bool known = date->month >= 1 && date->month <= (int)PX_COUNT(months);
    char day[16], year[16];
    const px_arg args[] = {
        { "day", decimal(day, date->day, 1) },
        { "month", px_str_of(known ? px_tr(language, months[date->month - 1]) : "?") },
        { "year", decimal(year, date->year, 1) },
    };

    /* A language with an ordinal for the first of the month writes it in this message. */
    px_message(out, language, date->day == 1 ? N_("1 {month} {year}") : N_("{day} {month} {year}"),
               args, PX_COUNT(args));
}

/* Languages differ in the zero before an hour of one digit, so that has a message of its own. */
void px_format_time(px_builder *out, const px_language *language, const px_civil *c)
{
    char hour[16], minute[16];
    const px_arg args[] = {
        { "hour", decimal(hour, c->hour, 1) },
        { "minute", decimal(minute, c->minute, 2) },
    };

    px_message(out, language, c->hour < 10 ? N_("0{hour}:{minute}") : N_("{hour}:{minute}"), args,
               PX_COUNT(args));
}

void px_format_datetime(px_builder *out, const px_language *language, const px_civil *c,
                        const char *zone_abbreviation)
{
    PX_AUTO_BUILDER px_builder date = PX_BUILDER_INIT(256), time = PX_BUILDER_INIT(256);

    px_format_date(&date, language, c);
    px_format_time(&time, language, c);

    const px_arg args[] = {
        { "date", px_builder_view(&date) },
        { "time", px_builder_view(&time) },
        { "zone", px_str_of(zone_abbreviation) },
    };

    px_message(out, language,
               zone_abbreviation ? N_("{date}, {time} ({zone})") : N_("{date}, {time}"), args,
               PX_COUNT(args));
}
