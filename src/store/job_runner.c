/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/job_runner.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/message.h"
#include "store/house_priv.h"

#include "base/banned.h"

/* Deeds in this process and commands beside it add jobs: how soon they are seen. */
#define RUNNER_MAX_SLEEP_MS ((px_time)1000)
#define RUNNER_PAUSE_MS ((px_time)30 * 1000) /* after a failure of the house itself */

/* How long a job rests whose server died in the middle of it. A job that runs longer is not taken
 * twice: it has one runner, which is busy. */
#define RUNNER_LEASE_MS ((px_time)10 * 60 * 1000)

struct px_job_runner {
    px_house *house;
    px_db *db;
    const px_job_filter *filter; /* NULL: all jobs */
    const px_job_handler *handlers;
    size_t count;
    void *context;
    pthread_t thread;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t moved;
    bool woken, stopping;
};

/* ---- One job */

static const px_job_handler *runner_find(const px_job_runner *runner, px_str kind)
{
    for (size_t i = 0; i < runner->count; i++)
        if (px_str_is(kind, runner->handlers[i].kind))
            return &runner->handlers[i];
    return NULL;
}

static int runner_fail_kind(const px_job_work *work, px_error *err)
{
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("this praxis does not know jobs of the kind '{kind}'; update it"), "kind",
                   px_arena_cstr(work->arena, work->job->kind), NULL);
}

static int runner_report_failure(px_job_runner *runner, int64_t id, const px_error *failure,
                                 px_error *err)
{
    PX_AUTO_BUILDER px_builder reason = PX_BUILDER_INIT(1 << 14);

    px_log_error("store", "job", failure);
    px_error_format(&reason, px_language_english(), failure);
    return px_job_failed(runner->house, id, px_now(), px_builder_view(&reason), err);
}

/* Takes the job that is due and runs it; NOT_FOUND where none is. */
static int runner_turn(px_job_runner *runner, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error failure = PX_ERROR_INIT;
    const px_job_handler *handler;
    px_job job;
    px_job_work work = { &job, runner->house, runner->db, arena, runner->context };
    px_time now = px_now();
    int rc =
        px_job_take(runner->house, arena, runner->filter, now, now + RUNNER_LEASE_MS, &job, err);

    if (rc < 0)
        return rc;
    handler = runner_find(runner, job.kind);
    rc = handler ? handler->run(&work, &failure) : runner_fail_kind(&work, &failure);
    if (rc < 0)
        return runner_report_failure(runner, job.id, &failure, err);
    px_log(PX_LOG_INFO, "store", "job", "kind", handler->kind, NULL);
    if (handler->every_ms)
        return px_job_again(runner->house, job.id, px_now() + handler->every_ms, err);
    return px_job_done(runner->house, job.id, err);
}

/* ---- The thread */

static bool runner_is_stopping(px_job_runner *runner)
{
    bool stopping;

    (void)pthread_mutex_lock(&runner->lock);
    stopping = runner->stopping;
    (void)pthread_mutex_unlock(&runner->lock);
    return stopping;
}

/* Until it is woken, at most so long. */
static void runner_sleep(px_job_runner *runner, px_time ms)
{
    struct timespec until;
    int rc = 0;

    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    (void)pthread_mutex_lock(&runner->lock);
    while (!runner->woken && !runner->stopping && rc == 0)
        rc = pthread_cond_timedwait(&runner->moved, &runner->lock, &until);
    runner->woken = false;
    (void)pthread_mutex_unlock(&runner->lock);
}

/* How long nothing is due; 0 where something is. */
static int runner_idle(px_job_runner *runner, px_time *ret_ms, px_error *err)
{
    px_time due, now = px_now();
    int rc = px_job_next_due(runner->db, runner->filter, &due, err);

    if (rc < 0)
        return rc;
    if (due == PX_TIME_NONE || due - now > RUNNER_MAX_SLEEP_MS)
        *ret_ms = RUNNER_MAX_SLEEP_MS;
    else
        *ret_ms = PX_MAX(due - now, 0);
    return 0;
}

static void *runner_main(void *arg)
{
    px_job_runner *runner = arg;

    while (!runner_is_stopping(runner)) {
        px_error err = PX_ERROR_INIT;
        px_time ms = 0;
        int rc = runner_idle(runner, &ms, &err);

        if (rc >= 0 && ms == 0)
            rc = runner_turn(runner, &err);
        if (rc < 0 && rc != -PX_ERR_NOT_FOUND) { /* the house itself: full disk, damage */
            px_log_error("store", "jobs", &err);
            ms = RUNNER_PAUSE_MS;
        }
        if (ms)
            runner_sleep(runner, ms);
    }
    return NULL;
}

/* ---- Start and stop */

typedef struct runner_keep {
    const px_job_handler *handlers;
    size_t count;
} runner_keep;

/* A deed: the jobs that come again and again are there. */
static int runner_keep_jobs(px_db *db, void *arg, px_error *err)
{
    const runner_keep *keep = arg;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < keep->count; i++)
        if (keep->handlers[i].every_ms)
            rc = px_job_keep(db, keep->handlers[i].kind, err);
    return rc;
}

static void runner_free(px_job_runner *runner)
{
    px_db_close(runner->db);
    (void)pthread_cond_destroy(&runner->moved);
    (void)pthread_mutex_destroy(&runner->lock);
    free(runner);
}

static px_job_runner *runner_new(px_house *house, const px_job_handler *handlers, size_t count)
{
    px_job_runner *runner = px_alloc_zero(1, sizeof(*runner));
    pthread_condattr_t monotonic;

    *runner = (px_job_runner){ .house = house, .handlers = handlers, .count = count };
    (void)pthread_mutex_init(&runner->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&runner->moved, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    return runner;
}

int px_job_runner_start(px_house *house, const px_job_filter *filter,
                        const px_job_handler *handlers, size_t count, void *context,
                        px_job_runner **ret_runner, px_error *err)
{
    runner_keep keep = { handlers, count };
    px_job_runner *runner;
    int rc;

    if (house->lock_fd < 0)
        return px_fail(err, PX_ERR_FAILED, N_("jobs run only in a house that is locked"), NULL);
    rc = px_house_write(house, runner_keep_jobs, &keep, err);
    if (rc < 0)
        return rc;
    runner = runner_new(house, handlers, count);
    runner->filter = filter;
    runner->context = context;
    rc = px_house_reader(house, &runner->db, err);
    if (rc >= 0) {
        int errnum = pthread_create(&runner->thread, NULL, runner_main, runner);

        if (errnum)
            rc = px_fail_errno(err, errnum, N_("cannot start a thread: {reason}"), NULL);
    }
    if (rc < 0) {
        runner_free(runner);
        return rc;
    }
    *ret_runner = runner;
    return 0;
}

void px_job_runner_wake(px_job_runner *runner)
{
    (void)pthread_mutex_lock(&runner->lock);
    runner->woken = true;
    (void)pthread_cond_signal(&runner->moved);
    (void)pthread_mutex_unlock(&runner->lock);
}

void px_job_runner_stop(px_job_runner *runner)
{
    if (!runner)
        return;
    (void)pthread_mutex_lock(&runner->lock);
    runner->stopping = true;
    (void)pthread_cond_signal(&runner->moved);
    (void)pthread_mutex_unlock(&runner->lock);
    (void)pthread_join(runner->thread, NULL);
    runner_free(runner);
}
