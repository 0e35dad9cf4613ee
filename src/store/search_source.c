/* SPDX-License-Identifier: EUPL-1.2 */
/* Filling the index anew, and checking that it is whole. */
#include "store/search_index.h"

#include "base/banned.h"

static const px_search_source *search_source;

void px_search_source_set(const px_search_source *source)
{
    search_source = source;
}

static int one_number(px_db *db, const char *sql, int64_t *ret_number, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_number = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

static int is_stale(px_db *db, int64_t *ret_stale, px_error *err)
{
    return one_number(db, "SELECT count(*) FROM house_setting WHERE name = 'search.stale'",
                      ret_stale, err);
}

/* Unless another process was faster. */
static int refresh_inside(px_db *db, px_error *err)
{
    PX_AUTO_SEARCH_WRITER px_search_writer *writer = px_search_writer_new(db);
    int64_t stale;
    int rc = is_stale(db, &stale, err);

    if (rc < 0 || !stale)
        return rc;
    rc = search_source->fill(writer, err);
    if (rc >= 0)
        rc = px_search_writer_end(writer, err);
    if (rc >= 0)
        rc = px_db_exec(db, "DELETE FROM house_setting WHERE name = 'search.stale'", err);
    return rc;
}

int px_search_refresh(px_db *db, px_error *err)
{
    int64_t stale;
    int rc = is_stale(db, &stale, err);

    if (rc < 0 || !stale || !search_source)
        return rc;
    rc = px_db_exec(db, "BEGIN IMMEDIATE", err);
    if (rc < 0)
        return rc;
    rc = refresh_inside(db, err);
    if (rc >= 0)
        rc = px_db_exec(db, "COMMIT", err);
    if (rc < 0)
        px_db_rollback(db);
    return rc;
}

/* How many rows are without a text, or texts without a row. */
static const char torn[] =
    "WITH texts (id) AS (SELECT rowid FROM search_en UNION ALL SELECT rowid FROM search_fr "
    "UNION ALL SELECT rowid FROM search_any) "
    "SELECT (SELECT count(*) FROM search_item WHERE id NOT IN (SELECT id FROM texts)) + "
    "(SELECT count(*) FROM texts WHERE id NOT IN (SELECT id FROM search_item))";

int px_search_check(px_db *db, int64_t *ret_rows, px_error *err)
{
    int64_t stale = 0, rows = 0, torn_rows = 0, expected;
    int rc = is_stale(db, &stale, err);

    if (rc >= 0)
        rc = one_number(db, "SELECT count(*) FROM search_item", &rows, err);
    if (rc >= 0)
        rc = one_number(db, torn, &torn_rows, err);
    expected = rows;
    if (rc >= 0 && search_source)
        rc = search_source->expected(db, &expected, err);
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    if (stale && expected)
        return px_fail(
            err, PX_ERR_DAMAGED,
            N_("the index of the search is empty since praxis was updated; start 'praxis "
               "serve' once"),
            NULL);
    if (torn_rows || rows != expected)
        return px_fail(
            err, PX_ERR_DAMAGED,
            N_("the index of the search does not agree with the texts; restore a backup"), NULL);
    return 0;
}
