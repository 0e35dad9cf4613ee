/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Safetensors: eight bytes of length, a head of JSON, the elements. All that the format's own
 * reader refuses is refused: heads over 100 MB, overlaps, holes, sizes that do not fit the shape.
 */
#ifndef PX_MODEL_SAFETENSORS_H
#define PX_MODEL_SAFETENSORS_H

#include "model/tensor.h"
#include "model/weight_file.h"

#define PX_SAFETENSORS_HEAD_MAX ((uint64_t)100000000)

/* Do the first bytes look like that format? */
bool px_safetensors_recognise(px_str head);

/* Hands all tensors over, in the order of the head. MALFORMED, IO. */
int px_safetensors_read(px_weight_file *file, px_tensor_fn *fn, void *arg,
                        px_error *err) PX_MUST_CHECK;

#endif
