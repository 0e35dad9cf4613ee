/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/claim_json.h"

#include "base/json_read.h"

#include "base/banned.h"

#define CLAIMS_FORMAT "praxis-claims"

static const char *const level_names[] = {
    [PX_LEVEL_PROVIDER] = "provider",
    [PX_LEVEL_MODEL] = "model",
    [PX_LEVEL_VERSION] = "version",
};

/* ---- Writing */

static void put_value(px_json *json, const json_t *value)
{
    const char *key;
    json_t *item;

    if (json_is_object(value)) {
        px_json_object(json);
        json_object_foreach((json_t *)value, key, item)
        {
            px_json_key(json, key);
            put_value(json, item);
        }
        px_json_object_end(json);
    } else if (json_is_array(value)) {
        px_json_array(json);
        for (size_t i = 0; i < json_array_size(value); i++)
            put_value(json, json_array_get(value, i));
        px_json_array_end(json);
    } else if (json_is_string(value)) {
        px_json_str(json, px_json_text(value));
    } else if (json_is_integer(value)) {
        px_json_int(json, json_integer_value(value));
    } else if (json_is_boolean(value)) {
        px_json_bool(json, json_is_true(value));
    } else {
        px_json_null(json);
    }
}

static void put_some(px_json *json, const char *key, px_str text)
{
    if (text.len)
        px_json_pair_str(json, key, text);
}

static void put_evidence(px_json *json, const px_claim *claim)
{
    px_json_key(json, "evidence");
    px_json_array(json);
    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *e = &claim->evidence[i];

        px_json_object(json);
        px_json_pair_str(json, "name", e->name);
        put_some(json, "sha256", e->hash);
        if (e->hash.len)
            px_json_pair_int(json, "bytes", (long long)e->size);
        if (e->kept)
            px_json_pair_bool(json, "kept", true);
        if (e->ranged) {
            px_json_pair_int(json, "start", (long long)e->start);
            px_json_pair_int(json, "length", (long long)e->length);
        }
        put_some(json, "scan", e->scan);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_whole(px_json *json, const px_claim *claim)
{
    px_json_pair_cstr(json, "level", level_names[px_claim_level_of(&claim->subject)]);
    px_json_key(json, "inputs");
    px_json_array(json);
    for (size_t i = 0; i < claim->n_inputs; i++)
        px_json_str(json, claim->inputs[i]);
    px_json_array_end(json);
    px_json_pair_str(json, "author", claim->author.len ? claim->author : PX_STR_NONE);
    px_json_pair_str(json, "act", claim->act);
    px_json_pair_str(json, "supersedes", claim->supersedes.len ? claim->supersedes : PX_STR_NONE);
    px_json_pair_bool(json, "current", claim->current);
}

int px_claim_json(px_json *json, const px_claim *claim, bool whole, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    int rc = px_claim_value(claim, &value, err);

    if (rc < 0)
        return rc;
    px_json_object(json);
    if (whole)
        px_json_pair_str(json, "id", claim->id);
    px_json_pair_str(json, "field", claim->field);
    px_json_key(json, "value");
    put_value(json, value);
    px_json_pair_cstr(json, "basis", px_basis_name(claim->basis));
    put_some(json, "method", claim->method);
    put_some(json, "program", claim->program);
    put_some(json, "note", claim->note);
    put_evidence(json, claim);
    px_json_pair_time(json, "time", claim->time);
    if (whole)
        put_whole(json, claim);
    px_json_object_end(json);
    return 0;
}

int px_claims_file_json(px_json *json, px_str subject, const px_claim *claims, size_t count,
                        px_error *err)
{
    int rc = 0;

    px_json_pair_cstr(json, "format", CLAIMS_FORMAT);
    px_json_pair_str(json, "subject", subject);
    px_json_key(json, "claims");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        if (claims[i].basis != PX_BASIS_DERIVED)
            rc = px_claim_json(json, &claims[i], false, err);
    px_json_array_end(json);
    return rc;
}

/* ---- Reading */

bool px_claims_file_is(px_str head)
{
    return px_str_starts(px_str_trim(head), PX_STR("{")) &&
           px_str_find(head, PX_STR("\"" CLAIMS_FORMAT "\"")) < head.len;
}

/* A text that may be missing. */
static int read_some(px_arena *arena, const json_t *object, const char *key, px_str *ret_text,
                     px_error *err)
{
    px_str text = PX_STR("");
    int rc = json_object_get(object, key) ? px_json_get_str(object, key, &text, err) : 0;

    if (rc >= 0)
        *ret_text = px_arena_str(arena, text);
    return rc;
}

static int read_number(const json_t *object, const char *key, uint64_t *ret_number, px_error *err)
{
    long long number = 0;
    int rc = px_json_get_int(object, key, 0, 9007199254740991LL, &number, err);

    if (rc >= 0)
        *ret_number = (uint64_t)number;
    return rc;
}

/* A file that a claim of elsewhere rests on: it is not kept here. */
static int read_evidence(px_arena *arena, const json_t *object, px_evidence *e, px_error *err)
{
    int rc = read_some(arena, object, "name", &e->name, err);

    if (rc >= 0)
        rc = read_some(arena, object, "sha256", &e->hash, err);
    if (rc >= 0)
        rc = read_some(arena, object, "scan", &e->scan, err);
    if (rc >= 0 && e->hash.len)
        rc = read_number(object, "bytes", &e->size, err);
    e->ranged = json_object_get(object, "start") != NULL;
    if (rc >= 0 && e->ranged)
        rc = read_number(object, "start", &e->start, err);
    return rc >= 0 && e->ranged ? read_number(object, "length", &e->length, err) : rc;
}

static int read_all_evidence(px_arena *arena, const json_t *object, px_claim *claim, px_error *err)
{
    json_t *list = NULL;
    int rc;

    if (!json_object_get(object, "evidence"))
        return 0;
    rc = px_json_get_array(object, "evidence", &list, err);
    if (rc < 0)
        return rc;
    if (json_array_size(list) > PX_CLAIM_EVIDENCE_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the claim names too much evidence"), NULL);
    claim->evidence = px_arena_array(arena, json_array_size(list) + 1, sizeof(*claim->evidence));
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++)
        rc = read_evidence(arena, json_array_get(list, i), &claim->evidence[claim->n_evidence++],
                           err);
    return rc;
}

static int read_claim(px_arena *arena, const json_t *object, px_claim *claim, px_error *err)
{
    const json_t *value = json_object_get(object, "value");
    px_str basis;
    int rc = px_json_get_str(object, "field", &claim->field, err);

    if (rc < 0)
        return rc;
    claim->field = px_arena_str(arena, claim->field);
    if (!value)
        return px_fail(err, PX_ERR_INVALID, N_("'{key}' is missing"), "key", "value", NULL);
    rc = px_claim_value_text(arena, value, &claim->value, err);
    if (rc >= 0)
        rc = px_json_get_str(object, "basis", &basis, err);
    if (rc < 0)
        return rc;
    if (!px_basis_find(basis, &claim->basis) || claim->basis == PX_BASIS_DERIVED)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{key}' has to be measured or declared: what is derived is made anew "
                          "here"),
                       "key", "basis", NULL);
    rc = read_some(arena, object, "method", &claim->method, err);
    if (rc >= 0)
        rc = read_some(arena, object, "program", &claim->program, err);
    if (rc >= 0)
        rc = read_some(arena, object, "note", &claim->note, err);
    return rc < 0 ? rc : read_all_evidence(arena, object, claim, err);
}

