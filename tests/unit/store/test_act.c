/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "store/act.h"
#include "store/merkle.h"
#include "store/migration.h"

#define CONTENT                                                                                    \
    "{\"code\":\"demo\",\"digest\":\"ab\",\"languages\":[\"en\",\"fr\"],\"version\":\"1\"}"

typedef struct fixture {
    char *directory;
    px_db *db;
    px_arena *arena;
    px_time now;
    unsigned char random;
} fixture;

static px_time clock_of(void *arg)
{
    return ((fixture *)arg)->now;
}

/* Bytes that count up, so that ids and salts are known. */
static void random_of(void *arg, void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ((unsigned char *)bytes)[i] = ((fixture *)arg)->random++;
}

static int setup(void **state)
{
    static fixture f;
    char path[4200];
    px_error err;

    f = (fixture){ .directory = px_test_directory(),
                   .arena = px_arena_new(),
                   .now = INT64_C(1795533518123) }; /* 2026-11-24T15:18:38.123Z */
    (void)snprintf(path, sizeof(path), "%s/house.db", f.directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &f.db, &err), &err);
    assert_ok(px_migrate(f.db, &err), &err);
    px_clock_set(clock_of, &f);
    px_random_set(random_of, &f);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_clock_set(NULL, NULL);
    px_random_set(NULL, NULL);
    px_db_close(f->db);
    px_arena_free(f->arena);
    px_test_remove(f->directory);
    return 0;
}

static px_act published(const char *content)
{
    return (px_act){ .kind = "version.published",
                     .code = "demo",
                     .version = "1",
                     .content = px_str_of(content),
                     .author = "operator" };
}

static px_act_receipt append(fixture *f, const px_act *act)
{
    px_act_receipt receipt;
    px_error err;

    assert_ok(px_act_append(f->db, act, &receipt, &err), &err);
    return receipt;
}

static void test_kinds(void **state)
{
    (void)state;
    assert_true(px_act_kind_count > 0);
    for (size_t i = 0; i < px_act_kind_count; i++) {
        const px_act_kind *kind = &px_act_kinds[i];

        assert_ptr_equal(px_act_kind_find(px_str_of(kind->name)), kind);
        assert_true(kind->summary && *kind->summary);
        for (size_t k = 1; kind->fields[k]; k++)
            assert_true(strcmp(kind->fields[k - 1], kind->fields[k]) < 0);
    }
    assert_null(px_act_kind_find(PX_STR("version")));
}

/* Made in the shell: { printf 'praxis/act/content/1\0'; salt; printf '{"a":1}'; } | sha256sum, and
 * likewise for the author, with a salt of the bytes 0 to 31. */
static void test_commitments(void **state)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(200);
    unsigned char salt[32], commitment[32];

    (void)state;
    for (size_t i = 0; i < sizeof(salt); i++)
        salt[i] = (unsigned char)i;
    px_act_commit(PX_ACT_CONTENT, salt, PX_STR("{\"a\":1}"), commitment);
    px_builder_hex(&hex, commitment, sizeof(commitment));
    assert_str(px_builder_view(&hex),
               "326d499cade69578e24cc5a91979d8f7d5e04f6c6bf1e97a65a9b2fb211468d9");
    px_builder_clear(&hex);
    px_act_commit(PX_ACT_AUTHOR, salt, PX_STR("operator"), commitment);
    px_builder_hex(&hex, commitment, sizeof(commitment));
    assert_str(px_builder_view(&hex),
               "40256cce3850a5d7d090d06364e6d8f864558f0cd62f06b64d2bdb3041dcc62b");
}

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* These bytes are fixed for ever. */
static void test_leaf_bytes(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4000);
    px_act_leaf leaf = {
        .kind = PX_STR("version.published"),
        .code = PX_STR("demo"),
        .version = PX_STR("d\xC3\xA9j\xC3\xA0 \"2\""),
        .id = PX_STR("0123456789abcdefghjkmnpqrs"),
        .time = INT64_C(1795533518123),
        .author = { 0 },
        .content = { 0xAB },
    };
    px_error err;

    (void)state;
    assert_ok(px_act_leaf_print(&leaf, &out, &err), &err);
    assert_str(px_builder_view(&out),
               "{\"act\":\"version.published\",\"author\":\"" ZEROS "\",\"code\":\"demo\","
               "\"content\":\"ab000000000000000000000000000000000000000000000000000000000000"
               "00\",\"id\":\"0123456789abcdefghjkmnpqrs\",\"time\":\"2026-11-24T15:18:38.123Z\","
               "\"v\":1,\"version\":\"d\xC3\xA9j\xC3\xA0 \\\"2\\\"\"}");
}

