/* SPDX-License-Identifier: EUPL-1.2 */
/* The answers to a comment as parts of pages and twins: what was said, what its author says of it,
 * what the comment changed, and what the reader can do. */
#ifndef PX_WEB_ANSWER_VIEW_H
#define PX_WEB_ANSWER_VIEW_H

#include "drafting/comment/answer.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_comment_answers px_view_comment_answers;

/* The part templates/comment_answers.html of a submitted comment, in the arena. Drafts are not in
 * it, save that those who answer are led to theirs. alone: the comment has the page to itself,
 * which tells what it changed (comment_trace.h); else that stands here too, and the heading is of
 * the fourth level, below that of the comment. */
int px_answer_view(const px_request *request, const px_code *code, const px_comment *comment,
                   bool alone, const px_view_comment_answers **ret_view,
                   px_error *err) PX_MUST_CHECK;

/* Adds "answers": the published ones, with what was said of them. */
int px_answer_view_json(const px_request *request, const px_comment *comment, px_json *json,
                        px_error *err) PX_MUST_CHECK;
/* One of them as an object; null where there is none (row 0). */
void px_answer_json(px_json *json, const px_answer *answer);

/* "3 days", "5 hours": so long something waited, in words, in the arena; empty below 0. */
px_str px_answer_view_span(const px_request *request, int64_t milliseconds);

/* "Accepted" in the reader's language. */
px_str px_answer_view_status(const px_request *request, px_answer_status status);

#endif
