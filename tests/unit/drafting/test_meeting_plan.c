/* SPDX-License-Identifier: EUPL-1.2 */
/* Calling, moving, cancelling: acts, mails, and what is refused. */
#include "unit/testing.h"

#include "drafting/mail/mail_queue.h"
#include "drafting/process/plan.h"
#include "store/act.h"
#include "unit/drafting/meeting_fixture.h"
#include "unit/drafting/people_fixture.h"

static px_act_row act_of(fixture *f, const char *id)
{
    px_act_row act;

    assert_ok(px_act_find(f->reader, f->arena, px_str_of(id), &act, &f->err), &f->err);
    return act;
}

static int64_t notices(fixture *f)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, "SELECT count(*) FROM notice", &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

static void test_call(void **state)
{
    fixture *f = *state;
    px_meeting_call call = meeting_call("kick-off-plenary");
    int64_t told = notices(f);
    px_meeting meeting;
    px_act_row act;

    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    meeting = meeting_of(f, call.ret_id);
    assert_string_equal(meeting.kind->name, "kick-off-plenary");
    assert_str(meeting.title, "A meeting");
    assert_str(meeting.place, "Room 1");
    assert_str(meeting.starts.civil, "2026-11-30T14:00:00");
    assert_int_equal(meeting.ends.at - meeting.starts.at, 2 * 60 * 60 * 1000);
    assert_str(meeting.state, "planned");
    assert_int_equal(meeting.records, 0);
    act = act_of(f, call.ret_act);
    assert_str(act.kind, "meeting.called");
    assert_true(act.leaf_index > 0);
    /* Place and link are for those who may attend: not even the content of the act has them. */
    assert_true(px_str_find(act.content, PX_STR("Room 1")) == act.content.len);
    assert_true(px_str_find(act.content, PX_STR("meet.example")) == act.content.len);
    assert_int_equal(notices(f), told + 1);
}

/* A planned step becomes a meeting, once. */
static void test_step(void **state)
{
    fixture *f = *state;
    px_step_add add = { .code = PX_STR("test"),
                        .process = PX_STR("first"),
                        .kind = PX_STR("board"),
                        .starts = PX_STR("2026-12-10"),
                        .author = "operator" };
    px_plan_text text = { PX_STR("en"), PX_STR("Board"), PX_STR("") };
    px_meeting_call call = meeting_call("");
    px_meeting meeting;

    add.texts = &text;
    add.n_texts = 1;
    assert_ok(meeting_do(f, px_step_add_deed, &add), &f->err);
    call.step = px_str_of(add.ret_id);
    call.n_texts = 0;
    call.starts = call.ends = PX_STR("");
    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    meeting = meeting_of(f, call.ret_id);
    assert_str(meeting.title, "Board");
    assert_true(meeting.starts.day_only);
    assert_int_equal(meeting_do(f, px_meeting_call_deed, &call), -PX_ERR_CONFLICT);
    call.step = PX_STR("nosuchstep");
    assert_int_equal(meeting_do(f, px_meeting_call_deed, &call), -PX_ERR_NOT_FOUND);
}

static void refused(fixture *f, px_meeting_call call, const char *field)
{
    assert_int_equal(meeting_do(f, px_meeting_call_deed, &call), -PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), field);
}

static void test_refused(void **state)
{
    static const char *const links[] = { "javascript:alert(1)",
                                         "http://meet.example/",
                                         "data:text/html,x",
                                         "//meet.example/",
                                         "https://",
                                         "https://a b" };
    fixture *f = *state;
    px_meeting_call call = meeting_call("plenary");

    for (size_t i = 0; i < PX_COUNT(links); i++) {
        call.link = px_str_of(links[i]);
        refused(f, call, "link");
    }
    call = meeting_call("plenary");
    call.place = PX_STR("one\ntwo");
    refused(f, call, "place");
    refused(f, meeting_call("draft"), "kind");
    refused(f, meeting_call("group-meeting"), "groups");
    call = meeting_call("plenary");
    call.sees_papers = PX_MEETING_GROUPS;
    refused(f, call, "groups");
    call = meeting_call("plenary");
    call.starts = call.ends = PX_STR("");
    refused(f, call, "starts");
    call = meeting_call("plenary");
    call.ends = PX_STR("2026-11-30T13:00");
    refused(f, call, "ends");
    call = meeting_call("plenary");
    call.process = PX_STR("second");
    assert_int_equal(meeting_do(f, px_meeting_call_deed, &call), -PX_ERR_NOT_FOUND);
}

