/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything that is kept of whoever has signed in: shown, taken along (the twin), erased. */
#include "drafting/people/credential.h"
#include "drafting/people/erasure.h"
#include "drafting/people/personal_words.h"
#include "drafting/people/sign_in.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/retention_view.h"
#include "web/people/sign_in_flow.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- What is kept */

static void data_value(const px_request *request, const px_personal_field *field,
                       const px_personal_value *value, px_view_my_data_value *view)
{
    const px_personal_speaker speaker = { request->db, request->arena, request->language };

    switch (field->form) {
    case PX_PERSONAL_TIME:
        view->moment = px_part_moment(request, value->number);
        break;
    case PX_PERSONAL_YES:
        view->text = px_str_of(px_tr(request->language, value->number ? N_("yes") : N_("no")));
        break;
    case PX_PERSONAL_NUMBER:
        view->text = px_str_of(px_arena_format(request->arena, "%lld", (long long)value->number));
        break;
    case PX_PERSONAL_TEXT:
        view->text = px_personal_word(&speaker, field, value);
        break;
    }
}

static void data_part(const px_request *request, const px_personal_part *part,
                      px_view_my_data_part *view)
{
    px_view_my_data_row *rows = px_arena_array(request->arena, part->n_rows, sizeof(*rows));
    const px_personal_value *value = part->values;

    for (size_t row = 0; row < part->n_rows; row++) {
        px_view_my_data_value *values =
            px_arena_array(request->arena, part->n_fields, sizeof(*values));
        size_t n = 0;

        for (size_t i = 0; i < part->n_fields; i++, value++) {
            if (value->none)
                continue;
            values[n].label = px_str_of(px_tr(request->language, part->source->fields[i].label));
            data_value(request, &part->source->fields[i], value, &values[n++]);
        }
        rows[row] = (px_view_my_data_row){ values, n };
    }
    *view = (px_view_my_data_part){
        .title = px_str_of(px_tr(request->language, part->source->title)),
        .why = px_str_of(px_tr(request->language, part->source->why)),
        .count = (long long)part->n_rows,
        .rows = rows,
        .n_rows = part->n_rows,
    };
}

static int data_html(px_request *request, const px_person *person, const px_personal_part *parts,
                     size_t count, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_my_data_part *views = px_arena_array(request->arena, count, sizeof(*views));
    px_view_my_data view = {
        .me = px_page_address(request, "/me"),
        .privacy = px_page_address(request, "/about#privacy"),
        .erase = px_page_address(request, "/me/data/erase"),
        .consent = px_page_address(request, "/me/consent"),
        .twin = px_request_address(request, request->language, true),
        .parts = views,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Your data"))),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };
    int rc = px_retention_view(request, &view.retention, err);

    if (rc < 0)
        return rc;
    view.retain_until = px_part_moment(request, person->retain_until);
    for (size_t i = 0; i < count; i++)
        if (parts[i].n_rows)
            data_part(request, &parts[i], &views[view.n_parts++]);
    px_template_my_data(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int data_json(const px_person *person, const px_personal_part *parts, size_t count,
                     px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_personal_data_json(&json, person, parts, count);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_my_data(px_request *request, px_reply *reply, px_error *err)
{
    px_personal_part *parts;
    px_person person;
    size_t count;
    int rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);

    if (rc >= 0)
        rc = px_personal_data(request->db, request->arena, &person, &parts, &count, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    return request->json ? data_json(&person, parts, count, reply, err)
                         : data_html(request, &person, parts, count, reply, err);
}

/* ---- Erasure */

static const px_form_field erase_fields[] = {
    { "certain", PX_FORM_CHECK, N_("Yes, erase my data; I know that this cannot be taken back."),
      NULL, .required = true },
    { "password", PX_FORM_PASSWORD, N_("Your password"), NULL, .required = true,
      .max = PX_PASSWORD_MAX, .autocomplete = "current-password" },
};

typedef struct erasing {
    px_request *request;
    px_credential credential;
    bool keeps;
    px_form form;
} erasing;

static int erase_start(px_request *request, erasing *e, px_error *err)
{
    int rc = px_credential_read(request->db, request->arena, request->session.who.person,
                                &e->credential, err);

    if (rc >= 0)
        rc = px_erasure_keeps_function(request->db, request->session.who.person, &e->keeps, err);
    e->request = request;
    px_form_start(&e->form, request, erase_fields,
                  e->credential.password.len ? PX_COUNT(erase_fields) : 1);
    return rc;
}

static int erase_show(erasing *e, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = e->request;
    px_str title = px_str_of(px_tr(request->language, N_("Erase your data")));
    px_view_my_data_erase view = { .data = px_page_address(request, "/me/data"),
                                   .keeps = e->keeps };
    px_frame frame = { .title = px_form_title(&e->form, title),
                       .room = PX_ROOM_ME,
                       .hidden = true };

    view.form = px_form_show(&e->form, reply, px_page_address(request, "/me/data/erase"),
                             N_("Erase my data"));
    px_template_my_data_erase(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    return 0;
}

static int erase_check_password(erasing *e, px_error *err)
{
    px_request *request = e->request;
    bool right, stale;
    int rc;

    if (!e->credential.password.len)
        return 0;
    rc = px_second_count(request->house, request->session.who.person, request->session.token,
                         request->now, err);
    if (rc >= 0)
        rc = px_password_verify(e->credential.password, px_form_text(&e->form, "password"), &right,
                                &stale, err);
    if (rc >= 0 && !right)
        px_form_fail(&e->form, "password", N_("this is not your password"), NULL);
    return rc;
}

static int erase_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const erasing *e = arg;
    px_person person;
    int rc = px_person_get(db, arena, e->request->session.who.person, &person, err);

    return rc < 0 ? rc : px_erase_person(db, arena, &person, px_form_author(e->request), err);
}

/* The browser is nobody's from now on. */
static void erase_done(px_request *request, px_reply *reply)
{
    static const px_sign_in_note note = {
        .title = N_("Your data are erased"),
        .text = N_("Your account is gone, and you are signed out. Nothing more will be sent to "
                   "you. Thank you for what you contributed."),
        .link = "/",
        .action = N_("Go to the list of codes"),
    };

    request->session.who = (px_who){ 0 };
    px_session_renew(request, reply);
    px_sign_in_note_write(request, reply, &note);
}

int px_page_my_data_erase(px_request *request, px_reply *reply, px_error *err)
{
    erasing e = { 0 };
    bool done = false;
    int rc = erase_start(request, &e, err);

    if (rc < 0)
        return rc;
    if (request->method != PX_POST)
        return erase_show(&e, reply);
    if (px_form_read(&e.form))
        rc = erase_check_password(&e, err);
    if (rc >= 0 && px_form_is_valid(&e.form))
        rc = px_form_deed(&e.form, erase_deed, &e, &done, err);
    if (rc < 0)
        return rc;
    if (!done)
        return erase_show(&e, reply);
    erase_done(request, reply);
    return 0;
}
