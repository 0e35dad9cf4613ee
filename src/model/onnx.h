/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ONNX: the tensors of a model's graph and of the graphs inside its nodes, from initializers,
 * sparse initializers and nodes of the kind Constant. Elements are passed over, in the file or
 * beside it.
 */
#ifndef PX_MODEL_ONNX_H
#define PX_MODEL_ONNX_H

#include "base/arena.h"
#include "model/tensor.h"
#include "model/weight_file.h"

enum { PX_ONNX_EXTERNALS_MAX = 4096 };

/* A file with elements, and how long it has to be at least. */
typedef struct px_onnx_external {
    px_str name;
    uint64_t size;
} px_onnx_external;

typedef struct px_onnx {
    px_str producer;  /* or ptr NULL, as all texts here; they live in the arena */
    px_str name;      /* of the graph */
    uint64_t version; /* of the format (ir_version) */
    px_onnx_external *externals;
    size_t n_externals, externals_room;
} px_onnx;

/* Do the first bytes look like that format? */
bool px_onnx_recognise(px_str head);

/* Hands all tensors over; names of sub-graphs' tensors get a number in front. MALFORMED. */
int px_onnx_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                 px_onnx *ret_onnx, px_error *err) PX_MUST_CHECK;

#endif
