/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/relink.h"

#include "base/json_write.h"
#include "code/doubt.h"
#include "code/link_rewrite.h"
#include "code/provision_row.h"
#include "store/act.h"

#include "base/banned.h"

/* ---- Reading */

int px_relinks_load(px_db *db, px_arena *arena, int64_t code, px_relinks *ret_relinks,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_relinks relinks = { 0 };
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT r.id, r.version, p.lasting_id, t.lasting_id FROM relink AS r "
                            "JOIN version AS v ON v.id = r.version "
                            "JOIN provision AS p ON p.id = r.provision "
                            "JOIN provision AS t ON t.id = r.target "
                            "WHERE v.code = ? ORDER BY r.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_relink_row *row;

        relinks.rows =
            px_arena_grow(arena, relinks.rows, relinks.count, &room, sizeof(*relinks.rows));
        row = &relinks.rows[relinks.count++];
        row->id = px_query_next_int(&query);
        row->version = px_query_next_int(&query);
        row->from = px_query_next_text(&query, arena);
        row->to = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_relinks = relinks;
    return 0;
}

/* Rows are followed forward in time only, so that no ring of them is walked for ever. */
px_str px_relinks_read(const px_relinks *relinks, int64_t version, px_str id)
{
    size_t from = 0;

    for (size_t i = relinks->count; i > from; i--) {
        const px_relink_row *row = &relinks->rows[i - 1];

        if (row->version > version || !px_str_eq(row->from, id))
            continue;
        id = row->to;
        from = i;
        i = relinks->count + 1;
    }
    return id;
}

void px_relinks_apply(const px_relinks *relinks, int64_t version, px_text *text)
{
    if (relinks->count)
        for (size_t i = 0; i < text->count; i++)
            text->nodes[i].lasting_id =
                px_relinks_read(relinks, version, text->nodes[i].lasting_id);
}

/* ---- The deed */

typedef struct relinking {
    px_db *db;
    px_arena *arena;
    px_relink *relink;
    px_code code;
    px_version version;
    int64_t provision, target; /* rows */
} relinking;

static const char *text_of(const relinking *r, px_str s)
{
    return px_arena_cstr(r->arena, s);
}

/* Runs a statement that takes up to three numbers. */
static int run_with(px_db *db, const char *sql, int64_t a, int64_t b, int64_t c, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, a);
    px_query_int(&query, b);
    if (c)
        px_query_int(&query, c);
    return px_query_run(&query, err);
}

/* Whether the version has the provision; with or_later also one made after it, and also under an
 * id that is read as the provision's. */
static int stands_in(relinking *r, int64_t provision, bool or_later, px_str *ret_label,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT v.label FROM node AS n JOIN version AS v ON v.id = n.version "
                            "WHERE (n.provision = ?1 OR (?3 AND n.provision IN (SELECT r.provision "
                            "FROM relink AS r WHERE r.target = ?1 AND r.version <= v.id "
                            "AND r.provision <> ?4))) AND (v.id = ?2 OR (?3 AND v.id > ?2)) "
                            "ORDER BY v.id LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provision);
    px_query_int(&query, r->version.row);
    px_query_int(&query, or_later);
    px_query_int(&query, r->provision);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_label = rc > 0 ? px_query_next_text(&query, r->arena) : PX_STR_NONE;
    return 0;
}

static int find_provision(relinking *r, px_error *err)
{
    px_str label = PX_STR_NONE;
    int rc = px_provision_row_find(r->db, r->code.row, r->relink->id, &r->provision, err);

    if (rc >= 0 && r->provision)
        rc = stands_in(r, r->provision, false, &label, err);
    if (rc < 0 || label.ptr)
        return rc;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("version '{version}' of code '{code}' has no provision '{id}'"), "version",
                   text_of(r, r->relink->label), "code", text_of(r, r->relink->code), "id",
                   text_of(r, r->relink->id), NULL);
}

/* The other provision, which must be one of the code and not stand in the version. */
static int find_target(relinking *r, px_error *err)
{
    px_str label = PX_STR_NONE;
    int rc = px_provision_row_find(r->db, r->code.row, r->relink->to, &r->target, err);

    if (rc >= 0 && !r->target)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the code '{code}' has no provision with the lasting id '{id}'"), "code",
                       text_of(r, r->relink->code), "id", text_of(r, r->relink->to), NULL);
    if (rc < 0 || r->target == r->provision)
        return rc;
    rc = stands_in(r, r->target, r->relink->published, &label, err);
    if (rc < 0 || !label.ptr)
        return rc;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the provision '{id}' stands in version '{version}' itself; one provision "
                      "cannot be two there"),
                   "id", text_of(r, r->relink->to), "version", text_of(r, label), NULL);
}

static int choose_target(relinking *r, px_error *err)
{
    px_relink *relink = r->relink;
    int rc;

    if (relink->how == PX_RELINK_CONFIRM)
        relink->to = relink->id;
    if (relink->how != PX_RELINK_NEW) {
        rc = find_target(r, err);
        if (rc >= 0)
            (void)snprintf(relink->ret_id, sizeof(relink->ret_id), "%.*s", PX_STR_ARG(relink->to));
        return rc;
    }
    return px_provision_row_new(r->db, r->code.row, relink->ret_id, &r->target, err);
}

