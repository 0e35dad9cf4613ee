/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "unit/drafting/process_fixture.h"

static px_moment parse(fixture *f, const char *zone, px_moment_side side, const char *text)
{
    px_moment moment = { 0 };
    const px_zone *z;

    assert_ok(px_zone_kept(zone, &z, &f->err), &f->err);
    assert_ok(px_moment_parse(f->arena, z, side, px_str_of(text), &moment, &f->err), &f->err);
    return moment;
}

static void test_forms(void **state)
{
    static const struct {
        const char *text, *civil, *at;
        px_moment_side side;
        bool day_only;
    } rows[] = {
        { "2026-11-30", "2026-11-30T00:00:00", "2026-11-29T23:00:00Z", PX_MOMENT_BEGINS, true },
        { "2026-11-30", "2026-11-30T23:59:59", "2026-11-30T22:59:59Z", PX_MOMENT_ENDS, true },
        { "2026-07-01T18:00", "2026-07-01T18:00:00", "2026-07-01T16:00:00Z", PX_MOMENT_ENDS,
          false },
        { " 2026-07-01 18:00:30 ", "2026-07-01T18:00:30", "2026-07-01T16:00:30Z", PX_MOMENT_BEGINS,
          false },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_moment m = parse(f, "Europe/Brussels", rows[i].side, rows[i].text);

        assert_str(m.civil, rows[i].civil);
        assert_int_equal(m.at, time_of(rows[i].at));
        assert_int_equal(m.day_only, rows[i].day_only);
    }
    assert_false(parse(f, "UTC", PX_MOMENT_ENDS, "").civil.ptr != NULL);
}

static void test_bad_forms(void **state)
{
    static const char *const bad[] = {
        "tomorrow",         "2026-02-30",       "2026-11-30T",
        "2026-11-30T24:00", "2026-11-30 18",    "2026-11-30T18:00Z",
        "2026-11-30T18:60", "2026-11-30x18:00", "2026-11-30T18:00:61"
    };
    fixture *f = *state;
    const px_zone *zone;
    px_moment m;

    assert_ok(px_zone_kept("UTC", &zone, &f->err), &f->err);
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(
            px_moment_parse(f->arena, zone, PX_MOMENT_BEGINS, px_str_of(bad[i]), &m, &f->err),
            PX_ERR_INVALID);
}

/* In a gap a deadline moves forward, in a fold it is the later one; what begins takes the first. */
static void test_clock_changes(void **state)
{
    fixture *f = *state;
    px_moment m = parse(f, "Europe/Brussels", PX_MOMENT_ENDS, "2027-03-28 02:30");

    assert_int_equal(m.at, time_of("2027-03-28T01:30:00Z")); /* 03:30 on the clocks */
    m = parse(f, "Europe/Brussels", PX_MOMENT_ENDS, "2026-10-25 02:30");
    assert_int_equal(m.at, time_of("2026-10-25T01:30:00Z"));
    m = parse(f, "Europe/Brussels", PX_MOMENT_BEGINS, "2026-10-25 02:30");
    assert_int_equal(m.at, time_of("2026-10-25T00:30:00Z"));
    /* Clocks that are set back at midnight: the day ends the second time. */
    m = parse(f, "America/Havana", PX_MOMENT_ENDS, "2026-11-01 00:30");
    assert_int_equal(m.at, time_of("2026-11-01T05:30:00Z"));
}

static void test_words(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);
    fixture *f = *state;
    const px_zone *zone;
    px_moment m = parse(f, "Europe/Brussels", PX_MOMENT_ENDS, "2026-11-30"), back;

    assert_ok(px_zone_kept("Europe/Brussels", &zone, &f->err), &f->err);
    assert_str(px_moment_short(f->arena, &m), "2026-11-30");
    px_moment_words(&out, px_language_english(), zone, &m);
    assert_str(px_builder_view(&out), "30 November 2026");
    px_builder_clear(&out);
    m = parse(f, "Europe/Brussels", PX_MOMENT_ENDS, "2026-11-30 18:00");
    assert_str(px_moment_short(f->arena, &m), "2026-11-30 18:00");
    px_moment_words(&out, px_language_english(), zone, &m);
    assert_str(px_builder_view(&out), "30 November 2026, 18:00 (CET)");
    back = px_moment_at(f->arena, zone, m.at);
    assert_str(back.civil, "2026-11-30T18:00:00");
    assert_int_equal(px_moment_day(&back), px_days_from_date(2026, 11, 30));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_clock_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_words, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
