/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of a version as HTML: the tree of provisions nested in sections, lists and definition
 * lists, and the list of its contents. src/code renders each provision's own content.
 */
#ifndef PX_WEB_PAGE_TEXT_H
#define PX_WEB_PAGE_TEXT_H

#include "code/code.h"
#include "web/request.h"

/* Appends the provisions [from, to), which are whole trees. With addresses each has its lasting id
 * as id and a link to itself; without, as for the same provision in several versions on one page,
 * neither. The highest heading is <h2>, or <h3> without addresses. */
int px_page_text(const px_request *request, px_builder *out, const px_text *text, size_t from,
                 size_t to, bool addresses, px_error *err) PX_MUST_CHECK;

/* Appends nested lists of links to the headings, three levels deep; nothing where there are none.
 */
int px_page_contents(px_builder *out, const px_text *text, px_error *err) PX_MUST_CHECK;

/* Appends number and heading as plain text; "measure 2.1" where there is no heading. */
int px_page_text_name(const px_request *request, px_builder *out, const px_node *node,
                      px_error *err) PX_MUST_CHECK;

#endif
