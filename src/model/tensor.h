/* SPDX-License-Identifier: EUPL-1.2 */
/* One tensor of a file of weights, as its reader hands it over. */
#ifndef PX_MODEL_TENSOR_H
#define PX_MODEL_TENSOR_H

#include "base/error.h"
#include "model/element.h"

enum { PX_TENSOR_DIMENSIONS = 16 };

typedef struct px_tensor {
    px_str name; /* valid during the call */
    const px_element *element;
    unsigned dimensions;
    uint64_t shape[PX_TENSOR_DIMENSIONS]; /* the outermost first */
    uint64_t count;                       /* of elements: the product; 1 of a scalar */
    uint64_t bytes;
    bool again; /* it is one that came before, under a second name */
} px_tensor;

/* Takes a tensor; a failure ends the reading. */
typedef int px_tensor_fn(void *arg, const px_tensor *tensor, px_error *err);

/* Sets count and bytes from shape and element; false where they overflow or are no whole number of
 * bytes. */
static inline bool px_tensor_measure(px_tensor *tensor)
{
    tensor->count = 1;
    for (unsigned i = 0; i < tensor->dimensions; i++)
        if (__builtin_mul_overflow(tensor->count, tensor->shape[i], &tensor->count))
            return false;
    return px_element_bytes(tensor->element, tensor->count, &tensor->bytes);
}

#endif
