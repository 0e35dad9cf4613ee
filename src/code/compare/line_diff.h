/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What changed between two texts of which the lines matter: code, and rows of tables. Lines that
 * stand in the place of others and are like them are given as a pair.
 */
#ifndef PX_CODE_LINE_DIFF_H
#define PX_CODE_LINE_DIFF_H

#include "base/arena.h"
#include "base/str.h"

typedef struct px_line_pair {
    bool has_old, has_new;
    bool same; /* both, and equal */
    px_str old_line, new_line;
} px_line_pair;

typedef struct px_line_diff {
    px_line_pair *pairs; /* the old lines of all make the old text, the new ones the new text */
    size_t count;
} px_line_diff;

/* Compares; points into the texts. rows: delimiter rows of tables are left out. */
void px_line_diff_make(px_arena *arena, px_str old_text, px_str new_text, bool rows,
                       px_line_diff *ret_diff);

#endif
