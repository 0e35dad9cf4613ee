/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening a call, and its window afterwards: extending, closing before its time. */
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/call_form.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { TITLE_MAX = 150, TEXT_MAX = 10000, REASON_MAX = 1000 };

/* ---- Opening */

static const px_form_option kinds[] = {
    { "participants", N_("Participants"), N_("members and observers of the working groups") },
    { "chairs", N_("Chairs"), N_("chairs, co-chairs and vice-chairs of the working groups") },
};

static const px_form_option late_options[] = {
    { "refuse", N_("It is refused"), NULL },
    { "mark", N_("It is taken and marked as late"), NULL },
};

static const px_form_field open_fields[] = {
    { "kind", PX_FORM_RADIO, N_("Whom the call is for"), NULL, .required = true, .options = kinds,
      .n_options = PX_COUNT(kinds) },
    { "opens", PX_FORM_DATE_TIME, N_("Opens"), N_("Leave it empty to open the call now.") },
    { "closes", PX_FORM_DATE_TIME, N_("Closes"),
      N_("In the time zone of the process. The whole minute belongs to the call."),
      .required = true },
    { "late", PX_FORM_RADIO, N_("What comes after the closing"), NULL, .required = true,
      .options = late_options, .n_options = PX_COUNT(late_options) },
    { "english", PX_FORM_PART, N_("In English"), NULL },
    { "title_en", PX_FORM_TEXT, N_("Title"), NULL, .required = true, .max = TITLE_MAX,
      .language = "en" },
    { "text_en", PX_FORM_LONG, N_("Text (Markdown)"), NULL, .required = true, .max = TEXT_MAX,
      .language = "en" },
    { "consent_en", PX_FORM_LONG, N_("Consent text"),
      N_("What applicants agree to. Leave it empty for the present text of the house."),
      .max = TEXT_MAX, .language = "en" },
    { "french", PX_FORM_PART, N_("In French"), NULL },
    { "title_fr", PX_FORM_TEXT, N_("Title"), NULL, .required = true, .max = TITLE_MAX,
      .language = "fr" },
    { "text_fr", PX_FORM_LONG, N_("Text (Markdown)"), NULL, .required = true, .max = TEXT_MAX,
      .language = "fr" },
    { "consent_fr", PX_FORM_LONG, N_("Consent text"),
      N_("What applicants agree to. Leave it empty for the present text of the house."),
      .max = TEXT_MAX, .language = "fr" },
};

/* A minute as people write it, with the last second of it where something ends. */
static px_str open_time(const px_form *form, const char *name, bool ends)
{
    const px_civil *c = &px_form_entry_of(form, name)->civil;

    if (!px_form_has(form, name))
        return PX_STR("");
    return px_str_of(px_arena_format(form->request->arena, "%04d-%02d-%02dT%02d:%02d:%02d", c->year,
                                     c->month, c->day, c->hour, c->minute,
                                     ends && !c->second ? 59 : c->second));
}

static int open_run(px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = form->request;
    const px_plan_text texts[] = {
        { PX_STR("en"), px_form_text(form, "title_en"), px_form_text(form, "text_en") },
        { PX_STR("fr"), px_form_text(form, "title_fr"), px_form_text(form, "text_fr") },
    };
    const px_plan_text consents[] = {
        { PX_STR("en"), PX_STR_NONE, px_form_text(form, "consent_en") },
        { PX_STR("fr"), PX_STR_NONE, px_form_text(form, "consent_fr") },
    };
    px_call_open open = {
        .code = request->params[0],
        .process = request->params[1],
        .kind = px_form_text(form, "kind"),
        .opens = open_time(form, "opens", false),
        .closes = open_time(form, "closes", true),
        .late = px_form_text(form, "late"),
        .texts = texts,
        .n_texts = PX_COUNT(texts),
        .consents = consents,
        .n_consents = consents[0].text.len ? PX_COUNT(consents) : 0,
        .author = px_call_author(request),
    };
    int rc = px_house_write(request->house, px_call_open_deed, &open, err);

    if (rc < 0) {
        const char *field = px_error_arg(err, "field");
        bool known = field && (strcmp(field, "opens") == 0 || strcmp(field, "closes") == 0);

        return px_form_refuse(form, known ? field : NULL, err) ? 0 : rc;
    }
    px_reply_see_other(reply, px_page_address(request, "/calls/%s", open.ret_id));
    return 1;
}

static int open_send(px_form *form, px_reply *reply, px_error *err)
{
    bool english = false, french = false;

    if (px_form_read(form)) {
        english = px_form_has(form, "consent_en");
        french = px_form_has(form, "consent_fr");
        if (english != french)
            px_form_fail(form, english ? "consent_fr" : "consent_en",
                         N_("the consent text is needed in both languages, or in neither"), NULL);
    }
    return px_form_is_valid(form) ? open_run(form, reply, err) : 0;
}

