/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/model_state.h"

#include "duty/contradiction.h"
#include "duty/duty_priv.h"
#include "duty/duty_serve.h"
#include "duty/filled_claims.h"
#include "duty/register_priv.h"

#include "base/banned.h"

enum {
    STATE_STEP = 50,  /* models that one deed keeps */
    STATE_STEPS = 20, /* of one run, then other jobs have their turn */
};

px_str duty_state_rules(px_arena *arena)
{
    PX_AUTO_BUILDER px_builder rules = PX_BUILDER_INIT(4096);
    const px_official_form *form;

    px_builder_add(&rules, PX_VERSION);
    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        px_builder_format(&rules, " %.*s", PX_STR_ARG(form->version));
    return px_arena_str(arena, px_builder_view(&rules));
}

/* ---- Counting */

/* One claim a field, as px_claim_current gives them: of those that stand. */
static size_t counting(px_arena *arena, const px_claim *standing, size_t n, px_claim **ret_claims)
{
    px_claim *claims = px_arena_array(arena, n + 1, sizeof(*claims));
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !px_str_eq(claims[kept - 1].field, standing[i].field))
            claims[kept++] = standing[i];
    *ret_claims = claims;
    return kept;
}

static void count_fields(const px_filled_form *filled, px_overview_form *form)
{
    form->asked = form->missing = 0;
    for (size_t i = 0; i < filled->form->n_fields; i++) {
        const px_filled_field *field = &filled->fields[i];
        bool missing = px_filled_is_missing(filled, field);

        form->missing += missing;
        form->asked += missing || (field->value && field->field->level != PX_FIELD_OF_DOCUMENT);
    }
}

/* How many fields of the last published document say something else now. */
static int count_changed(px_house *house, px_db *db, px_arena *arena,
                         const px_claim_subject *subject, const px_filled_form *now,
                         px_overview_form *form, px_error *err)
{
    PX_AUTO_FILLED px_filled_form before = { 0 };
    px_published published;
    size_t changed = 0;
    int rc =
        px_register_version(db, arena, subject, form->form->name, form->number, &published, err);

    if (rc >= 0)
        rc = px_register_whole(house, arena, &published, &before, err);
    if (rc < 0)
        return rc;
    (void)px_filled_changed(arena, &before, now, &changed);
    form->changed = (int)changed;
    return 0;
}

/* The document may be of one version of the model: then what is claimed of that counts. */
static int count_form(px_house *house, px_db *db, px_arena *arena, px_claim_subject subject,
                      const px_claim *claims, size_t n, px_overview_form *form, px_error *err)
{
    PX_AUTO_FILLED px_filled_form filled = { 0 };
    PX_AUTO_FILLED px_filled_form of_version = { 0 };
    int rc = px_filled_of_claims(db, arena, &subject, form->form, claims, n, &filled, err);

    if (rc < 0)
        return rc;
    count_fields(&filled, form);
    form->changed = 0;
    if (!form->document)
        return 0;
    subject.version = form->of;
    if (!subject.version)
        return count_changed(house, db, arena, &subject, &filled, form, err);
    rc = px_filled_from_claims(db, arena, &subject, form->form, &of_version, err);
    return rc < 0 ? rc : count_changed(house, db, arena, &subject, &of_version, form, err);
}

static int count_all(px_house *house, px_db *db, px_arena *arena, px_overview_model *model,
                     px_error *err)
{
    px_claim_subject subject = px_model_subject(&model->model);
    px_contradiction *found;
    px_claim *standing, *claims;
    size_t n, n_found;
    int rc = duty_claim_standing_bare(db, arena, &subject, &standing, &n, err);

    if (rc >= 0)
        rc = px_contradictions_among(arena, standing, n, &found, &n_found, err);
    if (rc < 0)
        return rc;
    model->contradictions = (int)n_found;
    n = counting(arena, standing, n, &claims);
    for (size_t i = 0; rc >= 0 && i < PX_OVERVIEW_FORMS; i++)
        rc = count_form(house, db, arena, subject, claims, n, &model->forms[i], err);
    return rc;
}

int duty_state_count(px_house *house, px_db *db, px_overview_model *model, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error why = PX_ERROR_INIT;
    int rc = count_all(house, db, arena, model, &why);

    model->unreadable = rc == -PX_ERR_INVALID || rc == -PX_ERR_MALFORMED;
    if (rc >= 0)
        return 0;
    if (!model->unreadable) {
        *err = why;
        return rc;
    }
    model->contradictions = 0;
    for (size_t i = 0; i < PX_OVERVIEW_FORMS; i++)
        model->forms[i].asked = model->forms[i].missing = model->forms[i].changed = 0;
    return 0;
}

