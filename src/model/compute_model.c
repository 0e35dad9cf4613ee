/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of a model say for an estimate: parameters and layers. */
#include "base/file.h"
#include "base/json_read.h"
#include "model/compute_priv.h"
#include "model/inspect.h"

#include "base/banned.h"

enum { CONFIG_MAX_BYTES = 4 << 20 };

int px_compute_plan_config(const json_t *config, px_arena *arena,
                           px_plan_architecture *architecture, px_error *err)
{
    px_layer_count *layers = px_arena_alloc(arena, sizeof(*layers));
    px_error reason = PX_ERROR_INIT;
    int rc = px_layer_count_config(config, arena, layers, &reason);

    if (rc >= 0) {
        architecture->layers = layers;
        if (!architecture->width)
            architecture->width = layers->width;
        return 0;
    }
    if (rc != -(int)PX_ERR_UNSUPPORTED) {
        *err = reason;
        return rc;
    }
    architecture->no_layers = reason;
    return 0;
}

int px_compute_config_open(const char *path, px_arena *arena, px_plan_architecture *architecture,
                           px_error *err)
{
    PX_AUTO_JSON json_t *config = NULL;
    PX_AUTO_FREE char *text = NULL;
    size_t len = 0;
    int rc = px_file_read(path, CONFIG_MAX_BYTES, &text, &len, err);

    if (rc >= 0)
        rc = px_json_parse(px_str_n(text, len), path, CONFIG_MAX_BYTES, &config, err);
    return rc < 0 ? rc : px_compute_plan_config(config, arena, architecture, err);
}

/* The configuration that belongs to the path, or NULL. */
static const char *config_of(const char *path, px_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *config;

    if (px_str_ends(px_str_of(path), PX_STR(".json")))
        return path;
    if (px_path_is_dir(path))
        config = px_arena_format(arena, "%s/config.json", path);
    else if (slash)
        config = px_arena_format(arena, "%.*s/config.json", (int)(slash - path), path);
    else
        config = "config.json";
    return px_path_exists(config) ? config : NULL;
}

/* What was measured, unless something else is given; exact. */
static void take(px_given *given, const px_model_number *number, const char *note)
{
    if (given->given || !number->known || number->value == 0)
        return;
    given->given = true;
    given->is = px_quantity_of(px_decimal_of(number->value));
    given->is.note = px_str_of(note);
}

int px_compute_plan_model(const char *path, px_arena *arena, px_plan_architecture *architecture,
                          px_error *err)
{
    const char *config = config_of(path, arena);
    px_error reason = PX_ERROR_INIT;
    px_model *model = NULL;
    int rc = config ? px_compute_config_open(config, arena, architecture, err) : 0;

    if (rc < 0)
        return rc;
    rc = px_model_inspect(path, NULL, arena, &model, &reason);
    if (rc >= 0) {
        const char *note = model->parameters.basis == PX_BASIS_WEIGHTS ? "weights" : "config.json";

        take(&architecture->parameters, &model->parameters.total, note);
        take(&architecture->active, &model->parameters.active, note);
        if (!architecture->width && model->hidden.known && model->hidden.value < (1 << 24))
            architecture->width = (long long)model->hidden.value;
    } else if (!architecture->layers && !architecture->parameters.given &&
               !architecture->active.given) {
        *err = reason; /* nothing else tells how large the model is */
        return rc;
    }
    return 0;
}
