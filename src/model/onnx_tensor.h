/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files onnx*.c: a model as it is read, and its tensors (TensorProto). */
#ifndef PX_MODEL_ONNX_TENSOR_H
#define PX_MODEL_ONNX_TENSOR_H

#include "model/onnx.h"

enum { PX_ONNX_NAME = 1024 };

typedef struct px_onnx_reading {
    px_weight_file *file;
    px_arena *arena;
    px_tensor_fn *fn;
    void *arg;
    px_onnx *onnx;
    uint64_t graph, graphs; /* that one is read now, so many were begun */
    uint64_t unnamed;       /* tensors without a name so far */
    bool constant;          /* the node is one */
    char name[PX_ONNX_NAME + 64];
} px_onnx_reading;

/* Reads the tensor up to `end` and hands it over; one of texts is passed over. */
int px_onnx_tensor(px_onnx_reading *reading, uint64_t end, px_error *err) PX_MUST_CHECK;

#endif