/* ---- What changed */

int duty_state_changed(px_db *db, int64_t provider, int64_t model, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            model ? "UPDATE model_state SET changes = changes + 1 WHERE model = ?"
                                  : "UPDATE model_state SET changes = changes + 1 WHERE model IN "
                                    "(SELECT id FROM model WHERE provider = ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model ? model : provider);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MODEL_STATE_JOB, err);
}

int duty_state_add(px_db *db, int64_t model, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO model_state (model) VALUES (?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model);
    return px_query_run(&query, err);
}

/* ---- Keeping what was counted */

typedef struct state_step {
    px_str rules;
    px_overview_model *models;
    int64_t *changes; /* of each, when its counting began */
    size_t count;
} state_step;

static int keep_form(px_db *db, int64_t model, const px_overview_form *form, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR REPLACE INTO model_form_state (model, form, asked, missing, "
                            "changed) VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model);
    px_query_str(&query, form->form->name);
    px_query_int(&query, form->asked);
    px_query_int(&query, form->missing);
    if (form->document)
        px_query_int(&query, form->changed);
    else
        px_query_null(&query);
    return px_query_run(&query, err);
}

/* What changed again while it was counted is counted once more: `counted` lags behind then. */
static int keep_model(px_db *db, const state_step *step, size_t at, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_overview_model *m = &step->models[at];
    int rc = px_query_start(db,
                            "UPDATE model_state SET counted = ?, rules = ?, contradictions = ? "
                            "WHERE model = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, step->changes[at]);
    px_query_str(&query, step->rules);
    px_query_int(&query, m->unreadable ? DUTY_STATE_UNREADABLE : m->contradictions);
    px_query_int(&query, m->model.row);
    rc = px_query_run(&query, err);
    for (size_t i = 0; rc >= 0 && i < PX_OVERVIEW_FORMS; i++)
        rc = keep_form(db, m->model.row, &m->forms[i], err);
    return rc;
}

static int keep_deed(px_db *db, void *arg, px_error *err)
{
    const state_step *step = arg;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < step->count; i++)
        rc = keep_model(db, step, i, err);
    return rc;
}

/* The next models whose figures are old, with the documents of their forms. */
static int step_read(px_db *db, px_arena *arena, state_step *step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT m.id, m.provider, s.changes FROM model_state AS s JOIN model "
                            "AS m ON m.id = s.model WHERE s.counted <> s.changes OR s.rules <> ? "
                            "ORDER BY m.id LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    step->models = px_arena_array(arena, STATE_STEP, sizeof(*step->models));
    step->changes = px_arena_array(arena, STATE_STEP, sizeof(*step->changes));
    px_query_str(&query, step->rules);
    px_query_int(&query, STATE_STEP);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_overview_model *m = &step->models[step->count];

        m->model.row = px_query_next_int(&query);
        m->model.provider = px_query_next_int(&query);
        step->changes[step->count++] = px_query_next_int(&query);
    }
    for (size_t i = 0; rc >= 0 && i < step->count; i++)
        rc = duty_state_documents(db, arena, &step->models[i], err);
    return rc;
}

/* Reads within one state of the house, so that what is counted fits `changes`. */
static int step_count(const px_job_work *work, px_arena *arena, state_step *step, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    int rc = px_db_exec(work->db, "BEGIN", err);

    if (rc < 0)
        return rc;
    rc = step_read(work->db, arena, step, err);
    for (size_t i = 0; rc >= 0 && i < step->count; i++)
        rc = duty_state_count(work->house, work->db, &step->models[i], err);
    (void)!px_db_exec(work->db, "COMMIT", rc < 0 ? &ignored : err);
    return rc;
}

static int again_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_job_soon(db, PX_MODEL_STATE_JOB, err);
}

int px_model_state_job(const px_job_work *work, px_error *err)
{
    int filled = register_texts_fill(work->house, work->db, err);

    if (filled < 0)
        return filled;
    for (int i = 0; i < STATE_STEPS; i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        state_step step = { .rules = duty_state_rules(arena) };
        int rc = step_count(work, arena, &step, err);

        if (rc < 0 || step.count == 0)
            return rc;
        rc = px_house_write(work->house, keep_deed, &step, err);
        if (rc < 0)
            return rc;
    }
    return px_house_write(work->house, again_deed, NULL, err);
}
