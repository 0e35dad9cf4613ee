/* SPDX-License-Identifier: EUPL-1.2 */
/* The score of a summary as a view; private to check_view.c. */
#ifndef PX_WEB_CHECK_SCORE_VIEW_H
#define PX_WEB_CHECK_SCORE_VIEW_H

#include "duty/check/score.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_check_grade px_view_check_grade;
typedef struct px_view_check_score px_view_check_score;

/* The grades of the groups: an array in the arena of the request. */
const px_view_check_grade *px_check_grades_show(const px_request *request, const px_score *score,
                                                size_t *ret_count);

/* Groups, sections and each criterion. */
const px_view_check_score *px_check_score_show(const px_request *request, const px_score *score);

#endif
