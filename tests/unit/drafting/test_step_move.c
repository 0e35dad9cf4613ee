/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is told by mail that a step or a meeting was moved, cancelled or planned again. */
#include "unit/testing.h"

#include "drafting/mail/mail_queue.h"
#include "unit/drafting/meeting_fixture.h"
#include "unit/drafting/people_fixture.h"

static const px_plan_text titles[] = {
    { PX_STR_INIT("en"), PX_STR_INIT("The draft"), PX_STR_INIT("") },
    { PX_STR_INIT("fr"), PX_STR_INIT("Le projet"), PX_STR_INIT("") },
};

typedef struct world {
    px_scope code, one, two;
    px_person anna, bela, carl; /* in both groups; in the code; in the second group */
    px_step_add step;
} world;

static px_scope group_scope(fixture *f, px_scope code, const char *key)
{
    px_code found = { .row = code.row, .id = PX_STR("test") };
    px_process process;
    px_group group;

    assert_ok(px_process_find(f->reader, f->arena, &found, PX_STR("first"), PX_STR("en"), &process,
                              &f->err),
              &f->err);
    assert_ok(
        px_group_find(f->reader, f->arena, &process, px_str_of(key), PX_STR("en"), &group, &f->err),
        &f->err);
    return px_scope_group(group.row, code.row);
}

static int sql_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

static void sql(fixture *f, char *text)
{
    assert_ok(people_do(f, sql_run, text), &f->err);
}

/* Anna reads English, Béla French and once a day, Carl English. A step on 10 December. */
static world world_make(fixture *f, const char *starts)
{
    world w = { .code = people_code_scope(f, "test") };

    w.one = group_scope(f, w.code, "one");
    w.two = group_scope(f, w.code, "two");
    w.anna = people_add(f, "Anna", "anna@example.eu");
    w.bela = people_add(f, "Béla", "bela@example.eu");
    w.carl = people_add(f, "Carl", "carl@example.eu");
    sql(f, (char[]){ "UPDATE person SET language = 'fr', digest = 'daily' WHERE name = 'Béla'" });
    assert_ok(people_give(f, &w.anna, PX_ROLE_MEMBER, w.one, ""), &f->err);
    assert_ok(people_give(f, &w.anna, PX_ROLE_MEMBER, w.two, ""), &f->err);
    assert_ok(people_give(f, &w.bela, PX_ROLE_MEMBER, w.code, ""), &f->err);
    assert_ok(people_give(f, &w.carl, PX_ROLE_MEMBER, w.two, ""), &f->err);
    w.step = (px_step_add){ .code = PX_STR("test"),
                            .process = PX_STR("first"),
                            .kind = PX_STR("draft"),
                            .cycle = 1,
                            .starts = px_str_of(starts),
                            .texts = titles,
                            .n_texts = PX_COUNT(titles),
                            .author = "operator" };
    assert_ok(meeting_do(f, px_step_add_deed, &w.step), &f->err);
    return w;
}

static int move(fixture *f, const char *step, const char *starts)
{
    px_step_move m = { .step = px_str_of(step),
                       .starts = px_str_of(starts),
                       .reason = PX_STR("Time for the answers"),
                       .author = "operator" };

    return meeting_do(f, px_step_move_deed, &m);
}

static int cancel(fixture *f, const char *step)
{
    px_step_cancel c = { .step = px_str_of(step),
                         .reason = PX_STR("Not needed"),
                         .author = "operator" };

    return meeting_do(f, px_step_cancel_deed, &c);
}

static size_t told_before;

/* The mails made since the last time, the oldest first. */
static size_t mails(fixture *f, px_mail_row **ret_mails)
{
    const px_job_work work = { NULL, f->house, f->reader, f->arena, NULL };
    px_mail_query ask = { PX_MAIL_STATE_COUNT, PX_MAIL_KIND_COUNT, 0, 1000 };
    px_mail_row *all;
    size_t count;

    assert_ok(px_mail_notice_job(&work, &f->err), &f->err);
    assert_ok(px_mail_list(f->reader, f->arena, &ask, &all, &count, &f->err), &f->err);
    for (size_t i = 0; i < count / 2; i++) {
        px_mail_row mail = all[i];

        all[i] = all[count - 1 - i];
        all[count - 1 - i] = mail;
    }
    *ret_mails = all + told_before;
    count -= told_before;
    told_before += count;
    return count;
}

static int begin(void **state)
{
    told_before = 0;
    return meeting_setup(state);
}

static void contains(px_str text, const char *words)
{
    if (px_str_find(text, px_str_of(words)) == text.len)
        fail_msg("'%.*s' does not hold '%s'", PX_STR_ARG(text), words);
}

static void a_moved_step_is_told_in_everybodys_language(void **state)
{
    fixture *f = *state;
    world w = world_make(f, "2026-12-10");
    px_mail_row *told;

    assert_int_equal(mails(f, &told), 0); /* planning one is no news */
    assert_ok(move(f, w.step.ret_id, "2026-12-17"), &f->err);
    assert_int_equal(mails(f, &told), 3);
    assert_str(told[0].name, "Anna");
    assert_int_equal(told[0].kind, PX_MAIL_PROCESS);
    assert_int_equal(told[0].state, PX_MAIL_WAITING);
    contains(told[0].subject, "The draft is moved to 17 December 2026");
    contains(told[0].body, "was planned for 10 December 2026");
    contains(told[0].body, "Time for the answers");
    contains(told[0].body, "/en/codes/test/processes/first/cycles/1");
    assert_str(told[1].name, "Béla");
    assert_int_equal(told[1].state, PX_MAIL_HELD); /* for the digest */
    contains(told[1].body, "Le projet");
    contains(told[1].body, "17\u00a0décembre 2026");
    contains(told[1].body, "/fr/codes/test/processes/first/cycles/1");
    assert_str(told[2].name, "Carl");
}

