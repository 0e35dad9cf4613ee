/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parts of pipelines that make images, by the _class_name of their configuration, as the
 * modules of Hugging Face's diffusers have them: U-Nets, transformers, autoencoders. A switch that
 * changes what is built and is not known here makes the part one that is not reckoned.
 */
#include "model/reckon.h"

#include "base/banned.h"

enum { WIDTH_MAX = 1 << 16, LAYERS_MAX = 1 << 12, LEVELS_MAX = 16 };

typedef struct diffusion {
    px_reckoning *r;
    const json_t *config;
} diffusion;

static uint64_t need(const diffusion *d, const char *key)
{
    return px_reckon_need(d->r, d->config, key, WIDTH_MAX);
}

static uint64_t size(const diffusion *d, const char *key, uint64_t fallback)
{
    return px_reckon_size(d->r, d->config, key, fallback, WIDTH_MAX);
}

static void add(const diffusion *d, px_model_part part, px_wide count)
{
    d->r->parts[part] += count;
}

/* A number of a list with one for each level, or the one number for all. */
static uint64_t at_level(const diffusion *d, const char *key, size_t level, uint64_t fallback)
{
    const json_t *value = json_object_get(d->config, key);

    if (json_is_array(value)) {
        value = json_array_get(value, level);
        if (json_is_integer(value) && json_integer_value(value) >= 1 &&
            json_integer_value(value) <= WIDTH_MAX)
            return (uint64_t)json_integer_value(value);
        d->r->missing = true;
        return 1;
    }
    return size(d, key, fallback);
}

