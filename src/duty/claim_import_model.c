/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims out of cards, weights and configurations, and estimates of compute. */
#include "base/builder.h"
#include "base/json_read.h"
#include "duty/claim_import_priv.h"
#include "duty/derive.h"
#include "duty/model_card.h"
#include "duty/official_value.h"
#include "model/inspect.h"

#include "base/banned.h"

enum { TYPES_MAX = 64 };

/* ---- Cards: each claim with the bytes that say so */

int import_card(importing *i, px_error *err)
{
    px_model_card card;
    int rc = px_model_card_read(i->source->bytes, i->source->name, i->source->model, i->arena,
                                &card, err);

    for (size_t k = 0; rc >= 0 && k < card.n_items; k++) {
        const px_card_item *item = &card.items[k];
        px_evidence *e = import_self(i);
        json_t *value;

        e->ranged = true;
        e->start = item->start;
        e->length = item->length;
        rc = px_json_parse(item->value, i->source->name, PX_CLAIM_VALUE_MAX, &value, err);
        if (rc >= 0)
            rc = import_add(i, item->field, value, err);
    }
    for (size_t k = 0; rc >= 0 && k < card.n_missed; k++)
        import_miss(i->arena, i->found, card.missed[k]);
    return rc;
}

/* ---- Weights and configurations */

/* The files of the model, after those that are there already. */
static void weights_evidence(importing *i, const px_model *model)
{
    size_t n = PX_MIN(model->n_files, (size_t)PX_CLAIM_EVIDENCE_MAX - i->n_evidence);
    px_evidence *all = px_arena_array(i->arena, i->n_evidence + n + 1, sizeof(*all));

    if (i->n_evidence)
        memcpy(all, i->evidence, i->n_evidence * sizeof(*all));
    i->evidence = all;
    for (size_t k = 0; k < n; k++) {
        const px_model_file *file = &model->files[k];
        PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(128);
        px_evidence *e = &i->evidence[i->n_evidence++];

        px_builder_hex(&hex, file->sha256, sizeof(file->sha256));
        *e = (px_evidence){ .name = file->name, .size = file->size, .scan = PX_STR("") };
        e->hash = file->hashed ? px_arena_str(i->arena, px_builder_view(&hex)) : PX_STR("");
    }
}

static json_t *weights_modalities(const px_model_evidence evidence[PX_MODEL_MODALITY_COUNT])
{
    json_t *list = json_array();

    for (unsigned m = 0; m < PX_MODEL_MODALITY_COUNT; m++)
        if (evidence[m].reason)
            json_array_append_new(list, json_string(px_model_modality_name((px_model_modality)m)));
    if (json_array_size(list))
        return list;
    json_decref(list);
    return NULL;
}

static json_t *weights_types(const px_model *model)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < model->n_types; k++) {
        const px_model_type *type = &model->types[k];
        json_t *row = json_object();

        json_object_set_new(row, "name", json_string(type->name));
        json_object_set_new(row, "parameters", import_number(type->parameters));
        json_object_set_new(row, "bytes", import_number(type->bytes));
        json_array_append_new(rows, row);
    }
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

static json_t *weights_hashes(const px_model *model)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < model->n_files; k++) {
        const px_model_file *file = &model->files[k];
        PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(128);
        json_t *row;

        if (file->kind != PX_MODEL_FILE_WEIGHTS || !file->hashed)
            continue;
        px_builder_hex(&hex, file->sha256, sizeof(file->sha256));
        row = json_object();
        json_object_set_new(row, "name", import_string(file->name));
        json_object_set_new(row, "sha256", json_string(px_builder_cstr(&hex)));
        json_object_set_new(row, "bytes", import_number(file->size));
        json_array_append_new(rows, row);
    }
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

static int weights_numbers(importing *i, const px_model *model, px_error *err)
{
    const struct {
        const char *field;
        px_model_number number;
    } numbers[] = {
        { "fact.parameters", model->parameters.total },
        { "fact.active_parameters", model->parameters.active },
        { "fact.layers", model->layers },
        { "fact.hidden_size", model->hidden },
        { "fact.context", model->context },
        { "fact.vocabulary", model->vocabulary },
        { "fact.experts", model->experts },
        { "fact.active_experts", model->experts_used },
    };
    int rc = 0;

    for (size_t k = 0; rc >= 0 && k < PX_COUNT(numbers); k++)
        if (numbers[k].number.known)
            rc = import_add(i, numbers[k].field, import_number(numbers[k].number.value), err);
    return rc;
}

/* What whoever reads the figures has to know goes into their note. */
static px_str weights_note(px_arena *arena, const px_model *model)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(1500);

    for (size_t k = 0; k < model->n_notes; k++)
        px_builder_format(&note, "%s%s", k ? ", " : "", model->notes[k].name);
    return px_arena_str(arena, px_builder_view(&note));
}

