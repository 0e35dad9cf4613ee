/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tables: those that hold data, those that only lay a page out, and those of the Official Journal
 * that hold one point each, its number left and its words right.
 */
#include "base/ascii.h"
#include "base/number.h"
#include "code/html/html_walk.h"
#include "code/table_text.h"

#include "base/banned.h"

#define NUMBER_MAX 24
#define SPAN_MAX 1000

/* ---- Rows and cells */

/* The next element of a role at or behind `at`, in the rows of one table, or the end. */
static size_t next_of(px_html *h, size_t at, size_t end, px_html_role role)
{
    while (at < end && px_html_at(h, at)->role != role) {
        px_html_role here = px_html_at(h, at)->role;

        at = here == PX_HTML_ROWS || (role == PX_HTML_CELL && here == PX_HTML_ROW)
                 ? at + 1
                 : px_html_at(h, at)->end;
    }
    return at;
}

static size_t first_row(px_html *h, size_t table)
{
    return next_of(h, table + 1, px_html_at(h, table)->end, PX_HTML_ROW);
}

static size_t next_row(px_html *h, size_t table, size_t row)
{
    return next_of(h, px_html_at(h, row)->end, px_html_at(h, table)->end, PX_HTML_ROW);
}

static size_t first_cell(px_html *h, size_t row)
{
    return next_of(h, row + 1, px_html_at(h, row)->end, PX_HTML_CELL);
}

static size_t next_cell(px_html *h, size_t row, size_t cell)
{
    return next_of(h, px_html_at(h, cell)->end, px_html_at(h, row)->end, PX_HTML_CELL);
}

static size_t span_of(const px_html_node *cell, const char *name)
{
    px_error ignored = PX_ERROR_INIT;
    long long span = 1;

    (void)!px_parse_int(px_str_trim(px_html_attribute(cell, name)), 1, SPAN_MAX, &span, &ignored);
    return (size_t)span;
}

/* ---- Data */

static px_table_side side_of(const px_html_node *cell)
{
    px_str side = px_html_style(cell, "text-align");

    if (!side.len)
        side = px_html_attribute(cell, "align");
    if (px_html_has_class(cell, "centre") || px_str_eq_nocase(side, PX_STR("center")))
        return PX_TABLE_CENTRE;
    if (px_html_has_class(cell, "right") || px_str_eq_nocase(side, PX_STR("right")) ||
        px_str_eq_nocase(side, PX_STR("end")))
        return PX_TABLE_RIGHT;
    return PX_TABLE_LEFT;
}

/* A row of the header: in <thead>, or at the head of the table with header cells alone. */
static bool is_header(px_html *h, size_t table, size_t row)
{
    size_t end = px_html_at(h, row)->end, cell = first_cell(h, row);

    for (size_t i = table + 1; i < row; i++)
        if (px_html_at(h, i)->tag == GUMBO_TAG_THEAD && px_html_at(h, i)->end >= end)
            return true;
    if (cell == end)
        return false;
    for (; cell < end; cell = next_cell(h, row, cell))
        if (px_html_at(h, cell)->tag != GUMBO_TAG_TH)
            return false;
    return true;
}

typedef struct grid {
    px_table_text text;
    size_t down[PX_TABLE_MAX_COLUMNS]; /* rows that a cell above still covers, by column */
    bool merged;
} grid;

static void empty_cell(px_html *h, grid *g)
{
    px_inline_runs none = { .arena = h->arena };

    px_table_text_cell(&g->text, &none, PX_TABLE_LEFT);
}

/* Cells that are covered from above stay empty, so that the columns stand. */
static void covered_cells(px_html *h, grid *g)
{
    while (g->text.cells < PX_TABLE_MAX_COLUMNS && g->down[g->text.cells]) {
        g->down[g->text.cells]--;
        empty_cell(h, g);
    }
}

