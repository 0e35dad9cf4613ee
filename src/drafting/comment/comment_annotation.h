/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments as W3C Web Annotations (JSON-LD, https://www.w3.org/TR/annotation-model/): the body is
 * the text in Markdown, and the proposed wording with the purpose "editing"; the target is the
 * version, in it the provision by its lasting id, in it the words by quote and by position in its
 * plain form (docs/format-text.md).
 */
#ifndef PX_DRAFTING_COMMENT_COMMENT_ANNOTATION_H
#define PX_DRAFTING_COMMENT_COMMENT_ANNOTATION_H

#include "base/json_write.h"
#include "drafting/comment/comment.h"

/* The pairs of the annotation of a submitted comment, inside of an object. site: address of the
 * house, "https://host"; author: in words. */
void px_comment_annotation_pairs(px_json *json, px_arena *arena, px_str site,
                                 const px_comment *comment, px_str author);

#endif
