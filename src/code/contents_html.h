/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of a text as pages and documents nest it, and the list of its contents. */
#ifndef PX_CODE_CONTENTS_HTML_H
#define PX_CODE_CONTENTS_HTML_H

#include <stdint.h>

#include "base/builder.h"
#include "code/code.h"

/* The end of the tree that begins at a node: the index behind its last descendant. */
size_t px_text_tree_end(const px_text *text, size_t at);

/* The index of the node that a node stands in; SIZE_MAX at the top. */
size_t px_text_tree_parent(const px_text *text, size_t at);

/* True for a node whose heading belongs to the document's outline: that of a section and its like,
 * not the caption of a table or the term of a definition. */
bool px_node_titled(const px_node *node);

/* Appends nested lists of links to the headings, so many levels deep; nothing where there are
 * none. Links lead to "#" and the lasting id. */
int px_contents_html(px_builder *out, const px_text *text, int levels, px_error *err) PX_MUST_CHECK;

#endif
