/* SPDX-License-Identifier: EUPL-1.2 */
/* The deeds that make claims: all of one deed by one act. */
#include "base/number.h"
#include "base/random.h"
#include "duty/claim.h"
#include "duty/derive.h"
#include "duty/duty_priv.h"
#include "duty/model_state.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

typedef struct adding {
    px_db *db;
    px_arena *arena;
    px_claim *claims;
    size_t count;
    px_claim_outcome *outcomes;
    size_t n_new;
} adding;

/* ---- Whether they may stand */

/* A version belongs to its model, a model to its provider. */
static int subject_check(px_db *db, const px_claim_subject *subject, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT 1 FROM provider AS p WHERE p.id = ?1 AND (?2 = 0 OR EXISTS (SELECT 1 FROM model "
        "AS m WHERE m.id = ?2 AND m.provider = p.id)) AND (?3 = 0 OR EXISTS (SELECT 1 FROM "
        "model_version AS v WHERE v.id = ?3 AND v.model = ?2))",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, subject->provider);
    px_query_int(&query, subject->model);
    px_query_int(&query, subject->version);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("what the claim is about is not in the house"),
                       NULL);
    return rc;
}

static int adding_check_one(adding *a, size_t at, px_error *err)
{
    px_claim *claim = &a->claims[at];
    claim_place place;
    char digest[65];
    int rc = claim_check(a->arena, claim, err);

    if (rc >= 0 && claim->subject.provider != a->claims[0].subject.provider)
        rc = px_fail(err, PX_ERR_INVALID, N_("the claims are about different providers"), NULL);
    if (rc >= 0)
        rc = subject_check(a->db, &claim->subject, err);
    if (rc >= 0)
        rc = claim_place_find(a->db, a->arena, claim, &place, err);
    if (rc >= 0)
        rc = claim_digest(claim, digest, err);
    if (rc < 0)
        return rc;
    a->outcomes[at] = !place.row                        ? PX_CLAIM_MADE
                      : px_str_is(place.digest, digest) ? PX_CLAIM_UNCHANGED
                                                        : PX_CLAIM_REPLACED;
    a->n_new += a->outcomes[at] != PX_CLAIM_UNCHANGED;
    claim->supersedes = place.row ? place.id : PX_STR("");
    return 0;
}

static int adding_check(adding *a, px_error *err)
{
    char number[24];
    int rc = 0;

    if (a->count > PX_CLAIM_BATCH_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("these are too many claims at once"), NULL);
    for (size_t i = 0; i < a->count; i++) {
        rc = adding_check_one(a, i, err);
        if (rc < 0) {
            (void)snprintf(number, sizeof(number), "%zu", i + 1);
            px_error_add(err, "claim", number);
            return rc;
        }
    }
    return rc;
}

/* ---- The act */

static int provider_id(px_db *db, px_arena *arena, int64_t row, px_str *ret_id, px_error *err)
{
    px_provider provider;
    int rc = px_provider_get(db, arena, row, &provider, err);

    if (rc >= 0)
        *ret_id = provider.id;
    return rc;
}

/* Gives the new ones their ids, and the SHA-256 over the digests of what they say. */
static int adding_number(adding *a, char ret_digest[65], px_error *err)
{
    PX_AUTO_DIGEST px_digest all = px_digest_start();
    char id[PX_PUBLIC_ID_LEN + 1], digest[65];

    for (size_t i = 0; i < a->count; i++) {
        int rc;

        if (a->outcomes[i] == PX_CLAIM_UNCHANGED)
            continue;
        rc = claim_digest(&a->claims[i], digest, err);
        if (rc < 0)
            return rc;
        px_digest_add(&all, px_str_of(digest));
        px_random_public_id(id);
        a->claims[i].id = px_arena_str(a->arena, px_str_of(id));
    }
    px_digest_end(&all, ret_digest);
    return 0;
}

