/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Models that are no decoders alone: encoders of text (BERT and its kin), of images (ViT), of both
 * (CLIP, SigLIP), and those with an encoder and a decoder (T5, Whisper). What stands on top of the
 * encoder depends on the architecture that the configuration names; one that is not known here is
 * not reckoned.
 */
#include "base/json_read.h"
#include "model/reckon.h"

#include "base/banned.h"

enum { LAYERS_MAX = 1 << 14, WIDTH_MAX = 1 << 24 };

typedef struct encoder {
    px_reckoning *r;
    const json_t *config; /* the object that holds its sizes */
    px_str architecture;
} encoder;

static uint64_t need(const encoder *e, const char *keys)
{
    return px_reckon_need(e->r, e->config, keys, WIDTH_MAX);
}

static uint64_t layers(const encoder *e, const char *keys)
{
    return px_reckon_need(e->r, e->config, keys, LAYERS_MAX);
}

/* A size that a configuration leaves out where it is this one. */
static uint64_t size(const encoder *e, const char *keys, uint64_t fallback)
{
    return px_reckon_size(e->r, e->config, keys, fallback, WIDTH_MAX);
}

static void add(const encoder *e, px_model_part part, px_wide count)
{
    e->r->parts[part] += count;
}

/* Layers whose every matrix and norm has a bias. */
static void add_layers(const encoder *e, uint64_t count, uint64_t hidden, uint64_t inner)
{
    add(e, PX_PART_ATTENTION, (px_wide)4 * count * px_matrix(hidden, hidden, true));
    add(e, PX_PART_FEED_FORWARD,
        count * (px_matrix(hidden, inner, true) + px_matrix(inner, hidden, true)));
    add(e, PX_PART_NORM, (px_wide)4 * count * hidden);
}

/* ---- BERT and its kin */

/* The head that finds masked words again: a matrix, a norm, and a bias for each word; the words
 * are those of the embedding. */
static px_wide masked_head(uint64_t hidden, uint64_t vocabulary)
{
    return px_matrix(hidden, hidden, true) + 2 * hidden + vocabulary;
}

static bool bert_with(const encoder *e, const char *name, bool types, bool pooler)
{
    uint64_t hidden = need(e, "hidden_size|dim"), vocabulary = need(e, "vocab_size");
    px_str rest =
        px_str_sub(e->architecture, PX_MIN(strlen(name), e->architecture.len), e->architecture.len);
    bool masked = px_str_is(rest, "ForMaskedLM"), all = px_str_is(rest, "ForPreTraining");

    if (!px_str_starts(e->architecture, px_str_of(name)) ||
        (!masked && !px_str_is(rest, "Model") && !(all && types && pooler)) ||
        !px_config_flag(e->config, "tie_word_embeddings", true))
        return false;
    add(e, PX_PART_EMBEDDING,
        px_matrix(vocabulary + need(e, "max_position_embeddings"), hidden, false) +
            (types ? px_matrix(need(e, "type_vocab_size"), hidden, false) : 0));
    add(e, PX_PART_NORM, (px_wide)2 * hidden);
    add_layers(e, layers(e, "num_hidden_layers|n_layers"), hidden,
               need(e, "intermediate_size|hidden_dim"));
    if (pooler && !masked)
        add(e, PX_PART_OTHER, px_matrix(hidden, hidden, true));
    if (masked || all)
        add(e, PX_PART_HEAD, masked_head(hidden, vocabulary));
    if (all) /* whether a sentence follows another */
        add(e, PX_PART_HEAD, px_matrix(hidden, 2, true));
    return true;
}

static bool bert(const encoder *e)
{
    return bert_with(e, "Bert", true, true);
}

static bool roberta(const encoder *e)
{
    return bert_with(e, "Roberta", true, true) && !px_str_ends(e->architecture, PX_STR("Training"));
}

static bool xlm_roberta(const encoder *e)
{
    return bert_with(e, "XLMRoberta", true, true) &&
           !px_str_ends(e->architecture, PX_STR("Training"));
}

static bool distilbert(const encoder *e)
{
    return bert_with(e, "DistilBert", false, false);
}

/* ---- Images */

/* Everything of an encoder of images but what stands on top. */
static px_wide patches_and_layers(const encoder *e, uint64_t hidden, bool class_token, bool bias,
                                  uint64_t usual_patch)
{
    uint64_t patch = px_reckon_size(e->r, e->config, "patch_size", usual_patch, 1 << 12);
    uint64_t channels = px_reckon_size(e->r, e->config, "num_channels", 3, 1 << 12);
    uint64_t across = size(e, "image_size", 224) / PX_MAX(patch, (uint64_t)1);
    uint64_t inner = size(e, "intermediate_size", 3072);
    uint64_t count = px_reckon_size(e->r, e->config, "num_hidden_layers", 12, LAYERS_MAX);

    return px_matrix(channels * patch * patch, hidden, bias) +
           px_matrix(across * across + class_token, hidden, false) + (class_token ? hidden : 0) +
           count * px_plain_layer(hidden, inner);
}

