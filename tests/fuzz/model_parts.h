/* SPDX-License-Identifier: EUPL-1.2 */
/* For the fuzz targets of the model's readers: what is handed over must be sound. */
#ifndef PX_FUZZ_MODEL_PARTS_H
#define PX_FUZZ_MODEL_PARTS_H

#include "base/arena.h"
#include "model/weight_count.h"
#include "model/weight_file.h"

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* A count whose tensors are checked on their way. */
PX_UNUSED static int check_tensor(void *arg, const px_tensor *tensor, px_error *err)
{
    uint64_t bytes;

    demand(tensor->element != NULL && tensor->dimensions <= PX_TENSOR_DIMENSIONS);
    demand(
        px_element_bytes(tensor->element,
                         tensor->count + (tensor->element->block - 1) -
                             (tensor->count + tensor->element->block - 1) % tensor->element->block,
                         &bytes) &&
        bytes == tensor->bytes);
    return px_weight_count_add(arg, tensor, err);
}

/* The sums of what was counted hold together. */
PX_UNUSED static void finish_count(px_weight_count *count, px_arena *arena)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    uint64_t parameters = 0, parts = 0;

    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    px_weight_count_finish(count, model);
    for (size_t i = 0; i < model->n_types; i++)
        parameters += model->types[i].parameters;
    for (size_t i = 0; i < PX_PART_COUNT; i++)
        parts += model->parameters.parts[i];
    demand(parameters == parts);
    demand(!model->parameters.active.known ||
           model->parameters.active.value <= model->parameters.total.value);
}

#endif
