/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The Merkle tree of RFC 9162, section 2.1: SHA-256, leaf = H(0x00 data), node = H(0x01 left
 * right). The tree is stored as the hashes of all complete subtrees, in the order in which they
 * are completed, in the table ledger_node: a root or proof of any size reads O(log n) or
 * O(log^2 n) of them.
 *
 * The verifying half (px_merkle_verify_*) needs no database and follows sections 2.1.3.2 and
 * 2.1.4.2.
 */
#ifndef PX_STORE_MERKLE_H
#define PX_STORE_MERKLE_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "store/db.h"

typedef struct px_hash {
    unsigned char bytes[32];
} px_hash;

#define PX_MERKLE_MAX_PROOF 64

/* RFC 9162, 2.1.1: SHA-256(0x00 || data) and SHA-256(0x01 || left || right). */
void px_merkle_leaf(px_str data, px_hash *ret_hash);
void px_merkle_node(const px_hash *left, const px_hash *right, px_hash *ret_hash);
void px_merkle_empty_root(px_hash *ret_hash); /* SHA-256 of nothing */

/* A tree to which leaves are added in memory: its size and, for each bit of the size, the root of
 * the complete subtree of that level. Start with all bytes zero. */
typedef struct px_merkle_frontier {
    uint64_t size;
    px_hash peaks[PX_MERKLE_MAX_PROOF];
} px_merkle_frontier;

/* Adds a leaf hash. ret_nodes gets the complete subtrees that it finishes, from level 0 upwards;
 * returns their number. */
unsigned px_merkle_frontier_add(px_merkle_frontier *frontier, const px_hash *leaf,
                                px_hash ret_nodes[PX_MERKLE_MAX_PROOF]);
void px_merkle_frontier_root(const px_merkle_frontier *frontier, px_hash *ret_root);

/* Number of leaves in the stored tree. */
int px_merkle_size(px_db *db, uint64_t *ret_size, px_error *err) PX_MUST_CHECK;

/* Appends a leaf hash as number size (read inside the transaction) with all subtrees that it
 * completes. */
int px_merkle_append(px_db *db, const px_hash *leaf, uint64_t *ret_index,
                     px_error *err) PX_MUST_CHECK;

/* Root of the first size leaves. */
int px_merkle_root(px_db *db, uint64_t size, px_hash *ret_root, px_error *err) PX_MUST_CHECK;

/* Inclusion proof of leaf index in the tree of that size; consistency proof from the tree of size
 * first to that of size second. ret_proof has room for PX_MERKLE_MAX_PROOF hashes. */
int px_merkle_inclusion(px_db *db, uint64_t index, uint64_t size, px_hash *ret_proof,
                        size_t *ret_count, px_error *err) PX_MUST_CHECK;
int px_merkle_consistency(px_db *db, uint64_t first, uint64_t second, px_hash *ret_proof,
                          size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* NOT_VERIFIED when the proof does not lead to the root. */
int px_merkle_verify_inclusion(uint64_t index, uint64_t size, const px_hash *leaf,
                               const px_hash *proof, size_t count, const px_hash *root,
                               px_error *err) PX_MUST_CHECK;
int px_merkle_verify_consistency(uint64_t first, uint64_t second, const px_hash *first_root,
                                 const px_hash *second_root, const px_hash *proof, size_t count,
                                 px_error *err) PX_MUST_CHECK;

#endif