/* ---- In a working version */

static px_str new_target(void *arg, px_str fragment)
{
    const relinking *r = arg;

    return px_str_eq(fragment, r->relink->id) ? px_str_of(r->relink->ret_id) : PX_STR_NONE;
}

static int put_words(relinking *r, int64_t node, px_str language, px_str heading, px_str text,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        r->db, "UPDATE node_text SET heading = ?, text = ? WHERE node = ? AND language = ?", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_str(&query, px_link_rewrite(r->arena, heading, new_target, r));
    px_query_str(&query, px_link_rewrite(r->arena, text, new_target, r));
    px_query_int(&query, node);
    px_query_str(&query, language);
    return px_query_run(&query, err);
}

/* Links of the version to the provision follow it. Their plain text, and so the hash, stays. */
static int rewrite_links(relinking *r, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(r->db,
                            "SELECT n.id, t.language, t.heading, t.text FROM node AS n "
                            "JOIN node_text AS t ON t.node = n.id WHERE n.version = ?1 "
                            "AND n.kind <> 'code-block' "
                            "AND (instr(t.text, '](#' || ?2) OR instr(t.heading, '](#' || ?2))",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, r->version.row);
    px_query_str(&query, r->relink->id);
    while ((rc = px_query_step(&query, err)) > 0) {
        int64_t node = px_query_next_int(&query);
        px_str language = px_query_next_text(&query, r->arena);
        px_str heading = px_query_next_text(&query, r->arena);
        px_str text = px_query_next_text(&query, r->arena);

        rc = put_words(r, node, language, heading, text, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int confirm(relinking *r, px_error *err)
{
    bool settled = false;
    int rc = px_doubt_settle(r->db, r->version.row, r->provision, &settled, err);

    if (rc < 0 || settled || r->relink->how != PX_RELINK_CONFIRM)
        return rc;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the provision '{id}' of version '{version}' is not in doubt"), "id",
                   text_of(r, r->relink->id), "version", text_of(r, r->relink->label), NULL);
}

static int change_id(relinking *r, px_error *err)
{
    int rc = confirm(r, err);

    if (rc < 0 || r->target == r->provision)
        return rc;
    rc = run_with(r->db, "UPDATE node SET provision = ? WHERE provision = ? AND version = ?",
                  r->target, r->provision, r->version.row, err);
    if (rc >= 0)
        rc = run_with(
            r->db, "DELETE FROM lineage WHERE version = ?1 AND (provision = ?2 OR ancestor = ?2)",
            r->version.row, r->provision, 0, err);
    return rc < 0 ? rc : rewrite_links(r, err);
}

/* ---- In a published version */

static int put_row(relinking *r, const char *act, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = run_with(r->db, "DELETE FROM relink WHERE version = ? AND provision = ?",
                      r->version.row, r->provision, 0, err);

    if (rc < 0)
        return rc;
    if (r->target == r->provision) {
        if (px_db_changes(r->db) > 0)
            return 0;
        return px_fail(err, PX_ERR_INVALID,
                       N_("the provision '{id}' of version '{version}' is read as itself already"),
                       "id", text_of(r, r->relink->id), "version", text_of(r, r->relink->label),
                       NULL);
    }
    rc = px_query_start(r->db,
                        "INSERT INTO relink (version, provision, target, act) VALUES (?, ?, ?, ?)",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, r->version.row);
    px_query_int(&query, r->provision);
    px_query_int(&query, r->target);
    px_query_cstr(&query, act);
    return px_query_run(&query, err);
}

static int append_act(relinking *r, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 16);
    px_relink *relink = r->relink;
    px_act act = {
        .kind = relink->published ? "provision.relinked" : "provision.settled",
        .code = text_of(r, relink->code),
        .version = text_of(r, relink->label),
        .author = relink->author,
    };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", relink->code);
    px_json_pair_str(&json, "from", relink->id);
    px_json_pair_cstr(&json, "to", relink->ret_id);
    px_json_pair_str(&json, "version", relink->label);
    return px_act_append_json(r->db, &act, &json, ret_receipt, err);
}

static int settle(relinking *r, px_error *err)
{
    px_act_receipt receipt = { 0 };
    int rc = find_provision(r, err);

    if (rc >= 0)
        rc = choose_target(r, err);
    if (rc >= 0)
        rc = append_act(r, &receipt, err);
    if (rc < 0)
        return rc;
    (void)snprintf(r->relink->ret_act, sizeof(r->relink->ret_act), "%s", receipt.id);
    if (!r->relink->published)
        return change_id(r, err);
    if (r->relink->how == PX_RELINK_CONFIRM)
        return confirm(r, err);
    return put_row(r, receipt.id, err);
}

int px_version_relink(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    relinking r = { .db = db, .arena = arena, .relink = arg };
    px_relink *relink = arg;
    int rc = px_code_find(db, arena, relink->code, PX_STR(""), &r.code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &r.code, relink->label, PX_STR(""), &r.version, err);
    if (rc < 0)
        return rc;
    relink->published = r.version.state != PX_VERSION_WORKING;
    return settle(&r, err);
}
