/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * GGUF, versions 1 to 3, of either byte order: what is written of the model, then the list of
 * tensors. Both are read in one pass; vocabularies are passed over.
 */
#ifndef PX_MODEL_GGUF_H
#define PX_MODEL_GGUF_H

#include "base/arena.h"
#include "model/inspect.h"
#include "model/tensor.h"
#include "model/weight_file.h"

/* What is kept of the values: numbers and short texts, and the lengths of arrays. */
typedef struct px_gguf_value {
    px_str key; /* whole */
    enum { PX_GGUF_NUMBER, PX_GGUF_TEXT, PX_GGUF_ARRAY } kind;
    uint64_t number; /* length of an array */
    px_str text;
} px_gguf_value;

typedef struct px_gguf {
    px_arena *arena;
    unsigned version;
    bool big;               /* big-endian */
    uint64_t tensors, keys; /* as the head says */
    px_gguf_value *values;
    size_t n_values, values_room;
    px_str architecture; /* or ptr NULL */
} px_gguf;

/* Do the first bytes look like that format? */
bool px_gguf_recognise(px_str head);

/* Reads the head and the values; the file stands at the list of tensors. MALFORMED, UNSUPPORTED
 * (a version to come), TOO_LARGE. */
int px_gguf_open(px_gguf *gguf, px_weight_file *file, px_arena *arena, px_error *err) PX_MUST_CHECK;

/* Hands all tensors over. MALFORMED, UNSUPPORTED (an element type to come). */
int px_gguf_tensors(const px_gguf *gguf, px_weight_file *file, px_tensor_fn *fn, void *arg,
                    px_error *err) PX_MUST_CHECK;

/* A number by its whole key. */
px_model_number px_gguf_number(const px_gguf *gguf, const char *key);
/* One by its key behind the architecture, "block_count". */
px_model_number px_gguf_arch_number(const px_gguf *gguf, const char *key);
/* A text by its whole key, or ptr NULL. */
px_str px_gguf_text(const px_gguf *gguf, const char *key);

/* Writes what the values say into the model. */
void px_gguf_describe(const px_gguf *gguf, px_model *model);

#endif
