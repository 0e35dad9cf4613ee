/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comparisons as HTML: a summary, what became of duties, and the text with its changes marked, in
 * one column, side by side, or in three columns for three versions.
 *
 * The body is for pages of the house too; its style is assets/compare.css. Words that are ours are
 * in the language of the interface, texts in theirs. No script, no style attribute.
 */
#ifndef PX_CODE_COMPARE_HTML_H
#define PX_CODE_COMPARE_HTML_H

#include "base/message.h"
#include "code/compare_detail.h"

typedef struct px_compare_page {
    const px_language *language;
    px_str code_title;
    const px_compare_detail *detail;
    const px_compare_detail *next; /* from detail's new version to a third; else NULL */
    bool side_by_side;             /* with next always: three columns */
    bool only_changes;             /* what is unchanged is folded away */
} px_compare_page;

/* Appends the body: sections below headings of level 2. */
int px_compare_html_body(px_arena *arena, const px_compare_page *page, px_builder *out,
                         px_error *err) PX_MUST_CHECK;

/* Appends one document that stands by itself, with its style inside. */
int px_compare_html_document(px_arena *arena, const px_compare_page *page, px_builder *out,
                             px_error *err) PX_MUST_CHECK;

#endif
