/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a meeting read and show alike. */
#ifndef PX_WEB_MEETING_VIEW_H
#define PX_WEB_MEETING_VIEW_H

#include "drafting/process/meeting_paper.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_process_head px_view_process_head;

typedef struct px_meeting_view {
    const px_request *request;
    px_code code;
    px_process process;
    px_meeting meeting;
    bool holds, place, papers; /* what the reader may do and see (px_meeting_sees) */
} px_meeting_view;

/* The meeting of the address (the first parameter of the route); NOT_FOUND. */
int px_meeting_view_read(const px_request *request, px_meeting_view *ret_view,
                         px_error *err) PX_MUST_CHECK;

/* For what changes it: FORBIDDEN unless the reader holds the meeting. */
int px_meeting_view_need(const px_meeting_view *view, px_error *err) PX_MUST_CHECK;

/* Its title in the reader's language, that of its kind where it has none. */
px_str px_meeting_view_title(const px_request *request, const px_meeting *meeting);

/* What sort of meeting it is; beside its title: none where the title says it already. */
px_str px_meeting_view_kind(const px_request *request, const px_meeting *meeting);
px_str px_meeting_view_kind_beside(const px_request *request, const px_meeting *meeting);

/* How it stands: "to come", "held", "minutes published". */
px_str px_meeting_view_state(const px_request *request, const px_meeting *meeting);

/* When it is, in words, in the zone of its process. A civil time ("2026-11-30T14:00:00") too. */
px_str px_meeting_view_when(const px_request *request, const px_meeting *meeting);
px_str px_meeting_view_civil(const px_request *request, const px_meeting *meeting, px_str civil);

/* Address of its page, or one below: px_meeting_view_link(r, m, "/manage"). */
px_str px_meeting_view_link(const px_request *request, const px_meeting *meeting, const char *rest);

/* The names of its groups, parted by commas. */
px_str px_meeting_view_groups(const px_request *request, const px_meeting *meeting);

/* Crumbs: code, process, and the meeting itself where the page stands below it. */
const px_view_process_head *px_meeting_view_head(const px_meeting_view *view, bool below);

/* Content-Disposition for a file that people handed over: it is saved and not shown, under its name
 * (RFC 6266, RFC 8187). */
void px_file_header(const px_request *request, px_reply *reply, px_str name);

#endif
