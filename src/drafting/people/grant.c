/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/normal.h"
#include "drafting/people/person.h"
#include "drafting/people/person_row.h"
#include "drafting/people/scope.h"
#include "store/act.h"

#include "base/banned.h"

enum { TITLE_MAX = 100 };

/* The row of the code of a grant "AS g" that holds in a working group, 0 for another one. */
#define GRANT_CODE                                                                                 \
    "CASE g.scope_kind WHEN 'code' THEN g.scope WHEN 'group' THEN coalesce((SELECT p.code "        \
    "FROM working_group AS w JOIN process AS p ON p.id = w.process WHERE w.id = g.scope), 0) "     \
    "ELSE 0 END"

bool px_role_writes(px_role role)
{
    return role == PX_ROLE_EDITOR || role == PX_ROLE_VICE_CHAIR || role == PX_ROLE_CHAIR ||
           role == PX_ROLE_SECRETARIAT;
}

/* ---- Reading */

/* Reads role, kind, row and code; false for names that this program does not know, which grant
 * nothing. */
static bool grant_read(px_query *query, px_grant *ret_grant)
{
    px_str role = px_query_next_str(query), kind = px_query_next_str(query);

    ret_grant->scope.row = px_query_next_int(query);
    ret_grant->scope.code = px_query_next_int(query);
    return px_role_find(role, &ret_grant->role) && px_scope_kind_find(kind, &ret_grant->scope.kind);
}

static int who_read_grants(px_db *db, px_arena *arena, int64_t person, px_time now, px_who *who,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT g.role, g.scope_kind, g.scope, " GRANT_CODE
                            " FROM grant_of_role AS g WHERE g.person = ? AND g.since <= ? "
                            "AND (g.ended IS NULL OR g.ended > ?) ORDER BY g.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_int(&query, now);
    px_query_int(&query, now);
    while ((rc = px_query_step(&query, err)) > 0) {
        who->grants = px_arena_grow(arena, who->grants, who->n_grants, &room, sizeof(*who->grants));
        if (grant_read(&query, &who->grants[who->n_grants]))
            who->n_grants++;
    }
    return rc;
}

int px_who_read(px_db *db, px_arena *arena, int64_t row, px_time now, px_who *ret_who,
                px_error *err)
{
    px_who who = { 0 };
    px_person person;
    int rc = px_person_get(db, arena, row, &person, err);

    if (rc < 0)
        return rc;
    if (px_str_is(person.state, "active")) {
        who.person = row;
        who.id = person.id;
        who.name = person.name;
        who.language = person.language;
        who.zone = person.zone;
        who.category = person.category;
        who.organisation = person.organisation;
        rc = who_read_grants(db, arena, row, now, &who, err);
    }
    if (rc >= 0)
        *ret_who = who;
    return rc;
}

static int grant_rows(px_db *db, px_arena *arena, int64_t person, px_grant_row **ret_grants,
                      size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_grant_row *rows = NULL, row;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT g.role, g.scope_kind, g.scope, " GRANT_CODE
                            ", g.title, g.since, g.ended, g.act FROM grant_of_role AS g "
                            "WHERE g.person = ? ORDER BY g.since DESC, g.id DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        row = (px_grant_row){ .ended = PX_TIME_NONE };
        if (!grant_read(&query, &row.grant))
            continue;
        row.title = px_query_next_text(&query, arena);
        row.since = px_query_next_int(&query);
        if (px_query_next_is_null(&query))
            (void)px_query_next_int(&query);
        else
            row.ended = px_query_next_int(&query);
        row.act = px_query_next_text(&query, arena);
        rows = px_arena_grow(arena, rows, count, &room, sizeof(*rows));
        rows[count++] = row;
    }
    *ret_grants = rows;
    *ret_count = count;
    return rc;
}

