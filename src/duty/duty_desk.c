/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/duty_desk.h"

#include "base/number.h"
#include "duty/register.h"

#include "base/banned.h"

/* ---- Summaries whose next version is due: each an item of its own, with its day */

static px_str day_of(px_arena *arena, px_time time)
{
    px_civil day = px_civil_from_utc(time);

    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", day.year, day.month, day.day));
}

/* Noon of the day in UTC, which is the same day in all zones but the outermost ones. */
static px_time noon_of(px_str day)
{
    long long year, month, in_month;

    if (day.len != 10 || px_parse_int(px_str_sub(day, 0, 4), 1, 9999, &year, NULL) < 0 ||
        px_parse_int(px_str_sub(day, 5, 7), 1, 12, &month, NULL) < 0 ||
        px_parse_int(px_str_sub(day, 8, 10), 1, 31, &in_month, NULL) < 0)
        return PX_TIME_NONE;
    return (px_days_from_date((int)year, (int)month, (int)in_month) * PX_DESK_DAY +
            PX_DESK_DAY / 2) *
           1000;
}

static int desk_due(px_desk_reading *r, bool overdue, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str today = day_of(r->arena, r->now);
    px_str soon = px_document_due(r->arena, today, "summary-reminder");
    int rc = px_query_start(r->db,
                            "SELECT d.provider, p.slug, m.slug, CASE WHEN d.version IS NULL THEN "
                            "'/draft/summary' ELSE '' END, m.name, d.next_update FROM "
                            "document AS d JOIN model AS m ON m.id = d.model JOIN provider AS p ON "
                            "p.id = d.provider WHERE d.newest = 1 AND d.next_update >= ? AND "
                            "d.next_update < ? ORDER BY d.next_update, d.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, overdue ? PX_STR("0") : today);
    px_query_str(&query, overdue ? today : day_of(r->arena, noon_of(soon) + PX_DESK_DAY * 1000LL));
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .since = PX_TIME_NONE, .day_only = true, .overdue = overdue };
        int64_t provider = px_query_next_int(&query);
        px_str slug = px_query_next_text(&query, r->arena);
        px_str model = px_query_next_text(&query, r->arena);
        px_str end = px_query_next_text(&query, r->arena);

        item.address =
            px_str_of(px_arena_format(r->arena, "/providers/%.*s/models/%.*s%.*s", PX_STR_ARG(slug),
                                      PX_STR_ARG(model), PX_STR_ARG(end)));
        item.title = px_query_next_text(&query, r->arena);
        item.due = noon_of(px_query_next_str(&query));
        if (px_may(r->who, PX_ACTION_PUBLISH_DOCUMENTS, px_scope_provider(provider)) &&
            !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

static int desk_overdue(px_desk_reading *r, px_error *err)
{
    return desk_due(r, true, err);
}

static int desk_soon(px_desk_reading *r, px_error *err)
{
    return desk_due(r, false, err);
}

/* ---- What is counted of models: of each provider one item, which leads to its work list */

static int desk_models(px_desk_reading *r, const char *sql, const char *show, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (!px_may_somewhere(r->who, PX_ACTION_PUBLISH_DOCUMENTS))
        return 0;
    rc = px_query_start(r->db, sql, &query, err);
    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_desk_item item = { .due = PX_TIME_NONE, .since = PX_TIME_NONE };
        int64_t provider = px_query_next_int(&query);
        px_str slug = px_query_next_str(&query);

        item.address =
            px_str_of(px_arena_format(r->arena, "/providers/%.*s?show=%s", PX_STR_ARG(slug), show));
        item.title = px_query_next_text(&query, r->arena);
        item.count = px_query_next_int(&query);
        if (px_may(r->who, PX_ACTION_PUBLISH_DOCUMENTS, px_scope_provider(provider)) &&
            !px_desk_add(r, item))
            return 0;
    }
    return rc;
}

#define MODELS_SQL                                                                                 \
    "SELECT p.id, p.slug, p.name, count(DISTINCT m.id) FROM model AS m JOIN provider AS p ON "     \
    "p.id = m.provider "

static int desk_contradictions(px_desk_reading *r, px_error *err)
{
    return desk_models(r,
                       MODELS_SQL "JOIN model_state AS s ON s.model = m.id "
                                  "WHERE s.contradictions > 0 GROUP BY p.id ORDER BY p.name, p.id",
                       "contradictions", err);
}

static int desk_changed(px_desk_reading *r, px_error *err)
{
    return desk_models(r,
                       MODELS_SQL "JOIN model_form_state AS f ON f.model = m.id "
                                  "WHERE f.changed > 0 GROUP BY p.id ORDER BY p.name, p.id",
                       "changed", err);
}

static int desk_unpublished(px_desk_reading *r, px_error *err)
{
    return desk_models(r,
                       MODELS_SQL "WHERE (SELECT count(DISTINCT d.form) FROM document AS d WHERE "
                                  "d.provider = p.id AND d.model = m.id AND d.newest = 1) < "
                                  "(SELECT count(*) FROM model_form_state AS f WHERE f.model = "
                                  "m.id) GROUP BY p.id ORDER BY p.name, p.id",
                       "unpublished", err);
}

const px_desk_row px_duty_desk[] = {
    { { "summaries-overdue", N_("Overdue summaries"),
        N_("Publish the next version of this model's public summary"), NULL, true },
      desk_overdue },
    { { "summaries-due", N_("Summaries that are due soon"),
        N_("Prepare the next version of this model's public summary"), NULL, false },
      desk_soon },
    { { "claims-contradict", N_("Contradictions"),
        N_PLURAL("Resolve what cannot both hold of one model",
                 "Resolve what cannot both hold of {count} models"),
        true },
      desk_contradictions },
    { { "documents-changed", N_("Documents that changed"),
        N_PLURAL("Publish the documents of one model again: answers changed",
                 "Publish the documents of {count} models again: answers changed"),
        false },
      desk_changed },
    { { "documents-unpublished", N_("Documents that were never published"),
        N_PLURAL("Fill in and publish the first documents of one model",
                 "Fill in and publish the first documents of {count} models"),
        false },
      desk_unpublished },
};
const size_t px_duty_desk_count = PX_COUNT(px_duty_desk);
