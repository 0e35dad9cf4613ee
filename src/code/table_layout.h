/* SPDX-License-Identifier: EUPL-1.2 */
/* How a table is laid out, which its delimiter row tells: rows of the header, sides of columns. */
#ifndef PX_CODE_TABLE_LAYOUT_H
#define PX_CODE_TABLE_LAYOUT_H

#include "base/str.h"

#define PX_TABLE_MAX_COLUMNS 64 /* the side of further ones is not kept */

typedef enum px_table_side { PX_TABLE_LEFT, PX_TABLE_CENTRE, PX_TABLE_RIGHT } px_table_side;

typedef struct px_table_layout {
    size_t header_rows; /* 0: there is no header */
    px_table_side columns[PX_TABLE_MAX_COLUMNS];
} px_table_layout;

/* By the first delimiter row: rows above it are the header; colons align its columns. One above all
 * rows, kramdown's frame, is only a line. */
px_table_layout px_table_layout_of(px_str text);

/* The class of a cell: "", "centre" or "right". */
const char *px_table_class(const px_table_layout *layout, size_t column);

#endif
