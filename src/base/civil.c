/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"

#include <time.h>

#include "base/ascii.h"
#include "base/civil_priv.h"

#include "base/banned.h"

#define DAY_SECONDS ((int64_t)86400)
#define DAY_MS ((int64_t)86400000)
#define DAYS_400_YEARS 146097
#define FIRST_TIME (-62135596800000) /* 0001-01-01T00:00:00.000Z */
#define LAST_TIME 253402300799999    /* 9999-12-31T23:59:59.999Z */

static px_clock_fn *clock_fn;
static void *clock_arg;

bool px_year_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int px_days_in_month(int year, int month)
{
    static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && px_year_is_leap(year));
}

static bool date_valid(const px_civil *c)
{
    return c->year >= 1 && c->year <= 9999 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
           c->day <= px_days_in_month(c->year, c->month);
}

bool px_civil_valid(const px_civil *c)
{
    return date_valid(c) && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
           c->second >= 0 && c->second <= 59 && c->millisecond >= 0 && c->millisecond <= 999;
}

/* Quotient and remainder rounded down, for a positive divisor. */
static int64_t floor_div(int64_t n, int64_t divisor)
{
    return n / divisor - (n % divisor < 0);
}

static int64_t floor_mod(int64_t n, int64_t divisor)
{
    return n - floor_div(n, divisor) * divisor;
}

/* Years are counted from March, so that the leap day is the last of its year; the months from
 * March have 31, 30, 31, 30, 31 days in turn, which (153 m + 2) / 5 adds up. */
int64_t px_days_from_date(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t in_era = floor_mod(y, 400);
    int in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

    return floor_div(y, 400) * DAYS_400_YEARS + in_era * 365 + in_era / 4 - in_era / 100 + in_year -
           719468;
}

void px_date_from_days(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
    int64_t shifted = days + 719468; /* days since 0000-03-01 */
    int64_t era = floor_div(shifted, DAYS_400_YEARS);
    int64_t d = floor_mod(shifted, DAYS_400_YEARS);
    int64_t y = (d - d / 1460 + d / 36524 - d / (DAYS_400_YEARS - 1)) / 365;
    int64_t in_year = d - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * in_year + 2) / 153;

    *ret_day = (int)(in_year - (153 * m + 2) / 5 + 1);
    *ret_month = (int)(m < 10 ? m + 3 : m - 9);
    *ret_year = (int)(era * 400 + y + (m >= 10));
}

int px_civil_weekday(const px_civil *c)
{
    /* 1970-01-01 was a Thursday */
    return (int)floor_mod(px_days_from_date(c->year, c->month, c->day) + 3, 7) + 1;
}

px_civil px_civil_from_utc(px_time t)
{
    px_civil c;
    int64_t ms;

    t = PX_MIN(PX_MAX(t, FIRST_TIME), LAST_TIME);
    ms = floor_mod(t, DAY_MS);
    px_date_from_days(floor_div(t, DAY_MS), &c.year, &c.month, &c.day);
    c.hour = (int)(ms / 3600000);
    c.minute = (int)(ms / 60000 % 60);
    c.second = (int)(ms / 1000 % 60);
    c.millisecond = (int)(ms % 1000);
    return c;
}

static int64_t civil_seconds(const px_civil *c)
{
    int in_day = c->hour * 3600 + c->minute * 60 + c->second;

    return px_days_from_date(c->year, c->month, c->day) * DAY_SECONDS + in_day;
}

px_time px_civil_to_utc(const px_civil *c)
{
    return civil_seconds(c) * 1000 + c->millisecond;
}

