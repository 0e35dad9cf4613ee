/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Proof files, receipts of several, and the two verifying algorithms with any numbers: an answer,
 * never more. A proof that verifies must hold the leaf and the head that it is said to hold.
 */
#include <stdint.h>

#include "store/ledger_receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_file(px_str s)
{
    static const unsigned char seed[32] = { 1, 2, 3 };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_note_key key;
    px_checkpoint head;
    px_str leaf;
    px_error err;
    int rc;

    demand(px_note_key_from_seed(&key, PX_STR("example.org/log"), seed, NULL) == 0);
    rc = px_ledger_verify_proof(s, &key, arena, &leaf, &head, &err);
    if (rc == 0)
        demand(head.size > 0 && px_str_is(head.origin, key.name));
    else
        demand(rc == -(int)err.code && err.message);
}

/* A receipt: each of its proofs is one, and what it says is as long as it can be. */
static void check_receipt(px_str s)
{
    static const unsigned char seed[32] = { 1, 2, 3 };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_ledger_proof *proofs = NULL;
    px_error err = PX_ERROR_INIT;
    px_note_key key;
    size_t count = 0;
    int rc;

    demand(px_note_key_from_seed(&key, PX_STR("example.org/log"), seed, NULL) == 0);
    rc = px_ledger_verify_receipt(s, &key, arena, &proofs, &count, &err);
    if (rc < 0)
        demand(rc == -(int)err.code && err.message);
    else
        demand(count > 0 && proofs);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        demand(proofs[i].leaf.len > 0 && proofs[i].content.len < s.len &&
               px_str_is(proofs[i].checkpoint.origin, key.name));
}

/* Two numbers, then hashes: root, leaf or first root, proof. */
static void check_numbers(const uint8_t *data, size_t size)
{
    uint64_t numbers[2];
    px_hash hashes[PX_MERKLE_MAX_PROOF + 2] = { 0 };
    size_t count;

    if (size < sizeof(numbers) + 2 * sizeof(px_hash))
        return;
    memcpy(numbers, data, sizeof(numbers));
    size = PX_MIN(size - sizeof(numbers), sizeof(hashes));
    memcpy(hashes, data + sizeof(numbers), size);
    count = size / sizeof(px_hash) - 2;
    (void)!px_merkle_verify_inclusion(numbers[0], numbers[1], &hashes[0], hashes + 2, count,
                                      &hashes[1], NULL);
    (void)!px_merkle_verify_consistency(numbers[0], numbers[1], &hashes[0], &hashes[1], hashes + 2,
                                        count, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_file(px_str_n((const char *)data, size));
    check_receipt(px_str_n((const char *)data, size));
    check_numbers(data, size);
    return 0;
}
