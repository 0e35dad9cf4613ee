/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the tensors of a file lie, and whether they overlap or leave holes. */
#ifndef PX_MODEL_STRETCH_H
#define PX_MODEL_STRETCH_H

#include <stddef.h>
#include <stdint.h>

typedef struct px_stretch {
    uint64_t from, to;
} px_stretch;

typedef struct px_stretches {
    px_stretch *items; /* owned */
    size_t count, room;
} px_stretches;

/* Adds one; `from` is not greater than `to`. */
void px_stretches_add(px_stretches *all, uint64_t from, uint64_t to);
/* Frees what it holds; it is empty then. */
void px_stretches_free(px_stretches *all);

/* Puts them in order, then says what is wrong with them between 0 and size, as a message id, or
 * NULL: overlaps, and holes of `alignment` bytes or more (1: any hole). */
const char *px_stretches_check(px_stretches *all, uint64_t size, uint64_t alignment);

#endif
