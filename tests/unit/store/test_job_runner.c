/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/file.h"
#include "store/blob.h"
#include "store/job_runner.h"

#define MINUTE ((px_time)60000)
#define DAY (24 * 60 * MINUTE)
#define START ((px_time)1790000000000)

/* The clock of the tests, which the runner's thread reads. */
static _Atomic px_time now;

static px_time clock_now(void *arg)
{
    (void)arg;
    return now;
}

typedef struct fixture {
    char *directory, *path;
    px_house *house;
    px_db *reader;
    px_arena *arena;
    px_job_runner *runner;
    px_error err;
} fixture;

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    now = START;
    px_clock_set(clock_now, NULL);
    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    f->arena = px_arena_new();
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &f->house, &f->err), &f->err);
    assert_ok(px_house_lock(f->house, &f->err), &f->err);
    assert_ok(px_house_reader(f->house, &f->reader, &f->err), &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_job_runner_stop(f->runner);
    px_arena_free(f->arena);
    px_db_close(f->reader);
    px_house_close(f->house);
    px_test_remove(f->directory);
    px_clock_set(NULL, NULL);
    free(f->path);
    free(f);
    return 0;
}

/* ---- Handlers: "count" works, "flaky" fails until told otherwise, "gate" waits for the test */

static atomic_int counted, flaky_failures;
static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_moved = PTHREAD_COND_INITIALIZER;
static bool gate_open, gate_entered, gate_left;

static int run_count(const px_job_work *work, px_error *err)
{
    (void)err;
    assert_str(work->job->payload, "{\"a\":1}");
    assert_non_null(work->arena);
    counted++;
    return 0;
}

static int run_flaky(const px_job_work *work, px_error *err)
{
    (void)work;
    if (flaky_failures-- > 0)
        return px_fail(err, PX_ERR_NOT_FOUND, "no route to '{host}'", "host", "mail.example", NULL);
    return 0;
}

static int run_gate(const px_job_work *work, px_error *err)
{
    (void)work;
    (void)err;
    (void)pthread_mutex_lock(&gate_lock);
    gate_entered = true;
    (void)pthread_cond_broadcast(&gate_moved);
    while (!gate_open)
        (void)pthread_cond_wait(&gate_moved, &gate_lock);
    gate_left = true;
    (void)pthread_mutex_unlock(&gate_lock);
    return 0;
}

static const px_job_handler handlers[] = {
    { .kind = "count", .run = run_count },
    { .kind = "flaky", .run = run_flaky },
    { .kind = "gate", .run = run_gate },
};
static const px_job_handler sweep[] = { { "house.sweep", px_blob_sweep_job, DAY } };
static const px_job_handler flaky_daily[] = { { "flaky", run_flaky, DAY } };

static void start(fixture *f, const px_job_handler *table, size_t count)
{
    assert_ok(px_job_runner_start(f->house, NULL, table, count, NULL, &f->runner, &f->err),
              &f->err);
}

static void stop(fixture *f)
{
    px_job_runner_stop(f->runner);
    f->runner = NULL;
}

/* ---- The table of jobs */

typedef struct new_job {
    const char *kind;
    px_time due;
    int max_tries;
} new_job;

static int add_deed(px_db *db, void *arg, px_error *err)
{
    const new_job *job = arg;

    return px_job_add(db, job->kind, PX_STR("{\"a\":1}"), job->due, job->max_tries, err);
}

static void add(fixture *f, const char *kind, px_time due, int max_tries)
{
    new_job job = { kind, due, max_tries };

    assert_ok(px_house_write(f->house, add_deed, &job, &f->err), &f->err);
}

/* The only job: when it is due, how often it was tried, why it failed. */
typedef struct row {
    int64_t count, due, tries;
    px_str reason;
} row;

