/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/base64.h"
#include "base/child.h"
#include "base/file.h"
#include "store/ledger.h"
#include "store/migration.h"

enum { ACTS = 12 }; /* with the first one, which names the key: 13 leaves */

typedef struct fixture {
    char *directory, *path;
    px_db *db;
    px_arena *arena;
    px_note_key key;
    char ids[ACTS][PX_PUBLIC_ID_LEN + 1];
} fixture;

static px_note_key key_of(unsigned char first)
{
    unsigned char seed[32] = { first, 2, 3 };
    px_note_key key;
    px_error err;

    assert_ok(px_note_key_from_seed(&key, PX_STR("example.org/log"), seed, &err), &err);
    return key;
}

static void publish(fixture *f, int number, char ret_id[PX_PUBLIC_ID_LEN + 1])
{
    char version[16];
    px_act_receipt receipt;
    px_error err;

    (void)snprintf(version, sizeof(version), "%d", number);
    assert_ok(
        px_act_append(f->db,
                      &(px_act){ .kind = "version.published",
                                 .code = "demo",
                                 .version = version,
                                 .content = PX_STR("{\"code\":\"demo\",\"digest\":\"ab\","
                                                   "\"languages\":[\"en\"],\"version\":\"1\"}"),
                                 .author = "operator" },
                      &receipt, &err),
        &err);
    memcpy(ret_id, receipt.id, sizeof(receipt.id));
}

static void import(fixture *f)
{
    px_error err;

    assert_ok(px_act_append(f->db,
                            &(px_act){ .kind = "version.imported",
                                       .content = PX_STR("{\"code\":\"demo\",\"language\":\"en\","
                                                         "\"outline_digest\":\"00\","
                                                         "\"version\":\"1\"}"),
                                       .author = "operator" },
                            NULL, &err),
              &err);
}

static void open_db(fixture *f, px_db_mode mode)
{
    px_error err;

    assert_ok(px_db_open(f->path, mode, &f->db, &err), &err);
}

/* A log of 13 leaves and 12 checkpoints, with internal acts between. */
static int setup(void **state)
{
    static fixture f;
    px_error err;

    f = (fixture){ .directory = px_test_directory(), .arena = px_arena_new(), .key = key_of(1) };
    f.path = px_path_join(f.directory, "house.db");
    open_db(&f, PX_DB_CREATE);
    assert_ok(px_migrate(f.db, &err), &err);
    assert_ok(px_ledger_adopt_key(f.db, &f.key, &err), &err);
    for (int i = 0; i < ACTS; i++) {
        publish(&f, i, f.ids[i]);
        if (i % 5 == 0)
            import(&f);
        if (i != 4) /* two leaves under one head */
            assert_ok(px_ledger_checkpoint(f.db, &f.key, &err), &err);
    }
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_db_close(f->db);
    px_arena_free(f->arena);
    free(f->path);
    px_test_remove(f->directory);
    return 0;
}

/* ---- Heads */

static void test_heads(void **state)
{
    fixture *f = *state;
    px_checkpoint head;
    px_hash root;
    px_str note, text;
    px_error err;

    assert_ok(px_ledger_head(f->db, f->arena, &note, &head, &err), &err);
    assert_int_equal(head.size, ACTS + 1);
    assert_str(head.origin, "example.org/log");
    assert_ok(px_merkle_root(f->db, head.size, &root, &err), &err);
    assert_memory_equal(&head.root, &root, sizeof(root));
    assert_ok(px_note_verify(note, &f->key, &text, &err), &err);
}

static int64_t count_heads(fixture *f)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_error err;

    assert_ok(px_query_start(f->db, "SELECT count(*) FROM ledger_checkpoint", &query, &err), &err);
    assert_ok(px_query_step(&query, &err), &err);
    return px_query_next_int(&query);
}

