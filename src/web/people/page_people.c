/* SPDX-License-Identifier: EUPL-1.2 */
/* Who takes part:
 * /people?view=organisations&text=WORDS&category=KEY&country=CODE&in=SCOPE&role=ROLE&state=STATE&
 * sort=ORDER&after=ID&before=ID. Those who may read everything about people see all of it, others
 * what each person chose to show. */
#include "drafting/people/country.h"
#include "drafting/people/people_list.h"
#include "drafting/people/scope.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/people/scope_choice.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { PEOPLE_PER_PAGE = 50, MAX_TEXT = 200 };

typedef struct people {
    px_request *request;
    px_people_filter filter;
    px_str in; /* the scope as it is written */
    bool of_organisations;
    px_people_count *counts;
    size_t n_counts;
    px_people_page page;
    px_grant_row **grants; /* of each row */
    size_t *n_grants;
    px_people_organisations organisations;
} people;

/* ---- Reading */

static px_str asked(const people *p, const char *name)
{
    px_str value = px_str_trim(px_fields_get(&p->request->query, name));

    return value.ptr ? value : PX_STR("");
}

/* What cannot be chosen filters nothing: nobody typed it. */
static void read_choices(people *p)
{
    px_people_filter *f = &p->filter;
    px_str category = asked(p, "category"), country = asked(p, "country"), role = asked(p, "role");
    px_role found;

    if (px_category_is(category))
        f->category = category;
    if (px_country_is(country))
        f->country = country;
    if (px_role_find(role, &found) && (f->all || px_role_writes(found)))
        f->role = role;
    if (f->all && px_str_is(asked(p, "state"), "suspended"))
        f->state = PX_STR("suspended");
    (void)px_people_sort_find(asked(p, "sort"), &f->sort);
    if (!f->all && f->sort == PX_PEOPLE_NEWEST)
        f->sort = PX_PEOPLE_BY_NAME;
}

static int read_scope(people *p, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_str in = asked(p, "in");
    int rc;

    if (!in.len)
        return 0;
    rc = px_scope_parse(p->request->db, p->request->arena, in, &p->filter.scope, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND || rc == -(int)PX_ERR_INVALID)
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    p->filter.scoped = true;
    p->in = in;
    /* The secretariat of a code sees all of those who hold a role there. */
    p->filter.all |= px_access_may(p->request, PX_ACTION_READ_PEOPLE, p->filter.scope);
    return 0;
}

static int read_filter(people *p, px_error *err)
{
    int rc;

    p->filter = (px_people_filter){
        .all = px_people_sees_all(p->request),
        .text = asked(p, "text"),
        .after = asked(p, "after"),
        .before = asked(p, "before"),
        .max = PEOPLE_PER_PAGE,
    };
    p->of_organisations = px_str_is(asked(p, "view"), "organisations");
    if (p->filter.text.len > MAX_TEXT)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the words to search for are too long; leave some of them out"), NULL);
    rc = p->of_organisations ? 0 : read_scope(p, err);
    if (rc >= 0)
        read_choices(p);
    return rc;
}

static int read_grants(people *p, px_error *err)
{
    px_arena *arena = p->request->arena;
    int rc = 0;

    p->grants = px_arena_array(arena, p->page.count + 1, sizeof(px_grant_row *));
    p->n_grants = px_arena_array(arena, p->page.count + 1, sizeof(*p->n_grants));
    for (size_t i = 0; rc >= 0 && i < p->page.count; i++)
        rc = px_grant_list(p->request->db, arena, p->page.rows[i].row, &p->grants[i],
                           &p->n_grants[i], err);
    return rc;
}

static int people_read(people *p, px_error *err)
{
    px_db *db = p->request->db;
    px_arena *arena = p->request->arena;
    int rc = read_filter(p, err);

    if (rc >= 0)
        rc = px_people_counts(db, arena, &p->counts, &p->n_counts, err);
    if (rc < 0)
        return rc;
    if (p->of_organisations)
        return px_people_organisation_list(db, arena, &p->filter, &p->organisations, err);
    rc = px_people_list(db, arena, &p->filter, &p->page, err);
    return rc < 0 ? rc : read_grants(p, err);
}

/* ---- Addresses */

