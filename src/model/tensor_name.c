/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/tensor_name.h"

#include "base/ascii.h"

#include "base/banned.h"

/* ---- Patterns */

/* A part of a name that is a number; "expert_12" is one, too. *ret_head: what stands before it. */
static bool is_number(px_str part, size_t *ret_head)
{
    *ret_head = px_str_starts(part, PX_STR("expert_")) ? 7 : 0;
    if (part.len == *ret_head)
        return false;
    for (size_t i = *ret_head; i < part.len; i++)
        if (!px_is_digit(part.ptr[i]))
            return false;
    return true;
}

static uint64_t number_of(px_str digits)
{
    uint64_t n = 0;

    for (size_t i = 0; i < digits.len; i++)
        if (__builtin_mul_overflow(n, 10U, &n) ||
            __builtin_add_overflow(n, (uint64_t)(digits.ptr[i] - '0'), &n))
            return UINT64_MAX;
    return n;
}

static void put(px_name_pattern *pattern, px_str text)
{
    size_t n = PX_MIN(text.len, (size_t)PX_NAME_PATTERN - pattern->len);

    memcpy(pattern->text + pattern->len, text.ptr, n);
    pattern->len += n;
}

static inline bool is_separator(char c)
{
    return c == '.' || c == '/' || c == ':';
}

void px_name_pattern_make(px_str name, px_name_pattern *ret_pattern)
{
    ret_pattern->len = ret_pattern->count = 0;
    for (size_t at = 0; at < name.len;) {
        size_t end = at, head;
        px_str part;

        while (end < name.len && !is_separator(name.ptr[end]))
            end++;
        part = px_str_n(name.ptr + at, end - at);
        if (ret_pattern->count < PX_NAME_NUMBERS && is_number(part, &head)) {
            ret_pattern->numbers[ret_pattern->count++] =
                number_of(px_str_sub(part, head, part.len));
            put(ret_pattern, px_str_sub(part, 0, head));
            put(ret_pattern, PX_STR("#"));
        } else {
            put(ret_pattern, part);
        }
        if (end < name.len)
            put(ret_pattern, PX_STR("."));
        at = end + 1;
    }
}

/* ---- Parts */

typedef enum rule_kind {
    WHOLE,  /* one of the parts between the dots is this */
    FIRST,  /* the first of them is */
    HOLDS,  /* it stands anywhere */
    BEGINS, /* one of the parts begins with it */
    MIXER   /* one of the parts is this, and one before it is "mixer" */
} rule_kind;

