/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/table_layout.h"

#include "code/table_row.h"

#include "base/banned.h"

static px_table_side side_of(px_str cell)
{
    bool left = px_str_starts(cell, PX_STR(":")), right = px_str_ends(cell, PX_STR(":"));

    return left && right ? PX_TABLE_CENTRE : right ? PX_TABLE_RIGHT : PX_TABLE_LEFT;
}

px_table_layout px_table_layout_of(px_str text)
{
    px_table_layout layout = { 0 };
    size_t rows = 0, column = 0;
    px_str row, cell;

    while (px_str_line(&text, &row)) {
        px_str rest = px_table_row_inner(row);

        if (!px_table_row_is_delimiter(row)) {
            rows++;
            continue;
        }
        if (rows == 0)
            continue;
        layout.header_rows = rows;
        while (column < PX_TABLE_MAX_COLUMNS && px_table_row_cell(&rest, &cell))
            layout.columns[column++] = side_of(cell);
        break;
    }
    return layout;
}

const char *px_table_class(const px_table_layout *layout, size_t column)
{
    static const char *const classes[] = {
        [PX_TABLE_LEFT] = "",
        [PX_TABLE_CENTRE] = "centre",
        [PX_TABLE_RIGHT] = "right",
    };

    return column < PX_TABLE_MAX_COLUMNS ? classes[layout->columns[column]] : "";
}
