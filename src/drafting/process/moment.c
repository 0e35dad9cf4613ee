/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/moment.h"

#include "base/number.h"

#include "base/banned.h"

static px_str civil_text(px_arena *arena, const px_civil *c)
{
    return px_str_of(px_arena_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d", c->year, c->month,
                                     c->day, c->hour, c->minute, c->second));
}

int px_moment_of(px_arena *arena, const px_zone *zone, px_moment_side side, const px_civil *civil,
                 bool day_only, px_moment *ret_moment, px_error *err)
{
    bool ends = side == PX_MOMENT_ENDS;
    px_civil c = *civil;
    px_time at;
    int rc;

    c.millisecond = 0;
    if (day_only) {
        c.hour = ends ? 23 : 0;
        c.minute = c.second = ends ? 59 : 0;
    }
    rc = ends ? px_civil_resolve_last(zone, &c, &at, err)
              : px_civil_resolve(zone, &c, &at, NULL, err);
    if (rc < 0)
        return rc;
    *ret_moment = (px_moment){ .civil = civil_text(arena, &c), .at = at, .day_only = day_only };
    return 0;
}

px_moment px_moment_at(px_arena *arena, const px_zone *zone, px_time at)
{
    px_civil c = px_civil_from_time(zone, at, NULL, NULL);

    return (px_moment){ .civil = civil_text(arena, &c), .at = at };
}

/* Two digits up to max. */
static bool pair_of(px_str part, long long max, int *ret_value)
{
    px_error ignored = PX_ERROR_INIT;
    long long value;

    if (part.len != 2 || px_parse_int(part, 0, max, &value, &ignored) < 0)
        return false;
    *ret_value = (int)value;
    return true;
}

/* "18:00" or "18:00:30". */
static bool clock_of(px_str text, px_civil *c)
{
    if (!(text.len == 5 || (text.len == 8 && text.ptr[5] == ':')) || text.ptr[2] != ':')
        return false;
    return pair_of(px_str_sub(text, 0, 2), 23, &c->hour) &&
           pair_of(px_str_sub(text, 3, 5), 59, &c->minute) &&
           (text.len == 5 || pair_of(px_str_sub(text, 6, 8), 59, &c->second));
}

int px_moment_parse(px_arena *arena, const px_zone *zone, px_moment_side side, px_str text,
                    px_moment *ret_moment, px_error *err)
{
    px_str s = px_str_trim(text), day = px_str_sub(s, 0, 10), rest = px_str_sub(s, 10, s.len);
    char excerpt[PX_EXCERPT_SIZE];
    px_civil c;
    int rc;

    if (!s.len) {
        *ret_moment = (px_moment){ 0 };
        return 0;
    }
    rc = px_date_parse(day, &c, err);
    if (rc < 0)
        return rc;
    if (rest.len && ((rest.ptr[0] != 'T' && rest.ptr[0] != ' ') ||
                     !clock_of(px_str_sub(rest, 1, rest.len), &c)))
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{value}' is no day or time; write it like '2026-11-30' or "
                          "'2026-11-30 18:00'"),
                       "value", px_str_excerpt(s, excerpt), NULL);
    return px_moment_of(arena, zone, side, &c, !rest.len, ret_moment, err);
}

px_civil px_moment_civil(const px_moment *moment)
{
    px_error ignored = PX_ERROR_INIT;
    px_civil c = { .year = 1970, .month = 1, .day = 1 };

    if (px_date_parse(px_str_sub(moment->civil, 0, 10), &c, &ignored) >= 0)
        (void)clock_of(px_str_sub(moment->civil, 11, moment->civil.len), &c);
    return c;
}

int64_t px_moment_day(const px_moment *moment)
{
    px_civil c = px_moment_civil(moment);

    return px_days_from_date(c.year, c.month, c.day);
}

px_str px_moment_short(px_arena *arena, const px_moment *moment)
{
    if (!px_moment_is_set(moment))
        return PX_STR("");
    if (moment->day_only)
        return px_str_sub(moment->civil, 0, 10);
    return px_str_of(
        px_arena_format(arena, "%.*s %.*s", 10, moment->civil.ptr, 5, moment->civil.ptr + 11));
}

void px_moment_words(px_builder *out, const px_language *language, const px_zone *zone,
                     const px_moment *moment)
{
    px_civil c = px_moment_civil(moment);
    const char *abbreviation = NULL;

    if (moment->day_only) {
        px_format_date(out, language, &c);
        return;
    }
    (void)px_civil_from_time(zone, moment->at, NULL, &abbreviation);
    px_format_datetime(out, language, &c, abbreviation);
}