static row only_row(fixture *f)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    row r;

    assert_ok(px_query_start(f->reader,
                             "SELECT count(*), max(due), max(tries), ifnull(max(reason), '')"
                             " FROM job",
                             &query, &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    r.count = px_query_next_int(&query);
    r.due = px_query_next_int(&query);
    r.tries = px_query_next_int(&query);
    r.reason = px_query_next_text(&query, f->arena);
    return r;
}

static void rest(void)
{
    struct timespec moment = { .tv_nsec = 1000000 };

    (void)nanosleep(&moment, NULL);
}

/* Until that many jobs wait and rest as failed. */
static void await_counts(fixture *f, int64_t waiting, int64_t failed)
{
    int64_t w = -1, x = -1;

    while (w != waiting || x != failed) {
        assert_ok(px_job_counts(f->reader, &w, &x, &f->err), &f->err);
        rest();
    }
}

/* Until the only job is due then: the runner has told how its turn ended. */
static row await_due(fixture *f, px_time due)
{
    row r = only_row(f);

    while (r.due != due) {
        rest();
        r = only_row(f);
    }
    return r;
}

/* ---- Tests */

static void test_done(void **state)
{
    fixture *f = *state;

    counted = 0;
    add(f, "count", 0, 1);
    add(f, "count", START - 1, 1);
    start(f, handlers, PX_COUNT(handlers));
    await_counts(f, 0, 0);
    assert_int_equal(counted, 2);
    add(f, "count", 0, 1);
    px_job_runner_wake(f->runner);
    await_counts(f, 0, 0);
    assert_int_equal(counted, 3);
}

/* Without anybody calling: a job that lies ahead when the runner looks. */
static void test_sleep(void **state)
{
    fixture *f = *state;

    px_clock_set(NULL, NULL);
    counted = 0;
    add(f, "count", px_now() + 150, 1);
    start(f, handlers, PX_COUNT(handlers));
    await_counts(f, 0, 0);
    assert_int_equal(counted, 1);
}

static void test_retry(void **state)
{
    fixture *f = *state;
    row r;

    flaky_failures = 2;
    add(f, "flaky", START, 3);
    start(f, handlers, PX_COUNT(handlers));
    r = await_due(f, START + MINUTE);
    assert_int_equal(r.tries, 1);
    assert_str(r.reason, "no route to 'mail.example'");
    px_job_runner_wake(f->runner); /* it is not due */
    now = START + MINUTE;
    px_job_runner_wake(f->runner);
    r = await_due(f, START + 3 * MINUTE);
    assert_int_equal(r.tries, 2);
    now = START + 3 * MINUTE;
    px_job_runner_wake(f->runner);
    await_counts(f, 0, 0);
    assert_int_equal(flaky_failures, -1);
}

static void test_rests_as_failed(void **state)
{
    fixture *f = *state;

    flaky_failures = 1;
    add(f, "flaky", START, 1);
    start(f, handlers, PX_COUNT(handlers));
    await_counts(f, 0, 1);
    assert_str(only_row(f).reason, "no route to 'mail.example'");
}

static void test_unknown_kind(void **state)
{
    fixture *f = *state;

    counted = 0;
    add(f, "future.kind", START - 1, 1);
    add(f, "count", START, 1);
    start(f, handlers, PX_COUNT(handlers));
    await_counts(f, 0, 1);
    assert_str(only_row(f).reason,
               "this praxis does not know jobs of the kind 'future.kind'; update it");
    assert_int_equal(counted, 1);
}

static void *stop_main(void *runner)
{
    px_job_runner_stop(runner);
    return NULL;
}

/* Stopping waits for the job under way, tells its end, and begins no other. */
static void test_stop_waits(void **state)
{
    fixture *f = *state;
    pthread_t stopper;

    counted = 0;
    gate_open = gate_entered = gate_left = false;
    add(f, "gate", START - 1, 1);
    start(f, handlers, PX_COUNT(handlers));
    (void)pthread_mutex_lock(&gate_lock);
    while (!gate_entered)
        (void)pthread_cond_wait(&gate_moved, &gate_lock);
    (void)pthread_mutex_unlock(&gate_lock);
    add(f, "count", START + MINUTE, 1);
    assert_int_equal(pthread_create(&stopper, NULL, stop_main, f->runner), 0);
    rest();
    (void)pthread_mutex_lock(&gate_lock);
    assert_false(gate_left);
    gate_open = true;
    (void)pthread_cond_broadcast(&gate_moved);
    (void)pthread_mutex_unlock(&gate_lock);
    (void)pthread_join(stopper, NULL);
    f->runner = NULL;
    assert_true(gate_left);
    assert_int_equal(only_row(f).count, 1);
    assert_int_equal(only_row(f).due, START + MINUTE);
    assert_int_equal(counted, 0);
}

static void test_stop_idle(void **state)
{
    fixture *f = *state;

    start(f, NULL, 0);
    stop(f);
    px_job_runner_stop(NULL);
}

/* One job of the kind, whatever was before, a day later each time. */
static void test_every(void **state)
{
    fixture *f = *state;

    start(f, sweep, PX_COUNT(sweep));
    assert_int_equal(await_due(f, START + DAY).tries, 0);
    stop(f);
    start(f, sweep, PX_COUNT(sweep));
    assert_int_equal(only_row(f).count, 1);
    now = START + DAY + 5;
    px_job_runner_wake(f->runner);
    (void)await_due(f, START + 2 * DAY + 5);
    assert_int_equal(only_row(f).count, 1);
    await_counts(f, 1, 0);
}

static void test_sweeps(void **state)
{
    fixture *f = *state;
    char hash[65];
    char *data = NULL;
    size_t len;

    px_clock_set(NULL, NULL);
    now = px_now();
    px_clock_set(clock_now, NULL);
    assert_ok(px_blob_put(f->house, PX_STR("left over"), hash, &f->err), &f->err);
    start(f, sweep, PX_COUNT(sweep));
    (void)await_due(f, now + DAY);
    assert_ok(px_blob_get(f->house, hash, 100, &data, &len, &f->err), &f->err);
    free(data);
    now += 2 * DAY;
    px_job_runner_wake(f->runner);
    (void)await_due(f, now + DAY);
    assert_fails(px_blob_get(f->house, hash, 100, &data, &len, &f->err), PX_ERR_NOT_FOUND);
}

/* What rests as failed begins anew with the next server. */
static void test_every_failed(void **state)
{
    fixture *f = *state;

    flaky_failures = 10;
    start(f, flaky_daily, PX_COUNT(flaky_daily));
    for (int i = 1; i < 10; i++) {
        now = await_due(f, px_job_next_try(now, i)).due;
        px_job_runner_wake(f->runner);
    }
    await_counts(f, 0, 1);
    stop(f);
    start(f, flaky_daily, PX_COUNT(flaky_daily));
    await_counts(f, 1, 0);
    assert_int_equal(await_due(f, now + DAY).tries, 0);
    assert_int_equal(only_row(f).count, 1);
    assert_str(only_row(f).reason, "");
}

/* A job that hangs, as on a slow server, holds up no runner but its own. */
static void test_own_runner(void **state)
{
    static const px_job_filter gates = { "gate", false }, others = { "gate", true };
    fixture *f = *state;
    px_job_runner *gate = NULL;
    int before = counted;

    gate_open = gate_entered = gate_left = false;
    add(f, "gate", now, 3);
    assert_ok(px_job_runner_start(f->house, &gates, &handlers[2], 1, NULL, &gate, &f->err),
              &f->err);
    (void)pthread_mutex_lock(&gate_lock);
    while (!gate_entered)
        (void)pthread_cond_wait(&gate_moved, &gate_lock);
    (void)pthread_mutex_unlock(&gate_lock);
    now += 11 * MINUTE; /* its lease has ended: nobody else takes it all the same */
    add(f, "count", now, 3);
    assert_ok(px_job_runner_start(f->house, &others, handlers, 2, NULL, &f->runner, &f->err),
              &f->err);
    await_counts(f, 1, 0);
    assert_int_equal(counted, before + 1);
    assert_int_equal(only_row(f).tries, 1);
    (void)pthread_mutex_lock(&gate_lock);
    gate_open = true;
    (void)pthread_cond_broadcast(&gate_moved);
    (void)pthread_mutex_unlock(&gate_lock);
    await_counts(f, 0, 0);
    px_job_runner_stop(gate);
}

/* Only the holder of the lock runs jobs, and there is one. */
static void test_one_runner(void **state)
{
    fixture *f = *state;
    px_job_runner *other = NULL;
    px_house *second = NULL;

    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &second, &f->err), &f->err);
    assert_fails(px_house_lock(second, &f->err), PX_ERR_BUSY);
    assert_fails(px_job_runner_start(second, NULL, handlers, 1, NULL, &other, &f->err),
                 PX_ERR_FAILED);
    assert_null(other);
    px_house_close(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_done, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sleep, setup, teardown),
        cmocka_unit_test_setup_teardown(test_retry, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rests_as_failed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unknown_kind, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stop_waits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stop_idle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_every, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sweeps, setup, teardown),
        cmocka_unit_test_setup_teardown(test_every_failed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_own_runner, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_runner, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
