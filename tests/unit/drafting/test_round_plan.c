/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/process/planning.h"
#include "unit/drafting/process_fixture.h"

static int begin(void **state)
{
    setup(state);
    set_clock("2027-01-04T09:00:00Z");
    begin_process(*state, SMALL_TEMPLATE, "p", "2027-01-06", "");
    return 0;
}

static int open_round(fixture *f, const char *process, const char *opens, const char *closes,
                      const char *late, px_round_open *ret_open)
{
    px_step step = step_of(f, process, "feedback-1");

    *ret_open = (px_round_open){
        .step = step.id,
        .opens = px_str_of(opens),
        .closes = px_str_of(closes),
        .late = px_str_of(late),
        .author = "operator",
    };
    return px_house_write(f->house, px_round_open_deed, ret_open, &f->err);
}

static int extend(fixture *f, const char *process, int number, const char *closes, int days)
{
    px_round_extend e = {
        .code = PX_STR("gpai"),
        .process = px_str_of(process),
        .number = number,
        .closes = px_str_of(closes),
        .days = days,
        .reason = PX_STR("More time."),
        .author = "operator",
    };

    return px_house_write(f->house, px_round_extend_deed, &e, &f->err);
}

static int close_round(fixture *f, const char *process, int number)
{
    px_round_close c = {
        .code = PX_STR("gpai"),
        .process = px_str_of(process),
        .number = number,
        .reason = PX_STR("Withdrawn."),
        .author = "operator",
    };

    return px_house_write(f->house, px_round_close_deed, &c, &f->err);
}

/* What the server does at that time: all jobs of rounds that are due, as often as asked. */
static void run_jobs(fixture *f)
{
    static const struct {
        const char *kind;
        px_job_fn *run;
    } handlers[] = {
        { "round.open", px_round_open_job },
        { "round.close", px_round_close_job },
        { "round.remind", px_round_remind_job },
    };
    px_job job;

    while (px_job_take(f->house, f->arena, NULL, process_now, process_now + 60 * SECOND, &job,
                       &f->err) >= 0) {
        px_job_work work = { .job = &job, .house = f->house, .db = f->reader, .arena = f->arena };

        for (size_t i = 0; i < PX_COUNT(handlers); i++)
            if (px_str_is(job.kind, handlers[i].kind))
                assert_ok(handlers[i].run(&work, &f->err), &f->err);
        assert_ok(px_job_done(f->house, job.id, &f->err), &f->err);
    }
}

static px_round_state state_now(fixture *f, const char *process, int number)
{
    px_round round = round_of(f, process, number);

    return px_round_state_at(&round, process_now);
}

static long long notices(fixture *f)
{
    return count_of(f, "SELECT count(*) FROM notice WHERE kind = ?", "round");
}

/* One second before, at, and after both instants; the last second belongs to the window. */
static void around(fixture *f, const char *process, const char *opens, const char *closes)
{
    px_round round = round_of(f, process, 1);
    px_time open = time_of(opens), close = time_of(closes);
    bool late;

    assert_int_equal(round.opens.at, open);
    assert_int_equal(round.closes.at, close);
    assert_int_equal(px_round_state_at(&round, open - SECOND), PX_ROUND_PLANNED);
    assert_int_equal(px_round_state_at(&round, open - 1), PX_ROUND_PLANNED);
    assert_int_equal(px_round_state_at(&round, open), PX_ROUND_OPEN);
    assert_int_equal(px_round_state_at(&round, close - SECOND), PX_ROUND_OPEN);
    assert_int_equal(px_round_state_at(&round, close), PX_ROUND_OPEN);
    assert_int_equal(px_round_state_at(&round, close + SECOND - 1), PX_ROUND_OPEN);
    assert_int_equal(px_round_state_at(&round, close + SECOND), PX_ROUND_CLOSED);
    assert_false(px_round_accepts(&round, open - 1, &late));
    assert_true(px_round_accepts(&round, open, &late));
    assert_false(late);
    assert_int_equal(px_round_accepts(&round, close + SECOND, &late),
                     px_str_is(round.late, "mark"));
}

static void test_default_window(void **state)
{
    fixture *f = *state;
    px_round_open open;

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "", "", &open), &f->err);
    assert_false(open.ret_opened);
    assert_int_equal(open.ret_number, 1);
    around(f, "p", "2027-01-25T11:00:00Z", "2027-02-08T22:59:59Z");
    assert_int_equal(acts_of(f, "round.scheduled"), 1);
    assert_int_equal(acts_of(f, "round.opened"), 0);
    assert_fails(open_round(f, "p", "", "", "", &open), PX_ERR_EXISTS);
}

