/* SPDX-License-Identifier: EUPL-1.2 */
/* One claim as rows: its digest, its place among the current ones, and putting it in. */
#include "base/json_write.h"
#include "duty/duty_priv.h"
#include "store/blob.h"
#include "store/digest.h"

#include "base/banned.h"

/* ---- What it says */

static void digest_evidence(px_json *json, const px_evidence *e)
{
    px_json_object(json);
    px_json_pair_str(json, "hash", e->hash);
    if (e->ranged) {
        px_json_pair_int(json, "length", (long long)e->length);
    }
    px_json_pair_str(json, "name", e->name);
    px_json_pair_str(json, "scan", e->scan);
    if (e->ranged)
        px_json_pair_int(json, "start", (long long)e->start);
    px_json_object_end(json);
}

int claim_digest(const px_claim *claim, char ret_hex[65], px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT((size_t)16 << 20);
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    px_json json;
    int rc;

    px_json_start(&json, &text, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_cstr(&json, "basis", px_basis_name(claim->basis));
    px_json_key(&json, "evidence");
    px_json_array(&json);
    for (size_t i = 0; i < claim->n_evidence; i++)
        digest_evidence(&json, &claim->evidence[i]);
    px_json_array_end(&json);
    px_json_pair_str(&json, "field", claim->field);
    px_json_key(&json, "inputs");
    px_json_array(&json);
    for (size_t i = 0; i < claim->n_inputs; i++)
        px_json_str(&json, claim->inputs[i]);
    px_json_array_end(&json);
    px_json_pair_str(&json, "method", claim->method);
    px_json_pair_str(&json, "note", claim->note);
    px_json_pair_str(&json, "value", claim->value);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    px_digest_add(&digest, px_builder_view(&text));
    px_digest_end(&digest, ret_hex);
    return 0;
}

/* ---- Its place */

static void place_bind(px_query *query, const px_claim *claim)
{
    px_query_int(query, claim->subject.provider);
    px_query_int(query, claim->subject.model);
    px_query_int(query, claim->subject.version);
    px_query_str(query, claim->field);
    px_query_cstr(query, px_basis_name(claim->basis));
}

int claim_place_find(px_db *db, px_arena *arena, const px_claim *claim, claim_place *ret_place,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT id, public_id, digest FROM claim WHERE provider = ? AND "
                            "ifnull(model, 0) = ? AND ifnull(version, 0) = ? AND field = ? AND "
                            "basis = ? AND current = 1",
                            &query, err);

    if (rc < 0)
        return rc;
    place_bind(&query, claim);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_place = (claim_place){ .row = 0 };
    if (rc > 0) {
        ret_place->row = px_query_next_int(&query);
        ret_place->id = px_query_next_text(&query, arena);
        ret_place->digest = px_query_next_text(&query, arena);
    }
    return 0;
}

/* ---- Putting it in */

static void bind_row(px_query *query, int64_t row)
{
    if (row)
        px_query_int(query, row);
    else
        px_query_null(query);
}

static int insert_claim(px_db *db, px_claim *claim, int64_t supersedes, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char digest[65];
    int rc = claim_digest(claim, digest, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO claim (public_id, provider, model, version, field, value, "
                            "basis, method, program, note, digest, time, act, supersedes) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, claim->id);
    px_query_int(&query, claim->subject.provider);
    bind_row(&query, claim->subject.model);
    bind_row(&query, claim->subject.version);
    px_query_str(&query, claim->field);
    px_query_str(&query, claim->value);
    px_query_cstr(&query, px_basis_name(claim->basis));
    px_query_str(&query, claim->method);
    px_query_str(&query, claim->program);
    px_query_str(&query, claim->note);
    px_query_cstr(&query, digest);
    px_query_int(&query, claim->time);
    px_query_str(&query, claim->act);
    bind_row(&query, supersedes);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        claim->row = px_db_last_id(db);
    return rc;
}

static int supersede(px_db *db, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE claim SET current = 0 WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

static int insert_evidence(px_db *db, px_arena *arena, const px_claim *claim, size_t at,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_evidence *e = &claim->evidence[at];
    int rc = px_query_start(db,
                            "INSERT INTO claim_evidence (claim, position, name, hash, size, kept, "
                            "scan, start, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, claim->row);
    px_query_int(&query, (int64_t)at);
    px_query_str(&query, e->name);
    px_query_str(&query, e->hash);
    px_query_int(&query, (int64_t)e->size);
    px_query_int(&query, e->kept);
    px_query_str(&query, e->scan);
    if (e->ranged) {
        px_query_int(&query, (int64_t)e->start);
        px_query_int(&query, (int64_t)e->length);
    } else {
        px_query_null(&query);
        px_query_null(&query);
    }
    rc = px_query_run(&query, err);
    if (rc >= 0 && e->kept)
        rc = px_blob_ref(db, px_arena_cstr(arena, e->hash), e->size, "application/octet-stream",
                         err);
    return rc;
}

static int insert_input(px_db *db, int64_t claim, px_str input, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR IGNORE INTO claim_input (claim, input) SELECT ?, id FROM "
                            "claim WHERE public_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, claim);
    px_query_str(&query, input);
    return px_query_run(&query, err);
}

int claim_insert(px_db *db, px_claim *claim, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    claim_place place;
    int rc = claim_place_find(db, arena, claim, &place, err);

    if (rc >= 0 && place.row)
        rc = supersede(db, place.row, err);
    if (rc >= 0)
        rc = insert_claim(db, claim, place.row, err);
    for (size_t i = 0; rc >= 0 && i < claim->n_evidence; i++)
        rc = insert_evidence(db, arena, claim, i, err);
    for (size_t i = 0; rc >= 0 && i < claim->n_inputs; i++)
        rc = insert_input(db, claim->row, claim->inputs[i], err);
    return rc;
}
