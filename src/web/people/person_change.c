/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/person_change.h"

#include "drafting/people/erasure.h"
#include "drafting/people/organisation.h"
#include "drafting/people/scope.h"
#include "web/access.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/people/scope_choice.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_option displays[] = {
    { "name", N_("with the name"), NULL },
    { "organisation", N_("as the organisation"), NULL },
    { "anonymous", N_("anonymously"), NULL },
};

static const px_form_field change_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "name", PX_FORM_TEXT, N_("Name"), NULL, .required = true, .max = PX_PERSON_NAME_MAX },
    { "mail", PX_FORM_MAIL, N_("Mail address"), NULL, .required = true },
    { "organisation", PX_FORM_TEXT, N_("Organisation"),
      N_("Its name. One that is new here is added, in the category below."),
      .max = PX_ORGANISATION_NAME_MAX },
    { "category", PX_FORM_SELECT, N_("Category"), NULL },
    { "country", PX_FORM_SELECT, N_("Country"), NULL },
    { "language", PX_FORM_SELECT, N_("Language of mails"), NULL, .required = true },
    { "display", PX_FORM_SELECT, N_("Contributions are signed"), NULL, .required = true,
      .options = displays, .n_options = PX_COUNT(displays) },
};
static const px_form_field grant_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "role", PX_FORM_SELECT, N_("Role"), NULL, .required = true },
    { "scope", PX_FORM_SELECT, N_("Where"), NULL, .required = true },
    { "title", PX_FORM_TEXT, N_("What the function is called"),
      N_("Where the role has several names, such as co-chair; else leave it empty."), .max = 100 },
};
static const px_form_field end_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "grant", PX_FORM_SELECT, N_("Which role"), NULL, .required = true },
};
static const px_form_field interest_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "interest", PX_FORM_LONG, N_("Interest"),
      N_("As the person declared it. Of those who may write, it is public."), .required = true,
      .max = PX_INTEREST_MAX },
};
static const px_form_field withdraw_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "declared", PX_FORM_SELECT, N_("Which interest"), NULL, .required = true },
};
static const px_form_field state_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "certain", PX_FORM_CHECK, N_("Yes, this is what I want"), NULL, .required = true },
};

#define FORM(name, title, note, button, fields)                                                    \
    { name, title, note, button, fields, PX_COUNT(fields) }
static const px_form_page_form change_form =
    FORM("change", N_("Change"), NULL, N_("Save"), change_fields);
static const px_form_page_form grant_form =
    FORM("grant", N_("Give a role"),
         N_("Who may write is told to the log, without the name, and the person with the declared "
            "interests becomes public."),
         N_("Give the role"), grant_fields);
static const px_form_page_form end_form =
    FORM("end", N_("End a role"), N_("The record of who held it until when stays."),
         N_("End the role"), end_fields);
static const px_form_page_form interest_form =
    FORM("interest", N_("Declare an interest"), NULL, N_("Add the interest"), interest_fields);
static const px_form_page_form withdraw_form =
    FORM("withdraw", N_("Withdraw an interest"), NULL, N_("Withdraw it"), withdraw_fields);
static const px_form_page_form suspend_form =
    FORM("suspend", N_("Suspend the account"),
         N_("All rights stop at once, in every session. The roles stay and count again once the "
            "account is resumed."),
         N_("Suspend the account"), state_fields);
static const px_form_page_form resume_form =
    FORM("resume", N_("Resume the account"), N_("The roles that the person holds count again."),
         N_("Resume the account"), state_fields);
static const px_form_page_form erase_form =
    FORM("erase", N_("Erase the data"),
         N_("What is kept of the person is deleted for good, as the person may ask for. A public "
            "function that was held stays on the record without the name."),
         N_("Erase the data"), state_fields);

/* ---- The forms */

