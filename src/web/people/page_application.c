/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One application: to its applicant, who has the private link, and to the secretariat. To all
 * others it is not there.
 */
#include "drafting/people/call_json.h"
#include "drafting/people/country.h"
#include "drafting/people/organisation.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/application_view.h"
#include "web/people/call_form.h"
#include "web/people/people_words.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field confirm_fields[] = { { "do", PX_FORM_HIDDEN, "", NULL } };

static const px_form_field withdraw_fields[] = {
    { "do", PX_FORM_HIDDEN, "", NULL },
    { "sure", PX_FORM_CHECK, N_("I withdraw the application; nobody will decide on it."), NULL,
      .required = true },
};

/* ---- Who looks */

int px_application_view_open(const px_request *request, px_application_view *ret_view,
                             px_error *err)
{
    px_application_view view = { .key = px_fields_get(&request->query, "key") };
    const unsigned char *secret = px_house_web_key(request->house);
    int rc = px_application_find(request->db, request->arena, request->params[0], &view.application,
                                 err);

    if (rc >= 0)
        rc = px_call_get(request->db, request->arena, view.application.call, px_part_tag(request),
                         &view.call, err);
    if (rc < 0)
        return rc;
    view.own = secret && px_application_key_is(secret, view.application.id, view.key);
    view.unconfirmed = px_str_is(view.application.state, "unconfirmed");
    view.decides = px_access_may(request, PX_ACTION_DECIDE, px_scope_code(view.call.code));
    if (!view.own && !view.decides)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such application"), NULL);
    *ret_view = view;
    return 0;
}

px_str px_application_view_address(const px_request *request, const px_application_view *view,
                                   const char *rest)
{
    if (view->own)
        return px_page_address(request, "/applications/%.*s%s?key=%.*s",
                               PX_STR_ARG(view->application.id), rest, PX_STR_ARG(view->key));
    return px_page_address(request, "/applications/%.*s%s", PX_STR_ARG(view->application.id), rest);
}

/* ---- The view */

static int application_groups(const px_request *request, const px_application_view *v,
                              px_view_application *view, px_error *err)
{
    const px_application *a = &v->application;
    px_view_application_group *rows = px_arena_array(request->arena, a->n_groups, sizeof(*rows));
    px_process process;
    px_group *groups;
    size_t n = 0;
    int rc = px_process_get(request->db, request->arena, v->call.process, px_part_tag(request),
                            &process, err);

    if (rc >= 0)
        rc = px_group_list(request->db, request->arena, &process, px_part_tag(request),
                           PX_TIME_NONE, &groups, &n, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < a->n_groups; i++) {
        rows[i].name = a->groups[i];
        for (size_t k = 0; k < n; k++)
            if (px_str_eq(groups[k].key, a->groups[i]))
                rows[i].name = groups[k].name;
    }
    view->groups = rows;
    view->n_groups = a->n_groups;
    return 0;
}

static px_str application_words(const px_request *request, const char *message)
{
    return message ? px_part_sentence(request, px_str_of(px_tr(request->language, message)), false)
                   : PX_STR("");
}

/* The newest act about it: its row keeps that of the last step. */
static void application_facts(const px_request *request, const px_application_view *v,
                              px_view_application *view)
{
    const px_application *a = &v->application;
    const px_language *language = px_language_find(a->language);

    view->name = a->name;
    view->own = v->own;
    view->state = application_words(request, px_application_state_title(a->state));
    view->received = px_part_moment(request, a->received);
    view->decided = px_part_moment(request, a->decided);
    view->late = a->late;
    view->reason = a->reason;
    view->mail = a->mail;
    view->organisation = a->organisation;
    view->category = px_people_category(request, a->category);
    view->country = px_country_title(a->country, px_part_tag(request));
    view->register_number = a->register_number;
    view->doubtful = a->register_number.len && !px_register_number_is(a->register_number);
    view->register_link = PX_STR("https://transparency-register.europa.eu/");
    view->language = language ? px_str_of(px_language_name(language)) : a->language;
    view->function = application_words(request, px_application_function_title(a->function));
    view->motivation = a->motivation;
    view->expertise = a->expertise;
    view->interests = a->interests;
    view->consent = a->consent_version;
}