/* The first rule that holds decides. */
static const struct {
    const char *text;
    rule_kind kind;
    px_model_part part;
} rules[] = {
    { "visual", WHOLE, PX_PART_VISION },
    { "vision", BEGINS, PX_PART_VISION },
    { "multi_modal_projector", WHOLE, PX_PART_VISION },
    { "mm_projector", WHOLE, PX_PART_VISION },
    { "embed_vision", WHOLE, PX_PART_VISION },
    { "image_newline", WHOLE, PX_PART_VISION },
    { "img_projection", WHOLE, PX_PART_VISION },
    { "v", FIRST, PX_PART_VISION },
    { "mm", FIRST, PX_PART_VISION },
    { "audio", BEGINS, PX_PART_AUDIO },
    { "embed_audio", WHOLE, PX_PART_AUDIO },
    { "a", FIRST, PX_PART_AUDIO },
    { "mtp", BEGINS, PX_PART_PREDICTION },
    { "nextn", WHOLE, PX_PART_PREDICTION },
    { "shared_expert", HOLDS, PX_PART_SHARED_EXPERTS },
    { "shared_mlp", HOLDS, PX_PART_SHARED_EXPERTS },
    { "_shexp", HOLDS, PX_PART_SHARED_EXPERTS },
    { "experts", WHOLE, PX_PART_ROUTED_EXPERTS },
    { "_exps.", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "block_sparse_moe.input_linear", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "block_sparse_moe.output_linear", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "ffn_gate.#.", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "ffn_up.#.", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "ffn_down.#.", HOLDS, PX_PART_ROUTED_EXPERTS },
    { "router", WHOLE, PX_PART_ROUTER },
    { "gate", WHOLE, PX_PART_ROUTER },
    { "ffn_gate_inp", WHOLE, PX_PART_ROUTER },
    { "exp_probs_b", WHOLE, PX_PART_ROUTER },
    { "e_score_correction_bias", WHOLE, PX_PART_ROUTER },
    { "norm", HOLDS, PX_PART_NORM },
    { "ln_", BEGINS, PX_PART_NORM },
    { "mamba", WHOLE, PX_PART_STATE_SPACE },
    { "linear_attn", WHOLE, PX_PART_STATE_SPACE },
    { "ssm_", BEGINS, PX_PART_STATE_SPACE },
    { "conv1d", WHOLE, PX_PART_STATE_SPACE },
    { "A_log", WHOLE, PX_PART_STATE_SPACE },
    { "dt_bias", WHOLE, PX_PART_STATE_SPACE },
    { "x_proj", WHOLE, PX_PART_STATE_SPACE },
    { "dt_proj", WHOLE, PX_PART_STATE_SPACE },
    { "in_proj", MIXER, PX_PART_STATE_SPACE },
    { "out_proj", MIXER, PX_PART_STATE_SPACE },
    { "D", MIXER, PX_PART_STATE_SPACE },
    { "attn", HOLDS, PX_PART_ATTENTION },
    { "attention", HOLDS, PX_PART_ATTENTION },
    { "q_proj", WHOLE, PX_PART_ATTENTION },
    { "k_proj", WHOLE, PX_PART_ATTENTION },
    { "v_proj", WHOLE, PX_PART_ATTENTION },
    { "o_proj", WHOLE, PX_PART_ATTENTION },
    { "lm_head", WHOLE, PX_PART_HEAD },
    { "output", FIRST, PX_PART_HEAD },
    { "embed_out", WHOLE, PX_PART_HEAD },
    { "classifier", FIRST, PX_PART_HEAD },
    { "score", FIRST, PX_PART_HEAD },
    { "embed", HOLDS, PX_PART_EMBEDDING },
    { "wte", WHOLE, PX_PART_EMBEDDING },
    { "wpe", WHOLE, PX_PART_EMBEDDING },
    { "token_embd", WHOLE, PX_PART_EMBEDDING },
    { "position_embd", WHOLE, PX_PART_EMBEDDING },
    { "token_types", WHOLE, PX_PART_EMBEDDING },
    { "mlp", HOLDS, PX_PART_FEED_FORWARD },
    { "ffn", HOLDS, PX_PART_FEED_FORWARD },
    { "feed_forward", HOLDS, PX_PART_FEED_FORWARD },
    { "up_proj", WHOLE, PX_PART_FEED_FORWARD },
    { "down_proj", WHOLE, PX_PART_FEED_FORWARD },
    { "gate_proj", WHOLE, PX_PART_FEED_FORWARD },
    { "intermediate", WHOLE, PX_PART_FEED_FORWARD },
    { "fc1", WHOLE, PX_PART_FEED_FORWARD },
    { "fc2", WHOLE, PX_PART_FEED_FORWARD },
};

/* The next part between dots, with where it begins; false at the end. */
static bool next_part(px_str pattern, size_t *at, px_str *ret_part)
{
    size_t end = *at;

    if (*at > pattern.len)
        return false;
    while (end < pattern.len && pattern.ptr[end] != '.')
        end++;
    *ret_part = px_str_n(pattern.ptr + *at, end - *at);
    *at = end + 1;
    return true;
}

static bool rule_holds(rule_kind kind, px_str text, px_str pattern)
{
    bool mixer = false;
    px_str part;

    if (kind == HOLDS)
        return px_str_find(pattern, text) < pattern.len;
    for (size_t at = 0; next_part(pattern, &at, &part);) {
        if (kind == BEGINS ? px_str_starts(part, text)
                           : px_str_eq(part, text) && (kind != MIXER || mixer))
            return true;
        mixer = mixer || px_str_is(part, "mixer");
        if (kind == FIRST)
            return false;
    }
    return false;
}

static px_model_part part_of(px_str pattern)
{
    for (size_t i = 0; i < PX_COUNT(rules); i++)
        if (rule_holds(rules[i].kind, px_str_of(rules[i].text), pattern))
            return rules[i].part;
    return PX_PART_OTHER;
}

/* ---- Roles */

