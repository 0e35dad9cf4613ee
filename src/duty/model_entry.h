/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The models of providers and their versions, as the house keeps them: by what they are found.
 * What they are (sizes, dates, licences, the models that they modify) are claims (duty/claim.h).
 * People name a model "PROVIDER/MODEL" and a version "PROVIDER/MODEL@VERSION", by slugs, or either
 * by its public id; the provider may be left out where one model alone has that slug.
 *
 * What is read lives in the caller's arena.
 */
#ifndef PX_DUTY_MODEL_ENTRY_H
#define PX_DUTY_MODEL_ENTRY_H

#include "duty/claim.h"
#include "duty/provider.h"

typedef struct px_model_entry {
    int64_t row, provider; /* rows */
    px_str id;             /* public */
    px_str slug, name;
    px_str family; /* the collection it belongs to, or empty */
    px_str provider_slug, provider_name;
    px_time created;
    int64_t n_versions;
} px_model_entry;

/* What claims about the model itself are about. */
static inline px_claim_subject px_model_subject(const px_model_entry *model)
{
    return (px_claim_subject){ .provider = model->provider, .model = model->row };
}

typedef struct px_model_version {
    int64_t row, model;
    px_str id;   /* public */
    px_str name; /* the identifier under which it is given out */
    px_time created;
    px_str released, placed; /* dates, by the claims model.g.release and model.g.union, or empty */
} px_model_version;

/* By name as above or public id, and by row; NOT_FOUND, or INVALID where two models have the slug
 * and no provider was named. */
int px_model_entry_find(px_db *db, px_arena *arena, px_str told, px_model_entry *ret_model,
                        px_error *err) PX_MUST_CHECK;
int px_model_entry_get(px_db *db, px_arena *arena, int64_t row, px_model_entry *ret_model,
                       px_error *err) PX_MUST_CHECK;

/* What claims are about, from "PROVIDER", "PROVIDER/MODEL", "PROVIDER/MODEL@VERSION" or a public id
 * of any of them. A word alone is a provider's slug before it is a model's. */
int px_subject_find(px_db *db, px_arena *arena, px_str told, px_claim_subject *ret_subject,
                    px_error *err) PX_MUST_CHECK;

/* How people name it: the longest of the forms above, by slugs. */
int px_subject_name(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str *ret_name,
                    px_error *err) PX_MUST_CHECK;

/* All models of a provider (0: of all providers), by provider and name. */
int px_model_entry_list(px_db *db, px_arena *arena, int64_t provider, px_model_entry **ret_models,
                        size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The versions of a model, the first made first. */
int px_model_version_list(px_db *db, px_arena *arena, int64_t model,
                          px_model_version **ret_versions, size_t *ret_count,
                          px_error *err) PX_MUST_CHECK;
int px_model_version_find(px_db *db, px_arena *arena, int64_t model, px_str told,
                          px_model_version *ret_version, px_error *err) PX_MUST_CHECK;

/* Inside a deed, with its act: a new model of provider, slug (empty: from the name), name and
 * family; fills the rest. INVALID with the argument "field"; EXISTS. */
int px_model_entry_add(px_db *db, px_arena *arena, px_model_entry *model, const char *author,
                       px_error *err) PX_MUST_CHECK;

/* Inside a deed, with its act: another slug, name or family. */
int px_model_entry_change(px_db *db, px_arena *arena, const px_model_entry *model,
                          const char *author, px_error *err) PX_MUST_CHECK;

/* Inside a deed, with its act: a new version of model and name; fills the rest. Its dates are for
 * claims. */
int px_model_version_add(px_db *db, px_arena *arena, px_model_version *version, const char *author,
                         px_error *err) PX_MUST_CHECK;

#endif
