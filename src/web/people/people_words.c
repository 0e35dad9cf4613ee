/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/people_words.h"

#include "drafting/people/country.h"
#include "web/access.h"
#include "web/page_part.h"

#include "base/banned.h"

px_str px_people_category(const px_request *request, px_str key)
{
    return px_category_title(key, px_part_tag(request));
}

px_str px_people_country(const px_request *request, px_str code)
{
    return code.len ? px_country_title(code, px_part_tag(request)) : code;
}

int px_people_offer_categories(px_form *form, const char *name, px_error *err)
{
    px_request *request = form->request;
    px_category *categories;
    px_form_choice *choices;
    size_t n;
    int rc = px_category_list(request->arena, px_part_tag(request), &categories, &n, err);

    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] =
            (px_form_choice){ px_str_of(categories[i].key), categories[i].title, PX_STR("") };
    px_form_offer(form, name, choices, n);
    return 0;
}

int px_people_offer_countries(px_form *form, const char *name, px_error *err)
{
    px_request *request = form->request;
    px_country *countries;
    px_form_choice *choices;
    size_t n;
    int rc = px_country_list(request->arena, px_part_tag(request), &countries, &n, err);

    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){ countries[i].code, countries[i].title, PX_STR("") };
    px_form_offer(form, name, choices, n);
    return 0;
}

px_str px_people_role(const px_request *request, const px_grant_row *row)
{
    px_str name = px_str_of(px_tr(request->language, px_role_title(row->grant.role)));

    if (row->title.len) /* one that the interface knows is translated, another stands as it is */
        name = px_str_of(px_tr(request->language, px_arena_cstr(request->arena, row->title)));
    return name;
}

bool px_people_sees_all(const px_request *request)
{
    return px_access_may(request, PX_ACTION_READ_PEOPLE, px_scope_house());
}

bool px_people_tells(const px_grant_row *row)
{
    return px_role_writes(row->grant.role);
}

static void pair_text(px_json *json, const char *key, px_str text)
{
    px_json_pair_str(json, key, text.len ? text : PX_STR_NONE);
}

static void pair_time(px_json *json, const char *key, px_time time)
{
    px_json_key(json, key);
    if (time == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, time);
}

void px_people_person_json(px_json *json, const px_person *person, bool all)
{
    px_json_object(json);
    px_json_pair_str(json, "id", person->id);
    px_json_pair_str(json, "name", person->name);
    pair_text(json, "organisation", person->organisation_name);
    pair_text(json, "category", person->category);
    pair_text(json, "country", person->country);
    px_json_pair_bool(json, "generated", person->generated);
    if (!all)
        return;
    pair_text(json, "mail", person->mail);
    px_json_pair_str(json, "language", person->language);
    px_json_pair_str(json, "display", person->display);
    px_json_pair_str(json, "state", person->state);
    px_json_pair_time(json, "created", person->created);
    pair_time(json, "seen", person->seen);
    pair_time(json, "retain_until", person->retain_until);
}

void px_people_roles_json(px_json *json, const px_grant_row *rows, size_t count, bool all, bool now)
{
    px_json_key(json, "roles");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        if ((!all && !px_people_tells(&rows[i])) || (now && rows[i].ended != PX_TIME_NONE))
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "role", px_role_name(rows[i].grant.role));
        pair_text(json, "title", rows[i].title);
        px_json_pair_cstr(json, "scope", px_scope_kind_name(rows[i].grant.scope.kind));
        pair_text(json, "scope_id", rows[i].scope_id);
        px_json_pair_time(json, "since", rows[i].since);
        pair_time(json, "ended", rows[i].ended);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