/* Whether a key is missing, null, false, or this text. */
static bool is_plain(const diffusion *d, const char *key, const char *text)
{
    const json_t *value = json_object_get(d->config, key);

    if (!value || json_is_null(value) || json_is_false(value))
        return true;
    return text && json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

static px_wide convolution(uint64_t in, uint64_t out)
{
    return px_matrix(9 * in, out, true);
}

/* Two matrices from a vector of `in` numbers. */
static px_wide two_steps(uint64_t in, uint64_t out)
{
    return px_matrix(in, out, true) + px_matrix(out, out, true);
}

/* Two convolutions with norms; time 0: no vector of time comes in. */
static void add_residual(const diffusion *d, uint64_t in, uint64_t out, uint64_t time)
{
    add(d, PX_PART_NORM, (px_wide)2 * in + 2 * out);
    add(d, PX_PART_OTHER,
        convolution(in, out) + convolution(out, out) + (time ? px_matrix(time, out, true) : 0) +
            (in != out ? px_matrix(in, out, true) : 0));
}

/* ---- U-Net */

typedef struct unet {
    diffusion d;
    size_t levels;
    uint64_t widths[LEVELS_MAX], time;
    bool cross[LEVELS_MAX]; /* a level attends to the text */
} unet;

static void add_transformer(const unet *u, size_t level)
{
    const diffusion *d = &u->d;
    uint64_t c = u->widths[level], text = at_level(d, "cross_attention_dim", level, 1280);
    uint64_t depth = at_level(d, "transformer_layers_per_block", level, 1);

    add(d, PX_PART_ATTENTION,
        2 * px_matrix(c, c, true) +
            depth * (4 * px_matrix(c, c, false) + c + 2 * px_matrix(c, c, false) +
                     2 * px_matrix(text, c, false) + c));
    add(d, PX_PART_FEED_FORWARD, depth * (px_matrix(c, 8 * c, true) + px_matrix(4 * c, c, true)));
    add(d, PX_PART_NORM, (px_wide)2 * c + depth * 6 * c);
}

static bool read_levels(unet *u)
{
    const diffusion *d = &u->d;
    const json_t *down = json_object_get(d->config, "down_block_types");
    const json_t *up = json_object_get(d->config, "up_block_types");

    u->levels = json_array_size(json_object_get(d->config, "block_out_channels"));
    if (u->levels == 0 || u->levels > LEVELS_MAX || json_array_size(down) != u->levels ||
        json_array_size(up) != u->levels)
        return false;
    for (size_t i = 0; i < u->levels; i++) {
        const char *kind = json_string_value(json_array_get(down, i));
        const char *back = json_string_value(json_array_get(up, u->levels - 1 - i));

        u->widths[i] = at_level(d, "block_out_channels", i, 1);
        u->cross[i] = kind && strcmp(kind, "CrossAttnDownBlock2D") == 0;
        if (!kind || !back || (!u->cross[i] && strcmp(kind, "DownBlock2D") != 0) ||
            strcmp(back, u->cross[i] ? "CrossAttnUpBlock2D" : "UpBlock2D") != 0)
            return false;
    }
    return true;
}

static void add_down(const unet *u, size_t level)
{
    uint64_t out = u->widths[level], in = u->widths[level ? level - 1 : 0];
    uint64_t count = at_level(&u->d, "layers_per_block", level, 2);

    for (uint64_t i = 0; i < count && !u->d.r->missing; i++) {
        add_residual(&u->d, i ? out : in, out, u->time);
        if (u->cross[level])
            add_transformer(u, level);
    }
    if (level + 1 < u->levels)
        add(&u->d, PX_PART_OTHER, convolution(out, out));
}

/* Each layer takes what the way down left at its height, beside what comes from below. */
static void add_up(const unet *u, size_t level)
{
    uint64_t out = u->widths[level], before = u->widths[level ? level - 1 : 0];
    uint64_t below = u->widths[PX_MIN(level + 1, u->levels - 1)];
    uint64_t count = at_level(&u->d, "layers_per_block", level, 2) + 1;

    for (uint64_t i = 0; i < count && !u->d.r->missing; i++) {
        uint64_t left = i + 1 == count ? before : out;

        add_residual(&u->d, (i ? out : below) + left, out, u->time);
        if (u->cross[level])
            add_transformer(u, level);
    }
    if (level > 0)
        add(&u->d, PX_PART_OTHER, convolution(out, out));
}

/* Keys that change what is built, with the one text that does not. */
static bool is_usual_unet(const diffusion *d)
{
    static const struct {
        const char *key, *usual;
    } keys[] = {
        { "class_embed_type", NULL },
        { "num_class_embeds", NULL },
        { "encoder_hid_dim", NULL },
        { "encoder_hid_dim_type", NULL },
        { "only_cross_attention", NULL },
        { "dual_cross_attention", NULL },
        { "time_cond_proj_dim", NULL },
        { "timestep_post_act", NULL },
        { "time_embedding_dim", NULL },
        { "time_embedding_act_fn", NULL },
        { "cross_attention_norm", NULL },
        { "resnet_skip_time_act", NULL },
        { "reverse_transformer_layers_per_block", NULL },
        { "mid_block_only_cross_attention", NULL },
        { "attention_type", "default" },
        { "addition_embed_type", "text_time" },
        { "resnet_time_scale_shift", "default" },
        { "time_embedding_type", "positional" },
        { "mid_block_type", "UNetMidBlock2DCrossAttn" },
    };

    for (size_t i = 0; i < PX_COUNT(keys); i++)
        if (!is_plain(d, keys[i].key, keys[i].usual))
            return false;
    return size(d, "conv_in_kernel", 3) == 3 && size(d, "conv_out_kernel", 3) == 3;
}

static bool unet_2d(const diffusion *d)
{
    unet u = { .d = *d };
    uint64_t first, last;

    if (!is_usual_unet(d) || !read_levels(&u))
        return false;
    first = u.widths[0];
    last = u.widths[u.levels - 1];
    u.time = 4 * first;
    add(d, PX_PART_OTHER,
        two_steps(first, u.time) + convolution(size(d, "in_channels", 4), first) +
            convolution(first, size(d, "out_channels", 4)));
    if (!is_plain(d, "addition_embed_type", NULL))
        add(d, PX_PART_OTHER, two_steps(need(d, "projection_class_embeddings_input_dim"), u.time));
    add(d, PX_PART_NORM, (px_wide)2 * first);
    for (size_t i = 0; i < u.levels; i++) {
        add_down(&u, i);
        add_up(&u, i);
    }
    add_residual(d, last, last, u.time);
    add_residual(d, last, last, u.time);
    add_transformer(&u, u.levels - 1);
    return true;
}

/* ---- Autoencoder */

static void add_middle(const diffusion *d, uint64_t width)
{
    add_residual(d, width, width, 0);
    add_residual(d, width, width, 0);
    if (!px_config_flag(d->config, "mid_block_add_attention", true))
        return;
    add(d, PX_PART_NORM, (px_wide)2 * width);
    add(d, PX_PART_ATTENTION, 4 * px_matrix(width, width, true));
}

static bool are_all(const diffusion *d, const char *key, size_t count, const char *kind)
{
    const json_t *list = json_object_get(d->config, key);

    for (size_t i = 0; i < count; i++) {
        const char *is = json_string_value(json_array_get(list, i));

        if (!is || strcmp(is, kind) != 0)
            return false;
    }
    return json_array_size(list) == count;
}

/* A level of the encoder, and the one of the decoder that makes up for it. */
static void add_level(const diffusion *d, size_t level, size_t levels)
{
    uint64_t out = at_level(d, "block_out_channels", level, 64);
    uint64_t down = at_level(d, "block_out_channels", level ? level - 1 : 0, 64);
    uint64_t up = at_level(d, "block_out_channels", PX_MIN(level + 1, levels - 1), 64);
    uint64_t count = size(d, "layers_per_block", 1);

    for (uint64_t i = 0; i < count; i++)
        add_residual(d, i ? out : down, out, 0);
    for (uint64_t i = 0; i < count + 1; i++)
        add_residual(d, i ? out : up, out, 0);
    if (level + 1 < levels)
        add(d, PX_PART_OTHER, convolution(out, out));
    if (level > 0)
        add(d, PX_PART_OTHER, convolution(out, out));
}

static bool autoencoder(const diffusion *d)
{
    size_t levels = json_array_size(json_object_get(d->config, "block_out_channels"));
    uint64_t latent = size(d, "latent_channels", 4), first, last;

    if (levels == 0 || levels > LEVELS_MAX ||
        !are_all(d, "down_block_types", levels, "DownEncoderBlock2D") ||
        !are_all(d, "up_block_types", levels, "UpDecoderBlock2D"))
        return false;
    first = at_level(d, "block_out_channels", 0, 64);
    last = at_level(d, "block_out_channels", levels - 1, 64);
    add(d, PX_PART_OTHER,
        convolution(size(d, "in_channels", 3), first) + convolution(last, 2 * latent) +
            convolution(latent, last) + convolution(first, size(d, "out_channels", 3)));
    if (px_config_flag(d->config, "use_quant_conv", true))
        add(d, PX_PART_OTHER, px_matrix(2 * latent, 2 * latent, true));
    if (px_config_flag(d->config, "use_post_quant_conv", true))
        add(d, PX_PART_OTHER, px_matrix(latent, latent, true));
    add(d, PX_PART_NORM, (px_wide)2 * first + 2 * last);
    add_middle(d, last);
    add_middle(d, last);
    for (size_t level = 0; level < levels && !d->r->missing; level++)
        add_level(d, level, levels);
    return true;
}

/* ---- Transformers */

static px_wide block(uint64_t width)
{
    return px_matrix(width, 4 * width, true) + px_matrix(4 * width, width, true);
}

static bool flux(const diffusion *d)
{
    uint64_t head = size(d, "attention_head_dim", 128);
    uint64_t width = head * size(d, "num_attention_heads", 24), in = size(d, "in_channels", 64);
    uint64_t twin = px_reckon_size(d->r, d->config, "num_layers", 19, LAYERS_MAX);
    uint64_t single = px_reckon_size(d->r, d->config, "num_single_layers", 38, LAYERS_MAX);

    add(d, PX_PART_OTHER,
        px_matrix(in, width, true) + px_matrix(size(d, "joint_attention_dim", 4096), width, true) +
            (px_config_flag(d->config, "guidance_embeds", false) ? 2 : 1) * two_steps(256, width) +
            two_steps(size(d, "pooled_projection_dim", 768), width) +
            px_matrix(width, size(d, "out_channels", in), true));
    /* what shifts and scales norms by the step */
    add(d, PX_PART_OTHER,
        twin * 2 * px_matrix(width, 6 * width, true) + single * px_matrix(width, 3 * width, true) +
            px_matrix(width, 2 * width, true));
    add(d, PX_PART_ATTENTION, ((px_wide)8 * twin + 3 * single) * px_matrix(width, width, true));
    add(d, PX_PART_NORM, ((px_wide)4 * twin + 2 * single) * head);
    add(d, PX_PART_FEED_FORWARD,
        twin * 2 * block(width) +
            single * (px_matrix(width, 4 * width, true) + px_matrix(5 * width, width, true)));
    return size(d, "patch_size", 1) == 1;
}

static bool stable_diffusion_3(const diffusion *d)
{
    uint64_t head = size(d, "attention_head_dim", 64), patch = size(d, "patch_size", 2);
    uint64_t width = head * size(d, "num_attention_heads", 18), in = size(d, "in_channels", 16);
    uint64_t count = px_reckon_size(d->r, d->config, "num_layers", 18, LAYERS_MAX);
    uint64_t second = json_array_size(json_object_get(d->config, "dual_attention_layers"));
    unsigned norms = is_plain(d, "qk_norm", NULL) ? 0 : 2;

    if (!is_plain(d, "qk_norm", "rms_norm") || second > count ||
        size(d, "caption_projection_dim", 1152) != width)
        return false;
    add(d, PX_PART_OTHER,
        px_matrix(patch * patch * in, width, true) +
            px_matrix(size(d, "joint_attention_dim", 4096), width, true) + two_steps(256, width) +
            two_steps(size(d, "pooled_projection_dim", 2048), width) +
            px_matrix(width, patch * patch * size(d, "out_channels", 16), true));
    /* what shifts and scales norms; of the last layer the text is not asked for any more */
    add(d, PX_PART_OTHER,
        (2 * count - 1) * px_matrix(width, 6 * width, true) +
            second * px_matrix(width, 3 * width, true) + 2 * px_matrix(width, 2 * width, true));
    add(d, PX_PART_ATTENTION,
        ((px_wide)8 * count - 1 + 4 * second) * px_matrix(width, width, true));
    add(d, PX_PART_NORM, (px_wide)norms * (2 * count + second) * head);
    add(d, PX_PART_FEED_FORWARD, (2 * count - 1) * block(width));
    return true;
}

/* ---- All of them */

static const struct {
    const char *type;
    bool (*reckon)(const diffusion *d);
} kinds[] = {
    { "AutoencoderKL", autoencoder },
    { "FluxTransformer2DModel", flux },
    { "SD3Transformer2DModel", stable_diffusion_3 },
    { "UNet2DConditionModel", unet_2d },
};

px_reckoned px_reckon_diffusion(px_reckoning *reckoning, px_str type)
{
    diffusion d = { .r = reckoning, .config = reckoning->config->root };

    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(type, kinds[i].type))
            return kinds[i].reckon(&d) ? PX_RECKONED : PX_NOT_RECKONED;
    return PX_OF_ANOTHER_KIND;
}