static void a_cancelled_step_is_told_and_that_it_is_planned_again(void **state)
{
    fixture *f = *state;
    world w = world_make(f, "2026-12-10");
    px_mail_row *told;

    assert_ok(cancel(f, w.step.ret_id), &f->err);
    assert_int_equal(mails(f, &told), 3);
    contains(told[0].subject, "The draft is cancelled");
    contains(told[0].body, "planned for 10 December 2026");
    contains(told[0].body, "Not needed");
    assert_int_equal(cancel(f, w.step.ret_id), -PX_ERR_CONFLICT);
    assert_int_equal(mails(f, &told), 0);
    assert_ok(move(f, w.step.ret_id, "2026-12-18"), &f->err);
    assert_int_equal(mails(f, &told), 3);
    contains(told[0].subject, "The draft is planned again, for 18 December 2026");
}

static void what_is_no_news_is_not_told(void **state)
{
    fixture *f = *state;
    world w = world_make(f, "");
    px_step_done done = { .on = PX_STR("2026-11-20"), .author = "operator" };
    px_mail_row *told;

    assert_ok(move(f, w.step.ret_id, "2026-11-10"), &f->err); /* had no day yet */
    assert_ok(move(f, w.step.ret_id, "2026-11-11"), &f->err); /* past, then and now */
    assert_int_equal(mails(f, &told), 0);
    assert_ok(move(f, w.step.ret_id, "2026-12-11"), &f->err);
    assert_int_equal(mails(f, &told), 3);
    done.step = px_str_of(w.step.ret_id);
    assert_ok(meeting_do(f, px_step_done_deed, &done), &f->err);
    assert_ok(move(f, w.step.ret_id, "2026-12-12"), &f->err); /* a day put right */
    assert_int_equal(mails(f, &told), 0);
}

static void an_undated_step_can_be_cancelled(void **state)
{
    fixture *f = *state;
    world w = world_make(f, "");
    px_mail_row *told;

    assert_ok(cancel(f, w.step.ret_id), &f->err);
    assert_int_equal(mails(f, &told), 3);
    contains(told[0].body, "the step \"The draft\" will not take place.");
}

/* By its step too: the register, the act and the mails of the meeting, one for each person. */
static void the_step_of_a_meeting_moves_the_meeting(void **state)
{
    static const px_str groups[] = { PX_STR_INIT("one"), PX_STR_INIT("two") };
    fixture *f = *state;
    world w = world_make(f, "");
    px_meeting_call call = meeting_call("group-meeting");
    px_meeting_change *changes;
    px_meeting meeting;
    px_mail_row *told;
    px_step step;
    size_t n;

    (void)w;
    call.groups = groups;
    call.n_groups = PX_COUNT(groups);
    call.may_attend = PX_MEETING_GROUPS;
    call.starts = PX_STR("2026-12-10T14:00");
    call.ends = PX_STR("");
    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    assert_int_equal(mails(f, &told), 2); /* Anna once, Carl */
    assert_str(told[0].name, "Anna");
    assert_str(told[1].name, "Carl");
    meeting = meeting_of(f, call.ret_id);
    assert_ok(px_step_get(f->reader, f->arena, meeting.step, PX_STR("en"), &step, &f->err),
              &f->err);
    assert_ok(move(f, step.id.ptr, "2026-12-11T10:00"), &f->err);
    assert_int_equal(mails(f, &told), 2);
    contains(told[0].subject, "Meeting moved: A meeting, 11 December 2026");
    assert_ok(cancel(f, step.id.ptr), &f->err);
    assert_int_equal(mails(f, &told), 2);
    contains(told[0].subject, "Meeting cancelled: A meeting");
    assert_ok(move(f, step.id.ptr, "2026-12-14T10:00"), &f->err);
    assert_int_equal(mails(f, &told), 2);
    contains(told[0].subject, "Meeting planned again: A meeting, 14 December 2026");
    meeting = meeting_of(f, call.ret_id);
    assert_str(meeting.state, "planned");
    assert_ok(px_meeting_change_list(f->reader, f->arena, &meeting, &changes, &n, &f->err),
              &f->err);
    assert_int_equal(n, 3);
    assert_false(changes[0].cancelled);
    assert_true(changes[1].cancelled);
    assert_str(changes[2].starts_before, "2026-12-11T10:00:00");
}

/* Calling a planned step as a meeting at another hour is the call, not a move besides. */
static void a_call_with_another_hour_is_told_once(void **state)
{
    fixture *f = *state;
    world w = world_make(f, "");
    px_step_add add = w.step;
    px_meeting_call call = meeting_call("");
    px_mail_row *told;

    add.kind = PX_STR("plenary");
    add.starts = PX_STR("2026-12-10");
    assert_ok(meeting_do(f, px_step_add_deed, &add), &f->err);
    call.step = px_str_of(add.ret_id);
    call.starts = PX_STR("2026-12-11T09:00");
    call.ends = PX_STR("");
    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    assert_int_equal(mails(f, &told), 3);
    assert_int_equal(told[0].kind, PX_MAIL_MEETING);
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, begin, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(a_moved_step_is_told_in_everybodys_language),
        WITH_HOUSE(a_cancelled_step_is_told_and_that_it_is_planned_again),
        WITH_HOUSE(what_is_no_news_is_not_told),
        WITH_HOUSE(an_undated_step_can_be_cancelled),
        WITH_HOUSE(the_step_of_a_meeting_moves_the_meeting),
        WITH_HOUSE(a_call_with_another_hour_is_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
