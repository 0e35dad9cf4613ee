/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the tree is stored. A complete subtree of level l and index i covers the leaves from i * 2^l
 * up to (i + 1) * 2^l. It is finished when its last leaf is appended, and the subtrees that one
 * leaf finishes are stored right behind each other, from level 0 upwards. So the row of a node is
 * its number in the order of finishing:
 *
 *   row(l, i) = 2 * last - popcount(last) + l      with last = (i + 1) * 2^l - 1
 *
 * because 2 * n - popcount(n) nodes are finished by the first n leaves. Rows are only ever added
 * at the end of the table, two for each leaf on average, and never changed.
 */
#include "store/merkle.h"

#include <sodium.h>

#include "base/banned.h"

/* Sizes stay below this, so that every number of a node fits SQLite's integers. */
#define MERKLE_MAX_SIZE (UINT64_C(1) << 61)

void px_merkle_leaf(px_str data, px_hash *ret_hash)
{
    static const unsigned char prefix = 0x00;
    crypto_hash_sha256_state state;

    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    if (data.len)
        crypto_hash_sha256_update(&state, (const unsigned char *)data.ptr, data.len);
    crypto_hash_sha256_final(&state, ret_hash->bytes);
}

void px_merkle_node(const px_hash *left, const px_hash *right, px_hash *ret_hash)
{
    unsigned char data[1 + 2 * sizeof(px_hash)] = { 0x01 };

    memcpy(data + 1, left->bytes, sizeof(px_hash));
    memcpy(data + 1 + sizeof(px_hash), right->bytes, sizeof(px_hash));
    crypto_hash_sha256(ret_hash->bytes, data, sizeof(data));
}

void px_merkle_empty_root(px_hash *ret_hash)
{
    crypto_hash_sha256(ret_hash->bytes, (const unsigned char *)"", 0);
}

/* ---- The frontier: the tree while leaves are added one by one */

unsigned px_merkle_frontier_add(px_merkle_frontier *frontier, const px_hash *leaf,
                                px_hash ret_nodes[PX_MERKLE_MAX_PROOF])
{
    unsigned level = 0;

    ret_nodes[0] = *leaf;
    for (uint64_t rest = frontier->size; rest & 1; rest >>= 1) {
        px_merkle_node(&frontier->peaks[level], &ret_nodes[level], &ret_nodes[level + 1]);
        level++;
    }
    frontier->peaks[level] = ret_nodes[level];
    frontier->size++;
    return level + 1;
}

void px_merkle_frontier_root(const px_merkle_frontier *frontier, px_hash *ret_root)
{
    bool started = false;

    px_merkle_empty_root(ret_root);
    for (unsigned level = 0; level < PX_MERKLE_MAX_PROOF; level++) {
        if (!(frontier->size >> level & 1))
            continue;
        if (started)
            px_merkle_node(&frontier->peaks[level], ret_root, ret_root);
        else
            *ret_root = frontier->peaks[level];
        started = true;
    }
}

/* ---- The stored tree */

/* Number of nodes that the first size leaves finish. */
static uint64_t merkle_node_count(uint64_t size)
{
    return 2 * size - (uint64_t)__builtin_popcountll(size);
}

static int merkle_read(px_db *db, unsigned level, uint64_t index, px_hash *ret_hash, px_error *err)
{
    uint64_t last = ((index + 1) << level) - 1;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str hash;
    int rc = px_query_start(db, "SELECT hash FROM ledger_node WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, (int64_t)(merkle_node_count(last) + level));
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    hash = rc > 0 ? px_query_next_str(&query) : PX_STR_NONE;
    if (hash.len != sizeof(ret_hash->bytes))
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the log's tree lacks a node; run 'praxis check' and restore a backup"),
                       NULL);
    memcpy(ret_hash->bytes, hash.ptr, hash.len);
    return 0;
}

