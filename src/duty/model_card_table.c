/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of a model card, Markdown's with pipes and those of HTML, as grids of slices. */
#include "base/ascii.h"
#include "base/number.h"
#include "duty/model_card_priv.h"

#include "base/banned.h"

enum { SPAN_MAX = 100 };

/* ---- A grid as it fills */

typedef struct grid {
    card_reading *r;
    px_str *cells; /* CARD_ROWS_MAX times CARD_COLUMNS_MAX */
    unsigned char *taken;
    size_t n_rows, n_columns, column;
    bool overflow;
} grid;

static void grid_start(grid *g)
{
    size_t n = (size_t)CARD_ROWS_MAX * CARD_COLUMNS_MAX;

    if (!g->cells) {
        g->cells = px_arena_array(g->r->arena, n, sizeof(*g->cells));
        g->taken = px_arena_array(g->r->arena, n, 1);
    }
    for (size_t i = 0; i < n; i++) {
        g->cells[i] = PX_STR("");
        g->taken[i] = 0;
    }
    g->n_rows = g->n_columns = g->column = 0;
    g->overflow = false;
}

static void grid_row(grid *g)
{
    g->n_rows++;
    g->column = 0;
    g->overflow |= g->n_rows > CARD_ROWS_MAX;
}

/* The next cell of the row; it stands in so many rows and columns. */
static void grid_cell(grid *g, px_str cell, size_t rows, size_t columns)
{
    if (g->n_rows == 0 || g->overflow)
        return;
    while (g->column < CARD_COLUMNS_MAX && g->taken[(g->n_rows - 1) * CARD_COLUMNS_MAX + g->column])
        g->column++;
    if (g->column + columns > CARD_COLUMNS_MAX) {
        g->overflow = true;
        return;
    }
    for (size_t row = g->n_rows - 1; row < PX_MIN(g->n_rows - 1 + rows, (size_t)CARD_ROWS_MAX);
         row++)
        for (size_t c = g->column; c < g->column + columns; c++) {
            g->cells[row * CARD_COLUMNS_MAX + c] = cell;
            g->taken[row * CARD_COLUMNS_MAX + c] = 1;
        }
    g->column += columns;
    g->n_columns = PX_MAX(g->n_columns, g->column);
}

static void grid_end(grid *g, px_str where, card_table_fn *fn)
{
    card_table table = { .n_rows = g->n_rows, .n_columns = g->n_columns, .where = where };

    if (g->overflow) {
        card_miss(g->r, where);
        return;
    }
    if (!g->n_rows || !g->n_columns)
        return;
    table.cells = px_arena_array(g->r->arena, g->n_rows * g->n_columns, sizeof(*table.cells));
    for (size_t row = 0; row < g->n_rows; row++)
        for (size_t c = 0; c < g->n_columns; c++)
            table.cells[row * g->n_columns + c] = g->cells[row * CARD_COLUMNS_MAX + c];
    fn(g->r, &table);
}

/* ---- Markdown: lines that begin with a pipe */

static bool is_rule(px_str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] != '|' && line.ptr[i] != '-' && line.ptr[i] != ':' && line.ptr[i] != ' ')
            return false;
    return px_str_find_char(line, '-') < line.len;
}

static void pipe_row(grid *g, px_str line)
{
    px_str rest = px_str_sub(line, 1, line.len), cell;

    if (px_str_ends(rest, PX_STR("|")))
        rest = px_str_sub(rest, 0, rest.len - 1);
    grid_row(g);
    while (px_str_split(&rest, '|', &cell))
        grid_cell(g, px_str_trim(cell), 1, 1);
}

static void pipe_tables(grid *g, px_str body, card_table_fn *fn)
{
    const char *first = NULL;
    px_str line;

    while (body.ptr && px_str_line(&body, &line)) {
        px_str row = px_str_trim(line);

        if (px_str_starts(row, PX_STR("|")) && row.len > 1) {
            if (!first)
                grid_start(g);
            first = first ? first : row.ptr;
            if (!is_rule(row))
                pipe_row(g, row);
        } else if (first) {
            grid_end(g, px_str_n(first, (size_t)(line.ptr - first)), fn);
            first = NULL;
        }
    }
    if (first)
        grid_end(g, px_str_n(first, (size_t)(g->r->text.ptr + g->r->text.len - first)), fn);
}

