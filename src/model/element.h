/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Types of the elements of tensors, under one name in all formats: how many elements stand together
 * in a block, and how many bytes that takes.
 */
#ifndef PX_MODEL_ELEMENT_H
#define PX_MODEL_ELEMENT_H

#include <stdint.h>

#include "base/str.h"

typedef enum px_element_kind {
    PX_ELEMENT_REAL,    /* floating point, complex: parameters, where a name does not say no */
    PX_ELEMENT_BLOCK,   /* quantised in blocks with their scales: parameters */
    PX_ELEMENT_SCALE,   /* only ever scales of quantised weights */
    PX_ELEMENT_BYTE,    /* 8 or 4 bits: quantised weights, or small numbers */
    PX_ELEMENT_INTEGER, /* indices, counters, packed weights */
    PX_ELEMENT_BOOL
} px_element_kind;

typedef struct px_element {
    const char *name;
    px_element_kind kind;
    unsigned block, bytes; /* elements of a block, bytes of it */
} px_element;

/* By the name that safetensors uses; NULL. */
const px_element *px_element_named(px_str name);

/* By the number that GGUF uses; NULL. */
const px_element *px_element_ggml(uint32_t type);

/* By the number of ONNX (TensorProto.DataType); NULL, also for text. */
const px_element *px_element_onnx(uint64_t type);

/* By the name of a class of PyTorch's storages, "BFloat16Storage", or of a type, "bfloat16"; NULL.
 */
const px_element *px_element_torch(px_str name);

/* Bytes that so many elements take; false where that overflows or is no whole number of blocks. */
bool px_element_bytes(const px_element *element, uint64_t count, uint64_t *ret_bytes);

#endif
