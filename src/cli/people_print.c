/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_print.h"

#include "cli/output.h"

#include "base/banned.h"

static void pair_time(px_json *json, const char *key, px_time time)
{
    px_json_key(json, key);
    if (time == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, time);
}

static void pair_text(px_json *json, const char *key, px_str text)
{
    px_json_pair_str(json, key, text.len ? text : PX_STR_NONE);
}

void px_people_json(px_json *json, const px_person *person)
{
    px_json_object(json);
    px_json_pair_str(json, "id", person->id);
    px_json_pair_str(json, "name", person->name);
    pair_text(json, "mail", person->mail);
    pair_text(json, "organisation", person->organisation_name);
    pair_text(json, "category", person->category);
    pair_text(json, "country", person->country);
    px_json_pair_str(json, "language", person->language);
    pair_text(json, "zone", person->zone);
    px_json_pair_str(json, "display", person->display);
    px_json_pair_str(json, "digest", person->digest);
    px_json_pair_str(json, "state", person->state);
    px_json_pair_bool(json, "generated", person->generated);
    px_json_pair_time(json, "created", person->created);
    pair_time(json, "seen", person->seen);
    pair_time(json, "retain_until", person->retain_until);
}

px_str px_people_grant_text(px_arena *arena, const px_grant_row *row)
{
    const char *kind = px_scope_kind_name(row->grant.scope.kind);
    const char *scope = row->scope_id.len
                            ? px_arena_format(arena, "%s:%.*s", kind, PX_STR_ARG(row->scope_id))
                            : kind;
    const char *role = px_role_name(row->grant.role);

    if (!row->title.len)
        return px_str_of(px_arena_format(arena, "%s %s", role, scope));
    return px_str_of(px_arena_format(arena, "%s %s (%.*s)", role, scope, PX_STR_ARG(row->title)));
}

void px_people_grants_json(px_json *json, const px_grant_row *rows, size_t count)
{
    px_json_key(json, "grants");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "role", px_role_name(rows[i].grant.role));
        px_json_pair_cstr(json, "scope", px_scope_kind_name(rows[i].grant.scope.kind));
        pair_text(json, "scope_id", rows[i].scope_id);
        pair_text(json, "title", rows[i].title);
        px_json_pair_time(json, "since", rows[i].since);
        pair_time(json, "ended", rows[i].ended);
        pair_text(json, "act", rows[i].act);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_people_say(px_invocation *run, const px_person *person, const char *message, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    if (!run->json) {
        px_say(run, message, "name", px_arena_cstr(run->arena, person->name), "mail",
               px_arena_cstr(run->arena, person->mail), "id", px_arena_cstr(run->arena, person->id),
               NULL);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "id", person->id);
    px_json_pair_str(&json, "name", person->name);
    px_json_pair_str(&json, "mail", person->mail);
    return px_print_json_end(&json, err);
}
