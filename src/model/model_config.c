/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_config.h"

#include "base/file.h"
#include "base/json_read.h"
#include "model/modality.h"

#include "base/banned.h"

#define NUMBER_MAX ((json_int_t)1 << 40)

/* The language model stands at the top, or in one of these. */
static const char *const text_keys[] = { "text_config", "llm_config", "language_config",
                                         "thinker_config" };

static const json_t *object_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_object(value) && json_object_size(value) ? value : NULL;
}

static void find_parts(px_model_config *config)
{
    config->text = config->root;
    for (size_t i = 0; i < PX_COUNT(text_keys); i++) {
        const json_t *text = object_at(config->text, text_keys[i]);

        if (text)
            config->text = text;
    }
    /* Models that listen and speak keep the text of their thinker one level deeper. */
    if (object_at(config->text, "text_config"))
        config->text = object_at(config->text, "text_config");
    config->vision = object_at(config->root, "vision_config");
    config->audio = object_at(config->root, "audio_config");
}

int px_model_config_parse(px_model_config *config, px_str text, const char *path, px_error *err)
{
    int rc;

    *config = (px_model_config){ .path = path };
    rc = px_json_parse(text, path, PX_MODEL_CONFIG_MAX, &config->root, err);
    if (rc < 0)
        return rc;
    if (!json_is_object(config->root))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("'{path}' is not a configuration: it has to be an object of JSON"),
                       "path", path, NULL);
    find_parts(config);
    return 0;
}

int px_model_config_read(px_model_config *config, const char *path, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    size_t len;
    int rc = px_file_read(path, PX_MODEL_CONFIG_MAX, &text, &len, err);

    *config = (px_model_config){ .path = path };
    return rc < 0 ? rc : px_model_config_parse(config, px_str_n(text, len), path, err);
}

void px_model_config_free(px_model_config *config)
{
    json_decref(config->root);
    *config = (px_model_config){ .root = NULL };
}

/* ---- Values */

px_model_number px_config_number(px_model_config *config, const json_t *object, const char *keys)
{
    px_str rest = px_str_of(keys), key;

    while (px_str_split(&rest, '|', &key)) {
        const json_t *value = json_object_getn(object, key.ptr, key.len);

        if (!value || json_is_null(value))
            continue;
        if (json_is_integer(value) && json_integer_value(value) >= 0 &&
            json_integer_value(value) <= NUMBER_MAX)
            return (px_model_number){ (uint64_t)json_integer_value(value), true };
        /* Some give lists, one number for each layer: that is no answer, and no mistake. */
        if (!json_is_array(value) && !json_is_object(value) && !config->bad_key)
            config->bad_key = keys;
    }
    return (px_model_number){ 0, false };
}

bool px_config_flag(const json_t *object, const char *key, bool fallback)
{
    const json_t *value = json_object_get(object, key);

    return json_is_boolean(value) ? json_is_true(value) : fallback;
}

px_str px_model_config_type(const px_model_config *config)
{
    px_str type = px_json_text_at(config->root, "model_type");

    return type.ptr ? type : px_json_text_at(config->root, "_class_name");
}

/* ---- What it says of the model */

static void take_text(px_arena *arena, px_str *field, px_str text)
{
    if (!field->ptr && text.ptr)
        *field = px_arena_str(arena, text);
}

static void take_architecture(px_model_config *config, px_arena *arena, px_model *model)
{
    const json_t *first = json_array_get(json_object_get(config->root, "architectures"), 0);

    if (json_is_string(first))
        take_text(arena, &model->architecture, px_json_text(first));
    take_text(arena, &model->architecture, px_json_text_at(config->root, "_class_name"));
    take_text(arena, &model->family, px_json_text_at(config->root, "model_type"));
    take_text(arena, &model->family, px_json_text_at(config->text, "model_type"));
    take_text(arena, &model->stated_type, px_json_text_at(config->root, "torch_dtype"));
    take_text(arena, &model->stated_type, px_json_text_at(config->root, "dtype"));
    take_text(arena, &model->stated_type, px_json_text_at(config->text, "torch_dtype"));
    take_text(arena, &model->stated_type, px_json_text_at(config->text, "dtype"));
    take_text(
        arena, &model->quantised,
        px_json_text_at(json_object_get(config->root, "quantization_config"), "quant_method"));
}

static void take_numbers(px_model_config *config, px_model *model)
{
    const struct {
        px_model_number *field;
        const char *keys;
    } fields[] = {
        { &model->layers, "num_hidden_layers|n_layer|num_layers|n_layers" },
        { &model->hidden, "hidden_size|n_embd|d_model|dim" },
        { &model->heads, "num_attention_heads|n_head|n_heads" },
        { &model->key_value_heads, "num_key_value_heads|n_kv_heads" },
        { &model->head_size, "head_dim" },
        { &model->context, "max_position_embeddings|n_positions|max_sequence_length|n_ctx" },
        { &model->vocabulary, "vocab_size" },
        { &model->experts,
          "n_routed_experts|num_experts|num_local_experts|moe_num_experts|num_moe_experts" },
        { &model->experts_used, "num_experts_per_tok|top_k_experts|experts_per_token|moe_topk|"
                                "moe_k|num_experts_per_token" },
        { &model->experts_shared, "n_shared_experts|num_shared_experts|moe_num_shared_experts" },
        { &model->prediction_layers, "num_nextn_predict_layers|mtp_num_hidden_layers" },
    };

    for (size_t i = 0; i < PX_COUNT(fields); i++)
        if (!fields[i].field->known)
            *fields[i].field = px_config_number(config, config->text, fields[i].keys);
    if (px_config_flag(config->text, "use_sliding_window", true))
        model->sliding_window = px_config_number(config, config->text, "sliding_window");
    if (!model->head_size.known && model->heads.known && model->hidden.known &&
        model->heads.value && !json_object_get(config->text, "kv_lora_rank"))
        model->head_size = (px_model_number){ model->hidden.value / model->heads.value, true };
}

int px_model_config_describe(px_model_config *config, px_arena *arena, px_model *model,
                             px_error *err)
{
    take_architecture(config, arena, model);
    take_numbers(config, model);
    px_modality_find(config, model);
    if (config->bad_key)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("'{path}': '{key}' has to be a whole number that is not negative"),
                       "path", config->path, "key", config->bad_key, NULL);
    return 0;
}

/* ---- How weights are stored */

px_weight_rules px_model_config_rules(px_model_config *config)
{
    const json_t *quantised = json_object_get(config->root, "quantization_config");
    const json_t *mlx = json_object_get(config->root, "quantization");
    const json_t *groups = json_object_get(quantised, "config_groups");
    const json_t *weights = json_object_get(json_object_get(groups, "group_0"), "weights");
    px_weight_rules rules = {
        .bits = (unsigned)px_config_value(config, quantised, "bits|w_bit", 0),
    };

    /* Elsewhere more layers than are stated are those of an encoder, say. */
    if (px_config_value(config, config->text, "num_nextn_predict_layers|mtp_num_hidden_layers", 0))
        rules.layers = px_config_value(config, config->text, "num_hidden_layers", 0);
    if (!rules.bits)
        rules.bits = (unsigned)px_config_value(config, weights, "num_bits", 0);
    if (json_is_object(mlx)) {
        rules.words_packed = true;
        rules.bits = (unsigned)px_config_value(config, mlx, "bits", 0);
    }
    if (rules.bits > 32)
        rules.bits = 0;
    return rules;
}
