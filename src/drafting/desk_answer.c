/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of comments and their answers. */
#include "drafting/desk_priv.h"
#include "drafting/process/process.h"

#include "base/banned.h"

enum { JUDGE_DAYS = 60 /* for so long authors are asked what they think of an answer */ };

#define OWED "c.number > 0 AND c.state = 'submitted' "
/* ---- For those who answer: by working group */

/* The comments of a group, or those that are for all chairs of the code. */
static int desk_group(px_desk_reading *r, int64_t code, int64_t row, const char *state,
                      px_desk_item *item, px_error *err)
{
    px_group group = { .id = PX_STR("none"), .name = PX_STR("") };
    int rc = row ? px_group_get(r->db, r->arena, row, r->language, &group, err) : 0;

    if (rc < 0)
        return rc;
    item->code = px_desk_code(r, code);
    item->title = group.name;
    item->address = px_str_of(px_arena_format(r->arena, "/codes/%.*s/answers?state=%s&group=%.*s",
                                              PX_STR_ARG(item->code), state, PX_STR_ARG(group.id)));
    return 0;
}

static int desk_by_group(px_desk_reading *r, const char *sql, const char *state, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db, sql, &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE };
        int64_t code = px_query_next_int(&query), group = px_query_next_int(&query);

        item.count = px_query_next_int(&query);
        item.since = px_query_next_int(&query);
        if (!px_may(r->who, PX_ACTION_ANSWER,
                    group ? px_scope_group(group, code) : px_scope_code(code)))
            continue;
        rc = desk_group(r, code, group, state, &item, err);
        if (rc < 0 || !px_desk_add(r, item))
            return rc;
    }
    return rc;
}

#define BY_GROUP(since, which)                                                                     \
    "SELECT c.code, coalesce(c.working_group, 0), count(*), min(" since ") FROM comment AS c "     \
    "WHERE " OWED "AND " which "GROUP BY 1, 2 ORDER BY 1, 2"

/* When it was objected to the newest answer; to older ones no objection is open. */
#define OBJECTED                                                                                   \
    "(SELECT max(o.time) FROM answer_opinion AS o JOIN answer AS a ON a.id = o.answer "            \
    "WHERE a.comment = c.id AND o.opinion = 'objects' AND o.dealt = 0)"

int px_desk_comments_unanswered(px_desk_reading *r, px_error *err)
{
    return desk_by_group(
        r, BY_GROUP("c.submitted", "NOT EXISTS (SELECT 1 FROM answer WHERE comment = c.id) "),
        "open", err);
}

int px_desk_objections(px_desk_reading *r, px_error *err)
{
    return desk_by_group(r, BY_GROUP(OBJECTED, "c.objection = 1 "), "objection", err);
}

/* ---- For those who publish */

int px_desk_answers_drafted(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_desk_item item = { .due = PX_TIME_NONE };
    int64_t code = 0;
    int rc = px_query_start(r->db,
                            "SELECT c.code, coalesce(c.working_group, 0), count(*), min(a.changed) "
                            "FROM answer AS a JOIN comment AS c ON c.id = a.comment "
                            "WHERE a.state = 'draft' AND " OWED "GROUP BY 1, 2 ORDER BY 1, 2",
                            &query, err);

    if (rc < 0)
        return rc;
    do { /* one item a code, of the groups that they may publish for */
        int64_t next = 0, group = 0, count = 0;
        px_time since = PX_TIME_NONE;

        rc = px_query_step(&query, err);
        if (rc > 0) {
            next = px_query_next_int(&query);
            group = px_query_next_int(&query);
            count = px_query_next_int(&query);
            since = px_query_next_int(&query);
        }
        if (next != code && item.count && !px_desk_add(r, item))
            return 0;
        if (next != code) {
            code = next;
            item = (px_desk_item){ .due = PX_TIME_NONE, .code = px_desk_code(r, code) };
            item.address = px_str_of(
                px_arena_format(r->arena, "/codes/%.*s/answers/publish", PX_STR_ARG(item.code)));
        }
        if (rc <= 0 || !px_may(r->who, PX_ACTION_PUBLISH_ANSWERS,
                               group ? px_scope_group(group, code) : px_scope_code(code)))
            continue;
        item.since = item.count ? PX_MIN(item.since, since) : since;
        item.count += count;
    } while (rc > 0);
    return rc;
}

/* Rounds that are closed, with comments, each of which has its answer. */
int px_desk_rounds_answered(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(r->db,
                       "SELECT p.code, p.key, o.number, o.closes_at FROM round AS o "
                       "JOIN process AS p ON p.id = o.process WHERE o.closes_at + 1000 <= ? "
                       "AND NOT EXISTS (SELECT 1 FROM round_answered WHERE round = o.id) "
                       "AND EXISTS (SELECT 1 FROM comment AS c WHERE c.round = o.id AND " OWED ") "
                       "AND NOT EXISTS (SELECT 1 FROM comment AS c WHERE c.round = o.id AND " OWED
                       "AND c.answer = '') "
                       "ORDER BY o.closes_at",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, r->now);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE };
        int64_t code = px_query_next_int(&query);
        px_str process = px_query_next_str(&query);
        long long number = px_query_next_int(&query);

        item.since = px_query_next_int(&query);
        item.code = px_desk_code(r, code);
        item.address =
            px_str_of(px_arena_format(r->arena, "/codes/%.*s/processes/%.*s/rounds/%lld/answers",
                                      PX_STR_ARG(item.code), PX_STR_ARG(process), number));
        if (px_may(r->who, PX_ACTION_PUBLISH_ANSWERS, px_scope_code(code)) && !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

/* ---- For authors */

int px_desk_answers_to_judge(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT c.code, count(*), min(a.published) FROM comment AS c "
                            "JOIN answer AS a ON a.comment = c.id AND a.state = 'published' "
                            "AND NOT EXISTS (SELECT 1 FROM answer AS b WHERE b.comment = c.id "
                            "AND b.state = 'published' AND b.number > a.number) "
                            "WHERE c.author = ?1 AND " OWED "AND a.published > ?2 "
                            "AND NOT EXISTS (SELECT 1 FROM answer_opinion WHERE answer = a.id) "
                            "GROUP BY c.code ORDER BY c.code",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, r->who->person);
    px_query_int(&query, px_desk_days_on(r, -JUDGE_DAYS));
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE, .address = PX_STR("/me/comments") };

        item.code = px_desk_code(r, px_query_next_int(&query));
        item.count = px_query_next_int(&query);
        item.since = px_query_next_int(&query);
        if (!px_desk_add(r, item))
            return 0;
    }
    return rc;
}
