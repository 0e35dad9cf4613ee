/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"
#include "duty/model_entry.h"

#include "base/banned.h"

/* A version by its public id alone. */
static int subject_by_version(px_db *db, px_str id, px_claim_subject *ret_subject, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT m.provider, m.id, v.id FROM model_version AS v JOIN model AS m "
                            "ON m.id = v.model WHERE v.public_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no such provider, model or version; name one as PROVIDER, "
                          "PROVIDER/MODEL or PROVIDER/MODEL@VERSION"),
                       NULL);
    ret_subject->provider = px_query_next_int(&query);
    ret_subject->model = px_query_next_int(&query);
    ret_subject->version = px_query_next_int(&query);
    return 0;
}

/* A word alone: a provider, else a model, else the public id of a version. */
static int subject_by_word(px_db *db, px_arena *arena, px_str word, px_claim_subject *ret_subject,
                           px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_provider provider;
    px_model_entry model;
    int rc;

    if (px_provider_find(db, arena, word, &provider, &none) >= 0) {
        *ret_subject = (px_claim_subject){ .provider = provider.row };
        return 0;
    }
    rc = px_model_entry_find(db, arena, word, &model, &none);
    if (rc >= 0) {
        *ret_subject = (px_claim_subject){ .provider = model.provider, .model = model.row };
        return 0;
    }
    if (rc != -(int)PX_ERR_NOT_FOUND) {
        *err = none;
        return rc;
    }
    return subject_by_version(db, word, ret_subject, err);
}

int px_subject_find(px_db *db, px_arena *arena, px_str told, px_claim_subject *ret_subject,
                    px_error *err)
{
    size_t at = px_str_find_char(told, '@');
    px_str name = px_str_sub(told, 0, at);
    px_model_version version;
    px_model_entry model;
    int rc;

    if (at == told.len && px_str_find_char(name, '/') == name.len)
        return subject_by_word(db, arena, name, ret_subject, err);
    rc = px_model_entry_find(db, arena, name, &model, err);
    if (rc >= 0 && at < told.len)
        rc = px_model_version_find(db, arena, model.row, px_str_sub(told, at + 1, told.len),
                                   &version, err);
    if (rc < 0)
        return rc;
    *ret_subject = (px_claim_subject){ .provider = model.provider, .model = model.row };
    if (at < told.len)
        ret_subject->version = version.row;
    return 0;
}

int px_subject_name(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str *ret_name,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT p.slug || coalesce('/' || (SELECT m.slug FROM model AS m WHERE m.id = ?2), '') "
        "|| coalesce('@' || (SELECT v.name FROM model_version AS v WHERE v.id = ?3), '') "
        "FROM provider AS p WHERE p.id = ?1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->provider);
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such provider"), NULL);
    *ret_name = px_query_next_text(&query, arena);
    return 0;
}
