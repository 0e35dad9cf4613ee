/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the name of a tensor says: to which part of the model it belongs, and whether it holds
 * parameters or what quantisation and running need beside them. The names are those of Hugging
 * Face, of GGUF and of PyTorch's own modules.
 */
#ifndef PX_MODEL_TENSOR_NAME_H
#define PX_MODEL_TENSOR_NAME_H

#include "model/inspect.h"

enum { PX_NAME_NUMBERS = 8, PX_NAME_PATTERN = 512 };

/* A name whose numbers were taken out: "model.layers.#.mlp.experts.#.up_proj.weight". Names of the
 * same pattern mean the same. */
typedef struct px_name_pattern {
    char text[PX_NAME_PATTERN];
    size_t len;
    uint64_t numbers[PX_NAME_NUMBERS];
    size_t count;
} px_name_pattern;

typedef enum px_tensor_role {
    PX_ROLE_PARAMETER,
    PX_ROLE_WEIGHT, /* parameters even where its elements are small integers */
    PX_ROLE_PACKED, /* several parameters in each integer */
    PX_ROLE_PAIRS,  /* two parameters in each byte */
    PX_ROLE_SCALE,  /* of quantised weights */
    PX_ROLE_BUFFER  /* statistics, masks, tables: not trained */
} px_tensor_role;

typedef struct px_tensor_place {
    px_model_part part;
    px_tensor_role role;
    int layer;   /* which of the numbers is that of the layer; -1: none */
    int expert;  /* of the routed expert; -1: none, all of them stand in one tensor */
    bool lookup; /* the embedding of tokens */
} px_tensor_place;

/* Long names are cut; a number too large for 64 bits counts as the largest. */
void px_name_pattern_make(px_str name, px_name_pattern *ret_pattern);

/* What names of the pattern mean; never fails: what is not known is a parameter of no part. */
void px_tensor_place_find(px_str pattern, px_tensor_place *ret_place);

#endif
