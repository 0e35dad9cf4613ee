/* SPDX-License-Identifier: EUPL-1.2 */
/* Which comments the work list of those who answer is about, as its address says:
 *
 *     ?state=open &round=edition-1/2 &group=ID (or none) &chapter=LASTING-ID &category= &kind=
 *     &after=NUMBER &before=NUMBER
 */
#ifndef PX_WEB_ANSWER_LIST_H
#define PX_WEB_ANSWER_LIST_H

#include "drafting/comment/answer_work.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_answers px_view_answers;

typedef struct px_answer_asked {
    const px_request *request;
    px_code code;
    px_answer_work_filter filter;
    px_str round, group; /* as they were asked for, or empty */
    bool filtered;       /* by anything but the state */
} px_answer_asked;

/* The code of the address (its first parameter) and the query. NOT_FOUND for what is not there,
 * FORBIDDEN for whoever answers nothing in the code. */
int px_answer_asked_read(const px_request *request, px_answer_asked *ret_asked,
                         px_error *err) PX_MUST_CHECK;

/* The address of the list as it was asked for, without a page; with another state; behind or in
 * front of a comment ("after", "before"; number). */
px_str px_answer_asked_link(const px_answer_asked *asked, px_work_state state, const char *turn,
                            int64_t number);

/* What can be chosen: states with counts, and selects. */
int px_answer_asked_choices(const px_answer_asked *asked, const px_answer_work *work,
                            px_view_answers *view, px_error *err) PX_MUST_CHECK;

#endif
