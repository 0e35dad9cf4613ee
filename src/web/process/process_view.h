/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a process read and show alike: the process with its steps, rounds and groups;
 * addresses, words, rows. */
#ifndef PX_WEB_PROCESS_VIEW_H
#define PX_WEB_PROCESS_VIEW_H

#include "drafting/process/meeting.h"
#include "web/code_view.h"
#include "web/page_frame.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_head px_view_process_head;
typedef struct px_view_process_step px_view_process_step;
typedef struct px_view_process_round px_view_process_round;

typedef struct px_process_view {
    px_code_view code; /* its dossier holds the steps of this process alone */
    px_process process;
    px_step *steps;
    size_t n_steps;
    px_round *rounds;
    size_t n_rounds;
    px_meeting *meetings; /* those that were called */
    size_t n_meetings;
    bool plans, publishes; /* what the reader may do with it */
} px_process_view;

/* The process of the address (":code", ":process"); NOT_FOUND. The text of the newest version is
 * read only where it is asked for. */
int px_process_view_read(const px_request *request, bool with_text, px_process_view *ret_view,
                         px_error *err) PX_MUST_CHECK;

/* The same for a process that was found already; the code's dossier is not needed. */
int px_process_view_load(const px_code_view *code, const px_process *process,
                         px_process_view *ret_view, px_error *err) PX_MUST_CHECK;

/* For what changes the process: FORBIDDEN unless the reader may, CONFLICT
 * where the process has ended. */
int px_process_view_need(const px_process_view *view, bool may, px_error *err) PX_MUST_CHECK;

/* An address below that of the process: px_process_view_link(v, "/cycles/%d", 2). */
px_str px_process_view_link(const px_process_view *view, const char *format, ...) PX_PRINTF(2, 3);

/* Crumbs and the process's title, for templates/process_head.html. */
const px_view_process_head *px_process_view_head(const px_process_view *view, px_str here);

/* The frame of a page of the process. */
px_frame px_process_view_frame(const px_process_view *view, px_str title);

/* A step: its title, or else that of its kind; its kind; its state; when it is. */
px_str px_process_view_title(const px_process_view *view, const px_step *step);
px_str px_process_view_state(const px_process_view *view, const px_step *step);
px_str px_process_view_when(const px_process_view *view, const px_step *step);
const px_step *px_process_view_step(const px_process_view *view, int64_t row);
const px_round *px_process_view_round_of(const px_process_view *view, const px_step *step);

/* The page that tells more of a step: its cycle's, its meeting's; empty where there is none. */
px_str px_process_view_step_link(const px_process_view *view, const px_step *step);

/* The row of a step and of a round, and the round as a view in the arena. */
px_view_process_step px_process_view_step_row(const px_process_view *view, const px_step *step);
px_view_process_round px_process_view_round_row(const px_process_view *view, const px_round *round);

/* Adds how the round was extended, with reasons. */
int px_process_view_extensions(const px_process_view *view, const px_round *round,
                               px_view_process_round *row, px_error *err) PX_MUST_CHECK;

/* Adds how many comments it had and how many are answered, and where that is told. */
int px_process_view_answers(const px_process_view *view, const px_round *round,
                            px_view_process_round *row, px_error *err) PX_MUST_CHECK;

/* Whether the step is over by its dates, or was done. */
bool px_process_view_is_past(const px_process_view *view, const px_step *step);

/* One sentence of a step: placeholders {title} and {when}. */
px_str px_process_view_sentence(const px_process_view *view, const char *message, px_str title,
                                px_str when);

/* Whether it stands in the plan with a day. */
bool px_process_view_is_planned(const px_step *step);

/* What is told holds until the next step or round begins or ends. */
void px_process_view_until(const px_process_view *view, px_reply *reply);

#endif
