/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a process around a deadline, with the clock set: what is told a millisecond before
 * and at the end of the last second, and until when an answer may be kept. */
#include "unit/testing.h"

#include "drafting/process/plan.h"
#include "unit/house_fixture.h"
#include "web/request_priv.h"
#include "web/respond.h"

#define OPENS ((px_time)1767225600000)  /* 2026-01-01T00:00:00Z */
#define CLOSES ((px_time)1768435199000) /* 2026-01-14T23:59:59Z */

static px_time now;
static px_zone *zone;
static px_reply reply;

static px_time told(void *unused)
{
    (void)unused;
    return now;
}

static int run_sql(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

static int make_process(px_db *db, void *unused, px_error *err)
{
    static const px_plan_text title = { PX_STR_INIT("en"), PX_STR_INIT("The review"),
                                        PX_STR_INIT("") };
    px_process_make make = {
        .code = PX_STR_INIT("test"),
        .key = PX_STR_INIT("main"),
        .from = PX_STR_INIT("2026-01-01"),
        .zone = PX_STR_INIT("Etc/UTC"),
        .texts = &title,
        .n_texts = 1,
        .author = "operator",
    };

    (void)unused;
    return px_process_make_deed(db, &make, err);
}

static int setup_round(void **state)
{
    static const char round[] =
        "INSERT INTO step (id, public_id, process, kind, key, cycle, position, starts, starts_at, "
        "ends, ends_at) VALUES (1, 'ssssssssss', 1, 'written-feedback', 'feedback', 1, 1, "
        "'2026-01-01T00:00:00', 1767225600000, '2026-01-14T23:59:59', 1768435199000);"
        "INSERT INTO round (step, process, number, opens, opens_at, closes, closes_at, late) "
        "VALUES (1, 1, 1, '2026-01-01T00:00:00', 1767225600000, '2026-01-14T23:59:59', "
        "1768435199000, 'refuse');";
    int rc = setup(state);
    fixture *f = *state;

    now = OPENS - 1;
    px_clock_set(told, NULL);
    assert_ok(px_zone_load("Etc/UTC", &zone, &f->err), &f->err);
    assert_ok(px_house_write(f->house, make_process, NULL, &f->err), &f->err);
    assert_ok(px_house_write(f->house, run_sql, (void *)(uintptr_t)round, &f->err), &f->err);
    px_reply_start(&reply);
    return rc;
}

static int teardown_round(void **state)
{
    px_reply_reset(&reply);
    px_builder_free(&reply.body);
    px_zone_free(zone);
    px_clock_set(NULL, NULL);
    return teardown(state);
}

/* The page at that time, by somebody whose account is in New York, or by nobody. */
static const char *page_at(fixture *f, const char *target, px_time at, bool in_new_york)
{
    px_request_head head = { .method = PX_STR_INIT("GET"), .target = px_str_of(target) };
    px_request request = { .house = f->house, .db = f->reader, .zone = zone };
    const px_error early = PX_ERROR_INIT;

    px_reply_reset(&reply);
    px_arena_reset(f->arena);
    now = at;
    request.arena = f->arena;
    px_request_start(&request, &head, false);
    if (in_new_york)
        request.session.who = (px_who){ .person = 1, .zone = PX_STR_INIT("America/New_York") };
    px_respond(&request, &head, PX_STR(""), &early, &reply);
    assert_int_equal(reply.status, 200);
    return px_builder_cstr(&reply.body);
}

static void shows(const char *page, const char *words)
{
    if (!strstr(page, words))
        fail_msg("'%s' is not in: %s", words, page);
}

static void test_cycle(void **state)
{
    static const char cycle[] = "/en/codes/test/processes/main/cycles/1";
    fixture *f = *state;

    shows(page_at(f, cycle, OPENS - 1, false), "Written feedback opens on 1 January 2026, 00:00");
    assert_int_equal(reply.until, OPENS);
    shows(page_at(f, cycle, OPENS, false),
          "Written feedback is open until 14 January 2026, 23:59 (UTC)");
    shows(px_builder_cstr(&reply.body), "data-left=\"{time} left\"");
    shows(page_at(f, cycle, CLOSES + 999, false), "Written feedback is open until");
    assert_int_equal(reply.until, CLOSES + 1000);
    shows(page_at(f, cycle, CLOSES + 1000, false), "Written feedback closed on 14 January 2026");
    assert_null(strstr(px_builder_cstr(&reply.body), "data-left"));
}

static void test_process(void **state)
{
    static const char process[] = "/en/codes/test/processes/main";
    fixture *f = *state;

    shows(page_at(f, process, OPENS - 1, false), "This process has not begun yet.");
    shows(px_builder_cstr(&reply.body), "Next: ");
    shows(page_at(f, process, OPENS, false), "Open now: Written feedback, until 14 January 2026");
    shows(page_at(f, process, CLOSES + 1000, false), "Last: Written feedback");
    shows(px_builder_cstr(&reply.body), "Nothing more has a day yet.");
}

static void test_twin(void **state)
{
    static const char twin[] = "/en/codes/test/processes/main/cycles/1.json";
    fixture *f = *state;

    shows(page_at(f, twin, OPENS - 1, false), "\"state\":\"planned\"");
    shows(page_at(f, twin, CLOSES + 999, false), "\"state\":\"open\"");
    shows(page_at(f, twin, CLOSES + 1000, false), "\"state\":\"closed\"");
}

/* The zone that decides first, then that of the reader's account. */
static void test_zone(void **state)
{
    static const char cycle[] = "/en/codes/test/processes/main/cycles/1";
    fixture *f = *state;

    shows(page_at(f, cycle, OPENS, true), "14 January 2026, 18:59 (EST) in your time zone");
    assert_null(strstr(page_at(f, cycle, OPENS, false), "class=\"own-time\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cycle, setup_round, teardown_round),
        cmocka_unit_test_setup_teardown(test_process, setup_round, teardown_round),
        cmocka_unit_test_setup_teardown(test_twin, setup_round, teardown_round),
        cmocka_unit_test_setup_teardown(test_zone, setup_round, teardown_round),
    };

    return cmocka_run_group_tests_name("page_cycle", tests, NULL, NULL);
}
