/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables for a terminal: columns as wide as their cells (display width by utf8proc), numbers to
 * the right, the last column cut or wrapped to the terminal's width. In a pipe: no cutting, no
 * colour.
 */
#ifndef PX_BASE_TABLE_H
#define PX_BASE_TABLE_H

#include "base/builder.h"

typedef struct px_table px_table;

typedef enum px_align { PX_ALIGN_LEFT, PX_ALIGN_RIGHT } px_align;

/* columns: titles (already translated) and alignment; copied. */
typedef struct px_column {
    const char *title;
    px_align align;
} px_column;

px_table *px_table_new(const px_column *columns, size_t n_columns) PX_MUST_CHECK;
void px_table_free(px_table *table);

/* Adds the next cell of the current row; the text is copied. A row is complete after n cells. */
void px_table_cell(px_table *table, px_str text);
void px_table_cell_int(px_table *table, long long value);

/* Appends the table; width 0 means unlimited, bold_head adds terminal codes to the head. */
void px_table_print(const px_table *table, px_builder *out, size_t width, bool bold_head);

/* Columns that the text takes on a terminal (wide characters 2, combining 0). */
size_t px_display_width(px_str text);

#endif
