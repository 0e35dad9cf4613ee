/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/job.h"

#include "base/banned.h"

#define JOB_MINUTE_MS ((px_time)60000)
#define JOB_MAX_WAIT_MS (6 * 60 * JOB_MINUTE_MS)
#define JOB_KEEP_TRIES 10 /* half a day */

int px_job_add(px_db *db, const char *kind, px_str payload, px_time due, int max_tries,
               px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "INSERT INTO job (kind, payload, due, max_tries) VALUES (?, ?, ?, ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_str(&query, payload);
    px_query_int(&query, due ? due : px_now());
    px_query_int(&query, max_tries);
    return px_query_run(&query, err);
}

px_time px_job_next_try(px_time now, int tries)
{
    px_time wait = JOB_MINUTE_MS;

    for (int i = 1; i < tries && wait < JOB_MAX_WAIT_MS; i++)
        wait *= 2;
    return now + PX_MIN(wait, JOB_MAX_WAIT_MS);
}

/* ---- Taking */

/* That the filter lets a job through: three parameters, which job_bind_filter binds. */
#define JOB_FILTER " AND (? OR (kind = ?) <> ?)"

static void job_bind_filter(px_query *query, const px_job_filter *filter)
{
    px_query_int(query, filter == NULL);
    px_query_cstr(query, filter ? filter->kind : "");
    px_query_int(query, filter && filter->others);
}

typedef struct job_take {
    px_arena *arena;
    const px_job_filter *filter;
    px_time now, lease_until;
    px_job job;
    bool found;
} job_take;

/* Jobs whose last worker died under its lease: there is no further try. */
static int rest_dead(px_db *db, const job_take *take, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "UPDATE job SET state = 'failed', reason = ?"
                       " WHERE state = 'waiting' AND due <= ? AND tries >= max_tries" JOB_FILTER,
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, N_("the worker stopped in the middle of the work"));
    px_query_int(&query, take->now);
    job_bind_filter(&query, take->filter);
    return px_query_run(&query, err);
}

/* The try counts from here on, so that a job which kills its worker ends as failed too. */
static int take_next(px_db *db, job_take *take, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "UPDATE job SET due = ?, tries = tries + 1"
        " WHERE id = (SELECT id FROM job WHERE state = 'waiting' AND due <= ?" JOB_FILTER
        "             ORDER BY due, id LIMIT 1)"
        " RETURNING id, kind, payload, tries",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, take->lease_until);
    px_query_int(&query, take->now);
    job_bind_filter(&query, take->filter);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    take->found = rc == 1;
    if (!take->found)
        return 0;
    take->job.id = px_query_next_int(&query);
    take->job.kind = px_query_next_text(&query, take->arena);
    take->job.payload = px_query_next_text(&query, take->arena);
    take->job.tries = (int)px_query_next_int(&query);
    return px_query_run(&query, err);
}

static int take_inside(px_db *db, void *arg, px_error *err)
{
    job_take *take = arg;
    int rc = rest_dead(db, take, err);

    return rc < 0 ? rc : take_next(db, take, err);
}

int px_job_take(px_house *house, px_arena *arena, const px_job_filter *filter, px_time now,
                px_time lease_until, px_job *ret_job, px_error *err)
{
    job_take take = { .arena = arena, .filter = filter, .now = now, .lease_until = lease_until };
    int rc = px_house_write(house, take_inside, &take, err);

    if (rc < 0)
        return rc;
    if (!take.found)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("no job is due"), NULL);
    *ret_job = take.job;
    return 0;
}

/* ---- Ending */

typedef struct job_end {
    int64_t id;
    px_time now; /* of the failure */
    px_time due; /* of the next time */
    px_str reason;
} job_end;

static int fail_gone(px_error *err)
{
    return px_fail(err, PX_ERR_NOT_FOUND, N_("the job is gone; another worker has ended it"), NULL);
}

/* Runs a change that must meet the one job that it is about. */
static int run_on_one(px_db *db, px_query *query, px_error *err)
{
    int rc = px_query_run(query, err);

    if (rc < 0)
        return rc;
    return px_db_changes(db) == 1 ? 0 : fail_gone(err);
}