/* "?category=...": the same choice, at another place in it. */
static px_str query_of(const people *p, bool of_organisations, px_str category, const char *side,
                       px_str id)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(16 * 1024);
    const px_people_filter *f = &p->filter;

    px_url_pair(&b, "view", of_organisations ? PX_STR("organisations") : PX_STR(""));
    px_url_pair(&b, "text", f->text);
    px_url_pair(&b, "category", category);
    px_url_pair(&b, "country", f->country);
    if (!of_organisations) {
        px_url_pair(&b, "in", p->in);
        px_url_pair(&b, "role", f->role);
        px_url_pair(&b, "state", f->state);
        px_url_pair(&b, "sort",
                    f->sort == PX_PEOPLE_BY_NAME ? PX_STR("")
                                                 : px_str_of(px_people_sort_name(f->sort)));
    }
    if (side)
        px_url_pair(&b, side, id);
    return px_arena_str(p->request->arena, px_builder_view(&b));
}

static px_str address_of(const people *p, bool of_organisations, px_str category, const char *side,
                         px_str id)
{
    return px_page_address(p->request, "/people%.*s",
                           PX_STR_ARG(query_of(p, of_organisations, category, side, id)));
}

/* ---- The page */

static px_view_people_option option(px_str value, px_str title, px_str chosen)
{
    return (px_view_people_option){ value, title, px_str_eq(value, chosen) };
}

static void people_counts(const people *p, px_view_people *view)
{
    px_view_people_category *rows =
        px_arena_array(p->request->arena, p->n_counts + 1, sizeof(*rows));

    for (size_t i = 0; i < p->n_counts; i++) {
        px_str key = p->counts[i].category;

        view->total += p->counts[i].people;
        if (!p->counts[i].people || !key.len)
            continue;
        rows[view->n_counts++] = (px_view_people_category){
            .title = px_people_category(p->request, key),
            .link = address_of(p, p->of_organisations, key, NULL, PX_STR_NONE),
            .people = p->counts[i].people,
            .here = px_str_eq(key, p->filter.category),
        };
    }
    view->counts = rows;
}

static int options_from_data(const people *p, px_view_people *view, px_error *err)
{
    const px_request *request = p->request;
    px_view_people_option *categories, *countries;
    px_category *list;
    px_country *lands;
    size_t n, n_lands;
    int rc = px_category_list(request->arena, px_part_tag(request), &list, &n, err);

    if (rc >= 0)
        rc = px_country_list(request->arena, px_part_tag(request), &lands, &n_lands, err);
    if (rc < 0)
        return rc;
    categories = px_arena_array(request->arena, n, sizeof(*categories));
    for (size_t i = 0; i < n; i++)
        categories[i] = option(px_str_of(list[i].key), list[i].title, p->filter.category);
    countries = px_arena_array(request->arena, n_lands, sizeof(*countries));
    for (size_t i = 0; i < n_lands; i++)
        countries[i] = option(lands[i].code, lands[i].title, p->filter.country);
    view->categories = categories;
    view->n_categories = n;
    view->countries = countries;
    view->n_countries = n_lands;
    return 0;
}

