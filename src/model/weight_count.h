/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tensors of a model added up, from however many files: by element type and by the part of the
 * model that they belong to. Names that come twice are an error.
 */
#ifndef PX_MODEL_WEIGHT_COUNT_H
#define PX_MODEL_WEIGHT_COUNT_H

#include "base/map.h"
#include "model/inspect.h"
#include "model/name_set.h"
#include "model/tensor.h"

/* What a configuration says about how weights are stored; 0: nothing. */
typedef struct px_weight_rules {
    uint64_t layers;   /* what has a higher number predicts further tokens */
    unsigned bits;     /* of a parameter where several are packed in one integer */
    bool words_packed; /* U32 weights hold several parameters each (MLX) */
} px_weight_rules;

typedef struct px_weight_type {
    const px_element *element;
    uint64_t tensors, parameters, bytes;
} px_weight_type;

typedef struct px_weight_count {
    px_weight_rules rules;
    px_arena *arena; /* borrowed: for patterns */
    px_name_set names;
    px_map places; /* px_tensor_place by pattern */
    px_weight_type types[PX_MODEL_TYPES_MAX];
    size_t n_types;
    uint64_t parts[PX_PART_COUNT];
    uint64_t bytes_as_weights[PX_PART_COUNT]; /* U8 weights: one parameter each, or two */
    uint64_t tensors, lookup, experts;
    uint64_t total, bytes;      /* of all parts and types */
    bool pairs, packed, scaled; /* were such tensors seen? */
    const char *file;           /* the file being read, for errors; borrowed */
} px_weight_count;

/* An empty count; rules is copied, the arena borrowed. */
void px_weight_count_start(px_weight_count *count, const px_weight_rules *rules, px_arena *arena);
/* Frees what it holds. */
void px_weight_count_free(px_weight_count *count);

/* A px_tensor_fn whose argument is the count. MALFORMED for a second tensor of a name or sums that
 * no number holds. */
int px_weight_count_add(void *count, const px_tensor *tensor, px_error *err) PX_MUST_CHECK;

/* Writes tensors, types and parameters into the model, whose experts and experts_used say what of
 * the routed experts is active where the tensors do not. */
void px_weight_count_finish(px_weight_count *count, px_model *model);

/* Puts the element types into their order, most bytes first. */
void px_model_types_sort(px_model *model);

#endif
