/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The clock of retention: how long what kind of data is kept is data (data/retention.tsv, which
 * also says where each period is from). Once a day a job looks what has run out, warns those
 * concerned by mail 60, 45 and 3 days before, and erases.
 *
 * Nobody is erased who was not warned three days before: where the house stood still, the date
 * moves. A sign-in or a new role starts the clock of an account anew. People made for a
 * demonstration have none.
 */
#ifndef PX_DRAFTING_PEOPLE_RETENTION_H
#define PX_DRAFTING_PEOPLE_RETENTION_H

#include "drafting/people/person.h"
#include "store/house.h"
#include "store/job_runner.h"

#define PX_RETENTION_JOB "people.retain"

typedef struct px_retention {
    const char *key;    /* "application-declined" */
    px_str title, from; /* in the language asked for; from: when it is counted from, or empty */
    int days;           /* 0: as long as the house */
    bool warned;        /* those concerned are warned before */
    px_str source, since, confidence;
} px_retention;

/* All rows, in the order of their keys. */
int px_retention_list(px_arena *arena, px_str language, px_retention **ret_rows, size_t *ret_count,
                      px_error *err) PX_MUST_CHECK;

/* The days of a key; DAMAGED where the table has none of it. */
int px_retention_days(const char *key, int *ret_days, px_error *err) PX_MUST_CHECK;

/* What the job does, at `now`: sets the dates, warns, erases. The counts may be NULL. */
int px_retention_look(px_house *house, px_time now, size_t *ret_warned, size_t *ret_erased,
                      px_error *err) PX_MUST_CHECK;
int px_retention_job(const px_job_work *work, px_error *err);

#endif
