/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/civil_priv.h"

static int64_t second_of(const char *text)
{
    px_error err = PX_ERROR_INIT;
    px_time t = 0;

    assert_ok(px_time_parse(px_str_of(text), &t, &err), &err);
    return t / 1000;
}

static px_tz_rule parse(const char *text)
{
    px_tz_rule rule;

    if (!px_tz_rule_parse(px_str_of(text), &rule))
        fail_msg("%s", text);
    return rule;
}

static void test_parse(void **state)
{
    px_tz_rule rule = parse("CET-1CEST,M3.5.0,M10.5.0/3");

    (void)state;
    assert_string_equal(rule.names[0], "CET");
    assert_string_equal(rule.names[1], "CEST");
    assert_int_equal(rule.offsets[0], 3600);
    assert_int_equal(rule.offsets[1], 7200);
    assert_int_equal(rule.start.time, 7200);
    assert_int_equal(rule.end.time, 10800);
    assert_int_equal(rule.end.month, 10);
    rule = parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    assert_string_equal(rule.names[1], "-01");
    assert_int_equal(rule.offsets[0], -7200);
    assert_int_equal(rule.start.time, -3600);
    assert_int_equal(rule.end.time, 0);
    rule = parse("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0");
    assert_int_equal(rule.offsets[0], 37800);
    assert_int_equal(rule.offsets[1], 39600);
    rule = parse("XXX+24:59:59");
    assert_int_equal(rule.offsets[0], -89999);
    assert_false(rule.has_dst);
    rule = parse("AAA3BBB,J60/-167:59:59,59/+167");
    assert_int_equal(rule.start.kind, PX_TZ_JULIAN);
    assert_int_equal(rule.start.time, -(167 * 3600 + 3599));
    assert_int_equal(rule.end.kind, PX_TZ_DAY);
    assert_int_equal(rule.end.time, 167 * 3600);
}

static void test_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "CET",
        "CE-1",
        "-1",
        "C1T-1",
        "<CET-1",
        "<>-1",
        "<+1>-1",
        "<A B>1",
        "CET-1 ",
        "CET-25",
        "CET-1:60",
        "CET-1:00:60",
        "CET-",
        "CET--1",
        "CET-1:",
        "ABCDEFGHIJKLMNOPQ-1", /* 17 letters */
        "CET-1CEST",
        "CET-1CEST,",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,",
        "CET-1CE,M3.5.0,M10.5.0",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5,M10.5.0",
        "CET-1CEST,J0,M10.5.0",
        "CET-1CEST,J366,M10.5.0",
        "CET-1CEST,366,M10.5.0",
        "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0/-168,M10.5.0",
        "CET-1CEST,M3.5.0/,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "CET-1CEST,M3.5.0,M10.5.0,M10.5.0",
        "CET-1CEST,-1,M10.5.0",
        "CET-1000",
        "CET-1CEST,M0003.5.0,M10.5.0",
    };
    px_tz_rule rule;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        if (px_tz_rule_parse(px_str_of(bad[i]), &rule))
            fail_msg("accepted: %s", bad[i]);
    assert_false(px_tz_rule_parse(px_str_n("CET-1\0", 6), &rule));
}

/* The next change after the start of a year and the one after that. */
static void test_changes(void **state)
{
    static const struct {
        const char *rule, *from, *first, *second;
        int at_from; /* 1: daylight saving time at the start */
    } cases[] = {
        { "CET-1CEST,M3.5.0,M10.5.0/3", "2100-01-01T00:00:00Z", "2100-03-28T01:00:00Z",
          "2100-10-31T01:00:00Z", 0 },
        /* the southern half of the Earth */
        { "NZST-12NZDT,M9.5.0,M4.1.0/3", "2040-01-01T00:00:00Z", "2040-03-31T14:00:00Z",
          "2040-09-29T14:00:00Z", 1 },
        /* J60 is the first of March in every year; 59 only in years of 365 days */
        { "AAA0BBB,J60/0,J300/0", "2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z",
          "2024-10-26T23:00:00Z", 0 },
        { "AAA0BBB,J60/0,J300/0", "2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z",
          "2025-10-26T23:00:00Z", 0 },
        { "AAA0BBB,59/0,J365/0", "2024-01-01T00:00:00Z", "2024-02-29T00:00:00Z",
          "2024-12-30T23:00:00Z", 0 },
        { "AAA0BBB,59/0,J365/0", "2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z",
          "2025-12-30T23:00:00Z", 0 },
        /* 50 hours after Thursday 00:00; a week less an hour before */
        { "EET-2EEST,M3.4.4/50,M10.4.4/50", "2030-01-01T00:00:00Z", "2030-03-30T00:00:00Z",
          "2030-10-25T23:00:00Z", 0 },
        { "AAA0BBB,M6.1.0/-167,M9.1.0/167", "2026-01-01T00:00:00Z", "2026-05-31T01:00:00Z",
          "2026-09-12T22:00:00Z", 0 },
        /* changes that fall into the neighbouring year */
        { "AAA0BBB,J365/100,J180", "2026-01-01T00:00:00Z", "2026-01-04T04:00:00Z",
          "2026-06-29T01:00:00Z", 0 },
        { "AAA0BBB,J180,J1/-30", "2026-12-01T00:00:00Z", "2026-12-30T17:00:00Z",
          "2027-06-29T02:00:00Z", 1 },
        { "IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01T00:00:00Z", "2050-03-27T01:00:00Z",
          "2050-10-30T01:00:00Z", 1 },
        { "AAA0BBB,M2.5.0/0,M2.4.6/0", "2032-01-01T00:00:00Z", "2032-02-27T23:00:00Z",
          "2032-02-29T00:00:00Z", 1 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_tz_rule rule = parse(cases[i].rule);
        int64_t from = second_of(cases[i].from), first = second_of(cases[i].first);
        int64_t second = second_of(cases[i].second);

        print_message("%s\n", cases[i].rule);
        assert_int_equal(px_tz_rule_at(&rule, from), cases[i].at_from);
        assert_int_equal(px_tz_rule_next(&rule, from), first);
        assert_int_equal(px_tz_rule_at(&rule, first - 1), cases[i].at_from);
        assert_int_equal(px_tz_rule_at(&rule, first), !cases[i].at_from);
        assert_int_equal(px_tz_rule_next(&rule, first - 1), first);
        assert_int_equal(px_tz_rule_next(&rule, first), second);
        assert_int_equal(px_tz_rule_at(&rule, second), cases[i].at_from);
    }
}

/* RFC 8536, section 3.3.1: daylight saving time that never ends. */
static void test_all_year(void **state)
{
    px_tz_rule rule = parse("EST5EDT,0/0,J365/25");

    (void)state;
    for (int64_t t = second_of("2023-12-20T00:00:00Z"); t < second_of("2025-01-10T00:00:00Z");
         t += 1800)
        assert_int_equal(px_tz_rule_at(&rule, t), 1);
}

static void test_none(void **state)
{
    px_tz_rule rule = parse("<+0545>-5:45");

    (void)state;
    assert_string_equal(rule.names[0], "+0545");
    assert_int_equal(px_tz_rule_at(&rule, 0), 0);
    assert_true(px_tz_rule_next(&rule, 0) == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_changes), cmocka_unit_test(test_all_year),
        cmocka_unit_test(test_none),
    };

    return cmocka_run_group_tests_name("tz_rule", tests, NULL, NULL);
}