static int done_inside(px_db *db, void *arg, px_error *err)
{
    const job_end *end = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM job WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, end->id);
    return run_on_one(db, &query, err);
}

int px_job_done(px_house *house, int64_t id, px_error *err)
{
    job_end end = { .id = id };

    return px_house_write(house, done_inside, &end, err);
}

static int again_inside(px_db *db, void *arg, px_error *err)
{
    const job_end *end = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    /* Nobody but px_job_soon sets the tries of a taken job back: it was asked for meanwhile. */
    int rc = px_query_start(db,
                            "UPDATE job SET due = CASE WHEN tries = 0 THEN due ELSE ? END,"
                            " tries = 0, reason = NULL WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, end->due);
    px_query_int(&query, end->id);
    return run_on_one(db, &query, err);
}

int px_job_again(px_house *house, int64_t id, px_time due, px_error *err)
{
    job_end end = { .id = id, .due = due };

    return px_house_write(house, again_inside, &end, err);
}

/* How often it was tried, and whether that was the last time. */
static int read_tries(px_db *db, int64_t id, int *ret_tries, bool *ret_last, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT tries, tries >= max_tries FROM job WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return fail_gone(err);
    *ret_tries = (int)px_query_next_int(&query);
    *ret_last = px_query_next_int(&query) != 0;
    return 0;
}

static int failed_inside(px_db *db, void *arg, px_error *err)
{
    const job_end *end = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    bool last = false;
    int tries = 0;
    int rc = read_tries(db, end->id, &tries, &last, err);

    if (rc < 0)
        return rc;
    rc = px_query_start(db, "UPDATE job SET state = ?, due = ?, reason = ? WHERE id = ?", &query,
                        err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, last ? "failed" : "waiting");
    px_query_int(&query, px_job_next_try(end->now, tries));
    px_query_str(&query, end->reason);
    px_query_int(&query, end->id);
    return px_query_run(&query, err);
}

int px_job_failed(px_house *house, int64_t id, px_time now, px_str reason, px_error *err)
{
    job_end end = { .id = id, .now = now, .reason = reason };

    return px_house_write(house, failed_inside, &end, err);
}

/* ---- What comes again, what comes next */

int px_job_keep(px_db *db, const char *kind, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM job WHERE kind = ? AND state = 'failed'", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO job (kind, payload, due, max_tries) SELECT ?1, '{}', ?, ?"
                            " WHERE NOT EXISTS (SELECT 1 FROM job WHERE kind = ?1)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, px_now());
    px_query_int(&query, JOB_KEEP_TRIES);
    return px_query_run(&query, err);
}

int px_job_soon(px_db *db, const char *kind, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_time now = px_now();
    int rc = px_job_keep(db, kind, err);

    if (rc >= 0)
        rc = px_query_start(
            db, "UPDATE job SET due = ?1, tries = 0 WHERE kind = ?2 AND (due > ?1 OR tries > 0)",
            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, now);
    px_query_cstr(&query, kind);
    return px_query_run(&query, err);
}

int px_job_delete_with(px_db *db, const char *kind, const char *key, px_str text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "DELETE FROM job WHERE kind = ? AND json_valid(payload) "
                            "AND lower(trim(json_extract(payload, '$.' || ?))) = lower(trim(?))",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_cstr(&query, key);
    px_query_str(&query, text);
    return px_query_run(&query, err);
}

int px_job_delete_failed(px_db *db, const char *kind, px_time before, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM job WHERE kind = ? AND state = 'failed' AND due < ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, before);
    return px_query_run(&query, err);
}

int px_job_next_due(px_db *db, const px_job_filter *filter, px_time *ret_due, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT due FROM job WHERE state = 'waiting'" JOB_FILTER " ORDER BY due LIMIT 1",
        &query, err);

    if (rc < 0)
        return rc;
    job_bind_filter(&query, filter);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_due = rc > 0 ? px_query_next_int(&query) : PX_TIME_NONE;
    return 0;
}

int px_job_counts(px_db *db, int64_t *ret_waiting, int64_t *ret_failed, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT count(*) FILTER (WHERE state = 'waiting'),"
                            " count(*) FILTER (WHERE state = 'failed') FROM job",
                            &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_waiting = px_query_next_int(&query);
    *ret_failed = px_query_next_int(&query);
    return 0;
}
