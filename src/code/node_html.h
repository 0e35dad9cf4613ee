/* SPDX-License-Identifier: EUPL-1.2 */
/* A provision's own content as HTML; headings, nesting and anchors are the page's. */
#ifndef PX_CODE_NODE_HTML_H
#define PX_CODE_NODE_HTML_H

#include "base/builder.h"
#include "code/code.h"
#include "code/markdown/markdown.h"

/* Appends the node's text, without its heading (px_markdown_html renders that) and children:
 *   table        <table> with the heading as caption, <th scope="col"> for the rows above the
 *                ruler; columns that are not aligned left have class="centre" or class="right"
 *   code block   <pre><code class="language-...">
 *   point, list, group and what nests sections: inline HTML only, or nothing
 *   others       <p>; nothing where the text is empty */
int px_node_html(px_builder *out, const px_node *node, px_error *err) PX_MUST_CHECK;

/* The same, its words as the hooks want them. */
int px_node_html_with(px_builder *out, const px_node *node, const px_markdown_hooks *hooks,
                      px_error *err) PX_MUST_CHECK;

#endif
