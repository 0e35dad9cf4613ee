/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Restricted inline Markdown: emphasis, strong, code, links with an allow-listed scheme, hard line
 * breaks, references to provisions. Parsed by md4c, rendered by us; raw HTML never passes.
 */
#ifndef PX_CODE_MARKDOWN_H
#define PX_CODE_MARKDOWN_H

#include "base/builder.h"

/* Appends HTML. A link whose address is not http, https, mailto, or a fragment "#id" is rendered
 * as its text. */
int px_markdown_html(px_builder *out, px_str markdown, px_error *err) PX_MUST_CHECK;

/* Appends the plain text: the frozen form, version 1, that hashes, anchors and search use: marks
 * removed, white space folded to single spaces and trimmed, NFC. */
int px_markdown_plain(px_builder *out, px_str markdown, px_error *err) PX_MUST_CHECK;

/* True for an address that may stand in a link. */
bool px_link_allowed(px_str address);

#endif
