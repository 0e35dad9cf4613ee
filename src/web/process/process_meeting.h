/* SPDX-License-Identifier: EUPL-1.2 */
/* The meetings of a process as its pages list them. */
#ifndef PX_WEB_PROCESS_MEETING_H
#define PX_WEB_PROCESS_MEETING_H

#include "web/process/process_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_meeting px_view_process_meeting;

/* Whether the step is one that brings people together. */
bool px_process_meeting_is(const px_step *step);

/* The page of the meeting that the step is; empty where it is none. */
px_str px_process_meeting_link(const px_process_view *view, const px_step *step);

/* Those of a group (key; empty: all) and of a cycle (0: all), in the order of time, without those
 * that were cancelled. Meetings that are planned and not called yet are among them, without a page
 * of their own. */
const px_view_process_meeting *px_process_meetings(const px_process_view *view, px_str group,
                                                   int cycle, size_t *ret_count);

/* "meetings": those of them that were called, cancelled ones too, as px_meeting_json says them. */
void px_process_meetings_json(px_json *json, const px_process_view *view, px_str group, int cycle);

#endif