/* Days on which the clocks change, and other zones. */
static void test_civil_days(void **state)
{
    static const struct {
        const char *zone, *opens, *closes, *opens_at, *closes_at;
    } rows[] = {
        /* in summer time when it opens, in winter time when it closes */
        { "Europe/Brussels", "2027-10-20 09:00", "2027-10-31", "2027-10-20T07:00:00Z",
          "2027-10-31T22:59:59Z" },
        { "Europe/Brussels", "2027-10-20", "2027-10-31 02:30", "2027-10-19T22:00:00Z",
          "2027-10-31T01:30:00Z" },
        { "Europe/Brussels", "2027-03-20", "2027-03-28 02:30", "2027-03-19T23:00:00Z",
          "2027-03-28T01:30:00Z" },
        { "Europe/Brussels", "2027-03-14", "", "2027-03-13T23:00:00Z", "2027-03-28T21:59:59Z" },
        { "Pacific/Auckland", "2027-03-28", "2027-04-04", "2027-03-27T11:00:00Z",
          "2027-04-04T11:59:59Z" },
        { "America/New_York", "2027-03-01 00:00", "", "2027-03-01T05:00:00Z",
          "2027-03-16T03:59:59Z" },
        { "Asia/Kathmandu", "2027-03-01 00:00", "2027-03-02 18:00", "2027-02-28T18:15:00Z",
          "2027-03-02T12:15:00Z" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        const char *key = px_arena_format(f->arena, "z%zu", i);
        px_round_open open;

        begin_process(f, SMALL_TEMPLATE, key, "2027-01-06", rows[i].zone);
        assert_ok(
            open_round(f, key, rows[i].opens, rows[i].closes, i % 2 ? "mark" : "refuse", &open),
            &f->err);
        around(f, key, rows[i].opens_at, rows[i].closes_at);
    }
}

/* The acts come with the clock, each once, and participants are told; jobs may run again. */
static void test_by_itself(void **state)
{
    fixture *f = *state;
    px_round_open open;
    long long before = notices(f);

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "2027-02-08", "", &open), &f->err);
    assert_int_equal(notices(f), before); /* it is only scheduled */
    set_clock("2027-01-25T10:59:59Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 0);
    set_clock("2027-01-25T11:00:00Z");
    run_jobs(f);
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 1);
    assert_int_equal(notices(f), before + 1);
    process_now = time_of("2027-02-08T22:59:59Z") - px_planning_number("round-reminder") * DAY;
    run_jobs(f);
    run_jobs(f);
    assert_int_equal(notices(f), before + 2); /* the reminder */
    set_clock("2027-02-08T22:59:59Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.closed"), 0);
    set_clock("2027-02-08T23:00:00Z");
    run_jobs(f);
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.closed"), 1);
    assert_int_equal(notices(f), before + 3);
    assert_str(step_of(f, "p", "feedback-1").state, "done");
}

/* The server was down over both instants: both acts come, in their order, and no reminder. */
static void test_server_down(void **state)
{
    fixture *f = *state;
    long long before = notices(f);
    px_round_open open;

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "2027-02-08", "", &open), &f->err);
    set_clock("2027-03-01T00:00:00Z");
    assert_int_equal(state_now(f, "p", 1), PX_ROUND_CLOSED);
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 1);
    assert_int_equal(acts_of(f, "round.closed"), 1);
    assert_int_equal(count_of(f,
                              "SELECT (SELECT id FROM act WHERE kind = 'round.opened') < "
                              "(SELECT id FROM act WHERE kind = ?)",
                              "round.closed"),
                     1);
    assert_int_equal(notices(f), before + 2);
}

