/* SPDX-License-Identifier: EUPL-1.2 */
/* For the tests of readers: files made byte by byte, and what a count of them gives. */
#ifndef PX_MODEL_BYTES_H
#define PX_MODEL_BYTES_H

#include "unit/arena_fixture.h"

#include "base/builder.h"
#include "model/weight_count.h"
#include "model/weight_file.h"

/* A number of so many bytes, little end first. */
static inline void put_number(px_builder *b, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        px_builder_char(b, (char)(number >> (8 * i)));
}

static inline void put_zeros(px_builder *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        px_builder_char(b, '\0');
}

/* A model without figures, into which a count can be written. */
static inline px_model *new_model(void)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));

    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    return model;
}

#endif
