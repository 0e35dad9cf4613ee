/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/normal.h"
#include "duty/model_entry.h"

#include "base/random.h"
#include "duty/duty_priv.h"
#include "store/act.h"

#include "base/banned.h"

enum { VERSION_NAME_MAX = 200 };

/* A date that is claimed of a version, by its field: the value of the claim that counts first, as
 * px_claim_current has it among those about the version itself. */
#define VERSION_DATE(field)                                                                        \
    "coalesce((SELECT trim(c.value, '\"') FROM claim AS c WHERE c.provider = m.provider AND "      \
    "ifnull(c.model, 0) = m.id AND ifnull(c.version, 0) = v.id AND c.field = '" field              \
    "' AND c.current = 1 AND c.value LIKE '\"%' ORDER BY CASE c.basis WHEN 'measured' THEN 0 "     \
    "WHEN 'declared' THEN 1 ELSE 2 END LIMIT 1), '')"

#define VERSION_COLUMNS                                                                            \
    "SELECT v.id, v.model, v.public_id, v.name, v.created, " VERSION_DATE(                         \
        "model.g.release") ", " VERSION_DATE("model.g.union") " FROM model_version AS v "          \
                                                              "JOIN model AS m ON m.id = v.model "

/* ---- Reading */

static void version_read(px_query *query, px_arena *arena, px_model_version *ret_version)
{
    ret_version->row = px_query_next_int(query);
    ret_version->model = px_query_next_int(query);
    ret_version->id = px_query_next_text(query, arena);
    ret_version->name = px_query_next_text(query, arena);
    ret_version->created = px_query_next_int(query);
    ret_version->released = px_query_next_text(query, arena);
    ret_version->placed = px_query_next_text(query, arena);
}

int px_model_version_list(px_db *db, px_arena *arena, int64_t model,
                          px_model_version **ret_versions, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_model_version *versions = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, VERSION_COLUMNS "WHERE v.model = ? ORDER BY v.id", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model);
    while ((rc = px_query_step(&query, err)) > 0) {
        versions = px_arena_grow(arena, versions, count, &room, sizeof(*versions));
        version_read(&query, arena, &versions[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_versions = versions;
    *ret_count = count;
    return 0;
}

static int version_one(px_query *query, px_arena *arena, px_model_version *ret_version,
                       px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the model has no such version"), NULL);
    version_read(query, arena, ret_version);
    return 0;
}

int px_model_version_find(px_db *db, px_arena *arena, int64_t model, px_str told,
                          px_model_version *ret_version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, VERSION_COLUMNS "WHERE v.model = ?1 AND (v.name = ?2 OR v.public_id = ?2)", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, model);
    px_query_str(&query, told);
    return version_one(&query, arena, ret_version, err);
}

/* ---- Writing */

static int version_act(px_db *db, px_arena *arena, const px_model_version *v, const char *author,
                       px_claim_subject *ret_model, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(16384);
    px_act act = { .kind = "model.version-made", .author = author };
    px_model_entry model;
    px_provider provider;
    px_json json;
    int rc = px_model_entry_get(db, arena, v->model, &model, err);

    if (rc >= 0)
        rc = px_provider_get(db, arena, model.provider, &provider, err);
    if (rc < 0)
        return rc;
    *ret_model = px_model_subject(&model);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "model", model.id);
    px_json_pair_str(&json, "name", v->name);
    px_json_pair_str(&json, "provider", provider.id);
    px_json_pair_str(&json, "version", v->id);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int version_insert(px_db *db, px_model_version *v, const char *act, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO model_version (public_id, model, name, created, act) "
                            "VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, v->id);
    px_query_int(&query, v->model);
    px_query_str(&query, v->name);
    px_query_int(&query, v->created);
    px_query_cstr(&query, act);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        v->row = px_db_last_id(db);
    return rc;
}

int px_model_version_add(px_db *db, px_arena *arena, px_model_version *version, const char *author,
                         px_error *err)
{
    px_model_version added = { .model = version->model }, other;
    px_error none = PX_ERROR_INIT;
    char id[PX_PUBLIC_ID_LEN + 1];
    px_claim_subject model;
    px_act_receipt receipt;
    int rc =
        px_text_line(arena, "version", version->name, true, VERSION_NAME_MAX, &added.name, err);

    if (rc < 0)
        return rc;
    if (px_model_version_find(db, arena, added.model, added.name, &other, &none) >= 0)
        return px_fail(err, PX_ERR_EXISTS, N_("the model has a version '{version}' already"),
                       "version", added.name.ptr, "field", "version", NULL);
    px_random_public_id(id);
    added.id = px_arena_str(arena, px_str_of(id));
    added.created = px_now();
    added.released = added.placed = PX_STR("");
    rc = version_act(db, arena, &added, author, &model, &receipt, err);
    if (rc >= 0)
        rc = version_insert(db, &added, receipt.id, err);
    if (rc >= 0)
        rc = duty_entry_changed(db, arena, model, &receipt, err);
    if (rc >= 0)
        *version = added;
    return rc;
}
