/* SPDX-License-Identifier: EUPL-1.2 */
/* From a comment to where it is in later versions and to the words that it changed, and back. */
#ifndef PX_WEB_COMMENT_TRACE_H
#define PX_WEB_COMMENT_TRACE_H

#include "base/json_write.h"
#include "drafting/comment/change.h"
#include "drafting/comment/place.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_trace_change px_view_trace_change;

/* Where a place is, in a whole sentence: "The words were changed; 83 % of them were found again."
 */
px_str px_trace_place_words(const px_request *request, const px_comment *comment,
                            const px_comment_place *place);

/* Whether whoever asks may set its place: its author, and those who answer in its scope. */
bool px_trace_may_place(const px_request *request, const px_comment *comment);

/* A change with its redline and where it is to be read. */
px_view_trace_change px_trace_change(const px_request *request, px_str code,
                                     const px_comment_change *change);

/* Appends what the page of a comment says of it: its place in each later version, what it changed,
 * and to those who may the ways to set its place and to take its wording over. Nothing where there
 * is nothing to say. */
int px_comment_trace(const px_request *request, const px_code *code, const px_comment *comment,
                     px_builder *out, px_error *err) PX_MUST_CHECK;

/* Writes "places" and "changes" of its twin. */
int px_comment_trace_json(const px_request *request, const px_code *code, const px_comment *comment,
                          px_json *json, px_error *err) PX_MUST_CHECK;

#endif