static bool vit(const encoder *e)
{
    uint64_t hidden = need(e, "hidden_size");
    size_t labels = json_object_size(json_object_get(e->config, "id2label"));
    bool alone = px_str_is(e->architecture, "ViTModel");

    if (!alone && !px_str_is(e->architecture, "ViTForImageClassification"))
        return false;
    if (!px_config_flag(e->config, "qkv_bias", true))
        return false;
    add(e, PX_PART_VISION, patches_and_layers(e, hidden, true, true, 16) + (px_wide)2 * hidden);
    if (alone)
        add(e, PX_PART_VISION, px_matrix(hidden, hidden, true)); /* the pooler */
    else
        add(e, PX_PART_HEAD, px_matrix(hidden, labels ? labels : 2, true));
    return true;
}

/* ---- Text and images side by side */

static encoder inside(const encoder *e, const char *key)
{
    return (encoder){ e->r, json_object_get(e->config, key), e->architecture };
}

/* Words, positions and layers; *ret_hidden: the width. */
static void add_text(const encoder *text, uint64_t width, uint64_t inner, uint64_t words,
                     uint64_t positions, uint64_t *ret_hidden)
{
    uint64_t hidden = size(text, "hidden_size", width);

    add(text, PX_PART_EMBEDDING,
        px_matrix(size(text, "vocab_size", words) +
                      size(text, "max_position_embeddings", positions),
                  hidden, false));
    add_layers(text, px_reckon_size(text->r, text->config, "num_hidden_layers", 12, LAYERS_MAX),
               hidden, size(text, "intermediate_size", inner));
    add(text, PX_PART_NORM, (px_wide)2 * hidden);
    *ret_hidden = hidden;
}

enum { CLIP_WIDTH = 512, CLIP_INNER = 2048, CLIP_WORDS = 49408, CLIP_POSITIONS = 77 };

static bool clip_text(const encoder *e)
{
    bool projected = px_str_is(e->architecture, "CLIPTextModelWithProjection");
    uint64_t hidden;

    if (!projected && !px_str_is(e->architecture, "CLIPTextModel"))
        return false;
    add_text(e, CLIP_WIDTH, CLIP_INNER, CLIP_WORDS, CLIP_POSITIONS, &hidden);
    if (projected)
        add(e, PX_PART_HEAD, px_matrix(hidden, size(e, "projection_dim", CLIP_WIDTH), false));
    return true;
}

static px_wide clip_images(const encoder *e, uint64_t *ret_hidden)
{
    uint64_t hidden = size(e, "hidden_size", 768);

    *ret_hidden = hidden;
    return patches_and_layers(e, hidden, true, false, 32) + (px_wide)4 * hidden;
}

static bool clip_vision(const encoder *e)
{
    bool projected = px_str_is(e->architecture, "CLIPVisionModelWithProjection");
    uint64_t hidden;

    if (!projected && !px_str_is(e->architecture, "CLIPVisionModel"))
        return false;
    add(e, PX_PART_VISION, clip_images(e, &hidden));
    if (projected)
        add(e, PX_PART_VISION, px_matrix(hidden, size(e, "projection_dim", CLIP_WIDTH), false));
    return true;
}

static bool clip(const encoder *e)
{
    encoder text = inside(e, "text_config"), vision = inside(e, "vision_config");
    uint64_t shared = size(e, "projection_dim", CLIP_WIDTH), hidden;

    if (!px_str_is(e->architecture, "CLIPModel"))
        return false;
    add_text(&text, CLIP_WIDTH, CLIP_INNER, CLIP_WORDS, CLIP_POSITIONS, &hidden);
    add(e, PX_PART_HEAD, px_matrix(hidden, shared, false) + 1); /* 1: the scale of the logits */
    add(e, PX_PART_VISION, clip_images(&vision, &hidden));
    add(e, PX_PART_VISION, px_matrix(hidden, shared, false));
    return true;
}

static bool siglip(const encoder *e)
{
    encoder text = inside(e, "text_config"), vision = inside(e, "vision_config");
    uint64_t hidden, inner = size(&vision, "intermediate_size", 3072);

    if (!px_str_is(e->architecture, "SiglipModel") ||
        !px_config_flag(vision.config, "vision_use_head", true))
        return false;
    add_text(&text, 768, 3072, 32000, 64, &hidden);
    /* the head, scale and bias of the logits */
    add(e, PX_PART_HEAD, px_matrix(hidden, size(&text, "projection_size", hidden), true) + 2);
    hidden = size(&vision, "hidden_size", 768);
    /* a norm; then the head: a probe that attends, a norm, a block */
    add(e, PX_PART_VISION,
        patches_and_layers(&vision, hidden, false, true, 16) + (px_wide)2 * hidden + hidden +
            4 * px_matrix(hidden, hidden, true) + (px_wide)2 * hidden +
            px_matrix(hidden, inner, true) + px_matrix(inner, hidden, true));
    return true;
}

/* ---- An encoder and a decoder */

