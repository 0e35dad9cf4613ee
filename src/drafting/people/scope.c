/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/scope.h"

#include "drafting/people/organisation.h"

#include "base/civil.h"
#include "code/code.h"

#include "base/banned.h"

static int scope_missing(px_error *err)
{
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is nothing that this scope names"), "field",
                   "scope", NULL);
}

/* ---- From words */

/* The row, and for a group the row of its code, of a query by texts and then a row (0: none). */
static int scope_find(px_db *db, const char *sql, const px_str *texts, size_t count, int64_t row,
                      px_scope *ret_scope, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++)
        px_query_str(&query, texts[i]);
    if (row)
        px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return scope_missing(err);
    ret_scope->row = px_query_next_int(&query);
    ret_scope->code = px_query_next_int(&query);
    return 0;
}

static int scope_find_code(px_db *db, px_arena *arena, px_str id, px_scope *ret_scope,
                           px_error *err)
{
    px_code code;
    int rc = px_code_find(db, arena, id, PX_STR("en"), &code, err);

    if (rc >= 0)
        *ret_scope = px_scope_code(code.row);
    return rc;
}

static int scope_find_group(px_db *db, px_arena *arena, px_str id, px_scope *ret_scope,
                            px_error *err)
{
    px_scope code, found = { .kind = PX_SCOPE_GROUP };
    px_str parts[3], rest = id;
    size_t n = 0;
    int rc;

    while (n < PX_COUNT(parts) && px_str_split(&rest, '/', &parts[n]))
        n++;
    if (n < PX_COUNT(parts))
        rc = scope_find(db,
                        "SELECT g.id, p.code FROM working_group AS g JOIN process AS p "
                        "ON p.id = g.process WHERE g.public_id = ?",
                        &id, 1, 0, &found, err);
    else if ((rc = scope_find_code(db, arena, parts[0], &code, err)) >= 0)
        rc = scope_find(db,
                        "SELECT g.id, p.code FROM working_group AS g JOIN process AS p "
                        "ON p.id = g.process WHERE p.key = ? AND g.key = ? AND p.code = ?",
                        &parts[1], 2, code.row, &found, err);
    if (rc >= 0)
        *ret_scope = found;
    return rc;
}

/* By its public id, or by its name, which two can have: then only the id tells which. */
static int scope_find_organisation(px_db *db, px_arena *arena, px_str id, px_scope *ret_scope,
                                   px_error *err)
{
    px_scope found = { .kind = PX_SCOPE_ORGANISATION };
    px_organisation named;
    int rc = scope_find(db, "SELECT id, 0 FROM organisation WHERE public_id = ?", &id, 1, 0, &found,
                        err);

    if (rc < 0 && px_organisation_find_name(db, arena, id, &named, err) >= 0) {
        found.row = named.row;
        rc = 0;
    }
    if (rc >= 0)
        *ret_scope = found;
    return rc;
}

static int scope_find_provider(px_db *db, px_str id, px_scope *ret_scope, px_error *err)
{
    px_scope found = { .kind = PX_SCOPE_PROVIDER };
    px_str names[] = { id, id };
    int rc = scope_find(db,
                        "SELECT scope, 0 FROM scope_name WHERE kind = 'provider' AND "
                        "(public_id = ? OR slug = ?)",
                        names, PX_COUNT(names), 0, &found, err);

    if (rc >= 0)
        *ret_scope = found;
    return rc;
}

int px_scope_parse(px_db *db, px_arena *arena, px_str text, px_scope *ret_scope, px_error *err)
{
    size_t colon = px_str_find_char(text, ':');
    px_str id = px_str_sub(text, colon + 1, text.len);
    px_scope_kind kind;
    bool known = px_scope_kind_find(px_str_sub(text, 0, colon), &kind);

    if (!known || (kind == PX_SCOPE_HOUSE) != (colon >= text.len))
        return px_fail(err, PX_ERR_INVALID,
                       N_("a scope is 'house', 'code:ID', 'group:ID', 'organisation:ID' or "
                          "'provider:NAME'"),
                       "field", "scope", NULL);
    switch (kind) {
    case PX_SCOPE_HOUSE:
        *ret_scope = px_scope_house();
        return 0;
    case PX_SCOPE_CODE:
        return scope_find_code(db, arena, id, ret_scope, err);
    case PX_SCOPE_GROUP:
        return scope_find_group(db, arena, id, ret_scope, err);
    case PX_SCOPE_ORGANISATION:
        return scope_find_organisation(db, arena, id, ret_scope, err);
    case PX_SCOPE_PROVIDER:
        return scope_find_provider(db, id, ret_scope, err);
    default:
        return scope_missing(err);
    }
}

