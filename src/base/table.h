/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables for a terminal: columns as wide as their cells (display width by utf8proc), numbers to
 * the right, the last column cut to the terminal's width before others are. In a pipe: no cutting,
 * no colour.
 */
#ifndef PX_BASE_TABLE_H
#define PX_BASE_TABLE_H

#include "base/builder.h"
#include "base/display.h"

typedef struct px_table px_table;

typedef enum px_align { PX_ALIGN_LEFT, PX_ALIGN_RIGHT } px_align;

/* columns: titles (already translated) and alignment; copied. */
typedef struct px_column {
    const char *title;
    px_align align;
} px_column;

/* An empty table; columns is copied. */
px_table *px_table_new(const px_column *columns, size_t n_columns) PX_MUST_CHECK;
void px_table_free(px_table *table);

/* Adds the next cell of the current row; the text is copied and made harmless (px_display_text). A
 * row is complete after n cells; what the last row lacks is empty. */
void px_table_cell(px_table *table, px_str text);
void px_table_cell_int(px_table *table, long long value);

/* Appends the table; width 0 means unlimited, bold_head adds terminal codes to the head. */
void px_table_print(const px_table *table, px_builder *out, size_t width, bool bold_head);

#endif
