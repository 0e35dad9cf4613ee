/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A model out of bytes alone, with no files at hand: a configuration, or the JSON that an
 * inspection made elsewhere printed. Foreign bytes: everything is checked.
 */
#include "base/ascii.h"
#include "base/json_read.h"
#include "model/inspect.h"
#include "model/model_config.h"
#include "model/reckon.h"

#include "base/banned.h"

enum { FILES_MAX = 100000 };

static px_model *model_new(px_arena *arena, const char *path)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));

    model->path = path;
    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    return model;
}

/* ---- A configuration */

int px_model_inspect_config(px_str text, const char *path, px_arena *arena, px_model **ret_model,
                            px_error *err)
{
    px_model *model = model_new(arena, path);
    px_model_config config;
    int rc = px_model_config_parse(&config, text, path, err);

    model->format = PX_MODEL_CONFIG;
    if (rc >= 0)
        rc = px_model_config_describe(&config, arena, model, err);
    if (rc >= 0)
        px_model_reckon(&config, model);
    px_model_config_free(&config);
    if (rc >= 0)
        *ret_model = model;
    return rc;
}

/* ---- What an inspection printed */

bool px_model_json_is(const json_t *root)
{
    return json_object_get(json_object_get(root, "parameters"), "basis") &&
           json_is_object(json_object_get(root, "modalities")) &&
           json_is_array(json_object_get(root, "files"));
}

typedef struct reading {
    px_arena *arena;
    const char *path;
    px_model *model;
} reading;

static int fail_key(const reading *r, const char *key, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{path}' is no result of 'praxis model inspect --json': '{key}' is not what "
                      "it has to be"),
                   "path", r->path, "key", key, NULL);
}

/* A text, or ptr NULL where there is none. */
static int read_text(const reading *r, const json_t *object, const char *key, px_str *ret_text,
                     px_error *err)
{
    const json_t *value = json_object_get(object, key);

    if (!value || json_is_null(value))
        return 0;
    if (!json_is_string(value))
        return fail_key(r, key, err);
    *ret_text = px_arena_str(r->arena, px_json_text(value));
    return 0;
}

static int read_number(const reading *r, const json_t *object, const char *key,
                       px_model_number *ret_number, px_error *err)
{
    const json_t *value = json_object_get(object, key);

    if (!value || json_is_null(value))
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return fail_key(r, key, err);
    *ret_number = (px_model_number){ (uint64_t)json_integer_value(value), true };
    return 0;
}

static int read_amount(const reading *r, const json_t *object, const char *key,
                       uint64_t *ret_amount, px_error *err)
{
    px_model_number number = { .known = false };
    int rc = read_number(r, object, key, &number, err);

    if (rc >= 0 && !number.known)
        rc = fail_key(r, key, err);
    *ret_amount = number.value;
    return rc;
}

static int read_parameters(reading *r, const json_t *root, px_error *err)
{
    px_model_parameters *p = &r->model->parameters;
    const json_t *object = json_object_get(root, "parameters");
    px_str basis = PX_STR("");
    int rc = read_text(r, object, "basis", &basis, err);

    if (rc < 0)
        return rc;
    if (px_str_is(basis, "weights"))
        p->basis = PX_BASIS_WEIGHTS;
    else if (px_str_is(basis, "config"))
        p->basis = PX_BASIS_CONFIG;
    else if (basis.len)
        return fail_key(r, "basis", err);
    rc = read_number(r, object, "total", &p->total, err);
    if (rc >= 0)
        rc = read_number(r, object, "active", &p->active, err);
    if (rc >= 0 && p->total.known != (p->basis != PX_BASIS_NONE))
        rc = fail_key(r, "total", err);
    return rc;
}

static int read_numbers(reading *r, const json_t *root, px_error *err)
{
    px_model *m = r->model;
    const json_t *experts = json_object_get(root, "experts");
    const struct {
        const json_t *of;
        const char *key;
        px_model_number *number;
    } numbers[] = {
        { root, "layers", &m->layers },
        { root, "hidden_size", &m->hidden },
        { root, "context", &m->context },
        { root, "vocabulary", &m->vocabulary },
        { experts, "routed", &m->experts },
        { experts, "used", &m->experts_used },
        { experts, "shared", &m->experts_shared },
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(numbers); i++)
        rc = read_number(r, numbers[i].of, numbers[i].key, numbers[i].number, err);
    return rc;
}

static int read_types(reading *r, const json_t *root, px_error *err)
{
    const json_t *list = json_object_get(root, "types");
    px_model *m = r->model;
    int rc = 0;

    if (json_array_size(list) > PX_MODEL_TYPES_MAX)
        return fail_key(r, "types", err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++) {
        const json_t *object = json_array_get(list, i);
        px_model_type *type = &m->types[m->n_types++];
        px_str name = PX_STR("");

        rc = read_text(r, object, "type", &name, err);
        if (rc >= 0 && !name.len)
            rc = fail_key(r, "type", err);
        type->name = px_arena_cstr(r->arena, name);
        if (rc >= 0)
            rc = read_amount(r, object, "tensors", &type->tensors, err);
        if (rc >= 0)
            rc = read_amount(r, object, "parameters", &type->parameters, err);
        if (rc >= 0)
            rc = read_amount(r, object, "bytes", &type->bytes, err);
    }
    return rc;
}