/* A head is signed only where the log has grown, and only with the key that it is under. */
static void test_when_heads_are_signed(void **state)
{
    fixture *f = *state;
    px_note_key other = key_of(9);
    char id[PX_PUBLIC_ID_LEN + 1];
    px_error err;

    assert_int_equal(count_heads(f), ACTS);
    assert_ok(px_ledger_checkpoint(f->db, &f->key, &err), &err);
    import(f);
    assert_ok(px_ledger_checkpoint(f->db, &f->key, &err), &err);
    assert_int_equal(count_heads(f), ACTS);
    publish(f, 99, id);
    assert_fails(px_ledger_checkpoint(f->db, &other, &err), PX_ERR_CONFIG);
    assert_ok(px_ledger_checkpoint(f->db, &f->key, &err), &err);
    assert_int_equal(count_heads(f), ACTS + 1);
}

static void test_empty_log(void **state)
{
    fixture *f = *state;
    px_ledger_report report;
    px_checkpoint head;
    px_str note;
    px_error err;

    assert_ok(px_db_exec(f->db,
                         "DELETE FROM act; DELETE FROM ledger_node; DELETE FROM ledger_checkpoint",
                         &err),
              &err);
    assert_fails(px_ledger_head(f->db, f->arena, &note, &head, &err), PX_ERR_NOT_FOUND);
    assert_ok(px_ledger_checkpoint(f->db, &f->key, &err), &err);
    assert_int_equal(count_heads(f), 0);
    assert_fails(px_ledger_verify_house(f->db, &f->key, &report, &err), PX_ERR_DAMAGED);
}

/* ---- Proofs */

static void prove(fixture *f, int number, px_builder *out)
{
    px_error err;

    px_builder_clear(out);
    assert_ok(px_ledger_prove(f->db, px_str_of(f->ids[number]), out, &err), &err);
}

static void test_proof_of_every_act(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000);
    fixture *f = *state;
    px_checkpoint head;
    px_act_row act;
    px_str leaf;
    px_error err;

    for (int i = 0; i < ACTS; i++) {
        prove(f, i, &proof);
        assert_ok(
            px_ledger_verify_proof(px_builder_view(&proof), &f->key, f->arena, &leaf, &head, &err),
            &err);
        assert_ok(px_act_find(f->db, f->arena, px_str_of(f->ids[i]), &act, &err), &err);
        assert_true(px_str_eq(leaf, act.leaf));
        assert_int_equal(head.size, ACTS + 1);
    }
    assert_fails(px_ledger_prove(f->db, PX_STR("no such act"), &proof, &err), PX_ERR_NOT_FOUND);
}

static void test_no_proof_of_internal_act(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    fixture *f = *state;
    px_error err;

    assert_ok(
        px_query_start(f->db, "SELECT public_id FROM act WHERE leaf IS NULL LIMIT 1", &query, &err),
        &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    assert_fails(px_ledger_prove(f->db, px_query_next_str(&query), &proof, &err), PX_ERR_INVALID);
}

/* Not one bit of a proof file can change. */
static void test_no_bit_of_a_proof_can_change(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000);
    fixture *f = *state;
    px_checkpoint head;
    px_str leaf = PX_STR("untouched");
    px_error err;

    prove(f, 6, &proof);
    for (size_t i = 0; i < proof.len * 8; i++) {
        int rc;

        proof.ptr[i / 8] ^= (char)(1U << i % 8);
        rc = px_ledger_verify_proof(px_builder_view(&proof), &f->key, f->arena, &leaf, &head, &err);
        if (rc != -(int)PX_ERR_MALFORMED && rc != -(int)PX_ERR_NOT_VERIFIED)
            fail_msg("bit %zu of \"%s\" gives %d", i, proof.ptr, rc);
        proof.ptr[i / 8] ^= (char)(1U << i % 8);
        if (i % 1000 == 0)
            px_arena_reset(f->arena);
    }
    assert_str(leaf, "untouched");
    for (size_t len = 0; len < proof.len; len++)
        assert_true(px_ledger_verify_proof(px_str_sub(px_builder_view(&proof), 0, len), &f->key,
                                           f->arena, &leaf, &head, &err) < 0);
}

