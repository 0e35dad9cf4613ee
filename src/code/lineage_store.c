/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of lineage: written when a tree is stored. */
#include "code/lineage.h"

#include "base/banned.h"

static int clear(px_db *db, int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM lineage WHERE version = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    return px_query_run(&query, err);
}

int px_lineage_add(px_db *db, int64_t version, const px_lineage_row *row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (row->provision == row->ancestor)
        return 0;
    rc = px_query_start(db,
                        "INSERT OR REPLACE INTO lineage (version, provision, ancestor, how, share) "
                        "VALUES (?, ?, ?, ?, ?)",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, row->provision);
    px_query_int(&query, row->ancestor);
    px_query_cstr(&query, row->merge ? "merge" : "split");
    px_query_int(&query, row->share);
    return px_query_run(&query, err);
}

int px_lineage_put(px_db *db, int64_t version, const px_match *match, const int64_t *old_rows,
                   const int64_t *new_rows, px_error *err)
{
    int rc = clear(db, version, err);

    for (size_t i = 0; match && rc >= 0 && i < match->n_parts; i++) {
        const px_match_part *part = &match->parts[i];
        px_lineage_row row = {
            .provision = new_rows[part->merge ? part->whole : part->part],
            .ancestor = old_rows[part->merge ? part->part : part->whole],
            .merge = part->merge,
            .share = (int)(PX_MIN(part->share, 1.0) * 1000 + 0.5),
        };

        rc = px_lineage_add(db, version, &row, err);
    }
    return rc;
}
