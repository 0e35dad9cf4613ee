/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/meeting_view.h"

#include "drafting/process/moment.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

int px_meeting_view_read(const px_request *request, px_meeting_view *ret_view, px_error *err)
{
    px_str tag = px_part_tag(request);
    px_meeting_view v = { .request = request };
    int rc = px_meeting_find(request->db, request->arena, request->params[0], tag, &v.meeting, err);

    if (rc >= 0)
        rc = px_code_find(request->db, request->arena, v.meeting.code_id, tag, &v.code, err);
    if (rc >= 0)
        rc = px_process_get(request->db, request->arena, v.meeting.process, tag, &v.process, err);
    if (rc < 0)
        return rc;
    v.holds = px_meeting_may_hold(&request->session.who, &v.meeting);
    v.place = px_meeting_sees(&request->session.who, &v.meeting, PX_MEETING_PLACE);
    v.papers = px_meeting_sees(&request->session.who, &v.meeting, PX_MEETING_PAPERS);
    *ret_view = v;
    return 0;
}

int px_meeting_view_need(const px_meeting_view *view, px_error *err)
{
    if (view->holds)
        return 0;
    return px_fail(err, PX_ERR_FORBIDDEN,
                   N_("only the chairs of its groups and the secretariat hold this meeting"), NULL);
}

px_str px_meeting_view_title(const px_request *request, const px_meeting *meeting)
{
    return meeting->titled ? meeting->title : px_meeting_view_kind(request, meeting);
}

px_str px_meeting_view_kind(const px_request *request, const px_meeting *meeting)
{
    return px_part_sentence(request, px_str_of(px_tr(request->language, meeting->kind->title)),
                            false);
}

px_str px_meeting_view_kind_beside(const px_request *request, const px_meeting *meeting)
{
    px_str kind = px_meeting_view_kind(request, meeting);

    return px_str_eq(kind, px_meeting_view_title(request, meeting)) ? PX_STR_NONE : kind;
}

px_str px_meeting_view_state(const px_request *request, const px_meeting *meeting)
{
    const char *state = N_("to come");

    if (px_str_is(meeting->state, "cancelled"))
        state = N_("cancelled");
    else if (meeting->records)
        state = N_("minutes published");
    else if (meeting->starts.at <= request->now)
        state = N_("minutes to follow");
    return px_str_of(px_tr(request->language, state));
}

static px_str view_moment(const px_request *request, const px_meeting *meeting,
                          const px_moment *moment)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    px_error ignored = PX_ERROR_INIT;
    const px_zone *zone = request->zone;

    (void)!px_zone_kept(px_arena_cstr(request->arena, meeting->zone), &zone, &ignored);
    px_moment_words(&words, request->language, zone, moment);
    return px_arena_str(request->arena, px_builder_view(&words));
}

/* "3 March 2025, 14:00 to 16:00 (CET)": both of one day. */
static px_str view_hours(const px_request *request, const px_meeting *meeting)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096), day = PX_BUILDER_INIT(256);
    PX_AUTO_BUILDER px_builder from = PX_BUILDER_INIT(64), to = PX_BUILDER_INIT(64);
    px_civil starts = px_moment_civil(&meeting->starts), ends = px_moment_civil(&meeting->ends);
    px_error ignored = PX_ERROR_INIT;
    const px_zone *zone = request->zone;
    const char *name = "";
    px_arg args[4];

    (void)!px_zone_kept(px_arena_cstr(request->arena, meeting->zone), &zone, &ignored);
    (void)px_civil_from_time(zone, meeting->ends.at, NULL, &name);
    px_format_date(&day, request->language, &starts);
    px_format_time(&from, request->language, &starts);
    px_format_time(&to, request->language, &ends);
    args[0] = (px_arg){ "day", px_builder_view(&day) };
    args[1] = (px_arg){ "from", px_builder_view(&from) };
    args[2] = (px_arg){ "to", px_builder_view(&to) };
    args[3] = (px_arg){ "zone", px_str_of(name) };
    px_message(&words, request->language, N_("{day}, {from} to {to} ({zone})"), args,
               PX_COUNT(args));
    return px_arena_str(request->arena, px_builder_view(&words));
}

px_str px_meeting_view_when(const px_request *request, const px_meeting *meeting)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);
    px_arg args[] = { { "starts", PX_STR_NONE }, { "ends", PX_STR_NONE } };

    if (!px_moment_is_set(&meeting->starts))
        return PX_STR("");
    args[0].value = view_moment(request, meeting, &meeting->starts);
    if (!px_moment_is_set(&meeting->ends))
        return args[0].value;
    if (!meeting->starts.day_only &&
        px_moment_day(&meeting->starts) == px_moment_day(&meeting->ends))
        return view_hours(request, meeting);
    args[1].value = view_moment(request, meeting, &meeting->ends);
    px_message(&words, request->language, N_("{starts} to {ends}"), args, PX_COUNT(args));
    return px_arena_str(request->arena, px_builder_view(&words));
}

px_str px_meeting_view_civil(const px_request *request, const px_meeting *meeting, px_str civil)
{
    px_moment moment = { .civil = civil, .day_only = meeting->starts.day_only };

    return civil.len ? view_moment(request, meeting, &moment) : PX_STR("");
}

px_str px_meeting_view_link(const px_request *request, const px_meeting *meeting, const char *rest)
{
    return px_page_address(request, "/meetings/%.*s%s", PX_STR_ARG(meeting->id), rest);
}

px_str px_meeting_view_groups(const px_request *request, const px_meeting *meeting)
{
    PX_AUTO_BUILDER px_builder names = PX_BUILDER_INIT(64 * 1024);

    for (size_t i = 0; i < meeting->n_groups; i++) {
        px_builder_add(&names, i ? ", " : "");
        px_builder_str(&names, meeting->groups[i].name);
    }
    return px_arena_str(request->arena, px_builder_view(&names));
}

const px_view_process_head *px_meeting_view_head(const px_meeting_view *view, bool below)
{
    const px_request *request = view->request;
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = view->code.title.len ? view->code.title : view->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(view->code.id)),
        .title = below ? px_meeting_view_title(request, &view->meeting) : view->process.title,
        .link = below ? px_meeting_view_link(request, &view->meeting, "")
                      : px_page_address(request, "/codes/%.*s/processes/%.*s",
                                        PX_STR_ARG(view->code.id), PX_STR_ARG(view->process.key)),
    };
    return head;
}
