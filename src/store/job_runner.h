/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The job runner: a thread of `praxis serve` that takes due jobs, one after the other, and runs
 * them by a table of handlers. What can take long for reasons of its own, as mail does with a slow
 * server, has a runner of its own, so that it holds up nothing else. The table comes from whoever
 * starts it, so that rooms above the store bring their kinds along.
 *
 * Between jobs it sleeps until the next one is due or px_job_runner_wake calls, and at most 1 s,
 * since deeds, and commands beside the server, add jobs too.
 */
#ifndef PX_STORE_JOB_RUNNER_H
#define PX_STORE_JOB_RUNNER_H

#include "store/job.h"

/* What a handler works with. All of it lives until the handler returns. */
typedef struct px_job_work {
    const px_job *job;
    px_house *house;
    px_db *db; /* the runner's read connection */
    px_arena *arena;
    void *context; /* of px_job_runner_start */
} px_job_work;

/* Does a job, outside any transaction, so that px_house_write can be called. It may run again
 * after it was done, where the house could not be told of the end: what it does must bear that. A
 * failure is told as the job's reason, in English, and tried again as px_job_failed says. */
typedef int px_job_fn(const px_job_work *work, px_error *err);

typedef struct px_job_handler {
    const char *kind; /* "ROOM.VERB" */
    px_job_fn *run;
    px_time every_ms; /* not 0: exactly one such job waits at a time, due this long after the last
                         was done; the first at once */
} px_job_handler;

typedef struct px_job_runner px_job_runner;

/* Starts the thread. The house must be locked (px_house_lock), and the filters (NULL: all jobs) of
 * its runners must let no job through twice, so that none has two runners. Filter and table are
 * borrowed, and so is the context, which handlers find in their work. */
int px_job_runner_start(px_house *house, const px_job_filter *filter,
                        const px_job_handler *handlers, size_t count, void *context,
                        px_job_runner **ret_runner, px_error *err) PX_MUST_CHECK;

/* Has it look at the jobs now. Call after the commit that added one. */
void px_job_runner_wake(px_job_runner *runner);

/* Waits for the job under way, ends the thread and frees; NULL is fine. Before px_house_close. */
void px_job_runner_stop(px_job_runner *runner);

#endif
