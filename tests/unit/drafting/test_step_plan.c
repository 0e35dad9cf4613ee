/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "store/act.h"
#include "unit/drafting/process_fixture.h"

static int begin(void **state)
{
    setup(state);
    set_clock("2027-01-04T09:00:00Z");
    begin_process(*state, SMALL_TEMPLATE, "p", "2027-01-06", "");
    return 0;
}

static int add(fixture *f, const char *kind, const char *starts, const char *ends,
               px_step_add *ret_add)
{
    static const px_plan_text text = { PX_STR_INIT("en"), PX_STR_INIT("Title"), { 0 } };

    *ret_add = (px_step_add){
        .code = PX_STR("gpai"),
        .process = PX_STR("p"),
        .kind = px_str_of(kind),
        .cycle = 2,
        .starts = px_str_of(starts),
        .ends = px_str_of(ends),
        .texts = &text,
        .n_texts = 1,
        .author = "operator",
    };
    return px_house_write(f->house, px_step_add_deed, ret_add, &f->err);
}

static int move(fixture *f, const char *key, const char *starts, const char *ends,
                const char *reason)
{
    px_step step = step_of(f, "p", key);
    px_step_move m = {
        .step = step.id,
        .starts = px_str_of(starts),
        .ends = px_str_of(ends),
        .reason = px_str_of(reason),
        .author = "operator",
    };

    return px_house_write(f->house, px_step_move_deed, &m, &f->err);
}

static int done(fixture *f, const char *key, const char *on, const char *address)
{
    px_step step = step_of(f, "p", key);
    px_step_done d = {
        .step = step.id,
        .on = px_str_of(on),
        .document_address = px_str_of(address),
        .author = "operator",
    };

    return px_house_write(f->house, px_step_done_deed, &d, &f->err);
}

static int cancel(fixture *f, const char *key, const char *reason)
{
    px_step step = step_of(f, "p", key);
    px_step_cancel c = { .step = step.id, .reason = px_str_of(reason), .author = "operator" };

    return px_house_write(f->house, px_step_cancel_deed, &c, &f->err);
}

/* From the template: in the order of time, the one without a day last, texts in both languages. */
static void test_begun(void **state)
{
    static const char *const keys[] = { "kick-off", "draft-1", "feedback-1", "received" };
    fixture *f = *state;
    px_process p = process_of(f, "p");
    px_step *steps;
    size_t count;

    assert_str(p.title, "Small");
    assert_str(p.zone, "Europe/Brussels");
    assert_ok(px_step_list(f->reader, f->arena, &p, PX_STR("fr"), &steps, &count, &f->err),
              &f->err);
    assert_int_equal(count, PX_COUNT(keys));
    for (size_t i = 0; i < count; i++)
        assert_str(steps[i].key, keys[i]);
    assert_str(steps[0].title, "Lancement");
    assert_str(steps[0].language, "fr");
    assert_str(steps[1].title, "First draft");
    assert_str(steps[1].language, "en");
    assert_str(steps[0].starts.civil, "2027-01-11T10:00:00");
    assert_str(steps[0].ends.civil, "2027-01-11T12:00:00");
    assert_true(steps[1].starts.day_only);
    assert_true(steps[3].required);
    assert_int_equal(acts_of(f, "process.begun"), 1);
}

