/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/csv.h"

#include <stdint.h>
#include <stdio.h>

#include "base/number.h"

#include "base/banned.h"

/* Of the plain form; neither stands in a cell. */
enum { CELL_END = 0x1F, ROW_END = 0x1E };
/* Bytes of a record, at most. */
#define RECORD_MAX ((size_t)32 << 20)

/* Where a reader stands, between two characters. */
typedef enum csv_state {
    AT_RECORD, /* before the first cell of a record */
    AT_CELL,   /* behind a separator */
    IN_BARE,
    IN_QUOTED,
    AT_QUOTE /* behind a quotation mark within quotation marks */
} csv_state;

struct px_csv_reader {
    px_csv_bounds bounds;
    px_csv_row_fn *fn;
    void *arg;
    px_builder head; /* what came before the separator was known */
    bool head_quoted, begun;
    char separator;
    csv_state state;
    bool after_return; /* a line feed now belongs to the carriage return before it */
    int line, cell_line, row_line;
    px_builder cells; /* of the record, one behind the other */
    size_t *ends;     /* where each ends; owned */
    px_str *row;      /* for the callback; owned */
    size_t count, rows;
};

static int csv_fail(int line, const char *message, px_error *err)
{
    char number[16];

    (void)snprintf(number, sizeof(number), "%d", line);
    return px_fail(err, PX_ERR_MALFORMED, message, "line", number, NULL);
}

static int csv_fail_large(const px_csv_reader *r, px_error *err)
{
    char rows[24], columns[24], cell[24];

    (void)snprintf(rows, sizeof(rows), "%zu", r->bounds.rows);
    (void)snprintf(columns, sizeof(columns), "%zu", r->bounds.columns);
    (void)snprintf(cell, sizeof(cell), "%zu", r->bounds.cell / 1024);
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("the table is larger than the {rows} rows, {columns} columns or {cell} KiB "
                      "for a cell that are taken"),
                   "rows", rows, "columns", columns, "cell", cell, NULL);
}

px_csv_reader *px_csv_reader_new(const px_csv_bounds *bounds, px_csv_row_fn *fn, void *arg)
{
    px_csv_reader *r = px_alloc_zero(1, sizeof(*r));

    r->bounds = *bounds;
    r->fn = fn;
    r->arg = arg;
    r->line = 1;
    r->head = PX_BUILDER_INIT(PX_MIN(bounds->columns * bounds->cell, RECORD_MAX) + 4);
    r->cells = PX_BUILDER_INIT(PX_MIN(bounds->columns * bounds->cell, RECORD_MAX) + 1);
    r->ends = px_alloc_zero(bounds->columns, sizeof(*r->ends));
    r->row = px_alloc_zero(bounds->columns, sizeof(*r->row));
    return r;
}

void px_csv_reader_free(px_csv_reader *reader)
{
    if (!reader)
        return;
    px_builder_free(&reader->head);
    px_builder_free(&reader->cells);
    free(reader->ends);
    free(reader->row);
    free(reader);
}

/* The one that stands most often in the header, outside of quotation marks. */
static char csv_guess_separator(px_str head)
{
    static const char separators[] = { ',', ';', '\t' };
    size_t counts[sizeof(separators)] = { 0 }, best = 0;
    bool quoted = false;

    for (size_t i = 0; i < head.len; i++) {
        if (head.ptr[i] == '"')
            quoted = !quoted;
        for (size_t s = 0; !quoted && s < sizeof(separators); s++)
            counts[s] += head.ptr[i] == separators[s];
    }
    for (size_t s = 1; s < sizeof(separators); s++)
        if (counts[s] > counts[best])
            best = s;
    return separators[best];
}

/* ---- Cells */

static int csv_end_cell(px_csv_reader *r, px_error *err)
{
    size_t from = r->count ? r->ends[r->count - 1] : 0, bad = 0;
    px_str cell = px_str_sub(px_builder_view(&r->cells), from, r->cells.len);
    int line = r->cell_line;

    if (r->cells.overflow || cell.len > r->bounds.cell || r->count == r->bounds.columns)
        return csv_fail_large(r, err);
    if (!px_utf8_valid(cell, &bad)) {
        for (size_t i = 0; i < bad && i < cell.len; i++)
            line += cell.ptr[i] == '\n';
        return csv_fail(line,
                        N_("the table is not in UTF-8, from line {line} on; save it as CSV in "
                           "UTF-8"),
                        err);
    }
    r->ends[r->count++] = r->cells.len;
    r->state = AT_CELL;
    r->cell_line = r->line;
    return 0;
}

