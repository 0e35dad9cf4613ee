/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comparisons as HTML: a summary, what became of duties, and the text with its changes marked, in
 * one column, side by side, or in three columns for three versions.
 *
 * The body is for pages of the house too; its style is assets/style/compare.css. Words that are
 * ours are in the language of the interface, texts in theirs. No script, no style attribute.
 *
 * The id of a provision's element is its lasting id, in the newest of the versions that has it; in
 * the others the same behind "a-" for the oldest, "b-" for the middle one.
 */
#ifndef PX_CODE_COMPARE_HTML_H
#define PX_CODE_COMPARE_HTML_H

#include "base/message.h"
#include "code/compare/compare_detail.h"

/* Where a comparison leads to on the site of the house: what stands before a lasting id. */
typedef struct px_compare_links {
    px_str provision;   /* the page of a provision */
    px_str versions[3]; /* the texts of the versions, oldest first; "#" is put between */
} px_compare_links;

/* What is told beside a changed provision: HTML in the reader's language. id: its lasting id in the
 * newest version that has it. */
typedef struct px_compare_note {
    px_str id, html;
} px_compare_note;

typedef struct px_compare_page {
    const px_language *language;
    px_str code_title;
    const px_compare_detail *detail;
    const px_compare_detail *next; /* from detail's new version to a third; else NULL */
    bool side_by_side;             /* with next always: three columns */
    bool only_changes;             /* what is unchanged is folded away */
    const px_compare_note *notes;  /* of two versions; or none */
    size_t n_notes;
    const px_compare_links *links; /* NULL: none, for a document that stands by itself */
    const char *prefix;            /* of all ids, where one page has several comparisons; or NULL */
} px_compare_page;

/* Appends the body: sections below headings of level 2. */
int px_compare_html_body(px_arena *arena, const px_compare_page *page, px_builder *out,
                         px_error *err) PX_MUST_CHECK;

/* Appends only the text with its changes, without sections and headings of ours. */
int px_compare_html_redline(px_arena *arena, const px_compare_page *page, px_builder *out,
                            px_error *err) PX_MUST_CHECK;

/* Appends one document that stands by itself, with its style inside. */
int px_compare_html_document(px_arena *arena, const px_compare_page *page, px_builder *out,
                             px_error *err) PX_MUST_CHECK;

#endif
