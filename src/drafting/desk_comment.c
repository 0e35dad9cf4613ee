/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of comments that are not submitted yet, until their round closes.
 */
#include "code/provision.h"
#include "drafting/comment/comment.h"
#include "drafting/desk_priv.h"
#include "drafting/people/organisation.h"

#include "base/banned.h"

/* Of one round an item: its version, how many, since when, until when. */
#define BY_ROUND(which)                                                                            \
    "SELECT c.code, " PX_VERSION_LABEL_SQL(                                                        \
        "c.version") ", count(*), min(c.changed), "                                                \
                     "o.closes_at, k.zone FROM comment AS c JOIN round AS o ON o.id = c.round "    \
                     "JOIN process AS k ON k.id = o.process WHERE " which                          \
                     " AND o.opens_at <= ?2 AND o.closes_at + 1000 > ?2 GROUP BY c.code, "         \
                     "c.version, o.id"

/* The statement binds a row and the time. handed: only codes in which one cannot submit oneself. */
static int desk_comments(px_desk_reading *r, const char *sql, int64_t row, const char *address,
                         bool handed, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    px_query_int(&query, r->now);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .address = px_str_of(address) };

        int64_t code = px_query_next_int(&query);

        if (handed && px_may(r->who, PX_ACTION_SUBMIT, px_scope_code(code)))
            continue;
        item.code = px_desk_code(r, code);
        item.title = px_query_next_text(&query, r->arena);
        item.count = px_query_next_int(&query);
        item.since = px_query_next_int(&query);
        item.due = px_query_next_int(&query);
        item.zone = px_query_next_text(&query, r->arena);
        if (!px_desk_add(r, item))
            return 0;
    }
    return rc;
}

int px_desk_comment_drafts(px_desk_reading *r, px_error *err)
{
    return desk_comments(r, BY_ROUND("c.author = ?1 AND c.state = 'draft'"), r->who->person,
                         "/me/comments", false, err);
}

/* For each organisation that the person is contact point of. */
int px_desk_comments_ready(px_desk_reading *r, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < r->who->n_grants; i++) {
        const px_scope *scope = &r->who->grants[i].scope;

        if (scope->kind == PX_SCOPE_ORGANISATION && px_comment_may_submit_for(r->who, scope->row))
            rc = desk_comments(r, BY_ROUND("c.organisation = ?1 AND c.state = 'ready'"), scope->row,
                               "/me/organisation", false, err);
    }
    return rc;
}

/* ---- Where nobody can submit */

/* Of a delegate with drafts in a round that is open, whose organisation has nobody to submit them.
 */
int px_desk_contact_missing(px_desk_reading *r, px_error *err)
{
    bool has = true;
    int rc = 0;

    if (r->who->organisation)
        rc = px_organisation_has_contact(r->db, r->who->organisation, &has, err);
    if (rc < 0 || has)
        return rc;
    return desk_comments(r, BY_ROUND("c.author = ?1 AND c.state = 'draft'"), r->who->person,
                         "/me/comments", true, err);
}

/* For those who keep people: organisations that have delegates and nobody to submit for them. Which
 * of these have drafts is nobody's business. */
int px_desk_organisations_without(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!px_may(r->who, PX_ACTION_KEEP_PEOPLE, px_scope_house()))
        return 0;
    rc = px_query_start(r->db,
                        "SELECT o.public_id, o.name, min(g.since) FROM grant_of_role AS g "
                        "JOIN person AS p ON p.id = g.person "
                        "JOIN organisation AS o ON o.id = p.organisation "
                        "WHERE g.role = 'delegate' AND g.ended IS NULL AND p.state = 'active' "
                        "AND NOT " PX_ORGANISATION_HAS_CONTACT_SQL("o.id") " GROUP BY o.id",
                        &query, err);
    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE };
        px_str id = px_query_next_str(&query);

        item.address =
            px_str_of(px_arena_format(r->arena, "/people/organisations/%.*s", PX_STR_ARG(id)));
        item.title = px_query_next_text(&query, r->arena);
        item.since = px_query_next_int(&query);
        if (!px_desk_add(r, item))
            return 0;
    }
    return rc;
}
