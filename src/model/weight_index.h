/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The index of weights that were cut into several files: which tensor is in which file
 * (model.safetensors.index.json, pytorch_model.bin.index.json).
 */
#ifndef PX_MODEL_WEIGHT_INDEX_H
#define PX_MODEL_WEIGHT_INDEX_H

#include "base/arena.h"
#include "base/map.h"
#include "model/name_set.h"
#include "model/weight_file.h"

enum { PX_INDEX_FILES_MAX = 65536 };

typedef struct px_weight_index {
    px_arena *arena; /* borrowed */
    px_str *files;   /* in the order in which they are named first */
    size_t n_files, room;
    uint64_t tensors;
    uint64_t total_size; /* as it says; 0: it does not */
    px_name_set pairs;   /* tensor and file */
    px_map known;        /* files */
} px_weight_index;

/* Reads an index. MALFORMED, also for names of files that lead elsewhere. px_weight_index_free in
 * any case. */
int px_weight_index_read(px_weight_index *index, px_weight_file *file, px_arena *arena,
                         px_error *err) PX_MUST_CHECK;

/* Frees what it holds. */
void px_weight_index_free(px_weight_index *index);

/* Does it say that this tensor is in that file? */
bool px_weight_index_has(const px_weight_index *index, px_str tensor, px_str file);

/* Is it the plain name of a file, which leads to no other folder? */
bool px_plain_file_name(px_str name);

#endif
