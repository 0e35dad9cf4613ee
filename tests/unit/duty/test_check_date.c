/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates as people write them. */
#include "duty/check/check_date.h"
#include "unit/testing.h"

static const struct {
    const char *text;
    px_date_kind kind;
    int year, month, day;
    const char *words;
} cases[] = {
    { "26 June 2026", PX_DATE_DAY, 2026, 6, 26, "26 June 2026" },
    { "June 10, 2025", PX_DATE_DAY, 2025, 6, 10, "June 10, 2025" },
    { "Sept 2nd, 2025", PX_DATE_DAY, 2025, 9, 2, "Sept 2nd, 2025" },
    { "24-Nov-2025", PX_DATE_DAY, 2025, 11, 24, "24-Nov-2025" },
    { "31.12.2025", PX_DATE_DAY, 2025, 12, 31, "31.12.2025" },
    { "01.02.2025", PX_DATE_DAY, 2025, 2, 1, "01.02.2025" },
    { "2026-06-26", PX_DATE_DAY, 2026, 6, 26, "2026-06-26" },
    { "25/07/2025", PX_DATE_DAY, 2025, 7, 25, "25/07/2025" },
    { "2/19/2025", PX_DATE_DAY, 2025, 2, 19, "2/19/2025" },
    { "01/01/2025", PX_DATE_DAY, 2025, 1, 1, "01/01/2025" },
    { "le 1er mars 2026", PX_DATE_DAY, 2026, 3, 1, "1er mars 2026" },
    { "12 ao\xC3\xBBt 2026", PX_DATE_DAY, 2026, 8, 12, "12 ao\xC3\xBBt 2026" },
    { "7/8/26", PX_DATE_AMBIGUOUS, 2026, 8, 7, "7/8/26" },
    { "01/09/2025", PX_DATE_AMBIGUOUS, 2025, 9, 1, "01/09/2025" },
    { "May 2025", PX_DATE_MONTH, 2025, 5, 0, "May 2025" },
    { "in 11/2022 or so", PX_DATE_MONTH, 2022, 11, 0, "11/2022" },
    { "2026-05", PX_DATE_MONTH, 2026, 5, 0, "2026-05" },
    { "Approximately 2018", PX_DATE_YEAR, 2018, 0, 0, "2018" },
    { "31/31/2025", PX_DATE_INVALID, 0, 0, 0, "31/31/2025" },
    { "30 February 2025", PX_DATE_INVALID, 2025, 2, 30, "30 February 2025" },
    { "CC-MAIN-2024-10", PX_DATE_NONE, 0, 0, 0, "" },
    { "arxiv.org/abs/2505.02410", PX_DATE_NONE, 0, 0, 0, "" },
    { "10 000 hours, 999 images, it may be", PX_DATE_NONE, 0, 0, 0, "" },
    { "", PX_DATE_NONE, 0, 0, 0, "" },
};

static void test_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const px_read_date date = px_check_date_find(px_str_of(cases[i].text), 0);

        if (date.kind != cases[i].kind || date.year != cases[i].year ||
            date.month != cases[i].month || date.day != cases[i].day ||
            !px_str_is(date.words, cases[i].words))
            print_error("'%s': kind %d, %d-%d-%d, '%.*s'\n", cases[i].text, date.kind, date.year,
                        date.month, date.day, PX_STR_ARG(date.words));
        assert_int_equal(date.kind, cases[i].kind);
        assert_int_equal(date.year, cases[i].year);
        assert_int_equal(date.month, cases[i].month);
        assert_int_equal(date.day, cases[i].day);
        assert_true(px_str_is(date.words, cases[i].words));
    }
}

static void test_last(void **state)
{
    const px_read_date date = px_check_date_last(
        PX_STR("updated on 25/12/2025, first in 03/2024, then May 2026 and 2025"));

    (void)state;
    assert_int_equal(date.kind, PX_DATE_MONTH);
    assert_int_equal(date.year, 2026);
    assert_int_equal(date.month, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
