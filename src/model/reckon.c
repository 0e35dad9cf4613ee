/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/reckon.h"

#include <inttypes.h>

#include "base/json_read.h"
#include "model/model_note.h"

#include "base/banned.h"

enum { LAYERS_MAX = 1 << 14, WIDTH_MAX = 1 << 24, EXPERTS_MAX = 1 << 16 };

uint64_t px_reckon_need(px_reckoning *reckoning, const json_t *object, const char *keys,
                        uint64_t most)
{
    px_model_number number = px_config_number(reckoning->config, object, keys);

    if (number.known && number.value >= 1 && number.value <= most)
        return number.value;
    reckoning->missing = true;
    return 1;
}

uint64_t px_reckon_size(px_reckoning *reckoning, const json_t *object, const char *keys,
                        uint64_t fallback, uint64_t most)
{
    uint64_t value = px_config_value(reckoning->config, object, keys, fallback);

    if (value > most)
        reckoning->missing = true;
    return PX_MIN(value, most);
}

/* A width that may be left out. */
static uint64_t width(px_reckoning *r, const char *keys, uint64_t fallback)
{
    return px_reckon_size(r, r->config->text, keys, fallback, WIDTH_MAX);
}

/* The sizes of a decoder. */
typedef struct decoder {
    px_reckoning *r;
    const json_t *text;
    unsigned traits;
    uint64_t layers, hidden, heads, pairs, head, feed; /* pairs: heads of keys and values */
    uint64_t experts, used, expert_width, shared_width;
    uint64_t first_sparse, sparse_step;
} decoder;

/* ---- Attention */

static void add_latent(const decoder *d)
{
    px_reckoning *r = d->r;
    uint64_t query = width(r, "q_lora_rank", 0);
    uint64_t latent = px_reckon_need(r, d->text, "kv_lora_rank", WIDTH_MAX);
    uint64_t plain = px_reckon_need(r, d->text, "qk_nope_head_dim", WIDTH_MAX);
    uint64_t turned = px_reckon_need(r, d->text, "qk_rope_head_dim", WIDTH_MAX);
    uint64_t value = px_reckon_need(r, d->text, "v_head_dim", WIDTH_MAX);
    bool bias = px_config_flag(d->text, "attention_bias", false);
    px_wide sum = px_matrix(d->hidden, latent + turned, bias) +
                  px_matrix(latent, d->heads * (plain + value), false) +
                  px_matrix(d->heads * value, d->hidden, bias);

    if (query)
        sum += px_matrix(d->hidden, query, bias) +
               px_matrix(query, d->heads * (plain + turned), false);
    else
        sum += px_matrix(d->hidden, d->heads * (plain + turned), false);
    r->parts[PX_PART_NORM] += latent + query;
    if (d->traits & PX_FAMILY_INDEXER) {
        uint64_t heads = px_reckon_need(r, d->text, "index_n_heads", WIDTH_MAX);
        uint64_t size = px_reckon_need(r, d->text, "index_head_dim", WIDTH_MAX);

        sum += px_matrix(query, heads * size, false) + px_matrix(d->hidden, size, false) +
               px_matrix(d->hidden, heads, false);
        r->parts[PX_PART_NORM] += 2 * size;
    }
    r->parts[PX_PART_ATTENTION] += sum;
}

static void add_attention(const decoder *d)
{
    bool all = d->traits & PX_FAMILY_ALL_BIAS;
    bool stated = px_config_flag(d->text, "attention_bias", false);
    bool bias =
        all || (d->traits & PX_FAMILY_QKV_BIAS) || (stated && (d->traits & PX_FAMILY_BIAS_KEY));
    bool out_bias = all || (stated && (d->traits & PX_FAMILY_OUT_BIAS));
    uint64_t q = d->heads * d->head, kv = d->pairs * d->head;
    px_reckoning *r = d->r;

    if (d->traits & PX_FAMILY_LATENT) {
        add_latent(d);
        return;
    }
    r->parts[PX_PART_ATTENTION] +=
        px_matrix(d->hidden, q, bias) + 2 * px_matrix(d->hidden, kv, bias) +
        px_matrix(q, d->hidden, out_bias) + (d->traits & PX_FAMILY_SINKS ? d->heads : 0);
    if ((d->traits & PX_FAMILY_QK_HEAD) ||
        ((d->traits & PX_FAMILY_QK_KEY) && px_config_flag(d->text, "use_qk_norm", false)))
        r->parts[PX_PART_NORM] += 2 * d->head;
    if (d->traits & PX_FAMILY_QK_FULL)
        r->parts[PX_PART_NORM] += q + kv;
}