/* A stack of T5: attention (to itself, and to the encoder's output), a block, a norm before each;
 * one table of relative positions, in umT5 one for each layer. */
static void add_t5_stack(const encoder *e, uint64_t count, unsigned attentions, bool tables)
{
    uint64_t hidden = need(e, "d_model"), heads = need(e, "num_heads");
    uint64_t inner = px_reckon_size(e->r, e->config, "d_kv", 64, 1 << 16) * heads;
    uint64_t feed = need(e, "d_ff");
    bool gated = px_str_starts(px_json_text_at(e->config, "feed_forward_proj"), PX_STR("gated-"));

    add(e, PX_PART_ATTENTION,
        (px_wide)4 * attentions * count * px_matrix(hidden, inner, false) +
            (tables ? count : 1) *
                px_matrix(size(e, "relative_attention_num_buckets", 32), heads, false));
    add(e, PX_PART_FEED_FORWARD, (gated ? 3 : 2) * count * px_matrix(hidden, feed, false));
    add(e, PX_PART_NORM, (px_wide)(attentions + 1) * count * hidden + hidden);
}

static bool t5_with(const encoder *e, bool tables)
{
    bool alone = px_str_ends(e->architecture, PX_STR("T5EncoderModel"));
    uint64_t count = layers(e, "num_layers"), hidden = need(e, "d_model");
    uint64_t vocabulary = need(e, "vocab_size");
    /* What mT5 and umT5 leave out is another thing than what T5 leaves out. */
    bool plain = px_str_starts(e->architecture, PX_STR("T5"));
    bool tied = px_config_flag(e->config, "tie_word_embeddings", plain);

    if (!plain && !json_object_get(e->config, "feed_forward_proj"))
        return false;
    if (!alone && !px_str_ends(e->architecture, PX_STR("T5ForConditionalGeneration")))
        return false;
    add(e, PX_PART_EMBEDDING, px_matrix(vocabulary, hidden, false));
    add_t5_stack(e, count, 1, tables);
    if (alone)
        return true;
    add_t5_stack(e, px_reckon_size(e->r, e->config, "num_decoder_layers", count, LAYERS_MAX), 2,
                 tables);
    if (!tied)
        add(e, PX_PART_HEAD, px_matrix(vocabulary, hidden, false));
    return true;
}

static bool t5(const encoder *e)
{
    return t5_with(e, false);
}

static bool umt5(const encoder *e)
{
    return t5_with(e, true);
}

/* Keys have no bias. */
static px_wide whisper_attention(uint64_t hidden)
{
    return 3 * px_matrix(hidden, hidden, true) + px_matrix(hidden, hidden, false);
}

static px_wide whisper_block(uint64_t hidden, uint64_t inner)
{
    return px_matrix(hidden, inner, true) + px_matrix(inner, hidden, true);
}

static bool whisper(const encoder *e)
{
    uint64_t hidden = need(e, "d_model");
    uint64_t heard = layers(e, "encoder_layers"), said = layers(e, "decoder_layers");

    if (!px_str_is(e->architecture, "WhisperForConditionalGeneration"))
        return false;
    /* two convolutions over three steps of time */
    add(e, PX_PART_OTHER,
        px_matrix(3 * need(e, "num_mel_bins"), hidden, true) + px_matrix(3 * hidden, hidden, true));
    add(e, PX_PART_EMBEDDING,
        px_matrix(need(e, "vocab_size") + need(e, "max_source_positions") +
                      need(e, "max_target_positions"),
                  hidden, false));
    add(e, PX_PART_ATTENTION, ((px_wide)heard + 2 * said) * whisper_attention(hidden));
    add(e, PX_PART_FEED_FORWARD,
        heard * whisper_block(hidden, need(e, "encoder_ffn_dim")) +
            said * whisper_block(hidden, need(e, "decoder_ffn_dim")));
    add(e, PX_PART_NORM, ((px_wide)2 * heard + (px_wide)3 * said + 2) * 2 * hidden);
    return true;
}

/* ---- All of them */

static const struct {
    const char *type;
    bool (*reckon)(const encoder *e);
} kinds[] = {
    { "bert", bert },
    { "clip", clip },
    { "clip_text_model", clip_text },
    { "clip_vision_model", clip_vision },
    { "distilbert", distilbert },
    { "mt5", t5 },
    { "roberta", roberta },
    { "siglip", siglip },
    { "t5", t5 },
    { "umt5", umt5 },
    { "vit", vit },
    { "whisper", whisper },
    { "xlm-roberta", xlm_roberta },
};

px_reckoned px_reckon_encoder(px_reckoning *reckoning, px_str type)
{
    const json_t *names = json_object_get(reckoning->config->root, "architectures");
    const json_t *first = json_array_get(names, 0);
    encoder e = { .r = reckoning, .config = reckoning->config->root };

    if (json_is_string(first))
        e.architecture = px_json_text(first);
    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(type, kinds[i].type))
            return kinds[i].reckon(&e) ? PX_RECKONED : PX_NOT_RECKONED;
    return PX_OF_ANOTHER_KIND;
}
