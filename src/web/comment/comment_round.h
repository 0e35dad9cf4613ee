/* SPDX-License-Identifier: EUPL-1.2 */
/* The round that comments on a version go into, for pages: whether the reader may comment now, and
 * until when. */
#ifndef PX_WEB_COMMENT_ROUND_H
#define PX_WEB_COMMENT_ROUND_H

#include "drafting/process/round.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_comment_round px_view_comment_round;

typedef struct px_comment_round {
    bool found, takes, late; /* takes: comments are taken now; late: they are marked as late */
    px_round round;
    px_process process;
    px_round_state state;
} px_comment_round;

/* That which is open on the version (its row), else that which opens next, else the newest one. */
int px_comment_round_of(const px_request *request, const px_code *code, int64_t version,
                        px_comment_round *ret_round, px_error *err) PX_MUST_CHECK;

/* Whether the reader may write comments on the code at all. */
bool px_comment_round_may(const px_request *request, const px_code *code);

/* In words, for templates/comment_round.html; NULL where there is no round. what is told changes at
 * its ends: shortens reply->until. */
const px_view_comment_round *px_comment_round_show(const px_request *request, px_reply *reply,
                                                   const px_comment_round *round);

/* The rounds of several versions, each once, for templates/comment_rounds.html. */
typedef struct px_view_comment_rounds px_view_comment_rounds;
typedef struct px_comment_rounds px_comment_rounds;
px_comment_rounds *px_comment_rounds_new(const px_request *request, px_reply *reply);
void px_comment_rounds_add(px_comment_rounds *rounds, const px_code *code, px_str version,
                           const px_comment_round *round);

/* Adds those that are open on versions of codes where the reader may comment. */
int px_comment_rounds_add_open(px_comment_rounds *rounds, px_error *err) PX_MUST_CHECK;

/* NULL where there is none. */
const px_view_comment_rounds *px_comment_rounds_show(const px_comment_rounds *rounds);

#endif
