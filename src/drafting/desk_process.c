/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of a process: steps and rounds. */
#include "drafting/desk_priv.h"
#include "drafting/dossier_field.h"

#include "base/banned.h"

enum { CLOSING_DAYS = 7 };

/* The title of a step, or else of its kind, in the language of the desk. */
static px_str desk_step_title(const px_desk_reading *r, px_str title, px_str kind)
{
    const px_dossier_word *word = px_dossier_word_find(px_dossier_steps, kind);
    const px_language *language = px_language_find(r->language);

    if (title.len)
        return px_arena_str(r->arena, title);
    if (!word)
        return px_arena_str(r->arena, kind);
    return px_str_of(px_tr(language ? language : px_language_english(), word->title));
}

/* The page of a cycle, or that of the process where the step belongs to none. */
static px_str desk_cycle_address(px_desk_reading *r, px_str code, px_str process, int64_t cycle)
{
    if (!cycle)
        return px_str_of(px_arena_format(r->arena, "/codes/%.*s/processes/%.*s", PX_STR_ARG(code),
                                         PX_STR_ARG(process)));
    return px_str_of(px_arena_format(r->arena, "/codes/%.*s/processes/%.*s/cycles/%lld",
                                     PX_STR_ARG(code), PX_STR_ARG(process), (long long)cycle));
}

/* Where the draft of a round is read, and commented on. */
static int desk_draft_address(px_desk_reading *r, int64_t version, px_desk_item *item,
                              px_error *err)
{
    px_str label;
    int rc = px_version_label(r->db, r->arena, version, &label, err);

    if (rc >= 0)
        item->address = px_str_of(px_arena_format(r->arena, "/codes/%.*s/%.*s",
                                                  PX_STR_ARG(item->code), PX_STR_ARG(label)));
    return rc;
}

/* What both queries begin with. */
typedef struct step_row {
    px_desk_item item;
    int64_t code, cycle;
    px_str process;
} step_row;

#define STEP_COLUMNS                                                                               \
    "p.code, p.key, p.zone, s.cycle, s.kind, coalesce("                                            \
    "(SELECT title FROM step_text WHERE step = s.id AND language = ?), "                           \
    "(SELECT title FROM step_text WHERE step = s.id ORDER BY language LIMIT 1), '')"

static step_row desk_step(px_desk_reading *r, px_query *query)
{
    step_row row = { .code = px_query_next_int(query) };
    px_str kind;

    row.process = px_query_next_text(query, r->arena);
    row.item.zone = px_query_next_text(query, r->arena);
    row.cycle = px_query_next_int(query);
    kind = px_query_next_text(query, r->arena);
    row.item.title = desk_step_title(r, px_query_next_str(query), kind);
    row.item.code = px_desk_code(r, row.code);
    row.item.due = PX_TIME_NONE;
    row.item.since = PX_TIME_NONE;
    return row;
}

/* Steps whose time is over and of which nobody said what became. Rounds and calls end by
 * themselves, of meetings the minutes are asked for; a step known to the day has all of it. */
int px_desk_steps_overdue(px_desk_reading *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db,
        "SELECT " STEP_COLUMNS ", s.public_id, s.day_only, "
        "CASE WHEN s.ends_at > 0 THEN s.ends_at ELSE s.starts_at END AS over "
        "FROM step AS s JOIN process AS p ON p.id = s.process "
        "WHERE s.state = 'planned' AND p.ended IS NULL AND s.starts_at > 0 AND s.starts_at <= ?2 "
        "AND NOT EXISTS (SELECT 1 FROM round WHERE step = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM call WHERE step = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM meeting WHERE step = s.id) "
        "AND CASE WHEN s.ends_at > 0 THEN s.ends_at + 1000 "
        "WHEN s.day_only THEN s.starts_at + 86400000 ELSE s.starts_at END <= ?2 ORDER BY over",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, r->language);
    px_query_int(&query, r->now);
    while ((rc = px_query_step(&query, err)) > 0) {
        step_row row = desk_step(r, &query);
        px_str step = px_query_next_text(&query, r->arena);

        row.item.day_only = px_query_next_int(&query) != 0;
        row.item.due = px_query_next_int(&query);
        row.item.overdue = true;
        row.item.address = px_str_of(
            px_arena_format(r->arena, "/codes/%.*s/processes/%.*s/plan#step-%.*s",
                            PX_STR_ARG(row.item.code), PX_STR_ARG(row.process), PX_STR_ARG(step)));
        if (px_may(r->who, PX_ACTION_PLAN, px_scope_code(row.code)) && !px_desk_add(r, row.item))
            return 0;
    }
    return rc;
}

/* Rounds that are open and close before `until`, for those who may do `action` in their code and,
 * if that is asked, do not publish. Whoever comments is led to the draft, others to its cycle. */
static int desk_rounds(px_desk_reading *r, px_time until, px_action action, bool unless_publisher,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT " STEP_COLUMNS
                            ", o.closes_at, coalesce(o.version, 0) FROM round AS o "
                            "JOIN step AS s ON s.id = o.step "
                            "JOIN process AS p ON p.id = s.process WHERE s.state <> 'cancelled' "
                            "AND o.opens_at <= ?2 AND o.closes_at + 1000 > ?2 AND o.closes_at < ?3 "
                            "ORDER BY o.closes_at",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, r->language);
    px_query_int(&query, r->now);
    px_query_int(&query, until);
    while ((rc = px_query_step(&query, err)) > 0) {
        step_row row = desk_step(r, &query);
        px_scope scope = px_scope_code(row.code);
        int64_t draft;

        row.item.due = px_query_next_int(&query);
        draft = action == PX_ACTION_CONTRIBUTE ? px_query_next_int(&query) : 0;
        row.item.address = desk_cycle_address(r, row.item.code, row.process, row.cycle);
        if (!px_may(r->who, action, scope) ||
            (unless_publisher && px_may(r->who, PX_ACTION_PUBLISH, scope)))
            continue;
        rc = draft ? desk_draft_address(r, draft, &row.item, err) : 0;
        if (rc < 0)
            return rc;
        if (!px_desk_add(r, row.item))
            return 0;
    }
    return rc;
}

int px_desk_rounds_closing(px_desk_reading *r, px_error *err)
{
    return desk_rounds(r, px_desk_days_on(r, CLOSING_DAYS), PX_ACTION_PUBLISH, false, err);
}

/* Whoever runs the round is told of its end instead. */
int px_desk_rounds_open(px_desk_reading *r, px_error *err)
{
    return desk_rounds(r, INT64_MAX, PX_ACTION_CONTRIBUTE, true, err);
}
