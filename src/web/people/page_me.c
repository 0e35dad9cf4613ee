/* SPDX-License-Identifier: EUPL-1.2 */
/* Whoever has signed in, to themselves: who they are here, their roles, applications, preferences.
 */
#include "drafting/people/application.h"
#include "drafting/people/application_own.h"
#include "drafting/people/person.h"
#include "drafting/people/scope.h"
#include "web/form_field.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_option displays[] = {
    { "name", N_("With your name"), N_("and your organisation, where you have one") },
    { "organisation", N_("With your organisation only"), NULL },
    { "anonymous", N_("Without either"), N_("only your category is shown") },
};

static const px_form_option digests[] = {
    { "each", N_("Each at once"), NULL },
    { "daily", N_("Together, once a day"), NULL },
    { "weekly", N_("Together, once a week"), NULL },
    { "none", N_("None"), N_("only what concerns your account and your applications") },
};

static int me_check_zone(const px_form *form, const px_form_entry *entry, px_error *err)
{
    const px_zone *zone;

    return px_zone_kept(px_arena_cstr(form->request->arena, entry->text), &zone, err);
}

static const px_form_field fields[] = {
    { "name", PX_FORM_TEXT, N_("Your name"), NULL, .required = true, .max = PX_PERSON_NAME_MAX,
      .autocomplete = "name" },
    { "language", PX_FORM_RADIO, N_("Language of mails"), NULL, .required = true },
    { "zone", PX_FORM_TEXT, N_("Your time zone"),
      N_("Deadlines are shown in it too, beside the zone that decides. A name like Europe/Paris or "
         "America/New_York; leave it empty for that of the house."),
      .max = 64, .check = me_check_zone },
    { "display", PX_FORM_RADIO, N_("How your contributions are signed"),
      N_("Unless you say otherwise for one of them."), .required = true, .options = displays,
      .n_options = PX_COUNT(displays) },
    { "digest", PX_FORM_RADIO, N_("Mails about rounds, meetings and drafts"), NULL,
      .required = true, .options = digests, .n_options = PX_COUNT(digests) },
};

/* ---- Preferences */

static void me_form(px_form *form, px_request *request, const px_person *person)
{
    px_form_choice *languages;
    size_t n = 0;

    while (px_language_at(n))
        n++;
    languages = px_arena_array(request->arena, n, sizeof(*languages));
    for (size_t i = 0; i < n; i++)
        languages[i] = (px_form_choice){
            .value = px_str_of(px_language_tag(px_language_at(i))),
            .title = px_str_of(px_language_name(px_language_at(i))),
        };
    px_form_start(form, request, fields, PX_COUNT(fields));
    px_form_offer(form, "language", languages, n);
    px_form_set(form, "name", person->name);
    px_form_set(form, "language", person->language);
    px_form_set(form, "zone", person->zone);
    px_form_set(form, "display", person->display);
    px_form_set(form, "digest", person->digest);
}

/* What the form asks for, onto the person as they are when the deed runs. */
static int me_change_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_form *form = arg;
    px_person person;
    int rc = px_person_get(db, arena, form->request->session.who.person, &person, err);

    if (rc < 0)
        return rc;
    person.name = px_form_text(form, "name");
    person.language = px_form_text(form, "language");
    person.zone = px_form_text(form, "zone");
    person.display = px_form_text(form, "display");
    person.digest = px_form_text(form, "digest");
    return px_person_change(db, &person, err);
}

/* ---- The page */

/* "chair", or what the function is called where it has a name of its own. */
static px_str me_role_words(const px_request *request, const px_grant_row *row)
{
    if (row->title.len)
        return px_str_of(px_tr(request->language, px_arena_cstr(request->arena, row->title)));
    return px_str_of(px_tr(request->language, px_role_title(row->grant.role)));
}

static int me_role(const px_request *request, const px_grant_row *row, px_view_me_role *ret_role,
                   px_error *err)
{
    px_view_me_role role = { 0 };
    px_str address = PX_STR_NONE;
    int rc = 0;

    if (row->grant.scope.kind != PX_SCOPE_HOUSE)
        rc = px_scope_title(request->db, request->arena, row->grant.scope, px_part_tag(request),
                            &role.where, err);
    if (rc >= 0)
        rc = px_scope_address(request->db, request->arena, row->grant.scope, &address, err);
    if (rc < 0)
        return rc;
    role.role = px_part_sentence(request, me_role_words(request, row), false);
    role.since = px_part_moment(request, row->since);
    if (row->grant.scope.kind == PX_SCOPE_HOUSE)
        role.where = px_str_of(px_tr(request->language, N_("the whole house")));
    if (address.len)
        role.link = px_page_address(request, "%.*s", PX_STR_ARG(address));
    *ret_role = role;
    return 0;
}

static int me_roles(const px_request *request, px_view_me *view, px_error *err)
{
    px_grant_row *grants;
    px_view_me_role *rows;
    size_t n;
    int rc =
        px_grant_list(request->db, request->arena, request->session.who.person, &grants, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++) {
        if (grants[i].ended != PX_TIME_NONE)
            continue;
        rc = me_role(request, &grants[i], &rows[view->n_roles++], err);
        if (rc < 0)
            return rc;
    }
    view->roles = rows;
    return 0;
}