int px_merkle_size(px_db *db, uint64_t *ret_size, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    uint64_t nodes, size;
    int rc = px_query_start(db, "SELECT coalesce(max(id) + 1, 0) FROM ledger_node", &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    nodes = (uint64_t)px_query_next_int(&query);
    size = nodes / 2;
    while (merkle_node_count(size) < nodes) /* at most 32 steps: half of a popcount */
        size++;
    if (merkle_node_count(size) != nodes || size >= MERKLE_MAX_SIZE)
        return px_fail(err, PX_ERR_DAMAGED,
                       N_("the log's tree lacks its last nodes; run 'praxis check' and restore a "
                          "backup"),
                       NULL);
    *ret_size = size;
    return 0;
}

/* The largest subtree that ends where the tree of that size ends, and so on: the peaks that the
 * next leaf joins. Only those that it completes are read. */
static int merkle_load_joining(px_db *db, uint64_t size, px_merkle_frontier *frontier,
                               px_error *err)
{
    frontier->size = size;
    for (unsigned level = 0; size >> level & 1; level++) {
        int rc = merkle_read(db, level, (size >> level) - 1, &frontier->peaks[level], err);

        if (rc < 0)
            return rc;
    }
    return 0;
}

int px_merkle_append(px_db *db, const px_hash *leaf, uint64_t *ret_index, px_error *err)
{
    px_merkle_frontier frontier;
    px_hash nodes[PX_MERKLE_MAX_PROOF];
    uint64_t size;
    unsigned count;
    int rc = px_merkle_size(db, &size, err);

    if (rc < 0)
        return rc;
    rc = merkle_load_joining(db, size, &frontier, err);
    if (rc < 0)
        return rc;
    count = px_merkle_frontier_add(&frontier, leaf, nodes);
    for (unsigned level = 0; level < count; level++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(db, "INSERT INTO ledger_node(id, hash) VALUES (?, ?)", &query, err);
        if (rc < 0)
            return rc;
        px_query_int(&query, (int64_t)(merkle_node_count(size) + level));
        px_query_blob(&query, nodes[level].bytes, sizeof(nodes[level].bytes));
        rc = px_query_run(&query, err);
        if (rc < 0)
            return rc;
    }
    *ret_index = size;
    return 0;
}

/* The hash of the leaves from `from` up to `from + count`, where `from` is a multiple of the
 * largest power of two that is not above count (so it splits into complete subtrees). */
static int merkle_range(px_db *db, uint64_t from, uint64_t count, px_hash *ret_hash, px_error *err)
{
    bool started = false;
    uint64_t end = from + count;
    px_hash hash = { { 0 } };

    for (unsigned level = 0; count >> level; level++) {
        px_hash peak;
        int rc;

        if (!(count >> level & 1))
            continue;
        end -= UINT64_C(1) << level;
        rc = merkle_read(db, level, end >> level, &peak, err);
        if (rc < 0)
            return rc;
        if (started)
            px_merkle_node(&peak, &hash, &hash);
        else
            hash = peak;
        started = true;
    }
    *ret_hash = hash;
    return 0;
}

/* The tree must have that many leaves. */
static int merkle_check_size(px_db *db, uint64_t size, px_error *err)
{
    uint64_t present;
    int rc = px_merkle_size(db, &present, err);

    if (rc < 0)
        return rc;
    if (size > present)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the log is not that long yet"), NULL);
    return 0;
}

int px_merkle_root(px_db *db, uint64_t size, px_hash *ret_root, px_error *err)
{
    int rc = merkle_check_size(db, size, err);

    if (rc < 0)
        return rc;
    if (size == 0) {
        px_merkle_empty_root(ret_root);
        return 0;
    }
    return merkle_range(db, 0, size, ret_root, err);
}

/* The largest power of two below n (n > 1): where RFC 9162 splits a tree. */
static uint64_t merkle_split(uint64_t n)
{
    return UINT64_C(1) << (63 - __builtin_clzll(n - 1));
}

/* A proof is gathered from the root downwards and handed out from the leaf upwards. */
static void merkle_reverse(px_hash *proof, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        px_hash swap = proof[i];

        proof[i] = proof[count - 1 - i];
        proof[count - 1 - i] = swap;
    }
}

int px_merkle_inclusion(px_db *db, uint64_t index, uint64_t size, px_hash *ret_proof,
                        size_t *ret_count, px_error *err)
{
    uint64_t from = 0;
    size_t count = 0;
    int rc = merkle_check_size(db, size, err);

    if (rc < 0)
        return rc;
    if (index >= size)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the log is not that long yet"), NULL);
    while (size > 1) { /* PATH(m, D[n]) of section 2.1.3.1 */
        uint64_t k = merkle_split(size);

        if (index < k) {
            rc = merkle_range(db, from + k, size - k, &ret_proof[count++], err);
            size = k;
        } else {
            rc = merkle_range(db, from, k, &ret_proof[count++], err);
            from += k;
            index -= k;
            size -= k;
        }
        if (rc < 0)
            return rc;
    }
    merkle_reverse(ret_proof, count);
    *ret_count = count;
    return 0;
}

