/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/version_digest.h"

#include <sodium.h>

#include "base/json_write.h"

#include "base/banned.h"

/* {"languages":{"en":"Title","fr":"Titre"}} */
static int write_titles(px_db *db, const px_version *version, px_builder *out, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_json json;
    int rc = px_query_start(
        db, "SELECT language, title FROM version_title WHERE version = ? ORDER BY language", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_key(&json, "languages");
    px_json_object(&json);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str language = px_query_next_text(&query, arena);

        px_json_pair_str(&json, language.ptr, px_query_next_str(&query));
    }
    px_json_object_end(&json);
    px_json_object_end(&json);
    if (rc < 0)
        return rc;
    rc = px_json_finish(&json, err);
    px_builder_char(out, '\n');
    return rc;
}

/* What one row of the query below holds. */
typedef struct row {
    int64_t node, depth;
    px_str kind, lasting_id, extra, language, number, heading, text;
} row;

static void read_row(px_query *query, px_arena *arena, row *r)
{
    r->node = px_query_next_int(query);
    r->depth = px_query_next_int(query);
    r->kind = px_query_next_text(query, arena);
    r->lasting_id = px_query_next_text(query, arena);
    r->extra = px_query_next_text(query, arena);
    r->language = px_query_next_text(query, arena);
    r->number = px_query_next_text(query, arena);
    r->heading = px_query_next_text(query, arena);
    r->text = px_query_next_text(query, arena);
}

static void start_node(px_json *json, px_builder *out, const row *r)
{
    px_json_start(json, out, PX_JSON_CANONICAL);
    px_json_object(json);
    px_json_pair_int(json, "depth", r->depth);
    px_json_pair_str(json, "extra", r->extra);
    px_json_pair_str(json, "id", r->lasting_id);
    px_json_pair_str(json, "kind", r->kind);
    px_json_key(json, "text");
    px_json_object(json);
}

static void add_words(px_json *json, const row *r)
{
    px_json_key(json, r->language.ptr);
    px_json_object(json);
    px_json_pair_str(json, "heading", r->heading);
    px_json_pair_str(json, "number", r->number);
    px_json_pair_str(json, "text", r->text);
    px_json_object_end(json);
}

static int end_node(px_json *json, px_builder *out, px_error *err)
{
    int rc;

    px_json_object_end(json);
    px_json_object_end(json);
    rc = px_json_finish(json, err);
    px_builder_char(out, '\n');
    return rc;
}

/* One line for each node, all its languages in it. */
static int write_nodes(px_query *query, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    int64_t open = 0;
    px_json json;
    row r;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        read_row(query, arena, &r);
        if (r.node != open) {
            if (open && (rc = end_node(&json, out, err)) < 0)
                return rc;
            start_node(&json, out, &r);
            open = r.node;
        }
        add_words(&json, &r);
    }
    if (rc < 0)
        return rc;
    if (!open)
        return px_fail(err, PX_ERR_INVALID, N_("the version has no text; import one first"), NULL);
    return end_node(&json, out, err);
}

int px_version_canonical(px_db *db, const px_version *version, px_builder *out, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    px_builder_add(out, "praxis-text/1\n");
    rc = write_titles(db, version, out, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "SELECT n.id, n.depth, n.kind, p.lasting_id, n.extra, t.language, "
                            "t.number, t.heading, t.text FROM node AS n "
                            "JOIN provision AS p ON p.id = n.provision "
                            "JOIN node_text AS t ON t.node = n.id "
                            "WHERE n.version = ? ORDER BY n.position, t.language",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    rc = write_nodes(&query, out, err);
    if (rc < 0)
        return rc;
    return px_builder_check(out, err);
}

int px_version_digest(px_db *db, const px_version *version, char ret_digest[65], px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned char hash[crypto_hash_sha256_BYTES];
    int rc = px_version_canonical(db, version, &text, err);

    if (rc < 0)
        return rc;
    (void)crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    (void)sodium_bin2hex(ret_digest, 65, hash, sizeof(hash));
    return 0;
}
