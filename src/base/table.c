/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"

#include <assert.h>

#include "base/arena.h"

#include "base/banned.h"

#define COLUMN_GAP 2
/* Down to this the last column is narrowed first, then whichever is the widest. */
#define LAST_COLUMN_MIN 16
#define COLUMN_MIN 4

typedef struct table_column {
    px_str title;
    px_align align;
    size_t width; /* of the widest cell or the title */
} table_column;

struct px_table {
    px_arena *arena; /* owns all texts and the columns */
    table_column *columns;
    size_t n_columns;
    px_str *cells; /* owned, row by row; made safe for a terminal */
    size_t n_cells, room;
    px_builder scratch;
};

static px_str table_text(px_table *table, px_str text)
{
    px_builder_clear(&table->scratch);
    px_display_text(&table->scratch, text);
    return px_arena_str(table->arena, px_builder_view(&table->scratch));
}

px_table *px_table_new(const px_column *columns, size_t n_columns)
{
    px_table *table = px_alloc_zero(1, sizeof(*table));

    assert(n_columns > 0);
    table->arena = px_arena_new();
    table->scratch = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    table->columns = px_arena_array(table->arena, n_columns, sizeof(*table->columns));
    table->n_columns = n_columns;
    for (size_t i = 0; i < n_columns; i++) {
        px_str title = table_text(table, px_str_of(columns[i].title));

        table->columns[i] = (table_column){ title, columns[i].align, px_display_width(title) };
    }
    return table;
}

void px_table_free(px_table *table)
{
    if (!table)
        return;
    px_builder_free(&table->scratch);
    px_arena_free(table->arena);
    free(table->cells);
    free(table);
}

void px_table_cell(px_table *table, px_str text)
{
    table_column *column = &table->columns[table->n_cells % table->n_columns];

    if (table->n_cells == table->room) {
        table->room = PX_MAX(table->room * 2, (size_t)64);
        table->cells = px_realloc(table->cells, table->room * sizeof(*table->cells));
    }
    text = table_text(table, text);
    table->cells[table->n_cells++] = text;
    column->width = PX_MAX(column->width, px_display_width(text));
}

void px_table_cell_int(px_table *table, long long value)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(32);

    px_builder_int(&digits, value);
    px_table_cell(table, px_builder_view(&digits));
}

/* Takes the excess off a column, leaving at least min; returns what is still in excess. */
static size_t table_narrow(size_t *width, size_t min, size_t excess)
{
    size_t taken = *width > min ? PX_MIN(*width - min, excess) : 0;

    *width -= taken;
    return excess - taken;
}

static size_t table_widest(const size_t *widths, size_t n)
{
    size_t widest = 0;

    for (size_t i = 1; i < n; i++)
        if (widths[i] >= widths[widest])
            widest = i;
    return widest;
}

/* The width that each column gets. A terminal too narrow for COLUMN_MIN is written over. */
static void table_fit(const px_table *table, size_t width, size_t *ret_widths)
{
    size_t total = COLUMN_GAP * (table->n_columns - 1), excess, widest;

    for (size_t i = 0; i < table->n_columns; i++) {
        ret_widths[i] = table->columns[i].width;
        total += ret_widths[i];
    }
    if (width == 0 || total <= width)
        return;
    excess = table_narrow(&ret_widths[table->n_columns - 1], LAST_COLUMN_MIN, total - width);
    while (excess > 0) {
        widest = table_widest(ret_widths, table->n_columns);
        if (ret_widths[widest] <= COLUMN_MIN)
            return;
        excess = table_narrow(&ret_widths[widest], ret_widths[widest] - 1, excess);
    }
}

static void table_spaces(px_builder *out, size_t n)
{
    while (n-- > 0)
        px_builder_char(out, ' ');
}

/* One line; spaces are held back until text follows, so that no line ends with them. */
static void table_line(const px_table *table, px_builder *out, const size_t *widths,
                       px_str (*cell_of)(const px_table *table, size_t at), size_t first)
{
    size_t spaces = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        px_str text = cell_of(table, first + i);
        size_t columns = PX_MIN(px_display_width(text), widths[i]);

        if (table->columns[i].align == PX_ALIGN_RIGHT)
            spaces += widths[i] - columns;
        if (text.len > 0) {
            table_spaces(out, spaces);
            columns = px_display_cut(out, text, widths[i]);
            spaces = 0;
        }
        if (table->columns[i].align == PX_ALIGN_LEFT)
            spaces += widths[i] - columns;
        spaces += COLUMN_GAP;
    }
}

static px_str table_title(const px_table *table, size_t at)
{
    return table->columns[at].title;
}

static px_str table_cell(const px_table *table, size_t at)
{
    return at < table->n_cells ? table->cells[at] : PX_STR("");
}

void px_table_print(const px_table *table, px_builder *out, size_t width, bool bold_head)
{
    PX_AUTO_FREE size_t *widths = px_alloc_zero(table->n_columns, sizeof(*widths));

    table_fit(table, width, widths);
    px_builder_add(out, bold_head ? "\033[1m" : "");
    table_line(table, out, widths, table_title, 0);
    px_builder_add(out, bold_head ? "\033[0m\n" : "\n");
    for (size_t first = 0; first < table->n_cells; first += table->n_columns) {
        table_line(table, out, widths, table_cell, first);
        px_builder_char(out, '\n');
    }
}
