/* SPDX-License-Identifier: EUPL-1.2 */
/* POSIX TZ strings, as they stand in the footer of TZif files: "CET-1CEST,M3.5.0,M10.5.0/3". */
#include "base/ascii.h"
#include "base/civil_priv.h"

#include "base/banned.h"

#define HOUR 3600
#define DAY 86400

/* Cuts the character off the head of the slice, if it is there. */
static bool take_char(px_str *s, char c)
{
    if (s->len == 0 || s->ptr[0] != c)
        return false;
    *s = px_str_sub(*s, 1, s->len);
    return true;
}

/* Cuts a number of one to three digits in [min, max] off the head. */
static bool take_int(px_str *s, int min, int max, int *ret_value)
{
    size_t n = 0;
    int value = 0;

    while (n < 3 && n < s->len && px_is_digit(s->ptr[n]))
        value = value * 10 + (s->ptr[n++] - '0');
    if (n == 0 || value < min || value > max)
        return false;
    *s = px_str_sub(*s, n, s->len);
    *ret_value = value;
    return true;
}

/* [+-]h[h[h]][:mm[:ss]] as seconds. */
static bool take_time(px_str *s, int max_hours, int *ret_seconds)
{
    bool negative = take_char(s, '-');
    int hours, minutes = 0, seconds = 0, total;

    if (!negative)
        (void)take_char(s, '+');
    if (!take_int(s, 0, max_hours, &hours))
        return false;
    if (take_char(s, ':')) {
        if (!take_int(s, 0, 59, &minutes))
            return false;
        if (take_char(s, ':') && !take_int(s, 0, 59, &seconds))
            return false;
    }
    total = hours * HOUR + minutes * 60 + seconds;
    *ret_seconds = negative ? -total : total;
    return true;
}

/* Three or more letters, or letters, digits, + and - in angle brackets. */
static bool take_name(px_str *s, char *ret_name)
{
    bool quoted = take_char(s, '<');
    size_t n = 0;

    while (n < s->len &&
           (px_is_letter(s->ptr[n]) ||
            (quoted && (px_is_digit(s->ptr[n]) || s->ptr[n] == '+' || s->ptr[n] == '-'))))
        n++;
    if (n < 3 || n > PX_TZ_NAME_MAX)
        return false;
    memcpy(ret_name, s->ptr, n);
    ret_name[n] = '\0';
    *s = px_str_sub(*s, n, s->len);
    return !quoted || take_char(s, '>');
}

/* Mm.w.d, Jn or n, then maybe /time. */
static bool take_date(px_str *s, px_tz_date *ret_date)
{
    px_tz_date date = { .kind = PX_TZ_DAY, .time = 2 * HOUR };
    bool good;

    if (take_char(s, 'M')) {
        date.kind = PX_TZ_WEEKDAY;
        good = take_int(s, 1, 12, &date.month) && take_char(s, '.') &&
               take_int(s, 1, 5, &date.week) && take_char(s, '.') && take_int(s, 0, 6, &date.day);
    } else if (take_char(s, 'J')) {
        date.kind = PX_TZ_JULIAN;
        good = take_int(s, 1, 365, &date.day);
    } else {
        good = take_int(s, 0, 365, &date.day);
    }
    if (good && take_char(s, '/'))
        good = take_time(s, 167, &date.time);
    *ret_date = date;
    return good;
}

bool px_tz_rule_parse(px_str s, px_tz_rule *ret_rule)
{
    px_tz_rule *rule = ret_rule;
    int west;

    *rule = (px_tz_rule){ 0 };
    if (!take_name(&s, rule->names[0]) || !take_time(&s, 24, &west))
        return false;
    rule->offsets[0] = -west;
    if (s.len == 0)
        return true;
    rule->has_dst = true;
    rule->offsets[1] = rule->offsets[0] + HOUR;
    if (!take_name(&s, rule->names[1]))
        return false;
    if (s.len > 0 && s.ptr[0] != ',') {
        if (!take_time(&s, 24, &west))
            return false;
        rule->offsets[1] = -west;
    }
    return take_char(&s, ',') && take_date(&s, &rule->start) && take_char(&s, ',') &&
           take_date(&s, &rule->end) && s.len == 0;
}

/* Days since 1970-01-01 of the date in that year. */
static int64_t date_in_year(const px_tz_date *date, int year)
{
    int64_t first;
    int day;

    if (date->kind == PX_TZ_DAY)
        return px_days_from_date(year, 1, 1) + date->day;
    if (date->kind == PX_TZ_JULIAN)
        return px_days_from_date(year, 1, 1) + date->day - 1 +
               (px_year_is_leap(year) && date->day >= 60);
    first = px_days_from_date(year, date->month, 1);
    /* 1970-01-01 was a Thursday; 7000000 days are whole weeks and keep the sum positive */
    day = (date->day - (int)((first + 4 + 7000000) % 7) + 7) % 7 + 7 * (date->week - 1);
    if (day >= px_days_in_month(year, date->month))
        day -= 7;
    return first + day;
}

static int64_t change_in_year(const px_tz_rule *rule, int year, int to_dst)
{
    const px_tz_date *date = to_dst ? &rule->start : &rule->end;

    return date_in_year(date, year) * DAY + date->time - rule->offsets[!to_dst];
}

static int year_of(int64_t second)
{
    int year, month, day;

    px_date_from_days((second - (second < 0 ? DAY - 1 : 0)) / DAY, &year, &month, &day);
    return year;
}

/* A change may lie up to a week outside its year, hence the years around. Of two changes at one
 * instant the later in this order counts: a rule that ends in December where the next year's
 * begins means daylight saving time all year. */
int px_tz_rule_at(const px_tz_rule *rule, int64_t second)
{
    int year = year_of(second), state = 0;
    int64_t best = INT64_MIN;

    if (!rule->has_dst)
        return 0;
    for (int y = year - 2; y <= year + 1; y++) {
        for (int to_dst = 1; to_dst >= 0; to_dst--) {
            int64_t when = change_in_year(rule, y, to_dst);

            if (when <= second && when >= best) {
                best = when;
                state = to_dst;
            }
        }
    }
    return state;
}

int64_t px_tz_rule_next(const px_tz_rule *rule, int64_t second)
{
    int year = year_of(second);
    int64_t best = INT64_MAX;

    if (!rule->has_dst)
        return INT64_MAX;
    for (int y = year - 1; y <= year + 2; y++) {
        for (int to_dst = 0; to_dst <= 1; to_dst++) {
            int64_t when = change_in_year(rule, y, to_dst);

            if (when > second && when < best)
                best = when;
        }
    }
    return best;
}
