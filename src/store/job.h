/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Jobs: work to do after a commit (mails, documents), kept in the table job until it is done.
 * A job that fails is tried again after 1, 2, 4 ... minutes (at most 6 hours apart), and after
 * max_tries it rests as failed, where the secretariat sees it. A worker takes a job by a lease,
 * so that a job whose worker died comes back.
 */
#ifndef PX_STORE_JOB_H
#define PX_STORE_JOB_H

#include "base/civil.h"
#include "store/house.h"

typedef struct px_job {
    int64_t id;
    px_str kind, payload; /* payload: JSON; both in the arena of px_job_take */
    int tries;
} px_job;

/* Adds a job inside a deed, due at the given time (0: now). */
int px_job_add(px_db *db, const char *kind, px_str payload, px_time due, int max_tries,
               px_error *err) PX_MUST_CHECK;

/* Which jobs: those of one kind, or with `others` all but those. */
typedef struct px_job_filter {
    const char *kind;
    bool others;
} px_job_filter;

/* Takes the next due job that the filter lets through (NULL: of any kind) under a lease; NOT_FOUND
 * when there is none. Taking counts as a try, so a job that kills its workers rests as failed in
 * the end. */
int px_job_take(px_house *house, px_arena *arena, const px_job_filter *filter, px_time now,
                px_time lease_until, px_job *ret_job, px_error *err) PX_MUST_CHECK;

/* Reports the end: done, or failed with a reason (then the next try is scheduled). */
int px_job_done(px_house *house, int64_t id, px_error *err) PX_MUST_CHECK;
int px_job_failed(px_house *house, int64_t id, px_time now, px_str reason,
                  px_error *err) PX_MUST_CHECK;

/* The end of a job that comes again: it waits as if it were new, due at the given time, or now
 * where px_job_soon asked for it meanwhile. */
int px_job_again(px_house *house, int64_t id, px_time due, px_error *err) PX_MUST_CHECK;

/* Makes sure, inside a deed, that one job of a kind that comes again waits: the one that is there,
 * else a new one without payload, due now. Takes out those that rest as failed. */
int px_job_keep(px_db *db, const char *kind, px_error *err) PX_MUST_CHECK;

/* The same, and has it run as soon as it can: for what is added to a queue that such a job empties.
 */
int px_job_soon(px_db *db, const char *kind, px_error *err) PX_MUST_CHECK;

/* Deletes, inside a deed, the jobs of a kind whose payload has that text under the key, letter case
 * and blanks around it aside; those that failed for good and were due before that. */
int px_job_delete_with(px_db *db, const char *kind, const char *key, px_str text,
                       px_error *err) PX_MUST_CHECK;
int px_job_delete_failed(px_db *db, const char *kind, px_time before, px_error *err) PX_MUST_CHECK;

/* When the next of these jobs (NULL: of any kind) is due, or the lease of one ends; PX_TIME_NONE
 * where none waits. */
int px_job_next_due(px_db *db, const px_job_filter *filter, px_time *ret_due,
                    px_error *err) PX_MUST_CHECK;

/* When the next try of a job with that many tries is due. */
px_time px_job_next_try(px_time now, int tries);

/* Counts for /healthz and the desk. */
int px_job_counts(px_db *db, int64_t *ret_waiting, int64_t *ret_failed,
                  px_error *err) PX_MUST_CHECK;

#endif
