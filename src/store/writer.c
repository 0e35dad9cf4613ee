/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing with group commit. What holds:
 *
 *  1. A caller gets success only after the COMMIT that holds its deed; with synchronous FULL the
 *     deed is on disk then.
 *  2. A deed that fails leaves nothing (its savepoint is rolled back) and does not touch others.
 *  3. Where SQLite itself rolls the whole transaction back in the middle of a batch (full disk,
 *     I/O error), nothing of it counts as done: the deed that met it fails, and each of the others
 *     runs once more in a transaction of its own.
 *  4. Where the commit fails, every deed of the batch fails with its reason and nothing is kept.
 *  5. Without the thread a call takes the same path with a batch of one.
 *  6. A deed on trial leaves nothing, whether it fails or not.
 */
#include "store/house.h"

#include <errno.h>
#include <signal.h>

#include "store/house_priv.h"
#include "store/ledger.h"

#include "base/banned.h"

#define WRITER_MAX_BATCH 256

/* True on a thread that runs a deed right now: px_house_write would wait for itself there. */
static _Thread_local bool inside_deed;

/* Runs a constant statement without rows from the cache. */
static int run_sql(px_db *db, const char *sql, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    return rc < 0 ? rc : px_query_run(&query, err);
}

/* The transaction is gone: SQLite has rolled it back, or the deed has ended it. */
static bool is_lost(px_db *db)
{
    return sqlite3_get_autocommit(px_db_handle(db)) != 0;
}

/* Deferred foreign keys are only checked at COMMIT, where they would fail the whole batch. */
static int check_deferred(px_db *db, px_error *err)
{
    int open = 0, peak = 0;

    if (sqlite3_db_status(px_db_handle(db), SQLITE_DBSTATUS_DEFERRED_FKS, &open, &peak, 0) !=
            SQLITE_OK ||
        open == 0)
        return 0;
    return px_fail(err, PX_ERR_CONFLICT, N_("a rule of the database forbids it ({reason})"),
                   "reason", "FOREIGN KEY constraint failed", NULL);
}

/* Runs one deed in its savepoint; its result is in deed->rc. */
static void run_deed(px_db *db, px_deed *deed)
{
    deed->rc = run_sql(db, "SAVEPOINT deed", deed->err);
    if (deed->rc < 0)
        return;
    inside_deed = true;
    deed->rc = deed->fn(db, deed->arg, deed->err);
    inside_deed = false;
    if (is_lost(db)) {
        if (deed->rc >= 0)
            deed->rc = px_fail(deed->err, PX_ERR_FAILED,
                               N_("a deed has ended the transaction that it was part of"), NULL);
        return;
    }
    if (deed->rc >= 0)
        deed->rc = check_deferred(db, deed->err);
    if ((deed->rc < 0 || deed->trial) && run_sql(db, "ROLLBACK TO deed", NULL) < 0)
        px_db_rollback(db); /* then the batch is lost, which the caller sees */
    else if (run_sql(db, "RELEASE deed", NULL) < 0)
        px_db_rollback(db);
}

/* Signs the head of the log where it has grown, and commits. */
static int commit(px_house *house, px_error *err)
{
    int rc = px_ledger_checkpoint(house->db, &house->log_key, err);

    if (rc >= 0)
        rc = run_sql(house->db, "COMMIT", err);
    if (rc < 0)
        px_db_rollback(house->db);
    return rc;
}

static void fail_deed(px_deed *deed, int rc, const px_error *err)
{
    deed->rc = rc;
    if (deed->err)
        *deed->err = *err;
}

/* One try at a batch. False when SQLite has rolled the transaction back under a deed; that deed
 * (*ret_culprit) has its failure, the others have no result. */
static bool try_batch(px_house *house, px_deed *batch, px_deed **ret_culprit)
{
    px_error err = PX_ERROR_INIT;
    int rc = run_sql(house->db, "BEGIN IMMEDIATE", &err);
    bool any = false;

    for (px_deed *deed = batch; deed && rc >= 0; deed = deed->next) {
        run_deed(house->db, deed);
        if (is_lost(house->db)) {
            *ret_culprit = deed;
            return false;
        }
        any |= deed->rc >= 0 && !deed->trial;
    }
    if (rc >= 0 && !any) {
        px_db_rollback(house->db); /* nothing to keep: no need to wait for the disk */
        return true;
    }
    if (rc >= 0)
        rc = commit(house, &err);
    for (px_deed *deed = batch; deed && rc < 0; deed = deed->next)
        if (deed->rc >= 0)
            fail_deed(deed, rc, &err);
    return true;
}

/* The result of the deed under which a transaction was lost. */
static void settle_culprit(px_deed *culprit)
{
    if (culprit->rc >= 0)
        culprit->rc = px_fail(culprit->err, PX_ERR_IO,
                              N_("the transaction was rolled back; try again"), NULL);
}

