/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/civil.h"
#include "base/file.h"

static px_time utc(const char *text)
{
    px_error err = PX_ERROR_INIT;
    px_time t = 0;

    assert_ok(px_time_parse(px_str_of(text), &t, &err), &err);
    return t;
}

static px_zone *load(const char *name)
{
    px_error err = PX_ERROR_INIT;
    px_zone *zone = NULL;

    assert_ok(px_zone_load(name, &zone, &err), &err);
    assert_string_equal(px_zone_name(zone), name);
    return zone;
}

static void assert_time(px_time t, const char *expected)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);

    px_time_format(&text, t);
    assert_string_equal(px_builder_cstr(&text), expected);
}

static void test_every_day(void **state)
{
    int64_t days = px_days_from_date(1, 1, 1);
    int weekday = 1; /* 0001-01-01 was a Monday */

    (void)state;
    assert_int_equal(px_days_from_date(1970, 1, 1), 0);
    assert_int_equal(px_days_from_date(2000, 3, 1), 11017);
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= px_days_in_month(year, month); day++, days++) {
                px_civil c = { year, month, day, 0, 0, 0, 0 };
                int y, m, d;

                if (px_days_from_date(year, month, day) != days || px_civil_weekday(&c) != weekday)
                    fail_msg("%d-%d-%d", year, month, day);
                px_date_from_days(days, &y, &m, &d);
                if (y != year || m != month || d != day)
                    fail_msg("%d-%d-%d became %d-%d-%d", year, month, day, y, m, d);
                weekday = weekday % 7 + 1;
            }
        }
    }
    assert_int_equal(days, px_days_from_date(10000, 1, 1));
}

