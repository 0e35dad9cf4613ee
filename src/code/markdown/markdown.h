/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Restricted inline Markdown: emphasis, strong, code, links with an allow-listed scheme, hard line
 * breaks, references to provisions. Parsed by md4c, rendered by us; raw HTML never passes.
 */
#ifndef PX_CODE_MARKDOWN_H
#define PX_CODE_MARKDOWN_H

#include "base/builder.h"
#include "base/link.h"

/* Appends HTML. A link whose address is not http, https, mailto, or a fragment "#id" is rendered
 * as its text. */
int px_markdown_html(px_builder *out, px_str markdown, px_error *err) PX_MUST_CHECK;

/* What a page does otherwise than px_markdown_html; a function that is NULL does as that does. */
typedef struct px_markdown_hooks {
    void *arg;
    /* Writes a run of text that stands in no link and in no code, as HTML. */
    void (*text)(void *arg, px_builder *out, px_str text);
    /* Writes the start tag of a link to a provision of the same code. */
    void (*reference)(void *arg, px_builder *out, px_str id);
} px_markdown_hooks;

/* The same; hooks may be NULL. */
int px_markdown_html_with(px_builder *out, px_str markdown, const px_markdown_hooks *hooks,
                          px_error *err) PX_MUST_CHECK;

/* A whole document in Markdown (paragraphs, headings, lists, quotations, tables, code, rules) as
 * HTML; spans as above. The highest heading is of the level `heading` (1 to 6), the others below
 * it. TOO_LARGE above 256 KiB, 20,000 blocks or a depth of 32. Raw HTML stays text. */
int px_markdown_document_html(px_builder *out, px_str markdown, unsigned heading,
                              const px_markdown_hooks *hooks, px_error *err) PX_MUST_CHECK;

/* Calls for each link of a document with its address; a negative answer ends it. */
typedef int px_markdown_link_fn(void *arg, px_str address, px_error *err);
int px_markdown_document_links(px_str markdown, px_markdown_link_fn *fn, void *arg,
                               px_error *err) PX_MUST_CHECK;

/* Appends the plain text: the frozen form, version 1, that hashes, anchors and search use: marks
 * removed, white space folded to single spaces and trimmed, NFC. */
int px_markdown_plain(px_builder *out, px_str markdown, px_error *err) PX_MUST_CHECK;

#endif
