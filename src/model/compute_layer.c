/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/compute_layer.h"

#include "base/json_read.h"

#include "base/banned.h"

enum { LAYERS_MAX = 1024, WIDTH_MAX = 1 << 20, EXPERTS_MAX = 1 << 16, VOCABULARY_MAX = 1 << 26 };

/* Where a family's configuration keeps its experts; NULL: it has none. */
typedef struct family {
    const char *type;
    const char *experts, *expert_width;
    enum { ALL_SPARSE, BY_STEP, BY_FIRST } which; /* layers that have experts */
    bool latent;                                  /* multi-head latent attention */
} family;

/* Those whose every matrix is known here. A feed-forward layer of them has three matrices. */
static const family families[] = {
    { .type = "llama" },
    { .type = "mistral" },
    { .type = "qwen2" },
    { .type = "qwen3" },
    { .type = "mimo" },
    { .type = "mixtral", .experts = "num_local_experts", .expert_width = "intermediate_size" },
    { .type = "gpt_oss", .experts = "num_local_experts", .expert_width = "intermediate_size" },
    { .type = "qwen3_moe",
      .experts = "num_experts",
      .expert_width = "moe_intermediate_size",
      .which = BY_STEP },
    { .type = "deepseek_v3",
      .latent = true,
      .experts = "n_routed_experts",
      .expert_width = "moe_intermediate_size",
      .which = BY_FIRST },
    { .type = "kimi_k2",
      .latent = true,
      .experts = "n_routed_experts",
      .expert_width = "moe_intermediate_size",
      .which = BY_FIRST },
};

static const char *const part_names[] = {
    [PX_LAYER_ATTENTION] = "attention",
    [PX_LAYER_FEED_FORWARD] = "feed-forward",
    [PX_LAYER_EXPERTS] = "experts",
    [PX_LAYER_OUTPUT] = "output",
    [PX_LAYER_PREDICTION] = "prediction",
    [PX_LAYER_CONTEXT] = "context",
    [PX_LAYER_CONTEXT_WINDOW] = "context-window",
};

const char *px_layer_part_name(px_layer_part part)
{
    return part_names[part];
}

/* The figures of a configuration. */
typedef struct shape {
    const family *family;
    const json_t *config;
    long long layers, width, heads, key_value_heads, head_size, feed_forward, vocabulary;
    long long q_rank, kv_rank, nope, rope, value; /* of latent attention */
    long long experts, used, expert_width, shared, first, frequency;
    long long window, prediction;
    bool dense[LAYERS_MAX], windowed[LAYERS_MAX]; /* without experts; with a sliding window */
} shape;

static px_decimal product(long long a, long long b, long long c)
{
    px_decimal left = px_decimal_of((uint64_t)a), right = px_decimal_of((uint64_t)b);
    px_decimal both = px_decimal_mul(&left, &right);

    left = px_decimal_of((uint64_t)c);
    return px_decimal_mul(&both, &left);
}

static void put(px_decimal *sum, px_decimal more)
{
    *sum = px_decimal_add(sum, &more);
}

/* A matrix of so many rows and columns, `times`: a multiplication and an addition for each. */
static void put_matrix(px_decimal *sum, long long rows, long long columns, long long times)
{
    put(sum, product(2 * times, rows, columns));
}

/* ---- Reading */

static bool has(const json_t *config, const char *key)
{
    const json_t *value = json_object_get(config, key);

    return value && !json_is_null(value);
}

/* An integer that may be missing or null: `fallback` then. */
static int number(const json_t *config, const char *key, long long min, long long max,
                  long long fallback, long long *ret_value, px_error *err)
{
    if (!has(config, key)) {
        *ret_value = fallback;
        return 0;
    }
    return px_json_get_int(config, key, min, max, ret_value, err);
}

static int read_basis(shape *s, px_error *err)
{
    const json_t *c = s->config;
    int rc = px_json_get_int(c, "num_hidden_layers", 1, LAYERS_MAX, &s->layers, err);

    if (rc >= 0)
        rc = px_json_get_int(c, "hidden_size", 1, WIDTH_MAX, &s->width, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "num_attention_heads", 1, WIDTH_MAX, &s->heads, err);
    if (rc >= 0)
        rc = number(c, "num_key_value_heads", 1, WIDTH_MAX, s->heads, &s->key_value_heads, err);
    if (rc >= 0)
        rc =
            number(c, "head_dim", 1, WIDTH_MAX, PX_MAX(s->width / s->heads, 1), &s->head_size, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "intermediate_size", 1, WIDTH_MAX, &s->feed_forward, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "vocab_size", 1, VOCABULARY_MAX, &s->vocabulary, err);
    if (rc >= 0)
        rc = number(c, "num_nextn_predict_layers", 0, 64, 0, &s->prediction, err);
    return rc;
}

