/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of a table as px_node keeps them: lines of Markdown with cells between bars. */
#ifndef PX_CODE_TABLE_ROW_H
#define PX_CODE_TABLE_ROW_H

#include "base/str.h"

/* True for "|:---|:-:|---:|" in any of its spellings. */
bool px_table_row_is_delimiter(px_str row);

/* A row without its outer bars, to be cut by px_table_row_cell. */
px_str px_table_row_inner(px_str row);

/* Cuts the next cell off a row, trimmed; an escaped bar parts nothing. False at the end; start
 * with rest->ptr != NULL. */
bool px_table_row_cell(px_str *rest, px_str *ret_cell);

#endif