int px_page_call_open(px_request *request, px_reply *reply, px_error *err)
{
    px_one_form page = {
        .title = px_str_of(px_tr(request->language, N_("Open a call"))),
        .lead = px_str_of(px_tr(
            request->language,
            N_("The call is public as soon as it is sent; its opening is an act in the log."))),
        .button = N_("Open the call"),
    };
    px_process process;
    px_code code;
    px_form form;
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &code, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_PLAN, px_scope_code(code.row), err);
    if (rc >= 0)
        rc = px_process_find(request->db, request->arena, &code, request->params[1],
                             px_part_tag(request), &process, err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, open_fields, PX_COUNT(open_fields));
    px_form_set(&form, "kind", PX_STR("participants"));
    px_form_set(&form, "late", process.late);
    rc = request->method == PX_POST ? open_send(&form, reply, err) : 0;
    if (rc != 0)
        return rc < 0 ? rc : 0;
    page.back = px_page_address(request, "/codes/%.*s/processes/%.*s", PX_STR_ARG(code.id),
                                PX_STR_ARG(process.key));
    page.back_title = process.title;
    page.action = px_page_address(request, "/codes/%.*s/processes/%.*s/call", PX_STR_ARG(code.id),
                                  PX_STR_ARG(process.key));
    px_one_form_write(&form, reply, &page);
    return 0;
}

/* ---- The window */

static const px_form_field extend_fields[] = {
    { "closes", PX_FORM_DATE_TIME, N_("Closes"),
      N_("In the time zone of the process. The whole minute belongs to the call."),
      .required = true },
    { "reason", PX_FORM_LONG, N_("Reason"), N_("Everybody reads it."), .required = true,
      .max = REASON_MAX },
    { "do", PX_FORM_HIDDEN, "", NULL },
};

static const px_form_field close_fields[] = {
    { "reason", PX_FORM_LONG, N_("Reason"), N_("Everybody reads it."), .required = true,
      .max = REASON_MAX },
    { "do", PX_FORM_HIDDEN, "", NULL },
};

static int window_done(px_form *form, const px_call *call, px_reply *reply, int rc, px_error *err)
{
    const char *field = px_error_arg(err, "field");

    if (rc < 0)
        return px_form_refuse(form, field && strcmp(field, "closes") == 0 ? field : NULL, err) ? 0
                                                                                               : rc;
    px_reply_see_other(reply, px_page_address(form->request, "/calls/%.*s", PX_STR_ARG(call->id)));
    return 1;
}

static int window_extend(px_form *form, const px_call *call, px_reply *reply, px_error *err)
{
    px_call_extend extend = { .call = call->id, .author = px_call_author(form->request) };
    int rc;

    if (!px_form_read(form))
        return 0;
    extend.closes = open_time(form, "closes", true);
    extend.reason = px_form_text(form, "reason");
    rc = px_house_write(form->request->house, px_call_extend_deed, &extend, err);
    return window_done(form, call, reply, rc, err);
}

static int window_close(px_form *form, const px_call *call, px_reply *reply, px_error *err)
{
    px_call_close closing = { .call = call->id, .author = px_call_author(form->request) };
    int rc;

    if (!px_form_read(form))
        return 0;
    closing.reason = px_form_text(form, "reason");
    rc = px_house_write(form->request->house, px_call_close_deed, &closing, err);
    return window_done(form, call, reply, rc, err);
}

static void window_html(px_form *extend, px_form *closing, const px_call *call, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = extend->request;
    px_call_state state = px_call_state_at(call, request->now);
    px_str action = px_page_address(request, "/calls/%.*s/window", PX_STR_ARG(call->id));
    px_str title = px_str_of(px_tr(request->language, N_("Extend or close the call")));
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    px_view_call_window view = {
        .back = px_page_address(request, "/calls/%.*s", PX_STR_ARG(call->id)),
        .title = call->title,
        .open = state == PX_CALL_OPEN,
        .planned = state == PX_CALL_PLANNED,
        .closes = px_deadline_show(request, call->zone, call->closes.at, state == PX_CALL_OPEN),
    };

    frame.title = px_form_title(px_form_is_valid(extend) ? closing : extend, title);
    px_form_set(extend, "do", PX_STR("extend"));
    px_form_set(closing, "do", PX_STR("close"));
    if (state != PX_CALL_CLOSED)
        view.extend = px_form_show(extend, reply, action, N_("Extend the call"));
    if (state == PX_CALL_OPEN)
        view.close = px_form_show(closing, reply, action, N_("Close the call now"));
    reply->cache_control = "no-store";
    px_template_call_window(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

int px_page_call_window(px_request *request, px_reply *reply, px_error *err)
{
    px_form extend, closing;
    px_call call;
    int rc = px_call_of_request(request, &call, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_PLAN, px_scope_code(call.code), err);
    if (rc < 0)
        return rc;
    px_form_start(&extend, request, extend_fields, PX_COUNT(extend_fields));
    px_form_start(&closing, request, close_fields, PX_COUNT(close_fields));
    closing.id = "g";
    if (request->method == PX_POST)
        rc = px_str_is(px_fields_get(&request->form, "do"), "close")
                 ? window_close(&closing, &call, reply, err)
                 : window_extend(&extend, &call, reply, err);
    if (rc != 0)
        return rc < 0 ? rc : 0;
    window_html(&extend, &closing, &call, reply);
    return 0;
}
