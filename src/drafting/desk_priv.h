/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the desk and its sources. */
#ifndef PX_DRAFTING_DESK_PRIV_H
#define PX_DRAFTING_DESK_PRIV_H

#include "drafting/desk_source.h"

/* The id of the code of that row, empty for none. */
px_str px_desk_code(const px_desk_reading *reading, int64_t row);

/* desk_people.c: applications, candidacies, calls that are open, mails, retention. */
px_desk_read_fn px_desk_applications, px_desk_candidacies, px_desk_calls, px_desk_mails_failed,
    px_desk_mails_stuck, px_desk_retention;
/* desk_process.c: steps and rounds. */
px_desk_read_fn px_desk_steps_overdue, px_desk_rounds_closing, px_desk_rounds_open;
/* desk_meeting.c */
px_desk_read_fn px_desk_meetings_to_hold, px_desk_minutes, px_desk_meetings_to_come;
/* desk_comment.c: comments that are not submitted yet. */
px_desk_read_fn px_desk_comment_drafts, px_desk_comments_ready, px_desk_contact_missing,
    px_desk_organisations_without;
/* desk_draft.c: versions that are not published, and accepted wording that is not in one. */
px_desk_read_fn px_desk_drafts_to_publish, px_desk_working_drafts, px_desk_wording_accepted;
/* desk_answer.c: comments and what is said to them. */
px_desk_read_fn px_desk_comments_unanswered, px_desk_objections, px_desk_answers_drafted,
    px_desk_rounds_answered, px_desk_answers_to_judge;
/* desk_place.c: comments that lost their words. */
px_desk_read_fn px_desk_comments_lost;

#endif