static void assert_malformed(fixture *f, const char *proof, const char *line)
{
    px_checkpoint head;
    px_str leaf;
    px_error err;
    int rc = px_ledger_verify_proof(px_str_of(proof), &f->key, f->arena, &leaf, &head, &err);

    if (rc != -(int)PX_ERR_MALFORMED)
        print_error("%d for \"%s\"\n", rc, proof);
    assert_int_equal(rc, -(int)PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "line"), line);
}

static void test_malformed_proofs(void **state)
{
#define HEAD "c2sp.org/tlog-proof@v1\n"
#define HASH "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n"
    PX_AUTO_BUILDER px_builder many = PX_BUILDER_INIT(100000);
    fixture *f = *state;

    assert_malformed(f, "", "1");
    assert_malformed(f, "c2sp.org/tlog-proof@v2\n", "1");
    assert_malformed(f, "c2sp.org/tlog-proof@v1\r\n", "1");
    assert_malformed(f, HEAD, "2");
    assert_malformed(f, HEAD "index 0\n\n", "2");
    assert_malformed(f, HEAD "extra  QQ==\n", "2");
    assert_malformed(f, HEAD "extra QQ=\n", "2");
    assert_malformed(f, HEAD "extra QQ==\n", "3");
    assert_malformed(f, HEAD "extra QQ==\nindex\n", "3");
    assert_malformed(f, HEAD "extra QQ==\nindex -1\n", "3");
    assert_malformed(f, HEAD "extra QQ==\nindex 01\n", "3");
    assert_malformed(f, HEAD "extra QQ==\nindex 0\nshort\n", "4");
    assert_malformed(f, HEAD "extra QQ==\nindex 0\n" HASH "AAAA\n", "5");
    assert_malformed(f, HEAD "extra QQ==\nindex 0\n" HASH, "5");
    assert_malformed(f, HEAD "extra QQ==\nindex 0\n" HASH "\n", "5");
    assert_malformed(f, HEAD "extra QQ==\nindex 0\n" HASH "\nno note\n", "5");
    px_builder_add(&many, HEAD "extra QQ==\nindex 0\n");
    for (int i = 0; i < 65; i++)
        px_builder_add(&many, HASH);
    assert_malformed(f, px_builder_cstr(&many), "68");
}

static void test_proof_under_another_key(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000), big = PX_BUILDER_INIT(4 << 20);
    fixture *f = *state;
    px_note_key other = key_of(9);
    px_checkpoint head;
    px_str leaf;
    px_error err;

    prove(f, 0, &proof);
    assert_fails(
        px_ledger_verify_proof(px_builder_view(&proof), &other, f->arena, &leaf, &head, &err),
        PX_ERR_NOT_VERIFIED);
    while (big.len <= 2 << 20)
        px_builder_add(&big, "more than there can be in any proof\n");
    assert_fails(
        px_ledger_verify_proof(px_builder_view(&big), &f->key, f->arena, &leaf, &head, &err),
        PX_ERR_TOO_LARGE);
}

/* The key may sign for several logs; only its own counts. */
static void test_head_of_another_origin(void **state)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(10000), proof = PX_BUILDER_INIT(10000);
    fixture *f = *state;
    px_checkpoint head = { .origin = PX_STR("elsewhere"), .size = 1 };
    px_str leaf = PX_STR("a leaf");
    px_error err;

    px_merkle_leaf(leaf, &head.root);
    px_builder_add(&proof, HEAD "extra ");
    px_base64_print(&proof, leaf.ptr, leaf.len);
    px_builder_add(&proof, "\nindex 0\n\n");
    px_checkpoint_print(&head, &text);
    assert_ok(px_note_sign(px_builder_view(&text), &f->key, &proof, &err), &err);
    assert_fails(
        px_ledger_verify_proof(px_builder_view(&proof), &f->key, f->arena, &leaf, &head, &err),
        PX_ERR_NOT_VERIFIED);
}

