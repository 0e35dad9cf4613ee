/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/view_proof.h"

#include "base/json_read.h"
#include "base/json_write.h"
#include "duty/commitment.h"
#include "duty/duty_serve.h"

#include "base/banned.h"

enum { PROOF_BYTES = 256 * 1024, ROOT_DIGITS = 64 };

/* ---- In the jail */

static int proof_write(const px_filled_form *filled, size_t shown, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(ROOT_DIGITS + 1);
    const px_filled_head *head = &filled->head;
    unsigned char root[32];
    px_json json;

    px_commitment_root(filled, root);
    px_builder_hex(&hex, root, sizeof(root));
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_str(&json, "date", head->date);
    px_json_pair_int(&json, "fields", (long long)filled->form->n_fields);
    px_json_pair_str(&json, "form", filled->form->name);
    px_json_pair_str(&json, "model", head->model);
    px_json_pair_str(&json, "provider", head->provider);
    px_json_pair_cstr(&json, "recipient",
                      head->recipient == PX_RECIPIENT_NOBODY ? ""
                                                             : px_recipient_name(head->recipient));
    px_json_pair_str(&json, "root", px_builder_view(&hex));
    px_json_pair_int(&json, "shown", (long long)shown);
    px_json_pair_str(&json, "version", head->version);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int proof_parse(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FILLED px_filled_form filled = { 0 };
    size_t shown = 0;
    int rc = px_filled_read(arena, input, "document", &filled, err);

    (void)options;
    if (rc >= 0)
        rc = px_commitment_verify(&filled, &shown, err);
    return rc < 0 ? rc : proof_write(&filled, shown, out, err);
}

const px_jail_parser px_view_parser = {
    .name = "form-view",
    .parse = proof_parse,
    .max_input = PX_FILLED_MAX_BYTES,
    .max_output = PROOF_BYTES,
    .max_memory = 512ULL << 20,
    .cpu_seconds = 10,
    .wall_seconds = 20,
};

/* ---- Outside */

static int proof_take(px_arena *arena, const json_t *value, px_view_proof *proof)
{
    px_str recipient;
    int rc = px_json_get_str(value, "form", &proof->form, NULL);

    if (rc >= 0)
        rc = px_json_get_str(value, "provider", &proof->provider, NULL);
    if (rc >= 0)
        rc = px_json_get_str(value, "model", &proof->model, NULL);
    if (rc >= 0)
        rc = px_json_get_str(value, "version", &proof->version, NULL);
    if (rc >= 0)
        rc = px_json_get_str(value, "date", &proof->date, NULL);
    if (rc >= 0)
        rc = px_json_get_str(value, "root", &proof->root, NULL);
    if (rc >= 0)
        rc = px_json_get_str(value, "recipient", &recipient, NULL);
    if (rc >= 0)
        rc = px_json_get_int(value, "shown", 0, 100000, &proof->shown, NULL);
    if (rc >= 0)
        rc = px_json_get_int(value, "fields", 0, 100000, &proof->fields, NULL);
    if (rc < 0)
        return rc;
    proof->recipient = PX_RECIPIENT_NOBODY;
    if ((recipient.len && !px_recipient_find(recipient, &proof->recipient)) ||
        !px_official_form_by_name(proof->form) || proof->root.len != ROOT_DIGITS)
        return -PX_ERR_PARSER;
    proof->form = px_official_form_by_name(proof->form)->name;
    proof->provider = px_arena_str(arena, proof->provider);
    proof->model = px_arena_str(arena, proof->model);
    proof->version = px_arena_str(arena, proof->version);
    proof->date = px_arena_str(arena, proof->date);
    proof->root = px_arena_str(arena, proof->root);
    return 0;
}

/* Everything is looked at again: the child may have been taken over by its input. */
int px_view_proof_read(px_arena *arena, px_str output, px_view_proof *ret_proof, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_view_proof proof = { 0 };

    if (px_json_parse(output, "proof", PROOF_BYTES, &value, NULL) < 0 ||
        proof_take(arena, value, &proof) < 0)
        return px_fail(err, PX_ERR_PARSER, N_("what was checked cannot be read"), NULL);
    *ret_proof = proof;
    return 0;
}
