/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of texts: versions that are not published, and what has to go into
 * them. */
#include "drafting/comment/comment_list.h"
#include "drafting/desk_priv.h"

#include "base/banned.h"

/* When the next draft of the code is planned; PX_TIME_NONE where none is. */
static int desk_next_draft(px_desk_reading *r, int64_t code, px_desk_item *item, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT s.starts_at, s.day_only, p.zone FROM step AS s "
                            "JOIN process AS p ON p.id = s.process WHERE p.code = ? "
                            "AND p.ended IS NULL AND s.kind = 'draft' AND s.state = 'planned' "
                            "AND s.starts_at > 0 ORDER BY s.starts_at LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    item->due = px_query_next_int(&query);
    item->day_only = px_query_next_int(&query) != 0;
    item->zone = px_query_next_text(&query, r->arena);
    item->overdue = item->due + (item->day_only ? (px_time)PX_DESK_DAY * 1000 : 0) <= r->now;
    return 0;
}

/* Working versions of the codes where the person may do `action` and not publish, or just that. */
static int desk_drafts(px_desk_reading *r, px_action action, bool unless_publisher, px_error *err)
{
    for (size_t i = 0; i < r->n_codes; i++) {
        px_scope scope = px_scope_code(r->codes[i].row);
        px_desk_item item = { .due = PX_TIME_NONE, .code = r->codes[i].id };
        px_version *versions;
        size_t n;
        int rc;

        if (!px_may(r->who, action, scope) ||
            (unless_publisher && px_may(r->who, PX_ACTION_PUBLISH, scope)))
            continue;
        rc = px_version_list(r->db, r->arena, &r->codes[i], r->language, false, &versions, &n, err);
        if (rc >= 0)
            rc = desk_next_draft(r, r->codes[i].row, &item, err);
        if (rc < 0)
            return rc;
        for (size_t k = 0; k < n; k++) {
            if (versions[k].state != PX_VERSION_WORKING)
                continue;
            item.since = versions[k].created;
            item.title = versions[k].title.len ? versions[k].title : versions[k].label;
            item.address =
                px_str_of(px_arena_format(r->arena, "/codes/%.*s/%.*s", PX_STR_ARG(r->codes[i].id),
                                          PX_STR_ARG(versions[k].label)));
            if (!px_desk_add(r, item))
                return 0;
        }
    }
    return 0;
}

/* Accepted wording that stands in no draft yet, where there is one to put it into. */
int px_desk_wording_accepted(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT c.code, count(*), min((SELECT max(a.published) FROM answer AS a "
        "WHERE a.comment = c.id AND a.state = 'published')) "
        "FROM comment AS c WHERE c.number > 0 AND " PX_COMMENT_WORDING_ACCEPTED
        " AND " PX_CODE_IS_WORKED_ON_SQL("c.code") " GROUP BY c.code ORDER BY c.code",
        &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE };
        int64_t code = px_query_next_int(&query);

        item.count = px_query_next_int(&query);
        item.since = px_query_next_int(&query);
        item.code = px_desk_code(r, code);
        item.address = px_str_of(px_arena_format(r->arena, "/codes/%.*s/comments?wording=accepted",
                                                 PX_STR_ARG(item.code)));
        if (px_may(r->who, PX_ACTION_EDIT_WORKING, px_scope_code(code)) && !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

int px_desk_drafts_to_publish(px_desk_reading *r, px_error *err)
{
    return desk_drafts(r, PX_ACTION_PUBLISH, false, err);
}

/* Whoever publishes it is told of that instead. */
int px_desk_working_drafts(px_desk_reading *r, px_error *err)
{
    return desk_drafts(r, PX_ACTION_EDIT_WORKING, true, err);
}
