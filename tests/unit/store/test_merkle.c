/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/number.h"
#include "store/merkle.h"
#include "store/migration.h"

enum { LARGEST = 70 };

typedef struct fixture {
    char *directory;
    px_db *db;
    px_hash leaves[LARGEST];
} fixture;

static int setup(void **state)
{
    static fixture f;
    char path[4200];
    px_error err;

    f = (fixture){ .directory = px_test_directory() };
    (void)snprintf(path, sizeof(path), "%s/house.db", f.directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &f.db, &err), &err);
    assert_ok(px_migrate(f.db, &err), &err);
    for (int i = 0; i < LARGEST; i++) {
        char text[24];

        (void)snprintf(text, sizeof(text), "leaf %d", i);
        px_merkle_leaf(px_str_of(text), &f.leaves[i]);
    }
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_db_close(f->db);
    px_test_remove(f->directory);
    return 0;
}

static void append(fixture *f, const px_hash *leaf, uint64_t expected)
{
    px_error err;
    uint64_t index = UINT64_MAX;

    assert_ok(px_merkle_append(f->db, leaf, &index, &err), &err);
    assert_int_equal(index, expected);
}

static void append_all(fixture *f)
{
    px_error err;

    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &err), &err);
    for (uint64_t i = 0; i < LARGEST; i++)
        append(f, &f->leaves[i], i);
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
}

/* ---- A second, plain form of RFC 9162 section 2.1, to compare with */

static size_t split(size_t n)
{
    size_t k = 1;

    while (k * 2 < n)
        k *= 2;
    return k;
}

static px_hash reference_root(const px_hash *leaves, size_t n)
{
    px_hash left, right, root;

    if (n == 0)
        px_merkle_empty_root(&root);
    else if (n == 1)
        root = leaves[0];
    else {
        left = reference_root(leaves, split(n));
        right = reference_root(leaves + split(n), n - split(n));
        px_merkle_node(&left, &right, &root);
    }
    return root;
}

static size_t reference_path(const px_hash *leaves, size_t m, size_t n, px_hash *out)
{
    size_t k, count;

    if (n <= 1)
        return 0;
    k = split(n);
    if (m < k) {
        count = reference_path(leaves, m, k, out);
        out[count] = reference_root(leaves + k, n - k);
    } else {
        count = reference_path(leaves + k, m - k, n - k, out);
        out[count] = reference_root(leaves, k);
    }
    return count + 1;
}

static size_t reference_subproof(const px_hash *leaves, size_t m, size_t n, bool b, px_hash *out)
{
    size_t k, count;

    if (m == n) {
        if (!b)
            out[0] = reference_root(leaves, n);
        return b ? 0 : 1;
    }
    k = split(n);
    if (m <= k) {
        count = reference_subproof(leaves, m, k, b, out);
        out[count] = reference_root(leaves + k, n - k);
    } else {
        count = reference_subproof(leaves + k, m - k, n - k, false, out);
        out[count] = reference_root(leaves, k);
    }
    return count + 1;
}

/* ---- Tests */

static px_hash hash_of_hex(const char *hex)
{
    px_hash hash;
    px_error err;

    assert_ok(px_parse_hex(px_str_of(hex), hash.bytes, sizeof(hash.bytes), &err), &err);
    return hash;
}

/* The inputs and roots of the reference implementation of certificate transparency. */
static void test_published_roots(void **state)
{
    static const px_str inputs[] = {
        PX_STR_INIT(""),         PX_STR_INIT("\x00"),
        PX_STR_INIT("\x10"),     PX_STR_INIT("\x20\x21"),
        PX_STR_INIT("\x30\x31"), PX_STR_INIT("\x40\x41\x42\x43"),
        PX_STR_INIT("PQRSTUVW"), PX_STR_INIT("`abcdefghijklmno"),
    };
    static const char *const roots[] = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    };
    fixture *f = *state;
    px_merkle_frontier frontier = { 0 };
    px_error err;

    for (size_t n = 0; n <= PX_COUNT(inputs); n++) {
        px_hash expected = hash_of_hex(roots[n]), root, nodes[PX_MERKLE_MAX_PROOF];

        assert_ok(px_merkle_root(f->db, n, &root, &err), &err);
        assert_memory_equal(root.bytes, expected.bytes, 32);
        px_merkle_frontier_root(&frontier, &root);
        assert_memory_equal(root.bytes, expected.bytes, 32);
        if (n < PX_COUNT(inputs)) {
            px_hash leaf;

            px_merkle_leaf(inputs[n], &leaf);
            append(f, &leaf, n);
            (void)px_merkle_frontier_add(&frontier, &leaf, nodes);
        }
    }
}

