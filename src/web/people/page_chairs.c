/* SPDX-License-Identifier: EUPL-1.2 */
/* The chairs of the groups of a process with their declared interests, and their appointment. */
#include "drafting/people/appointment.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/call_form.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { REASON_MAX = 1000 };

typedef struct chairs {
    px_request *request;
    px_code code;
    px_process process;
    px_group *groups;
    size_t n_groups;
    px_appointment *list;
    size_t n;
    bool keeps; /* may appoint */
} chairs;

static int chairs_read(chairs *c, px_error *err)
{
    px_request *r = c->request;
    int rc = px_code_find(r->db, r->arena, r->params[0], px_part_tag(r), &c->code, err);

    if (rc >= 0)
        rc = px_process_find(r->db, r->arena, &c->code, r->params[1], px_part_tag(r), &c->process,
                             err);
    if (rc >= 0)
        rc = px_group_list(r->db, r->arena, &c->process, px_part_tag(r), PX_TIME_NONE, &c->groups,
                           &c->n_groups, err);
    if (rc >= 0)
        rc =
            px_appointment_list(r->db, r->arena, &c->process, px_part_tag(r), &c->list, &c->n, err);
    if (rc >= 0)
        c->keeps = px_access_may(r, PX_ACTION_KEEP_PEOPLE, px_scope_code(c->code.row));
    return rc;
}

static px_str chairs_address(const chairs *c)
{
    return px_page_address(c->request, "/codes/%.*s/processes/%.*s/chairs", PX_STR_ARG(c->code.id),
                           PX_STR_ARG(c->process.key));
}

static px_str function_words(const px_request *request, px_str function)
{
    const char *title = px_application_function_title(function);

    return title ? px_str_of(px_tr(request->language, title)) : function;
}

/* ---- The view */

static px_view_chairs_person chairs_person(const chairs *c, const px_appointment *a)
{
    const px_request *request = c->request;
    px_view_chairs_interest *interests =
        px_arena_array(request->arena, a->n_interests, sizeof(*interests));

    for (size_t i = 0; i < a->n_interests; i++)
        interests[i].text = a->interests[i].text;
    return (px_view_chairs_person){
        .name = a->person.name,
        .organisation = a->person.organisation_name,
        .generated = a->person.generated,
        .function = function_words(request, a->function),
        .since = px_part_moment(request, a->since),
        .ended = px_part_moment(request, a->ended),
        .until = a->until.civil.ptr ? px_deadline_show(request, c->process.zone, a->until.at, false)
                                    : NULL,
        .act = px_page_address(request, "/log/%.*s", PX_STR_ARG(a->act)),
        .interests = interests,
        .n_interests = a->n_interests,
    };
}

static void chairs_group(const chairs *c, const px_group *group, px_view_chairs_group *view)
{
    px_arena *arena = c->request->arena;
    px_view_chairs_person *present = px_arena_array(arena, c->n, sizeof(*present));
    px_view_chairs_person *past = px_arena_array(arena, c->n, sizeof(*past));

    *view = (px_view_chairs_group){
        .key = group->key,
        .name = group->name,
        .link = px_page_address(c->request, "/codes/%.*s/processes/%.*s/groups/%.*s",
                                PX_STR_ARG(c->code.id), PX_STR_ARG(c->process.key),
                                PX_STR_ARG(group->key)),
        .present = present,
        .past = past,
    };
    for (size_t i = 0; i < c->n; i++) {
        if (c->list[i].group.row != group->row)
            continue;
        if (c->list[i].ended == PX_TIME_NONE)
            present[view->n_present++] = chairs_person(c, &c->list[i]);
        else
            past[view->n_past++] = chairs_person(c, &c->list[i]);
    }
}

/* ---- Forms */

static const px_form_field appoint_fields[] = {
    { "do", PX_FORM_HIDDEN, "", NULL },
    { "mail", PX_FORM_MAIL, N_("Mail address of the person"),
      N_("Of an account of the house. Who has none is invited first, or selected by a call."),
      .required = true },
    { "group", PX_FORM_SELECT, N_("Working group"), NULL, .required = true },
    { "function", PX_FORM_RADIO, N_("Function"), NULL, .required = true },
    { "until", PX_FORM_DATE, N_("Until"),
      N_("The last day of the appointment, which then ends by itself; empty: until it is ended.") },
    { "instead", PX_FORM_SELECT, N_("In place of"), N_("Whose appointment ends with it.") },
    { "reason", PX_FORM_LONG, N_("Reason"), N_("The persons concerned read it."), .required = true,
      .max = REASON_MAX },
};