static int read_modalities(reading *r, const json_t *root, const char *key,
                           px_model_evidence *evidence, px_error *err)
{
    const json_t *list = json_object_get(json_object_get(root, "modalities"), key);
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++) {
        const json_t *object = json_array_get(list, i);
        px_str modality = PX_STR(""), reason = PX_STR("");
        bool known = false;

        rc = read_text(r, object, "modality", &modality, err);
        if (rc >= 0)
            rc = read_text(r, object, "reason", &reason, err);
        for (px_model_modality m = 0; rc >= 0 && m < PX_MODEL_MODALITY_COUNT; m++)
            if (px_str_is(modality, px_model_modality_name(m))) {
                evidence[m].reason = px_arena_cstr(r->arena, reason);
                known = true;
            }
        if (rc >= 0 && !known)
            rc = fail_key(r, "modality", err);
    }
    return rc;
}

static int read_hash(const reading *r, const json_t *object, px_model_file *file, px_error *err)
{
    px_str hex = PX_STR("");
    int rc = read_text(r, object, "sha256", &hex, err);

    if (rc < 0 || !hex.len)
        return rc;
    if (hex.len != 2 * sizeof(file->sha256))
        return fail_key(r, "sha256", err);
    for (size_t i = 0; i < sizeof(file->sha256); i++) {
        int high = px_hex_value(hex.ptr[2 * i]), low = px_hex_value(hex.ptr[2 * i + 1]);

        if (high < 0 || low < 0)
            return fail_key(r, "sha256", err);
        file->sha256[i] = (unsigned char)(high << 4 | low);
    }
    file->hashed = true;
    return 0;
}

static int read_file(reading *r, const json_t *object, px_model_file *file, px_error *err)
{
    px_str kind = PX_STR("");
    bool known = false;
    int rc = read_text(r, object, "name", &file->name, err);

    if (rc >= 0 && !file->name.len)
        rc = fail_key(r, "name", err);
    if (rc >= 0)
        rc = read_text(r, object, "kind", &kind, err);
    for (px_model_file_kind k = 0; rc >= 0 && k < PX_MODEL_FILE_KIND_COUNT; k++)
        if (px_str_is(kind, px_model_file_kind_name(k))) {
            file->kind = k;
            known = true;
        }
    if (rc >= 0 && !known)
        rc = fail_key(r, "kind", err);
    if (rc >= 0)
        rc = read_amount(r, object, "bytes", &file->size, err);
    return rc < 0 ? rc : read_hash(r, object, file, err);
}

static int read_files(reading *r, const json_t *root, px_error *err)
{
    const json_t *list = json_object_get(root, "files");
    px_model *m = r->model;
    int rc = 0;

    if (json_array_size(list) > FILES_MAX)
        return fail_key(r, "files", err);
    m->files = px_arena_array(r->arena, json_array_size(list) + 1, sizeof(*m->files));
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++)
        rc = read_file(r, json_array_get(list, i), &m->files[m->n_files++], err);
    return rc;
}

/* Their names alone: the sentences are made where the inspection is. */
static int read_notes(reading *r, const json_t *root, px_error *err)
{
    const json_t *list = json_object_get(root, "notes");
    px_model *m = r->model;
    int rc = 0;

    if (json_array_size(list) > PX_MODEL_NOTES_MAX)
        return fail_key(r, "notes", err);
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++) {
        px_str name = PX_STR("");

        rc = read_text(r, json_array_get(list, i), "note", &name, err);
        m->notes[m->n_notes++].name = px_arena_cstr(r->arena, name);
    }
    return rc;
}

int px_model_json_read(const json_t *root, const char *path, px_arena *arena, px_model **ret_model,
                       px_error *err)
{
    reading r = { arena, path, model_new(arena, path) };
    int rc = px_model_json_is(root) ? 0 : fail_key(&r, "parameters", err);

    if (rc >= 0)
        rc = read_text(&r, root, "architecture", &r.model->architecture, err);
    if (rc >= 0)
        rc = read_parameters(&r, root, err);
    if (rc >= 0)
        rc = read_numbers(&r, root, err);
    if (rc >= 0)
        rc = read_types(&r, root, err);
    if (rc >= 0)
        rc = read_modalities(&r, root, "input", r.model->input, err);
    if (rc >= 0)
        rc = read_modalities(&r, root, "output", r.model->output, err);
    if (rc >= 0)
        rc = read_files(&r, root, err);
    if (rc >= 0)
        rc = read_notes(&r, root, err);
    if (rc >= 0)
        *ret_model = r.model;
    return rc;
}
