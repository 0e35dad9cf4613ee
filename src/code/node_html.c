/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/node_html.h"

#include "code/table_layout.h"
#include "code/table_row.h"

#include "base/banned.h"

static int add_row(px_builder *out, px_str row, const px_table_layout *layout, bool header,
                   const px_markdown_hooks *hooks, px_error *err)
{
    px_str rest = px_table_row_inner(row), cell;

    px_builder_add(out, "<tr>");
    for (size_t column = 0; px_table_row_cell(&rest, &cell); column++) {
        const char *class = px_table_class(layout, column);
        int rc;

        px_builder_add(out, header ? "<th scope=\"col\"" : "<td");
        if (*class)
            px_builder_format(out, " class=\"%s\"", class);
        px_builder_char(out, '>');
        rc = px_markdown_html_with(out, cell, header ? NULL : hooks, err);
        if (rc < 0)
            return rc;
        px_builder_add(out, header ? "</th>" : "</td>");
    }
    px_builder_add(out, "</tr>\n");
    return 0;
}

/* The rows of the header, or all others. */
static int add_rows(px_builder *out, px_str text, const px_table_layout *layout, bool header,
                    const px_markdown_hooks *hooks, px_error *err)
{
    size_t rows = 0;
    px_str row;

    px_builder_add(out, header ? "<thead>\n" : "<tbody>\n");
    while (px_str_line(&text, &row)) {
        int rc = 0;

        if (px_table_row_is_delimiter(row))
            continue;
        if ((rows++ < layout->header_rows) == header)
            rc = add_row(out, row, layout, header, hooks, err);
        if (rc < 0)
            return rc;
    }
    px_builder_add(out, header ? "</thead>\n" : "</tbody>\n");
    return 0;
}

static int table_html(px_builder *out, const px_node *node, const px_markdown_hooks *hooks,
                      px_error *err)
{
    px_table_layout layout = px_table_layout_of(node->text);
    int rc = 0;

    px_builder_add(out, "<table>\n");
    if (node->heading.len) {
        px_builder_add(out, "<caption>");
        rc = px_markdown_html(out, node->heading, err);
        px_builder_add(out, "</caption>\n");
    }
    if (rc >= 0 && layout.header_rows)
        rc = add_rows(out, node->text, &layout, true, hooks, err);
    if (rc >= 0)
        rc = add_rows(out, node->text, &layout, false, hooks, err);
    px_builder_add(out, "</table>\n");
    return rc;
}

static void code_html(px_builder *out, const px_node *node)
{
    px_builder_add(out, "<pre><code");
    if (node->extra.len) {
        px_builder_add(out, " class=\"language-");
        px_builder_html(out, px_str_sub(node->extra, 0, px_str_find_char(node->extra, ' ')));
        px_builder_char(out, '"');
    }
    px_builder_char(out, '>');
    px_builder_html(out, node->text);
    px_builder_add(out, "</code></pre>\n");
}

static bool in_paragraph(px_provision_kind kind)
{
    return kind != PX_PROVISION_POINT && kind != PX_PROVISION_LIST && kind != PX_PROVISION_GROUP;
}

int px_node_html_with(px_builder *out, const px_node *node, const px_markdown_hooks *hooks,
                      px_error *err)
{
    int rc;

    if (node->kind == PX_PROVISION_TABLE)
        return table_html(out, node, hooks, err);
    if (node->kind == PX_PROVISION_CODE_BLOCK) {
        code_html(out, node);
        return px_builder_check(out, err);
    }
    if (!node->text.len)
        return 0;
    if (in_paragraph(node->kind))
        px_builder_add(out, "<p>");
    rc = px_markdown_html_with(out, node->text, hooks, err);
    if (rc < 0)
        return rc;
    if (in_paragraph(node->kind))
        px_builder_add(out, "</p>\n");
    return px_builder_check(out, err);
}

int px_node_html(px_builder *out, const px_node *node, px_error *err)
{
    return px_node_html_with(out, node, NULL, err);
}