static int offer_lists(px_form *form, px_error *err)
{
    const px_request *request = form->request;
    px_form_choice *choices;
    size_t n_languages = 0;
    int rc = px_people_offer_categories(form, "category", err);

    if (rc >= 0)
        rc = px_people_offer_countries(form, "country", err);
    if (rc < 0)
        return rc;
    while (px_language_at(n_languages))
        n_languages++;
    choices = px_arena_array(request->arena, n_languages, sizeof(*choices));
    for (size_t i = 0; i < n_languages; i++)
        choices[i] =
            (px_form_choice){ px_str_of(px_language_tag(px_language_at(i))),
                              px_str_of(px_language_name(px_language_at(i))), PX_STR_NONE };
    px_form_offer(form, "language", choices, n_languages);
    return 0;
}

static int add_change(px_person_page *p, px_error *err)
{
    px_form *form = px_form_page_add(&p->change, &change_form);
    int rc = offer_lists(form, err);

    px_form_set(form, "name", p->person.name);
    px_form_set(form, "mail", p->person.mail);
    px_form_set(form, "organisation", p->person.organisation_name);
    px_form_set(form, "category", p->person.category);
    px_form_set(form, "country", p->person.country);
    px_form_set(form, "language", p->person.language);
    px_form_set(form, "display", p->person.display);
    return rc;
}

/* The house, codes and groups in which the reader keeps people, and the person's organisation. */
static int offer_scopes(px_request *request, px_person_page *p, px_form *form, px_error *err)
{
    px_form_choice *all, *choices;
    px_organisation organisation;
    size_t n = 0, kept = 0;
    int rc = px_scope_choices(request, true, &all, &n, err);

    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, n + 1, sizeof(*choices));
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_scope scope;

        rc = px_scope_parse(request->db, request->arena, all[i].value, &scope, err);
        if (rc >= 0 && px_access_may(request, PX_ACTION_KEEP_PEOPLE, scope))
            choices[kept++] = all[i];
    }
    if (rc >= 0 && p->person.organisation &&
        px_access_may(request, PX_ACTION_KEEP_PEOPLE, px_scope_house())) {
        rc = px_organisation_get(request->db, request->arena, p->person.organisation, &organisation,
                                 err);
        if (rc >= 0)
            choices[kept++] =
                (px_form_choice){ px_str_of(px_arena_format(request->arena, "organisation:%.*s",
                                                            PX_STR_ARG(organisation.id))),
                                  organisation.name, PX_STR_NONE };
    }
    px_form_offer(form, "scope", choices, kept);
    return rc;
}

static int add_grant(px_request *request, px_person_page *p, px_error *err)
{
    px_form *form = px_form_page_add(&p->change, &grant_form);
    px_form_choice *roles = px_arena_array(request->arena, PX_ROLE_COUNT, sizeof(*roles));
    size_t n = 0;

    for (int i = PX_ROLE_DELEGATE; i < PX_ROLE_COUNT; i++)
        roles[n++] =
            (px_form_choice){ px_str_of(px_role_name((px_role)i)),
                              px_str_of(px_tr(request->language, px_role_title((px_role)i))),
                              PX_STR_NONE };
    px_form_offer(form, "role", roles, n);
    return offer_scopes(request, p, form, err);
}

/* Grants that hold, where the reader keeps people; the value is the place in the list. */
static int add_end(px_request *request, px_person_page *p, px_error *err)
{
    px_form_choice *choices = px_arena_array(request->arena, p->n_grants + 1, sizeof(*choices));
    size_t n = 0;
    px_str where;

    for (size_t i = 0; i < p->n_grants; i++) {
        const px_grant_row *row = &p->grants[i];
        int rc;

        if (row->ended != PX_TIME_NONE ||
            !px_access_may(request, PX_ACTION_KEEP_PEOPLE, row->grant.scope))
            continue;
        rc = px_scope_words(request, row->grant.scope, &where, err);
        if (rc < 0)
            return rc;
        choices[n++] = (px_form_choice){
            px_str_of(px_arena_format(request->arena, "%s %s %.*s", px_role_name(row->grant.role),
                                      px_scope_kind_name(row->grant.scope.kind),
                                      PX_STR_ARG(row->scope_id))),
            px_str_of(px_arena_format(request->arena, "%.*s (%.*s)",
                                      PX_STR_ARG(px_people_role(request, row)), PX_STR_ARG(where))),
            PX_STR_NONE
        };
    }
    if (n)
        px_form_offer(px_form_page_add(&p->change, &end_form), "grant", choices, n);
    return 0;
}

