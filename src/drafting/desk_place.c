/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because comments lost their words when a draft was published. */
#include "drafting/desk_priv.h"

#include "base/banned.h"

/* Of one version: by state and group. What somebody has set by hand has a reason. */
#define LOST_SQL                                                                                   \
    "SELECT p.state, coalesce(c.working_group, 0), count(*), min(p.time) FROM comment_place AS p " \
    "JOIN comment AS c ON c.id = p.comment WHERE p.version = ? AND p.current = 1 "                 \
    "AND p.state IN ('text-gone', 'deleted') AND p.reason = '' AND c.state = 'submitted' "         \
    "GROUP BY 1, 2 ORDER BY 1, 2"

/* Where those that lost their words in that way are listed. */
static px_str lost_address(px_desk_reading *r, const px_code *code, px_str version, px_str state)
{
    return px_str_of(px_arena_format(r->arena, "/codes/%.*s/comments?at=%.*s&place=%.*s",
                                     PX_STR_ARG(code->id), PX_STR_ARG(version), PX_STR_ARG(state)));
}

/* One item a state, of the groups for which they answer. */
static int lost_in(px_desk_reading *r, const px_code *code, const px_version *version,
                   px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_desk_item item = { .due = PX_TIME_NONE };
    int rc = px_query_start(r->db, LOST_SQL, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str address =
            lost_address(r, code, version->label, px_query_next_text(&query, r->arena));
        int64_t group = px_query_next_int(&query), count = px_query_next_int(&query);
        px_time since = px_query_next_int(&query);

        if (!px_may(r->who, PX_ACTION_ANSWER,
                    group ? px_scope_group(group, code->row) : px_scope_code(code->row)))
            continue;
        if (item.count && !px_str_eq(item.address, address)) {
            if (!px_desk_add(r, item))
                return 0;
            item.count = 0;
        }
        item.code = code->id;
        item.title = version->label;
        item.address = address;
        item.since = item.count ? PX_MIN(item.since, since) : since;
        item.count += count;
    }
    if (rc >= 0 && item.count)
        (void)px_desk_add(r, item);
    return rc;
}

/* In the newest published version of each code. */
int px_desk_comments_lost(px_desk_reading *r, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < r->n_codes; i++) {
        px_version *versions;
        size_t n;

        if (!px_may(r->who, PX_ACTION_ANSWER, px_scope_code(r->codes[i].row)))
            continue;
        rc = px_version_list(r->db, r->arena, &r->codes[i], r->language, true, &versions, &n, err);
        if (rc >= 0 && n)
            rc = lost_in(r, &r->codes[i], &versions[0], err);
    }
    return rc;
}