static void test_valid(void **state)
{
    static const px_civil bad[] = {
        { 0, 1, 1, 0, 0, 0, 0 },       { 10000, 1, 1, 0, 0, 0, 0 }, { 2026, 0, 1, 0, 0, 0, 0 },
        { 2026, 13, 1, 0, 0, 0, 0 },   { 2026, 1, 0, 0, 0, 0, 0 },  { 2026, 4, 31, 0, 0, 0, 0 },
        { 2026, 2, 29, 0, 0, 0, 0 },   { 1900, 2, 29, 0, 0, 0, 0 }, { 2026, 1, 1, 24, 0, 0, 0 },
        { 2026, 1, 1, -1, 0, 0, 0 },   { 2026, 1, 1, 0, 60, 0, 0 }, { 2026, 1, 1, 0, 0, 60, 0 },
        { 2026, 1, 1, 0, 0, 0, 1000 }, { 2026, 1, 1, 0, 0, 0, -1 },
    };
    static const px_civil good[] = {
        { 1, 1, 1, 0, 0, 0, 0 },
        { 9999, 12, 31, 23, 59, 59, 999 },
        { 2000, 2, 29, 0, 0, 0, 0 },
        { 2028, 2, 29, 0, 0, 0, 0 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_false(px_civil_valid(&bad[i]));
    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_true(px_civil_valid(&good[i]));
}

/* Against the C library's conversion, by steps of about 23 days from year 1 to 9999. */
static void test_utc(void **state)
{
    px_time first = -62135596800000, last = 253402300799999;

    (void)state;
    for (px_time t = first; t <= last; t += 1999999999 /* ms */) {
        time_t second = (time_t)(t / 1000 - (t % 1000 < 0));
        px_civil c = px_civil_from_utc(t);
        struct tm tm;

        assert_non_null(gmtime_r(&second, &tm));
        assert_int_equal(c.year, tm.tm_year + 1900);
        assert_int_equal(c.month, tm.tm_mon + 1);
        assert_int_equal(c.day, tm.tm_mday);
        assert_int_equal(c.hour, tm.tm_hour);
        assert_int_equal(c.minute, tm.tm_min);
        assert_int_equal(c.second, tm.tm_sec);
        assert_int_equal(px_civil_weekday(&c) % 7, tm.tm_wday);
        assert_true(px_civil_to_utc(&c) == t);
    }
    assert_time(0, "1970-01-01T00:00:00Z");
    assert_time(-1, "1969-12-31T23:59:59.999Z");
    assert_time(first, "0001-01-01T00:00:00Z");
    assert_time(last, "9999-12-31T23:59:59.999Z");
    assert_time(first - 1, "0001-01-01T00:00:00Z");
    assert_time(PX_TIME_NONE, "0001-01-01T00:00:00Z");
    assert_time(INT64_MAX, "9999-12-31T23:59:59.999Z");
}

static void test_time_parse(void **state)
{
    static const struct {
        const char *text, *utc;
    } good[] = {
        { "2026-11-24T15:18:38Z", "2026-11-24T15:18:38Z" },
        { "2026-11-24t15:18:38z", "2026-11-24T15:18:38Z" },
        { "2026-11-24T15:18:38.1Z", "2026-11-24T15:18:38.100Z" },
        { "2026-11-24T15:18:38.0009Z", "2026-11-24T15:18:38Z" },
        { "2026-11-24T15:18:38.123999999999999999999999999999999999999999999Z",
          "2026-11-24T15:18:38.123Z" },
        { "2026-11-24T15:18:38+01:00", "2026-11-24T14:18:38Z" },
        { "2026-11-24T15:18:38-00:00", "2026-11-24T15:18:38Z" },
        { "2026-12-31T23:30:00-23:59", "2027-01-01T23:29:00Z" },
        { "2028-02-29T00:00:00+05:45", "2028-02-28T18:15:00Z" },
        { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
        { "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
        { "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z" },
    };
    static const char *const bad[] = {
        "",
        "2026-11-24",
        "2026-11-24T15:18:38",
        "2026-11-24 15:18:38Z",
        "2026-11-24T15:18Z",
        "2026-11-24T15:18:38.Z",
        "2026-11-24T15:18:38,5Z",
        "2026-11-24T15:18:38Z ",
        " 2026-11-24T15:18:38Z",
        "2026-11-24T15:18:38ZZ",
        "2026-11-24T15:18:38+0100",
        "2026-11-24T15:18:38+01",
        "2026-11-24T15:18:38+24:00",
        "2026-11-24T15:18:38+01:60",
        "2026-11-24T15:18:60Z", /* leap second */
        "2026-11-24T15:18:61Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T15:60:00Z",
        "2026-13-24T15:18:38Z",
        "2026-00-24T15:18:38Z",
        "2026-02-29T15:18:38Z",
        "2026-11-31T15:18:38Z",
        "2026-11-00T15:18:38Z",
        "0000-01-01T00:00:00Z",
        "+2026-11-24T15:18:38Z",
        "26-11-24T15:18:38Z",
        "12026-11-24T15:18:38Z",
        "2026-1-24T15:18:38Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_time(utc(good[i].text), good[i].utc);
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        px_time t = 99;

        if (px_time_parse(px_str_of(bad[i]), &t, &err) != -PX_ERR_INVALID)
            fail_msg("%s", bad[i]);
        assert_true(t == 99);
    }
    assert_fails(px_time_parse(px_str_n("2026-11-24T15:18:38Z\0", 21), &(px_time){ 0 }, &err),
                 PX_ERR_INVALID);
    assert_fails(px_time_parse(PX_STR_NONE, &(px_time){ 0 }, &err), PX_ERR_INVALID);
    assert_fails(px_time_parse(PX_STR("2016-12-31T23:59:60Z"), &(px_time){ 0 }, &err),
                 PX_ERR_INVALID);
    assert_non_null(strstr(err.message, "leap second"));
}

static void test_date_parse(void **state)
{
    static const char *const bad[] = {
        "",           "2026-11",    "2026-11-24T", "2026-11-24 ", "2026-02-29",
        "2026-04-31", "0000-01-01", "2026-13-01",  "2026-00-10",  "2026-10-00",
        "20261124",   "2026/11/24", "2026-1-1",    "-026-01-01",
    };
    px_error err = PX_ERROR_INIT;
    px_civil c = { .hour = 9 };

    (void)state;
    assert_ok(px_date_parse(PX_STR("2028-02-29"), &c, &err), &err);
    assert_int_equal(c.year, 2028);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 29);
    assert_int_equal(c.hour, 0);
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(px_date_parse(px_str_of(bad[i]), &c, &err), PX_ERR_INVALID);
    assert_int_equal(c.year, 2028);
}

/* Local times, worked out by hand from the zones' published rules. */
static const struct {
    const char *zone, *local, *utc;
    px_civil_fit fit;
} local_times[] = {
    /* the European Union: from 02:00 to 03:00 at the end of March, back at the end of October */
    { "Europe/Brussels", "2025-03-30T01:59:59Z", "2025-03-30T00:59:59Z", PX_CIVIL_UNIQUE },
    { "Europe/Brussels", "2025-03-30T02:00:00Z", "2025-03-30T01:00:00Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2025-03-30T02:30:00.5Z", "2025-03-30T01:30:00.500Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2025-03-30T02:59:59.999Z", "2025-03-30T01:59:59.999Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2025-03-30T03:00:00Z", "2025-03-30T01:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Brussels", "2025-10-26T01:59:59Z", "2025-10-25T23:59:59Z", PX_CIVIL_UNIQUE },
    { "Europe/Brussels", "2025-10-26T02:00:00Z", "2025-10-26T00:00:00Z", PX_CIVIL_FOLDED },
    { "Europe/Brussels", "2025-10-26T02:59:59Z", "2025-10-26T00:59:59Z", PX_CIVIL_FOLDED },
    { "Europe/Brussels", "2025-10-26T03:00:00Z", "2025-10-26T02:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Brussels", "2026-03-29T02:15:00Z", "2026-03-29T01:15:00Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2026-10-25T02:15:00Z", "2026-10-25T00:15:00Z", PX_CIVIL_FOLDED },
    { "Europe/Brussels", "2027-03-28T02:15:00Z", "2027-03-28T01:15:00Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2027-10-31T02:15:00Z", "2027-10-31T00:15:00Z", PX_CIVIL_FOLDED },
    /* beyond the last transition in the file */
    { "Europe/Brussels", "2038-03-28T02:15:00Z", "2038-03-28T01:15:00Z", PX_CIVIL_GAP },
    { "Europe/Brussels", "2100-07-01T12:00:00Z", "2100-07-01T10:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Brussels", "2100-10-31T02:15:00Z", "2100-10-31T00:15:00Z", PX_CIVIL_FOLDED },
    { "Europe/Brussels", "9999-12-31T23:59:59Z", "9999-12-31T22:59:59Z", PX_CIVIL_UNIQUE },
    /* summer time at the turn of the year; the fold holds midnight */
    { "America/Sao_Paulo", "2018-11-04T00:30:00Z", "2018-11-04T03:30:00Z", PX_CIVIL_GAP },
    { "America/Sao_Paulo", "2019-02-16T23:59:59Z", "2019-02-17T01:59:59Z", PX_CIVIL_FOLDED },
    { "America/Sao_Paulo", "2026-12-24T12:00:00Z", "2026-12-24T15:00:00Z", PX_CIVIL_UNIQUE },
    { "Asia/Kathmandu", "2026-01-01T00:00:00Z", "2025-12-31T18:15:00Z", PX_CIVIL_UNIQUE },
    /* half an hour of summer time */
    { "Australia/Lord_Howe", "2026-04-05T01:45:00Z", "2026-04-04T14:45:00Z", PX_CIVIL_FOLDED },
    { "Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z", PX_CIVIL_GAP },
    { "Australia/Lord_Howe", "2050-01-15T12:00:00Z", "2050-01-15T01:00:00Z", PX_CIVIL_UNIQUE },
    /* in Ramadan the clocks go back */
    { "Africa/Casablanca", "2024-03-10T02:30:00Z", "2024-03-10T01:30:00Z", PX_CIVIL_FOLDED },
    { "Africa/Casablanca", "2024-04-14T02:30:00Z", "2024-04-14T02:30:00Z", PX_CIVIL_GAP },
    { "Africa/Casablanca", "2024-08-01T12:00:00Z", "2024-08-01T11:00:00Z", PX_CIVIL_UNIQUE },
    /* a whole day was skipped */
    { "Pacific/Apia", "2011-12-29T23:59:59Z", "2011-12-30T09:59:59Z", PX_CIVIL_UNIQUE },
    { "Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z", PX_CIVIL_GAP },
    { "Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Dublin", "2026-07-01T12:00:00Z", "2026-07-01T11:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Dublin", "2026-12-01T12:00:00Z", "2026-12-01T12:00:00Z", PX_CIVIL_UNIQUE },
    { "Europe/Dublin", "2045-03-26T01:30:00Z", "2045-03-26T01:30:00Z", PX_CIVIL_GAP },
    /* the change happens on Saturday evening, an hour before the Sunday of the rule */
    { "America/Nuuk", "2024-03-30T22:59:59Z", "2024-03-31T00:59:59Z", PX_CIVIL_UNIQUE },
    { "America/Nuuk", "2024-03-30T23:30:00Z", "2024-03-31T01:30:00Z", PX_CIVIL_GAP },
    { "America/Nuuk", "2024-10-26T23:30:00Z", "2024-10-27T00:30:00Z", PX_CIVIL_FOLDED },
    { "UTC", "2026-11-24T15:18:38Z", "2026-11-24T15:18:38Z", PX_CIVIL_UNIQUE },
};

static void test_local_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(local_times); i++) {
        px_zone *zone = load(local_times[i].zone);
        px_civil c = px_civil_from_utc(utc(local_times[i].local));
        px_error err = PX_ERROR_INIT;
        px_civil_fit fit = (px_civil_fit)99;
        px_time t = 0;

        assert_ok(px_civil_resolve(zone, &c, &t, &fit, &err), &err);
        if (t != utc(local_times[i].utc) || fit != local_times[i].fit) {
            assert_time(t, local_times[i].utc);
            fail_msg("%s %s: fit %d", local_times[i].zone, local_times[i].local, (int)fit);
        }
        if (fit != PX_CIVIL_GAP) {
            px_civil back = px_civil_from_time(zone, t, NULL, NULL);

            assert_memory_equal(&back, &c, sizeof(c));
        }
        px_zone_free(zone);
    }
}

static void test_abbreviation(void **state)
{
    static const struct {
        const char *zone, *utc, *abbreviation;
        int offset;
    } cases[] = {
        { "Europe/Brussels", "2026-01-01T00:00:00Z", "CET", 3600 },
        { "Europe/Brussels", "2026-07-01T00:00:00Z", "CEST", 7200 },
        { "Europe/Brussels", "2099-07-01T00:00:00Z", "CEST", 7200 },
        { "Europe/Brussels", "2026-10-25T00:59:59.999Z", "CEST", 7200 },
        { "Europe/Brussels", "2026-10-25T01:00:00Z", "CET", 3600 },
        { "Europe/Dublin", "2026-07-01T00:00:00Z", "IST", 3600 },
        { "Europe/Dublin", "2099-01-01T00:00:00Z", "GMT", 0 },
        { "Australia/Lord_Howe", "2099-01-01T00:00:00Z", "+11", 39600 },
        { "Asia/Kathmandu", "2099-01-01T00:00:00Z", "+0545", 20700 },
        { "Europe/Brussels", "0001-01-01T00:00:00Z", "LMT", 1050 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_zone *zone = load(cases[i].zone);
        const char *abbreviation = NULL;
        int offset = 99;

        (void)px_civil_from_time(zone, utc(cases[i].utc), &offset, &abbreviation);
        assert_string_equal(abbreviation, cases[i].abbreviation);
        assert_int_equal(offset, cases[i].offset);
        px_zone_free(zone);
    }
}

static void test_deadline(void **state)
{
    static const struct {
        const char *zone;
        int year, month, day;
        const char *utc;
    } cases[] = {
        { "Europe/Brussels", 2026, 3, 28, "2026-03-28T22:59:59Z" },
        { "Europe/Brussels", 2026, 3, 29, "2026-03-29T21:59:59Z" }, /* a day of 23 hours */
        { "Europe/Brussels", 2026, 10, 24, "2026-10-24T21:59:59Z" },
        { "Europe/Brussels", 2026, 10, 25, "2026-10-25T22:59:59Z" }, /* a day of 25 hours */
        { "Europe/Brussels", 2027, 3, 28, "2027-03-28T21:59:59Z" },
        { "Europe/Brussels", 2027, 10, 31, "2027-10-31T22:59:59Z" },
        { "Europe/Brussels", 2028, 2, 29, "2028-02-29T22:59:59Z" },
        { "Europe/Brussels", 2000, 2, 29, "2000-02-29T22:59:59Z" },
        { "Europe/Brussels", 2026, 12, 31, "2026-12-31T22:59:59Z" },
        { "Europe/Brussels", 2040, 2, 29, "2040-02-29T22:59:59Z" },
        { "Europe/Brussels", 2100, 2, 28, "2100-02-28T22:59:59Z" },
        /* 23:59:59 came twice; the day ended with the second */
        { "America/Sao_Paulo", 2019, 2, 16, "2019-02-17T02:59:59Z" },
        /* 23:00 to 24:00 did not exist */
        { "America/Nuuk", 2024, 3, 30, "2024-03-31T01:59:59Z" },
    };
    px_error err = PX_ERROR_INIT;
    px_zone *zone;
    px_time t;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        zone = load(cases[i].zone);
        assert_ok(px_civil_deadline(zone, cases[i].year, cases[i].month, cases[i].day, &t, &err),
                  &err);
        assert_time(t, cases[i].utc);
        px_zone_free(zone);
    }
    zone = load("Europe/Brussels");
    assert_fails(px_civil_deadline(zone, 2026, 2, 29, &t, &err), PX_ERR_INVALID);
    assert_fails(px_civil_deadline(zone, 2026, 13, 1, &t, &err), PX_ERR_INVALID);
    assert_fails(px_civil_deadline(zone, 0, 1, 1, &t, &err), PX_ERR_INVALID);
    px_zone_free(zone);
    zone = load("America/Sao_Paulo"); /* the end of the last day lies in the year 10000 of UTC */
    assert_fails(px_civil_deadline(zone, 9999, 12, 31, &t, &err), PX_ERR_INVALID);
    px_zone_free(zone);
}

/* The instants of the comparison below: random ones, and those around each change that the C
 * library shows within a step of 12 hours (found by halving). */
static unsigned long long next_random(unsigned long long *seed)
{
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return *seed >> 33;
}

static void compare_at(const px_zone *zone, time_t second)
{
    const char *abbreviation;
    px_civil c, back;
    px_time t = (px_time)second * 1000 + 123, again;
    px_error err = PX_ERROR_INIT;
    px_civil_fit fit;
    struct tm tm;
    int offset;

    assert_non_null(localtime_r(&second, &tm));
    c = px_civil_from_time(zone, t, &offset, &abbreviation);
    if (c.year != tm.tm_year + 1900 || c.month != tm.tm_mon + 1 || c.day != tm.tm_mday ||
        c.hour != tm.tm_hour || c.minute != tm.tm_min || c.second != tm.tm_sec ||
        c.millisecond != 123 || offset != tm.tm_gmtoff || strcmp(abbreviation, tm.tm_zone) != 0)
        fail_msg("%s at %lld: %d-%d-%d %d:%d:%d %d %s, the C library has %d-%d-%d %d:%d:%d %ld %s",
                 px_zone_name(zone), (long long)second, c.year, c.month, c.day, c.hour, c.minute,
                 c.second, offset, abbreviation, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                 tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_gmtoff, tm.tm_zone);
    assert_ok(px_civil_resolve(zone, &c, &again, &fit, &err), &err);
    assert_int_not_equal(fit, PX_CIVIL_GAP);
    if (again !=
        t) { /* only the second occurrence of a folded time, and then the first is earlier */
        assert_int_equal(fit, PX_CIVIL_FOLDED);
        assert_true(again < t);
        back = px_civil_from_time(zone, again, NULL, NULL);
        assert_memory_equal(&back, &c, sizeof(c));
    }
}

static long offset_at(time_t second)
{
    struct tm tm;

    assert_non_null(localtime_r(&second, &tm));
    return tm.tm_gmtoff;
}

static unsigned compare_zone(const px_zone *zone, time_t step)
{
    static const time_t around[] = { -7201, -3601, -3600, -1, 0, 1, 1800, 3599, 3600, 7200 };
    time_t first = -2208988800 /* 1900 */, last = 7258118400 /* 2200 */;
    unsigned long long seed = 1;
    unsigned compared = 0;

    for (unsigned i = 0; i < 300; i++, compared++)
        compare_at(zone, first + (time_t)(next_random(&seed) % (unsigned long long)(last - first)));
    for (time_t from = first; from < last; from += step) {
        time_t low = from, high = from + step;

        if (offset_at(low) == offset_at(high))
            continue;
        while (high - low > 1) {
            time_t middle = low + (high - low) / 2;

            if (offset_at(middle) == offset_at(low))
                low = middle;
            else
                high = middle;
        }
        for (size_t i = 0; i < PX_COUNT(around); i++, compared++)
            compare_at(zone, high + around[i]);
    }
    return compared;
}

typedef struct comparison {
    unsigned zones, instants;
} comparison;

static int compare_file(void *arg, const char *path, uint64_t size, px_error *err)
{
    comparison *done = arg;
    px_zone *zone = NULL;
    char tz[300];

    (void)size;
    if (strncmp(path, "posix/", 6) == 0 || strncmp(path, "right/", 6) == 0 || strchr(path, '.'))
        return 0; /* copies, zones that count leap seconds, tables */
    if (px_zone_load(path, &zone, err) < 0) {
        assert_string_equal(err->message, "'{zone}' is not a time zone file");
        return 0; /* another table */
    }
    (void)snprintf(tz, sizeof(tz), ":%s", path);
    assert_int_equal(setenv("TZ", tz, 1), 0);
    tzset();
    done->instants += compare_zone(zone, 40 * 86400);
    done->zones++;
    px_zone_free(zone);
    return 0;
}

/* Every zone of the machine against the C library's own reader, 1900 to 2200. */
static void test_against_library(void **state)
{
    comparison done = { 0, 0 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_dir_walk("/usr/share/zoneinfo", compare_file, &done, &err), &err);
    (void)unsetenv("TZ");
    tzset();
    print_message("compared %u zones at %u instants\n", done.zones, done.instants);
    assert_true(done.zones > 200);
    assert_true(done.instants > 100000);
}

/* Every hour of four years, and the gap and fold at each change, for the zones with odd rules. */
static void test_round_trip(void **state)
{
    static const char *const zones[] = {
        "Europe/Brussels", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca",
        "Pacific/Apia",    "Europe/Dublin",     "America/Nuuk",        "Asia/Kathmandu",
    };
    static const char *const from[] = { "1940-01-01T00:15:00Z", "2010-01-01T00:15:00Z",
                                        "2038-01-01T00:15:00Z", "2399-01-01T00:15:00Z" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(zones) * PX_COUNT(from); i++) {
        px_zone *zone = load(zones[i / PX_COUNT(from)]);
        px_time first = utc(from[i % PX_COUNT(from)]), again = 0;
        px_error err = PX_ERROR_INIT;

        for (px_time t = first; t < first + 4LL * 8766 * 3600000; t += 3600000) {
            px_civil c = px_civil_from_time(zone, t, NULL, NULL);
            px_civil_fit fit;

            assert_ok(px_civil_resolve(zone, &c, &again, &fit, &err), &err);
            assert_int_not_equal(fit, PX_CIVIL_GAP);
            assert_true(again == t || (fit == PX_CIVIL_FOLDED && again < t));
        }
        px_zone_free(zone);
    }
}

static void test_resolve_refused(void **state)
{
    px_zone *zone = load("Europe/Brussels");
    px_error err = PX_ERROR_INIT;
    px_time t = 99;

    (void)state;
    assert_fails(px_civil_resolve(zone, &(px_civil){ 2026, 2, 29, 0, 0, 0, 0 }, &t, NULL, &err),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "value"), "2026-02-29 00:00:00");
    assert_fails(px_civil_resolve(zone, &(px_civil){ 1, 1, 1, 0, 0, 0, 0 }, &t, NULL, &err),
                 PX_ERR_INVALID); /* still the year before in UTC */
    assert_true(t == 99);
    px_zone_free(zone);
}

static px_time fixed_clock(void *arg)
{
    return *(px_time *)arg;
}

static void test_clock(void **state)
{
    px_time fixed = 1234567890123;
    int64_t before;

    (void)state;
    px_clock_set(fixed_clock, &fixed);
    assert_true(px_now() == fixed);
    px_clock_set(NULL, NULL);
    assert_true(px_now() > utc("2026-01-01T00:00:00Z"));
    assert_true(px_now() / 1000 - (px_time)time(NULL) <= 1);
    before = px_monotonic_ns();
    assert_true(px_monotonic_ns() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_utc),
        cmocka_unit_test(test_time_parse),
        cmocka_unit_test(test_date_parse),
        cmocka_unit_test(test_local_times),
        cmocka_unit_test(test_abbreviation),
        cmocka_unit_test(test_deadline),
        cmocka_unit_test(test_against_library),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_resolve_refused),
        cmocka_unit_test(test_clock),
    };

    return cmocka_run_group_tests_name("civil", tests, NULL, NULL);
}
