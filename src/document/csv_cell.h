/* SPDX-License-Identifier: EUPL-1.2 */
/* Cells of CSV files; private to src/document. */
#ifndef PX_DOCUMENT_CSV_CELL_H
#define PX_DOCUMENT_CSV_CELL_H

#include "base/builder.h"

#define PX_CSV_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Appends a text as a cell (RFC 4180): what a spreadsheet would take for a formula is given an
 * apostrophe in front, as sheet.h says. */
void px_csv_write_cell(px_builder *out, px_str text);

#endif