/* ---- Feed-forward blocks and experts */

static px_wide block(const decoder *d, uint64_t inner)
{
    bool bias = (d->traits & PX_FAMILY_ALL_BIAS) || px_config_flag(d->text, "mlp_bias", false);

    return (d->traits & PX_FAMILY_GATED ? 2 : 1) * px_matrix(d->hidden, inner, bias) +
           px_matrix(inner, d->hidden, bias);
}

static void add_experts(const decoder *d)
{
    px_reckoning *r = d->r;
    bool bias = d->traits & PX_FAMILY_EXPERT_BIAS;
    px_wide expert = 2 * px_matrix(d->hidden, d->expert_width, bias) +
                     px_matrix(d->expert_width, d->hidden, bias);

    r->parts[PX_PART_ROUTED_EXPERTS] += d->experts * expert;
    r->routed_active += d->used * expert;
    r->parts[PX_PART_ROUTER] += px_matrix(d->hidden, d->experts, bias) +
                                (d->traits & PX_FAMILY_CORRECTION ? d->experts : 0);
    if (d->shared_width)
        r->parts[PX_PART_SHARED_EXPERTS] +=
            block(d, d->shared_width) + (d->traits & PX_FAMILY_SHARED_GATE ? d->hidden : 0);
}

static bool is_listed(const json_t *list, uint64_t layer)
{
    size_t i;
    const json_t *value;

    json_array_foreach(list, i,
                       value) if (json_is_integer(value) &&
                                  (uint64_t)json_integer_value(value) == layer) return true;
    return false;
}

/* Layers with experts stand in a list, or come at every so many. */
static bool is_listed_or_stepped(const decoder *d, uint64_t layer)
{
    const json_t *list = json_object_get(d->text, "moe_layers");

    return json_is_array(list) ? is_listed(list, layer) : (layer + 1) % d->sparse_step == 0;
}

static bool is_sparse(const decoder *d, px_sparse_rule rule, uint64_t layer)
{
    switch (rule) {
    case PX_SPARSE_ALL:
        return true;
    case PX_SPARSE_STEP:
        return d->experts && (layer + 1) % d->sparse_step == 0 &&
               !is_listed(json_object_get(d->text, "mlp_only_layers"), layer);
    case PX_SPARSE_LISTED:
        return is_listed_or_stepped(d, layer);
    case PX_SPARSE_FIRST:
        return d->experts && layer >= d->first_sparse && layer % d->sparse_step == 0;
    default:
        return false;
    }
}

static void read_experts(decoder *d, const px_family *family)
{
    px_reckoning *r = d->r;
    const char *step = family->sparse == PX_SPARSE_STEP     ? "decoder_sparse_step"
                       : family->sparse == PX_SPARSE_LISTED ? "interleave_moe_layer_step"
                                                            : "moe_layer_freq";
    uint64_t shared;

    d->experts =
        px_config_value(r->config, d->text, "n_routed_experts|num_experts|num_local_experts", 0);
    if (family->sparse == PX_SPARSE_NONE ||
        (d->experts == 0 && family->sparse != PX_SPARSE_ALL && family->sparse != PX_SPARSE_LISTED))
        return;
    d->experts =
        px_reckon_need(r, d->text, "n_routed_experts|num_experts|num_local_experts", EXPERTS_MAX);
    d->used = px_reckon_need(r, d->text, "num_experts_per_tok|experts_per_token|top_k_experts",
                             d->experts);
    d->expert_width = px_reckon_need(r, d->text, family->expert_width, WIDTH_MAX);
    d->first_sparse = px_config_value(r->config, d->text, "first_k_dense_replace", 0);
    d->sparse_step = PX_MAX(px_config_value(r->config, d->text, step, 1), (uint64_t)1);
    if (d->traits & PX_FAMILY_ONE_SHARED) {
        d->shared_width = d->expert_width;
        return;
    }
    shared = width(r, "n_shared_experts", 0);
    d->shared_width = shared
                          ? PX_MIN(shared * d->expert_width, (uint64_t)WIDTH_MAX)
                          : width(r, "shared_expert_intermediate_size|shared_intermediate_size", 0);
}