static int read_latent(shape *s, px_error *err)
{
    const json_t *c = s->config;
    int rc = number(c, "q_lora_rank", 1, WIDTH_MAX, 0, &s->q_rank, err);

    if (rc >= 0)
        rc = px_json_get_int(c, "kv_lora_rank", 1, WIDTH_MAX, &s->kv_rank, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "qk_nope_head_dim", 1, WIDTH_MAX, &s->nope, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "qk_rope_head_dim", 0, WIDTH_MAX, &s->rope, err);
    if (rc >= 0)
        rc = px_json_get_int(c, "v_head_dim", 1, WIDTH_MAX, &s->value, err);
    return rc;
}

static int read_experts(shape *s, px_error *err)
{
    const json_t *c = s->config;
    int rc = px_json_get_int(c, s->family->experts, 1, EXPERTS_MAX, &s->experts, err);

    if (rc >= 0)
        rc = px_json_get_int(c, "num_experts_per_tok", 1, s->experts, &s->used, err);
    if (rc >= 0)
        rc = px_json_get_int(c, s->family->expert_width, 1, WIDTH_MAX, &s->expert_width, err);
    if (rc >= 0)
        rc = number(c, "n_shared_experts", 0, EXPERTS_MAX, 0, &s->shared, err);
    if (rc >= 0)
        rc = number(c, "first_k_dense_replace", 0, LAYERS_MAX, 0, &s->first, err);
    if (rc >= 0)
        rc = number(c, s->family->which == BY_STEP ? "decoder_sparse_step" : "moe_layer_freq", 1,
                    LAYERS_MAX, 1, &s->frequency, err);
    return rc;
}

/* Layers with a window are told apart by layer_types; a window for an unknown part of the layers
 * cannot be counted. */
static int read_window(shape *s, px_error *err)
{
    const json_t *use = json_object_get(s->config, "use_sliding_window");
    int rc = number(s->config, "sliding_window", 1, 1 << 30, 0, &s->window, err);

    if (rc < 0)
        return rc;
    if (json_is_false(use))
        s->window = 0;
    else if (json_is_true(use) && s->window && !has(s->config, "layer_types"))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the configuration does not say which layers have a sliding window: give "
                          "the number of parameters instead"),
                       NULL);
    return 0;
}

/* Layers that are said to have no experts, and those with a window: all, or those that layer_types
 * names. */
static void read_layers(shape *s)
{
    const json_t *dense = json_object_get(s->config, "mlp_only_layers");
    const json_t *types = json_object_get(s->config, "layer_types");

    for (size_t i = 0; i < json_array_size(dense); i++) {
        json_int_t layer = json_integer_value(json_array_get(dense, i));

        if (json_is_integer(json_array_get(dense, i)) && layer >= 0 && layer < s->layers)
            s->dense[layer] = true;
    }
    for (long long layer = 0; s->window && layer < s->layers; layer++) {
        const char *type = json_string_value(json_array_get(types, (size_t)layer));

        s->windowed[layer] = !types || (type && strcmp(type, "sliding_attention") == 0);
    }
}

static int read_shape(shape *s, px_error *err)
{
    int rc = read_basis(s, err);

    if (rc >= 0 && s->family->latent)
        rc = read_latent(s, err);
    if (rc >= 0 && s->family->experts)
        rc = read_experts(s, err);
    if (rc >= 0)
        rc = read_window(s, err);
    if (rc >= 0)
        read_layers(s);
    return rc;
}

/* ---- Counting */

static bool layer_is_sparse(const shape *s, long long layer)
{
    if (!s->family->experts || s->dense[layer])
        return false;
    switch (s->family->which) {
    case BY_STEP:
        return (layer + 1) % s->frequency == 0;
    case BY_FIRST:
        return layer >= s->first && layer % s->frequency == 0;
    case ALL_SPARSE:
        break;
    }
    return true;
}

static void put_projections(const shape *s, px_decimal *sum)
{
    if (!s->family->latent) {
        put_matrix(sum, s->width, s->heads * s->head_size, 2); /* queries, output */
        put_matrix(sum, s->width, s->key_value_heads * s->head_size, 2);
        return;
    }
    if (s->q_rank) {
        put_matrix(sum, s->width, s->q_rank, 1);
        put_matrix(sum, s->q_rank, s->heads * (s->nope + s->rope), 1);
    } else {
        put_matrix(sum, s->width, s->heads * (s->nope + s->rope), 1);
    }
    put_matrix(sum, s->width, s->kv_rank + s->rope, 1);
    put_matrix(sum, s->kv_rank, s->heads * (s->nope + s->value), 1);
    put_matrix(sum, s->heads * s->value, s->width, 1);
}

