/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents of meetings as they were handed over, and a meeting as an entry of a calendar. */
#include "base/ascii.h"
#include "drafting/process/moment.h"
#include "store/blob.h"
#include "web/icalendar.h"
#include "web/page_part.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/site_address.h"
#include "web/url.h"

#include "base/banned.h"

/* A plain name for all, and the right one for those who read RFC 8187. */
void px_file_header(const px_request *request, px_reply *reply, px_str name)
{
    PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(4096);

    px_builder_add(&value, "attachment; filename=\"");
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        px_builder_char(&value, px_is_alnum(c) || strchr("._- ", c) ? c : '_');
    }
    px_builder_add(&value, "\"; filename*=UTF-8''");
    px_url_encode(&value, name);
    px_reply_header(reply, "Content-Disposition",
                    px_arena_str(request->arena, px_builder_view(&value)));
}

/* Types that the house gives out, as constants. */
static const char *file_type(px_str media_type)
{
    static const unsigned kinds[] = { PX_UPLOAD_PDF,  PX_UPLOAD_DOCX, PX_UPLOAD_ODT,
                                      PX_UPLOAD_PPTX, PX_UPLOAD_XLSX, PX_UPLOAD_TEXT };

    for (size_t i = 0; i < PX_COUNT(kinds); i++)
        if (px_str_is(media_type, px_upload_media_type((px_upload_kind)kinds[i])))
            return px_upload_media_type((px_upload_kind)kinds[i]);
    return px_upload_media_type(PX_UPLOAD_UNKNOWN);
}

int px_web_meeting_document(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    px_meeting_document document;
    bool published = false;
    px_meeting_view v;
    size_t len;
    int rc = px_meeting_view_read(request, &v, err);

    if (rc >= 0)
        rc = px_meeting_document_find(request->db, request->arena, &v.meeting, request->params[1],
                                      &document, &published, err);
    if (rc >= 0 && !published && !(v.meeting.records ? v.holds : v.papers))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such document"), NULL);
    if (rc >= 0)
        rc = px_blob_get(request->house, document.hash.ptr, PX_MEETING_DOCUMENT_BYTES, &data, &len,
                         err);
    if (rc < 0)
        return rc;
    reply->content_type = file_type(document.media_type);
    px_file_header(request, reply, document.name);
    px_builder_str(&reply->body, px_str_n(data, len));
    return 0;
}

/* ---- The calendar */

static px_str calendar_text(const px_meeting_view *v)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    px_str groups = px_meeting_view_groups(v->request, &v->meeting);

    px_builder_str(&text, px_meeting_view_when(v->request, &v->meeting));
    px_builder_char(&text, '\n');
    if (v->meeting.body.len)
        px_builder_format(&text, "%.*s\n", PX_STR_ARG(v->meeting.body));
    if (groups.len)
        px_builder_format(&text, "%.*s\n", PX_STR_ARG(groups));
    if (v->place && v->meeting.link.len)
        px_builder_format(&text, "%.*s\n", PX_STR_ARG(v->meeting.link));
    return px_str_trim(px_arena_str(v->request->arena, px_builder_view(&text)));
}

/* Where it is, for those who may attend; what meets by a link alone has that as its place, which
 * calendars open (RFC 5545, 3.8.1.7, asks for a place, not for a kind of it). */
static px_str calendar_place(const px_meeting_view *v)
{
    if (!v->place)
        return PX_STR_NONE;
    return v->meeting.place.len ? v->meeting.place : v->meeting.link;
}

int px_web_meeting_calendar(px_request *request, px_reply *reply, px_error *err)
{
    px_meeting_view v;
    px_ical_event event = { .start = PX_TIME_NONE, .end = PX_TIME_NONE };
    px_meeting_change *changes;
    px_str link;
    int rc = px_meeting_view_read(request, &v, err);

    if (rc >= 0)
        rc = px_meeting_change_list(request->db, request->arena, &v.meeting, &changes,
                                    &event.sequence, err);
    if (rc < 0)
        return rc;
    if (!px_moment_is_set(&v.meeting.starts))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this meeting has no day yet"), NULL);
    link = px_meeting_view_link(request, &v.meeting, "");
    event.uid = px_site_urn(request, "meetings/%.*s", PX_STR_ARG(v.meeting.id));
    event.stamp = event.sequence ? changes[event.sequence - 1].time : v.meeting.called;
    event.first = px_moment_day(&v.meeting.starts);
    event.last = px_moment_is_set(&v.meeting.ends) ? px_moment_day(&v.meeting.ends) : event.first;
    if (!v.meeting.starts.day_only) {
        event.start = v.meeting.starts.at;
        event.end = px_moment_is_set(&v.meeting.ends) ? v.meeting.ends.at : event.start;
    }
    event.language = px_part_tag(request);
    event.title = px_meeting_view_title(request, &v.meeting);
    event.text = calendar_text(&v);
    event.category = px_meeting_view_kind(request, &v.meeting);
    event.place = calendar_place(&v);
    event.cancelled = px_str_is(v.meeting.state, "cancelled");
    event.link = px_str_of(px_arena_format(
        request->arena, "%.*s%.*s", PX_STR_ARG(px_site_base(request, reply)), PX_STR_ARG(link)));
    reply->content_type = "text/calendar; charset=utf-8";
    px_ical_start(&reply->body, event.language, event.title);
    px_ical_event_add(&reply->body, &event);
    px_ical_end(&reply->body);
    return 0;
}
