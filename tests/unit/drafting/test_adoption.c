/* SPDX-License-Identifier: EUPL-1.2 */
/* Adoption: the required steps in their order, each with its document, then the version. */
#include "unit/testing.h"

#include "drafting/process/adoption.h"
#include "store/act.h"
#include "unit/drafting/meeting_fixture.h"

static px_str step(fixture *f, const char *kind, const char *title)
{
    px_plan_text text = { PX_STR("en"), px_str_of(title), PX_STR("") };
    px_step_add add = { .code = PX_STR("test"),
                        .process = PX_STR("first"),
                        .kind = px_str_of(kind),
                        .starts = PX_STR("2027-01-01"),
                        .required = true,
                        .texts = &text,
                        .n_texts = 1,
                        .author = "operator" };

    assert_ok(meeting_do(f, px_step_add_deed, &add), &f->err);
    return px_arena_str(f->arena, px_str_of(add.ret_id));
}

static int record(fixture *f, px_str id, const char *version, const char *address)
{
    px_adoption_record deed = { .step = id,
                                .on = PX_STR("2026-11-29"),
                                .version = px_str_of(version),
                                .document_address = px_str_of(address),
                                .author = "operator" };

    return meeting_do(f, px_adoption_record_deed, &deed);
}

static int adopt(fixture *f, const char *version, px_code_adoption *ret_adoption)
{
    *ret_adoption = (px_code_adoption){ .code = PX_STR("test"),
                                        .version = px_str_of(version),
                                        .author = "operator" };
    return meeting_do(f, px_code_adopt, ret_adoption);
}

static px_adoption adoption_of(fixture *f)
{
    px_code code = code_of(f);
    px_process process;
    px_adoption adoption;

    assert_ok(px_process_find(f->reader, f->arena, &code, PX_STR("first"), PX_STR("en"), &process,
                              &f->err),
              &f->err);
    assert_ok(px_adoption_read(f->reader, f->arena, &process, PX_STR("en"), &adoption, &f->err),
              &f->err);
    return adoption;
}

static void test_order(void **state)
{
    fixture *f = *state;
    px_str draft = step(f, "draft", "Final draft"), received = step(f, "received", "Received");
    px_str board = step(f, "adequacy", "Board");
    px_code_adoption adoption;

    assert_int_equal(record(f, received, "", "https://a.eu/1"), -PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&f->err, "step"), "Final draft");         /* comes first */
    assert_int_equal(record(f, draft, "", "https://a.eu/1"), -PX_ERR_INVALID); /* which version? */
    assert_int_equal(record(f, draft, "9", ""), -PX_ERR_NOT_FOUND);
    assert_int_equal(adopt(f, "1", &adoption), -PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&f->err, "list"), "Final draft; Received; Board");
    assert_ok(record(f, draft, "1", ""), &f->err);
    assert_int_equal(record(f, draft, "1", ""), -PX_ERR_CONFLICT);  /* done */
    assert_int_equal(record(f, received, "", ""), -PX_ERR_INVALID); /* no document */
    assert_int_equal(record(f, received, "", "http://a.eu"), -PX_ERR_INVALID);
    assert_int_equal(record(f, received, "", "javascript:alert(1)"), -PX_ERR_INVALID);
    assert_ok(record(f, received, "", "https://a.eu/1"), &f->err);
    assert_int_equal(adopt(f, "1", &adoption), -PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&f->err, "list"), "Board");
    assert_int_equal(adoption_of(f).n_missing, 1);
    assert_true(adoption_of(f).steps[2].next);
    assert_ok(record(f, board, "", "https://a.eu/2"), &f->err);
    assert_str(adoption_of(f).version, "1");
    assert_false(adoption_of(f).adopted);
    assert_int_equal(adopt(f, "2", &adoption), -PX_ERR_CONFLICT); /* not the final draft */
    assert_ok(adopt(f, "1", &adoption), &f->err);
    assert_string_equal(adoption.ret_process, "first");
    assert_true(adoption_of(f).adopted);
    assert_str(adoption_of(f).act, adoption.ret_act);
    assert_int_equal(version_of(f, "1").state, PX_VERSION_ADOPTED);
    assert_int_equal(adopt(f, "1", &adoption), -PX_ERR_CONFLICT);
}

/* A meeting is documented by its record. */
static void test_meeting_step(void **state)
{
    fixture *f = *state;
    px_str plenary = step(f, "closing-plenary", "Closing plenary");
    px_meeting_call call = meeting_call("");
    px_meeting_publish publish = { .author = "operator" };
    px_adoption adoption;

    call.step = plenary;
    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    assert_int_equal(record(f, plenary, "", ""), -PX_ERR_INVALID);
    meeting_now(f, "2026-11-30T17:00:00Z");
    assert_ok(meeting_write(f, px_minutes_write_deed, call.ret_id, "", "Words."), &f->err);
    publish.meeting = px_str_of(call.ret_id);
    assert_ok(meeting_do(f, px_meeting_publish_deed, &publish), &f->err);
    adoption = adoption_of(f);
    assert_int_equal(adoption.n_missing, 0);
    assert_true(adoption.steps[0].recorded);
    assert_str(adoption.steps[0].meeting, call.ret_id);
}

static void test_nothing(void **state)
{
    fixture *f = *state;
    px_code_adoption adoption;

    assert_int_equal(adopt(f, "1", &adoption), -PX_ERR_CONFLICT); /* no required steps */
    adoption.code = PX_STR("none");
    assert_int_equal(meeting_do(f, px_code_adopt, &adoption), -PX_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_meeting_step, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing, meeting_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
