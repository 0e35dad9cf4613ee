/* SPDX-License-Identifier: EUPL-1.2 */
/* Decoders whose layers differ in kind: Nemotron-H's blocks by a pattern, Gemma 4's two heads,
 * Granite 4, Qwen3-Next. */
#include "base/json_read.h"
#include "model/reckon.h"

#include "base/banned.h"

enum { LAYERS_MAX = 1 << 14, WIDTH_MAX = 1 << 24, EXPERTS_MAX = 1 << 16 };

typedef struct hybrid {
    px_reckoning *r;
    const json_t *text;
    uint64_t hidden;
} hybrid;

static uint64_t need(const hybrid *h, const char *keys, uint64_t most)
{
    return px_reckon_need(h->r, h->text, keys, most);
}

/* ---- Mamba-2 */

void px_reckon_mamba(px_reckoning *reckoning, uint64_t hidden, const px_mamba *mamba)
{
    uint64_t inner = mamba->heads * mamba->head;
    uint64_t channels = inner + 2 * mamba->groups * mamba->state;

    reckoning->parts[PX_PART_STATE_SPACE] +=
        px_matrix(hidden, inner + channels + mamba->heads, mamba->bias) +
        px_matrix(channels, mamba->kernel, false) + (mamba->kernel_bias ? channels : 0) +
        3 * mamba->heads + px_matrix(inner, hidden, mamba->bias);
    reckoning->parts[PX_PART_NORM] += inner;
}

/* ---- Nemotron-H: Mamba-2, attention, feed-forward with two matrices, experts */

static px_wide two_matrices(const hybrid *h, uint64_t inner)
{
    bool bias = px_config_flag(h->text, "mlp_bias", false);

    return px_matrix(h->hidden, inner, bias) + px_matrix(inner, h->hidden, bias);
}

static void add_mamba(const hybrid *h)
{
    px_reckon_mamba(h->r, h->hidden,
                    &(px_mamba){ .heads = need(h, "mamba_num_heads", 1 << 16),
                                 .head = need(h, "mamba_head_dim", 1 << 14),
                                 .groups = need(h, "n_groups", 1 << 14),
                                 .state = need(h, "ssm_state_size", 1 << 14),
                                 .kernel = need(h, "conv_kernel", 1 << 14),
                                 .bias = px_config_flag(h->text, "use_bias", false),
                                 .kernel_bias = px_config_flag(h->text, "use_conv_bias", true) });
}

static void add_attention(const hybrid *h)
{
    uint64_t heads = need(h, "num_attention_heads", WIDTH_MAX);
    uint64_t pairs = need(h, "num_key_value_heads", WIDTH_MAX);
    uint64_t head = px_config_value(h->r->config, h->text, "head_dim", h->hidden / heads);
    bool bias = px_config_flag(h->text, "attention_bias", false);

    if (head > WIDTH_MAX)
        h->r->missing = true;
    h->r->parts[PX_PART_ATTENTION] += px_matrix(h->hidden, heads * head, bias) +
                                      2 * px_matrix(h->hidden, pairs * head, bias) +
                                      px_matrix(heads * head, h->hidden, bias);
}

static void add_experts(const hybrid *h)
{
    uint64_t experts = need(h, "n_routed_experts", EXPERTS_MAX);
    px_wide expert = two_matrices(h, need(h, "moe_intermediate_size", WIDTH_MAX));
    uint64_t shared = px_config_value(h->r->config, h->text, "n_shared_experts", 0);

    h->r->parts[PX_PART_ROUTED_EXPERTS] += experts * expert;
    h->r->routed_active += need(h, "num_experts_per_tok", experts) * expert;
    h->r->parts[PX_PART_ROUTER] += px_matrix(h->hidden, experts, false) + experts;
    if (shared)
        h->r->parts[PX_PART_SHARED_EXPERTS] +=
            two_matrices(h, need(h, "moe_shared_expert_intermediate_size", WIDTH_MAX));
}

void px_reckon_pattern(px_reckoning *reckoning, const px_family *family)
{
    hybrid h = { .r = reckoning, .text = reckoning->config->text };
    px_str pattern = px_json_text_at(h.text, "hybrid_override_pattern");

    (void)family;
    h.hidden = need(&h, "hidden_size", WIDTH_MAX);
    if (pattern.len != need(&h, "num_hidden_layers", LAYERS_MAX))
        reckoning->missing = true;
    for (size_t i = 0; i < pattern.len && !reckoning->missing; i++) {
        reckoning->parts[PX_PART_NORM] += h.hidden;
        switch (pattern.ptr[i]) {
        case 'M':
            add_mamba(&h);
            break;
        case '*':
            add_attention(&h);
            break;
        case '-':
            reckoning->parts[PX_PART_FEED_FORWARD] +=
                two_matrices(&h, need(&h, "intermediate_size", WIDTH_MAX));
            break;
        case 'E':
            add_experts(&h);
            break;
        default:
            reckoning->missing = true;
        }
    }
}