/* What is appended is the leaf of the row. */
static void test_leaf_appended(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_act_receipt receipt = append(f, &act);
    px_act_row row;
    px_hash leaf, root;
    px_error err;

    assert_int_equal(receipt.leaf_index, 0);
    assert_int_equal(receipt.time, f->now);
    assert_string_equal(receipt.id, "0123456789abcdefghjkmnpqrs");
    assert_ok(px_act_find(f->db, f->arena, px_str_of(receipt.id), &row, &err), &err);
    px_merkle_leaf(row.leaf, &leaf);
    assert_ok(px_merkle_root(f->db, 1, &root, &err), &err);
    assert_memory_equal(&leaf, &root, sizeof(root));
}

static void test_leaf_of_whole_second(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_act_receipt receipt;
    px_act_row row;
    px_error err;

    f->now = INT64_C(946684800000);
    act.code = act.version = NULL;
    receipt = append(f, &act);
    assert_ok(px_act_find(f->db, f->arena, px_str_of(receipt.id), &row, &err), &err);
    assert_true(px_str_find(row.leaf, PX_STR("\"code\":null,")) < row.leaf.len);
    assert_true(px_str_find(row.leaf, PX_STR("\"time\":\"2000-01-01T00:00:00.000Z\"")) <
                row.leaf.len);
    assert_true(px_str_ends(row.leaf, PX_STR("\"version\":null}")));
    assert_null(row.code.ptr);
}

static void test_row(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_act_receipt receipt = append(f, &act);
    unsigned char commitment[32];
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(100);
    px_act_row row;
    px_error err;

    assert_true(px_id_is_public(px_str_of(receipt.id)));
    assert_ok(px_act_find(f->db, f->arena, px_str_of(receipt.id), &row, &err), &err);
    assert_str(row.id, receipt.id);
    assert_str(row.kind, "version.published");
    assert_str(row.code, "demo");
    assert_str(row.version, "1");
    assert_str(row.content, CONTENT);
    assert_int_equal(row.time, f->now);
    assert_int_equal(row.leaf_index, 0);
    assert_memory_not_equal(row.content_salt, row.author_salt, 32);
    px_act_commit(PX_ACT_CONTENT, row.content_salt, row.content, commitment);
    px_builder_hex(&hex, commitment, sizeof(commitment));
    assert_true(px_str_find(row.leaf, px_builder_view(&hex)) < row.leaf.len);
    assert_fails(px_act_find(f->db, f->arena, PX_STR("nothing"), &row, &err), PX_ERR_NOT_FOUND);
}

static void test_internal(void **state)
{
    fixture *f = *state;
    px_act act = {
        .kind = "version.imported",
        .content = PX_STR(
            "{\"code\":\"c\",\"language\":\"en\",\"outline_digest\":\"00\",\"version\":\"v\"}"),
        .author = "operator",
    };
    px_act_receipt receipt = append(f, &act);
    px_act_row row, *rows;
    uint64_t size;
    size_t count;
    px_error err;

    assert_int_equal(receipt.leaf_index, -1);
    assert_ok(px_merkle_size(f->db, &size, &err), &err);
    assert_int_equal(size, 0);
    assert_ok(px_act_find(f->db, f->arena, px_str_of(receipt.id), &row, &err), &err);
    assert_int_equal(row.leaf_index, -1);
    assert_null(row.leaf.ptr);
    assert_str(row.content, act.content.ptr);
    assert_ok(px_act_list(f->db, f->arena, -1, 10, &rows, &count, &err), &err);
    assert_int_equal(count, 0);
    assert_fails(px_act_find_last(f->db, f->arena, "version.imported", NULL, NULL, &row, &err),
                 PX_ERR_NOT_FOUND);
}

static void test_content_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "null",
        "[]",
        "{}",
        CONTENT " ",
        " " CONTENT,
        /* a field missing, one too many, another one, out of order, twice */
        "{\"code\":1,\"digest\":1,\"languages\":1}",
        "{\"code\":1,\"digest\":1,\"extra\":1,\"languages\":1,\"version\":1}",
        "{\"code\":1,\"digest\":1,\"language\":1,\"version\":1}",
        "{\"digest\":1,\"code\":1,\"languages\":1,\"version\":1}",
        "{\"code\":1,\"code\":1,\"digest\":1,\"languages\":1,\"version\":1}",
        /* not canonical */
        "{\"code\": 1,\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":1.0,\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":1e2,\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":-0,\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":9007199254740993,\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":\"\\u0041\",\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":\"\\/\",\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":{\"b\":1,\"a\":2},\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":{\"\xC3\xA9\":1},\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":[1, 2],\"digest\":1,\"languages\":1,\"version\":1}",
        "{\"code\":\"\xC3\",\"digest\":1,\"languages\":1,\"version\":1}",
    };
    fixture *f = *state;
    uint64_t size;
    px_error err;

    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        px_act act = published(wrong[i]);

        if (px_act_append(f->db, &act, NULL, &err) != -(int)PX_ERR_INVALID)
            fail_msg("taken: %s", wrong[i]);
    }
    assert_ok(px_merkle_size(f->db, &size, &err), &err);
    assert_int_equal(size, 0);
}