static void test_begin_fails(void **state)
{
    fixture *f = *state;
    px_process_make make = {
        .code = PX_STR("gpai"),
        .key = PX_STR("p"),
        .from = PX_STR("2027-01-06"),
        .texts = &(px_plan_text){ PX_STR_INIT("en"), PX_STR_INIT("T"), { 0 } },
        .n_texts = 1,
        .author = "operator",
    };

    assert_fails(px_house_write(f->house, px_process_make_deed, &make, &f->err), PX_ERR_EXISTS);
    make.key = PX_STR("no key");
    assert_fails(px_house_write(f->house, px_process_make_deed, &make, &f->err), PX_ERR_INVALID);
    make.key = PX_STR("q");
    make.from = PX_STR("soon");
    assert_fails(px_house_write(f->house, px_process_make_deed, &make, &f->err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "from");
    make.from = PX_STR("2027-01-06");
    make.zone = PX_STR("Europe/Nowhere");
    assert_true(px_house_write(f->house, px_process_make_deed, &make, &f->err) < 0);
    make.zone = PX_STR("");
    assert_ok(px_house_write(f->house, px_process_make_deed, &make, &f->err), &f->err);
    make.key = PX_STR("r");
    make.n_texts = 0;
    assert_fails(px_house_write(f->house, px_process_make_deed, &make, &f->err), PX_ERR_INVALID);
}

static void test_add(void **state)
{
    fixture *f = *state;
    px_step_add first, second;
    px_step step;

    assert_ok(add(f, "board", "2027-03-01 10:00", "2027-03-01", &first), &f->err);
    assert_ok(add(f, "board", "", "", &second), &f->err);
    step = step_of(f, "p", "board-2");
    assert_str(step.id, first.ret_id);
    assert_false(step.starts.day_only);
    assert_str(step.ends.civil, "2027-03-01T23:59:59");
    assert_str(step_of(f, "p", "board-2-2").id, second.ret_id);
    assert_int_equal(acts_of(f, "step.planned"), 2);
    assert_fails(add(f, "nothing", "", "", &first), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "kind");
    assert_fails(add(f, "board", "2027-03-02", "2027-03-01", &first), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "ends");
    assert_fails(add(f, "board", "", "2027-03-01", &first), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "starts");
}

/* A step keeps its hour and its length; the act has both times and the reason. */
static void test_move(void **state)
{
    fixture *f = *state;
    px_act_row act;
    px_step step;

    assert_ok(move(f, "kick-off", "2027-03-29", "", "The hall."), &f->err);
    step = step_of(f, "p", "kick-off");
    assert_str(step.starts.civil, "2027-03-29T10:00:00");
    assert_str(step.ends.civil, "2027-03-29T12:00:00");
    assert_int_equal(step.starts.at, time_of("2027-03-29T08:00:00Z"));
    assert_ok(px_act_find(f->reader, f->arena, step.act, &act, &f->err), &f->err);
    assert_str(act.kind, "step.moved");
    assert_true(act.leaf_index >= 0);
    assert_true(px_str_find(act.content, PX_STR("\"reason\":\"The hall.\"")) < act.content.len);
    assert_true(px_str_find(act.content, PX_STR("\"starts_before\":\"2027-01-11 10:00\"")) <
                act.content.len);
    assert_ok(move(f, "kick-off", "2027-03-30 14:00", "-", "Shorter."), &f->err);
    assert_null(step_of(f, "p", "kick-off").ends.civil.ptr);
    assert_fails(move(f, "kick-off", "2027-03-29", "", " "), PX_ERR_INVALID);
    assert_fails(move(f, "kick-off", "", "", "Why"), PX_ERR_INVALID);
}

static void test_done_and_cancelled(void **state)
{
    fixture *f = *state;

    assert_fails(done(f, "kick-off", "", ""), PX_ERR_INVALID); /* it lies ahead */
    assert_fails(done(f, "received", "", ""), PX_ERR_INVALID); /* it has no day */
    assert_fails(done(f, "received", "2027-01-03", "http://example.eu/"), PX_ERR_INVALID);
    assert_ok(done(f, "received", "2027-01-03", "https://example.eu/letter"), &f->err);
    assert_str(step_of(f, "p", "received").state, "done");
    assert_str(step_of(f, "p", "received").document_address, "https://example.eu/letter");
    assert_fails(done(f, "received", "", ""), PX_ERR_CONFLICT);
    assert_fails(cancel(f, "received", "Why"), PX_ERR_CONFLICT);
    assert_fails(cancel(f, "kick-off", ""), PX_ERR_INVALID);
    assert_ok(cancel(f, "kick-off", "No date."), &f->err);
    assert_fails(cancel(f, "kick-off", "Again."), PX_ERR_CONFLICT);
    assert_fails(done(f, "kick-off", "2027-01-03", ""), PX_ERR_CONFLICT);
    assert_ok(move(f, "kick-off", "2027-02-01", "", "A date was found."), &f->err);
    assert_str(step_of(f, "p", "kick-off").state, "planned");
}

static void test_change(void **state)
{
    static const px_plan_text texts[] = {
        { PX_STR_INIT("fr"), PX_STR_INIT("Reçu"), PX_STR_INIT("Texte") },
    };
    fixture *f = *state;
    px_step step = step_of(f, "p", "received");
    px_step_change change = {
        .step = step.id,
        .cycle = -1,
        .required = 0,
        .texts = texts,
        .n_texts = 1,
        .author = "operator",
    };

    assert_ok(px_house_write(f->house, px_step_change_deed, &change, &f->err), &f->err);
    step = step_of(f, "p", "received");
    assert_false(step.required);
    assert_str(step.title, "Received"); /* in English as before */
    assert_ok(px_step_find(f->reader, f->arena, step.id, PX_STR("fr"), &step, &f->err), &f->err);
    assert_str(step.title, "Reçu");
    change.kind = PX_STR("nothing");
    assert_fails(px_house_write(f->house, px_step_change_deed, &change, &f->err), PX_ERR_INVALID);
    change.kind = PX_STR("");
    change.version = PX_STR("none");
    assert_fails(px_house_write(f->house, px_step_change_deed, &change, &f->err), PX_ERR_NOT_FOUND);
}

/* Nothing is planned in a process that has ended. */
static void test_ended(void **state)
{
    fixture *f = *state;
    px_process_end end = {
        .code = PX_STR("gpai"),
        .key = PX_STR("p"),
        .reason = PX_STR("Adopted."),
        .author = "operator",
    };
    px_step_add first;

    assert_ok(px_house_write(f->house, px_process_end_deed, &end, &f->err), &f->err);
    assert_true(process_of(f, "p").ended != PX_TIME_NONE);
    assert_fails(add(f, "board", "", "", &first), PX_ERR_CONFLICT);
    assert_fails(px_house_write(f->house, px_process_end_deed, &end, &f->err), PX_ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_begun, begin, teardown),
        cmocka_unit_test_setup_teardown(test_begin_fails, begin, teardown),
        cmocka_unit_test_setup_teardown(test_add, begin, teardown),
        cmocka_unit_test_setup_teardown(test_move, begin, teardown),
        cmocka_unit_test_setup_teardown(test_done_and_cancelled, begin, teardown),
        cmocka_unit_test_setup_teardown(test_change, begin, teardown),
        cmocka_unit_test_setup_teardown(test_ended, begin, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
