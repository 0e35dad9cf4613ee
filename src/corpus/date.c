/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/date.h"

#include "base/ascii.h"

#include "base/banned.h"

/* The digits at text.ptr[at]; -1 where one is none. */
static int digits(px_str text, size_t at, size_t count)
{
    int value = 0;

    if (at + count > text.len)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (!px_is_digit(text.ptr[i]))
            return -1;
        value = 10 * value + text.ptr[i] - '0';
    }
    return value;
}

static px_date_state finish(const px_civil *c, px_time *ret_date)
{
    if (!px_civil_valid(c))
        return PX_DATE_BAD;
    *ret_date = px_civil_to_utc(c);
    return PX_DATE_KNOWN;
}

/* Cuts a fraction of a second off; false where a point stands without digits. */
static bool cut_fraction(px_str *rest, px_civil *c)
{
    static const int weight[] = { 0, 100, 10, 1 };
    size_t at = 1;

    if (rest->len == 0 || rest->ptr[0] != '.')
        return true;
    for (; at < rest->len && px_is_digit(rest->ptr[at]); at++)
        if (at < 4)
            c->millisecond += (rest->ptr[at] - '0') * weight[at];
    *rest = px_str_sub(*rest, at, rest->len);
    return at > 1;
}

/* Z, nothing, or +hh:mm, +hhmm: minutes east of UTC. */
static bool read_zone(px_str zone, int *ret_minutes)
{
    bool colon = zone.len > 3 && zone.ptr[3] == ':';
    int hours = digits(zone, 1, 2), minutes = digits(zone, colon ? 4 : 3, 2);

    *ret_minutes = 0;
    if (zone.len == 0 || px_str_is(zone, "Z") || px_str_is(zone, "z"))
        return true;
    if ((zone.ptr[0] != '+' && zone.ptr[0] != '-') || zone.len != (colon ? 6U : 5U))
        return false;
    *ret_minutes = (zone.ptr[0] == '-' ? -1 : 1) * (60 * hours + minutes);
    return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

px_date_state px_corpus_date(px_str text, px_time *ret_date)
{
    px_civil c = { .year = digits(text, 0, 4),
                   .month = digits(text, 5, 2),
                   .day = digits(text, 8, 2) };
    px_date_state state;
    int minutes = 0;

    if (text.len == 0)
        return PX_DATE_NONE;
    if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return PX_DATE_BAD;
    if (text.len > 10) {
        px_str rest = px_str_sub(text, 19, text.len);

        c.hour = digits(text, 11, 2);
        c.minute = digits(text, 14, 2);
        c.second = digits(text, 17, 2);
        if (text.len < 19 || (px_lower(text.ptr[10]) != 't' && text.ptr[10] != ' ') ||
            text.ptr[13] != ':' || text.ptr[16] != ':' || !cut_fraction(&rest, &c) ||
            !read_zone(rest, &minutes))
            return PX_DATE_BAD;
    }
    state = finish(&c, ret_date);
    if (state == PX_DATE_KNOWN)
        *ret_date -= (px_time)minutes * 60000;
    return state;
}

px_date_state px_corpus_date14(px_str text, px_time *ret_date)
{
    px_civil c = { .year = digits(text, 0, 4),
                   .month = digits(text, 4, 2),
                   .day = digits(text, 6, 2),
                   .hour = digits(text, 8, 2),
                   .minute = digits(text, 10, 2),
                   .second = digits(text, 12, 2) };

    return text.len == 14 ? finish(&c, ret_date) : PX_DATE_BAD;
}
