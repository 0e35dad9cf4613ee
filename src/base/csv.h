/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables as text: comma-separated values (RFC 4180), and what office programs make of them: a
 * semicolon or a tab between cells, CR, LF or CRLF at the end of lines, a byte order mark. Cells in
 * quotation marks hold separators, line breaks and, doubled, quotation marks. Our own reader, with
 * bounds; empty lines are passed over.
 */
#ifndef PX_BASE_CSV_H
#define PX_BASE_CSV_H

#include "base/arena.h"
#include "base/builder.h"

enum {
    PX_CSV_MAX_BYTES = 4 * 1024 * 1024,
    PX_CSV_MAX_ROWS = 20000, /* without the header */
    PX_CSV_MAX_COLUMNS = 64,
    PX_CSV_MAX_CELL = 16 * 1024 /* bytes */
};

typedef struct px_csv_row {
    px_str *cells; /* as they stand, line breaks as LF; never NULL */
    size_t count;
    int line; /* where it begins, from 1 */
} px_csv_row;

typedef struct px_csv {
    px_csv_row header;
    px_csv_row *rows;
    size_t count;
    char separator;
} px_csv;

/* ---- Row by row, in bounded memory */

typedef struct px_csv_bounds {
    size_t rows, columns, cell; /* rows without the header; bytes of a cell */
} px_csv_bounds;

typedef struct px_csv_reader px_csv_reader;

/* Gets the header first, then every row that is not empty; it lives until the next call. */
typedef int px_csv_row_fn(const px_csv_row *row, void *arg, px_error *err);

/* A reader that takes bytes as they come. Errors and separator: px_csv_parse. After an error it can
 * only be freed. */
px_csv_reader *px_csv_reader_new(const px_csv_bounds *bounds, px_csv_row_fn *fn,
                                 void *arg) PX_MUST_CHECK;
int px_csv_reader_feed(px_csv_reader *reader, px_str bytes, px_error *err) PX_MUST_CHECK;
int px_csv_reader_end(px_csv_reader *reader, px_error *err) PX_MUST_CHECK;
char px_csv_reader_separator(const px_csv_reader *reader);
void px_csv_reader_free(px_csv_reader *reader); /* NULL is fine */

/* ---- Whole tables */

/* Reads a table with a header, in the arena. The separator is the one of ',', ';' and tab that
 * stands most often in the header. MALFORMED with the argument "line" for text that is not UTF-8,
 * control characters, quotation marks inside a cell that does not begin with one or that are not
 * closed, and where there is no header; TOO_LARGE beyond the bounds above. */
int px_csv_parse(px_arena *arena, px_str bytes, px_csv *ret_csv, px_error *err) PX_MUST_CHECK;

/* The cell of that column of the header, "" where the row is shorter. */
px_str px_csv_cell(const px_csv_row *row, size_t column);

/* For the jail (px_jail_fn): reads a table and appends it in a plain form, which px_csv_read checks
 * and reads again; PARSER for what the first did not write. options are not used. */
int px_csv_parse_plain(px_str bytes, px_str options, px_builder *out, px_error *err) PX_MUST_CHECK;
int px_csv_read_plain(px_arena *arena, px_str plain, px_csv *ret_csv, px_error *err) PX_MUST_CHECK;

#endif