/* The way that docs/format-log.md shows: a proof is checked with nothing but standard tools. */
static void test_proof_by_hand(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000), verifier = PX_BUILDER_INIT(1000);
    fixture *f = *state;
    PX_AUTO_FREE char *file = px_path_join(f->directory, "act.tlog-proof");
    px_error err;

    px_note_verifier_print(&f->key, &verifier);
    for (int i = 0; i < ACTS; i++) {
        const char *const argv[] = { "sh", PX_TEST_SOURCE "/docs/verify-proof.sh", file,
                                     px_builder_cstr(&verifier), NULL };
        px_child_result result;

        prove(f, i, &proof);
        assert_ok(px_file_write(file, px_builder_view(&proof), 0600, &err), &err);
        assert_ok(px_child_run(&(px_child_spec){ .argv = argv }, &result, &err), &err);
        if (result.exit_status != 0)
            print_error("%s%s", px_builder_cstr(&result.out), px_builder_cstr(&result.err));
        assert_int_equal(result.exit_status, 0);
        px_child_result_free(&result);
        proof.ptr[40] ^= 1; /* inside the leaf */
        assert_ok(px_file_write(file, px_builder_view(&proof), 0600, &err), &err);
        assert_ok(px_child_run(&(px_child_spec){ .argv = argv }, &result, &err), &err);
        assert_int_not_equal(result.exit_status, 0);
        px_child_result_free(&result);
    }
}

/* ---- The whole house */

static void assert_whole(fixture *f, uint64_t erased)
{
    px_ledger_report report;
    px_error err;

    assert_ok(px_ledger_verify_house(f->db, &f->key, &report, &err), &err);
    assert_int_equal(report.acts, ACTS + 1 + 3);
    assert_int_equal(report.leaves, ACTS + 1);
    assert_int_equal(report.checkpoints, ACTS);
    assert_int_equal(report.erased, erased);
}

static void test_whole(void **state)
{
    fixture *f = *state;
    px_error err;

    assert_whole(f, 0);
    assert_ok(px_db_exec(f->db, "BEGIN", &err), &err); /* also inside of a transaction */
    assert_whole(f, 0);
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
    px_db_close(f->db);
    open_db(f, PX_DB_READ);
    assert_whole(f, 0);
}

/* What is erased can no longer be opened, and the log stays whole. */
static void test_erased(void **state)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(100000);
    fixture *f = *state;
    px_checkpoint head;
    px_act_row act;
    px_str leaf;
    px_error err;

    assert_ok(px_db_exec(f->db,
                         "UPDATE act SET content = NULL, content_salt = NULL WHERE leaf_index = 3;"
                         "UPDATE act SET author = NULL, author_salt = NULL "
                         "WHERE leaf_index IN (3, 4)",
                         &err),
              &err);
    assert_whole(f, 2);
    assert_ok(px_act_find(f->db, f->arena, px_str_of(f->ids[2]), &act, &err), &err);
    assert_int_equal(act.leaf_index, 3);
    assert_null(act.content.ptr);
    prove(f, 2, &proof);
    assert_ok(
        px_ledger_verify_proof(px_builder_view(&proof), &f->key, f->arena, &leaf, &head, &err),
        &err);
}

/* After a restore without the old key: the log names the new one, and both parts hold. */
static void test_another_key(void **state)
{
    fixture *f = *state;
    px_note_key old = f->key, next = key_of(7);
    char id[PX_PUBLIC_ID_LEN + 1];
    px_ledger_report report;
    px_act_row act;
    px_error err;

    assert_ok(px_ledger_adopt_key(f->db, &next, &err), &err);
    assert_ok(px_act_find_last(f->db, f->arena, PX_ACT_LOG_REKEYED, NULL, NULL, &act, &err), &err);
    assert_int_equal(act.leaf_index, ACTS + 1);
    publish(f, 50, id);
    assert_fails(px_ledger_checkpoint(f->db, &old, &err), PX_ERR_CONFIG);
    assert_ok(px_ledger_checkpoint(f->db, &next, &err), &err);
    assert_ok(px_ledger_verify_house(f->db, &next, &report, &err), &err);
    assert_int_equal(report.checkpoints, ACTS + 2);
    assert_fails(px_ledger_verify_house(f->db, &old, &report, &err), PX_ERR_DAMAGED);
}