int px_grant_list(px_db *db, px_arena *arena, int64_t person, px_grant_row **ret_grants,
                  size_t *ret_count, px_error *err)
{
    px_grant_row *rows;
    size_t count;
    int rc = grant_rows(db, arena, person, &rows, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = px_scope_id(db, arena, rows[i].grant.scope, &rows[i].scope_id, err);
    if (rc < 0)
        return rc;
    *ret_grants = rows;
    *ret_count = count;
    return 0;
}

/* ---- Giving and ending */

typedef struct granting {
    px_db *db;
    px_arena *arena;
    const px_person *person;
    const px_grant *grant;
    const char *author;
    px_str scope_id;
    int64_t row;  /* of the grant that holds, 0 for none */
    px_str title; /* of it */
} granting;

static int grant_check(const px_grant *grant, px_error *err)
{
    bool of_organisation = grant->role == PX_ROLE_DELEGATE || grant->role == PX_ROLE_CONTACT_POINT;

    if (!px_role_name(grant->role) || grant->role == PX_ROLE_PUBLIC ||
        grant->role == PX_ROLE_READER)
        return px_fail(err, PX_ERR_INVALID, N_("this role needs no grant"), "field", "role", NULL);
    if (px_role_is_of_provider(grant->role) && grant->scope.kind != PX_SCOPE_PROVIDER &&
        grant->scope.kind != PX_SCOPE_HOUSE)
        return px_fail(err, PX_ERR_INVALID,
                       N_("the roles of a provider's people are granted in the provider, or in the "
                          "house"),
                       "field", "scope", NULL);
    if (grant->scope.kind == PX_SCOPE_PROVIDER && !px_role_is_of_provider(grant->role))
        return px_fail(err, PX_ERR_INVALID,
                       N_("in a provider only the roles of its people are granted"), "field",
                       "scope", NULL);
    if (grant->scope.kind == PX_SCOPE_ORGANISATION && !of_organisation)
        return px_fail(err, PX_ERR_INVALID,
                       N_("only delegates and contact points are granted their role in an "
                          "organisation"),
                       "field", "scope", NULL);
    return 0;
}

static int grant_find(granting *g, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(g->db,
                            "SELECT id, title FROM grant_of_role WHERE person = ? AND role = ? "
                            "AND scope_kind = ? AND scope = ? AND ended IS NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, g->person->row);
    px_query_cstr(&query, px_role_name(g->grant->role));
    px_query_cstr(&query, px_scope_kind_name(g->grant->scope.kind));
    px_query_int(&query, g->grant->scope.row);
    rc = px_query_step(&query, err);
    if (rc > 0) {
        g->row = px_query_next_int(&query);
        g->title = px_query_next_text(&query, g->arena);
    }
    return rc;
}

/* Appends the act that says so: of roles with write access the log tells. */
static int grant_act(const granting *g, px_str title, bool given, px_act_receipt *ret_receipt,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(8192);
    bool writes = px_role_writes(g->grant->role);
    px_act act = { .author = g->author };
    px_str code = PX_STR_NONE;
    px_json json;
    int rc = g->grant->scope.code
                 ? px_scope_id(g->db, g->arena, px_scope_code(g->grant->scope.code), &code, err)
                 : 0;

    if (rc < 0)
        return rc;
    act.code = code.ptr; /* the arena ends it with NUL */
    if (writes)
        act.kind = given ? "person.appointed" : "person.dismissed";
    else
        act.kind = given ? "person.granted" : "person.ungranted";
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    if (writes)
        px_json_pair_str(&json, "name", g->person->name);
    px_json_pair_str(&json, "person", g->person->id);
    px_json_pair_cstr(&json, "role", px_role_name(g->grant->role));
    px_json_pair_cstr(&json, "scope", px_scope_kind_name(g->grant->scope.kind));
    px_json_pair_str(&json, "scope_id", g->scope_id);
    px_json_pair_str(&json, "title", title);
    return px_act_append_json(g->db, &act, &json, ret_receipt, err);
}

static int grant_close(const granting *g, px_time time, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(g->db, "UPDATE grant_of_role SET ended = max(since, ?) WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, time);
    px_query_int(&query, g->row);
    return px_query_run(&query, err);
}

static int grant_insert(const granting *g, px_str title, const px_act_receipt *receipt,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(g->db,
                            "INSERT INTO grant_of_role (person, role, scope_kind, scope, title, "
                            "since, act) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, g->person->row);
    px_query_cstr(&query, px_role_name(g->grant->role));
    px_query_cstr(&query, px_scope_kind_name(g->grant->scope.kind));
    px_query_int(&query, g->grant->scope.row);
    px_query_str(&query, title);
    px_query_int(&query, px_now());
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

/* Notes in the person's row what the grants that hold make of the person. */
static int grant_note_standing(const granting *g, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(g->db,
                       "UPDATE person SET standing = coalesce((SELECT max(CASE WHEN g.role IN "
                       "('editor', 'vice-chair', 'chair', 'secretariat') THEN 2 WHEN g.role IN "
                       "('provider-reader', 'engineer', 'compliance-officer') THEN 0 ELSE 1 "
                       "END) "
                       "FROM grant_of_role AS g WHERE g.person = ?1 AND g.ended IS NULL), 0) "
                       "WHERE id = ?1",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, g->person->row);
    return px_query_run(&query, err);
}

int px_grant_give(px_db *db, const px_person *person, const px_grant *grant, px_str title,
                  const char *author, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    granting g = { db, arena, person, grant, author, PX_STR_NONE, 0, PX_STR_NONE };
    px_act_receipt receipt;
    int rc = grant_check(grant, err);

    if (rc >= 0)
        rc = px_text_line(arena, "title", title, false, TITLE_MAX, &title, err);
    if (rc >= 0)
        rc = px_scope_id(db, arena, grant->scope, &g.scope_id, err);
    if (rc >= 0)
        rc = grant_find(&g, err);
    if (rc < 0 || (g.row && px_str_eq(g.title, title)))
        return rc < 0 ? rc : 0;
    if (g.row)
        rc = grant_close(&g, px_now(), err);
    if (rc >= 0)
        rc = grant_act(&g, title, true, &receipt, err);
    if (rc >= 0)
        rc = grant_insert(&g, title, &receipt, err);
    return rc < 0 ? rc : grant_note_standing(&g, err);
}

int px_grant_end(px_db *db, const px_person *person, const px_grant *grant, const char *author,
                 px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    granting g = { db, arena, person, grant, author, PX_STR_NONE, 0, PX_STR_NONE };
    int rc = px_scope_id(db, arena, grant->scope, &g.scope_id, err);

    if (rc >= 0)
        rc = grant_find(&g, err);
    if (rc < 0)
        return rc;
    if (!g.row)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the person does not hold this role there"),
                       "field", "role", NULL);
    rc = grant_close(&g, px_now(), err);
    if (rc >= 0)
        rc = grant_act(&g, g.title, false, NULL, err);
    return rc < 0 ? rc : grant_note_standing(&g, err);
}
