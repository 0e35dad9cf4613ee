/* SPDX-License-Identifier: EUPL-1.2 */
/* An organisation for those who keep people: /people/organisations/ID. What it is called and where
 * it is listed is changed here; who submits for it is told. */
#include "drafting/people/organisation.h"
#include "drafting/people/person.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { REGISTER_MAX = 40, ADDRESS_MAX = 500 };

static const px_form_field fields[] = {
    { "name", PX_FORM_TEXT, N_("Name"), NULL, .required = true, .max = PX_ORGANISATION_NAME_MAX },
    { "category", PX_FORM_SELECT, N_("Category"), NULL, .required = true },
    { "country", PX_FORM_SELECT, N_("Country"), NULL },
    { "register_number", PX_FORM_TEXT, N_("Number in the Transparency Register"),
      N_("Like 123456789012-34."), .max = REGISTER_MAX },
    { "address", PX_FORM_TEXT, N_("Website"), N_("It begins with https://."), .max = ADDRESS_MAX },
};

typedef struct organisation_page {
    px_request *request;
    px_organisation organisation;
    bool has_contact;
    px_form form;
} organisation_page;

static int page_read(organisation_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = px_access_need(request, PX_ACTION_KEEP_PEOPLE, px_scope_house(), err);

    if (rc >= 0)
        rc = px_organisation_find(request->db, request->arena, request->params[0], &p->organisation,
                                  err);
    if (rc >= 0)
        rc = px_organisation_has_contact(request->db, p->organisation.row, &p->has_contact, err);
    return rc;
}

static int page_offer(organisation_page *p, px_error *err)
{
    int rc = px_people_offer_categories(&p->form, "category", err);

    return rc < 0 ? rc : px_people_offer_countries(&p->form, "country", err);
}

static int page_form(organisation_page *p, px_error *err)
{
    const px_organisation *o = &p->organisation;

    px_form_start(&p->form, p->request, fields, PX_COUNT(fields));
    px_form_set(&p->form, "name", o->name);
    px_form_set(&p->form, "category", o->category);
    px_form_set(&p->form, "country", o->country);
    px_form_set(&p->form, "register_number", o->register_number);
    px_form_set(&p->form, "address", o->address);
    return page_offer(p, err);
}

static px_str page_list(const organisation_page *p)
{
    return px_page_address(p->request, "/people?view=organisations");
}

static void page_show(organisation_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4096);
    const px_request *request = p->request;
    px_view_organisation_change view = {
        .back = page_list(p),
        .name = p->organisation.name,
        .no_contact = !p->has_contact,
        .form = px_form_show(
            &p->form, reply,
            px_page_address(request, "/people/organisations/%.*s", PX_STR_ARG(p->organisation.id)),
            N_("Save")),
    };
    px_frame frame = { .title = px_form_title(&p->form, p->organisation.name),
                       .room = PX_ROOM_PEOPLE,
                       .hidden = true };

    px_url_encode(&text, p->organisation.name);
    view.people = px_page_address(request, "/people?text=%.*s", PX_STR_ARG(px_builder_view(&text)));
    px_template_organisation_change(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_write(px_db *db, void *organisation, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    return px_organisation_change(db, arena, organisation, err);
}

static int page_send(organisation_page *p, bool *ret_done, px_error *err)
{
    px_organisation changed = p->organisation;

    if (!px_form_read(&p->form))
        return 0;
    changed.name = px_form_text(&p->form, "name");
    changed.category = px_form_text(&p->form, "category");
    changed.country = px_form_text(&p->form, "country");
    changed.register_number = px_form_text(&p->form, "register_number");
    changed.address = px_form_text(&p->form, "address");
    return px_form_deed(&p->form, page_write, &changed, ret_done, err);
}

int px_page_organisation_change(px_request *request, px_reply *reply, px_error *err)
{
    organisation_page *p = px_arena_alloc(request->arena, sizeof(*p));
    bool done = false;
    int rc;

    p->request = request;
    reply->cache_control = "no-store";
    rc = page_read(p, err);
    if (rc >= 0)
        rc = page_form(p, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = page_send(p, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, page_list(p));
    else
        page_show(p, reply);
    return 0;
}