int px_claims_file_read(px_str text, const char *source, px_arena *arena, px_claim **ret_claims,
                        size_t *ret_count, px_error *err)
{
    PX_AUTO_JSON json_t *root = NULL;
    px_claim *claims;
    json_t *list;
    px_str format;
    int rc = px_json_parse(text, source, PX_CLAIMS_FILE_MAX, &root, err);

    if (rc >= 0)
        rc = px_json_get_str(root, "format", &format, err);
    if (rc >= 0 && !px_str_is(format, CLAIMS_FORMAT))
        rc = px_fail(err, PX_ERR_UNSUPPORTED, N_("'{source}' is no file of claims"), "source",
                     source, NULL);
    if (rc >= 0)
        rc = px_json_get_array(root, "claims", &list, err);
    if (rc < 0)
        return rc;
    if (json_array_size(list) > PX_CLAIM_BATCH_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("these are too many claims at once"), NULL);
    claims = px_arena_array(arena, json_array_size(list) + 1, sizeof(*claims));
    for (size_t i = 0; rc >= 0 && i < json_array_size(list); i++) {
        char number[24];

        rc = read_claim(arena, json_array_get(list, i), &claims[i], err);
        (void)snprintf(number, sizeof(number), "%zu", i + 1);
        if (rc < 0)
            px_error_add(err, "claim", number);
    }
    if (rc < 0)
        return rc;
    *ret_claims = claims;
    *ret_count = json_array_size(list);
    return 0;
}