/* Each of these is one thing that somebody with the database in hands could do. */
static const struct {
    const char *sql;
    const char *leaf; /* where it is found */
} damages[] = {
    { "UPDATE act SET public_id = substr(public_id, 2) || 'x' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET kind = 'version.publishee' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET kind = 'log.rekeyed' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET kind = 'version.imported' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET code = 'demp' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET code = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET version = '9' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET version = version || char(0) WHERE leaf_index = 5", "5" },
    { "UPDATE act SET time = time + 1 WHERE id = (SELECT max(id) FROM act)", "12" },
    { "UPDATE act SET time = time - 1 WHERE leaf_index = 0", "0" },
    { "UPDATE act SET leaf_index = 99 WHERE leaf_index = 5", "5" },
    { "UPDATE act SET leaf_index = NULL, leaf = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET leaf = CAST(replace(CAST(leaf AS TEXT), '\"v\":1', '\"v\":2') AS BLOB) "
      "WHERE leaf_index = 5",
      "5" },
    { "UPDATE act SET leaf = substr(leaf, 2) WHERE leaf_index = 5", "5" },
    { "UPDATE act SET leaf = CAST(leaf || ' ' AS BLOB) WHERE leaf_index = 5", "5" },
    { "UPDATE act SET leaf = x'' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET content = CAST(replace(CAST(content AS TEXT), 'demo', 'demp') AS BLOB) WHERE "
      "leaf_index = 5",
      "5" },
    { "UPDATE act SET content = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET content_salt = zeroblob(32) WHERE leaf_index = 5", "5" },
    { "UPDATE act SET content_salt = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET author = 'operatos' WHERE leaf_index = 5", "5" },
    { "UPDATE act SET author = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET author_salt = zeroblob(32) WHERE leaf_index = 5", "5" },
    { "UPDATE act SET author_salt = NULL WHERE leaf_index = 5", "5" },
    { "UPDATE act SET content_salt = author_salt, author_salt = content_salt "
      "WHERE leaf_index = 5",
      "5" },
    { "UPDATE act SET content = NULL, content_salt = NULL WHERE leaf_index = 0",
      "0" }, /* the key */
    { "UPDATE act SET content_salt = zeroblob(32) WHERE leaf_index IS NULL", "2" },
    { "DELETE FROM act WHERE leaf_index = 5", "5" },
    { "DELETE FROM act WHERE leaf_index = 0", "0" },
    { "DELETE FROM act WHERE leaf_index = 12", "12" },
    { "UPDATE act SET leaf_index = 205 - leaf_index WHERE leaf_index IN (5, 6);" /* swapped */
      "UPDATE act SET leaf_index = leaf_index - 194 WHERE leaf_index > 190",
      "5" },
    { "UPDATE act SET id = 1000 WHERE leaf_index = 5; UPDATE act SET id = 1001 "
      "WHERE leaf_index = 6",
      "5" },
    { "UPDATE ledger_node SET hash = zeroblob(32) WHERE id = 0", "0" },
    { "UPDATE ledger_node SET hash = zeroblob(32) WHERE id = 10", "6" }, /* the leaf alone */
    { "UPDATE ledger_node SET hash = zeroblob(32) WHERE id = 6", "3" },  /* of four leaves */
    { "DELETE FROM ledger_node WHERE id = 7", "4" },
    { "DELETE FROM ledger_node WHERE id = (SELECT max(id) FROM ledger_node)", "12" },
    { "INSERT INTO ledger_node SELECT max(id) + 1, zeroblob(32) FROM ledger_node", "13" },
    { "UPDATE ledger_checkpoint SET root = zeroblob(32) WHERE size = 4", "4" },
    { "UPDATE ledger_checkpoint SET previous = 1 WHERE size = 4", "4" },
    { "UPDATE ledger_checkpoint SET previous = NULL WHERE size = 4", "4" },
    { "UPDATE ledger_checkpoint SET size = 6, previous = 5 WHERE size = 5", "6" },
    { "UPDATE ledger_checkpoint SET note = replace(note, 'example', 'exampla') WHERE size = 4",
      "4" },
    { "UPDATE ledger_checkpoint SET note = (SELECT note FROM ledger_checkpoint WHERE size = 3) "
      "WHERE size = 4",
      "4" },
    { "UPDATE ledger_checkpoint SET note = '' WHERE size = 4", "4" },
    { "DELETE FROM ledger_checkpoint WHERE size = 4", "5" },
    { "DELETE FROM ledger_checkpoint WHERE size = 1", "2" },
    { "DELETE FROM ledger_checkpoint WHERE size = 13", "13" },
    { "INSERT INTO ledger_checkpoint SELECT 14, 13, root, note FROM ledger_checkpoint "
      "WHERE size = 13",
      "13" },
    { "DELETE FROM act WHERE leaf_index = 12; DELETE FROM ledger_checkpoint WHERE size = 13",
      "12" },
};

