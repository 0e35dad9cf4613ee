/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as the files of JSON beside weights: a configuration with its reckoning, an index, a
 * tokenizer. What the reader of pieces takes as JSON is JSON to jansson, too.
 */
#include "model_parts.h"

#include "model/json_pull.h"
#include "model/reckon.h"
#include "model/tokenizer_file.h"
#include "model/weight_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_config(px_str bytes, px_arena *arena)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    px_model_config config;
    px_error err = PX_ERROR_INIT;
    uint64_t parts = 0;

    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    if (px_model_config_parse(&config, bytes, "input", &err) >= 0 &&
        px_model_config_describe(&config, arena, model, &err) >= 0) {
        (void)px_model_config_rules(&config);
        px_model_reckon(&config, model);
        for (size_t i = 0; i < PX_PART_PREDICTION; i++)
            parts += model->parameters.parts[i];
        demand(model->parameters.total.known == (model->parameters.basis == PX_BASIS_CONFIG));
        demand(model->parameters.total.value == parts);
        demand(model->parameters.active.value <= parts);
        demand(model->parameters.total.known || model->n_notes == 1);
    }
    px_model_config_free(&config);
}

/* What is JSON to jansson is JSON here, too, save where it is nested deeper or holds numbers that
 * are longer than are read, and NULs, which jansson passes over; the other way round, texts that
 * are passed over are not looked into. */
static void try_skip(px_str bytes)
{
    PX_AUTO_FREE px_json_pull *pull = px_alloc(sizeof(*pull));
    px_weight_file file;
    px_error err = PX_ERROR_INIT;
    json_error_t error;
    json_t *value = json_loadb(bytes.ptr, bytes.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    const char *reason;

    px_weight_file_memory(&file, bytes, "input");
    px_pull_start(pull, &file);
    if (px_pull_skip(pull, &err) < 0 || px_pull_end(pull, &err) < 0) {
        reason = px_error_arg(&err, "reason");
        demand(!value || px_str_find_char(bytes, '\0') < bytes.len || strstr(reason, "too deep") ||
               strstr(reason, "too long"));
    }
    json_decref(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tokenizers[] = { "tokenizer.json", "tokenizer.model", "vocab.txt" };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str bytes = px_str_n((const char *)data, size);
    px_weight_index index;
    px_weight_file file;
    px_error err = PX_ERROR_INIT;

    try_config(bytes, arena);
    try_skip(bytes);
    px_weight_file_memory(&file, bytes, "input");
    if (px_weight_index_read(&index, &file, arena, &err) >= 0)
        for (size_t i = 0; i < index.n_files; i++)
            demand(px_plain_file_name(index.files[i]));
    px_weight_index_free(&index);
    for (size_t i = 0; i < PX_COUNT(tokenizers); i++) {
        px_model_tokenizer tokenizer = { .kind = PX_STR_NONE };

        px_weight_file_memory(&file, bytes, "input");
        if (px_tokenizer_file_read(&file, px_str_of(tokenizers[i]), arena, &tokenizer, &err) >= 0)
            demand(tokenizer.kind.ptr && tokenizer.size.value <= 2 * (uint64_t)size + 1);
    }
    return 0;
}
