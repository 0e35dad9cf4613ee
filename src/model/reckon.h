/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The number of parameters from the configuration alone: every matrix, bias and norm of every
 * layer, for the families of family.h. What is not known exactly is not reckoned.
 */
#ifndef PX_MODEL_RECKON_H
#define PX_MODEL_RECKON_H

#include "model/family.h"
#include "model/model_config.h"

typedef unsigned __int128 px_wide;

typedef struct px_reckoning {
    px_model_config *config;
    px_wide parts[PX_PART_COUNT];
    px_wide routed_active; /* of the routed experts, what one token goes to */
    bool missing;          /* a number that is needed is missing or of no use */
} px_reckoning;

/* A number that has to be there, from 1 to `most`. */
uint64_t px_reckon_need(px_reckoning *reckoning, const json_t *object, const char *keys,
                        uint64_t most);

/* The same for one that has a value where it is left out; above `most` it is missing. */
uint64_t px_reckon_size(px_reckoning *reckoning, const json_t *object, const char *keys,
                        uint64_t fallback, uint64_t most);

/* Whether a kind of model, or of part of a pipeline, could be reckoned. */
typedef enum px_reckoned {
    PX_OF_ANOTHER_KIND, /* the kind is none of these */
    PX_NOT_RECKONED,    /* it is, but this one is built in a way that is not known */
    PX_RECKONED
} px_reckoned;

/* Encoders, and models with an encoder and a decoder: "bert", "clip", "t5", "whisper". */
px_reckoned px_reckon_encoder(px_reckoning *reckoning, px_str type);

/* Parts of diffusers pipelines: "UNet2DConditionModel". */
px_reckoned px_reckon_diffusion(px_reckoning *reckoning, px_str type);

/* Adds the encoder of images, with what joins it to the language model (hidden: its width). False
 * where it is not known how the model as a whole (model_type at the top) does that. */
bool px_reckon_vision(px_reckoning *reckoning, uint64_t hidden);

/* Adds the blocks of a family with PX_FAMILY_PATTERN, norms included. */
void px_reckon_pattern(px_reckoning *reckoning, const px_family *family);

/* Adds the layers of Gemma 4; of Granite 4 (granitemoehybrid), of Qwen3-Next. */
void px_reckon_gemma4(px_reckoning *reckoning);
void px_reckon_granite(px_reckoning *reckoning);
void px_reckon_delta(px_reckoning *reckoning);

/* Writes the parameters into the model, or a note on why they cannot be reckoned. */
void px_model_reckon(px_model_config *config, px_model *model);

/* The common pieces: a matrix with or without its bias. */
static inline px_wide px_matrix(uint64_t in, uint64_t out, bool bias)
{
    return (px_wide)in * out + (bias ? out : 0);
}

/* A layer with four matrices of attention, two of the block, two norms; all with biases. */
static inline px_wide px_plain_layer(uint64_t hidden, uint64_t inner)
{
    return 4 * px_matrix(hidden, hidden, true) + px_matrix(hidden, inner, true) +
           px_matrix(inner, hidden, true) + (px_wide)4 * hidden;
}

/* The mixer of Mamba-2: `heads` of `head` numbers, groups x states, a convolution of `kernel`
 * steps. */
typedef struct px_mamba {
    uint64_t heads, head, groups, state, kernel;
    bool bias, kernel_bias;
} px_mamba;

/* Adds one, its norm included. */
void px_reckon_mamba(px_reckoning *reckoning, uint64_t hidden, const px_mamba *mamba);

#endif
