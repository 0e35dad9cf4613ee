/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/model_entry.h"

#include "base/random.h"
#include "code/normal.h"
#include "duty/duty_priv.h"
#include "duty/model_state.h"
#include "store/act.h"

#include "base/banned.h"

enum { MODEL_NAME_MAX = 200 };

#define MODEL_COLUMNS                                                                              \
    "SELECT m.id, m.provider, m.public_id, m.slug, m.name, m.family, p.slug, p.name, m.created, "  \
    "(SELECT count(*) FROM model_version AS v WHERE v.model = m.id) FROM model AS m "              \
    "JOIN provider AS p ON p.id = m.provider "

/* ---- Reading */

static void model_read(px_query *query, px_arena *arena, px_model_entry *ret_model)
{
    ret_model->row = px_query_next_int(query);
    ret_model->provider = px_query_next_int(query);
    ret_model->id = px_query_next_text(query, arena);
    ret_model->slug = px_query_next_text(query, arena);
    ret_model->name = px_query_next_text(query, arena);
    ret_model->family = px_query_next_text(query, arena);
    ret_model->provider_slug = px_query_next_text(query, arena);
    ret_model->provider_name = px_query_next_text(query, arena);
    ret_model->created = px_query_next_int(query);
    ret_model->n_versions = px_query_next_int(query);
}

static int model_missing(px_error *err)
{
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such model"), NULL);
}

/* The one model that the query gives. */
static int model_one(px_query *query, px_arena *arena, px_model_entry *ret_model, px_error *err)
{
    px_model_entry found;
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return model_missing(err);
    model_read(query, arena, &found);
    rc = px_query_step(query, err);
    if (rc < 0)
        return rc;
    if (rc > 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("several providers have a model of this name; write PROVIDER/MODEL"),
                       "field", "model", NULL);
    *ret_model = found;
    return 0;
}

int px_model_entry_find(px_db *db, px_arena *arena, px_str told, px_model_entry *ret_model,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t slash = px_str_find_char(told, '/');
    bool whole = slash < told.len;
    int rc = px_query_start(db,
                            whole ? MODEL_COLUMNS "WHERE m.slug = ?1 AND p.slug = ?2"
                                  : MODEL_COLUMNS "WHERE m.slug = ?1 OR m.public_id = ?1 LIMIT 2",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, whole ? px_str_sub(told, slash + 1, told.len) : told);
    if (whole)
        px_query_str(&query, px_str_sub(told, 0, slash));
    return model_one(&query, arena, ret_model, err);
}

int px_model_entry_get(px_db *db, px_arena *arena, int64_t row, px_model_entry *ret_model,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, MODEL_COLUMNS "WHERE m.id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return model_one(&query, arena, ret_model, err);
}

int px_model_entry_list(px_db *db, px_arena *arena, int64_t provider, px_model_entry **ret_models,
                        size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_model_entry *models = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            MODEL_COLUMNS "WHERE ?1 IN (0, m.provider) "
                                          "ORDER BY p.name, p.id, m.name, m.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provider);
    while ((rc = px_query_step(&query, err)) > 0) {
        models = px_arena_grow(arena, models, count, &room, sizeof(*models));
        model_read(&query, arena, &models[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_models = models;
    *ret_count = count;
    return 0;
}

/* ---- Writing */

static int model_check(px_db *db, px_arena *arena, px_model_entry *m, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_model_entry other;
    px_provider provider;
    int rc = px_provider_get(db, arena, m->provider, &provider, err);

    if (rc >= 0)
        rc = px_text_line(arena, "name", m->name, true, MODEL_NAME_MAX, &m->name, err);
    if (rc >= 0)
        rc = px_text_line(arena, "family", m->family, false, MODEL_NAME_MAX, &m->family, err);
    if (rc >= 0)
        rc = duty_slug(arena, m->slug, m->name, &m->slug, err);
    if (rc < 0)
        return rc;
    m->provider_slug = provider.slug;
    m->provider_name = provider.name;
    rc =
        px_model_entry_find(db, arena,
                            px_str_of(px_arena_format(arena, "%.*s/%.*s", PX_STR_ARG(provider.slug),
                                                      PX_STR_ARG(m->slug))),
                            &other, &none);
    if (rc >= 0 && other.row != m->row)
        return px_fail(err, PX_ERR_EXISTS, N_("there is a model '{slug}' of this provider already"),
                       "slug", m->slug.ptr, "field", "slug", NULL);
    return 0;
}

static int model_act(px_db *db, px_arena *arena, const px_model_entry *m, const char *kind,
                     const char *author, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(16384);
    px_act act = { .kind = kind, .author = author };
    px_provider provider;
    px_json json;
    int rc = px_provider_get(db, arena, m->provider, &provider, err);

    if (rc < 0)
        return rc;
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "family", m->family);
    px_json_pair_str(&json, "model", m->id);
    px_json_pair_str(&json, "name", m->name);
    px_json_pair_str(&json, "provider", provider.id);
    px_json_pair_str(&json, "slug", m->slug);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

int px_model_entry_add(px_db *db, px_arena *arena, px_model_entry *model, const char *author,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_model_entry added = *model;
    char id[PX_PUBLIC_ID_LEN + 1];
    px_act_receipt receipt;
    int rc;

    px_random_public_id(id);
    added.row = 0;
    added.id = px_arena_str(arena, px_str_of(id));
    added.created = px_now();
    added.n_versions = 0;
    rc = model_check(db, arena, &added, err);
    if (rc >= 0)
        rc = model_act(db, arena, &added, "model.made", author, &receipt, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO model (public_id, provider, slug, name, family, created, "
                            "act) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, added.id);
    px_query_int(&query, added.provider);
    px_query_str(&query, added.slug);
    px_query_str(&query, added.name);
    px_query_str(&query, added.family);
    px_query_int(&query, added.created);
    px_query_cstr(&query, receipt.id);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    added.row = px_db_last_id(db);
    rc = duty_state_add(db, added.row, err);
    if (rc >= 0)
        rc = duty_entry_changed(db, arena, px_model_subject(&added), &receipt, err);
    if (rc >= 0)
        *model = added;
    return rc;
}

int px_model_entry_change(px_db *db, px_arena *arena, const px_model_entry *model,
                          const char *author, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_model_entry changed = *model;
    px_act_receipt receipt;
    int rc = model_check(db, arena, &changed, err);

    if (rc >= 0)
        rc = model_act(db, arena, &changed, "model.changed", author, &receipt, err);
    if (rc >= 0)
        rc = px_query_start(db, "UPDATE model SET slug = ?, name = ?, family = ? WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, changed.slug);
    px_query_str(&query, changed.name);
    px_query_str(&query, changed.family);
    px_query_int(&query, changed.row);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return model_missing(err);
    return rc < 0 ? rc : duty_entry_changed(db, arena, px_model_subject(&changed), &receipt, err);
}
