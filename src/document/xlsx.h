/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parts of an XLSX workbook (ECMA-376, SpreadsheetML), for write_xlsx.c and sheet.c; private to
 * src/document. Texts stand in their cells ("inlineStr"), so that a sheet is written in one pass.
 * What XML cannot hold is written "_x000D_", and what a text has of that form "_x005F_x000D_", as
 * ECMA-376 22.9.2.19 wants.
 */
#ifndef PX_DOCUMENT_XLSX_H
#define PX_DOCUMENT_XLSX_H

#include "document/document_priv.h"
#include "document/package.h"

enum {
    PX_XLSX_MAX_ROWS = 1048576,
    PX_XLSX_MAX_COLUMNS = 16384,
    PX_XLSX_MAX_TEXT = 32767, /* UTF-16 units in a cell */
    PX_XLSX_MAX_HEIGHT = 409, /* points, of a row */
    PX_XLSX_MAX_NAME = 31     /* UTF-16 units in the name of a sheet */
};

/* How a cell looks, in the order of data/office/xlsx_styles.xml; the tones of cells of tables stand
 * in that of px_doc_tone. */
typedef enum px_xlsx_style {
    PX_XLSX_PLAIN,
    PX_XLSX_HEAD, /* of a column */
    PX_XLSX_TITLE,
    PX_XLSX_HEADING,
    PX_XLSX_STRONG,
    PX_XLSX_TONE, /* + px_doc_tone */
    PX_XLSX_GOOD,
    PX_XLSX_PARTIAL,
    PX_XLSX_NEUTRAL,
    PX_XLSX_BAD,
    PX_XLSX_MUTED,
    PX_XLSX_ROW_HEAD,
    PX_XLSX_NUMBER_HEAD, /* of a column of numbers */
    PX_XLSX_RIGHT,       /* words that stand right, as numbers do */
    PX_XLSX_STYLE_COUNT
} px_xlsx_style;

/* A sheet being written. */
typedef struct px_xlsx_sheet {
    px_builder *out;
    const unsigned *widths; /* of columns, borrowed */
    size_t n_widths;
    size_t row; /* that is open, from 1 */
    size_t column;
    px_builder cells; /* of that row */
    double height;    /* that it needs, in points */
} px_xlsx_sheet;

/* Begins a sheet; widths in characters. head: the first row stays in sight and is repeated on
 * paper. */
void px_xlsx_begin(px_xlsx_sheet *sheet, px_builder *out, const unsigned *widths, size_t n,
                   bool head);
void px_xlsx_row(px_xlsx_sheet *sheet);
void px_xlsx_text(px_xlsx_sheet *sheet, px_str text, unsigned style);
void px_xlsx_number(px_xlsx_sheet *sheet, long long value, unsigned style);
void px_xlsx_row_end(px_xlsx_sheet *sheet);
/* Ends the sheet and frees what it holds. filter: columns to filter by, 0 for none. */
void px_xlsx_end(px_xlsx_sheet *sheet, size_t filter, bool landscape);

/* Frees it without an end. */
void px_xlsx_free(px_xlsx_sheet *sheet);

/* Bytes at the head of text that fit into one cell, cut between code points. */
size_t px_xlsx_fit(px_str text);

/* A name that a sheet may have, in the arena: without what is forbidden, cut, and other than the n
 * names before it. */
px_str px_xlsx_name(px_arena *arena, px_str wish, const px_str *names, size_t n);

/* Adds all parts of a workbook but the sheets themselves, "xl/worksheets/sheet1.xml" and so on.
 * Of sheet i the first `heads[i]` columns are a table's head (0: none). */
void px_xlsx_book(px_package *package, px_arena *arena, const px_document_head *head,
                  const px_str *names, const size_t *heads, size_t n);

#endif
