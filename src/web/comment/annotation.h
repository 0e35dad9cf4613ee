/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments as W3C Web Annotations (JSON-LD, https://www.w3.org/TR/annotation-model/): the body is
 * the text in Markdown, and the proposed wording with the purpose "editing"; the target is the
 * version, in it the provision by its lasting id, in it the words by quote and by position in its
 * plain form (docs/format-text.md).
 */
#ifndef PX_WEB_ANNOTATION_H
#define PX_WEB_ANNOTATION_H

#include "web/comment/comment_asked.h"
#include "web/reply.h"

/* A page of a list: the collection with it as its first, or further on the page alone. */
int px_annotation_page(const px_request *request, px_reply *reply, const px_code *code,
                       const px_comment_asked *asked, const px_comment_page *page,
                       px_error *err) PX_MUST_CHECK;

#endif
