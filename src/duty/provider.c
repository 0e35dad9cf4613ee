/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/provider.h"

#include "base/random.h"
#include "code/normal.h"
#include "drafting/people/organisation.h"
#include "drafting/people/scope.h"
#include "duty/duty_priv.h"
#include "store/act.h"

#include "base/banned.h"

enum { PROVIDER_NAME_MAX = 300 };

#define PROVIDER_COLUMNS                                                                           \
    "SELECT p.id, p.public_id, p.slug, p.name, coalesce(p.organisation, 0), p.created, "           \
    "(SELECT count(*) FROM model AS m WHERE m.provider = p.id) FROM provider AS p "

/* ---- Reading */

static void provider_read(px_query *query, px_arena *arena, px_provider *ret_provider)
{
    ret_provider->row = px_query_next_int(query);
    ret_provider->id = px_query_next_text(query, arena);
    ret_provider->slug = px_query_next_text(query, arena);
    ret_provider->name = px_query_next_text(query, arena);
    ret_provider->organisation = px_query_next_int(query);
    ret_provider->created = px_query_next_int(query);
    ret_provider->n_models = px_query_next_int(query);
}

static int provider_one(px_query *query, px_arena *arena, px_provider *ret_provider, px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such provider"), NULL);
    provider_read(query, arena, ret_provider);
    return 0;
}

int px_provider_find(px_db *db, px_arena *arena, px_str told, px_provider *ret_provider,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, PROVIDER_COLUMNS "WHERE p.slug = ?1 OR p.public_id = ?1", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, told);
    return provider_one(&query, arena, ret_provider, err);
}

int px_provider_get(px_db *db, px_arena *arena, int64_t row, px_provider *ret_provider,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, PROVIDER_COLUMNS "WHERE p.id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return provider_one(&query, arena, ret_provider, err);
}

int px_provider_list(px_db *db, px_arena *arena, px_provider **ret_providers, size_t *ret_count,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_provider *providers = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, PROVIDER_COLUMNS "ORDER BY p.name, p.id", &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        providers = px_arena_grow(arena, providers, count, &room, sizeof(*providers));
        provider_read(&query, arena, &providers[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_providers = providers;
    *ret_count = count;
    return 0;
}

/* ---- Writing */

static int provider_check(px_db *db, px_arena *arena, px_provider *p, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_provider other;
    int rc = px_text_line(arena, "name", p->name, true, PROVIDER_NAME_MAX, &p->name, err);

    if (rc >= 0)
        rc = duty_slug(arena, p->slug, p->name, &p->slug, err);
    if (rc >= 0 && px_provider_find(db, arena, p->slug, &other, &none) >= 0 && other.row != p->row)
        rc = px_fail(err, PX_ERR_EXISTS, N_("there is a provider '{slug}' already"), "slug",
                     p->slug.ptr, "field", "slug", NULL);
    return rc;
}

static int provider_act(px_db *db, px_arena *arena, const px_provider *p, const char *kind,
                        const char *author, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(16384);
    px_act act = { .kind = kind, .author = author };
    px_organisation organisation = { .id = PX_STR("") };
    px_json json;
    int rc =
        p->organisation ? px_organisation_get(db, arena, p->organisation, &organisation, err) : 0;

    if (rc < 0)
        return rc;
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "name", p->name);
    px_json_pair_str(&json, "organisation", organisation.id);
    px_json_pair_str(&json, "provider", p->id);
    px_json_pair_str(&json, "slug", p->slug);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static void provider_bind(px_query *query, const px_provider *p)
{
    px_query_str(query, p->slug);
    px_query_str(query, p->name);
    if (p->organisation)
        px_query_int(query, p->organisation);
    else
        px_query_null(query);
}

int px_provider_add(px_db *db, px_arena *arena, px_provider *provider, const char *author,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_provider added = *provider;
    char id[PX_PUBLIC_ID_LEN + 1];
    px_act_receipt receipt;
    int rc;

    px_random_public_id(id);
    added.row = 0;
    added.id = px_arena_str(arena, px_str_of(id));
    added.created = px_now();
    added.n_models = 0;
    rc = provider_check(db, arena, &added, err);
    if (rc >= 0)
        rc = provider_act(db, arena, &added, "provider.made", author, &receipt, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO provider (slug, name, organisation, public_id, created, "
                            "act) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    provider_bind(&query, &added);
    px_query_str(&query, added.id);
    px_query_int(&query, added.created);
    px_query_cstr(&query, receipt.id);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    added.row = px_db_last_id(db);
    rc = px_scope_note(db, px_scope_provider(added.row), added.id, added.slug, added.name, err);
    if (rc >= 0)
        rc = duty_entry_changed(db, arena, (px_claim_subject){ .provider = added.row }, &receipt,
                                err);
    if (rc >= 0)
        *provider = added;
    return rc;
}

int px_provider_change(px_db *db, px_arena *arena, const px_provider *provider, const char *author,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_provider changed = *provider;
    px_act_receipt receipt;
    int rc = provider_check(db, arena, &changed, err);

    if (rc >= 0)
        rc = provider_act(db, arena, &changed, "provider.changed", author, &receipt, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "UPDATE provider SET slug = ?, name = ?, organisation = ? WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    provider_bind(&query, &changed);
    px_query_int(&query, changed.row);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such provider"), NULL);
    if (rc >= 0)
        rc = px_scope_note(db, px_scope_provider(changed.row), changed.id, changed.slug,
                           changed.name, err);
    return rc < 0 ? rc
                  : duty_entry_changed(db, arena, (px_claim_subject){ .provider = changed.row },
                                       &receipt, err);
}