static void add_withdraw(px_request *request, px_person_page *p)
{
    px_form_choice *choices = px_arena_array(request->arena, p->n_interests + 1, sizeof(*choices));

    for (size_t i = 0; i < p->n_interests; i++)
        choices[i] = (px_form_choice){
            px_str_of(px_arena_format(request->arena, "%lld", (long long)p->interests[i].declared)),
            p->interests[i].text, PX_STR_NONE
        };
    if (p->n_interests)
        px_form_offer(px_form_page_add(&p->change, &withdraw_form), "declared", choices,
                      p->n_interests);
}

int px_person_change_start(px_request *request, px_person_page *p, px_error *err)
{
    bool house = px_access_may(request, PX_ACTION_KEEP_PEOPLE, px_scope_house());
    int rc = 0;

    px_form_page_start(&p->change, request, NULL, p->person.name);
    if (!px_may_somewhere(&request->session.who, PX_ACTION_KEEP_PEOPLE) ||
        px_str_is(p->person.state, "erased"))
        return 0;
    rc = add_grant(request, p, err);
    if (rc >= 0)
        rc = add_end(request, p, err);
    if (rc < 0 || !house)
        return rc;
    rc = add_change(p, err);
    (void)px_form_page_add(&p->change, &interest_form);
    add_withdraw(request, p);
    (void)px_form_page_add(&p->change,
                           px_str_is(p->person.state, "suspended") ? &resume_form : &suspend_form);
    (void)px_form_page_add(&p->change, &erase_form);
    return rc;
}

/* ---- What was sent */

typedef struct sending {
    px_request *request;
    px_person_page *page;
    const px_form *form;
} sending;

/* The organisation by its name, made where it is new. */
static int send_organisation(px_db *db, const sending *s, px_person *person, px_error *err)
{
    px_organisation organisation = {
        .name = px_form_text(s->form, "organisation"),
        .category = person->category,
        .country = person->country,
    };
    px_error none = PX_ERROR_INIT;
    int rc;

    person->organisation = 0;
    if (!organisation.name.len)
        return 0;
    rc = px_organisation_find_name(db, s->request->arena, organisation.name, &organisation, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND)
        rc = px_organisation_add(db, s->request->arena, &organisation, err);
    if (rc >= 0)
        person->organisation = organisation.row;
    return rc;
}

static int send_change(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;
    px_person person;
    int rc = px_person_get(db, s->request->arena, s->page->person.row, &person, err);

    if (rc < 0)
        return rc;
    person.name = px_form_text(s->form, "name");
    person.mail = px_form_text(s->form, "mail");
    person.category = px_form_text(s->form, "category");
    person.country = px_form_text(s->form, "country");
    person.language = px_form_text(s->form, "language");
    person.display = px_form_text(s->form, "display");
    rc = send_organisation(db, s, &person, err);
    return rc < 0 ? rc : px_person_change(db, &person, err);
}

static int grant_of(px_db *db, const sending *s, px_str role, px_str scope, px_grant *ret_grant,
                    px_error *err)
{
    int rc;

    if (!px_role_find(role, &ret_grant->role))
        return px_fail(err, PX_ERR_INVALID, N_("there is no such role"), "field", "role", NULL);
    rc = px_scope_parse(db, s->request->arena, scope, &ret_grant->scope, err);
    return rc < 0 ? rc : px_access_need(s->request, PX_ACTION_KEEP_PEOPLE, ret_grant->scope, err);
}

static int send_grant(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;
    px_grant grant;
    int rc =
        grant_of(db, s, px_form_text(s->form, "role"), px_form_text(s->form, "scope"), &grant, err);

    return rc < 0 ? rc
                  : px_grant_give(db, &s->page->person, &grant, px_form_text(s->form, "title"),
                                  px_form_author(s->request), err);
}