static void test_roots_and_inclusion(void **state)
{
    fixture *f = *state;
    px_error err;

    append_all(f);
    for (size_t n = 0; n <= LARGEST; n++) {
        px_hash expected = reference_root(f->leaves, n), root;

        assert_ok(px_merkle_root(f->db, n, &root, &err), &err);
        assert_memory_equal(root.bytes, expected.bytes, 32);
        for (size_t m = 0; m < n; m++) {
            px_hash path[PX_MERKLE_MAX_PROOF], proof[PX_MERKLE_MAX_PROOF];
            size_t length = reference_path(f->leaves, m, n, path), count;

            assert_ok(px_merkle_inclusion(f->db, m, n, proof, &count, &err), &err);
            assert_int_equal(count, length);
            assert_memory_equal(proof, path, count * sizeof(px_hash));
            assert_ok(px_merkle_verify_inclusion(m, n, &f->leaves[m], proof, count, &root, &err),
                      &err);
        }
    }
}

static void test_consistency(void **state)
{
    fixture *f = *state;
    px_error err;

    append_all(f);
    for (size_t n = 0; n <= LARGEST; n++) {
        px_hash second = reference_root(f->leaves, n);

        for (size_t m = 0; m <= n; m++) {
            px_hash path[PX_MERKLE_MAX_PROOF], proof[PX_MERKLE_MAX_PROOF];
            px_hash first = reference_root(f->leaves, m);
            size_t length = m ? reference_subproof(f->leaves, m, n, true, path) : 0, count;

            assert_ok(px_merkle_consistency(f->db, m, n, proof, &count, &err), &err);
            assert_int_equal(count, length);
            assert_memory_equal(proof, path, count * sizeof(px_hash));
            assert_ok(px_merkle_verify_consistency(m, n, &first, &second, proof, count, &err),
                      &err);
        }
    }
}

static void flip(px_hash *hash, size_t bit)
{
    hash->bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
}

/* No proof holds with any bit of it, of the leaf or of the root changed; nor with a hash more or
 * less, or for another index or size. */
static void test_inclusion_refused(void **state)
{
    fixture *f = *state;
    px_hash proof[PX_MERKLE_MAX_PROOF + 1] = { 0 };
    size_t count;
    px_error err;

    append_all(f);
    for (size_t n = 1; n <= 20; n++) {
        px_hash root = reference_root(f->leaves, n);

        for (size_t m = 0; m < n; m++) {
            px_hash leaf = f->leaves[m];

            assert_ok(px_merkle_inclusion(f->db, m, n, proof, &count, &err), &err);
            for (size_t bit = 0; bit < (count + 2) * 256; bit++) {
                px_hash *hash = bit / 256 < count    ? &proof[bit / 256]
                                : bit / 256 == count ? &leaf
                                                     : &root;

                flip(hash, bit % 256);
                assert_fails(px_merkle_verify_inclusion(m, n, &leaf, proof, count, &root, &err),
                             PX_ERR_NOT_VERIFIED);
                flip(hash, bit % 256);
            }
            assert_fails(px_merkle_verify_inclusion(m, n, &leaf, proof, count + 1, &root, &err),
                         PX_ERR_NOT_VERIFIED);
            if (count)
                assert_fails(px_merkle_verify_inclusion(m, n, &leaf, proof, count - 1, &root, &err),
                             PX_ERR_NOT_VERIFIED);
            for (size_t other = 0; other <= n + 1; other++)
                if (other != m)
                    assert_fails(
                        px_merkle_verify_inclusion(other, n, &leaf, proof, count, &root, &err),
                        PX_ERR_NOT_VERIFIED);
        }
    }
}

static void test_inclusion_edges(void **state)
{
    fixture *f = *state;
    px_hash none, *leaf = &f->leaves[0];
    px_error err;

    px_merkle_empty_root(&none);
    assert_fails(px_merkle_verify_inclusion(0, 0, leaf, NULL, 0, &none, &err), PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_inclusion(0, 0, leaf, NULL, 0, leaf, &err), PX_ERR_NOT_VERIFIED);
    assert_ok(px_merkle_verify_inclusion(0, 1, leaf, NULL, 0, leaf, &err), &err);
    assert_fails(px_merkle_verify_inclusion(1, 1, leaf, NULL, 0, leaf, &err), PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_inclusion(UINT64_MAX, UINT64_MAX, leaf, NULL, 0, leaf, &err),
                 PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_inclusion(0, UINT64_MAX, leaf, NULL, 0, leaf, &err),
                 PX_ERR_NOT_VERIFIED);
}