static void test_content_taken(void **state)
{
    static const char *const good[] = {
        CONTENT,
        "{\"code\":{\"a\":[{\"b\":null},[],{}],\"c\":true},\"digest\":false,\"languages\":-1,"
        "\"version\":9007199254740991}",
        "{\"code\":\"caf\xC3\xA9 \\\" \\\\ \\n \\u001f /\",\"digest\":\"\",\"languages\":[],"
        "\"version\":0}",
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(good); i++) {
        px_act act = published(good[i]);

        assert_int_equal(append(f, &act).leaf_index, i);
    }
}

static void test_names_refused(void **state)
{
    fixture *f = *state;
    char longest[300];
    px_error err;
    const char *wrong[] = { "", "a\nb", "\xC3", longest };

    memset(longest, 'a', sizeof(longest));
    longest[257] = '\0';
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        px_act code = published(CONTENT), version = code, author = code;

        code.code = version.version = author.author = wrong[i];
        assert_fails(px_act_append(f->db, &code, NULL, &err), PX_ERR_INVALID);
        assert_fails(px_act_append(f->db, &version, NULL, &err), PX_ERR_INVALID);
        assert_fails(px_act_append(f->db, &author, NULL, &err), PX_ERR_INVALID);
    }
    px_act nobody = published(CONTENT), unknown = nobody;

    nobody.author = NULL;
    unknown.kind = "version.publish";
    assert_fails(px_act_append(f->db, &nobody, NULL, &err), PX_ERR_INVALID);
    assert_fails(px_act_append(f->db, &unknown, NULL, &err), PX_ERR_INVALID);
    unknown.kind = NULL;
    assert_fails(px_act_append(f->db, &unknown, NULL, &err), PX_ERR_INVALID);
}

/* A clock that is set back does not take the log with it. */
static void test_time_never_goes_back(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_time first = append(f, &act).time;

    f->now -= 5000;
    assert_int_equal(append(f, &act).time, first);
    f->now += 4999;
    assert_int_equal(append(f, &act).time, first);
    f->now += 2;
    assert_int_equal(append(f, &act).time, first + 1);
}

static void test_time_out_of_range(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_error err;

    f->now = INT64_C(253402300800000); /* the year 10000 */
    assert_fails(px_act_append(f->db, &act, NULL, &err), PX_ERR_INVALID);
}

static void test_find_last_and_list(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_act_row row, *rows;
    size_t count;
    px_error err;

    for (int i = 0; i < 9; i++) {
        act.code = i % 2 ? "one" : "two";
        act.version = i < 5 ? "1" : NULL;
        assert_int_equal(append(f, &act).leaf_index, i);
    }
    assert_ok(px_act_find_last(f->db, f->arena, act.kind, NULL, NULL, &row, &err), &err);
    assert_int_equal(row.leaf_index, 8);
    assert_ok(px_act_find_last(f->db, f->arena, act.kind, "one", NULL, &row, &err), &err);
    assert_int_equal(row.leaf_index, 7);
    assert_ok(px_act_find_last(f->db, f->arena, act.kind, "one", "1", &row, &err), &err);
    assert_int_equal(row.leaf_index, 3);
    assert_fails(px_act_find_last(f->db, f->arena, act.kind, "three", NULL, &row, &err),
                 PX_ERR_NOT_FOUND);
    assert_ok(px_act_list(f->db, f->arena, -1, 3, &rows, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_int_equal(rows[0].leaf_index, 8);
    assert_int_equal(rows[2].leaf_index, 6);
    assert_ok(px_act_list(f->db, f->arena, 2, 100, &rows, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].leaf_index, 1);
    assert_ok(px_act_list(f->db, f->arena, 0, 100, &rows, &count, &err), &err);
    assert_int_equal(count, 0);
}

/* What is rolled back leaves neither row nor leaf, and the next act takes its place. */
static void test_rolled_back(void **state)
{
    fixture *f = *state;
    px_act act = published(CONTENT);
    px_act_receipt lost;
    px_act_row row;
    px_error err;

    (void)append(f, &act);
    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE; SAVEPOINT deed", &err), &err);
    lost = append(f, &act);
    assert_int_equal(lost.leaf_index, 1);
    assert_ok(px_db_exec(f->db, "ROLLBACK TO deed; RELEASE deed", &err), &err);
    assert_int_equal(append(f, &act).leaf_index, 1);
    assert_ok(px_db_exec(f->db, "COMMIT", &err), &err);
    assert_fails(px_act_find(f->db, f->arena, px_str_of(lost.id), &row, &err), PX_ERR_NOT_FOUND);
}

#define with_db(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_commitments),
        cmocka_unit_test(test_leaf_bytes),
        with_db(test_leaf_appended),
        with_db(test_leaf_of_whole_second),
        with_db(test_row),
        with_db(test_internal),
        with_db(test_content_refused),
        with_db(test_content_taken),
        with_db(test_names_refused),
        with_db(test_time_never_goes_back),
        with_db(test_time_out_of_range),
        with_db(test_find_last_and_list),
        with_db(test_rolled_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
