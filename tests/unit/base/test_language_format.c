/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/message.h"

#define NARROW "\xE2\x80\xAF"
#define HARD "\xC2\xA0"

static px_str number(px_builder *b, const char *tag, long long value)
{
    px_builder_clear(b);
    px_format_int(b, px_language_find(px_str_of(tag)), value);
    return px_builder_view(b);
}

static void test_numbers(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(100);

    (void)state;
    assert_str(number(&b, "en", 0), "0");
    assert_str(number(&b, "en", 999), "999");
    assert_str(number(&b, "en", 1000), "1,000");
    assert_str(number(&b, "en", 1234567), "1,234,567");
    assert_str(number(&b, "en", -5), "-5");
    assert_str(number(&b, "en", -999), "-999");
    assert_str(number(&b, "en", -100000), "-100,000");
    assert_str(number(&b, "en", INT64_MAX), "9,223,372,036,854,775,807");
    assert_str(number(&b, "en", INT64_MIN), "-9,223,372,036,854,775,808");
    assert_str(number(&b, "fr", 1234), "1" NARROW "234");
    assert_str(number(&b, "fr", -1234567), "-1" NARROW "234" NARROW "567");
}

static px_str date(px_builder *b, const char *tag, int year, int month, int day)
{
    px_builder_clear(b);
    px_format_date(b, px_language_find(px_str_of(tag)),
                   &(px_civil){ year, month, day, 0, 0, 0, 0 });
    return px_builder_view(b);
}

static void test_dates(void **state)
{
    static const char *const french[] = {
        "janvier", "février", "mars",      "avril",   "mai",      "juin",
        "juillet", "août",    "septembre", "octobre", "novembre", "décembre",
    };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(100);

    (void)state;
    assert_str(date(&b, "en", 2026, 11, 24), "24 November 2026");
    assert_str(date(&b, "en", 2027, 1, 1), "1 January 2027");
    assert_str(date(&b, "en", 2027, 5, 31), "31 May 2027");
    assert_str(date(&b, "fr", 2026, 11, 24), "24" HARD "novembre 2026");
    assert_str(date(&b, "fr", 2027, 1, 1), "1er" HARD "janvier 2027");
    assert_str(date(&b, "fr", 2027, 1, 2), "2" HARD "janvier 2027");
    assert_str(date(&b, "en", 2027, 13, 2), "2 ? 2027"); /* said, not guessed */
    for (int month = 1; month <= 12; month++) {
        char expected[40];

        (void)snprintf(expected, sizeof(expected), "11" HARD "%s 2027", french[month - 1]);
        assert_str(date(&b, "fr", 2027, month, 11), expected);
    }
}

static px_str datetime(px_builder *b, const char *tag, const px_civil *c, const char *zone)
{
    px_builder_clear(b);
    px_format_datetime(b, px_language_find(px_str_of(tag)), c, zone);
    return px_builder_view(b);
}

static void test_datetimes(void **state)
{
    const px_civil evening = { 2026, 11, 24, 23, 59, 59, 0 }, morning = { 2027, 7, 1, 9, 5, 0, 0 };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(100);

    (void)state;
    assert_str(datetime(&b, "en", &evening, "CET"), "24 November 2026, 23:59 (CET)");
    assert_str(datetime(&b, "en", &morning, "CEST"), "1 July 2027, 09:05 (CEST)");
    assert_str(datetime(&b, "en", &morning, NULL), "1 July 2027, 09:05");
    assert_str(datetime(&b, "fr", &evening, "CET"),
               "24" HARD "novembre 2026 à 23" HARD "h" HARD "59 (CET)");
    assert_str(datetime(&b, "fr", &morning, "CEST"),
               "1er" HARD "juillet 2027 à 9" HARD "h" HARD "05 (CEST)");
    assert_str(datetime(&b, "fr", &morning, NULL),
               "1er" HARD "juillet 2027 à 9" HARD "h" HARD "05");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_datetimes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
