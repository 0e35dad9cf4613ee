/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filled_claims.h"

#include "duty/model_entry.h"
#include "duty/official_value.h"

#include "base/banned.h"

static px_str day_of(px_arena *arena, px_time time)
{
    px_civil day = px_civil_from_utc(time);

    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", day.year, day.month, day.day));
}

/* ---- What the house knows without a claim */

static json_t *string_of(px_str text)
{
    return json_stringn(text.ptr, text.len);
}

static void set_known(px_filled_form *filled, const char *id, json_t *value)
{
    px_filled_field *field = px_filled_of(filled, px_str_of(id));

    if (!field || field->value) {
        json_decref(value);
        return;
    }
    px_filled_set(filled, field, value);
    field->has_basis = true;
    field->basis = PX_BASIS_DERIVED;
    field->method = PX_STR("entries of the register");
}

static json_t *names_of(const px_model_entry *model, const px_model_version *versions, size_t n)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *row = json_pack("{s:o, s:o}", "name", string_of(model->name), "version",
                                string_of(versions[i].name));

        json_array_append_new(rows, row);
    }
    if (n == 0)
        json_array_append_new(rows, json_pack("{s:o}", "name", string_of(model->name)));
    return rows;
}

static void set_entries(px_filled_form *filled, const px_model_entry *model,
                        const px_model_version *versions, size_t n)
{
    if (px_str_is(filled->form->name, PX_FORM_SUMMARY)) {
        set_known(filled, "1.2.a", names_of(model, versions, n));
        return;
    }
    set_known(filled, "g.provider", json_pack("{s:o}", "en", string_of(model->provider_name)));
    set_known(filled, "g.name", names_of(model, versions, n));
}

/* ---- Head */

/* The versions covered: the one that was asked for, else all of the model. */
static int read_entries(px_db *db, px_arena *arena, const px_claim_subject *subject,
                        px_filled_form *filled, px_error *err)
{
    px_model_entry model;
    px_model_version *versions, *covered;
    size_t n, n_covered = 0;
    px_str *names;
    int rc = px_model_entry_get(db, arena, subject->model, &model, err);

    if (rc >= 0)
        rc = px_model_version_list(db, arena, subject->model, &versions, &n, err);
    if (rc < 0)
        return rc;
    names = px_arena_array(arena, n + 1, sizeof(*names));
    covered = px_arena_array(arena, n + 1, sizeof(*covered));
    for (size_t i = 0; i < n; i++)
        if (!subject->version || versions[i].row == subject->version) {
            names[n_covered] = versions[i].name;
            covered[n_covered++] = versions[i];
        }
    filled->head.provider = model.provider_name;
    filled->head.model = model.name;
    filled->head.versions = names;
    filled->head.n_versions = n_covered;
    filled->head.version = PX_STR("draft");
    filled->head.date = day_of(arena, model.created);
    set_entries(filled, &model, covered, n_covered);
    return 0;
}

/* ---- Claims */

static int take(px_filled_form *filled, const px_claim *claim, px_error *err)
{
    const px_official_field *named = px_official_field_by_name(claim->field);
    px_filled_field *field = named && px_str_eq(named->form, filled->form->name)
                                 ? px_filled_of(filled, named->id)
                                 : NULL;
    json_t *value;
    int rc;

    if (!field || named->level == PX_FIELD_OF_DOCUMENT)
        return 0;
    rc = px_claim_value(claim, &value, err);
    if (rc < 0)
        return rc;
    px_filled_set(filled, field, value);
    field->has_basis = true;
    field->basis = claim->basis;
    field->method = claim->method;
    field->program = claim->program;
    field->claim = claim->id;
    field->evidence = claim->evidence;
    field->n_evidence = claim->n_evidence;
    return px_official_value_check(named, value, err);
}

static int fill(px_db *db, px_arena *arena, const px_claim_subject *subject, const px_claim *claims,
                size_t n, px_filled_form *filled, px_error *err)
{
    px_time newest = PX_TIME_NONE;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        rc = take(filled, &claims[i], err);
        newest = PX_MAX(newest, claims[i].time);
    }
    if (rc >= 0)
        rc = read_entries(db, arena, subject, filled, err);
    if (rc >= 0 && newest != PX_TIME_NONE)
        filled->head.date = day_of(arena, newest);
    return rc < 0 ? rc : px_filled_derive(filled, err);
}

int px_filled_of_claims(px_db *db, px_arena *arena, const px_claim_subject *subject,
                        const px_official_form *form, const px_claim *claims, size_t count,
                        px_filled_form *ret_filled, px_error *err)
{
    px_filled_form filled;
    int rc;

    if (!subject->model)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("a document is of a model: write PROVIDER/MODEL"),
                       NULL);
    px_filled_start(arena, form, &filled);
    rc = fill(db, arena, subject, claims, count, &filled, err);
    if (rc < 0) {
        px_filled_free(&filled);
        return rc;
    }
    *ret_filled = filled;
    return 0;
}

int px_filled_from_claims(px_db *db, px_arena *arena, const px_claim_subject *subject,
                          const px_official_form *form, px_filled_form *ret_filled, px_error *err)
{
    px_claim *claims;
    size_t n;
    int rc = px_claim_current(db, arena, subject, &claims, &n, err);

    return rc < 0 ? rc : px_filled_of_claims(db, arena, subject, form, claims, n, ret_filled, err);
}

void px_filled_ranges_only(px_filled_form *filled)
{
    for (size_t i = 0; i < filled->form->n_fields; i++) {
        px_filled_field *field = &filled->fields[i];
        const char *modality;
        json_t *size, *made;

        if (field->field->type != PX_FIELD_SIZE || !json_is_object(field->value) ||
            px_value_is_not_applicable(field->value) || px_value_is_not_available(field->value))
            continue;
        made = json_object();
        json_object_foreach((json_t *)field->value, modality, size)
        {
            bool border;
            const px_form_range *range =
                px_form_range_of_size(field->field, px_str_of(modality), size, &border);

            if (range)
                json_object_set_new(made, modality,
                                    json_pack("{s:o}", "range", string_of(range->id)));
            else
                json_object_set(made, modality, size);
        }
        px_filled_set(filled, field, made);
        field->border = false;
        field->method = PX_STR("range of the exact size");
        field->evidence = NULL;
        field->n_evidence = 0;
    }
}
