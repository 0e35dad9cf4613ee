/* SPDX-License-Identifier: EUPL-1.2 */
/* Links of a draft whose addresses may not stand in one. */
#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

static void no_text(px_builder *out, px_str text)
{
    (void)out;
    (void)text;
}

static void no_break(px_builder *out)
{
    (void)out;
}

/* Keeps a refused address, in a line of its own. */
static bool open_span(px_builder *out, px_inline_span span, px_str address)
{
    if (span == PX_INLINE_LINK && !px_link_allowed(address)) {
        px_builder_str(out, address);
        px_builder_char(out, '\n');
    }
    return false;
}

static int check_text(px_outline *o, size_t line, px_str text, px_error *err)
{
    static const px_inline_sink sink = {
        .text = no_text,
        .line_break = no_break,
        .open = open_span,
    };
    PX_AUTO_BUILDER px_builder refused = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str rest, address;
    int rc;

    if (px_str_find(text, PX_STR("](")) == text.len)
        return 0;
    rc = px_markdown_walk(text, &sink, &refused, err);
    rest = px_builder_view(&refused);
    while (rc >= 0 && px_str_line(&rest, &address))
        px_outline_warn(o, PX_WARN_LINK, line, address);
    return rc;
}

/* A table row by row, since a whole one may be larger than what is walked at once. */
static int check_table(px_outline *o, const px_outline_node *node, px_error *err)
{
    px_str rest = node->text, row;
    int rc = 0;

    while (rc >= 0 && px_str_line(&rest, &row))
        if (row.len <= PX_INLINE_MAX)
            rc = check_text(o, node->line, row, err);
    return rc;
}

int px_md_check_links(px_outline *o, px_error *err)
{
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *node = &o->nodes[i];
        int rc = check_text(o, node->line, node->heading, err);

        if (rc >= 0 && node->kind == PX_PROVISION_TABLE)
            rc = check_table(o, node, err);
        else if (rc >= 0 && node->kind != PX_PROVISION_CODE_BLOCK)
            rc = check_text(o, node->line, node->text, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}