static void test_damages(void **state)
{
    fixture *f = *state;
    px_ledger_report report = { .acts = 77 };
    px_error err;

    for (size_t i = 0; i < PX_COUNT(damages); i++) {
        int rc;

        assert_ok(px_db_exec(f->db, "BEGIN", &err), &err);
        assert_ok(px_db_exec(f->db, damages[i].sql, &err), &err);
        if (sqlite3_total_changes(px_db_handle(f->db)) == 0)
            fail_msg("changes nothing: %s", damages[i].sql);
        rc = px_ledger_verify_house(f->db, &f->key, &report, &err);
        if (rc != -(int)PX_ERR_DAMAGED || strcmp(px_error_arg(&err, "leaf"), damages[i].leaf) != 0)
            fail_msg("%d at leaf %s: %s", rc, rc ? px_error_arg(&err, "leaf") : "-",
                     damages[i].sql);
        assert_true(strlen(px_error_arg(&err, "act")) > 0);
        assert_int_equal(report.acts, 77);
        assert_ok(px_db_exec(f->db, "ROLLBACK", &err), &err);
    }
    assert_whole(f, 0);
}

static void flip_in_every_blob(fixture *f, const char *table, const char *column)
{
    PX_AUTO_BUILDER px_builder sql = PX_BUILDER_INIT(4000);
    px_ledger_report report;
    px_error err;

    /* SQLite has no operator on blobs: the byte goes through its hexadecimal digits. */
    for (int row = 0; row < 3; row++) {
        px_builder_clear(&sql);
        px_builder_format(&sql,
                          "UPDATE %s SET %s = CAST(substr(%s, 1, 20) || "
                          "char(CASE unicode(substr(CAST(%s AS TEXT), 21, 1)) WHEN 65 THEN 66 "
                          "ELSE 65 END) || substr(%s, 22) AS %s) WHERE rowid = "
                          "(SELECT rowid FROM %s WHERE %s IS NOT NULL LIMIT 1 OFFSET %d)",
                          table, column, column, column, column,
                          strcmp(column, "note") == 0 ? "TEXT" : "BLOB", table, column, row * 4);
        assert_ok(px_db_exec(f->db, "BEGIN", &err), &err);
        assert_ok(px_db_exec(f->db, px_builder_cstr(&sql), &err), &err);
        assert_fails(px_ledger_verify_house(f->db, &f->key, &report, &err), PX_ERR_DAMAGED);
        assert_ok(px_db_exec(f->db, "ROLLBACK", &err), &err);
    }
}

/* One byte in the middle of a leaf, a content, a note. */
static void test_changed_bytes(void **state)
{
    fixture *f = *state;

    flip_in_every_blob(f, "act", "leaf");
    flip_in_every_blob(f, "ledger_checkpoint", "note");
    assert_whole(f, 0);
}

#define with_db(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_heads),
        with_db(test_when_heads_are_signed),
        with_db(test_empty_log),
        with_db(test_proof_of_every_act),
        with_db(test_no_proof_of_internal_act),
        with_db(test_no_bit_of_a_proof_can_change),
        with_db(test_malformed_proofs),
        with_db(test_proof_under_another_key),
        with_db(test_head_of_another_origin),
        with_db(test_proof_by_hand),
        with_db(test_whole),
        with_db(test_erased),
        with_db(test_another_key),
        with_db(test_damages),
        with_db(test_changed_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