static void test_extended(void **state)
{
    fixture *f = *state;
    px_round_extension *extensions;
    px_round_open open;
    px_round round;
    size_t count;

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "2027-02-08", "", &open), &f->err);
    set_clock("2027-01-26T00:00:00Z");
    run_jobs(f);
    assert_fails(extend(f, "p", 1, "2027-02-08", 0), PX_ERR_INVALID); /* not later */
    assert_fails(extend(f, "p", 1, "2027-02-01", 0), PX_ERR_INVALID);
    assert_fails(extend(f, "p", 1, "", 0), PX_ERR_INVALID);
    assert_fails(extend(f, "p", 1, "2029-02-01", 0), PX_ERR_INVALID);
    assert_fails(extend(f, "p", 2, "2027-02-10", 0), PX_ERR_NOT_FOUND);
    assert_ok(extend(f, "p", 1, "2027-02-10", 0), &f->err);
    assert_ok(extend(f, "p", 1, "", 7), &f->err);
    round = round_of(f, "p", 1);
    assert_str(round.closes.civil, "2027-02-17T23:59:59");
    assert_int_equal(round.n_extensions, 2);
    assert_ok(px_round_extension_list(f->reader, f->arena, &round, &extensions, &count, &f->err),
              &f->err);
    assert_int_equal(count, 2);
    assert_str(extensions[0].before.civil, "2027-02-08T23:59:59");
    assert_str(extensions[1].closes.civil, "2027-02-17T23:59:59");
    assert_str(extensions[0].reason, "More time.");
    assert_int_equal(acts_of(f, "round.extended"), 2);
    assert_str(step_of(f, "p", "feedback-1").ends.civil, "2027-02-17T23:59:59");
    /* The job of the first closing finds it open. */
    set_clock("2027-02-09T00:00:00Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.closed"), 0);
    set_clock("2027-02-17T23:00:00Z");
    assert_fails(extend(f, "p", 1, "2027-02-20", 0), PX_ERR_CONFLICT); /* nobody said so yet */
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.closed"), 1);
    assert_fails(extend(f, "p", 1, "2027-02-20", 0), PX_ERR_CONFLICT);
}

static void test_closed_early(void **state)
{
    fixture *f = *state;
    px_round_open open;

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "2027-02-08", "", &open), &f->err);
    assert_fails(close_round(f, "p", 1), PX_ERR_CONFLICT);
    set_clock("2027-01-26T00:00:00Z"); /* it is open by the clock, and no job has run */
    assert_ok(close_round(f, "p", 1), &f->err);
    assert_int_equal(state_now(f, "p", 1), PX_ROUND_CLOSED);
    assert_int_equal(acts_of(f, "round.opened"), 1);
    assert_int_equal(acts_of(f, "round.closed"), 1);
    run_jobs(f);
    set_clock("2027-03-01T00:00:00Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 1);
    assert_int_equal(acts_of(f, "round.closed"), 1);
    assert_fails(close_round(f, "p", 1), PX_ERR_CONFLICT);
}

/* Within the very second in which it opened. */
static void test_closed_at_once(void **state)
{
    fixture *f = *state;
    px_round_open open;

    assert_ok(open_round(f, "p", "", "", "", &open), &f->err);
    assert_true(open.ret_opened);
    assert_int_equal(state_now(f, "p", 1), PX_ROUND_OPEN);
    assert_ok(close_round(f, "p", 1), &f->err);
    assert_int_equal(state_now(f, "p", 1), PX_ROUND_CLOSED);
}