/* ---- Gemma 4 */

typedef struct gemma {
    hybrid h;
    uint64_t heads, pairs, head, global_pairs, global_head, feed, layers;
    uint64_t experts, used, expert_width;
    bool shared_values; /* of the global layers: keys serve as values, too */
} gemma;

static void add_gemma_layer(const gemma *g, bool global)
{
    px_reckoning *r = g->h.r;
    uint64_t hidden = g->h.hidden, head = global ? g->global_head : g->head;
    uint64_t pairs = global ? g->global_pairs : g->pairs;
    bool bias = px_config_flag(g->h.text, "attention_bias", false);
    unsigned matrices = global && g->shared_values ? 1 : 2;

    r->parts[PX_PART_ATTENTION] += px_matrix(hidden, g->heads * head, bias) +
                                   matrices * px_matrix(hidden, pairs * head, bias) +
                                   px_matrix(g->heads * head, hidden, bias);
    r->parts[PX_PART_FEED_FORWARD] += 3 * px_matrix(hidden, g->feed, false);
    r->parts[PX_PART_NORM] += (px_wide)4 * hidden + 2 * head;
    if (!g->experts)
        return;
    r->parts[PX_PART_ROUTED_EXPERTS] +=
        g->experts * (3 * px_matrix(hidden, g->expert_width, false));
    r->routed_active += g->used * (3 * px_matrix(hidden, g->expert_width, false));
    /* the matrix, a scale of its input, a scale for each expert */
    r->parts[PX_PART_ROUTER] += px_matrix(hidden, g->experts, false) + hidden + g->experts;
    r->parts[PX_PART_NORM] += (px_wide)3 * hidden;
}

void px_reckon_gemma4(px_reckoning *reckoning)
{
    const json_t *text = reckoning->config->text;
    const json_t *kinds = json_object_get(text, "layer_types");
    gemma g = { .h = { .r = reckoning, .text = text } };

    g.h.hidden = need(&g.h, "hidden_size", WIDTH_MAX);
    g.layers = need(&g.h, "num_hidden_layers", LAYERS_MAX);
    g.heads = need(&g.h, "num_attention_heads", 1 << 16);
    g.pairs = need(&g.h, "num_key_value_heads", 1 << 16);
    g.head = need(&g.h, "head_dim", 1 << 16);
    g.global_pairs = need(&g.h, "num_global_key_value_heads|num_key_value_heads", 1 << 16);
    g.global_head = need(&g.h, "global_head_dim|head_dim", 1 << 16);
    g.feed = need(&g.h, "intermediate_size", WIDTH_MAX);
    g.shared_values = px_config_flag(text, "attention_k_eq_v", false);
    if (px_config_flag(text, "enable_moe_block", false)) {
        g.experts = need(&g.h, "num_experts", EXPERTS_MAX);
        g.used = need(&g.h, "top_k_experts|num_experts_per_tok", g.experts);
        g.expert_width = need(&g.h, "moe_intermediate_size", WIDTH_MAX);
    }
    /* Embeddings of each layer and shared keys belong to the small models: not known here. */
    if (json_array_size(kinds) != g.layers ||
        px_config_value(reckoning->config, text, "hidden_size_per_layer_input", 0) ||
        px_config_value(reckoning->config, text, "num_kv_shared_layers", 0) ||
        px_config_flag(text, "use_double_wide_mlp", false))
        reckoning->missing = true;
    for (size_t i = 0; i < g.layers && !reckoning->missing; i++) {
        const json_t *kind = json_array_get(kinds, i);

        add_gemma_layer(&g, json_is_string(kind) &&
                                strcmp(json_string_value(kind), "full_attention") == 0);
    }
}

/* ---- Granite 4: Mamba-2 or attention, then experts beside a block that all tokens pass */

static void add_granite_layer(const hybrid *h, bool attention, uint64_t experts)
{
    px_reckoning *r = h->r;
    px_wide block = 3 * px_matrix(h->hidden, need(h, "shared_intermediate_size", WIDTH_MAX), false);
    px_wide expert = 3 * px_matrix(h->hidden, need(h, "intermediate_size", WIDTH_MAX), false);

    r->parts[PX_PART_NORM] += (px_wide)2 * h->hidden;
    if (attention)
        add_attention(h);
    else
        px_reckon_mamba(
            r, h->hidden,
            &(px_mamba){ .heads = need(h, "mamba_n_heads", 1 << 16),
                         .head = need(h, "mamba_d_head", 1 << 14),
                         .groups = need(h, "mamba_n_groups", 1 << 14),
                         .state = need(h, "mamba_d_state", 1 << 14),
                         .kernel = need(h, "mamba_d_conv", 1 << 14),
                         .bias = px_config_flag(h->text, "mamba_proj_bias", false),
                         .kernel_bias = px_config_flag(h->text, "mamba_conv_bias", true) });
    r->parts[experts ? PX_PART_SHARED_EXPERTS : PX_PART_FEED_FORWARD] += block;
    if (!experts)
        return;
    r->parts[PX_PART_ROUTED_EXPERTS] += experts * expert;
    r->routed_active += need(h, "num_experts_per_tok", experts) * expert;
    r->parts[PX_PART_ROUTER] += px_matrix(h->hidden, experts, false);
}