static const px_form_field finish_fields[] = {
    { "do", PX_FORM_HIDDEN, "", NULL },
    { "appointment", PX_FORM_SELECT, N_("Appointment"), NULL, .required = true },
    { "reason", PX_FORM_LONG, N_("Reason"), N_("The persons concerned read it."), .required = true,
      .max = REASON_MAX },
};

/* "GROUP/PERSON": key and public id. */
static px_str appointment_value(const chairs *c, const px_appointment *a)
{
    return px_str_of(px_arena_format(c->request->arena, "%.*s/%.*s", PX_STR_ARG(a->group.key),
                                     PX_STR_ARG(a->person.id)));
}

static void offer_appointments(const chairs *c, px_form *form, const char *name)
{
    px_form_choice *choices = px_arena_array(c->request->arena, c->n, sizeof(*choices));
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        const px_appointment *a = &c->list[i];
        px_str function = function_words(c->request, a->function);

        if (a->ended != PX_TIME_NONE)
            continue;
        choices[n].value = appointment_value(c, a);
        choices[n++].title = px_str_of(
            px_arena_format(c->request->arena, "%.*s – %.*s, %.*s", PX_STR_ARG(a->group.name),
                            PX_STR_ARG(a->person.name), PX_STR_ARG(function)));
    }
    px_form_offer(form, name, choices, n);
}

static int forms_start(const chairs *c, px_form *appoint, px_form *finish, px_error *err)
{
    size_t n;

    px_form_start(appoint, c->request, appoint_fields, PX_COUNT(appoint_fields));
    px_form_start(finish, c->request, finish_fields, PX_COUNT(finish_fields));
    finish->id = "e";
    px_call_offer_functions(appoint, "function");
    offer_appointments(c, appoint, "instead");
    offer_appointments(c, finish, "appointment");
    return px_call_offer_groups(appoint, "group", c->process.row, &n, err);
}

static int chairs_done(const chairs *c, px_form *form, px_reply *reply, int rc, px_error *err)
{
    const char *field = px_error_arg(err, "field");
    bool known = field && (strcmp(field, "until") == 0 || strcmp(field, "reason") == 0);

    if (known && strcmp(field, "until") == 0 && form->n_entries != PX_COUNT(appoint_fields))
        known = false;
    if (rc < 0)
        return px_form_refuse(form, known ? field : NULL, err) ? 0 : rc;
    px_reply_see_other(reply, px_str_of(px_arena_format(c->request->arena, "%.*s?saved=1",
                                                        PX_STR_ARG(chairs_address(c)))));
    return 1;
}

static px_str behind_slash(px_str s)
{
    return px_str_sub(s, px_str_find_char(s, '/') + 1, s.len);
}

static int chairs_appoint(const chairs *c, px_form *form, px_reply *reply, px_error *err)
{
    px_request *r = c->request;
    px_appointment_change change = { .code = c->code.id,
                                     .process = c->process.key,
                                     .author = px_call_author(r) };
    px_person person;
    int rc;

    if (!px_form_read(form))
        return 0;
    rc = px_person_find_mail(r->db, r->arena, px_form_text(form, "mail"), &person, err);
    if (rc < 0)
        return px_form_refuse(form, "mail", err) ? 0 : rc;
    change.person = person.id;
    change.group = px_form_text(form, "group");
    change.function = px_form_text(form, "function");
    change.until = px_form_text(form, "until");
    change.reason = px_form_text(form, "reason");
    change.instead = behind_slash(px_form_text(form, "instead"));
    return chairs_done(c, form, reply,
                       px_house_write(r->house, px_appointment_give_deed, &change, err), err);
}