int px_merkle_consistency(px_db *db, uint64_t first, uint64_t second, px_hash *ret_proof,
                          size_t *ret_count, px_error *err)
{
    uint64_t from = 0;
    bool known = true; /* the verifier holds the hash of what is left: it is the first root */
    size_t count = 0;
    int rc = merkle_check_size(db, second, err);

    if (rc < 0)
        return rc;
    if (first > second)
        return px_fail(err, PX_ERR_INVALID, N_("the log does not shrink"), NULL);
    while (first != 0 && first != second) { /* SUBPROOF(m, D[n], b) of section 2.1.4.1 */
        uint64_t k = merkle_split(second);

        if (first <= k) {
            rc = merkle_range(db, from + k, second - k, &ret_proof[count++], err);
            second = k;
        } else {
            rc = merkle_range(db, from, k, &ret_proof[count++], err);
            from += k;
            first -= k;
            second -= k;
            known = false;
        }
        if (rc < 0)
            return rc;
    }
    if (!known) {
        rc = merkle_range(db, from, second, &ret_proof[count++], err);
        if (rc < 0)
            return rc;
    }
    merkle_reverse(ret_proof, count);
    *ret_count = count;
    return 0;
}

/* ---- Verifying */

static bool hash_eq(const px_hash *a, const px_hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

int px_merkle_verify_inclusion(uint64_t index, uint64_t size, const px_hash *leaf,
                               const px_hash *proof, size_t count, const px_hash *root,
                               px_error *err)
{
    uint64_t fn = index, sn = size - 1; /* the names of section 2.1.3.2 */
    px_hash r = *leaf;
    size_t i;

    for (i = 0; index < size && i < count && sn != 0; i++) {
        if (fn & 1 || fn == sn) {
            px_merkle_node(&proof[i], &r, &r);
            for (; !(fn & 1) && fn != 0; fn >>= 1)
                sn >>= 1;
        } else {
            px_merkle_node(&r, &proof[i], &r);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (index >= size || i < count || sn != 0 || !hash_eq(&r, root))
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the proof does not lead from the leaf to the log's root"), NULL);
    return 0;
}

/* Section 2.1.4.2 from step 2 on, for 0 < first < second and a path that is not empty. */
static bool merkle_consistent(uint64_t first, uint64_t second, const px_hash *first_root,
                              const px_hash *second_root, const px_hash *proof, size_t count)
{
    uint64_t fn = first - 1, sn = second - 1;
    bool whole = (first & (first - 1)) == 0; /* the first tree is itself the path's first node */
    px_hash fr = whole ? *first_root : proof[0], sr = fr;
    size_t i = whole ? 0 : 1;

    for (; fn & 1; fn >>= 1)
        sn >>= 1;
    for (; i < count; i++) {
        if (sn == 0)
            return false;
        if (fn & 1 || fn == sn) {
            px_merkle_node(&proof[i], &fr, &fr);
            px_merkle_node(&proof[i], &sr, &sr);
            for (; !(fn & 1) && fn != 0; fn >>= 1)
                sn >>= 1;
        } else {
            px_merkle_node(&sr, &proof[i], &sr);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash_eq(&fr, first_root) && hash_eq(&sr, second_root);
}

int px_merkle_verify_consistency(uint64_t first, uint64_t second, const px_hash *first_root,
                                 const px_hash *second_root, const px_hash *proof, size_t count,
                                 px_error *err)
{
    px_hash empty;
    bool held;

    px_merkle_empty_root(&empty);
    if (first > second)
        held = false;
    else if (first == second)
        held = count == 0 && hash_eq(first_root, second_root) &&
               (first != 0 || hash_eq(first_root, &empty));
    else if (first == 0) /* everything grows out of the empty log */
        held = count == 0 && hash_eq(first_root, &empty);
    else
        held = count > 0 && merkle_consistent(first, second, first_root, second_root, proof, count);
    if (!held)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the proof does not show that the log has only grown"), NULL);
    return 0;
}
