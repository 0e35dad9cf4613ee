/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "unit/drafting/process_fixture.h"

#define HEAD                                                                                       \
    "{\"template\":1,\"key\":\"t\",\"title\":{\"en\":\"T\"},\"zone\":\"UTC\","                     \
    "\"late\":\"mark\",\"window_days\":7,"
#define STEPS(rows) HEAD "\"steps\":[" rows "]}"
#define STEP(key, rest) "{\"key\":\"" key "\",\"kind\":\"draft\",\"title\":{\"en\":\"D\"}" rest "}"

static int read_text(fixture *f, const char *text, px_process_template *ret_template)
{
    return px_template_read(f->arena, px_str_of(text), "t.json", ret_template, &f->err);
}

/* Each template of the program can be read, says everything in both languages and can be begun. */
static void test_own(void **state)
{
    fixture *f = *state;
    const char *name;
    size_t i = 0;

    set_clock("2026-11-30T09:00:00Z");
    for (; (name = px_template_name_at(f->arena, i)); i++) {
        px_process_template t;
        px_process_make make = {
            .code = PX_STR("gpai"),
            .key = px_str_of(name),
            .from = PX_STR("2027-01-11"),
            .template = &t,
            .author = "operator",
        };

        assert_ok(px_template_find(f->arena, px_str_of(name), &t, &f->err), &f->err);
        assert_str(t.key, name);
        assert_int_equal(t.n_texts, 2);
        assert_true(t.n_groups > 0 && t.n_steps > 10);
        for (size_t k = 0; k < t.n_steps; k++)
            assert_int_equal(t.steps[k].n_texts, 2);
        assert_ok(px_house_write(f->house, px_process_make_deed, &make, &f->err), &f->err);
    }
    assert_int_equal(i, 2);
    assert_fails(px_template_find(f->arena, PX_STR("none"), &(px_process_template){ 0 }, &f->err),
                 PX_ERR_NOT_FOUND);
}

/* The intervals of the first Code: from 30 July 2024 on its template gives the days that were. */
static void test_first_code(void **state)
{
    static const struct {
        const char *key, *starts;
    } days[] = {
        { "kick-off", "2024-09-30T10:00:00" }, { "workshop-1", "2024-10-23T14:00:00" },
        { "draft-1", "2024-11-14T12:00:00" },  { "parliament-1", "2024-12-11T09:00:00" },
        { "draft-2", "2024-12-19T12:00:00" },
    };
    fixture *f = *state;
    px_process_template t;
    px_template_when *whens;
    const px_zone *zone;

    assert_ok(px_zone_kept("Europe/Brussels", &zone, &f->err), &f->err);
    assert_ok(px_template_find(f->arena, PX_STR("gpai"), &t, &f->err), &f->err);
    assert_ok(
        px_template_dates(f->arena, &t, zone, px_days_from_date(2024, 7, 30), &whens, &f->err),
        &f->err);
    for (size_t i = 0; i < PX_COUNT(days); i++)
        for (size_t k = 0; k < t.n_steps; k++)
            if (px_str_is(t.steps[k].key, days[i].key))
                assert_str(whens[k].starts.civil, days[i].starts);
}

/* The steps of test_dates: on a weekday, from the end, after another, before the beginning. */
#define FRIDAY ",\"weekday\":\"friday\",\"time\":\"23:30\",\"lasts\":{\"minutes\":60}"
#define FROM_END ",\"from\":\"end\",\"days\":1,\"lasts\":{\"days\":14}"
#define BEFORE ",\"after\":\"beginning\",\"days\":-3"
#define AFTER_A ",\"after\":\"a\",\"weeks\":1"
#define UNDATED ",\"undated\":true"
#define NEXT_STEP(key, rest) "," STEP(key, rest)

