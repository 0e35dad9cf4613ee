/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail.h"
#include "duty/duty_serve.h"
#include "duty/register.h"

#include "base/banned.h"

enum { REMIND_STEP = 200 /* documents of one deed; the next run tells of the others */ };

/* A document whose next version is due, and its provider was not told yet. */
typedef struct reminder {
    int64_t document, provider;
    px_str provider_slug, model_slug, model, day;
    bool overdue;
} reminder;

typedef struct reminding {
    px_arena *arena;
    px_str today;
    reminder *rows;
    size_t count, room;
} reminding;

static int remind_read(px_db *db, reminding *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str soon = px_document_due(r->arena, r->today, "summary-reminder");
    int rc = px_query_start(db,
                            "SELECT d.id, d.provider, p.slug, m.slug, m.name, d.next_update FROM "
                            "document AS d JOIN provider AS p ON p.id = d.provider JOIN model AS m "
                            "ON m.id = d.model WHERE d.newest = 1 AND d.next_update <> '' AND "
                            "d.next_update <= ?1 AND d.reminded < CASE WHEN d.next_update < ?2 "
                            "THEN 2 ELSE 1 END ORDER BY d.next_update, d.id LIMIT ?3",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, soon);
    px_query_str(&query, r->today);
    px_query_int(&query, REMIND_STEP);
    while ((rc = px_query_step(&query, err)) > 0) {
        reminder *row;

        r->rows = px_arena_grow(r->arena, r->rows, r->count, &r->room, sizeof(*r->rows));
        row = &r->rows[r->count++];
        row->document = px_query_next_int(&query);
        row->provider = px_query_next_int(&query);
        row->provider_slug = px_query_next_text(&query, r->arena);
        row->model_slug = px_query_next_text(&query, r->arena);
        row->model = px_query_next_text(&query, r->arena);
        row->day = px_query_next_text(&query, r->arena);
        row->overdue = px_str_cmp(row->day, r->today) < 0;
    }
    return rc;
}

static int remind_mark(px_db *db, const reminder *row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE document SET reminded = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row->overdue ? 2 : 1);
    px_query_int(&query, row->document);
    return px_query_run(&query, err);
}

static int remind_tell(px_db *db, px_arena *arena, const reminder *row, px_error *err)
{
    const px_arg args[] = { { "model", row->model }, { "day", row->day } };
    px_audience officers = { .scope = px_scope_provider(row->provider),
                             .roles = 1U << PX_ROLE_COMPLIANCE_OFFICER };
    px_mail_text mail = {
        .subject = row->overdue ? N_("{model}: the public summary was due on {day}")
                                : N_("{model}: the public summary is due by {day}"),
        .body = row->overdue
                    ? N_("The next version of the public summary of the training content of "
                         "'{model}' was due on {day}. Summaries are brought up to date every six "
                         "months, and earlier after a significant change of the training data.")
                    : N_("The next version of the public summary of the training content of "
                         "'{model}' is due by {day}. The page that is linked below shows it as it "
                         "would be published now, with what is missing."),
        .args = args,
        .n_args = PX_COUNT(args),
        .link = px_arena_format(arena, "/providers/%.*s/models/%.*s",
                                PX_STR_ARG(row->provider_slug), PX_STR_ARG(row->model_slug)),
    };
    int rc = px_notice_add(db, PX_MAIL_DUTY, &officers, &mail, err);

    return rc < 0 ? rc : remind_mark(db, row, err);
}

int px_duty_remind(px_db *db, px_arena *arena, px_time now, size_t *ret_told, px_error *err)
{
    px_civil day = px_civil_from_utc(now);
    reminding r = { .arena = arena };
    int rc;

    r.today = px_str_of(px_arena_format(arena, "%04d-%02d-%02d", day.year, day.month, day.day));
    rc = remind_read(db, &r, err);
    for (size_t i = 0; rc >= 0 && i < r.count; i++)
        rc = remind_tell(db, arena, &r.rows[i], err);
    if (rc >= 0)
        *ret_told = r.count;
    return rc;
}

static int remind_deed(px_db *db, void *arg, px_error *err)
{
    size_t told;

    return px_duty_remind(db, arg, px_now(), &told, err);
}

int px_duty_remind_job(const px_job_work *work, px_error *err)
{
    return px_house_write(work->house, remind_deed, work->arena, err);
}