static void test_move(void **state)
{
    fixture *f = *state;
    px_meeting_call call = meeting_call("plenary");
    px_meeting_move move = { .starts = PX_STR("2026-12-01 10:00"),
                             .reason = PX_STR("The room is taken"),
                             .author = "operator" };
    px_meeting_change *changes;
    px_meeting meeting;
    size_t n;

    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    move.meeting = px_str_of(call.ret_id);
    assert_ok(meeting_do(f, px_meeting_move_deed, &move), &f->err);
    meeting = meeting_of(f, call.ret_id);
    assert_str(meeting.starts.civil, "2026-12-01T10:00:00");
    assert_str(meeting.ends.civil, "2026-12-01T12:00:00"); /* as long as before */
    assert_str(act_of(f, move.ret_act).kind, "meeting.moved");
    assert_ok(px_meeting_change_list(f->reader, f->arena, &meeting, &changes, &n, &f->err),
              &f->err);
    assert_int_equal(n, 1);
    assert_false(changes[0].cancelled);
    assert_str(changes[0].starts_before, "2026-11-30T14:00:00");
    assert_str(changes[0].reason, "The room is taken");
    move.reason = PX_STR("");
    assert_int_equal(meeting_do(f, px_meeting_move_deed, &move), -PX_ERR_INVALID);
    move.reason = PX_STR("x");
    move.starts = PX_STR("soon");
    assert_int_equal(meeting_do(f, px_meeting_move_deed, &move), -PX_ERR_INVALID);
}

static void test_cancel(void **state)
{
    fixture *f = *state;
    px_meeting_call call = meeting_call("plenary");
    px_meeting_cancel cancel = { .reason = PX_STR("No quorum"), .author = "operator" };
    px_meeting_place place = { .place = PX_STR("Room 2") };

    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    cancel.meeting = place.meeting = px_str_of(call.ret_id);
    assert_ok(meeting_do(f, px_meeting_place_deed, &place), &f->err);
    assert_str(meeting_of(f, call.ret_id).place, "Room 2");
    assert_str(meeting_of(f, call.ret_id).link, "");
    assert_ok(meeting_do(f, px_meeting_cancel_deed, &cancel), &f->err);
    assert_str(meeting_of(f, call.ret_id).state, "cancelled");
    assert_str(act_of(f, cancel.ret_act).kind, "meeting.cancelled");
    assert_int_equal(meeting_do(f, px_meeting_cancel_deed, &cancel), -PX_ERR_CONFLICT);
    assert_int_equal(meeting_do(f, px_meeting_place_deed, &place), -PX_ERR_CONFLICT);
    assert_int_equal(meeting_write(f, px_minutes_write_deed, call.ret_id, "", "x"),
                     -PX_ERR_CONFLICT);
}

/* Each audience is told without an error, each news once at least. */
static void test_told(void **state)
{
    static const px_str keys[] = { PX_STR_INIT("one"), PX_STR_INIT("two") };
    fixture *f = *state;

    for (unsigned i = 0; i < PX_MEETING_AUDIENCE_COUNT; i++) {
        px_meeting_call call = meeting_call("provider-workshop");
        int64_t before = notices(f);

        call.may_attend = (px_meeting_audience)i;
        call.groups = keys;
        call.n_groups = 2;
        assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
        assert_true(notices(f) > before);
    }
}

/* "Anna 1, Carl 1": how many mails there are for whom. */
static px_str mails(fixture *f)
{
    const px_job_work work = { NULL, f->house, f->reader, f->arena, NULL };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_mail_notice_job(&work, &f->err), &f->err);
    assert_ok(px_query_start(f->reader,
                             "SELECT group_concat(n, ', ') FROM (SELECT p.name || ' ' || count(*) "
                             "AS n FROM mail AS m JOIN person AS p ON p.id = m.person GROUP BY "
                             "p.id ORDER BY p.name)",
                             &query, &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_text(&query, f->arena);
}

/* A meeting of several groups is one invitation: members of more than one of them get one mail, and
 * so whatever is told of it later. */
static void test_told_once(void **state)
{
    static const px_str keys[] = { PX_STR_INIT("one"), PX_STR_INIT("two") };
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person carl = people_add(f, "Carl", "carl@example.eu");
    px_person dora = people_add(f, "Dora", "dora@example.eu");
    px_meeting_call call = meeting_call("group-meeting");
    px_meeting_cancel cancel = { .reason = PX_STR("No quorum"), .author = "operator" };
    px_scope one, two;
    px_meeting meeting;

    call.may_attend = PX_MEETING_GROUPS;
    call.groups = keys;
    call.n_groups = 2;
    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    meeting = meeting_of(f, call.ret_id);
    assert_int_equal(meeting.n_groups, 2);
    one = px_scope_group(meeting.groups[0].row, meeting.code);
    two = px_scope_group(meeting.groups[1].row, meeting.code);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, one, ""), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, two, ""), &f->err);
    assert_ok(people_give(f, &carl, PX_ROLE_MEMBER, two, ""), &f->err);
    assert_ok(people_give(f, &dora, PX_ROLE_MEMBER, px_scope_code(meeting.code), ""), &f->err);
    assert_str(mails(f), "Anna 1, Carl 1");
    cancel.meeting = px_str_of(call.ret_id);
    assert_ok(meeting_do(f, px_meeting_cancel_deed, &cancel), &f->err);
    assert_str(mails(f), "Anna 2, Carl 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_call, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_step, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_move, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_cancel, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_told, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_told_once, meeting_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