static void add_cell(px_html *h, grid *g, size_t cell)
{
    const px_html_node *node = px_html_at(h, cell);
    size_t columns = PX_MIN(span_of(node, "colspan"), PX_TABLE_MAX_COLUMNS);
    size_t rows = span_of(node, "rowspan");
    px_inline_runs runs = px_html_runs(h, cell);

    px_html_ids(h, cell);
    g->merged = g->merged || columns > 1 || rows > 1;
    for (size_t i = 0; i < columns; i++) {
        if (g->text.cells < PX_TABLE_MAX_COLUMNS)
            g->down[g->text.cells] = rows - 1;
        if (i)
            empty_cell(h, g);
        else
            px_table_text_cell(&g->text, &runs, side_of(node));
    }
}

static px_str table_text(px_html *h, size_t table, bool *ret_merged)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    grid g = { .text = { .out = &out } };
    size_t end = px_html_at(h, table)->end;
    bool header = true;

    for (size_t row = first_row(h, table); row < end; row = next_row(h, table, row)) {
        bool is = header && is_header(h, table, row);

        if (header && !is && g.text.rows)
            px_table_text_ruler(&g.text);
        header = is;
        px_html_ids(h, row);
        for (size_t cell = first_cell(h, row); cell < px_html_at(h, row)->end;
             cell = next_cell(h, row, cell)) {
            covered_cells(h, &g);
            add_cell(h, &g, cell);
        }
        covered_cells(h, &g);
        px_table_text_row(&g.text);
    }
    if (header && g.text.rows)
        px_table_text_ruler(&g.text);
    *ret_merged = g.merged;
    return px_arena_str(h->arena, px_str_trim(px_builder_view(&out)));
}

px_str px_html_table_text(px_html *h, size_t element)
{
    bool merged;

    return table_text(h, element, &merged);
}

static void data_table(px_html *h, size_t table, px_html_place *place)
{
    const px_html_node *node = px_html_at(h, table);
    size_t i = table + 1, made;
    px_str heading = PX_STR_NONE, text;
    bool merged;

    px_html_ids(h, table);
    while (i < node->end && px_html_at(h, i)->role != PX_HTML_CAPTION)
        i = px_html_at(h, i)->end;
    if (i < node->end) {
        px_inline_runs runs = px_html_heading_runs(h, i);

        heading = px_inline_markdown(&runs);
    }
    text = table_text(h, table, &merged);
    made = px_html_add(h, px_html_parent(place), PX_PROVISION_TABLE, node->line);
    if (heading.len && h->outline->nodes[made].heading.len)
        heading = px_str_of(px_arena_format(h->arena, "%.*s %.*s",
                                            PX_STR_ARG(h->outline->nodes[made].heading),
                                            PX_STR_ARG(heading)));
    if (heading.len)
        h->outline->nodes[made].heading = heading;
    h->outline->nodes[made].text = text;
    if (merged)
        px_outline_warn(h->outline, PX_WARN_SPAN, node->line,
                        px_str_sub(text, 0, px_str_find_char(text, '\n')));
}

/* ---- Points */

/* A dash or a dot. */
static bool is_bullet(px_str s)
{
    static const char *const signs[] = { "-",        "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2",
                                         "\xC2\xB7", "\xE2\x80\xA3", "\xE2\x97\xA6" };

    for (size_t i = 0; i < PX_COUNT(signs); i++)
        if (px_str_is(s, signs[i]))
            return true;
    return false;
}

/* "(a)", "1.", "12)", "1.2.", "iv)". */
static bool is_marked_number(px_str s)
{
    bool bracket;

    if (s.len < 2 || s.len > NUMBER_MAX)
        return false;
    bracket = s.ptr[s.len - 1] == ')';
    if (!bracket && s.ptr[s.len - 1] != '.')
        return false;
    s.len--;
    if (bracket && s.ptr[0] == '(')
        s = px_str_sub(s, 1, s.len);
    if (!s.len || s.len > 8)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_alnum(s.ptr[i]) && !(s.ptr[i] == '.' && i))
            return false;
    return true;
}

