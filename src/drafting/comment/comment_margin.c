/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment_margin.h"

#include "drafting/comment/comment_row.h"

#include "base/banned.h"

enum { CUT = 400 };

/* One by one by their numbers: what a window over all comments would say takes longer than all the
 * rows that are shown. */
static int firsts_read(px_db *db, px_arena *arena, int64_t code, const px_comment_count *counts,
                       size_t n_counts, px_comment_first *firsts, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t count = 0;
    int rc = px_query_start(db,
                            "SELECT " COMMENT_ROW_COLUMNS " FROM comment AS c " COMMENT_ROW_JOINS
                            "WHERE c.code = ? AND c.number = ? AND c.number > 0",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_counts; i++) {
        bool cut;

        px_query_again(&query);
        px_query_int(&query, code);
        px_query_int(&query, counts[i].first);
        rc = px_query_step(&query, err);
        if (rc <= 0)
            continue;
        firsts[count].lasting_id = counts[i].lasting_id;
        comment_row_read(&query, arena, CUT, &firsts[count++].comment, &cut);
    }
    *ret_count = count;
    return rc;
}

int px_comment_firsts(px_db *db, px_arena *arena, int64_t code, const px_comment_count *counts,
                      size_t n_counts, const px_language *language, px_comment_first **ret_firsts,
                      size_t *ret_count, px_error *err)
{
    px_comment_first *firsts = px_arena_array(arena, n_counts, sizeof(*firsts));
    size_t count = 0;
    int rc = firsts_read(db, arena, code, counts, n_counts, firsts, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = px_comment_author(db, arena, &firsts[i].comment, language, &firsts[i].author, err);
    if (rc < 0)
        return rc;
    *ret_firsts = firsts;
    *ret_count = count;
    return 0;
}
