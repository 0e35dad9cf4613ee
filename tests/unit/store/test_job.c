/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/house_fixture.h"

#include <pthread.h>

#include "base/file.h"
#include "store/job.h"

#define MINUTE ((px_time)60000)

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

static int take(fixture *f, px_time now, px_job *job)
{
    return px_job_take(f->house, f->arena, NULL, now, now + 5 * MINUTE, job, &f->err);
}

static void counts_are(fixture *f, int64_t waiting, int64_t failed)
{
    int64_t w = -1, x = -1;

    assert_ok(px_job_counts(f->reader, &w, &x, &f->err), &f->err);
    assert_int_equal(w, waiting);
    assert_int_equal(x, failed);
}

static void test_next_try(void **state)
{
    (void)state;
    assert_int_equal(px_job_next_try(7, 1), 7 + MINUTE);
    assert_int_equal(px_job_next_try(7, 2), 7 + 2 * MINUTE);
    assert_int_equal(px_job_next_try(7, 3), 7 + 4 * MINUTE);
    assert_int_equal(px_job_next_try(7, 9), 7 + 256 * MINUTE);
    assert_int_equal(px_job_next_try(7, 10), 7 + 360 * MINUTE);
    assert_int_equal(px_job_next_try(7, 2000000000), 7 + 360 * MINUTE);
    assert_int_equal(px_job_next_try(7, 0), 7 + MINUTE);
}

static void test_filter(void **state)
{
    static const px_job_filter mail = { "mail", false }, others = { "mail", true };
    fixture *f = *state;
    px_job job;
    px_time due;

    add(f, "mail", 1000, 3);
    add(f, "other", 2000, 1);
    assert_ok(px_job_next_due(f->reader, &others, &due, &f->err), &f->err);
    assert_int_equal(due, 2000);
    assert_ok(px_job_next_due(f->reader, &mail, &due, &f->err), &f->err);
    assert_int_equal(due, 1000);
    assert_ok(px_job_take(f->house, f->arena, &others, 3000, 4000, &job, &f->err), &f->err);
    assert_str(job.kind, "other");
    assert_fails(px_job_take(f->house, f->arena, &others, 3000, 4000, &job, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_ok(px_job_take(f->house, f->arena, &mail, 5000, 6000, &job, &f->err), &f->err);
    assert_str(job.kind, "mail");
    counts_are(f, 2, 0); /* whose worker is late is for its own runner to say */
    assert_fails(px_job_take(f->house, f->arena, &others, 5000, 6000, &job, &f->err),
                 PX_ERR_NOT_FOUND);
    counts_are(f, 1, 1);
}

static void test_order(void **state)
{
    fixture *f = *state;
    px_job job;

    add(f, "late", 3000, 3);
    add(f, "early", 1000, 3);
    add(f, "early-too", 1000, 3);
    assert_fails(take(f, 999, &job), PX_ERR_NOT_FOUND);
    assert_ok(take(f, 1000, &job), &f->err);
    assert_str(job.kind, "early");
    assert_str(job.payload, "{\"a\":1}");
    assert_int_equal(job.tries, 1);
    assert_ok(px_job_done(f->house, job.id, &f->err), &f->err);
    assert_fails(px_job_done(f->house, job.id, &f->err), PX_ERR_NOT_FOUND);
    assert_ok(take(f, 5000, &job), &f->err);
    assert_str(job.kind, "early-too");
    assert_ok(take(f, 5000, &job), &f->err);
    assert_str(job.kind, "late");
    assert_fails(take(f, 5000, &job), PX_ERR_NOT_FOUND);
    counts_are(f, 2, 0);
}

static void test_due_now(void **state)
{
    fixture *f = *state;
    px_job job;

    add(f, "now", 0, 1);
    assert_fails(take(f, 1000, &job), PX_ERR_NOT_FOUND); /* now is not 1970 */
    assert_ok(take(f, px_now(), &job), &f->err);
}

static void test_retries(void **state)
{
    fixture *f = *state;
    px_time now = 1000000;
    px_job job;

    add(f, "mail", now, 3);
    for (int i = 1; i <= 3; i++) {
        assert_ok(take(f, now, &job), &f->err);
        assert_int_equal(job.tries, i);
        assert_ok(px_job_failed(f->house, job.id, now, PX_STR("no route"), &f->err), &f->err);
        assert_fails(take(f, px_job_next_try(now, i) - 1, &job), PX_ERR_NOT_FOUND);
        now = px_job_next_try(now, i);
        counts_are(f, i < 3, i == 3);
    }
    assert_fails(take(f, now + 1000 * MINUTE, &job), PX_ERR_NOT_FOUND);
    assert_fails(px_job_failed(f->house, 999, now, PX_STR("x"), &f->err), PX_ERR_NOT_FOUND);
}

/* A worker that dies: the job comes back after the lease, and ends as failed. */
static void test_lease(void **state)
{
    fixture *f = *state;
    px_time now = 1000000;
    px_job job;

    add(f, "deadly", now, 2);
    assert_ok(take(f, now, &job), &f->err);
    assert_fails(take(f, now + 5 * MINUTE - 1, &job), PX_ERR_NOT_FOUND);
    assert_ok(take(f, now + 5 * MINUTE, &job), &f->err);
    assert_int_equal(job.tries, 2);
    assert_fails(take(f, now + 10 * MINUTE, &job), PX_ERR_NOT_FOUND);
    counts_are(f, 0, 1);
}

static void test_bad_jobs(void **state)
{
    fixture *f = *state;
    new_job job = { "x", 0, 0 };

    assert_fails(px_house_write(f->house, add_deed, &job, &f->err), PX_ERR_CONFLICT);
}

#define WORKERS 8
#define JOBS 100

static void *worker_main(void *arg)
{
    fixture *f = arg;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    size_t taken = 0;
    px_job job;

    while (px_job_take(f->house, arena, NULL, 2000, 2000 + MINUTE, &job, NULL) == 0)
        taken++;
    return (void *)taken;
}

/* Workers of one process, and of another one, never get the same job. */
static void test_workers(void **state)
{
    fixture *f = *state;
    fixture other = *f;
    pthread_t threads[WORKERS];
    size_t taken = 0;

    for (int i = 0; i < JOBS; i++)
        add(f, "work", 1000, 5);
    assert_ok(px_house_start_writer(f->house, 0, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &other.house, &f->err), &f->err);
    for (int i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, worker_main, i % 2 ? f : &other), 0);
    for (int i = 0; i < WORKERS; i++) {
        void *n = NULL;

        assert_int_equal(pthread_join(threads[i], &n), 0);
        taken += (size_t)n;
    }
    assert_int_equal(taken, JOBS);
    px_house_close(other.house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next_try),
        cmocka_unit_test_setup_teardown(test_filter, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_due_now, setup, teardown),
        cmocka_unit_test_setup_teardown(test_retries, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lease, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_jobs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_workers, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