static void test_consistency_refused(void **state)
{
    fixture *f = *state;
    px_hash proof[PX_MERKLE_MAX_PROOF + 1] = { 0 };
    size_t count;
    px_error err;

    append_all(f);
    for (size_t n = 1; n <= 20; n++) {
        for (size_t m = 1; m < n; m++) {
            px_hash first = reference_root(f->leaves, m), second = reference_root(f->leaves, n);

            assert_ok(px_merkle_consistency(f->db, m, n, proof, &count, &err), &err);
            for (size_t bit = 0; bit < (count + 2) * 256; bit++) {
                px_hash *hash = bit / 256 < count    ? &proof[bit / 256]
                                : bit / 256 == count ? &first
                                                     : &second;

                flip(hash, bit % 256);
                assert_fails(
                    px_merkle_verify_consistency(m, n, &first, &second, proof, count, &err),
                    PX_ERR_NOT_VERIFIED);
                flip(hash, bit % 256);
            }
            assert_fails(
                px_merkle_verify_consistency(m, n, &first, &second, proof, count + 1, &err),
                PX_ERR_NOT_VERIFIED);
            assert_fails(
                px_merkle_verify_consistency(m, n, &first, &second, proof, count - 1, &err),
                PX_ERR_NOT_VERIFIED);
            assert_fails(px_merkle_verify_consistency(m, n, &first, &second, proof, 0, &err),
                         PX_ERR_NOT_VERIFIED);
            assert_fails(px_merkle_verify_consistency(n, m, &second, &first, proof, count, &err),
                         PX_ERR_NOT_VERIFIED);
        }
    }
}

static void test_consistency_edges(void **state)
{
    fixture *f = *state;
    px_hash none, *a = &f->leaves[0], *b = &f->leaves[1];
    px_error err;

    px_merkle_empty_root(&none);
    assert_ok(px_merkle_verify_consistency(0, 0, &none, &none, NULL, 0, &err), &err);
    assert_fails(px_merkle_verify_consistency(0, 0, a, a, NULL, 0, &err), PX_ERR_NOT_VERIFIED);
    assert_ok(px_merkle_verify_consistency(0, 5, &none, a, NULL, 0, &err), &err);
    assert_fails(px_merkle_verify_consistency(0, 5, a, a, NULL, 0, &err), PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_consistency(0, 5, &none, a, a, 1, &err), PX_ERR_NOT_VERIFIED);
    assert_ok(px_merkle_verify_consistency(3, 3, a, a, NULL, 0, &err), &err);
    assert_fails(px_merkle_verify_consistency(3, 3, a, b, NULL, 0, &err), PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_consistency(3, 3, a, a, a, 1, &err), PX_ERR_NOT_VERIFIED);
    assert_fails(px_merkle_verify_consistency(UINT64_MAX - 1, UINT64_MAX, a, a, a, 1, &err),
                 PX_ERR_NOT_VERIFIED);
}

static void test_bounds_of_stored_tree(void **state)
{
    fixture *f = *state;
    px_hash hash, proof[PX_MERKLE_MAX_PROOF];
    uint64_t size;
    size_t count;
    px_error err;

    assert_ok(px_merkle_size(f->db, &size, &err), &err);
    assert_int_equal(size, 0);
    assert_fails(px_merkle_root(f->db, 1, &hash, &err), PX_ERR_NOT_FOUND);
    append_all(f);
    assert_ok(px_merkle_size(f->db, &size, &err), &err);
    assert_int_equal(size, LARGEST);
    assert_fails(px_merkle_root(f->db, LARGEST + 1, &hash, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_merkle_root(f->db, UINT64_MAX, &hash, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_merkle_inclusion(f->db, 5, 5, proof, &count, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_merkle_inclusion(f->db, 0, 0, proof, &count, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_merkle_inclusion(f->db, 0, LARGEST + 1, proof, &count, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_merkle_consistency(f->db, 6, 5, proof, &count, &err), PX_ERR_INVALID);
    assert_fails(px_merkle_consistency(f->db, 1, LARGEST + 1, proof, &count, &err),
                 PX_ERR_NOT_FOUND);
}

/* A node that is not there, or of another length, is damage and not another root. */
static void test_damaged(void **state)
{
    fixture *f = *state;
    px_hash hash, proof[PX_MERKLE_MAX_PROOF];
    uint64_t size;
    size_t count;
    px_error err;

    append_all(f);
    assert_ok(px_db_exec(f->db, "DELETE FROM ledger_node WHERE id = 0", &err), &err);
    assert_fails(px_merkle_inclusion(f->db, 1, 2, proof, &count, &err), PX_ERR_DAMAGED);
    assert_fails(px_merkle_root(f->db, 1, &hash, &err), PX_ERR_DAMAGED);
    assert_ok(px_merkle_root(f->db, 2, &hash, &err), &err);
    /* 70 leaves: 137 nodes; the last leaf finishes two of them. */
    assert_ok(px_db_exec(f->db, "DELETE FROM ledger_node WHERE id = 136", &err), &err);
    assert_fails(px_merkle_size(f->db, &size, &err), PX_ERR_DAMAGED);
    assert_fails(px_merkle_append(f->db, &f->leaves[0], &size, &err), PX_ERR_DAMAGED);
}

#define with_db(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_published_roots),   with_db(test_roots_and_inclusion),
        with_db(test_consistency),       with_db(test_inclusion_refused),
        with_db(test_inclusion_edges),   with_db(test_consistency_refused),
        with_db(test_consistency_edges), with_db(test_bounds_of_stored_tree),
        with_db(test_damaged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