/* ---- Into words */

static int scope_text(px_db *db, px_arena *arena, const char *sql, px_scope scope, px_str language,
                      px_str *ret_text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, scope.row);
    if (language.ptr) {
        px_query_str(&query, language);
        px_query_int(&query, px_now());
    }
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return scope_missing(err);
    *ret_text = px_query_next_text(&query, arena);
    return 0;
}

int px_scope_id(px_db *db, px_arena *arena, px_scope scope, px_str *ret_id, px_error *err)
{
    px_code code;
    int rc;

    switch (scope.kind) {
    case PX_SCOPE_HOUSE:
        *ret_id = PX_STR("");
        return 0;
    case PX_SCOPE_CODE:
        rc = px_code_get(db, arena, scope.row, PX_STR("en"), &code, err);
        if (rc >= 0)
            *ret_id = code.id;
        return rc;
    case PX_SCOPE_GROUP:
        return scope_text(db, arena, "SELECT public_id FROM working_group WHERE id = ?", scope,
                          PX_STR_NONE, ret_id, err);
    case PX_SCOPE_ORGANISATION:
        return scope_text(db, arena, "SELECT public_id FROM organisation WHERE id = ?", scope,
                          PX_STR_NONE, ret_id, err);
    case PX_SCOPE_PROVIDER:
        return scope_text(db, arena,
                          "SELECT public_id FROM scope_name WHERE kind = 'provider' AND scope = ?",
                          scope, PX_STR_NONE, ret_id, err);
    default:
        return scope_missing(err);
    }
}

int px_scope_title(px_db *db, px_arena *arena, px_scope scope, px_str language, px_str *ret_title,
                   px_error *err)
{
    px_code code;
    int rc;

    switch (scope.kind) {
    case PX_SCOPE_HOUSE:
        *ret_title = PX_STR("");
        return 0;
    case PX_SCOPE_CODE:
        rc = px_code_get(db, arena, scope.row, language, &code, err);
        if (rc >= 0)
            *ret_title = code.title;
        return rc;
    case PX_SCOPE_GROUP: /* the name that holds now, in the language where there is one */
        return scope_text(db, arena,
                          "SELECT coalesce((SELECT n.name FROM working_group_name AS n "
                          "WHERE n.working_group = g.id ORDER BY n.language = ?2 DESC, "
                          "(n.since <= ?3 AND (n.until IS NULL OR n.until > ?3)) DESC, "
                          "n.since DESC LIMIT 1), g.key) FROM working_group AS g WHERE g.id = ?1",
                          scope, language, ret_title, err);
    case PX_SCOPE_ORGANISATION:
        return scope_text(db, arena, "SELECT name FROM organisation WHERE id = ?", scope,
                          PX_STR_NONE, ret_title, err);
    case PX_SCOPE_PROVIDER:
        return scope_text(db, arena,
                          "SELECT name FROM scope_name WHERE kind = 'provider' AND scope = ?",
                          scope, PX_STR_NONE, ret_title, err);
    default:
        return scope_missing(err);
    }
}

int px_scope_address(px_db *db, px_arena *arena, px_scope scope, px_str *ret_address, px_error *err)
{
    px_str code = PX_STR_NONE, group = PX_STR("");
    int rc;

    if (scope.kind != PX_SCOPE_CODE && scope.kind != PX_SCOPE_GROUP) {
        *ret_address = PX_STR("");
        return 0;
    }
    if (scope.kind == PX_SCOPE_CODE) {
        rc = px_scope_id(db, arena, scope, &code, err);
    } else {
        rc = scope_text(db, arena,
                        "SELECT '/processes/' || p.key || '/groups/' || g.key "
                        "FROM working_group AS g JOIN process AS p ON p.id = g.process "
                        "WHERE g.id = ?",
                        scope, PX_STR_NONE, &group, err);
        if (rc >= 0)
            rc = px_scope_id(db, arena, px_scope_code(scope.code), &code, err);
    }
    if (rc >= 0)
        *ret_address = px_str_of(
            px_arena_format(arena, "/codes/%.*s%.*s", PX_STR_ARG(code), PX_STR_ARG(group)));
    return rc;
}

/* ---- Names of scopes that are kept elsewhere */

int px_scope_note(px_db *db, px_scope scope, px_str id, px_str slug, px_str name, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO scope_name (kind, scope, public_id, slug, name) "
                            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, scope) DO UPDATE SET "
                            "slug = excluded.slug, name = excluded.name",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, px_scope_kind_name(scope.kind));
    px_query_int(&query, scope.row);
    px_query_str(&query, id);
    px_query_str(&query, slug);
    px_query_str(&query, name);
    return px_query_run(&query, err);
}
