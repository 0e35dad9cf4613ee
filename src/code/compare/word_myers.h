/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shortest edit between two rows of integers: Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986), section 4b, in linear space. Private to word_diff.
 */
#ifndef PX_CODE_WORD_MYERS_H
#define PX_CODE_WORD_MYERS_H

#include <stdint.h>

#include "base/arena.h"

typedef struct px_myers_row {
    const uint32_t *items;
    size_t count;
    bool *changed; /* one for each item, false at the start: set where it is deleted or inserted */
} px_myers_row;

/* Marks what is not common. Where more than a bounded number of edits would have to be tried, the
 * rows are parted where the search has come furthest: the result is then right, yet perhaps not
 * the shortest. O((n + m) * bound) time, O(n + m) space. */
void px_myers(px_arena *arena, px_myers_row *old_row, px_myers_row *new_row);

#endif
