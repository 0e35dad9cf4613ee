/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A model's config.json as Hugging Face writes it: what it says of the model, and the objects that
 * the reckoning of parameters reads (reckon.h). Nested configurations (text, vision, audio) count.
 */
#ifndef PX_MODEL_MODEL_CONFIG_H
#define PX_MODEL_MODEL_CONFIG_H

#include "base/json_read.h"
#include "model/weight_count.h"

#define PX_MODEL_CONFIG_MAX ((size_t)8 << 20)

typedef struct px_model_config {
    json_t *root;         /* owned */
    const json_t *text;   /* of the language model: nested, or the root */
    const json_t *vision; /* nested, or NULL */
    const json_t *audio;
    const char *path;    /* borrowed, for errors */
    const char *bad_key; /* a value that was asked for and is of no use; NULL */
} px_model_config;

/* Reads the text of a configuration. MALFORMED, TOO_LARGE. px_model_config_free in any case. */
int px_model_config_parse(px_model_config *config, px_str text, const char *path,
                          px_error *err) PX_MUST_CHECK;
/* The same for a file. */
int px_model_config_read(px_model_config *config, const char *path, px_error *err) PX_MUST_CHECK;
/* Fine for one that is zero. */
void px_model_config_free(px_model_config *config);

/* The whole number of the first of the keys ("n_embd|hidden_size") that is there and not null; not
 * known where none is. One that is no number, or is over 2^40, is noted as bad. */
px_model_number px_config_number(px_model_config *config, const json_t *object, const char *keys);

/* The same with a value for where it is missing. */
static inline uint64_t px_config_value(px_model_config *config, const json_t *object,
                                       const char *keys, uint64_t fallback)
{
    px_model_number number = px_config_number(config, object, keys);

    return number.known ? number.value : fallback;
}

/* A truth value, or the fallback where there is none. */
bool px_config_flag(const json_t *object, const char *key, bool fallback);

/* What it is the configuration of: model_type at the top, or _class_name of a part of a pipeline
 * (diffusers); or ptr NULL. */
px_str px_model_config_type(const px_model_config *config);

/* Writes what the configuration says into the model, where that does not know better. MALFORMED
 * where a value is of no use. */
int px_model_config_describe(px_model_config *config, px_arena *arena, px_model *model,
                             px_error *err) PX_MUST_CHECK;

/* What it says about how weights are stored. */
px_weight_rules px_model_config_rules(px_model_config *config);

#endif