/* Number of transitions at or before the second. */
static size_t zone_passed(const px_zone *zone, int64_t second)
{
    size_t low = 0, high = zone->n_times;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (zone->times[middle] <= second)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What the clocks of the zone show at the instant. */
static px_zone_type zone_at(const px_zone *zone, int64_t second)
{
    size_t passed = zone_passed(zone, second);

    if (passed == zone->n_times && zone->has_rule) {
        int dst = px_tz_rule_at(&zone->rule, second);

        return (px_zone_type){ zone->rule.offsets[dst], zone->rule.names[dst] };
    }
    return zone->types[passed > 0 ? zone->of_time[passed - 1] : 0];
}

/* The first clock change after the instant; INT64_MAX when there is none. */
static int64_t zone_next(const px_zone *zone, int64_t second)
{
    size_t passed = zone_passed(zone, second);

    if (passed < zone->n_times)
        return zone->times[passed];
    return zone->has_rule ? px_tz_rule_next(&zone->rule, second) : INT64_MAX;
}

px_civil px_civil_from_time(const px_zone *zone, px_time t, int *ret_offset,
                            const char **ret_abbreviation)
{
    px_zone_type type;

    t = PX_MIN(PX_MAX(t, FIRST_TIME), LAST_TIME);
    type = zone_at(zone, floor_div(t, 1000));
    if (ret_offset)
        *ret_offset = type.offset;
    if (ret_abbreviation)
        *ret_abbreviation = type.abbreviation;
    return px_civil_from_utc(t + (px_time)type.offset * 1000);
}

/* The instants that show a local time: none (then only `before` is set), one, or several. */
typedef struct occurrences {
    int64_t first, last, before; /* before: counted with the offset before the gap */
    px_civil_fit fit;
} occurrences;

/* Goes through the stretches between clock changes around the local time. Each has one offset, and
 * so one instant that could be meant; it is, where it lies inside its stretch. */
static occurrences zone_find(const px_zone *zone, int64_t local)
{
    occurrences found = { .fit = PX_CIVIL_GAP };
    int64_t from = local - PX_ZONE_MAX_OFFSET - 1;
    int offset = zone_at(zone, from).offset;
    bool in_gap = false;

    for (;;) {
        int64_t next = zone_next(zone, from), candidate = local - offset;
        int after;

        if (candidate >= from && candidate < next) {
            found.last = candidate;
            if (found.fit != PX_CIVIL_GAP) {
                found.fit = PX_CIVIL_FOLDED;
            } else {
                found.fit = PX_CIVIL_UNIQUE;
                found.first = candidate;
            }
        }
        if (next > local - PX_ZONE_MIN_OFFSET)
            return found;
        after = zone_at(zone, next).offset;
        if (!in_gap && candidate >= next && local - after < next) {
            in_gap = true;
            found.before = candidate;
        }
        from = next;
        offset = after;
    }
}

static int civil_fail(const px_civil *c, px_error *err)
{
    char text[96];

    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d:%02d", c->year, c->month, c->day,
                   c->hour, c->minute, c->second);
    return px_fail(err, PX_ERR_INVALID, N_("there is no date and time '{value}'"), "value", text,
                   NULL);
}

/* Resolves to the first or to the last of several occurrences. */
static int civil_resolve(const px_zone *zone, const px_civil *c, bool last, px_time *ret_time,
                         px_civil_fit *ret_fit, px_error *err)
{
    occurrences found;
    int64_t second;
    px_time t;

    if (!px_civil_valid(c))
        return civil_fail(c, err);
    found = zone_find(zone, civil_seconds(c));
    if (found.fit == PX_CIVIL_GAP)
        second = found.before;
    else
        second = last ? found.last : found.first;
    t = second * 1000 + c->millisecond;
    if (t < FIRST_TIME || t > LAST_TIME)
        return civil_fail(c, err);
    *ret_time = t;
    if (ret_fit)
        *ret_fit = found.fit;
    return 0;
}

int px_civil_resolve(const px_zone *zone, const px_civil *c, px_time *ret_time,
                     px_civil_fit *ret_fit, px_error *err)
{
    return civil_resolve(zone, c, false, ret_time, ret_fit, err);
}

int px_civil_resolve_last(const px_zone *zone, const px_civil *c, px_time *ret_time, px_error *err)
{
    return civil_resolve(zone, c, true, ret_time, NULL, err);
}

int px_civil_deadline(const px_zone *zone, int year, int month, int day, px_time *ret_time,
                      px_error *err)
{
    px_civil end = { year, month, day, 23, 59, 59, 0 };

    return px_civil_resolve_last(zone, &end, ret_time, err);
}

void px_time_format(px_builder *out, px_time t)
{
    px_civil c = px_civil_from_utc(t);

    px_builder_format(out, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour,
                      c.minute, c.second);
    if (c.millisecond)
        px_builder_format(out, ".%03d", c.millisecond);
    px_builder_char(out, 'Z');
}

