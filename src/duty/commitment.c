/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/commitment.h"

#include <sodium.h>

#include "base/json_canonical.h"
#include "base/json_write.h"
#include "store/merkle.h"

#include "base/banned.h"

enum { PART_MAX = 2 * 1024 * 1024 };

static const char salt_domain[] = "praxis/form/salt/1";

/* ---- Parts */

/* What is not said is empty, never null. */
static void pair(px_json *json, const char *key, px_str text)
{
    px_json_pair_str(json, key, text.ptr ? text : PX_STR(""));
}

static int print_head(const px_filled_form *filled, px_builder *out, px_error *err)
{
    const px_filled_head *head = &filled->head;
    px_json json;

    px_json_start(&json, out, PX_JSON_CANONICAL);
    px_json_object(&json);
    pair(&json, "date", head->date);
    pair(&json, "document_version", head->version);
    pair(&json, "form", filled->form->name);
    pair(&json, "form_version", filled->form->version);
    pair(&json, "model", head->model);
    pair(&json, "provider", head->provider);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < head->n_versions; i++)
        px_json_str(&json, head->versions[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int print_field(const px_filled_field *field, px_builder *out, px_error *err)
{
    int rc = 0;

    px_builder_add(out, "{\"field\":\"");
    px_builder_str(out, field->field->id);
    px_builder_add(out, "\",\"value\":");
    if (field->value)
        rc = px_json_canonical(out, field->value, err);
    else
        px_builder_add(out, "null");
    px_builder_char(out, '}');
    return rc < 0 ? rc : px_builder_check(out, err);
}

/* Part 0 is the head, part i + 1 field i. */
static int print_part(const px_filled_form *filled, size_t part, px_builder *out, px_error *err)
{
    px_builder_clear(out);
    return part == 0 ? print_head(filled, out, err)
                     : print_field(&filled->fields[part - 1], out, err);
}

static size_t part_count(const px_filled_form *filled)
{
    return filled->form->n_fields + 1;
}

/* ---- Hashes */

static void update(crypto_hash_sha256_state *state, const void *bytes, size_t len)
{
    if (len > 0)
        crypto_hash_sha256_update(state, bytes, len);
}

static void leaf_of(const unsigned char salt[32], px_str part, unsigned char ret_leaf[32])
{
    crypto_hash_sha256_state state;
    unsigned char commitment[32];
    px_hash leaf;

    crypto_hash_sha256_init(&state);
    update(&state, PX_COMMITMENT_SCHEME, sizeof(PX_COMMITMENT_SCHEME));
    update(&state, salt, 32);
    update(&state, part.ptr, part.len);
    crypto_hash_sha256_final(&state, commitment);
    px_merkle_leaf(px_str_n((const char *)commitment, sizeof(commitment)), &leaf);
    memcpy(ret_leaf, leaf.bytes, sizeof(leaf.bytes));
}

static void salt_of(const unsigned char secret[32], px_str context, px_str part,
                    unsigned char ret_salt[32])
{
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, secret, 32);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)salt_domain, sizeof(salt_domain));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)context.ptr, context.len);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)"", 1);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)part.ptr, part.len);
    crypto_auth_hmacsha256_final(&state, ret_salt);
}

int px_commitment_make(px_filled_form *whole, const unsigned char secret[32], px_str context,
                       px_error *err)
{
    PX_AUTO_BUILDER px_builder head = PX_BUILDER_INIT(PART_MAX), part = PX_BUILDER_INIT(PART_MAX);
    PX_AUTO_BUILDER px_builder salted = PX_BUILDER_INIT(2 * PART_MAX);
    size_t n = part_count(whole);
    unsigned char(*salts)[32] = px_arena_array(whole->arena, n, 32);
    unsigned char(*leaves)[32] = px_arena_array(whole->arena, n, 32);
    int rc = print_head(whole, &head, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        rc = print_part(whole, i, &part, err);
        if (rc < 0)
            break;
        /* The head binds the salt to this version of the document, the id to the field. */
        px_builder_clear(&salted);
        px_builder_str(&salted, px_builder_view(&head));
        px_builder_str(&salted, px_builder_view(&part));
        rc = px_builder_check(&salted, err);
        if (rc < 0)
            break;
        salt_of(secret, context, px_builder_view(&salted), salts[i]);
        leaf_of(salts[i], px_builder_view(&part), leaves[i]);
    }
    if (rc < 0)
        return rc;
    whole->salts = salts;
    whole->leaves = leaves;
    for (size_t i = 0; i < whole->form->n_fields; i++)
        whole->fields[i].opened = true;
    return 0;
}

int px_commitment_open(const px_filled_form *whole, px_filled_form *view, px_error *err)
{
    size_t n = part_count(whole);
    unsigned char(*salts)[32] = px_arena_array(view->arena, n, 32);

    (void)err;
    memcpy(salts[0], whole->salts[0], 32);
    for (size_t i = 0; i < whole->form->n_fields; i++) {
        view->fields[i].opened = px_filled_shows(view, whole->fields[i].field);
        if (view->fields[i].opened)
            memcpy(salts[i + 1], whole->salts[i + 1], 32);
    }
    view->salts = salts;
    view->leaves = whole->leaves;
    return 0;
}

void px_commitment_root(const px_filled_form *filled, unsigned char ret_root[32])
{
    px_merkle_frontier frontier = { 0 };
    px_hash nodes[PX_MERKLE_MAX_PROOF], leaf, root;

    for (size_t i = 0; i < part_count(filled); i++) {
        memcpy(leaf.bytes, filled->leaves[i], 32);
        (void)px_merkle_frontier_add(&frontier, &leaf, nodes);
    }
    px_merkle_frontier_root(&frontier, &root);
    memcpy(ret_root, root.bytes, 32);
}

static int verify_part(const px_filled_form *filled, size_t part, px_builder *out, px_error *err)
{
    unsigned char leaf[32];
    int rc = print_part(filled, part, out, err);

    if (rc < 0)
        return rc;
    leaf_of(filled->salts[part], px_builder_view(out), leaf);
    if (memcmp(leaf, filled->leaves[part], 32) != 0)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("what the document says in '{field}' is not what its root stands for"),
                       "field", part == 0 ? "head" : filled->fields[part - 1].field->name.ptr,
                       NULL);
    return 0;
}

int px_commitment_verify(const px_filled_form *filled, size_t *ret_shown, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PART_MAX);
    size_t shown = 0;
    int rc;

    if (!filled->salts || !filled->leaves)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("this document carries no proof that it is a view of another one"),
                       "field", "", NULL);
    rc = verify_part(filled, 0, &out, err);
    for (size_t i = 0; rc >= 0 && i < filled->form->n_fields; i++) {
        const px_filled_field *field = &filled->fields[i];

        if (field->value && !field->opened)
            return px_fail(err, PX_ERR_NOT_VERIFIED,
                           N_("'{field}' has a value that the proof does not cover"), "field",
                           field->field->name.ptr, NULL);
        if (!field->opened)
            continue;
        rc = verify_part(filled, i + 1, &out, err);
        shown++;
    }
    if (rc >= 0 && ret_shown)
        *ret_shown = shown;
    return rc < 0 ? rc : 0;
}
