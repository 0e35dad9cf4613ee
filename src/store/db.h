/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A connection to the house's SQLite database, with its cache of prepared statements.
 *
 * Every connection: foreign keys on, trusted_schema off, defensive mode, cell_size_check, a busy
 * timeout; writers WAL with synchronous FULL; readers query_only. One connection, one thread at a
 * time. All SQL is constant text with ? parameters; values are bound, never pasted.
 */
#ifndef PX_STORE_DB_H
#define PX_STORE_DB_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef struct px_db px_db;

/* A running statement, borrowed from the cache of db. Initialise with PX_QUERY_INIT and declare
 * with PX_AUTO_QUERY, so that it goes back when the scope ends. */
typedef struct px_query {
    px_db *db;
    sqlite3_stmt *stmt;
    void *slot;
    int bound;  /* parameters bound so far */
    int column; /* next column to read */
} px_query;
#define PX_QUERY_INIT ((px_query){ 0 })

typedef enum px_db_mode { PX_DB_READ, PX_DB_WRITE, PX_DB_CREATE } px_db_mode;

/* READ and WRITE want an existing file. A reader of a file on a read-only file system takes it as
 * immutable, since no -shm file can be made beside it. */
int px_db_open(const char *path, px_db_mode mode, px_db **ret_db, px_error *err) PX_MUST_CHECK;
void px_db_close(px_db *db); /* NULL is fine */
static inline void px_cleanup_db(px_db **db)
{
    px_db_close(*db);
}
#define PX_AUTO_DB PX_CLEANUP(px_cleanup_db)

/* The connection itself, for what this header does not offer. */
sqlite3 *px_db_handle(px_db *db);

/* Runs SQL text of one or more statements without parameters (migrations, pragmas, BEGIN). */
int px_db_exec(px_db *db, const char *sql, px_error *err) PX_MUST_CHECK;

/* Rolls the open transaction back, if there is one: the way out after a failure, which is what to
 * report. */
void px_db_rollback(px_db *db);

/* Starts a query (ending what the variable held before): takes the statement from the cache, or
 * prepares it. sql must be a constant. The same text may run in several queries at once. */
int px_query_start(px_db *db, const char *sql, px_query *query, px_error *err) PX_MUST_CHECK;

/* Bind the next parameter, in order. Text and blobs are borrowed until the query ends; a slice
 * with ptr NULL binds NULL. Failures, and parameters left out, show in px_query_step. */
void px_query_int(px_query *query, int64_t value);
void px_query_str(px_query *query, px_str value);
void px_query_cstr(px_query *query, const char *value);
void px_query_blob(px_query *query, const void *bytes, size_t len);
void px_query_null(px_query *query);

/* 1 with a row (columns are read from the first again), 0 at the end, negative on failure. */
int px_query_step(px_query *query, px_error *err) PX_MUST_CHECK;

/* Runs a statement that gives no rows, to its end. */
int px_query_run(px_query *query, px_error *err) PX_MUST_CHECK;

/* Read the next column of the row, in order. Slices live until the next step; NULL gives
 * {NULL, 0}. px_query_next_text copies into the arena. */
int64_t px_query_next_int(px_query *query);
double px_query_next_real(px_query *query);
px_str px_query_next_str(px_query *query);
px_str px_query_next_text(px_query *query, px_arena *arena);
bool px_query_next_is_null(px_query *query); /* does not advance */

/* Makes a started query ready for the next row of parameters, in a loop over many: all of them are
 * bound anew then. */
void px_query_again(px_query *query);

/* Resets it and gives it back. Safe on an ended or never started query. */
void px_query_end(px_query *query);
#define PX_AUTO_QUERY PX_CLEANUP(px_query_end)

/* The row made by the last INSERT; the rows touched by the last statement. */
int64_t px_db_last_id(px_db *db);
int64_t px_db_changes(px_db *db);

/* Changes whenever another connection, also of another process, has committed. */
int px_db_data_version(px_db *db, int64_t *ret_version, px_error *err) PX_MUST_CHECK;

/* Turns a SQLite result code into an error: FULL, READ_ONLY, BUSY, DAMAGED, EXISTS (uniqueness),
 * CONFLICT (other constraints), TOO_LARGE, TIMEOUT, IO. Arguments of the message: path, reason. */
int px_db_fail(px_db *db, int rc, px_error *err);

#endif
