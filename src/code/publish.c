/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing a version: it is frozen, an act says so, and its words can be searched. */
#include "base/json_write.h"
#include "code/doubt.h"
#include "code/import_priv.h"
#include "code/markdown.h"
#include "code/plain.h"
#include "code/search_kind.h"
#include "code/version_digest.h"
#include "code/version_row.h"
#include "store/act.h"
#include "store/search_index.h"

#include "base/banned.h"

/* Takes the older texts of the version's provisions out of the search: a provision is found once,
 * in the newest version that was published. */
static int forget_older(px_db *db, const px_version *version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "SELECT o.id FROM node AS n JOIN node AS o ON o.provision = n.provision "
                       "JOIN version AS v ON v.id = o.version "
                       "WHERE n.version = ?1 AND o.version <> ?1 AND v.state <> 'working'",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        rc = px_search_remove(db, PX_SEARCH_PROVISION, px_query_next_int(&query), err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int index_node(px_db *db, const px_node *node, const char *language, px_error *err)
{
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc;

    px_builder_str(&title, node->number);
    if (node->number.len && node->heading.len)
        px_builder_char(&title, ' ');
    rc = px_markdown_plain(&title, node->heading, err);
    if (rc >= 0)
        rc = px_provision_plain(&body, node->kind, node->text, err);
    if (rc < 0 || (!title.len && !body.len))
        return rc;
    return px_search_put(db, PX_SEARCH_PROVISION, node->row, language, px_builder_view(&title),
                         px_builder_view(&body), err);
}

static int index_version(px_db *db, px_arena *arena, const px_version *version, px_error *err)
{
    int rc = forget_older(db, version, err);

    for (size_t i = 0; rc >= 0 && i < version->n_languages; i++) {
        px_text text = { 0 };

        rc = px_version_text(db, arena, version, version->languages[i], &text, err);
        for (size_t n = 0; rc >= 0 && n < text.count; n++)
            rc = index_node(db, &text.nodes[n], version->languages[i].ptr, err);
    }
    return rc;
}

static int append_act(px_db *db, px_arena *arena, const px_publish *publish,
                      const px_version *version, const char *digest, px_act_receipt *ret_receipt,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 16);
    px_act act = {
        .kind = "version.published",
        .code = px_arena_cstr(arena, publish->code),
        .version = px_arena_cstr(arena, publish->label),
        .author = publish->author,
    };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", publish->code);
    px_json_pair_cstr(&json, "digest", digest);
    px_json_key(&json, "languages");
    px_json_array(&json);
    for (size_t i = 0; i < version->n_languages; i++)
        px_json_str(&json, version->languages[i]);
    px_json_array_end(&json);
    px_json_pair_str(&json, "version", publish->label);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int freeze(px_db *db, const px_version *version, const char *digest,
                  const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE version SET state = 'published', published = ?, digest = ?, "
                            "act = ? WHERE id = ? AND state = 'working'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, digest);
    px_query_cstr(&query, receipt->id);
    px_query_int(&query, version->row);
    return px_query_run(&query, err);
}

/* The version, which must be a working one. */
static int find_working(px_db *db, px_arena *arena, const px_publish *publish,
                        px_version *ret_version, px_error *err)
{
    px_code code;
    int rc = px_code_find(db, arena, publish->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &code, publish->label, PX_STR(""), ret_version, err);
    if (rc < 0)
        return rc;
    if (ret_version->state != PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' of code '{code}' is published already"), "version",
                       px_arena_cstr(arena, publish->label), "code",
                       px_arena_cstr(arena, publish->code), NULL);
    return 0;
}

/* An open doubt about an id would be frozen with it: the editor settles it, or accepts them all. */
static int settle_doubts(px_db *db, px_arena *arena, const px_publish *publish,
                         const px_version *version, px_error *err)
{
    px_doubt *doubts;
    size_t count;
    int rc = px_doubt_list(db, arena, version, PX_STR(""), &doubts, &count, err);

    if (rc < 0 || !count)
        return rc;
    if (publish->accept_doubts)
        return px_doubt_clear(db, version->row, err);
    return px_fail(
        err, PX_ERR_CONFLICT,
        N_("{count} provisions of version '{version}' have lasting ids that are in doubt; "
           "see 'praxis code doubts {code} {version}', settle each with 'praxis code "
           "relink', or publish with --accept-doubts"),
        "count", px_arena_format(arena, "%zu", count), "version",
        px_arena_cstr(arena, publish->label), "code", px_arena_cstr(arena, publish->code), NULL);
}

int px_version_publish(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_publish *publish = arg;
    px_act_receipt receipt = { 0 };
    px_version version;
    char digest[65];
    int rc = find_working(db, arena, publish, &version, err);

    if (rc >= 0)
        rc = settle_doubts(db, arena, publish, &version, err);
    if (rc >= 0)
        rc = px_import_steps_clear(db, arena, version.row, err);
    if (rc >= 0)
        rc = px_version_digest(db, &version, digest, err);
    if (rc >= 0)
        rc = append_act(db, arena, publish, &version, digest, &receipt, err);
    if (rc >= 0)
        rc = freeze(db, &version, digest, &receipt, err);
    if (rc >= 0)
        rc = index_version(db, arena, &version, err);
    if (rc < 0)
        return rc;
    (void)snprintf(publish->ret_act, sizeof(publish->ret_act), "%s", receipt.id);
    return 0;
}