/* ---- Layers */

static void add_layer(const decoder *d, bool sparse)
{
    uint64_t norms = d->traits & PX_FAMILY_NORMS_4 ? 4 : d->traits & PX_FAMILY_NORMS_1 ? 1 : 2;

    d->r->parts[PX_PART_NORM] +=
        (px_wide)norms * d->hidden * (d->traits & PX_FAMILY_ALL_BIAS ? 2 : 1);
    add_attention(d);
    if (sparse)
        add_experts(d);
    else
        d->r->parts[PX_PART_FEED_FORWARD] += block(d, d->feed);
}

static px_wide sum_of(const px_wide *parts)
{
    px_wide sum = 0;

    for (size_t i = 0; i < PX_PART_PREDICTION; i++)
        sum += parts[i];
    return sum;
}

/* Each layer that predicts a further token is one more layer, the matrix that joins its two inputs,
 * and three norms; embedding and output are those of the model. */
static void add_prediction(const decoder *d, const px_family *family)
{
    uint64_t count = px_config_value(d->r->config, d->text, "num_nextn_predict_layers", 0);
    px_reckoning alone = { .config = d->r->config };
    decoder one = *d;

    if (count == 0 || count > LAYERS_MAX)
        return;
    one.r = &alone;
    add_layer(&one, is_sparse(d, family->sparse, d->layers));
    d->r->parts[PX_PART_PREDICTION] =
        count * (sum_of(alone.parts) + px_matrix(2 * d->hidden, d->hidden, false) + 3 * d->hidden);
}

static void add_layers(px_reckoning *r, const px_family *family, uint64_t hidden)
{
    const json_t *text = r->config->text;
    decoder d = {
        .r = r, .text = text, .traits = family->traits, .hidden = hidden, .sparse_step = 1
    };

    d.layers = px_reckon_need(r, text, "num_hidden_layers|n_layer", LAYERS_MAX);
    d.heads = px_reckon_need(r, text, "num_attention_heads|n_head", WIDTH_MAX);
    d.pairs = width(r, "num_key_value_heads", d.heads);
    d.head = width(r, "head_dim", hidden / d.heads);
    d.feed = width(r,
                   family->sparse == PX_SPARSE_LISTED ? "intermediate_size_mlp"
                                                      : "intermediate_size|n_inner",
                   4 * hidden);
    read_experts(&d, family);
    for (uint64_t layer = 0; layer < d.layers && !r->missing; layer++)
        add_layer(&d, is_sparse(&d, family->sparse, layer));
    add_prediction(&d, family);
}

/* ---- The model */

static void add_ends(px_reckoning *r, const px_family *family, uint64_t hidden, bool *ret_tied)
{
    const json_t *text = r->config->text;
    uint64_t vocabulary = px_reckon_need(r, text, "vocab_size", WIDTH_MAX);
    bool tied = px_config_flag(text, "tie_word_embeddings", family->traits & PX_FAMILY_TIED);

    *ret_tied = px_config_flag(r->config->root, "tie_word_embeddings", tied);
    r->parts[PX_PART_EMBEDDING] = px_matrix(vocabulary, hidden, false);
    if (!*ret_tied)
        r->parts[PX_PART_HEAD] = px_matrix(vocabulary, hidden, false);
    if (family->traits & PX_FAMILY_POSITIONS)
        r->parts[PX_PART_EMBEDDING] +=
            px_matrix(px_reckon_need(r, text, "n_positions|max_position_embeddings", WIDTH_MAX),
                      hidden, false);
    r->parts[PX_PART_NORM] += hidden * (family->traits & PX_FAMILY_ALL_BIAS ? 2 : 1);
}

