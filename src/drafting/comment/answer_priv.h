/* SPDX-License-Identifier: EUPL-1.2 */
/* What the deeds on answers share; private to src/drafting/comment. */
#ifndef PX_DRAFTING_COMMENT_ANSWER_PRIV_H
#define PX_DRAFTING_COMMENT_ANSWER_PRIV_H

#include "drafting/comment/answer.h"

/* Markdown that people gave as a reason: something, within its bounds, with links that may stand
 * in a page. INVALID, or TOO_LARGE, with the argument "field". */
int px_answer_reason_check(px_str reason, const char *field, px_error *err) PX_MUST_CHECK;

/* Whether they may do it to what is said on the comment; nobody: the operator, who may. FORBIDDEN.
 */
int px_answer_right_check(const px_who *who, px_action action, const px_comment *comment,
                          px_error *err) PX_MUST_CHECK;

/* A template of the code by its public id. NOT_FOUND. */
int px_answer_template_find(px_db *db, px_arena *arena, int64_t code, px_str id,
                            px_answer_template *ret_template, px_error *err) PX_MUST_CHECK;

/* Binds a row, or NULL for 0. */
static inline void px_answer_bind_row(px_query *query, int64_t row)
{
    if (row)
        px_query_int(query, row);
    else
        px_query_null(query);
}

#endif