/* The cells of a point: its mark and its words. */
static bool point_cells(px_html *h, size_t row, size_t *ret_mark, size_t *ret_words)
{
    size_t end = px_html_at(h, row)->end, pending = h->pending_count, cells[2], count = 0;
    px_inline_runs runs;
    px_str words;

    for (size_t cell = first_cell(h, row); cell < end; cell = next_cell(h, row, cell)) {
        if (px_html_at(h, cell)->tag != GUMBO_TAG_TD)
            return false;
        if (!px_html_at(h, cell)->visible)
            continue;
        if (count == 2)
            return false;
        cells[count++] = cell;
    }
    if (count != 2)
        return false;
    runs = px_html_heading_runs(h, cells[0]);
    h->pending_count = pending; /* its ids are read when it is taken */
    words = px_inline_words(&runs);
    if (!is_bullet(words) && !is_marked_number(words))
        return false;
    *ret_mark = cells[0];
    *ret_words = cells[1];
    return true;
}

static bool is_points(px_html *h, size_t table)
{
    size_t end = px_html_at(h, table)->end, row = first_row(h, table), mark, words;

    if (row == end || next_of(h, table + 1, end, PX_HTML_CAPTION) < end)
        return false;
    for (; row < end; row = next_row(h, table, row))
        if (!point_cells(h, row, &mark, &words))
            return false;
    return true;
}

static px_provision_kind point_kind(px_html *h, size_t table)
{
    /* The Journal's pages give each recital an element with the id rct_1. */
    for (size_t i = 0; i < h->pending_count; i++)
        if (px_str_starts(h->pending[i].id, PX_STR("rct_")))
            return PX_PROVISION_RECITAL;
    return px_str_starts(px_html_attribute(px_html_at(h, table), "id"), PX_STR("rct_"))
               ? PX_PROVISION_RECITAL
               : PX_PROVISION_POINT;
}

static void add_point(px_html *h, size_t row, size_t parent, px_provision_kind kind)
{
    px_html_place inner = { .absorb = true };
    size_t mark = 0, words = 0;
    px_inline_runs runs;

    if (!point_cells(h, row, &mark, &words))
        return;
    runs = px_html_heading_runs(h, mark);
    px_html_ids(h, row);
    inner.parent = px_html_add(h, parent, kind, px_html_at(h, row)->line);
    h->outline->nodes[inner.parent].number = px_inline_words(&runs);
    px_html_inside(h, words, &inner);
}

static void points_table(px_html *h, size_t table, px_html_place *place)
{
    size_t end = px_html_at(h, table)->end, parent = px_html_parent(place), list = h->points;
    px_provision_kind kind = point_kind(h, table);

    if (kind == PX_PROVISION_POINT &&
        (list == PX_OUTLINE_TOP || h->outline->nodes[list].parent != parent)) {
        list = px_html_add(h, parent, PX_PROVISION_LIST, px_html_at(h, table)->line);
        h->outline->nodes[list].extra = PX_STR("ordered");
    }
    for (size_t row = first_row(h, table); row < end; row = next_row(h, table, row))
        add_point(h, row, kind == PX_PROVISION_POINT ? list : parent, kind);
    h->points = kind == PX_PROVISION_POINT ? list : PX_OUTLINE_TOP;
}

/* ---- Layout */

/* A table that holds other blocks than words, or one column, lays out the page. */
static bool is_layout(px_html *h, size_t table)
{
    size_t end = px_html_at(h, table)->end, widest = 0;
    px_str role = px_html_attribute(px_html_at(h, table), "role");

    if (px_str_is(role, "presentation") || px_str_is(role, "none"))
        return true;
    for (size_t i = table + 1; i < end; i++) {
        px_html_role inner = px_html_at(h, i)->role;

        if (inner == PX_HTML_TABLE || inner == PX_HTML_HEADING || inner == PX_HTML_PRE)
            return true;
    }
    for (size_t row = first_row(h, table); row < end; row = next_row(h, table, row)) {
        size_t width = 0;

        for (size_t cell = first_cell(h, row); cell < px_html_at(h, row)->end;
             cell = next_cell(h, row, cell))
            width++;
        widest = PX_MAX(widest, width);
    }
    return widest < 2;
}

void px_html_table(px_html *h, size_t element, px_html_place *place)
{
    place->absorb = false;
    if (is_points(h, element)) {
        points_table(h, element, place);
    } else if (is_layout(h, element)) {
        px_html_ids(h, element);
        px_html_inside(h, element, place);
    } else {
        data_table(h, element, place);
    }
}
