/* SPDX-License-Identifier: EUPL-1.2 */
/* Beginning the next version: a working copy of one that is published. */
#include "base/json_write.h"
#include "code/edit.h"
#include "code/outline.h"
#include "code/version_row.h"
#include "store/act.h"

#include "base/banned.h"

typedef struct beginning {
    px_db *db;
    px_arena *arena;
    const px_version_begin *begin;
    px_version from;
    px_version_row version;
} beginning;

static int find_from(beginning *b, px_error *err)
{
    const px_version_begin *begin = b->begin;
    px_version there;
    px_error none = PX_ERROR_INIT;
    px_code code;
    int rc = px_code_find(b->db, b->arena, begin->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_version_find(b->db, b->arena, &code, begin->from, PX_STR(""), &b->from, err);
    if (rc < 0)
        return rc;
    if (b->from.state == PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' is not published yet; the next one begins where one "
                          "is published"),
                       "version", px_arena_cstr(b->arena, begin->from), NULL);
    if (px_version_find(b->db, b->arena, &code, begin->label, PX_STR(""), &there, &none) < 0)
        return 0;
    return px_fail(err, PX_ERR_EXISTS,
                   N_("code '{code}' has a version '{version}' already; choose another label"),
                   "code", px_arena_cstr(b->arena, begin->code), "version",
                   px_arena_cstr(b->arena, begin->label), NULL);
}

/* Runs a statement with the new version, the old one and, where it takes one, a depth. */
static int copy(beginning *b, const char *sql, int depth, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(b->db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, b->version.row);
    px_query_int(&query, b->from.row);
    if (depth >= 0)
        px_query_int(&query, depth);
    return px_query_run(&query, err);
}

/* Parents go before what stands in them. */
static int copy_nodes(beginning *b, px_error *err)
{
    int rc = 0;

    for (int depth = 0; rc >= 0 && depth < PX_OUTLINE_MAX_DEPTH; depth++) {
        rc = copy(b,
                  "INSERT INTO node (version, provision, parent, position, depth, kind, eid, "
                  "alias, extra) SELECT ?1, n.provision, (SELECT m.id FROM node AS o "
                  "JOIN node AS m ON m.version = ?1 AND m.position = o.position "
                  "WHERE o.id = n.parent), n.position, n.depth, n.kind, n.eid, n.alias, n.extra "
                  "FROM node AS n WHERE n.version = ?2 AND n.depth = ?3",
                  depth, err);
        if (rc >= 0 && !px_db_changes(b->db))
            break;
    }
    return rc;
}

static int copy_all(beginning *b, px_error *err)
{
    int rc = copy_nodes(b, err);

    if (rc >= 0)
        rc = copy(b,
                  "INSERT INTO node_text (node, language, number, heading, text, hash) "
                  "SELECT m.id, t.language, t.number, t.heading, t.text, t.hash FROM node AS m "
                  "JOIN node AS n ON n.version = ?2 AND n.position = m.position "
                  "JOIN node_text AS t ON t.node = n.id WHERE m.version = ?1",
                  -1, err);
    if (rc >= 0)
        rc = copy(b, "UPDATE version SET base = ?2 WHERE id = ?1", -1, err);
    /* a title that is but the label is not the next version's */
    if (rc >= 0)
        rc = copy(b,
                  "INSERT INTO version_title (version, language, title) SELECT w.id, t.language, "
                  "CASE WHEN t.title = v.label THEN w.label ELSE t.title END "
                  "FROM version AS w, version_title AS t JOIN version AS v ON v.id = t.version "
                  "WHERE w.id = ?1 AND t.version = ?2",
                  -1, err);
    return rc;
}

static int append_act(beginning *b, px_version_begin *begin, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act_receipt receipt;
    px_act act = {
        .kind = "version.begun",
        .code = px_arena_cstr(b->arena, begin->code),
        .version = px_arena_cstr(b->arena, begin->label),
        .author = begin->author,
    };
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", begin->code);
    px_json_pair_str(&json, "from", begin->from);
    px_json_pair_str(&json, "version", begin->label);
    rc = px_act_append_json(b->db, &act, &json, &receipt, err);
    if (rc < 0)
        return rc;
    (void)snprintf(begin->ret_act, sizeof(begin->ret_act), "%s", receipt.id);
    return 0;
}

int px_version_begin_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_version_begin *begin = arg;
    beginning b = { .db = db, .arena = arena, .begin = begin };
    int rc = find_from(&b, err);

    if (rc >= 0)
        rc = px_version_row_open(db, begin->code, begin->label, &b.version, err);
    if (rc >= 0)
        rc = copy_all(&b, err);
    return rc < 0 ? rc : append_act(&b, begin, err);
}
