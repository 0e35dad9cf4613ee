/* SPDX-License-Identifier: EUPL-1.2 */
/* One person: /people/ID. Everybody sees those who may write, with the interests that they
 * declared; each sees themself; those who may read everything about people see all. Forms for those
 * who keep people: change, give and end roles, interests, suspend. */
#include "drafting/people/country.h"
#include "drafting/people/interest.h"
#include "drafting/people/organisation.h"
#include "drafting/people/scope.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/people/person_change.h"
#include "web/people/scope_choice.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- Reading */

/* Who is hidden does not exist. */
static int person_missing(px_error *err)
{
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
}

/* The secretariat of a code sees all of those who hold, or held, a role there. */
static bool person_is_seen(const px_request *request, const px_person_page *p)
{
    bool seen = px_people_sees_all(request);

    for (size_t i = 0; !seen && i < p->n_grants; i++)
        seen = px_access_may(request, PX_ACTION_READ_PEOPLE, p->grants[i].grant.scope);
    return seen;
}

/* Of whom the data were erased, the public functions stay on the record without a name. */
static int person_read_erased(const px_request *request, px_person_page *p, px_error *err)
{
    for (size_t i = 0; i < p->n_grants; i++)
        p->writes |= px_people_tells(&p->grants[i]);
    p->person.name =
        px_display_of(request->arena, &p->person, PX_DISPLAY_ANONYMOUS, request->language);
    return p->writes ? 0 : person_missing(err);
}

static int person_read(px_request *request, px_person_page *p, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    int rc = px_person_find(request->db, request->arena, request->params[0], &p->person, &none);

    if (rc == -(int)PX_ERR_NOT_FOUND)
        return person_missing(err);
    if (rc < 0) {
        *err = none;
        return rc;
    }
    rc = px_grant_list(request->db, request->arena, p->person.row, &p->grants, &p->n_grants, err);
    if (rc >= 0)
        rc = px_interest_list(request->db, request->arena, p->person.row, &p->interests,
                              &p->n_interests, err);
    if (rc < 0)
        return rc;
    if (px_str_is(p->person.state, "erased"))
        return person_read_erased(request, p, err);
    p->self = request->session.who.person == p->person.row;
    p->all = p->self || person_is_seen(request, p);
    p->writes = p->person.standing == 2 && px_str_is(p->person.state, "active");
    return p->all || p->writes ? 0 : person_missing(err);
}

/* ---- The page */

static int person_grants(const px_request *request, const px_person_page *p, px_view_person *view,
                         px_error *err)
{
    px_view_person_grant *rows = px_arena_array(request->arena, p->n_grants + 1, sizeof(*rows));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < p->n_grants; i++) {
        const px_grant_row *grant = &p->grants[i];
        px_view_person_grant *row = &rows[view->n_grants];
        bool told = px_people_tells(grant);
        px_str address = PX_STR("");

        if (!p->all && !told)
            continue;
        *row = (px_view_person_grant){
            .role = px_people_role(request, grant),
            .since = px_part_moment(request, grant->since),
            .ended = px_part_moment(request, grant->ended),
            .act = told && grant->act.len
                       ? px_page_address(request, "/log/%.*s", PX_STR_ARG(grant->act))
                       : PX_STR_NONE,
        };
        rc = px_scope_words(request, grant->grant.scope, &row->where, err);
        if (rc >= 0)
            rc = px_scope_address(request->db, request->arena, grant->grant.scope, &address, err);
        if (rc >= 0 && address.len)
            row->link = px_page_address(request, "%.*s", PX_STR_ARG(address));
        view->n_grants++;
    }
    view->grants = rows;
    return rc;
}

static void person_interests(const px_request *request, const px_person_page *p,
                             px_view_person *view)
{
    px_view_person_interest *rows =
        px_arena_array(request->arena, p->n_interests + 1, sizeof(*rows));

    for (size_t i = 0; i < p->n_interests; i++)
        rows[i] = (px_view_person_interest){
            .text = p->interests[i].text,
            .declared = px_part_moment(request, p->interests[i].declared),
        };
    view->interests = rows;
    view->n_interests = p->n_interests;
}

static int person_organisation(const px_request *request, const px_person_page *p,
                               px_view_person *view, px_error *err)
{
    px_organisation organisation;
    int rc;

    if (!p->person.organisation)
        return 0;
    rc = px_organisation_get(request->db, request->arena, p->person.organisation, &organisation,
                             err);
    if (rc < 0)
        return rc;
    view->organisation = organisation.name;
    view->organisation_address = organisation.address;
    return 0;
}

static px_str person_display(const px_request *request, px_str display)
{
    const char *words = N_("with the name");

    if (px_str_is(display, "organisation"))
        words = N_("as the organisation");
    else if (px_str_is(display, "anonymous"))
        words = N_("anonymously");
    return px_str_of(px_tr(request->language, words));
}

static void person_private(const px_request *request, const px_person *person, px_view_person *view)
{
    view->mail = person->mail;
    view->language = px_part_language(request, person->language);
    view->display = person_display(request, person->display);
    view->created = px_part_moment(request, person->created);
    view->seen = px_part_moment(request, person->seen);
    view->retain_until = px_part_moment(request, person->retain_until);
    if (px_str_is(person->state, "suspended"))
        view->state = px_str_of(px_tr(request->language, N_("suspended")));
}

static int person_html(px_request *request, px_reply *reply, px_person_page *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_person view = {
        .people = px_page_address(request, "/people"),
        .name = p->person.name,
        .generated = p->person.generated,
        .erased = px_str_is(p->person.state, "erased"),
        .category = px_people_category(request, p->person.category),
        .country = px_people_country(request, p->person.country),
        .all = p->all,
        .writes = p->person.standing == 2,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .title = p->person.name, .room = PX_ROOM_PEOPLE, .hidden = !p->writes };
    int rc = person_grants(request, p, &view, err);

    if (rc >= 0)
        rc = person_organisation(request, p, &view, err);
    if (rc < 0)
        return rc;
    if (p->all)
        person_private(request, &p->person, &view);
    person_interests(request, p, &view);
    view.parts = px_person_change_parts(p, reply, &view.n_parts);
    if (p->change.n_forms && reply->status == 422)
        frame.title = px_form_title(&p->change.form[p->sent], frame.title);
    px_template_person(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int person_json(px_reply *reply, const px_person_page *p, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "person");
    px_people_person_json(&json, &p->person, p->all);
    px_people_roles_json(&json, p->grants, p->n_grants, p->all, false);
    px_interest_json(&json, p->interests, p->n_interests);
    px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_person(px_request *request, px_reply *reply, px_error *err)
{
    px_person_page *p = px_arena_alloc(request->arena, sizeof(*p));
    bool done = false;
    int rc = person_read(request, p, err);

    if (rc < 0)
        return rc;
    if (request->json) {
        reply->shared = !p->all;
        return person_json(reply, p, err);
    }
    rc = px_person_change_start(request, p, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = px_person_change_sent(request, p, &done, err);
    if (rc < 0)
        return rc;
    if (done) {
        bool erased = px_str_is(px_fields_get(&request->form, "do"), "erase");

        px_reply_see_other(reply, erased ? px_page_address(request, "/people")
                                         : px_request_address(request, request->language, false));
        return 0;
    }
    reply->shared = !p->all;
    return person_html(request, reply, p, err);
}