/* What the files of a model said, however it came here. */
static int import_model(importing *i, const px_model *model, px_error *err)
{
    int rc;

    i->basis = PX_BASIS_MEASURED;
    i->method = model->parameters.basis == PX_BASIS_CONFIG
                    ? PX_STR("praxis model inspect, from the configuration")
                    : PX_STR("praxis model inspect");
    i->note = weights_note(i->arena, model);
    weights_evidence(i, model);
    rc = weights_numbers(i, model, err);
    if (rc >= 0)
        rc = import_add(i, "fact.architecture", import_string(model->architecture), err);
    if (rc >= 0)
        rc = import_add(i, "fact.modalities_in", weights_modalities(model->input), err);
    if (rc >= 0)
        rc = import_add(i, "fact.modalities_out", weights_modalities(model->output), err);
    if (rc >= 0)
        rc = import_add(i, "fact.data_types", weights_types(model), err);
    return rc < 0 ? rc : import_add(i, "fact.weights_sha256", weights_hashes(model), err);
}

int import_weights(importing *i, px_error *err)
{
    px_model_options options = { .hash = true, .threads = 2 };
    px_model *model;
    int rc = px_model_inspect(i->source->name, &options, i->arena, &model, err);

    return rc < 0 ? rc : import_model(i, model, err);
}

/* The version that inspected is not told: the program is left open. */
int import_inspection(importing *i, const json_t *root, px_error *err)
{
    px_model *model;
    int rc = px_model_json_read(root, i->source->name, i->arena, &model, err);

    if (rc < 0)
        return rc;
    i->program = PX_STR("");
    (void)import_self(i);
    rc = import_model(i, model, err);
    if (rc >= 0 && model->n_files && !model->files[0].hashed)
        import_miss(i->arena, i->found,
                    PX_STR(N_("hashes of the weights: inspect them with --hash")));
    return rc;
}

int import_config(importing *i, px_error *err)
{
    px_model *model;
    int rc = px_model_inspect_config(i->source->bytes, i->source->name, i->arena, &model, err);

    if (rc < 0)
        return rc;
    (void)import_self(i);
    return import_model(i, model, err);
}

/* ---- Estimates of compute and energy */

static json_t *compute_value(const json_t *result, const char *total)
{
    const json_t *value = json_object_get(json_object_get(result, total), "value");
    char buffer[32];

    return px_value_number(value, buffer).len ? json_deep_copy(value) : NULL;
}

/* The methods that were used, in words. */
static json_t *compute_method(importing *i, const json_t *result)
{
    PX_AUTO_BUILDER px_builder used = PX_BUILDER_INIT(4096);
    const json_t *stages = json_object_get(result, "stages");

    for (size_t k = 0; k < json_array_size(stages); k++) {
        const json_t *stage = json_array_get(stages, k);
        const char *name = json_string_value(json_object_get(stage, "name"));
        const char *method = json_string_value(json_object_get(stage, "used"));

        if (method)
            px_builder_format(&used, "%s%s: %s", used.len ? "; " : "",
                              name ? name : json_string_value(json_object_get(stage, "kind")),
                              method);
    }
    if (!used.len || px_builder_check(&used, NULL) < 0)
        return NULL;
    return derive_words(N_("estimated by 'praxis model compute' as in the Annex of the "
                           "Commission's guidelines, by stage: {stages}"),
                        "stages", px_arena_cstr(i->arena, px_builder_view(&used)), NULL);
}

static json_t *compute_energy(const json_t *result)
{
    const json_t *totals = json_object_get(json_object_get(result, "energy"), "totals");
    const json_t *notice = NULL;
    char buffer[32];

    for (size_t k = 0; k < json_array_size(totals); k++)
        notice = json_object_get(json_array_get(totals, k), "notice_mwh");
    /* Totals of several boundaries cannot be one figure. */
    return json_array_size(totals) == 1 && px_value_number(notice, buffer).len
               ? json_deep_copy(notice)
               : NULL;
}

int import_compute(importing *i, const json_t *result, px_error *err)
{
    int rc;

    i->method = PX_STR("praxis model compute");
    (void)import_self(i);
    rc = import_add(i, "fact.compute", compute_value(result, "training"), err);
    if (rc >= 0)
        rc = import_add(i, "fact.cumulative_compute", compute_value(result, "cumulative"), err);
    if (rc >= 0)
        rc = import_add(i, "fact.compute_method", compute_method(i, result), err);
    return rc < 0 ? rc : import_add(i, "fact.energy", compute_energy(result), err);
}
