/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "unit/drafting/dossier_fixture.h"
#include "unit/drafting/process_fixture.h"

static int begin(void **state)
{
    setup(state);
    set_clock("2027-01-04T09:00:00Z");
    begin_process(*state, SMALL_TEMPLATE, "p", "2027-01-06", "");
    return 0;
}

static px_dossier whole(fixture *f)
{
    px_code code = dossier_code(f, "gpai");
    px_dossier d;

    assert_ok(px_process_dossier(f->reader, f->arena, &code, PX_STR("fr"), &d, &f->err), &f->err);
    return d;
}

static const px_dossier_entry *find(const px_dossier *d, px_dossier_kind kind, const char *key)
{
    const px_dossier_entry *entry = px_dossier_find(d, kind, px_str_of(key));

    assert_non_null(entry);
    return entry;
}

/* Steps with a day, groups with their names; sources are the house's own. */
static void test_entries(void **state)
{
    fixture *f = *state;
    px_dossier d = whole(f);
    const px_dossier_entry *step = find(&d, PX_DOSSIER_STEP, "p.kick-off");
    const px_dossier_entry *group = find(&d, PX_DOSSIER_GROUP, "p.one");

    assert_int_equal(d.count, 5); /* three steps, two groups: one step has no day */
    assert_str(step->title.value, "Lancement");
    assert_int_equal(step->title.language.len, 0);
    assert_str(step->process, "p");
    assert_int_equal(step->when.minute, 600);
    assert_str(step->when.zone, "Europe/Brussels");
    assert_int_equal(step->begins_at, time_of("2027-01-11T09:00:00Z"));
    assert_string_equal(step->sources[0].confidence->name, "house");
    assert_true(px_str_starts(step->sources[0].address, PX_STR("/log/")));
    assert_str(find(&d, PX_DOSSIER_STEP, "p.draft-1")->title.language, "en");
    assert_int_equal(group->n_names, 1);
    assert_str(group->names[0].name.value, "Un");
    assert_str(group->chapters[0], "cps0100000");
    for (size_t i = 0; i + 1 < d.count; i++)
        assert_true(d.entries[i].when.date.first <= d.entries[i + 1].when.date.first);
}

/* A window becomes a round, with its instants; cancelled steps are left out. */
static void test_round_and_cancelled(void **state)
{
    fixture *f = *state;
    px_step window = step_of(f, "p", "feedback-1"), draft = step_of(f, "p", "draft-1");
    px_round_open open = { .step = window.id, .author = "operator" };
    px_step_cancel cancel = { .step = draft.id, .reason = PX_STR("No."), .author = "operator" };
    const px_dossier_entry *round;
    px_dossier d;

    assert_ok(px_house_write(f->house, px_round_open_deed, &open, &f->err), &f->err);
    assert_ok(px_house_write(f->house, px_step_cancel_deed, &cancel, &f->err), &f->err);
    d = whole(f);
    round = find(&d, PX_DOSSIER_ROUND, "p.feedback-1");
    assert_null(px_dossier_find(&d, PX_DOSSIER_STEP, PX_STR("p.feedback-1")));
    assert_null(px_dossier_find(&d, PX_DOSSIER_STEP, PX_STR("p.draft-1")));
    assert_int_equal(round->begins_at, process_now);
    assert_int_equal(round->ends_at, time_of("2027-01-18T23:00:00Z"));
    assert_int_equal(round->when.minute, 23 * 60 + 59);
    assert_int_equal(round->cycle, 1);
}

/* What the dossier tells of the same day and kind is not told twice. */
static void test_no_duplicates(void **state)
{
    fixture *f = *state;
    px_dossier d;

    assert_ok(
        dossier_import(f,
                       "{\"dossier\":1,\"code\":\"gpai\",\"part\":\"a\",\"as_of\":\"2027-01-01\","
                       "\"sources\":{\"s\":{\"title\":{\"en\":\"S\"}}},\"entries\":[{\"kind\":"
                       "\"step\",\"key\":\"start\",\"date\":\"2027-01-11\",\"step\":"
                       "\"kick-off-plenary\",\"title\":{\"en\":\"Start\"},\"sources\":"
                       "[{\"source\":\"s\",\"confidence\":\"primary\"}]}]}",
                       NULL),
        &f->err);
    d = whole(f);
    assert_int_equal(d.count, 5);
    (void)find(&d, PX_DOSSIER_STEP, "start");
    assert_null(px_dossier_find(&d, PX_DOSSIER_STEP, PX_STR("p.kick-off")));
}

/* Two processes of a code: their entries stay apart. */
static void test_two(void **state)
{
    fixture *f = *state;
    px_dossier d;

    begin_process(f, SMALL_TEMPLATE, "q", "2028-01-06", "");
    d = whole(f);
    assert_int_equal(d.count, 10);
    assert_str(find(&d, PX_DOSSIER_STEP, "q.draft-1")->process, "q");
    assert_str(find(&d, PX_DOSSIER_STEP, "p.draft-1")->process, "p");
}

/* No file can claim to be the record of the house. */
static void test_not_claimed(void **state)
{
    fixture *f = *state;

    assert_fails(
        dossier_import(f,
                       "{\"dossier\":1,\"code\":\"gpai\",\"part\":\"a\",\"as_of\":\"2027-01-01\","
                       "\"sources\":{\"s\":{\"title\":{\"en\":\"S\"}}},\"entries\":[{\"kind\":"
                       "\"step\",\"key\":\"start\",\"date\":\"2027\",\"step\":\"plenary\","
                       "\"title\":{\"en\":\"S\"},\"sources\":[{\"source\":\"s\","
                       "\"confidence\":\"house\"}]}]}",
                       NULL),
        PX_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_entries, begin, teardown),
        cmocka_unit_test_setup_teardown(test_round_and_cancelled, begin, teardown),
        cmocka_unit_test_setup_teardown(test_no_duplicates, begin, teardown),
        cmocka_unit_test_setup_teardown(test_two, begin, teardown),
        cmocka_unit_test_setup_teardown(test_not_claimed, begin, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
