/* SPDX-License-Identifier: EUPL-1.2 */
/* All calls of the house. */
#include "drafting/people/call_json.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static int calls_twin(const px_request *request, const px_call *calls, size_t n, px_reply *reply,
                      px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "calls");
    px_json_array(&json);
    for (size_t i = 0; i < n; i++)
        px_call_json(&json, &calls[i], request->now);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static px_view_call_entry calls_entry(const px_request *request, const px_call *call)
{
    px_call_state state = px_call_state_at(call, request->now);

    return (px_view_call_entry){
        .link = px_page_address(request, "/calls/%.*s", PX_STR_ARG(call->id)),
        .title = call->title,
        .code = call->code_title,
        .process = call->process_title,
        .chairs = call->chairs,
        .state = px_str_of(px_tr(request->language, px_call_state_title(state))),
        .closed = state == PX_CALL_CLOSED,
        .closes = px_deadline_show(request, call->zone, call->closes.at, state == PX_CALL_OPEN),
    };
}

int px_page_calls(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .title = px_str_of(px_tr(request->language, N_("Calls"))),
                       .room = PX_ROOM_CODES };
    px_view_call_entry *rows;
    px_view_calls view = { 0 };
    px_call *calls;
    size_t n;
    int rc = px_call_list(request->db, request->arena, 0, px_part_tag(request), &calls, &n, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return calls_twin(request, calls, n, reply, err);
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = calls_entry(request, &calls[i]);
    view.calls = rows;
    view.n_calls = n;
    px_template_calls(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->shared = false; /* it changes with the clock */
    return 0;
}