/* Cuts exactly n digits off the head. */
static bool take_digits(px_str *s, size_t n, int *ret_value)
{
    int value = 0;

    if (s->len < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!px_is_digit(s->ptr[i]))
            return false;
        value = value * 10 + (s->ptr[i] - '0');
    }
    *s = px_str_sub(*s, n, s->len);
    *ret_value = value;
    return true;
}

/* Cuts one of the characters off the head; '\0' when none of them is there. */
static char take_any(px_str *s, const char *characters)
{
    char c;

    if (s->len == 0 || s->ptr[0] == '\0' || !strchr(characters, s->ptr[0]))
        return '\0';
    c = s->ptr[0];
    *s = px_str_sub(*s, 1, s->len);
    return c;
}

static bool take_date(px_str *s, px_civil *c)
{
    return take_digits(s, 4, &c->year) && take_any(s, "-") && take_digits(s, 2, &c->month) &&
           take_any(s, "-") && take_digits(s, 2, &c->day);
}

/* One or more digits; those after the third are passed over. */
static bool take_fraction(px_str *s, int *ret_ms)
{
    int ms = 0, scale = 100, digit;

    if (!take_digits(s, 1, &digit))
        return false;
    do {
        ms += digit * scale;
        scale /= 10;
    } while (take_digits(s, 1, &digit));
    *ret_ms = ms;
    return true;
}

static bool take_clock(px_str *s, px_civil *c)
{
    if (!take_digits(s, 2, &c->hour) || !take_any(s, ":") || !take_digits(s, 2, &c->minute) ||
        !take_any(s, ":") || !take_digits(s, 2, &c->second))
        return false;
    return !take_any(s, ".") || take_fraction(s, &c->millisecond);
}

/* "Z" or hours and minutes east of UTC, as seconds. */
static bool take_offset(px_str *s, int *ret_offset)
{
    char sign = take_any(s, "Zz+-");
    int hours, minutes;

    *ret_offset = 0;
    if (sign == 'Z' || sign == 'z')
        return true;
    if (!sign || !take_digits(s, 2, &hours) || !take_any(s, ":") || !take_digits(s, 2, &minutes) ||
        hours > 23 || minutes > 59)
        return false;
    *ret_offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
    return true;
}

int px_time_parse(px_str s, px_time *ret_time, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    px_str rest = s;
    px_civil c = { 0 };
    int offset;
    px_time t;

    if (!take_date(&rest, &c) || !take_any(&rest, "Tt") || !take_clock(&rest, &c) ||
        !take_offset(&rest, &offset) || rest.len > 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{value}' is not an instant; write it like '2026-11-24T15:18:38Z'"),
                       "value", px_str_excerpt(s, excerpt), NULL);
    if (c.second == 60)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{value}' is a leap second, which is not kept here; write the second "
                          "before or after it"),
                       "value", px_str_excerpt(s, excerpt), NULL);
    t = px_civil_valid(&c) ? px_civil_to_utc(&c) - (px_time)offset * 1000 : PX_TIME_NONE;
    if (t < FIRST_TIME || t > LAST_TIME)
        return px_fail(err, PX_ERR_INVALID, N_("there is no date and time '{value}'"), "value",
                       px_str_excerpt(s, excerpt), NULL);
    *ret_time = t;
    return 0;
}

int px_date_parse(px_str s, px_civil *ret_date, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    px_str rest = s;
    px_civil c = { 0 };

    if (!take_date(&rest, &c) || rest.len > 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{value}' is not a date; write it like '2026-11-24'"), "value",
                       px_str_excerpt(s, excerpt), NULL);
    if (!px_civil_valid(&c))
        return px_fail(err, PX_ERR_INVALID, N_("there is no date '{value}'"), "value",
                       px_str_excerpt(s, excerpt), NULL);
    *ret_date = c;
    return 0;
}

void px_clock_set(px_clock_fn *fn, void *arg)
{
    clock_fn = fn;
    clock_arg = arg;
}

static px_time clock_system(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (px_time)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static px_time clock_moved(void *arg)
{
    px_time *by = arg;

    return clock_system() + *by;
}

void px_clock_move(px_time to)
{
    static px_time by;

    by = to - clock_system();
    px_clock_set(clock_moved, &by);
}

bool px_clock_is_moved(void)
{
    return clock_fn == clock_moved;
}

px_time px_now(void)
{
    return clock_fn ? clock_fn(clock_arg) : clock_system();
}

int64_t px_monotonic_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