/* Each leads to its page by the private link that its mail had. */
static int me_applications(const px_request *request, px_view_me *view, px_error *err)
{
    const unsigned char *secret = px_house_web_key(request->house);
    px_application_own *own;
    px_view_me_application *rows;
    size_t n;
    int rc = px_application_own_list(request->db, request->arena, request->session.who.person,
                                     px_part_tag(request), &own, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++) {
        const char *title = px_application_state_title(own[i].state);
        char key[PX_APPLICATION_KEY_LEN + 1];

        px_application_key(secret, own[i].id, key);
        rows[i] = (px_view_me_application){
            .title = own[i].title,
            .link =
                px_page_address(request, "/applications/%.*s?key=%s", PX_STR_ARG(own[i].id), key),
            .state = title ? px_str_of(px_tr(request->language, title)) : own[i].state,
            .received = px_part_moment(request, own[i].received),
        };
    }
    view->applications = rows;
    view->n_applications = n;
    return 0;
}

static void me_links(const px_request *request, px_view_me *view)
{
    static const struct {
        const char *name, *note, *address;
    } links[] = {
        { N_("Your comments"), N_("drafts, what you submitted, and the receipts"), "/me/comments" },
        { N_("Security"), N_("password, second factor, where you are signed in"), "/me/security" },
        { N_("Mail address"), N_("have mails come to another one"), "/me/address" },
        { N_("Mails"), N_("which come, and those that wait for you"), "/me/mail" },
        { N_("Your data"), N_("take it with you, or have it erased"), "/me/data" },
        { N_("Calls"), N_("take part in a process that looks for people"), "/calls" },
    };
    px_view_me_link *rows = px_arena_array(request->arena, PX_COUNT(links), sizeof(*rows));

    for (size_t i = 0; i < PX_COUNT(links); i++)
        if (px_route_has(links[i].address))
            rows[view->n_links++] = (px_view_me_link){
                .name = px_str_of(px_tr(request->language, links[i].name)),
                .note = px_str_of(px_tr(request->language, links[i].note)),
                .link = px_page_address(request, "%s", links[i].address),
            };
    view->links = rows;
}

static int me_html(px_form *form, const px_person *person, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = form->request;
    px_frame frame = {
        .title = px_form_title(form, px_str_of(px_tr(request->language, N_("Your account")))),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };
    px_view_me view = {
        .name = person->name,
        .generated = person->generated,
        .mail = person->mail,
        .organisation = person->organisation_name,
        .category = px_people_category(request, person->category),
        .saved = px_fields_get(&request->query, "saved").len > 0,
        .moved = px_fields_get(&request->query, "address").len > 0,
        .desk = px_page_address(request, "/desk"),
        .twin = px_request_address(request, request->language, true),
    };
    int rc = me_roles(request, &view, err);

    if (rc >= 0)
        rc = me_applications(request, &view, err);
    if (rc < 0)
        return rc;
    me_links(request, &view);
    view.form =
        px_form_show(form, reply, px_page_address(request, "/me"), N_("Save your preferences"));
    px_template_me(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- The twin */

static int me_grants_json(px_json *json, const px_request *request, px_error *err)
{
    px_grant_row *grants;
    size_t n;
    int rc =
        px_grant_list(request->db, request->arena, request->session.who.person, &grants, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "grants");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        if (grants[i].ended != PX_TIME_NONE)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "role", px_role_name(grants[i].grant.role));
        px_json_pair_cstr(json, "scope_kind", px_scope_kind_name(grants[i].grant.scope.kind));
        px_json_pair_str(json, "scope", grants[i].scope_id);
        px_json_pair_str(json, "title", grants[i].title);
        px_json_pair_time(json, "since", grants[i].since);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    return 0;
}

static int me_applications_json(px_json *json, const px_request *request, px_error *err)
{
    px_application_own *own;
    size_t n;
    int rc = px_application_own_list(request->db, request->arena, request->session.who.person,
                                     px_part_tag(request), &own, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "applications");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, "application", own[i].id);
        px_json_pair_str(json, "call", own[i].call);
        px_json_pair_str(json, "title", own[i].title);
        px_json_pair_str(json, "state", own[i].state);
        px_json_pair_time(json, "received", own[i].received);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    return 0;
}

static int me_json(const px_request *request, const px_person *person, px_reply *reply,
                   px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "person", person->id);
    px_json_pair_str(&json, "name", person->name);
    px_json_pair_str(&json, "mail", person->mail);
    px_json_pair_str(&json, "organisation", person->organisation_name);
    px_json_pair_str(&json, "category", person->category);
    px_json_pair_str(&json, "language", person->language);
    px_json_pair_str(&json, "zone", person->zone);
    px_json_pair_str(&json, "display", person->display);
    px_json_pair_str(&json, "digest", person->digest);
    rc = me_grants_json(&json, request, err);
    if (rc >= 0)
        rc = me_applications_json(&json, request, err);
    if (rc < 0)
        return rc;
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* Saves what was sent; what the reader can mend is shown at its field. */
static int me_save(px_form *form, const px_person *person, px_reply *reply, px_error *err)
{
    px_error why = PX_ERROR_INIT;

    if (!px_form_read(form))
        return me_html(form, person, reply, err);
    if (px_house_write(form->request->house, me_change_deed, form, &why) >= 0) {
        px_reply_see_other(reply, px_page_address(form->request, "/me?saved=1"));
        return 0;
    }
    if (!px_form_refuse(form, px_error_arg(&why, "field"), &why)) {
        *err = why;
        return -(int)why.code;
    }
    return me_html(form, person, reply, err);
}

int px_page_me(px_request *request, px_reply *reply, px_error *err)
{
    px_person person;
    px_form form;
    int rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);

    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return me_json(request, &person, reply, err);
    me_form(&form, request, &person);
    return request->method == PX_POST ? me_save(&form, &person, reply, err)
                                      : me_html(&form, &person, reply, err);
}
