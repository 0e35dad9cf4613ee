/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of a version as HTML: the tree of provisions nested in sections, lists and definition
 * lists. src/code renders each provision's own content, page_contents.h the list of contents.
 */
#ifndef PX_WEB_PAGE_TEXT_H
#define PX_WEB_PAGE_TEXT_H

#include "code/code.h"
#include "code/term.h"
#include "code/translation.h"
#include "drafting/dossier.h"
#include "web/request.h"

/* What stands in the margin beside provisions (comment/margin.h). */
typedef struct px_page_remarks px_page_remarks;

typedef struct px_page_text_how {
    px_str code, version; /* their id and label */
    bool addresses;       /* each provision has its lasting id as id, a link to itself, and one to
                             its page; without, as for one provision in several versions on a page,
                             none of these, and references lead into the version */
    px_str edit; /* what stands before a lasting id in the address where it is edited; empty:
                    it is not */
    const struct px_shaped *shaped; /* what comments shaped is marked; NULL: nothing is */
    px_terms *terms;                /* are linked in the text; NULL: none */
    const px_dossier *dossier;      /* its duties stand beside their provisions; NULL: none */
    const px_page_remarks *remarks; /* comments beside their provisions; NULL: none */
    px_str comment; /* address of the form of a new comment: each provision leads there, and its
                       words are marked for assets/comment.js; empty: none */
    const px_translation_gap *gaps; /* said where words are missing in the text's language */
    size_t n_gaps;
} px_page_text_how;

/* Appends the provisions [from, to), which are whole trees. The highest heading is <h2>, or <h3>
 * without addresses. */
int px_page_text(const px_request *request, px_builder *out, const px_text *text, size_t from,
                 size_t to, const px_page_text_how *how, px_error *err) PX_MUST_CHECK;

/* Appends number and heading as plain text; "measure 2.1" where there is no heading. */
int px_page_text_name(const px_request *request, px_builder *out, const px_node *node,
                      px_error *err) PX_MUST_CHECK;

/* A provision in a line of a list, indented by its depth: its name, and the first words of what has
 * no heading; at most so many characters. In the request's arena. */
px_str px_page_text_line(const px_request *request, const px_node *node, size_t points);

#endif
