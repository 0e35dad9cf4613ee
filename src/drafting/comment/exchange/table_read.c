/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of comments: from a header to columns, from cells to rows. CSV is read here too. */
#include "base/ascii.h"
#include "base/csv.h"
#include "base/number.h"
#include "drafting/comment/exchange/read_priv.h"

#include "base/banned.h"

/* "text (2)" without its number; true where there is one. */
static bool part_of(px_str header, px_str *ret_base)
{
    px_str s = px_str_trim(header), digits;
    size_t at = s.len;
    long long number;

    while (at && s.ptr[at - 1] != '(')
        at--;
    if (at < 2 || !px_str_ends(s, PX_STR(")")) || s.ptr[at - 2] != ' ')
        return false;
    digits = px_str_sub(s, at, s.len - 1);
    if (px_parse_int(digits, 2, 9999, &number, NULL) < 0)
        return false;
    *ret_base = px_str_sub(s, 0, at - 2);
    return true;
}

bool px_table_head(px_table *table, const px_str *cells, size_t n)
{
    bool text = false;
    size_t known = 0;

    table->count = PX_MIN(n, (size_t)PX_TABLE_COLUMNS);
    for (size_t i = 0; i < table->count; i++) {
        px_table_column *c = &table->columns[i];
        px_str base = cells[i];

        c->goes_on = part_of(cells[i], &base);
        c->column = px_comment_column_find(base);
        for (size_t k = 0; c->column && !c->goes_on && k < i; k++)
            if (table->columns[k].column && table->columns[k].column->at == c->column->at)
                c->column = NULL; /* the first one counts */
        known += c->column && !c->goes_on;
        text |= c->column && strcmp(c->column->key, "text") == 0;
    }
    return text && known >= 2;
}

int px_table_fail_head(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("there is no table of comments in the file: none of its first rows names "
                      "the columns (such as clause, kind, text, wording); take an exported file "
                      "or the empty form as pattern"),
                   NULL);
}

static px_str unguarded(px_str cell)
{
    bool guarded = cell.len > 1 && cell.ptr[0] == '\'' && strchr("=+-@\t\r'", cell.ptr[1]);

    return guarded ? px_str_sub(cell, 1, cell.len) : cell;
}

int px_table_row(const px_table *table, const px_str *cells, size_t n, int64_t line,
                 px_row_out *out, px_error *err)
{
    px_comment_row row = { .line = line };
    px_error fault = PX_ERROR_INIT;

    for (size_t i = 0; i < n && i < table->count; i++) {
        const px_table_column *c = &table->columns[i];
        px_str cell = table->apostrophes ? unguarded(cells[i]) : cells[i];

        if (!c->column || !cell.len)
            continue;
        if (c->goes_on && c->column->kind == PX_COLUMN_TEXT) {
            px_str before = px_comment_row_text(&row, c->column);

            cell = px_str_of(
                px_arena_format(out->arena, "%.*s%.*s", PX_STR_ARG(before), PX_STR_ARG(cell)));
        }
        if (!px_comment_row_set(&row, c->column, cell) && !fault.message)
            (void)px_fail(&fault, PX_ERR_INVALID,
                          N_("'{value}' does not fit the column '{column}'"), "value",
                          px_arena_cstr(out->arena, cell), "column", c->column->key, NULL);
    }
    return px_row_put(out, &row, fault.message ? &fault : NULL, err);
}

/* ---- CSV */

typedef struct csv_reading {
    px_table table;
    bool headed;
    px_row_out *out;
    px_csv_reader *reader;
} csv_reading;

static int csv_row(const px_csv_row *cells, void *arg, px_error *err)
{
    csv_reading *r = arg;

    if (r->headed)
        return px_table_row(&r->table, cells->cells, cells->count, cells->line, r->out, err);
    r->headed = true;
    return px_table_head(&r->table, cells->cells, cells->count) ? 0 : px_table_fail_head(err);
}

static int csv_piece(px_str piece, void *arg, px_error *err)
{
    return px_csv_reader_feed(((csv_reading *)arg)->reader, piece, err);
}

int px_comment_csv_read(const px_comment_file *file, px_row_out *out, px_error *err)
{
    static const px_csv_bounds bounds = { PX_COMMENT_ROWS_MAX, 128, 2 * 1024 * 1024 };
    csv_reading *r = px_alloc_zero(1, sizeof(*r));
    int rc;

    r->table.apostrophes = true;
    r->out = out;
    r->reader = px_csv_reader_new(&bounds, csv_row, r);
    rc = px_comment_file_pieces(file, csv_piece, r, err);
    if (rc >= 0)
        rc = px_csv_reader_end(r->reader, err);
    px_csv_reader_free(r->reader);
    free(r);
    return rc;
}
