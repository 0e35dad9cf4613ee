/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files that torch.save writes: a zip with data.pkl (since 1.6), or pickles one behind the other
 * (before). Tensors by their names in the state, those of an optimizer left out.
 */
#ifndef PX_MODEL_TORCH_FILE_H
#define PX_MODEL_TORCH_FILE_H

#include "model/pickle.h"

/* Do the first bytes look like a zip? */
bool px_torch_zip_recognise(px_str head);
/* The older form, likewise. */
bool px_torch_old_recognise(px_str head);

/* Calls that a file would make when it is loaded, and that were not made. */
typedef struct px_torch_calls {
    px_str names[PX_PICKLE_CALLS_MAX]; /* in the arena */
    size_t count;
} px_torch_calls;

/* Hands all tensors over. A tensor that is another one under a second name comes with `again` set.
 * MALFORMED, UNSUPPORTED (compressed entries, zips that torch.save did not write), TOO_LARGE. */
int px_torch_zip_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                      px_torch_calls *ret_calls, px_error *err) PX_MUST_CHECK;
/* The older form. */
int px_torch_old_read(px_weight_file *file, px_arena *arena, px_tensor_fn *fn, void *arg,
                      px_torch_calls *ret_calls, px_error *err) PX_MUST_CHECK;

/* Bytes of a storage in a file by its key; false where there is none. */
typedef bool px_storage_fn(const void *arg, px_str key, uint64_t *ret_bytes);

/* Goes through what a pickle holds and hands the tensors over; storage may be NULL. */
int px_torch_walk(px_pickle *pickle, px_pickle_value *root, px_storage_fn *storage,
                  const void *storage_arg, px_tensor_fn *fn, void *arg,
                  px_error *err) PX_MUST_CHECK;

#endif