static const struct {
    const char *end;
    px_tensor_role role;
} roles[] = {
    { "weight_scale", PX_ROLE_SCALE },
    { "scale_inv", PX_ROLE_SCALE },
    { "weight_scale_2", PX_ROLE_SCALE },
    { "input_scale", PX_ROLE_SCALE },
    { "output_scale", PX_ROLE_SCALE },
    { "activation_scale", PX_ROLE_SCALE },
    { "weight_global_scale", PX_ROLE_SCALE },
    { "input_global_scale", PX_ROLE_SCALE },
    { ".q_scale", PX_ROLE_SCALE },
    { ".k_scale", PX_ROLE_SCALE },
    { ".v_scale", PX_ROLE_SCALE },
    { ".scales", PX_ROLE_SCALE },
    { "_scales", PX_ROLE_SCALE },
    { ".biases", PX_ROLE_SCALE },
    { "zero_point", PX_ROLE_SCALE },
    { "weight_shape", PX_ROLE_SCALE },
    { "qzeros", PX_ROLE_SCALE },
    { "g_idx", PX_ROLE_SCALE },
    { "absmax", PX_ROLE_SCALE },
    { "quant_map", PX_ROLE_SCALE },
    { "bitsandbytes__nf4", PX_ROLE_SCALE },
    { "bitsandbytes__fp4", PX_ROLE_SCALE },
    { ".SCB", PX_ROLE_SCALE },
    { "weight_format", PX_ROLE_SCALE },
    { "qweight", PX_ROLE_PACKED },
    { "weight_packed", PX_ROLE_PACKED },
    { "_blocks", PX_ROLE_PAIRS },
    { "running_mean", PX_ROLE_BUFFER },
    { "running_var", PX_ROLE_BUFFER },
    { "num_batches_tracked", PX_ROLE_BUFFER },
    { "inv_freq", PX_ROLE_BUFFER },
    { "masked_bias", PX_ROLE_BUFFER },
    { "position_ids", PX_ROLE_BUFFER },
    { "rope_freqs.weight", PX_ROLE_BUFFER },
    { "rope_factors_long.weight", PX_ROLE_BUFFER },
    { "rope_factors_short.weight", PX_ROLE_BUFFER },
    { "cos_cached", PX_ROLE_BUFFER },
    { "sin_cached", PX_ROLE_BUFFER },
    { "pos_embed.pos_embed", PX_ROLE_BUFFER },
    { "weight", PX_ROLE_WEIGHT },
    { "weight_quantized", PX_ROLE_WEIGHT },
    { "_quantized", PX_ROLE_WEIGHT },
};

static px_tensor_role role_of(px_str pattern)
{
    for (size_t i = 0; i < PX_COUNT(roles); i++)
        if (px_str_ends(pattern, px_str_of(roles[i].end)))
            return roles[i].role;
    return PX_ROLE_PARAMETER;
}

/* ---- Numbers */

/* Which of the numbers stands behind one of these words; -1: none. */
static int number_behind(px_str pattern, const char *const *words)
{
    px_str part, before = PX_STR("");
    int n = 0;

    for (size_t at = 0; next_part(pattern, &at, &part); before = part) {
        if (!px_str_ends(part, PX_STR("#")))
            continue;
        for (size_t i = 0; words[i]; i++)
            if (px_str_is(before, words[i]))
                return n;
        n++;
    }
    return -1;
}

void px_tensor_place_find(px_str pattern, px_tensor_place *ret_place)
{
    static const char *const layers[] = { "layers", "h", "blk", "blocks", "block", "layer", NULL };
    static const char *const experts[] = { "experts", "ffn_gate", "ffn_up", "ffn_down", NULL };
    static const char *const tables[] = { "embed_tokens",    "wte",
                                          "token_embd",      "tok_embeddings",
                                          "word_embeddings", "embed_in",
                                          "embeddings" };

    *ret_place = (px_tensor_place){ .part = part_of(pattern), .role = role_of(pattern) };
    ret_place->layer = number_behind(pattern, layers);
    ret_place->expert = number_behind(pattern, experts);
    for (size_t i = 0; ret_place->part == PX_PART_EMBEDDING && i < PX_COUNT(tables); i++)
        if (rule_holds(WHOLE, px_str_of(tables[i]), pattern))
            ret_place->lookup = true;
}