static void test_dates(void **state)
{
    static const char text[] = STEPS(STEP("a", FRIDAY) NEXT_STEP("b", FROM_END) NEXT_STEP(
        "c", AFTER_A) NEXT_STEP("d", BEFORE) NEXT_STEP("e", UNDATED));
    static const char *const starts[] = { "2026-12-04T23:30:00", "2026-12-06T00:00:00",
                                          "2026-12-11T00:00:00", "2026-11-27T00:00:00" };
    static const char *const ends[] = { "2026-12-05T00:30:00", "2026-12-20T23:59:59" };
    fixture *f = *state;
    px_process_template t;
    px_template_when *whens;
    const px_zone *zone;

    assert_ok(px_zone_kept("UTC", &zone, &f->err), &f->err);
    assert_ok(read_text(f, text, &t), &f->err);
    assert_int_equal(t.window_days, 7);
    assert_ok(
        px_template_dates(f->arena, &t, zone, px_days_from_date(2026, 11, 30), &whens, &f->err),
        &f->err);
    for (size_t i = 0; i < PX_COUNT(starts); i++)
        assert_str(whens[i].starts.civil, starts[i]);
    for (size_t i = 0; i < PX_COUNT(ends); i++)
        assert_str(whens[i].ends.civil, ends[i]);
    assert_false(px_moment_is_set(&whens[2].ends));
    assert_false(px_moment_is_set(&whens[4].starts));
}

static void test_bad(void **state)
{
    static const char *const bad[] = {
        "{}",
        "[]",
        "{\"template\":2}",
        HEAD "\"other\":1}",
        HEAD "\"steps\":{}}",
        HEAD "\"groups\":[{\"key\":\"A\",\"title\":{\"en\":\"x\"}}]}",
        HEAD "\"groups\":[{\"key\":\"a\",\"title\":{\"en\":\"x\"},\"chapters\":[\"no\"]}]}",
        HEAD "\"groups\":[{\"key\":\"a\",\"title\":{\"en\":\"x\"},\"chapters\":[\"cps0100000\"]},"
             "{\"key\":\"b\",\"title\":{\"en\":\"x\"},\"chapters\":[\"cps0100000\"]}]}",
        HEAD "\"sources\":{\"s\":{\"title\":\"x\",\"confidence\":\"house\"}}}",
        STEPS("7"),
        STEPS("{\"key\":\"a\",\"kind\":\"nothing\",\"title\":{\"en\":\"x\"}}"),
        STEPS("{\"key\":\"a\",\"kind\":\"draft\",\"title\":{}}"),
        STEPS("{\"key\":\"a\",\"kind\":\"draft\",\"title\":{\"en\":\"\"}}"),
        STEPS("{\"key\":\"a\",\"kind\":\"draft\",\"title\":{\"not a tag\":\"x\"}}"),
        STEPS(STEP("a", "") "," STEP("a", "")),
        STEPS(STEP("a", ",\"after\":\"b\"") "," STEP("b", "")),
        STEPS(STEP("a", ",\"days\":1.5")),
        STEPS(STEP("a", ",\"days\":100000")),
        STEPS(STEP("a", ",\"weekday\":\"someday\"")),
        STEPS(STEP("a", ",\"time\":\"25:00\"")),
        STEPS(STEP("a", ",\"time\":\"9:00\"")),
        STEPS(STEP("a", ",\"lasts\":{\"minutes\":30}")),
        STEPS(STEP("a", ",\"lasts\":{\"hours\":1}")),
        STEPS(STEP("a", ",\"cycle\":100")),
        STEPS(STEP("a", ",\"required\":\"yes\"")),
        STEPS(STEP("a", ",\"from\":\"middle\"")),
        STEPS(STEP("a", ",\"source\":\"none\"")),
        STEPS(STEP("a", ",\"undated\":true") "," STEP("b", "")),
    };
    fixture *f = *state;
    px_process_template t = { .key = PX_STR_INIT("untouched") };

    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        if (read_text(f, bad[i], &t) != -PX_ERR_INVALID)
            fail_msg("taken: %s", bad[i]);
        assert_str(t.key, "untouched");
    }
    assert_fails(read_text(f, "{", &t), PX_ERR_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_first_code, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dates, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