static void put_context(const shape *s, px_decimal *sum)
{
    if (s->family->latent)
        put_matrix(sum, s->heads, s->nope + s->rope + s->value, 1);
    else
        put_matrix(sum, s->heads, s->head_size, 2);
}

static void put_layer(const shape *s, long long layer, px_layer_count *count)
{
    px_decimal *parts = count->parts;

    put_projections(s, &parts[PX_LAYER_ATTENTION]);
    put_context(s, &parts[s->windowed[layer] ? PX_LAYER_CONTEXT_WINDOW : PX_LAYER_CONTEXT]);
    if (!layer_is_sparse(s, layer)) {
        put_matrix(&parts[PX_LAYER_FEED_FORWARD], s->width, s->feed_forward, 3);
        return;
    }
    put_matrix(&parts[PX_LAYER_EXPERTS], s->width, s->expert_width, 3 * s->used);
    put_matrix(&parts[PX_LAYER_EXPERTS], s->width, s->experts, 1); /* the router */
    put_matrix(&parts[PX_LAYER_FEED_FORWARD], s->width, s->expert_width, 3 * s->shared);
}

/* A further layer for each later token: it joins two vectors, is one more layer of the last kind,
 * and uses the output head again. */
static void put_prediction(const shape *s, px_layer_count *count)
{
    px_layer_count one = { 0 };

    if (!s->prediction)
        return;
    put_layer(s, s->layers - 1, &one);
    for (long long i = 0; i < s->prediction; i++) {
        px_decimal *sum = &count->parts[PX_LAYER_PREDICTION];

        put(sum, one.parts[PX_LAYER_ATTENTION]);
        put(sum, one.parts[PX_LAYER_FEED_FORWARD]);
        put(sum, one.parts[PX_LAYER_EXPERTS]);
        put_matrix(sum, 2 * s->width, s->width, 1);
        put_matrix(sum, s->width, s->vocabulary, 1);
        put(&count->parts[PX_LAYER_CONTEXT], one.parts[PX_LAYER_CONTEXT]);
        put(&count->parts[PX_LAYER_CONTEXT_WINDOW], one.parts[PX_LAYER_CONTEXT_WINDOW]);
    }
}

static int find_family(const json_t *config, const family **ret_family, px_str *ret_type,
                       px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    int rc = px_json_get_str(config, "model_type", ret_type, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < PX_COUNT(families); i++)
        if (px_str_is(*ret_type, families[i].type)) {
            *ret_family = &families[i];
            return 0;
        }
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("operations of the architecture '{architecture}' are not known layer by "
                      "layer: only the number of (active) parameters tells them"),
                   "architecture", px_str_excerpt(*ret_type, excerpt), NULL);
}

int px_layer_count_config(const json_t *config, px_arena *arena, px_layer_count *ret_count,
                          px_error *err)
{
    const json_t *text = json_object_get(config, "text_config");
    shape s = { .config = json_is_object(text) ? text : config };
    px_layer_count *count;
    px_str type = PX_STR_NONE;
    int rc = find_family(s.config, &s.family, &type, err);

    if (rc >= 0)
        rc = read_shape(&s, err);
    if (rc < 0)
        return rc;
    count = px_arena_alloc(arena, sizeof(*count));
    for (long long layer = 0; layer < s.layers; layer++)
        put_layer(&s, layer, count);
    put_matrix(&count->parts[PX_LAYER_OUTPUT], s.width, s.vocabulary, 1);
    put_prediction(&s, count);
    count->family = px_arena_str(arena, type);
    count->layers = s.layers;
    count->width = s.width;
    count->window = s.window;
    *ret_count = *count;
    return 0;
}

/* Positions attended to by all tokens of one sequence together: 1 + 2 + ... + length, or with a
 * window no more than that many each. */
static px_decimal positions(long long length, long long window, bool causal)
{
    long long seen = window && window < length ? window : length;
    px_decimal half = { .exponent = -1, .n = 1, .limbs = { 5 } };
    px_decimal all;

    if (!causal)
        return product(length, seen, 1);
    all = product(seen, 2 * length - seen + 1, 1);
    return px_decimal_mul(&all, &half);
}

px_decimal px_layer_sequence(const px_layer_count *count, px_layer_part part, long long length,
                             bool causal)
{
    px_decimal times = part == PX_LAYER_CONTEXT_WINDOW ? positions(length, count->window, causal)
                       : part == PX_LAYER_CONTEXT      ? positions(length, 0, causal)
                                                       : px_decimal_of((uint64_t)length);

    return px_decimal_mul(&count->parts[part], &times);
}