static int send_end(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;
    px_str rest = px_form_text(s->form, "grant"), role, kind;
    px_arena *arena = s->request->arena;
    px_grant grant;
    const char *scope;
    int rc;

    (void)px_str_split(&rest, ' ', &role);
    if (!px_str_split(&rest, ' ', &kind))
        kind = PX_STR("");
    scope = rest.len ? px_arena_format(arena, "%.*s:%.*s", PX_STR_ARG(kind), PX_STR_ARG(rest))
                     : px_arena_cstr(arena, kind);
    rc = grant_of(db, s, role, px_str_of(scope), &grant, err);
    return rc < 0 ? rc
                  : px_grant_end(db, &s->page->person, &grant, px_form_author(s->request), err);
}

static int send_interest(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;

    return px_interest_declare(db, s->request->arena, s->page->person.row,
                               px_form_text(s->form, "interest"), err);
}

static int send_withdraw(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;
    px_str chosen = px_form_text(s->form, "declared");

    for (size_t i = 0; i < s->page->n_interests; i++) {
        const px_interest *interest = &s->page->interests[i];
        const char *value =
            px_arena_format(s->request->arena, "%lld", (long long)interest->declared);

        if (px_str_is(chosen, value))
            return px_interest_withdraw(db, s->page->person.row, interest->row, err);
    }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such interest"), "field", "declared",
                   NULL);
}

static int send_suspend(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;

    return px_person_suspend(db, &s->page->person, true, px_form_author(s->request), err);
}

static int send_resume(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;

    return px_person_suspend(db, &s->page->person, false, px_form_author(s->request), err);
}

static int send_erase(px_db *db, void *arg, px_error *err)
{
    const sending *s = arg;
    px_person person;
    int rc = px_person_get(db, s->request->arena, s->page->person.row, &person, err);

    if (rc >= 0)
        rc = px_erase_person(db, s->request->arena, &person, px_form_author(s->request), err);
    return rc;
}

static const struct {
    const char *name;
    px_write_fn *deed;
} deeds[] = {
    { "change", send_change },     { "grant", send_grant },       { "end", send_end },
    { "interest", send_interest }, { "withdraw", send_withdraw }, { "suspend", send_suspend },
    { "resume", send_resume },     { "erase", send_erase },
};

int px_person_change_sent(px_request *request, px_person_page *p, bool *ret_done, px_error *err)
{
    px_form *form;
    sending s = { request, p, NULL };
    const char *name;

    if (!p->all) /* known to the public only: nothing to keep here */
        return px_access_need(request, PX_ACTION_KEEP_PEOPLE, px_scope_house(), err);
    form = px_form_page_sent(&p->change, err);
    if (!form)
        return -(int)err->code;
    s.form = form;
    p->sent = (size_t)(form - p->change.form);
    name = px_form_page_name(&p->change, form);
    for (size_t i = 0; px_form_is_valid(form) && i < PX_COUNT(deeds); i++)
        if (strcmp(name, deeds[i].name) == 0)
            return px_form_deed(form, deeds[i].deed, &s, ret_done, err);
    return 0;
}

const px_view_person_part *px_person_change_parts(px_person_page *p, px_reply *reply,
                                                  size_t *ret_count)
{
    const px_request *request = p->change.request;
    px_view_person_part *parts =
        px_arena_array(request->arena, p->change.n_forms + 1, sizeof(*parts));
    px_str action = px_request_address(request, request->language, false);

    for (size_t i = 0; i < p->change.n_forms; i++) {
        const px_form_page_form *form = p->change.forms[i];

        parts[i] = (px_view_person_part){
            .id = px_str_of(px_arena_format(request->arena, "part-%s", form->name)),
            .title = px_str_of(px_tr(request->language, form->title)),
            .note = form->note ? px_str_of(px_tr(request->language, form->note)) : PX_STR_NONE,
            .form = px_form_show(&p->change.form[i], reply, action, form->button),
        };
    }
    *ret_count = p->change.n_forms;
    return parts;
}