static int options_of_scopes(const people *p, px_view_people *view, px_error *err)
{
    px_view_people_option *rows;
    px_form_choice *choices;
    size_t n;
    int rc = px_scope_choices(p->request, p->filter.all, &choices, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(p->request->arena, n + 1, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = option(choices[i].value, choices[i].title, p->in);
    view->scopes = rows;
    view->n_scopes = n;
    return 0;
}

static void options_of_roles(const people *p, px_view_people *view)
{
    const px_request *request = p->request;
    px_view_people_option *rows = px_arena_array(request->arena, PX_ROLE_COUNT, sizeof(*rows));

    for (int i = PX_ROLE_DELEGATE; i < PX_ROLE_COUNT; i++)
        if (p->filter.all || px_role_writes((px_role)i))
            rows[view->n_roles++] = option(
                px_str_of(px_role_name((px_role)i)),
                px_part_sentence(
                    request, px_str_of(px_tr(request->language, px_role_title((px_role)i))), false),
                p->filter.role);
    view->roles = rows;
}

static void options_of_states(const people *p, px_view_people *view)
{
    static const char *const sorts[] = { N_("Name"), N_("Category"), N_("Country"),
                                         N_("Newest account") };
    const px_language *language = p->request->language;
    px_view_people_option *states = px_arena_array(p->request->arena, 2, sizeof(*states));
    px_view_people_option *rows =
        px_arena_array(p->request->arena, PX_PEOPLE_SORT_COUNT, sizeof(*rows));

    states[0] = option(PX_STR(""), px_str_of(px_tr(language, N_("Active"))), p->filter.state);
    states[1] =
        option(PX_STR("suspended"), px_str_of(px_tr(language, N_("Suspended"))), p->filter.state);
    view->states = states;
    view->n_states = p->filter.all ? 2 : 0;
    for (int i = 0; i < PX_PEOPLE_SORT_COUNT; i++)
        if (p->filter.all || i != PX_PEOPLE_NEWEST)
            rows[view->n_sorts++] = option(px_str_of(px_people_sort_name((px_people_sort)i)),
                                           px_str_of(px_tr(language, sorts[i])),
                                           px_str_of(px_people_sort_name(p->filter.sort)));
    view->sorts = rows;
}

static int people_options(const people *p, px_view_people *view, px_error *err)
{
    int rc = options_from_data(p, view, err);

    if (rc < 0 || p->of_organisations)
        return rc;
    options_of_roles(p, view);
    options_of_states(p, view);
    return options_of_scopes(p, view, err);
}

static int row_roles(const people *p, size_t at, px_view_people_person *row, px_error *err)
{
    px_view_people_role *roles =
        px_arena_array(p->request->arena, p->n_grants[at] + 1, sizeof(*roles));

    for (size_t i = 0; i < p->n_grants[at]; i++) {
        const px_grant_row *grant = &p->grants[at][i];
        px_str where;
        int rc;

        if (grant->ended != PX_TIME_NONE || (!p->filter.all && !px_people_tells(grant)))
            continue;
        rc = px_scope_words(p->request, grant->grant.scope, &where, err);
        if (rc < 0)
            return rc;
        roles[row->n_roles++].text = px_str_of(
            px_arena_format(p->request->arena, "%.*s (%.*s)",
                            PX_STR_ARG(px_people_role(p->request, grant)), PX_STR_ARG(where)));
    }
    row->roles = roles;
    return 0;
}

static int people_rows(const people *p, px_view_people *view, px_error *err)
{
    px_view_people_person *rows =
        px_arena_array(p->request->arena, p->page.count + 1, sizeof(*rows));
    size_t made_up = 0;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < p->page.count; i++) {
        const px_person *person = &p->page.rows[i];

        rows[i] = (px_view_people_person){
            .name = person->name.len ? person->name
                                     : px_display_of(p->request->arena, person,
                                                     PX_DISPLAY_ANONYMOUS, p->request->language),
            .organisation = person->organisation_name,
            .category = px_people_category(p->request, person->category),
            .country = px_people_country(p->request, person->country),
            .generated = person->generated,
            .mail = p->filter.all ? person->mail : PX_STR_NONE,
        };
        if ((p->filter.all || person->standing == 2) && person->name.len)
            rows[i].link = px_page_address(p->request, "/people/%.*s", PX_STR_ARG(person->id));
        if (px_str_is(person->state, "suspended"))
            rows[i].state = px_str_of(px_tr(p->request->language, N_("suspended")));
        rc = row_roles(p, i, &rows[i], err);
        made_up += person->generated;
    }
    /* Said once where it is so of all. */
    view->generated = made_up > 0 && made_up == p->page.count;
    for (size_t i = 0; view->generated && i < p->page.count; i++)
        rows[i].generated = false;
    view->people = rows;
    view->n_people = p->page.count;
    return rc;
}

static void organisation_rows(const people *p, px_view_people *view)
{
    px_view_people_organisation *rows =
        px_arena_array(p->request->arena, p->organisations.count + 1, sizeof(*rows));
    bool changes = px_access_may(p->request, PX_ACTION_KEEP_PEOPLE, px_scope_house());

    for (size_t i = 0; i < p->organisations.count; i++) {
        const px_organisation *o = &p->organisations.rows[i].organisation;

        rows[i] = (px_view_people_organisation){
            .name = o->name,
            .address = o->address,
            .category = px_people_category(p->request, o->category),
            .country = px_people_country(p->request, o->country),
            .register_number = o->register_number,
            .people = p->organisations.rows[i].people,
        };
        if (changes)
            rows[i].change =
                px_page_address(p->request, "/people/organisations/%.*s", PX_STR_ARG(o->id));
    }
    view->organisations = rows;
    view->n_organisations = p->organisations.count;
}

/* The ids at both ends of the page, for the links to those beside it. */
static void people_ends(const people *p, px_str *ret_first, px_str *ret_last)
{
    *ret_first = *ret_last = PX_STR("");
    if (p->of_organisations && p->organisations.count) {
        *ret_first = p->organisations.rows[0].organisation.id;
        *ret_last = p->organisations.rows[p->organisations.count - 1].organisation.id;
    } else if (!p->of_organisations && p->page.count) {
        *ret_first = p->page.rows[0].id;
        *ret_last = p->page.rows[p->page.count - 1].id;
    }
}

static void people_paging(const people *p, px_view_people *view)
{
    bool before = p->of_organisations ? p->organisations.more_before : p->page.more_before;
    bool after = p->of_organisations ? p->organisations.more_after : p->page.more_after;
    px_str first, last;

    people_ends(p, &first, &last);
    if (before && first.len)
        view->previous = address_of(p, p->of_organisations, p->filter.category, "before", first);
    if (after && last.len)
        view->following = address_of(p, p->of_organisations, p->filter.category, "after", last);
}

static int people_html(const people *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    const px_people_filter *f = &p->filter;
    px_str query = query_of(p, p->of_organisations, f->category, NULL, PX_STR_NONE);
    px_view_people view = {
        .all = f->all,
        .action = px_page_address(request, "/people"),
        .of_organisations = p->of_organisations,
        .to_people = address_of(p, false, f->category, NULL, PX_STR_NONE),
        .to_organisations = address_of(p, true, f->category, NULL, PX_STR_NONE),
        .text = f->text,
        .filtered = query.len > 0,
        .everybody = px_page_address(request, "/people"),
        .twin = px_str_of(px_arena_format(
            request->arena, "%.*s%.*s",
            PX_STR_ARG(px_request_address(request, request->language, true)), PX_STR_ARG(query))),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Participants"))),
        .room = PX_ROOM_PEOPLE,
        .query = query,
        .hidden = query.len > 0 || f->after.len > 0 || f->before.len > 0,
    };
    int rc = people_options(p, &view, err);

    if (rc >= 0)
        rc = people_rows(p, &view, err);
    if (rc < 0)
        return rc;
    organisation_rows(p, &view);
    people_counts(p, &view);
    people_paging(p, &view);
    px_template_people(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static void organisations_json(px_json *json, const people *p)
{
    px_json_key(json, "organisations");
    px_json_array(json);
    for (size_t i = 0; i < p->organisations.count; i++) {
        const px_organisation *o = &p->organisations.rows[i].organisation;

        px_json_object(json);
        px_json_pair_str(json, "id", o->id);
        px_json_pair_str(json, "name", o->name);
        px_json_pair_str(json, "category", o->category);
        px_json_pair_str(json, "country", o->country.len ? o->country : PX_STR_NONE);
        px_json_pair_str(json, "register_number",
                         o->register_number.len ? o->register_number : PX_STR_NONE);
        px_json_pair_str(json, "address", o->address.len ? o->address : PX_STR_NONE);
        px_json_pair_int(json, "people", p->organisations.rows[i].people);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void people_rows_json(px_json *json, const people *p)
{
    px_json_key(json, "people");
    px_json_array(json);
    for (size_t i = 0; i < p->page.count; i++) {
        px_people_person_json(json, &p->page.rows[i], p->filter.all);
        px_people_roles_json(json, p->grants[i], p->n_grants[i], p->filter.all, true);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int people_json(const people *p, px_reply *reply, px_error *err)
{
    bool after = p->of_organisations ? p->organisations.more_after : p->page.more_after;
    px_str first, last;
    px_json json;

    people_ends(p, &first, &last);
    px_reply_json(reply, &json);
    px_json_key(&json, "categories");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_counts; i++) {
        px_str key = p->counts[i].category;

        px_json_object(&json);
        px_json_pair_str(&json, "category", key.len ? key : PX_STR_NONE);
        px_json_pair_int(&json, "people", p->counts[i].people);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    if (p->of_organisations)
        organisations_json(&json, p);
    else
        people_rows_json(&json, p);
    px_json_pair_str(&json, "next", after && last.len ? last : PX_STR_NONE);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_people(px_request *request, px_reply *reply, px_error *err)
{
    people p = { .request = request };
    int rc = people_read(&p, err);

    if (rc < 0)
        return rc;
    reply->shared = !p.filter.all;
    return request->json ? people_json(&p, reply, err) : people_html(&p, reply, err);
}