/* ---- HTML: <table>, <tr>, <td>, <th>; what is nested ends the cell before it */

/* A tag that begins at the head of text: its name in small letters, its attributes. */
typedef struct tag {
    px_str name, attributes;
    bool closes;
} tag;

static bool tag_read(px_arena *arena, px_str text, tag *ret_tag, size_t *ret_len)
{
    size_t end = px_str_find_char(text, '>'), from = 1, to;

    if (end == text.len)
        return false;
    ret_tag->closes = from < end && text.ptr[from] == '/';
    from += ret_tag->closes;
    for (to = from; to < end && (px_is_lower(text.ptr[to]) || px_is_upper(text.ptr[to]));)
        to++;
    ret_tag->name = to - from <= 8 ? px_arena_lower(arena, px_str_sub(text, from, to)) : PX_STR("");
    ret_tag->attributes = px_str_sub(text, to, end);
    *ret_len = end + 1;
    return true;
}

static size_t span_of(px_str attributes, px_str name)
{
    size_t at = px_str_find(attributes, name), end;
    long long span = 1;
    px_str value;

    if (at == attributes.len)
        return 1;
    value = px_str_sub(attributes, at + name.len, attributes.len);
    while (value.len && (value.ptr[0] == '=' || value.ptr[0] == '"' || value.ptr[0] == ' '))
        value = px_str_sub(value, 1, value.len);
    for (end = 0; end < value.len && px_is_digit(value.ptr[end]);)
        end++;
    if (px_parse_int(px_str_sub(value, 0, end), 1, SPAN_MAX, &span, NULL) < 0)
        return 1;
    return (size_t)span;
}

typedef struct html_walk {
    grid *g;
    card_table_fn *fn;
    const char *table; /* where the open table begins, or NULL */
    const char *cell;  /* where the content of the open cell begins, or NULL */
    size_t rows, columns;
} html_walk;

static void html_cell_end(html_walk *w, const char *at)
{
    if (w->cell)
        grid_cell(w->g, px_str_trim(px_str_n(w->cell, (size_t)(at - w->cell))), w->rows,
                  w->columns);
    w->cell = NULL;
}

static void html_tag(html_walk *w, const tag *t, const char *at, size_t len)
{
    bool is_cell = px_str_is(t->name, "td") || px_str_is(t->name, "th");

    if (px_str_is(t->name, "table")) {
        html_cell_end(w, at);
        if (w->table)
            grid_end(w->g, px_str_n(w->table, (size_t)(at + len - w->table)), w->fn);
        w->table = t->closes ? NULL : at;
        if (w->table)
            grid_start(w->g);
    } else if (w->table && (is_cell || px_str_is(t->name, "tr"))) {
        html_cell_end(w, at);
        if (!t->closes && !is_cell)
            grid_row(w->g);
        if (!t->closes && is_cell) {
            w->cell = at + len;
            w->rows = span_of(t->attributes, PX_STR("rowspan"));
            w->columns = span_of(t->attributes, PX_STR("colspan"));
        }
    }
}

static void html_tables(grid *g, px_str body, card_table_fn *fn)
{
    html_walk w = { .g = g, .fn = fn };
    size_t at;

    while ((at = px_str_find_char(body, '<')) < body.len) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        tag t;
        size_t len;

        body = px_str_sub(body, at, body.len);
        if (!tag_read(arena, body, &t, &len))
            return;
        html_tag(&w, &t, body.ptr, len);
        body = px_str_sub(body, len, body.len);
    }
}

void card_each_table(card_reading *r, px_str body, card_table_fn *fn)
{
    grid g = { .r = r };

    pipe_tables(&g, body, fn);
    html_tables(&g, body, fn);
}
