/* SPDX-License-Identifier: EUPL-1.2 */
/* The text of a table in its canonical form: every row between bars, a ruler below the header. */
#ifndef PX_CODE_TABLE_TEXT_H
#define PX_CODE_TABLE_TEXT_H

#include "code/inline_runs.h"
#include "code/table_layout.h"

typedef struct px_table_text {
    px_builder *out;
    px_table_side columns[PX_TABLE_MAX_COLUMNS];
    size_t width; /* cells of the widest row so far */
    size_t cells; /* of the present row */
    size_t rows;
} px_table_text;

/* Appends a cell to the present row, and ends the row. */
void px_table_text_cell(px_table_text *table, px_inline_runs *runs, px_table_side side);
void px_table_text_row(px_table_text *table);

/* Appends the ruler: the rows so far are the header. */
void px_table_text_ruler(px_table_text *table);

/* The canonical form of a table's text. */
int px_table_text_canonical(px_arena *arena, px_str text, px_str *ret_canonical,
                            px_error *err) PX_MUST_CHECK;

#endif
