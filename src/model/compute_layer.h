/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Operations of a transformer, layer by layer, from its configuration (config.json): what each
 * token costs whatever stands before it, and what grows with the context that it attends to.
 * Counted are the products of matrices, a multiplication and an addition as two; norms, activations
 * and softmax are left out (below one percent in models of the sizes in question), the lookup of
 * embeddings is no operation.
 */
#ifndef PX_MODEL_COMPUTE_LAYER_H
#define PX_MODEL_COMPUTE_LAYER_H

#include <jansson.h>

#include "model/decimal.h"

typedef enum px_layer_part {
    PX_LAYER_ATTENTION,    /* projections of attention */
    PX_LAYER_FEED_FORWARD, /* dense layers and shared experts */
    PX_LAYER_EXPERTS,      /* the routed experts of one token, and the router */
    PX_LAYER_OUTPUT,       /* the output head */
    PX_LAYER_PREDICTION,   /* further layers that predict later tokens, with their heads */
    PX_LAYER_CONTEXT, /* scores and weighted sums of attention: for each position attended to */
    PX_LAYER_CONTEXT_WINDOW, /* the same in layers with a sliding window */
    PX_LAYER_PART_COUNT
} px_layer_part;

/* "feed-forward"; stable. */
const char *px_layer_part_name(px_layer_part part);

typedef struct px_layer_count {
    px_str family;                   /* model_type of the configuration */
    long long layers, width, window; /* window 0: none */
    px_decimal
        parts[PX_LAYER_PART_COUNT]; /* operations of one forward pass, for a token; of the last
                                       two for a token and each position that it attends to */
} px_layer_count;

/* Counts by the configuration of a model, which may hold that of its text part as text_config.
 * UNSUPPORTED for an architecture whose operations this does not know, INVALID with the argument
 * key for a figure that is missing or out of bounds. */
int px_layer_count_config(const json_t *config, px_arena *arena, px_layer_count *ret_count,
                          px_error *err) PX_MUST_CHECK;

/* Operations of one forward pass for `length` tokens in one sequence, of the parts apart. Attention
 * is causal, or with all positions where nothing is masked out. */
px_decimal px_layer_sequence(const px_layer_count *count, px_layer_part part, long long length,
                             bool causal);

#endif
