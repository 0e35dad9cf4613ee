/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment_erasure.h"

#include "drafting/comment/comment_priv.h"

#include "base/banned.h"

enum { MERGE_PAGES = 256 };

/* Discards the drafts of a query with one number, which gives their public ids. */
static int drop_drafts(px_db *db, px_arena *arena, const char *sql, int64_t number, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str *ids = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, number);
    while ((rc = px_query_step(&query, err)) > 0) {
        ids = px_arena_grow(arena, ids, count, &room, sizeof(*ids));
        ids[count++] = px_query_next_text(&query, arena);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_comment comment;

        rc = px_comment_find(db, arena, ids[i], &comment, err);
        if (rc >= 0)
            rc = comment_files_drop(db, &comment, err);
        if (rc >= 0)
            rc = comment_run(db, "DELETE FROM comment WHERE id = ?", -1, comment.row, err);
    }
    return rc;
}

/* What stays of a submitted comment is what the organisation said through it, if it did, and the
 * category, for the statistics. */
static const char *const erase_rows[] = {
    "UPDATE comment SET source = '' WHERE author = ? AND state IN ('withdrawn', 'disowned')",
    ("UPDATE comment SET country = '', byline = '', organisation = (SELECT s.organisation FROM "
     "submission AS s WHERE s.id = comment.submission) WHERE author = ?"),
    "UPDATE comment_body SET note = '' WHERE comment IN (SELECT id FROM comment WHERE author = ?)",
    "UPDATE comment SET recorder = NULL WHERE recorder = ?",
    "UPDATE submission SET person = NULL WHERE person = ?",
};

int px_comment_erase_person(px_db *db, px_arena *arena, int64_t person, px_error *err)
{
    int rc = drop_drafts(
        db, arena, "SELECT public_id FROM comment WHERE author = ? AND state IN ('draft', 'ready')",
        person, err);

    if (rc >= 0)
        rc = drop_drafts(db, arena,
                         "SELECT public_id FROM comment WHERE recorder = ? AND author IS NULL "
                         "AND state = 'draft'",
                         person, err);
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(erase_rows); i++)
        rc = comment_run(db, erase_rows[i], -1, person, err);
    return rc;
}

int px_comment_drafts_expire(px_db *db, px_time before, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    return drop_drafts(db, arena,
                       "SELECT public_id FROM comment WHERE state IN ('draft', 'ready') "
                       "AND changed < ? LIMIT 500",
                       before, err);
}

/* ---- The index of words */

typedef struct merging {
    bool begun, ret_more;
} merging;

/* A step of merging the index into one, by which what was taken out leaves it. The first step (a
 * negative number) puts all parts up for merging, the others go on. */
static int merge_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    merging *m = arg;
    int before = sqlite3_total_changes(px_db_handle(db));
    int rc = px_query_start(db, "INSERT INTO comment_word (comment_word, rank) VALUES ('merge', ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, m->begun ? MERGE_PAGES : -MERGE_PAGES);
    rc = px_query_run(&query, err);
    m->ret_more = sqlite3_total_changes(px_db_handle(db)) - before >= 2;
    return rc;
}

int px_comment_index_scrub(px_house *house, px_error *err)
{
    merging m = { .ret_more = true };
    int rc = 0;

    while (rc >= 0 && m.ret_more) {
        rc = px_house_write(house, merge_deed, &m, err);
        m.begun = true;
    }
    return rc;
}
