/* SPDX-License-Identifier: EUPL-1.2 */
/* The readers of the single formats and what they share; private to this folder. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_READ_PRIV_H
#define PX_DRAFTING_COMMENT_EXCHANGE_READ_PRIV_H

#include "drafting/comment/exchange/read.h"

/* Where rows go: counts them, brings their texts into normal form, and gives them to the sink. The
 * arena is for one row; it is emptied behind each. */
typedef struct px_row_out {
    px_comment_sink *sink;
    void *arg;
    px_arena *arena;
    int64_t count;
} px_row_out;

/* Passes a row on; fault: NULL, or why it could not be read. Rows that say nothing are passed over.
 */
int px_row_put(px_row_out *out, px_comment_row *row, const px_error *fault,
               px_error *err) PX_MUST_CHECK;

/* Text as it is stored: NFC, line feeds, no other control characters, in the arena. */
px_str px_row_normal(px_arena *arena, px_str text);

/* Bytes of a file in pieces. */
typedef int px_piece_fn(px_str piece, void *arg, px_error *err);
int px_comment_file_pieces(const px_comment_file *file, px_piece_fn *fn, void *arg,
                           px_error *err) PX_MUST_CHECK;

/* ---- Tables with a header (table_read.c) */

enum { PX_TABLE_COLUMNS = 512 };

typedef struct px_table_column {
    const px_comment_column *column; /* NULL: nobody knows it, or it is not said */
    bool goes_on;                    /* "text (2)": what stands in it continues the one before */
} px_table_column;

typedef struct px_table {
    px_table_column columns[PX_TABLE_COLUMNS];
    size_t count;
    bool apostrophes; /* CSV: an apostrophe may guard a cell */
} px_table;

/* True where the cells head a table of comments: at least a column of text, and another one. */
bool px_table_head(px_table *table, const px_str *cells, size_t n);
int px_table_row(const px_table *table, const px_str *cells, size_t n, int64_t line,
                 px_row_out *out, px_error *err) PX_MUST_CHECK;
int px_table_fail_head(px_error *err);

/* ---- The formats: each gives its rows to `out` */

/* The ISO form, workbooks, CSV and JSON; errors as of px_comment_read. */
int px_iso_read(const px_comment_file *file, px_row_out *out, px_error *err) PX_MUST_CHECK;
int px_xlsx_read(const px_comment_file *file, px_row_out *out, px_error *err) PX_MUST_CHECK;
int px_comment_csv_read(const px_comment_file *file, px_row_out *out, px_error *err) PX_MUST_CHECK;
int px_comment_json_read(const px_comment_file *file, px_row_out *out, px_error *err) PX_MUST_CHECK;

#endif
