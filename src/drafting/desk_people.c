/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of people: applications, open calls, mails, retention. */
#include "drafting/desk_priv.h"

#include "base/banned.h"

enum {
    STUCK_AFTER = 15 * 60, /* seconds that a mail is due and nobody has taken it */
    RETENTION_DAYS = 30
};

/* ---- Calls */

/* The call of the row: its process's code, id, title. */
static px_desk_item desk_call(px_desk_reading *r, px_query *query, int64_t *ret_code)
{
    px_desk_item item = { .due = PX_TIME_NONE, .since = PX_TIME_NONE };
    px_str id;

    *ret_code = px_query_next_int(query);
    item.code = px_desk_code(r, *ret_code);
    id = px_query_next_str(query);
    item.address = px_str_of(px_arena_format(r->arena, "/calls/%.*s", PX_STR_ARG(id)));
    item.title = px_query_next_text(query, r->arena);
    return item;
}

/* Applications to calls of that kind that nobody has decided on. */
static int desk_undecided(px_desk_reading *r, const char *kind, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT p.code, c.public_id, coalesce("
        "(SELECT title FROM call_text WHERE call = c.id AND language = ?), "
        "(SELECT title FROM call_text WHERE call = c.id ORDER BY language LIMIT 1)), "
        "count(*), min(a.received) FROM application AS a JOIN call AS c ON c.id = a.call "
        "JOIN process AS p ON p.id = c.process "
        "WHERE c.kind = ? AND a.state = 'received' GROUP BY c.id",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, r->language);
    px_query_cstr(&query, kind);
    while ((rc = px_query_step(&query, err)) > 0) {
        int64_t code;
        px_desk_item item = desk_call(r, &query, &code);

        item.count = px_query_next_int(&query);
        item.since = px_query_next_int(&query);
        item.address =
            px_str_of(px_arena_format(r->arena, "%.*s/applications", PX_STR_ARG(item.address)));
        if (px_may(r->who, PX_ACTION_DECIDE, px_scope_code(code)) && !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

int px_desk_applications(px_desk_reading *r, px_error *err)
{
    return desk_undecided(r, "participants", err);
}

int px_desk_candidacies(px_desk_reading *r, px_error *err)
{
    return desk_undecided(r, "chairs", err);
}

/* Open calls for participants, for whoever takes no part in that code yet and has not applied. */
int px_desk_calls(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT p.code, c.public_id, coalesce("
        "(SELECT title FROM call_text WHERE call = c.id AND language = ?), "
        "(SELECT title FROM call_text WHERE call = c.id ORDER BY language LIMIT 1)), "
        "c.closes, p.zone FROM call AS c JOIN process AS p ON p.id = c.process "
        "WHERE c.kind = 'participants' AND c.opens <= ? AND c.closes + 1000 > ? AND p.ended IS "
        "NULL "
        "AND NOT EXISTS (SELECT 1 FROM application AS a WHERE a.call = c.id AND a.person = ?) "
        "ORDER BY c.closes",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, r->language);
    px_query_int(&query, r->now);
    px_query_int(&query, r->now);
    px_query_int(&query, r->who->person);
    while ((rc = px_query_step(&query, err)) > 0) {
        int64_t code;
        px_desk_item item = desk_call(r, &query, &code);

        item.due = px_query_next_int(&query);
        item.zone = px_query_next_text(&query, r->arena);
        if (!px_may(r->who, PX_ACTION_TAKE_PART, px_scope_code(code)) && !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

/* ---- Mails and data of the house */

/* One item for all that the query counts: a number, then the time of the first. */
static int desk_count(px_desk_reading *r, px_query *query, px_desk_item item, bool deadline,
                      px_error *err)
{
    int rc = px_query_step(query, err);
    px_time first;

    if (rc <= 0)
        return rc;
    item.count = px_query_next_int(query);
    if (!item.count)
        return 0;
    first = px_query_next_int(query);
    item.due = deadline ? first : PX_TIME_NONE;
    item.since = deadline ? PX_TIME_NONE : first;
    item.overdue = deadline && first <= r->now;
    (void)px_desk_add(r, item);
    return 0;
}

static int desk_mails(px_desk_reading *r, const char *state, px_time due_before, px_desk_item item,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!px_may(r->who, PX_ACTION_READ_MAIL, px_scope_house()))
        return 0;
    rc = px_query_start(
        r->db, "SELECT count(*), min(created) FROM mail WHERE state = ? AND due <= ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, state);
    px_query_int(&query, due_before);
    return desk_count(r, &query, item, false, err);
}

int px_desk_mails_failed(px_desk_reading *r, px_error *err)
{
    return desk_mails(r, "failed", INT64_MAX,
                      (px_desk_item){ .address = PX_STR_INIT("/mail?state=failed") }, err);
}

/* A mail that is due is taken within seconds where there is a server. */
int px_desk_mails_stuck(px_desk_reading *r, px_error *err)
{
    return desk_mails(r, "waiting", r->now - STUCK_AFTER * 1000,
                      (px_desk_item){ .address = PX_STR_INIT("/mail?state=waiting") }, err);
}

int px_desk_retention(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!px_may(r->who, PX_ACTION_KEEP_PEOPLE, px_scope_house()))
        return 0;
    rc = px_query_start(r->db,
                        "SELECT count(*), min(retain_until) FROM person "
                        "WHERE state <> 'erased' AND retain_until > 0 AND retain_until < ?",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, px_desk_days_on(r, RETENTION_DAYS));
    return desk_count(r, &query, (px_desk_item){ .address = PX_STR_INIT("/people") }, true, err);
}
