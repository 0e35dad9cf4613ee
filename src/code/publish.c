/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing a version: it is frozen, an act says so, and its words can be searched. */
#include "base/json_write.h"
#include "code/doubt.h"
#include "code/import_priv.h"
#include "code/search_fill.h"
#include "code/translation.h"
#include "code/version_digest.h"
#include "code/version_row.h"
#include "store/act.h"

#include "base/banned.h"

static int index_version(px_db *db, px_arena *arena, const px_code *code, const px_version *version,
                         px_error *err)
{
    PX_AUTO_SEARCH_WRITER px_search_writer *writer = px_search_writer_new(db);
    int rc = px_search_fill_version(writer, arena, code, version, err);

    return rc < 0 ? rc : px_search_writer_end(writer, err);
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

/* The code, and the version, which must be a working one. */
static int find_working(px_db *db, px_arena *arena, const px_publish *publish, px_code *ret_code,
                        px_version *ret_version, px_error *err)
{
    int rc = px_code_find(db, arena, publish->code, PX_STR(""), ret_code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, ret_code, publish->label, PX_STR(""), ret_version, err);
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

/* A text that says something in one language alone is not published: all of them hold alike. */
static int check_translated(px_db *db, px_arena *arena, const px_publish *publish,
                            const px_version *version, px_error *err)
{
    px_translation_gap *gaps;
    size_t count, all;
    int rc = px_translation_gaps(db, arena, version, 1, &gaps, &count, &all, err);

    if (rc < 0 || !all)
        return rc;
    return px_fail(
        err, PX_ERR_CONFLICT,
        N_("version '{version}' lacks translations, {count} in all: the provision '{id}' "
           "({words}) has no words in '{language}'; write them before it is published"),
        "version", px_arena_cstr(arena, publish->label), "count",
        px_arena_format(arena, "%zu", all), "id", px_arena_cstr(arena, gaps[0].id), "words",
        px_arena_cstr(arena, gaps[0].words), "language", px_arena_cstr(arena, gaps[0].language),
        NULL);
}

int px_version_publish(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_publish *publish = arg;
    px_act_receipt receipt = { 0 };
    px_version version;
    px_code code;
    char digest[65];
    int rc = find_working(db, arena, publish, &code, &version, err);

    if (rc >= 0)
        rc = settle_doubts(db, arena, publish, &version, err);
    if (rc >= 0)
        rc = check_translated(db, arena, publish, &version, err);
    if (rc >= 0)
        rc = px_import_steps_clear(db, arena, version.row, err);
    if (rc >= 0)
        rc = px_version_digest(db, &version, digest, err);
    if (rc >= 0)
        rc = append_act(db, arena, publish, &version, digest, &receipt, err);
    if (rc >= 0)
        rc = freeze(db, &version, digest, &receipt, err);
    if (rc >= 0)
        rc = index_version(db, arena, &code, &version, err);
    if (rc < 0)
        return rc;
    (void)snprintf(publish->ret_act, sizeof(publish->ret_act), "%s", receipt.id);
    return 0;
}