static void application_forms(px_request *request, const px_application_view *v, px_reply *reply,
                              px_form *withdraw, px_form *decision, px_view_application *view)
{
    px_str here = px_application_view_address(request, v, "");
    bool waits = px_str_is(v->application.state, "received");

    if (v->own && v->unconfirmed) {
        px_form *confirm = px_arena_alloc(request->arena, sizeof(*confirm));

        px_form_start(confirm, request, confirm_fields, PX_COUNT(confirm_fields));
        confirm->id = "c";
        px_form_set(confirm, "do", PX_STR("confirm"));
        view->confirm = px_form_show(confirm, reply, here, N_("Yes, it is my application"));
    }
    if (v->own && (waits || v->unconfirmed)) {
        px_form_set(withdraw, "do", PX_STR("withdraw"));
        view->withdraw = px_form_show(withdraw, reply, here, N_("Withdraw the application"));
        if (px_call_state_at(&v->call, request->now) != PX_CALL_CLOSED)
            view->changeable = px_application_view_address(request, v, "/change");
    }
    if (v->decides && waits)
        view->decision = px_form_show(
            decision, reply,
            px_page_address(request, "/applications/%.*s/decision", PX_STR_ARG(v->application.id)),
            N_("Decide"));
}

static int application_html(px_request *request, const px_application_view *v, px_reply *reply,
                            px_form *withdraw, px_form *decision, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    px_view_application view = {
        .chairs = v->call.chairs,
        .back_title = v->call.title,
        .confirmed = px_fields_get(&request->query, "confirmed").len > 0,
        .closes = px_deadline_show(request, v->call.zone, v->call.closes.at, true),
    };
    int rc = application_groups(request, v, &view, err);

    if (rc >= 0 && v->decides)
        rc = px_application_person(request, v, &view.person, err);
    if (rc < 0)
        return rc;
    application_facts(request, v, &view);
    view.confirmed &= !v->unconfirmed;
    view.back = px_page_address(request, v->decides ? "/calls/%.*s/applications" : "/calls/%.*s",
                                PX_STR_ARG(v->call.id));
    if (v->application.act.len)
        view.act = px_page_address(request, "/log/%.*s", PX_STR_ARG(v->application.act));
    frame.title = px_form_title(px_form_is_valid(withdraw) ? decision : withdraw,
                                v->own ? px_str_of(px_tr(request->language, N_("Your application")))
                                       : v->application.name);
    application_forms(request, v, reply, withdraw, decision, &view);
    reply->cache_control = "no-store";
    reply->shared = false;
    px_template_application(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int application_twin(const px_application_view *v, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    reply->cache_control = "no-store";
    reply->shared = false;
    px_json_key(&json, "application");
    px_application_json(&json, &v->application, true);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- What the applicant does */

static int application_confirm(const px_request *request, const px_application_view *v,
                               px_reply *reply, px_error *err)
{
    px_application_answer answer = { .id = v->application.id,
                                     .secret = px_house_web_key(request->house) };
    int rc = px_house_write(request->house, px_application_confirm_deed, &answer, err);

    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_page_address(request, "/applications/%.*s?key=%.*s&confirmed=1",
                                              PX_STR_ARG(answer.id), PX_STR_ARG(v->key)));
    return 1;
}

/* 1 where it was withdrawn, 0 where the form says what is wrong. */
static int application_withdraw(px_form *form, const px_application_view *v, px_reply *reply,
                                px_error *err)
{
    const px_request *request = form->request;
    px_application_answer answer = { .id = v->application.id,
                                     .secret = px_house_web_key(request->house) };
    int rc;

    if (!px_form_read(form))
        return 0;
    rc = px_house_write(request->house, px_application_withdraw_deed, &answer, err);
    if (rc < 0)
        return px_form_refuse(form, NULL, err) ? 0 : rc;
    px_reply_see_other(reply, px_str_is(v->application.state, "unconfirmed")
                                  ? px_page_address(request, "/calls/%.*s", PX_STR_ARG(v->call.id))
                                  : px_application_view_address(request, v, ""));
    return 1;
}

static int application_post(px_form *withdraw, const px_application_view *v, px_reply *reply,
                            px_error *err)
{
    px_request *request = withdraw->request;

    if (!v->own)
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("only the applicant can do this, with the private link"), NULL);
    if (px_str_is(px_fields_get(&request->form, "do"), "confirm"))
        return application_confirm(request, v, reply, err);
    return application_withdraw(withdraw, v, reply, err);
}

int px_page_application(px_request *request, px_reply *reply, px_error *err)
{
    px_form withdraw, decision;
    px_application_view v;
    int rc = px_application_view_open(request, &v, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return application_twin(&v, reply, err);
    px_form_start(&withdraw, request, withdraw_fields, PX_COUNT(withdraw_fields));
    withdraw.id = "w";
    rc = px_decision_form_start(&decision, request, &v.call, &v.application, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = application_post(&withdraw, &v, reply, err);
    return rc != 0 ? (rc < 0 ? rc : 0)
                   : application_html(request, &v, reply, &withdraw, &decision, err);
}

int px_page_application_decision(px_request *request, px_reply *reply, px_error *err)
{
    px_form withdraw, decision;
    px_application_view v;
    int rc = px_application_view_open(request, &v, err);

    if (rc >= 0)
        rc = px_access_hide(request, PX_ACTION_DECIDE, px_scope_code(v.call.code), err);
    if (rc >= 0 && !px_str_is(v.application.state, "received"))
        rc =
            px_fail(err, PX_ERR_CONFLICT, N_("the application does not wait for a decision"), NULL);
    if (rc >= 0)
        rc = px_decision_form_start(&decision, request, &v.call, &v.application, err);
    if (rc < 0)
        return rc;
    rc = px_decision_form_send(&decision, &v.call, &v.application.id, 1, err);
    if (rc < 0)
        return rc;
    if (rc > 0) {
        px_reply_see_other(reply, px_page_address(request, "/calls/%.*s/applications?decided=1",
                                                  PX_STR_ARG(v.call.id)));
        return 0;
    }
    px_form_start(&withdraw, request, withdraw_fields, PX_COUNT(withdraw_fields));
    return application_html(request, &v, reply, &withdraw, &decision, err);
}

/* ---- Changing it */

int px_page_application_change(px_request *request, px_reply *reply, px_error *err)
{
    px_one_form page = {
        .title = px_str_of(px_tr(request->language, N_("Change your application"))),
        .back_title = px_str_of(px_tr(request->language, N_("Your application"))),
        .button = N_("Save the changes"),
    };
    px_application_view v;
    px_form form;
    int rc = px_application_view_open(request, &v, err);

    if (rc >= 0 && !v.own)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such application"), NULL);
    if (rc >= 0)
        rc = px_call_form_start(&form, request, &v.call, true, err);
    if (rc < 0)
        return rc;
    px_call_form_fill(&form, &v.application);
    page.back = px_application_view_address(request, &v, "");
    page.action = px_application_view_address(request, &v, "/change");
    if (request->method == PX_POST && px_form_read(&form) && px_call_form_check_number(&form)) {
        px_application_answer answer = { .id = v.application.id,
                                         .given = px_call_form_given(&form, &v.call),
                                         .secret = px_house_web_key(request->house) };

        rc = px_house_write(request->house, px_application_change_deed, &answer, err);
        if (rc >= 0)
            px_reply_see_other(reply, page.back);
        else if (px_call_form_refuse(&form, err))
            rc = 1;
        if (rc <= 0)
            return rc;
    }
    px_one_form_write(&form, reply, &page);
    return 0;
}