static int csv_end_record(px_csv_reader *r, px_error *err)
{
    px_csv_row row = { .cells = r->row, .count = r->count, .line = r->row_line };
    px_str all = px_builder_view(&r->cells);
    bool empty = true;
    int rc = 0;

    for (size_t i = 0; i < r->count; i++) {
        r->row[i] = px_str_sub(all, i ? r->ends[i - 1] : 0, r->ends[i]);
        empty = empty && !px_str_trim(r->row[i]).len;
    }
    if (empty && !r->rows)
        return csv_fail(1, N_("the table is empty; its first line names the columns"), err);
    if (!empty && r->rows > r->bounds.rows) /* the header is one more */
        return csv_fail_large(r, err);
    if (!empty) {
        r->rows++;
        rc = r->fn(&row, r->arg, err);
    }
    px_builder_clear(&r->cells);
    r->count = 0;
    r->state = AT_RECORD;
    return rc;
}

/* A line break outside of quotation marks. */
static int csv_break(px_csv_reader *r, px_error *err)
{
    int rc = r->state == AT_RECORD ? 0 : csv_end_cell(r, err);

    if (rc >= 0 && r->count)
        rc = csv_end_record(r, err);
    r->line++;
    return rc;
}

static int csv_quote(px_csv_reader *r, px_error *err)
{
    switch (r->state) {
    case AT_RECORD:
    case AT_CELL:
        r->state = IN_QUOTED;
        return 0;
    case IN_QUOTED:
        r->state = AT_QUOTE;
        return 0;
    case AT_QUOTE:
        r->state = IN_QUOTED;
        px_builder_char(&r->cells, '"');
        return 0;
    default:
        return csv_fail(r->line,
                        N_("there is a quotation mark inside a cell in line {line}; put the "
                           "whole cell in quotation marks and double those inside"),
                        err);
    }
}

static int csv_plain(px_csv_reader *r, char c, px_error *err)
{
    unsigned char byte = (unsigned char)c;

    if ((byte < 0x20 && c != '\t') || byte == 0x7F)
        return csv_fail(r->line, N_("there is a control character in line {line}"), err);
    if (r->state == AT_QUOTE)
        return csv_fail(r->line, N_("there is text behind a closed quotation mark in line {line}"),
                        err);
    if (r->state != IN_QUOTED)
        r->state = IN_BARE;
    if (r->cells.len - (r->count ? r->ends[r->count - 1] : 0) >= r->bounds.cell)
        return csv_fail_large(r, err);
    px_builder_char(&r->cells, c);
    return 0;
}

/* One character; CRLF is one line break. */
static int csv_take(px_csv_reader *r, char c, px_error *err)
{
    bool belongs = r->after_return && c == '\n';

    r->after_return = c == '\r';
    if (belongs)
        return 0;
    if (r->state == IN_QUOTED && (c == '\n' || c == '\r')) {
        r->line++;
        px_builder_char(&r->cells, '\n');
        return 0;
    }
    if (c == '\n' || c == '\r')
        return csv_break(r, err);
    if (r->state == AT_RECORD)
        r->row_line = r->cell_line = r->line;
    if (c == '"')
        return csv_quote(r, err);
    if (c == r->separator && r->state != IN_QUOTED)
        return csv_end_cell(r, err);
    return csv_plain(r, c, err);
}

static int csv_take_all(px_csv_reader *r, px_str bytes, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < bytes.len; i++)
        rc = csv_take(r, bytes.ptr[i], err);
    return rc;
}

/* The separator is known now: what was held back is read. */
static int csv_begin(px_csv_reader *r, px_error *err)
{
    px_str head = px_builder_view(&r->head);
    int rc;

    if (r->head.overflow)
        return csv_fail_large(r, err);
    if (px_str_starts(head, PX_STR("\xEF\xBB\xBF")))
        head = px_str_sub(head, 3, head.len);
    r->begun = true;
    r->separator = csv_guess_separator(head);
    rc = csv_take_all(r, head, err);
    px_builder_free(&r->head);
    return rc;
}

int px_csv_reader_feed(px_csv_reader *reader, px_str bytes, px_error *err)
{
    px_csv_reader *r = reader;
    size_t i = 0;

    while (!r->begun && i < bytes.len) {
        char c = bytes.ptr[i++];
        bool blank = px_str_trim(px_builder_view(&r->head)).len == 0 ||
                     px_str_is(px_str_trim(px_builder_view(&r->head)), "\xEF\xBB\xBF");

        px_builder_char(&r->head, c);
        r->head_quoted ^= c == '"';
        if (r->head.overflow || ((c == '\n' || c == '\r') && !r->head_quoted && !blank)) {
            int rc = csv_begin(r, err);

            if (rc < 0)
                return rc;
        }
    }
    return csv_take_all(r, px_str_sub(bytes, i, bytes.len), err);
}

int px_csv_reader_end(px_csv_reader *reader, px_error *err)
{
    px_csv_reader *r = reader;
    int rc = r->begun ? 0 : csv_begin(r, err);

    if (rc < 0)
        return rc;
    if (r->state == IN_QUOTED)
        return csv_fail(r->cell_line, N_("the quotation mark in line {line} is never closed"), err);
    rc = csv_break(r, err);
    if (rc >= 0 && !r->rows)
        return csv_fail(1, N_("the table is empty; its first line names the columns"), err);
    return rc;
}

char px_csv_reader_separator(const px_csv_reader *reader)
{
    return reader->separator;
}

