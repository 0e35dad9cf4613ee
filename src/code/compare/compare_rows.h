/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A comparison as rows to be read from top to bottom: each provision of the new text in its place,
 * what is deleted where it stood, and where something was taken away from its place, a sign that
 * says where it went.
 */
#ifndef PX_CODE_COMPARE_ROWS_H
#define PX_CODE_COMPARE_ROWS_H

#include "code/compare/compare_detail.h"

typedef enum px_row_kind {
    PX_ROW_CHANGE, /* a change with its own nodes */
    PX_ROW_PIECE,  /* a further new provision of a split; old_node PX_OUTLINE_TOP */
    PX_ROW_GONE    /* the old place of a provision that moved, or was merged into another;
                      new_node PX_OUTLINE_TOP */
} px_row_kind;

typedef struct px_compare_row {
    px_row_kind kind;
    size_t change; /* index */
    size_t old_node, new_node;
    int depth;
} px_compare_row;

typedef struct px_compare_rows {
    px_compare_row *items;
    size_t count;
} px_compare_rows;

/* Makes the rows; they live in the arena. */
void px_compare_rows_make(px_arena *arena, const px_compare_detail *detail,
                          px_compare_rows *ret_rows);

/* True for a row in which nothing changed. */
bool px_compare_row_kept(const px_compare_detail *detail, const px_compare_row *row);

#endif