static int adding_act(adding *a, const char *author, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1024 * 1024);
    px_act act = { .kind = "claims.made", .author = author };
    char digest[65];
    px_str provider;
    px_json json;
    int rc = adding_number(a, digest, err);

    if (rc >= 0)
        rc = provider_id(a->db, a->arena, a->claims[0].subject.provider, &provider, err);
    if (rc < 0)
        return rc;
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_key(&json, "claims");
    px_json_array(&json);
    for (size_t i = 0; i < a->count; i++)
        if (a->outcomes[i] != PX_CLAIM_UNCHANGED)
            px_json_str(&json, a->claims[i].id);
    px_json_array_end(&json);
    px_json_pair_cstr(&json, "digest", digest);
    px_json_pair_str(&json, "provider", provider);
    return px_act_append_json(a->db, &act, &json, ret_receipt, err);
}

/* ---- The whole */

static int adding_insert(adding *a, const px_act_receipt *receipt, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < a->count; i++) {
        if (a->outcomes[i] == PX_CLAIM_UNCHANGED)
            continue;
        a->claims[i].time = receipt->time;
        a->claims[i].act = px_arena_str(a->arena, px_str_of(receipt->id));
        rc = claim_insert(a->db, &a->claims[i], err);
    }
    return rc;
}

/* What follows from those that are new, subject by subject. */
static int adding_derive(adding *a, const px_act_receipt *receipt, px_error *err)
{
    px_str *fields = px_arena_array(a->arena, a->count + 1, sizeof(*fields));
    px_str act = px_arena_str(a->arena, px_str_of(receipt->id));
    bool *done = px_arena_array(a->arena, a->count + 1, sizeof(*done));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < a->count; i++) {
        const px_claim_subject *subject = &a->claims[i].subject;
        size_t n = 0;

        if (done[i] || a->outcomes[i] == PX_CLAIM_UNCHANGED)
            continue;
        for (size_t j = i; j < a->count; j++)
            if (a->outcomes[j] != PX_CLAIM_UNCHANGED &&
                memcmp(&a->claims[j].subject, subject, sizeof(*subject)) == 0) {
                done[j] = true;
                fields[n++] = a->claims[j].field;
            }
        rc = derive_again(a->db, a->arena, subject, fields, n, act, receipt->time, err);
        if (rc >= 0)
            rc = duty_state_changed(a->db, subject->provider, subject->model, err);
    }
    return rc;
}

int px_claim_add(px_db *db, px_arena *arena, px_claim *claims, size_t count, const char *author,
                 px_claim_outcome *ret_outcomes, px_error *err)
{
    adding a = { .db = db, .arena = arena, .claims = claims, .count = count };
    px_act_receipt receipt;
    int rc;

    a.outcomes = px_arena_array(arena, count + 1, sizeof(*a.outcomes));
    rc = adding_check(&a, err);
    if (rc >= 0 && a.n_new)
        rc = adding_act(&a, author, &receipt, err);
    if (rc >= 0 && a.n_new)
        rc = adding_insert(&a, &receipt, err);
    if (rc >= 0 && a.n_new)
        rc = adding_derive(&a, &receipt, err);
    for (size_t i = 0; rc >= 0 && ret_outcomes && i < count; i++)
        ret_outcomes[i] = a.outcomes[i];
    return rc;
}

int px_claim_add_deed(px_db *db, void *order, px_error *err)
{
    px_claim_order *o = order;

    return px_claim_add(db, o->arena, o->claims, o->count, o->author, o->ret_outcomes, err);
}

int px_claim_withdraw(px_db *db, px_arena *arena, px_str id, px_str reason, const char *author,
                      px_claim *ret_claim, px_error *err)
{
    px_claim claim, withdrawal;
    int rc = px_claim_find(db, arena, id, &claim, err);

    if (rc < 0)
        return rc;
    if (claim.basis == PX_BASIS_DERIVED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("a derived claim follows from others; withdraw or supersede these"),
                       NULL);
    if (!claim.current || px_claim_is_withdrawn(&claim))
        return px_fail(err, PX_ERR_CONFLICT, N_("the claim does not stand any more"), NULL);
    withdrawal = (px_claim){ .subject = claim.subject,
                             .field = claim.field,
                             .value = PX_STR("null"),
                             .basis = claim.basis,
                             .note = reason };
    rc = px_claim_add(db, arena, &withdrawal, 1, author, NULL, err);
    if (rc >= 0)
        *ret_claim = withdrawal;
    return rc;
}
