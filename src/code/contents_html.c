/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/contents_html.h"

#include "code/markdown/markdown.h"

#include "base/banned.h"

size_t px_text_tree_end(const px_text *text, size_t at)
{
    size_t end = at + 1;

    while (end < text->count && text->nodes[end].depth > text->nodes[at].depth)
        end++;
    return end;
}

size_t px_text_tree_parent(const px_text *text, size_t at)
{
    int depth = text->nodes[at].depth;

    while (at-- > 0)
        if (text->nodes[at].depth < depth)
            return at;
    return SIZE_MAX;
}

bool px_node_titled(const px_node *node)
{
    bool may = px_provision_kinds[node->kind].division || node->kind == PX_PROVISION_RECITAL ||
               node->kind == PX_PROVISION_GROUP;

    return may && node->heading.len > 0;
}

static int write_entry(px_builder *out, const px_node *node, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(64 * 1024);
    int rc = px_markdown_plain(&plain, node->heading, err);

    px_builder_add(out, "<a href=\"#");
    px_builder_html(out, node->lasting_id);
    px_builder_add(out, "\">");
    if (node->number.len) {
        px_builder_add(out, "<span class=\"num\">");
        px_builder_html(out, node->number);
        px_builder_add(out, "</span> ");
    }
    px_builder_add(out, "<span>");
    px_builder_html(out, px_builder_view(&plain));
    px_builder_add(out, "</span></a>");
    return rc;
}

/* The headings among [at, to), each with those below it. */
static int write_entries(px_builder *out, const px_text *text, size_t at, size_t to, int levels,
                         px_error *err)
{
    bool open = false;
    int rc = 0;

    for (; rc >= 0 && at < to; at = px_text_tree_end(text, at)) {
        const px_node *node = &text->nodes[at];

        if (!px_node_titled(node) || !node->lasting_id.len)
            continue;
        px_builder_add(out, open ? "<li>" : "<ol>\n<li>");
        open = true;
        rc = write_entry(out, node, err);
        if (rc >= 0 && levels > 1)
            rc = write_entries(out, text, at + 1, px_text_tree_end(text, at), levels - 1, err);
        px_builder_add(out, "</li>\n");
    }
    if (open)
        px_builder_add(out, "</ol>\n");
    return rc;
}

int px_contents_html(px_builder *out, const px_text *text, int levels, px_error *err)
{
    int rc = write_entries(out, text, 0, text->count, levels, err);

    return rc < 0 ? rc : px_builder_check(out, err);
}