/* ---- Whole tables */

typedef struct csv_gathering {
    px_arena *arena;
    px_csv *csv;
    size_t room;
} csv_gathering;

static int csv_gather(const px_csv_row *row, void *arg, px_error *err)
{
    csv_gathering *g = arg;
    px_csv_row kept = { .count = row->count, .line = row->line };

    (void)err;
    kept.cells = px_arena_array(g->arena, row->count, sizeof(*kept.cells));
    for (size_t i = 0; i < row->count; i++)
        kept.cells[i] = px_arena_str(g->arena, row->cells[i]);
    if (!g->csv->header.cells) {
        g->csv->header = kept;
        return 0;
    }
    g->csv->rows =
        px_arena_grow(g->arena, g->csv->rows, g->csv->count, &g->room, sizeof(*g->csv->rows));
    g->csv->rows[g->csv->count++] = kept;
    return 0;
}

int px_csv_parse(px_arena *arena, px_str bytes, px_csv *ret_csv, px_error *err)
{
    static const px_csv_bounds bounds = { PX_CSV_MAX_ROWS, PX_CSV_MAX_COLUMNS, PX_CSV_MAX_CELL };
    px_csv csv = { 0 };
    csv_gathering g = { .arena = arena, .csv = &csv };
    px_csv_reader *reader;
    int rc;

    if (bytes.len > PX_CSV_MAX_BYTES)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the table is larger than 4 MiB"), NULL);
    reader = px_csv_reader_new(&bounds, csv_gather, &g);
    rc = px_csv_reader_feed(reader, bytes, err);
    if (rc >= 0)
        rc = px_csv_reader_end(reader, err);
    csv.separator = px_csv_reader_separator(reader);
    px_csv_reader_free(reader);
    if (rc < 0)
        return rc;
    *ret_csv = csv;
    return 0;
}

px_str px_csv_cell(const px_csv_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : PX_STR("");
}

/* ---- Through the jail: "LINE cell US cell US RS", a record after the other */

static void plain_write(px_builder *out, const px_csv_row *row)
{
    px_builder_int(out, row->line);
    px_builder_char(out, CELL_END);
    for (size_t i = 0; i < row->count; i++) {
        px_builder_str(out, row->cells[i]);
        px_builder_char(out, CELL_END);
    }
    px_builder_char(out, ROW_END);
}

int px_csv_parse_plain(px_str bytes, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_csv csv;
    int rc = px_csv_parse(arena, bytes, &csv, err);

    (void)options;
    if (rc < 0)
        return rc;
    px_builder_char(out, csv.separator);
    plain_write(out, &csv.header);
    for (size_t i = 0; i < csv.count; i++)
        plain_write(out, &csv.rows[i]);
    return px_builder_check(out, err);
}

static int plain_fail(px_error *err)
{
    return px_fail(err, PX_ERR_PARSER, N_("the parser of tables sent something else than a table"),
                   NULL);
}

static int plain_row(px_arena *arena, px_str text, px_csv_row *ret_row, px_error *err)
{
    px_csv_row row = { 0 };
    size_t room = 0, end = px_str_find_char(text, CELL_END);
    long long line;

    if (end == text.len || px_parse_int(px_str_sub(text, 0, end), 1, INT32_MAX, &line, NULL) < 0)
        return plain_fail(err);
    row.line = (int)line;
    text = px_str_sub(text, end + 1, text.len);
    while (text.len) {
        end = px_str_find_char(text, CELL_END);
        if (end == text.len || end > PX_CSV_MAX_CELL || row.count == PX_CSV_MAX_COLUMNS)
            return plain_fail(err);
        row.cells = px_arena_grow(arena, row.cells, row.count, &room, sizeof(*row.cells));
        row.cells[row.count++] = px_arena_str(arena, px_str_sub(text, 0, end));
        text = px_str_sub(text, end + 1, text.len);
    }
    *ret_row = row;
    return 0;
}

int px_csv_read_plain(px_arena *arena, px_str plain, px_csv *ret_csv, px_error *err)
{
    px_csv csv = { .separator = plain.len ? plain.ptr[0] : '\0' };
    px_str rest = px_str_sub(plain, 1, plain.len);
    size_t room = 0, n = 0;

    if (!px_utf8_valid(plain, NULL) || rest.len == 0)
        return plain_fail(err);
    while (rest.len) {
        size_t end = px_str_find_char(rest, ROW_END);
        px_csv_row row;
        int rc = end == rest.len || csv.count == PX_CSV_MAX_ROWS
                     ? plain_fail(err)
                     : plain_row(arena, px_str_sub(rest, 0, end), &row, err);

        if (rc < 0)
            return rc;
        rest = px_str_sub(rest, end + 1, rest.len);
        if (n++ == 0) {
            csv.header = row;
            continue;
        }
        csv.rows = px_arena_grow(arena, csv.rows, csv.count, &room, sizeof(*csv.rows));
        csv.rows[csv.count++] = row;
    }
    *ret_csv = csv;
    return 0;
}