/* Whether the layer of that number is of that kind; a list that is too short is missing. */
static bool is_kind(const hybrid *h, const char *key, size_t layer, const char *kind)
{
    const char *is = json_string_value(json_array_get(json_object_get(h->text, key), layer));

    if (!is)
        h->r->missing = true;
    return is && strcmp(is, kind) == 0;
}

void px_reckon_granite(px_reckoning *reckoning)
{
    hybrid h = { .r = reckoning, .text = reckoning->config->text };
    uint64_t layers = need(&h, "num_hidden_layers", LAYERS_MAX);
    uint64_t experts = px_reckon_size(reckoning, h.text, "num_local_experts", 0, EXPERTS_MAX);

    h.hidden = need(&h, "hidden_size", WIDTH_MAX);
    for (size_t i = 0; i < layers && !reckoning->missing; i++)
        add_granite_layer(&h, is_kind(&h, "layer_types", i, "attention"), experts);
}

/* ---- Qwen3-Next: gated delta nets, attention with a gate, experts */

static void add_delta_net(const hybrid *h)
{
    uint64_t keys =
        need(h, "linear_num_key_heads", 1 << 16) * need(h, "linear_key_head_dim", 1 << 14);
    uint64_t heads = need(h, "linear_num_value_heads", 1 << 16);
    uint64_t head = need(h, "linear_value_head_dim", 1 << 14), values = heads * head;

    /* query, key, value and gate; two numbers for each head; decay and bias of each head */
    h->r->parts[PX_PART_STATE_SPACE] +=
        px_matrix(h->hidden, 2 * keys + 2 * values, false) +
        px_matrix(h->hidden, 2 * heads, false) +
        px_matrix(2 * keys + values, need(h, "linear_conv_kernel_dim", 1 << 14), false) +
        2 * heads + px_matrix(values, h->hidden, false);
    h->r->parts[PX_PART_NORM] += head;
}

/* The query comes with a gate of its size. */
static void add_gated_attention(const hybrid *h)
{
    uint64_t heads = need(h, "num_attention_heads", 1 << 16);
    uint64_t pairs = need(h, "num_key_value_heads", 1 << 16), head = need(h, "head_dim", 1 << 16);
    bool bias = px_config_flag(h->text, "attention_bias", false);

    h->r->parts[PX_PART_ATTENTION] += px_matrix(h->hidden, 2 * heads * head, bias) +
                                      2 * px_matrix(h->hidden, pairs * head, bias) +
                                      px_matrix(heads * head, h->hidden, bias);
    h->r->parts[PX_PART_NORM] += (px_wide)2 * head;
}

static void add_delta_experts(const hybrid *h, uint64_t experts)
{
    px_reckoning *r = h->r;
    px_wide expert = 3 * px_matrix(h->hidden, need(h, "moe_intermediate_size", WIDTH_MAX), false);

    r->parts[PX_PART_ROUTED_EXPERTS] += experts * expert;
    r->routed_active += need(h, "num_experts_per_tok", experts) * expert;
    r->parts[PX_PART_ROUTER] += px_matrix(h->hidden, experts, false);
    r->parts[PX_PART_SHARED_EXPERTS] +=
        3 * px_matrix(h->hidden, need(h, "shared_expert_intermediate_size", WIDTH_MAX), false) +
        h->hidden;
}

void px_reckon_delta(px_reckoning *reckoning)
{
    hybrid h = { .r = reckoning, .text = reckoning->config->text };
    uint64_t layers = need(&h, "num_hidden_layers", LAYERS_MAX);
    uint64_t experts = px_reckon_size(reckoning, h.text, "num_experts", 0, EXPERTS_MAX);
    uint64_t step = need(&h, "full_attention_interval", LAYERS_MAX);
    bool listed = json_is_array(json_object_get(h.text, "layer_types"));

    h.hidden = need(&h, "hidden_size", WIDTH_MAX);
    /* Dense layers between are in no model that was published. */
    if (experts == 0 || px_config_value(reckoning->config, h.text, "decoder_sparse_step", 1) != 1 ||
        json_array_size(json_object_get(h.text, "mlp_only_layers")))
        reckoning->missing = true;
    for (size_t i = 0; i < layers && !reckoning->missing; i++) {
        bool attends =
            listed ? is_kind(&h, "layer_types", i, "full_attention") : (i + 1) % step == 0;

        reckoning->parts[PX_PART_NORM] += (px_wide)2 * h.hidden;
        if (attends)
            add_gated_attention(&h);
        else
            add_delta_net(&h);
        add_delta_experts(&h, experts);
    }
}
