/* SPDX-License-Identifier: EUPL-1.2 */
/* A call with its form, and what the form sends. */
#include "code/markdown/markdown.h"
#include "drafting/people/call_json.h"
#include "drafting/process/moment.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/call_form.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static int call_extensions(const px_request *request, const px_call *call, px_view_call *view,
                           px_error *err)
{
    px_call_extension *extensions;
    px_view_call_extension *rows;
    size_t n;
    int rc = px_call_extension_list(request->db, request->arena, call, &extensions, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_call_extension){
            .before = px_moment_short(request->arena, &extensions[i].before),
            .closes = px_moment_short(request->arena, &extensions[i].closes),
            .reason = extensions[i].reason,
            .act = px_page_address(request, "/log/%.*s", PX_STR_ARG(extensions[i].act)),
        };
    view->extensions = rows;
    view->n_extensions = n;
    return 0;
}

static void call_places(const px_request *request, const px_call *call, px_view_call *view)
{
    view->home = px_page_address(request, "/");
    view->code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(call->code_id));
    view->code_title = call->code_title;
    view->process_link = px_page_address(request, "/codes/%.*s/processes/%.*s",
                                         PX_STR_ARG(call->code_id), PX_STR_ARG(call->process_key));
    view->process_title = call->process_title;
    view->act = px_page_address(request, "/log/%.*s", PX_STR_ARG(call->act));
    if (!px_access_may(request, PX_ACTION_DECIDE, px_scope_code(call->code)))
        return;
    view->queue = px_page_address(request, "/calls/%.*s/applications", PX_STR_ARG(call->id));
    view->window = px_page_address(request, "/calls/%.*s/window", PX_STR_ARG(call->id));
}

static int call_html(px_form *form, const px_call *call, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = form->request;
    px_call_state state = px_call_state_at(call, request->now);
    px_error closed = PX_ERROR_INIT;
    px_frame frame = { .title = px_form_title(form, call->title), .room = PX_ROOM_CODES };
    px_view_call view = {
        .title = call->title,
        .chairs = call->chairs,
        .planned = state == PX_CALL_PLANNED,
        .open = state == PX_CALL_OPEN,
        .closed = state == PX_CALL_CLOSED,
        .opens = px_deadline_show(request, call->zone, call->opens.at, state == PX_CALL_PLANNED),
        .closes = px_deadline_show(request, call->zone, call->closes.at, state == PX_CALL_OPEN),
        .sent = px_fields_get(&request->query, "sent").len > 0,
    };
    int accepts = px_call_accepts(call, request->now, &closed);
    int rc = px_markdown_document_html(&text, call->text, 2, NULL, err);

    if (rc >= 0)
        rc = call_extensions(request, call, &view, err);
    if (rc < 0)
        return rc;
    view.text = px_builder_view(&text);
    view.language =
        px_str_eq(call->text_language, px_part_tag(request)) ? PX_STR("") : call->text_language;
    view.late = accepts == 2;
    call_places(request, call, &view);
    if (accepts > 0)
        view.form =
            px_form_show(form, reply, px_page_address(request, "/calls/%.*s", PX_STR_ARG(call->id)),
                         N_("Send the application"));
    else
        reply->cache_control = "no-store";
    px_template_call(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->shared = false; /* it changes with the clock, and has a form for one visitor */
    return 0;
}

static int call_twin(const px_request *request, const px_call *call, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    reply->shared = false;
    px_json_key(&json, "call");
    px_call_json(&json, call, request->now);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* The owner of the address has proved it by signing in. */
static int call_is_owner(const px_request *request, px_str mail, bool *ret_owner, px_error *err)
{
    px_person person;
    px_str key;
    int rc;

    *ret_owner = false;
    if (!request->session.who.person)
        return 0;
    rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);
    if (rc < 0)
        return rc;
    *ret_owner =
        px_mail_address_key(request->arena, mail, &key, NULL) >= 0 && px_str_eq(key, person.mail);
    return 0;
}

/* 1 where it was sent, 0 where the form says what is wrong. */
static int call_send(px_form *form, const px_call *call, px_reply *reply, px_error *err)
{
    px_request *request = form->request;
    px_application_send send = {
        .call = call->id,
        .source = request->source,
        .secret = px_house_web_key(request->house),
        .author = "applicant",
    };
    char key[PX_APPLICATION_KEY_LEN + 1];
    int rc;

    if (!px_form_read(form) || !px_call_form_check_number(form))
        return 0;
    send.given = px_call_form_given(form, call);
    rc = call_is_owner(request, send.given.mail, &send.confirmed, err);
    if (rc >= 0)
        rc = px_house_write(request->house, px_application_send_deed, &send, err);
    if (rc < 0)
        return px_call_form_refuse(form, err) ? 0 : rc;
    if (send.confirmed && send.ret_id[0]) {
        px_application_key(send.secret, px_str_of(send.ret_id), key);
        px_reply_see_other(reply, px_page_address(request, "/applications/%s?key=%s&confirmed=1",
                                                  send.ret_id, key));
    } else {
        px_reply_see_other(reply,
                           px_page_address(request, "/calls/%.*s?sent=1", PX_STR_ARG(call->id)));
    }
    return 1;
}

int px_page_call(px_request *request, px_reply *reply, px_error *err)
{
    px_form form;
    px_call call;
    int rc = px_call_of_request(request, &call, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return call_twin(request, &call, reply, err);
    rc = px_call_form_start(&form, request, &call, false, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = call_send(&form, &call, reply, err);
    return rc != 0 ? (rc < 0 ? rc : 0) : call_html(&form, &call, reply, err);
}
