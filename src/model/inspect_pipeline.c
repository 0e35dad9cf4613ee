/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pipelines of Hugging Face's diffusers: a model_index.json that names the components, each in a
 * folder of its own. Those that hold a model are read as any other; schedulers, tokenizers and the
 * like have no parameters. What the components come to is that of the pipeline.
 */
#include "base/file.h"
#include "base/json_read.h"
#include "model/inspection.h"
#include "model/modality.h"
#include "model/model_note.h"

#include "base/banned.h"

enum { COMPONENTS_MAX = 64 };

typedef struct pipeline {
    px_inspection *inspection;
    px_model *model;
    px_builder missing, unknown; /* names of components */
} pipeline;

/* ---- Sums */

static void add_types(px_model *model, const px_model *part)
{
    for (size_t i = 0; i < part->n_types; i++) {
        const px_model_type *type = &part->types[i];
        size_t at = 0;

        while (at < model->n_types && strcmp(model->types[at].name, type->name) != 0)
            at++;
        if (at == PX_MODEL_TYPES_MAX)
            continue; /* there are fewer types of elements */
        if (at == model->n_types)
            model->types[model->n_types++] = (px_model_type){ .name = type->name };
        model->types[at].tensors += type->tensors;
        model->types[at].parameters += type->parameters;
        model->types[at].bytes += type->bytes;
    }
    model->tensors += part->tensors;
}

static int add_parameters(pipeline *p, px_str name, const px_model *part, px_error *err)
{
    px_model_parameters *all = &p->model->parameters;
    const px_model_parameters *q = &part->parameters;

    if (!q->total.known) {
        px_builder_format(&p->unknown, "%s%.*s", p->unknown.len ? ", " : "", PX_STR_ARG(name));
        return 0;
    }
    if (q->total.value > (uint64_t)INT64_MAX - all->total.value)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("up to '{component}' there are more parameters than there can be"),
                       "component", px_arena_cstr(p->inspection->arena, name), NULL);
    all->total.value += q->total.value;
    for (size_t i = 0; i < PX_PART_COUNT; i++)
        all->parts[i] += q->parts[i];
    /* One part that was only reckoned makes the whole so. */
    if (all->basis == PX_BASIS_NONE || q->basis == PX_BASIS_CONFIG)
        all->basis = q->basis;
    return 0;
}

static int add_files(const pipeline *p, px_str folder, const px_model *part, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < part->n_files; i++) {
        const char *name = px_arena_format(p->inspection->arena, "%.*s/%.*s", PX_STR_ARG(folder),
                                           PX_STR_ARG(part->files[i].name));

        rc = px_inspection_add(p->inspection, px_str_of(name), part->files[i].kind, err);
    }
    return rc;
}

/* ---- Components */

static int read_component(pipeline *p, px_str name, px_str library, px_str kind, px_error *err)
{
    px_arena *arena = p->inspection->arena;
    const char *path = px_inspection_path(p->inspection, name);
    px_model_component *component = &p->model->components[p->model->n_components];
    bool holds = false;
    px_model *part;
    int rc = 0;

    if (!px_path_is_dir(path)) {
        px_builder_format(&p->missing, "%s%.*s", p->missing.len ? ", " : "", PX_STR_ARG(name));
        return 0;
    }
    rc = px_inspect_holds_model(path, arena, &holds, err);
    if (rc < 0 || !holds)
        return rc;
    rc = px_inspect_part(path, arena, &part, err);
    if (rc < 0)
        return rc;
    *component = (px_model_component){ .name = px_arena_str(arena, name),
                                       .library = px_arena_str(arena, library),
                                       .kind = px_arena_str(arena, kind),
                                       .model = part };
    p->model->n_components++;
    add_types(p->model, part);
    rc = add_parameters(p, component->name, part, err);
    return rc < 0 ? rc : add_files(p, component->name, part, err);
}

/* A name that can be a folder of the pipeline, and no way out of it. */
static bool is_folder_name(px_str name)
{
    return name.len && name.ptr[0] != '.' && !memchr(name.ptr, '/', name.len) &&
           strlen(name.ptr) == name.len;
}

static px_str text_at(const json_t *pair, size_t index)
{
    return px_json_text(json_array_get(pair, index));
}

static int read_components(pipeline *p, json_t *index, px_error *err)
{
    const char *key;
    json_t *pair;
    int rc = 0;

    p->model->components =
        px_arena_array(p->inspection->arena, COMPONENTS_MAX, sizeof(*p->model->components));
    json_object_foreach(index, key, pair)
    {
        px_str name = px_str_of(key), library = text_at(pair, 0), kind = text_at(pair, 1);

        if (key[0] == '_' || json_array_size(pair) != 2 || !kind.ptr)
            continue; /* an option, or a component that was left out */
        if (!is_folder_name(name) || p->model->n_components == COMPONENTS_MAX)
            return px_fail(err, PX_ERR_MALFORMED,
                           N_("model_index.json names a component that cannot be one, "
                              "'{component}'; fetch it again"),
                           "component", px_arena_cstr(p->inspection->arena, name), NULL);
        rc = read_component(p, name, library, kind, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int finish(pipeline *p, px_error *err)
{
    px_model *model = p->model;

    if (model->n_components == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("model_index.json names no component that is there with weights or a "
                          "config.json; fetch the whole folder"),
                       NULL);
    if (p->missing.len)
        px_model_note_add(model, "components-missing",
                          N_("components that model_index.json names are not there: {components}; "
                             "figures are of the others"),
                          "components", px_builder_cstr(&p->missing), NULL);
    if (p->unknown.len)
        px_model_note_add(model, "components-unknown",
                          N_("there is no total, because the parameters of components are not "
                             "known: {components}"),
                          "components", px_builder_cstr(&p->unknown), NULL);
    px_modality_find_pipeline(model);
    model->parameters.total.known = p->unknown.len == 0;
    if (p->unknown.len)
        model->parameters = (px_model_parameters){ .basis = PX_BASIS_NONE };
    return 0;
}

int px_inspect_pipeline(px_inspection *inspection, px_error *err)
{
    pipeline p = { .inspection = inspection,
                   .model = inspection->model,
                   .missing = PX_BUILDER_INIT(1 << 16),
                   .unknown = PX_BUILDER_INIT(1 << 16) };
    px_str name = PX_STR(PX_PIPELINE_INDEX);
    px_model_config index;
    int rc = px_model_config_read(&index, px_inspection_path(inspection, name), err);

    if (rc >= 0)
        rc = px_inspection_add(inspection, name, PX_MODEL_FILE_CONFIG, err);
    if (rc >= 0) {
        p.model->format = PX_MODEL_PIPELINE;
        rc = px_model_config_describe(&index, inspection->arena, p.model, err);
    }
    if (rc >= 0)
        rc = read_components(&p, index.root, err);
    if (rc >= 0)
        rc = finish(&p, err);
    px_model_config_free(&index);
    px_builder_free(&p.missing);
    px_builder_free(&p.unknown);
    return rc;
}
