/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments beside the text: at each provision how many there are, the first of them in few words,
 * and the way to all and to a new one. What is there is the same for every reader.
 */
#ifndef PX_WEB_MARGIN_H
#define PX_WEB_MARGIN_H

#include "drafting/comment/comment_list.h"
#include "web/page_text.h"

/* Those of a version, made on it or carried to it. */
int px_page_remarks_read(const px_request *request, const px_code *code, const px_version *version,
                         px_page_remarks **ret_remarks, px_error *err) PX_MUST_CHECK;

/* Gives back what is not in the request's arena. */
void px_page_remarks_end(px_page_remarks **remarks);
#define PX_AUTO_REMARKS PX_CLEANUP(px_page_remarks_end)

/* How many there are on the whole version, and on the whole of it rather than a provision. */
int64_t px_page_remarks_count(const px_page_remarks *remarks);
int64_t px_page_remarks_whole(const px_page_remarks *remarks);

/* Opens a <div> for the words of the provision with what is said of it, and where `comment` is not
 * empty the link to a new comment; the caller closes it. False: there is nothing, nothing was
 * written. remarks may be NULL. */
bool px_page_remarks_write(const px_request *request, px_builder *out,
                           const px_page_remarks *remarks, const px_node *node, px_str comment);

#endif
