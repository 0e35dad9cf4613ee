/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of the export to Akoma Ntoso: rows and cells; the side of a column is a class. */
#include "code/akn/export_akn_priv.h"

#include "code/table_layout.h"
#include "code/table_row.h"

#include "base/banned.h"

static const char table_part[] = "table_1";

bool px_export_akn_table_has_rows(px_str text)
{
    px_str row;

    while (px_str_line(&text, &row))
        if (!px_table_row_is_delimiter(row))
            return true;
    return false;
}

static void add_cell(px_akn_writer *akn, const px_node *node, px_str cell, const char *element,
                     const char *class_name)
{
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s", element);
    px_export_akn_attribute(akn, "class", px_str_of(class_name));
    px_builder_add(akn->out, "><p>");
    px_export_akn_inline(akn, cell, node->eid, table_part);
    px_builder_format(akn->out, "</p></%s>", element);
}

void px_export_akn_table_rows(px_akn_writer *akn, const px_node *node)
{
    px_table_layout layout = px_table_layout_of(node->text);
    px_str text = node->text, row, cell;
    size_t rows = 0;

    while (px_str_line(&text, &row)) {
        px_str rest = px_table_row_inner(row);
        const char *element = rows < layout.header_rows ? "th" : "td";

        if (px_table_row_is_delimiter(row))
            continue;
        rows++;
        px_export_akn_line(akn);
        px_builder_add(akn->out, "<tr>");
        akn->level++;
        for (size_t column = 0; px_table_row_cell(&rest, &cell); column++)
            add_cell(akn, node, cell, element, px_table_class(&layout, column));
        px_export_akn_close(akn, "tr");
    }
}