/* A window that has not opened moves with its step, and goes with it. */
static void test_moved_and_withdrawn(void **state)
{
    fixture *f = *state;
    px_step step;
    px_step_move move = {
        .starts = PX_STR("2027-02-01 12:00"),
        .reason = PX_STR("Later."),
        .author = "operator",
    };
    px_step_cancel cancel = { .reason = PX_STR("No."), .author = "operator" };
    px_round_open open;
    px_process p;
    px_round *rounds;
    size_t count;

    assert_ok(open_round(f, "p", "2027-01-25 12:00", "2027-02-08", "", &open), &f->err);
    step = step_of(f, "p", "feedback-1");
    move.step = cancel.step = step.id;
    assert_ok(px_house_write(f->house, px_step_move_deed, &move, &f->err), &f->err);
    assert_str(round_of(f, "p", 1).closes.civil, "2027-02-15T23:59:59");
    set_clock("2027-01-25T11:00:00Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 0);
    assert_ok(px_house_write(f->house, px_step_cancel_deed, &cancel, &f->err), &f->err);
    p = process_of(f, "p");
    assert_ok(px_round_list(f->reader, f->arena, &p, &rounds, &count, &f->err), &f->err);
    assert_int_equal(count, 0);
    set_clock("2027-03-01T00:00:00Z");
    run_jobs(f);
    assert_int_equal(acts_of(f, "round.opened"), 0);
}

static void test_opened_stays(void **state)
{
    fixture *f = *state;
    px_step_move move = {
        .starts = PX_STR("2027-02-01 12:00"),
        .reason = PX_STR("Later."),
        .author = "operator",
    };
    px_step_cancel cancel = { .reason = PX_STR("No."), .author = "operator" };
    px_process_end end = {
        .code = PX_STR("gpai"),
        .key = PX_STR("p"),
        .reason = PX_STR("Over."),
        .author = "operator",
    };
    px_round_open open;
    px_step step;

    assert_ok(open_round(f, "p", "", "", "", &open), &f->err);
    step = step_of(f, "p", "feedback-1");
    move.step = cancel.step = step.id;
    assert_fails(px_house_write(f->house, px_step_move_deed, &move, &f->err), PX_ERR_CONFLICT);
    assert_fails(px_house_write(f->house, px_step_cancel_deed, &cancel, &f->err), PX_ERR_CONFLICT);
    assert_fails(px_house_write(f->house, px_process_end_deed, &end, &f->err), PX_ERR_CONFLICT);
}

static void test_open_fails(void **state)
{
    fixture *f = *state;
    px_step draft = step_of(f, "p", "draft-1");
    px_round_open open = { .step = draft.id, .author = "operator" };

    assert_fails(px_house_write(f->house, px_round_open_deed, &open, &f->err), PX_ERR_INVALID);
    assert_fails(open_round(f, "p", "2027-01-01", "", "", &open), PX_ERR_INVALID); /* the past */
    assert_string_equal(px_error_arg(&f->err, "field"), "opens");
    assert_fails(open_round(f, "p", "2027-02-01", "2027-01-31", "", &open), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "closes");
    assert_fails(open_round(f, "p", "", "2029-01-31", "", &open), PX_ERR_INVALID);
    assert_fails(open_round(f, "p", "", "", "later", &open), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "late");
}

/* Whatever order of waiting, extending, closing and jobs: the state is that of the instants, it
 * never goes back, closing only moves onwards, each act is there at most once and in order. */
static void test_any_order(void **state)
{
    fixture *f = *state;
    unsigned seed = 20270104;

    for (int run = 0; run < 60; run++) {
        const char *key = px_arena_format(f->arena, "r%d", run);
        px_round_state last = PX_ROUND_PLANNED;
        px_round_open open;
        px_time closes;
        long long opened, closed;

        set_clock("2027-01-04T09:00:00Z");
        begin_process(f, SMALL_TEMPLATE, key, "2027-01-06", "");
        opened = acts_of(f, "round.opened");
        closed = acts_of(f, "round.closed");
        assert_ok(
            open_round(f, key, run % 2 ? "2027-01-05 12:00" : "", "2027-01-08 12:00", "", &open),
            &f->err);
        closes = round_of(f, key, 1).closes.at;
        last = state_now(f, key, 1);
        for (int i = 0; i < 12; i++) {
            px_round round;
            int rc = 0;

            seed = seed * 1103515245U + 12345U;
            switch ((seed >> 16) % 6) {
            case 0:
                rc = extend(f, key, 1, "", 1 + (int)(seed >> 20) % 3);
                assert_int_equal(rc < 0, last == PX_ROUND_CLOSED);
                break;
            case 1:
                if ((seed >> 20) % 4 == 0) {
                    rc = close_round(f, key, 1);
                    assert_int_equal(rc < 0, last != PX_ROUND_OPEN);
                    closes = 0;
                }
                break;
            case 2:
                run_jobs(f);
                break;
            default:
                process_now += (px_time)((seed >> 18) % 40) * 3600 * SECOND;
            }
            round = round_of(f, key, 1);
            assert_true(px_round_state_at(&round, process_now) >= last);
            last = px_round_state_at(&round, process_now);
            assert_true(round.closes.at >= closes);
            closes = round.closes.at;
        }
        process_now += 60 * DAY;
        run_jobs(f);
        assert_int_equal(acts_of(f, "round.opened"), opened + 1);
        assert_int_equal(acts_of(f, "round.closed"), closed + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_default_window, begin, teardown),
        cmocka_unit_test_setup_teardown(test_civil_days, begin, teardown),
        cmocka_unit_test_setup_teardown(test_by_itself, begin, teardown),
        cmocka_unit_test_setup_teardown(test_server_down, begin, teardown),
        cmocka_unit_test_setup_teardown(test_extended, begin, teardown),
        cmocka_unit_test_setup_teardown(test_closed_early, begin, teardown),
        cmocka_unit_test_setup_teardown(test_closed_at_once, begin, teardown),
        cmocka_unit_test_setup_teardown(test_moved_and_withdrawn, begin, teardown),
        cmocka_unit_test_setup_teardown(test_opened_stays, begin, teardown),
        cmocka_unit_test_setup_teardown(test_open_fails, begin, teardown),
        cmocka_unit_test_setup_teardown(test_any_order, begin, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
