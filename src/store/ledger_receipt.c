/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/ledger_receipt.h"

#include <sodium.h>

#include "base/banned.h"

#define PROOF_HEAD "c2sp.org/tlog-proof@v1"

enum { RECEIPT_MAX = 64 * 1024 * 1024, PROOFS_MAX = 100000 };

int px_ledger_receipt_add(px_db *db, px_str act_id, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_act_row act;
    int rc = px_act_find(db, arena, act_id, &act, err);

    if (rc < 0)
        return rc;
    if (act.content.ptr) {
        px_builder_add(out, "# content ");
        px_builder_str(out, act.content);
        px_builder_add(out, "\n# salt ");
        px_builder_hex(out, act.content_salt, sizeof(act.content_salt));
        px_builder_char(out, '\n');
    }
    return px_ledger_prove(db, act_id, out, err);
}

/* ---- Checking */

typedef struct reading {
    px_str rest;
    const px_note_key *key;
    px_arena *arena;
    px_str content, salt; /* in front of the proof that comes next */
    px_ledger_proof *proofs;
    size_t count, room;
} reading;

static bool is_boundary(px_str line)
{
    return px_str_starts(line, PX_STR("#")) || px_str_is(line, PROOF_HEAD);
}

/* The proof that the line begins, up to the next one or to words for people. */
static px_str proof_text(reading *r, px_str head)
{
    const char *end = head.ptr + head.len;
    px_str rest = r->rest, line;

    while (px_str_split(&rest, '\n', &line) && !is_boundary(line)) {
        end = line.ptr + line.len;
        r->rest = rest;
    }
    if (r->rest.ptr) /* with its last line feed */
        end++;
    return px_str_n(head.ptr, (size_t)(end - head.ptr));
}

/* Whether the leaf commits to the content under the salt. */
static int check_content(const reading *r, px_str leaf, px_error *err)
{
    unsigned char salt[32], commitment[32];
    char hex[2 * sizeof(commitment) + 1];
    PX_AUTO_BUILDER px_builder pair = PX_BUILDER_INIT(128);
    size_t len = 0;

    if (sodium_hex2bin(salt, sizeof(salt), r->salt.ptr, r->salt.len, NULL, &len, NULL) != 0 ||
        len != sizeof(salt))
        return px_fail(err, PX_ERR_MALFORMED, N_("the salt in front of the proof is malformed"),
                       NULL);
    px_act_commit(PX_ACT_CONTENT, salt, r->content, commitment);
    (void)sodium_bin2hex(hex, sizeof(hex), commitment, sizeof(commitment));
    px_builder_format(&pair, "\"content\":\"%s\"", hex);
    if (px_str_find(leaf, px_builder_view(&pair)) < leaf.len)
        return 0;
    return px_fail(err, PX_ERR_NOT_VERIFIED,
                   N_("the act is in the log, but it does not say what this receipt says"), NULL);
}

static int read_proof(reading *r, px_str head, px_error *err)
{
    px_ledger_proof proof = { .content = PX_STR("") };
    px_str text = proof_text(r, head);
    int rc = px_ledger_verify_proof(text, r->key, r->arena, &proof.leaf, &proof.checkpoint, err);

    if (rc >= 0 && r->content.len) {
        rc = check_content(r, proof.leaf, err);
        proof.content = r->content;
    }
    r->content = r->salt = PX_STR("");
    if (rc < 0) {
        px_error_add(err, "proof", px_arena_format(r->arena, "%zu", r->count + 1));
        return rc;
    }
    r->proofs = px_arena_grow(r->arena, r->proofs, r->count, &r->room, sizeof(*r->proofs));
    r->proofs[r->count++] = proof;
    return 0;
}

static int read_line(reading *r, px_str line, px_error *err)
{
    static const px_str content = PX_STR_INIT("# content "), salt = PX_STR_INIT("# salt ");

    if (px_str_is(line, PROOF_HEAD))
        return read_proof(r, line, err);
    if (px_str_starts(line, content))
        r->content = px_str_sub(line, content.len, line.len);
    else if (px_str_starts(line, salt))
        r->salt = px_str_sub(line, salt.len, line.len);
    else if (line.len && !px_str_starts(line, PX_STR("#")))
        return px_fail(err, PX_ERR_MALFORMED, N_("this is not the proof of an act"), NULL);
    return 0;
}

int px_ledger_verify_receipt(px_str receipt, const px_note_key *key, px_arena *arena,
                             px_ledger_proof **ret_proofs, size_t *ret_count, px_error *err)
{
    reading r = { .rest = receipt.ptr ? receipt : PX_STR(""), .key = key, .arena = arena };
    px_str line;
    int rc = 0;

    if (receipt.len > RECEIPT_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("no receipt is that long"), NULL);
    while (rc >= 0 && px_str_split(&r.rest, '\n', &line)) {
        if (r.count == PROOFS_MAX)
            return px_fail(err, PX_ERR_TOO_MANY, N_("the receipt has too many proofs"), NULL);
        rc = read_line(&r, line, err);
    }
    if (rc >= 0 && !r.count)
        rc = px_fail(err, PX_ERR_MALFORMED, N_("this is not the proof of an act"), NULL);
    if (rc < 0)
        return rc;
    *ret_proofs = r.proofs;
    *ret_count = r.count;
    return 0;
}