static int chairs_finish(const chairs *c, px_form *form, px_reply *reply, px_error *err)
{
    px_appointment_change change = { .code = c->code.id,
                                     .process = c->process.key,
                                     .author = px_call_author(c->request) };
    px_str value;

    if (!px_form_read(form))
        return 0;
    value = px_form_text(form, "appointment");
    change.group = px_str_sub(value, 0, px_str_find_char(value, '/'));
    change.person = behind_slash(value);
    change.reason = px_form_text(form, "reason");
    return chairs_done(c, form, reply,
                       px_house_write(c->request->house, px_appointment_end_deed, &change, err),
                       err);
}

/* ---- The page */

static void chairs_forms(const chairs *c, px_form *appoint, px_form *finish, px_reply *reply,
                         px_view_chairs *view)
{
    if (!c->keeps || c->n_groups == 0)
        return;
    px_form_set(appoint, "do", PX_STR("appoint"));
    px_form_set(finish, "do", PX_STR("finish"));
    view->appoint = px_form_show(appoint, reply, chairs_address(c), N_("Appoint"));
    if (px_form_entry_of(finish, "appointment")->n_choices)
        view->finish = px_form_show(finish, reply, chairs_address(c), N_("End the appointment"));
}

static void chairs_html(const chairs *c, px_form *appoint, px_form *finish, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = c->request;
    px_view_chairs_group *groups = px_arena_array(request->arena, c->n_groups, sizeof(*groups));
    px_frame frame = { .room = PX_ROOM_CODES };
    px_view_chairs view = {
        .home = px_page_address(request, "/"),
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(c->code.id)),
        .code_title = c->code.title,
        .process_link = px_page_address(request, "/codes/%.*s/processes/%.*s",
                                        PX_STR_ARG(c->code.id), PX_STR_ARG(c->process.key)),
        .process_title = c->process.title,
        .groups = groups,
        .n_groups = c->n_groups,
        .saved = px_fields_get(&request->query, "saved").len > 0,
    };

    frame.title =
        px_form_title(px_form_is_valid(appoint) ? finish : appoint,
                      px_str_of(px_tr(request->language, N_("Chairs of the working groups"))));
    for (size_t i = 0; i < c->n_groups; i++)
        chairs_group(c, &c->groups[i], &groups[i]);
    chairs_forms(c, appoint, finish, reply, &view);
    px_template_chairs(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int chairs_twin(const chairs *c, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "appointments");
    px_json_array(&json);
    for (size_t i = 0; i < c->n; i++) {
        const px_appointment *a = &c->list[i];

        px_json_object(&json);
        px_json_pair_str(&json, "group", a->group.key);
        px_json_pair_str(&json, "function", a->function);
        px_json_pair_str(&json, "name", a->person.name);
        px_json_pair_str(&json, "organisation", a->person.organisation_name);
        px_json_pair_bool(&json, "generated", a->person.generated);
        px_json_pair_time(&json, "since", a->since);
        if (a->ended != PX_TIME_NONE)
            px_json_pair_time(&json, "ended", a->ended);
        if (a->until.civil.ptr)
            px_json_pair_time(&json, "until", a->until.at);
        px_json_key(&json, "interests");
        px_json_array(&json);
        for (size_t k = 0; k < a->n_interests; k++)
            px_json_str(&json, a->interests[k].text);
        px_json_array_end(&json);
        px_json_pair_str(&json, "act", a->act);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int chairs_post(const chairs *c, px_form *appoint, px_form *finish, px_reply *reply,
                       px_error *err)
{
    int rc = px_access_need(c->request, PX_ACTION_KEEP_PEOPLE, px_scope_code(c->code.row), err);

    if (rc < 0)
        return rc;
    return px_str_is(px_fields_get(&c->request->form, "do"), "finish")
               ? chairs_finish(c, finish, reply, err)
               : chairs_appoint(c, appoint, reply, err);
}

int px_page_chairs(px_request *request, px_reply *reply, px_error *err)
{
    chairs c = { .request = request };
    px_form appoint, finish;
    int rc = chairs_read(&c, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return chairs_twin(&c, reply, err);
    rc = forms_start(&c, &appoint, &finish, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = chairs_post(&c, &appoint, &finish, reply, err);
    if (rc != 0)
        return rc < 0 ? rc : 0;
    chairs_html(&c, &appoint, &finish, reply);
    return 0;
}
