/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/table_text.h"

#include "code/table_row.h"

#include "base/banned.h"

/* A bar parts cells also inside of a code span, where a backslash would be shown. */
static void drop_code_with_bars(px_inline_runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        px_inline_run *run = &runs->items[i];

        for (size_t at = 0; at < run->text.len; at++)
            if (run->text.ptr[at] == '|' && !(at && run->text.ptr[at - 1] == '\\')) {
                run->marks &= ~(unsigned)PX_MARK_CODE;
                run->code = 0;
            }
        if (run->breaks) {
            run->breaks = 0;
            run->space = true;
        }
    }
}

void px_table_text_cell(px_table_text *table, px_inline_runs *runs, px_table_side side)
{
    px_str text;

    drop_code_with_bars(runs);
    text = px_inline_markdown(runs);
    px_builder_add(table->out, table->cells ? " " : "| ");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '|')
            px_builder_char(table->out, '\\');
        px_builder_char(table->out, text.ptr[i]);
        if (text.ptr[i] == '\\' && i + 1 < text.len)
            px_builder_char(table->out, text.ptr[++i]);
    }
    px_builder_add(table->out, " |");
    if (table->cells >= table->width) {
        table->width = table->cells + 1;
        if (table->cells < PX_TABLE_MAX_COLUMNS)
            table->columns[table->cells] = side;
    }
    table->cells++;
}

void px_table_text_row(px_table_text *table)
{
    px_builder_add(table->out, table->cells ? "\n" : "|  |\n");
    table->width = PX_MAX(table->width, 1);
    table->cells = 0;
    table->rows++;
}

void px_table_text_ruler(px_table_text *table)
{
    static const char *const rules[] = {
        [PX_TABLE_LEFT] = "---|",
        [PX_TABLE_CENTRE] = ":-:|",
        [PX_TABLE_RIGHT] = "--:|",
    };

    px_builder_char(table->out, '|');
    for (size_t i = 0; i < table->width; i++)
        px_builder_add(table->out,
                       rules[i < PX_TABLE_MAX_COLUMNS ? table->columns[i] : PX_TABLE_LEFT]);
    px_builder_char(table->out, '\n');
}

static int canonical_row(px_arena *arena, px_table_text *table, px_str row,
                         const px_table_layout *layout, px_error *err)
{
    px_str rest = px_table_row_inner(row), cell;

    while (px_table_row_cell(&rest, &cell)) {
        px_inline_runs runs = { .arena = arena };
        px_table_side side =
            table->cells < PX_TABLE_MAX_COLUMNS ? layout->columns[table->cells] : PX_TABLE_LEFT;
        int rc = px_inline_read(&runs, cell, err);

        if (rc < 0)
            return rc;
        px_table_text_cell(table, &runs, side);
    }
    px_table_text_row(table);
    return 0;
}

int px_table_text_canonical(px_arena *arena, px_str text, px_str *ret_canonical, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table_layout layout = px_table_layout_of(text);
    px_table_text table = { .out = &out };
    px_str row;

    while (px_str_line(&text, &row)) {
        int rc;

        if (px_table_row_is_delimiter(row))
            continue;
        rc = canonical_row(arena, &table, row, &layout, err);
        if (rc < 0)
            return rc;
        if (table.rows == layout.header_rows)
            px_table_text_ruler(&table);
    }
    *ret_canonical = px_arena_str(arena, px_str_trim(px_builder_view(&out)));
    return px_builder_check(&out, err);
}
