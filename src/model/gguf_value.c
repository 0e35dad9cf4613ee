/* SPDX-License-Identifier: EUPL-1.2 */
/* What the values of GGUF say of a model. */
#include "model/gguf.h"

#include "base/banned.h"

static const px_gguf_value *value_of(const px_gguf *gguf, px_str key)
{
    for (size_t i = 0; i < gguf->n_values; i++)
        if (px_str_eq(gguf->values[i].key, key))
            return &gguf->values[i];
    return NULL;
}

/* What is larger than JSON's readers hold exactly is no figure of a model. */
static px_model_number number_of(const px_gguf_value *value)
{
    if (!value || value->kind != PX_GGUF_NUMBER || value->number >> 53)
        return (px_model_number){ 0, false };
    return (px_model_number){ value->number, true };
}

px_model_number px_gguf_number(const px_gguf *gguf, const char *key)
{
    const px_gguf_value *value = value_of(gguf, px_str_of(key));

    return number_of(value);
}

/* The value of "ARCHITECTURE.KEY", or NULL. */
static const px_gguf_value *arch_value(const px_gguf *gguf, const char *key)
{
    for (size_t i = 0; gguf->architecture.ptr && i < gguf->n_values; i++) {
        px_str whole = gguf->values[i].key;
        size_t head = gguf->architecture.len;

        if (px_str_starts(whole, gguf->architecture) && whole.len > head + 1 &&
            whole.ptr[head] == '.' && px_str_is(px_str_sub(whole, head + 1, whole.len), key))
            return &gguf->values[i];
    }
    return NULL;
}

px_model_number px_gguf_arch_number(const px_gguf *gguf, const char *key)
{
    const px_gguf_value *value = arch_value(gguf, key);

    return number_of(value);
}

px_str px_gguf_text(const px_gguf *gguf, const char *key)
{
    const px_gguf_value *value = value_of(gguf, px_str_of(key));

    return value && value->kind == PX_GGUF_TEXT ? value->text : PX_STR_NONE;
}

/* llama.h, enum llama_ftype: by which types most of a file was written. */
static const char *file_type(uint64_t type)
{
    static const char *const names[] = {
        [0] = "F32",      [1] = "F16",      [2] = "Q4_0",    [3] = "Q4_1",    [7] = "Q8_0",
        [8] = "Q5_0",     [9] = "Q5_1",     [10] = "Q2_K",   [11] = "Q3_K_S", [12] = "Q3_K_M",
        [13] = "Q3_K_L",  [14] = "Q4_K_S",  [15] = "Q4_K_M", [16] = "Q5_K_S", [17] = "Q5_K_M",
        [18] = "Q6_K",    [19] = "IQ2_XXS", [20] = "IQ2_XS", [21] = "Q2_K_S", [22] = "IQ3_XS",
        [23] = "IQ3_XXS", [24] = "IQ1_S",   [25] = "IQ4_NL", [26] = "IQ3_S",  [27] = "IQ3_M",
        [28] = "IQ2_S",   [29] = "IQ2_M",   [30] = "IQ4_XS", [31] = "IQ1_M",  [32] = "BF16",
        [36] = "TQ1_0",   [37] = "TQ2_0",   [38] = "MXFP4",
    };

    return type < PX_COUNT(names) ? names[type] : NULL;
}

static void take_tokenizer(const px_gguf *gguf, px_model *model)
{
    const px_gguf_value *tokens = value_of(gguf, PX_STR("tokenizer.ggml.tokens"));

    model->tokenizer.kind = px_gguf_text(gguf, "tokenizer.ggml.model");
    if (!tokens || tokens->kind != PX_GGUF_ARRAY)
        return;
    model->tokenizer.size = (px_model_number){ tokens->number, true };
    if (!model->vocabulary.known)
        model->vocabulary = model->tokenizer.size;
}

void px_gguf_describe(const px_gguf *gguf, px_model *model)
{
    const struct {
        px_model_number *field;
        const char *key;
    } fields[] = {
        { &model->layers, "block_count" },
        { &model->hidden, "embedding_length" },
        { &model->heads, "attention.head_count" },
        { &model->key_value_heads, "attention.head_count_kv" },
        { &model->head_size, "attention.key_length" },
        { &model->context, "context_length" },
        { &model->vocabulary, "vocab_size" },
        { &model->sliding_window, "attention.sliding_window" },
        { &model->experts, "expert_count" },
        { &model->experts_used, "expert_used_count" },
        { &model->experts_shared, "expert_shared_count" },
        { &model->prediction_layers, "nextn_predict_layers" },
    };
    px_model_number type = px_gguf_number(gguf, "general.file_type");

    for (size_t i = 0; i < PX_COUNT(fields); i++)
        *fields[i].field = px_gguf_arch_number(gguf, fields[i].key);
    if (model->layers.known && model->prediction_layers.known &&
        model->prediction_layers.value < model->layers.value)
        model->layers.value -= model->prediction_layers.value;
    model->architecture = model->family = gguf->architecture;
    model->name = px_gguf_text(gguf, "general.name");
    if (type.known && file_type(type.value))
        model->stated_type = px_str_of(file_type(type.value));
    take_tokenizer(gguf, model);
    if (model->tokenizer.kind.ptr && model->context.known)
        model->input[PX_MODEL_TEXT].reason = "tokenizer.ggml.model";
    if (px_gguf_number(gguf, "clip.has_vision_encoder").value)
        model->input[PX_MODEL_IMAGE].reason = "clip.has_vision_encoder";
    if (px_gguf_number(gguf, "clip.has_audio_encoder").value)
        model->input[PX_MODEL_AUDIO].reason = "clip.has_audio_encoder";
}
