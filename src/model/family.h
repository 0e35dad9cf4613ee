/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Families of decoders whose every matrix is known, by the model_type of their configuration: from
 * it the number of parameters follows exactly.
 */
#ifndef PX_MODEL_FAMILY_H
#define PX_MODEL_FAMILY_H

#include "base/str.h"

enum {
    PX_FAMILY_GATED = 1 << 0,        /* three matrices in a feed-forward block, not two */
    PX_FAMILY_QKV_BIAS = 1 << 1,     /* always */
    PX_FAMILY_BIAS_KEY = 1 << 2,     /* of query, key and value, where attention_bias says so */
    PX_FAMILY_OUT_BIAS = 1 << 3,     /* of the output, too, where it says so */
    PX_FAMILY_QK_HEAD = 1 << 4,      /* norms of query and key, of one head's width */
    PX_FAMILY_QK_FULL = 1 << 5,      /* ... of all heads' width */
    PX_FAMILY_QK_KEY = 1 << 6,       /* ... of one head's width where use_qk_norm says so */
    PX_FAMILY_NORMS_4 = 1 << 7,      /* norms of a layer; two where nothing is said */
    PX_FAMILY_NORMS_1 = 1 << 8,      /* one */
    PX_FAMILY_ALL_BIAS = 1 << 9,     /* every matrix and every norm has one */
    PX_FAMILY_POSITIONS = 1 << 10,   /* positions are learned */
    PX_FAMILY_TIED = 1 << 11,        /* tie_word_embeddings where nothing is said */
    PX_FAMILY_LATENT = 1 << 12,      /* multi-head latent attention */
    PX_FAMILY_INDEXER = 1 << 13,     /* that chooses what attention sees */
    PX_FAMILY_SINKS = 1 << 14,       /* one number for each head */
    PX_FAMILY_CORRECTION = 1 << 15,  /* a bias of the router's choice, one for each expert */
    PX_FAMILY_EXPERT_BIAS = 1 << 16, /* experts and router have biases */
    PX_FAMILY_SHARED_GATE = 1 << 17, /* the shared expert has a gate of its own */
    PX_FAMILY_PATTERN = 1 << 18,     /* each layer is one block: hybrid_override_pattern */
    PX_FAMILY_GEMMA4 = 1 << 19,      /* two sizes of heads, experts beside a dense block */
    PX_FAMILY_GRANITE = 1 << 20,     /* Mamba-2 or attention, then experts beside a dense block */
    PX_FAMILY_DELTA = 1 << 21,       /* gated delta nets, at every so many layers attention */
    PX_FAMILY_ONE_SHARED = 1 << 22   /* one shared expert, as wide as the routed ones */
};

typedef enum px_sparse_rule {
    PX_SPARSE_NONE,
    PX_SPARSE_ALL,    /* every layer has experts */
    PX_SPARSE_STEP,   /* every decoder_sparse_step-th, without mlp_only_layers */
    PX_SPARSE_LISTED, /* moe_layers, or every interleave_moe_layer_step-th */
    PX_SPARSE_FIRST   /* from first_k_dense_replace on, every moe_layer_freq-th */
} px_sparse_rule;

typedef struct px_family {
    const char *type;
    unsigned traits;
    px_sparse_rule sparse;
    const char *expert_width; /* key of the width of a routed expert */
} px_family;

/* NULL: not known. */
const px_family *px_family_find(px_str model_type);

#endif