static void finish(const px_reckoning *r, bool tied, px_model *model)
{
    px_model_parameters *p = &model->parameters;
    px_wide total = sum_of(r->parts);

    if (total > INT64_MAX || r->parts[PX_PART_PREDICTION] > INT64_MAX) {
        px_model_note_add(model, "not-reckoned",
                          N_("the parameters cannot be reckoned: the configuration's numbers are "
                             "larger than any model"),
                          NULL);
        return;
    }
    for (size_t i = 0; i < PX_PART_COUNT; i++)
        p->parts[i] = (uint64_t)r->parts[i];
    p->basis = PX_BASIS_CONFIG;
    p->total = (px_model_number){ (uint64_t)total, true };
    p->active =
        (px_model_number){ (uint64_t)(total - r->parts[PX_PART_ROUTED_EXPERTS] + r->routed_active -
                                      r->parts[PX_PART_VISION] - r->parts[PX_PART_AUDIO]),
                           true };
    p->lookup = tied ? 0 : p->parts[PX_PART_EMBEDDING];
}

/* Why nothing can be said of the whole, and what can be said of a part. */
static void note_unknown(px_model *model, px_str type)
{
    char name[PX_EXCERPT_SIZE];

    px_model_note_add(model, "not-reckoned",
                      N_("the parameters cannot be reckoned: how a model of the kind '{kind}' is "
                         "built is not known; they are counted where its weights are there"),
                      "kind", px_str_excerpt(type.ptr ? type : PX_STR("?"), name), NULL);
}

/* Whether a decoder could be reckoned; *ret_unknown: the part whose kind is not known, if that is
 * why. */
static bool add_decoder(px_reckoning *r, const px_family *family, bool *ret_tied,
                        const json_t **ret_unknown)
{
    const px_model_config *config = r->config;
    uint64_t hidden = px_reckon_need(r, config->text, "hidden_size|n_embd", WIDTH_MAX);

    add_ends(r, family, hidden, ret_tied);
    if (family->traits & PX_FAMILY_PATTERN)
        px_reckon_pattern(r, family);
    else if (family->traits & PX_FAMILY_GEMMA4)
        px_reckon_gemma4(r);
    else if (family->traits & PX_FAMILY_GRANITE)
        px_reckon_granite(r);
    else if (family->traits & PX_FAMILY_DELTA)
        px_reckon_delta(r);
    else
        add_layers(r, family, hidden);
    *ret_unknown = config->audio                                    ? config->audio
                   : config->vision && !px_reckon_vision(r, hidden) ? config->vision
                                                                    : NULL;
    return !*ret_unknown && !r->missing;
}

void px_model_reckon(px_model_config *config, px_model *model)
{
    px_reckoning r = { .config = config };
    px_str top = px_model_config_type(config);
    px_str type = px_json_text_at(config->text, "model_type");
    const px_family *family;
    const json_t *unknown = NULL;
    bool tied = true;
    px_reckoned whole = px_reckon_encoder(&r, top);

    if (whole == PX_OF_ANOTHER_KIND)
        whole = px_reckon_diffusion(&r, top);
    family = whole == PX_OF_ANOTHER_KIND ? px_family_find(type) : NULL;
    if (family && !add_decoder(&r, family, &tied, &unknown))
        whole = PX_NOT_RECKONED;
    if (r.missing)
        px_model_note_add(model, "not-reckoned",
                          N_("the parameters cannot be reckoned: a size that is needed is missing "
                             "in the configuration, or no size"),
                          NULL);
    else if (whole == PX_RECKONED || (family && whole == PX_OF_ANOTHER_KIND))
        finish(&r, tied, model);
    else
        note_unknown(model, unknown                ? px_json_text_at(unknown, "model_type")
                            : top.ptr && !type.ptr ? top
                                                   : type);
}
