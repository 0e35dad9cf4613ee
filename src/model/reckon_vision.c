/* SPDX-License-Identifier: EUPL-1.2 */
/* Encoders of images, with what joins them to the language model. */
#include "base/json_read.h"
#include "model/reckon.h"

#include "base/banned.h"

enum { LAYERS_MAX = 1 << 14, WIDTH_MAX = 1 << 20 };

typedef struct encoder {
    px_reckoning *r;
    const json_t *vision;
    uint64_t text; /* width of the language model */
    uint64_t layers, hidden, inner;
} encoder;

static uint64_t need(const encoder *e, const char *keys)
{
    return px_reckon_need(e->r, e->vision, keys, WIDTH_MAX);
}

static px_wide plain_layer(const encoder *e)
{
    return px_plain_layer(e->hidden, e->inner);
}

static uint64_t channels(const encoder *e)
{
    return px_reckon_size(e->r, e->vision, "in_channels|in_chans", 3, 1 << 10);
}

static uint64_t temporal(const encoder *e)
{
    return px_reckon_size(e->r, e->vision, "temporal_patch_size", 2, 1 << 10);
}

/* A merger of patches: a norm, two matrices. */
static px_wide merger(uint64_t norm, uint64_t merged, uint64_t out)
{
    return (px_wide)2 * norm + px_matrix(merged, merged, true) + px_matrix(merged, out, true);
}

static px_wide qwen3(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), merge = need(e, "spatial_merge_size");
    uint64_t values = channels(e) * temporal(e) * patch * patch;
    uint64_t merged = e->hidden * merge * merge, out = need(e, "out_hidden_size");
    size_t deep = json_array_size(json_object_get(e->vision, "deepstack_visual_indexes"));

    return e->layers * plain_layer(e) + px_matrix(values, e->hidden, true) +
           px_matrix(need(e, "num_position_embeddings"), e->hidden, false) +
           merger(e->hidden, merged, out) + deep * merger(merged, merged, out);
}

static px_wide siglip(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), side = need(e, "image_size") / patch;

    return e->layers * plain_layer(e) + px_matrix(3 * patch * patch, e->hidden, true) +
           px_matrix(side * side, e->hidden, false) + (px_wide)2 * e->hidden +
           px_matrix(e->hidden, e->text, false) + e->hidden;
}

/* Gated blocks without biases, four norms, norms of query and key; two tables of positions. */
static px_wide gemma4(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), head = need(e, "head_dim");
    uint64_t q = need(e, "num_attention_heads") * head, kv = need(e, "num_key_value_heads") * head;
    px_wide layer = 2 * px_matrix(e->hidden, q, false) + 2 * px_matrix(e->hidden, kv, false) +
                    3 * px_matrix(e->hidden, e->inner, false) + (px_wide)4 * e->hidden + 2 * head;

    return e->layers * layer + px_matrix(3 * patch * patch, e->hidden, false) +
           2 * px_matrix(need(e, "position_embedding_size"), e->hidden, false) +
           px_matrix(e->hidden, e->text, false);
}

/* Gated blocks with biases, norms without; the merger's first norm has none either. */
static px_wide qwen2_5(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), merge = need(e, "spatial_merge_size");
    uint64_t values = channels(e) * temporal(e) * patch * patch;
    uint64_t merged = e->hidden * merge * merge;
    px_wide layer = 4 * px_matrix(e->hidden, e->hidden, true) +
                    2 * px_matrix(e->hidden, e->inner, true) +
                    px_matrix(e->inner, e->hidden, true) + (px_wide)2 * e->hidden;

    return e->layers * layer + px_matrix(values, e->hidden, false) + e->hidden +
           px_matrix(merged, merged, true) + px_matrix(merged, need(e, "out_hidden_size"), true);
}

/* Its width is embed_dim; hidden_size is that of the language model. */
static px_wide qwen2(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), merge = need(e, "spatial_merge_size");
    uint64_t own = need(e, "embed_dim"), ratio = need(e, "mlp_ratio");
    uint64_t values = channels(e) * temporal(e) * patch * patch;

    return e->layers * px_plain_layer(own, own * ratio) + px_matrix(values, own, false) +
           merger(own, own * merge * merge, need(e, "hidden_size"));
}

/* The encoder of Pixtral: gated blocks, no biases, a norm before the layers. */
static px_wide pixtral(const encoder *e)
{
    uint64_t patch = need(e, "patch_size");
    px_wide layer = 4 * px_matrix(e->hidden, e->hidden, false) +
                    3 * px_matrix(e->hidden, e->inner, false) + (px_wide)2 * e->hidden;

    return e->layers * layer + px_matrix(3 * patch * patch, e->hidden, false) + e->hidden;
}

/* A norm, a matrix that merges patches, two more. */
static px_wide mistral3(const encoder *e)
{
    const json_t *root = e->r->config->root;
    uint64_t merge = px_reckon_size(e->r, root, "spatial_merge_size", 2, 1 << 10);
    bool bias = px_config_flag(root, "multimodal_projector_bias", false);

    return pixtral(e) + e->hidden + px_matrix(e->hidden * merge * merge, e->hidden, false) +
           px_matrix(e->hidden, e->text, bias) + px_matrix(e->text, e->text, bias);
}

static px_wide llama4(const encoder *e)
{
    uint64_t patch = need(e, "patch_size"), side = need(e, "image_size") / patch;
    uint64_t out = need(e, "projector_output_dim");

    return e->layers * plain_layer(e) + px_matrix(3 * patch * patch, e->hidden, false) +
           px_matrix(side * side + 1, e->hidden, false) + e->hidden + (px_wide)4 * e->hidden +
           px_matrix(e->inner, need(e, "projector_input_dim"), false) + px_matrix(out, out, false) +
           px_matrix(need(e, "vision_output_dim"), e->text, false);
}

/* By what the model is as a whole: the same encoder is joined in other ways elsewhere. */
static const struct {
    const char *whole, *encoder;
    px_wide (*count)(const encoder *e);
} kinds[] = {
    { "gemma3", "siglip_vision_model", siglip }, { "gemma4", "gemma4_vision", gemma4 },
    { "llama4", "llama4_vision_model", llama4 }, { "mistral3", "pixtral", mistral3 },
    { "qwen2_5_vl", "qwen2_5_vl", qwen2_5 },     { "qwen2_vl", "qwen2_vl", qwen2 },
    { "qwen3_vl", "qwen3_vl", qwen3 },           { "qwen3_vl_moe", "qwen3_vl_moe", qwen3 },
};

bool px_reckon_vision(px_reckoning *reckoning, uint64_t hidden)
{
    encoder e = { .r = reckoning, .vision = reckoning->config->vision, .text = hidden };
    px_str whole = px_model_config_type(reckoning->config);
    px_str type = px_json_text_at(e.vision, "model_type");

    for (size_t i = 0; i < PX_COUNT(kinds); i++) {
        if (!px_str_is(whole, kinds[i].whole) || (type.ptr && !px_str_is(type, kinds[i].encoder)))
            continue;
        e.layers = px_reckon_need(reckoning, e.vision, "depth|num_hidden_layers", LAYERS_MAX);
        if (kinds[i].count != qwen2) {
            e.hidden = need(&e, "hidden_size");
            e.inner = need(&e, "intermediate_size");
        }
        reckoning->parts[PX_PART_VISION] = kinds[i].count(&e);
        return true;
    }
    return false;
}