/* Second chance for the deeds that shared a transaction with the culprit, one by one. */
static void run_singly(px_house *house, px_deed *batch, const px_deed *culprit)
{
    for (px_deed *deed = batch; deed; deed = deed->next) {
        px_deed *rest = deed->next, *again = NULL;

        if (deed == culprit)
            continue;
        deed->rc = 0;
        deed->next = NULL;
        if (!try_batch(house, deed, &again))
            settle_culprit(again);
        deed->next = rest;
    }
}

static void run_batch(px_house *house, px_deed *batch)
{
    px_deed *culprit = NULL;

    (void)pthread_mutex_lock(&house->writer.direct);
    if (!try_batch(house, batch, &culprit)) {
        settle_culprit(culprit);
        run_singly(house, batch, culprit);
    }
    (void)pthread_mutex_unlock(&house->writer.direct);
}

/* ---- The thread */

void px_writer_init(px_writer *writer)
{
    *writer = (px_writer){ .mutex = PTHREAD_MUTEX_INITIALIZER,
                           .wake = PTHREAD_COND_INITIALIZER,
                           .direct = PTHREAD_MUTEX_INITIALIZER };
    writer->tail = &writer->head;
}

void px_writer_free(px_writer *writer)
{
    (void)pthread_mutex_destroy(&writer->mutex);
    (void)pthread_mutex_destroy(&writer->direct);
    (void)pthread_cond_destroy(&writer->wake);
}

/* Takes up to max_batch deeds off the queue, waiting for the first; NULL when it is time to end. */
static px_deed *take_batch(px_writer *writer)
{
    px_deed *batch, *last;

    (void)pthread_mutex_lock(&writer->mutex);
    while (!writer->head && !writer->stopping)
        (void)pthread_cond_wait(&writer->wake, &writer->mutex);
    batch = last = writer->head;
    for (size_t n = 1; last && last->next && n < writer->max_batch; n++)
        last = last->next;
    if (last) {
        writer->head = last->next;
        last->next = NULL;
        if (!writer->head)
            writer->tail = &writer->head;
    } else {
        writer->running = false;
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return batch;
}

static void *writer_main(void *arg)
{
    px_house *house = arg;
    px_deed *batch;

    while ((batch = take_batch(&house->writer)) != NULL) {
        run_batch(house, batch);
        while (batch) {
            px_deed *next = batch->next; /* after sem_post the deed may be gone */

            (void)sem_post(&batch->done);
            batch = next;
        }
    }
    return NULL;
}

int px_house_start_writer(px_house *house, size_t max_batch, px_error *err)
{
    px_writer *writer = &house->writer;
    sigset_t all, before;
    int rc;

    if (!house->db)
        return px_fail(err, PX_ERR_READ_ONLY, N_("the house '{path}' was opened for reading only"),
                       "path", house->path, NULL);
    writer->max_batch = max_batch ? max_batch : WRITER_MAX_BATCH;
    writer->stopping = false;
    writer->running = true;
    (void)sigfillset(&all); /* signals are for the main thread */
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    rc = pthread_create(&writer->thread, NULL, writer_main, house);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (rc == 0)
        return 0;
    writer->running = false;
    return px_fail_errno(err, rc, N_("cannot start the writer thread: {reason}"), NULL);
}

void px_writer_stop(px_house *house)
{
    px_writer *writer = &house->writer;
    bool running;

    (void)pthread_mutex_lock(&writer->mutex);
    running = writer->running;
    writer->stopping = true;
    (void)pthread_cond_signal(&writer->wake);
    (void)pthread_mutex_unlock(&writer->mutex);
    if (running)
        (void)pthread_join(writer->thread, NULL);
}

/* ---- Calls */

/* Hands the deed to the thread; false where there is none. */
static bool enqueue(px_writer *writer, px_deed *deed)
{
    bool running;

    (void)pthread_mutex_lock(&writer->mutex);
    running = writer->running && !writer->stopping;
    if (running) {
        *writer->tail = deed;
        writer->tail = &deed->next;
        (void)pthread_cond_signal(&writer->wake);
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return running;
}

static int run_call(px_house *house, px_deed deed, px_error *err)
{
    if (!house->db)
        return px_fail(err, PX_ERR_READ_ONLY, N_("the house '{path}' was opened for reading only"),
                       "path", house->path, NULL);
    if (inside_deed)
        return px_fail(err, PX_ERR_FAILED, N_("a deed cannot start another one"), NULL);
    if (sem_init(&deed.done, 0, 0) != 0)
        return px_fail_errno(err, errno, N_("cannot wait for the writer: {reason}"), NULL);
    if (enqueue(&house->writer, &deed)) {
        while (sem_wait(&deed.done) != 0)
            continue; /* a signal */
    } else {
        run_batch(house, &deed);
    }
    (void)sem_destroy(&deed.done);
    return deed.rc;
}

int px_house_write(px_house *house, px_write_fn *fn, void *arg, px_error *err)
{
    return run_call(house, (px_deed){ .fn = fn, .arg = arg, .err = err }, err);
}

int px_house_try(px_house *house, px_write_fn *fn, void *arg, px_error *err)
{
    return run_call(house, (px_deed){ .fn = fn, .arg = arg, .err = err, .trial = true }, err);
}
