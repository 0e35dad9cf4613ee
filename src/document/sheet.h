/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sheets: one long table written row by row in bounded memory, as XLSX or CSV.
 *
 * CSV: UTF-8 with byte order mark, RFC 4180. What a spreadsheet would take for a formula (first
 * character =, +, -, @, tab, CR, LF) is given an apostrophe in front, and so is a cell that begins
 * with an apostrophe: a reader takes one apostrophe away from each cell that begins with one.
 *
 * XLSX: at most 1,048,576 rows and 32,767 characters (UTF-16 units) a cell; a longer text goes on
 * in further columns "title (2)", "title (3)", which a reader joins again. Texts stand in their
 * cells (t="inlineStr") with ECMA-376's escapes: "_x000D_" is a carriage return, "_x005F_" an
 * underscore before what would be such an escape. So nothing of a text is lost.
 *
 * While XLSX is written, a file without a name lies in the folder of `path`, and at the end one
 * with another name: the folder must be writable, nothing else need be (not /tmp).
 */
#ifndef PX_DOCUMENT_SHEET_H
#define PX_DOCUMENT_SHEET_H

#include "base/civil.h"
#include "base/error.h"
#include "base/str.h"

typedef struct px_sheet px_sheet;

typedef enum px_sheet_format { PX_SHEET_XLSX, PX_SHEET_CSV } px_sheet_format;

typedef struct px_sheet_column {
    px_str title;
    unsigned width; /* characters, for XLSX; 0: usual */
    unsigned parts; /* XLSX: columns for a long text; 0 and 1: one */
} px_sheet_column;

/* Begins a file at `path` (made anew at the end). name: of the sheet. date: its times. The titles
 * are the first row. */
int px_sheet_begin(px_sheet_format format, const char *path, px_str name, px_time date,
                   const px_sheet_column *columns, size_t n, px_sheet **ret_sheet,
                   px_error *err) PX_MUST_CHECK;
/* Missing cells are empty. INVALID for what is not UTF-8 or has NUL, TOO_LARGE for a text that is
 * longer than its columns hold and for too many rows; the arguments of the error tell row and
 * column. */
int px_sheet_row(px_sheet *sheet, const px_str *cells, size_t n, px_error *err) PX_MUST_CHECK;
/* Ends the file and frees the sheet, also on failure; then there is no new file. */
int px_sheet_end(px_sheet *sheet, px_error *err) PX_MUST_CHECK;
/* Frees the sheet and writes no file; NULL is fine. */
void px_sheet_abandon(px_sheet *sheet);

#endif
