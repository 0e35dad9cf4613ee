/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/builder.h"
#include "store/db.h"

typedef struct fixture {
    char *directory;
    char path[4096];
    px_db *db;
    px_error err;
} fixture;

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    (void)snprintf(f->path, sizeof(f->path), "%s/t.db", f->directory);
    assert_ok(px_db_open(f->path, PX_DB_CREATE, &f->db, &f->err), &f->err);
    assert_ok(px_db_exec(f->db,
                         "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n INTEGER "
                         "CHECK (n < 100)) STRICT;"
                         "CREATE TABLE child (t INTEGER NOT NULL REFERENCES t(id)) STRICT;",
                         &f->err),
              &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_db_close(f->db);
    px_test_remove(f->directory);
    free(f);
    return 0;
}

static int64_t pragma(px_db *db, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_query_start(db, sql, &query, &err), &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    return px_query_next_int(&query);
}

static int insert(px_db *db, const char *name, int64_t n, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO t (name, n) VALUES (?, ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, name);
    px_query_int(&query, n);
    return px_query_run(&query, err);
}

static void test_settings(void **state)
{
    fixture *f = *state;
    px_db *reader = NULL;

    assert_int_equal(pragma(f->db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(pragma(f->db, "PRAGMA cell_size_check"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA synchronous"), 2);
    assert_int_equal(pragma(f->db, "PRAGMA temp_store"), 2);
    assert_int_equal(pragma(f->db, "PRAGMA mmap_size"), 0);
    assert_int_equal(pragma(f->db, "PRAGMA secure_delete"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA busy_timeout"), 10000);
    /* defensive mode: the schema cannot be edited */
    assert_true(px_db_exec(f->db, "PRAGMA writable_schema=ON; DELETE FROM sqlite_schema", &f->err) <
                0);
    /* a double-quoted word is a name and never a string */
    assert_true(px_db_exec(f->db, "SELECT \"no such column\"", &f->err) < 0);
    assert_ok(px_db_open(f->path, PX_DB_READ, &reader, &f->err), &f->err);
    assert_int_equal(pragma(reader, "PRAGMA query_only"), 1);
    assert_int_equal(pragma(reader, "PRAGMA foreign_keys"), 1);
    assert_fails(insert(reader, "x", 1, &f->err), PX_ERR_READ_ONLY);
    px_db_close(reader);
}

static void test_values(void **state)
{
    fixture *f = *state;
    px_arena *arena = px_arena_new();
    px_query query = PX_QUERY_INIT;
    px_str copy;

    assert_ok(px_query_start(f->db, "SELECT ?, ?, ?, ?, ?, 2.5", &query, &f->err), &f->err);
    px_query_int(&query, INT64_MIN);
    px_query_str(&query, px_str_n("sliced", 5));
    px_query_blob(&query, "\0\1", 2);
    px_query_null(&query);
    px_query_str(&query, PX_STR_NONE);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_true(px_query_next_int(&query) == INT64_MIN);
    copy = px_query_next_text(&query, arena);
    assert_true(px_str_eq(px_query_next_str(&query), px_str_n("\0\1", 2)));
    assert_true(px_query_next_is_null(&query));
    assert_null(px_query_next_str(&query).ptr);
    assert_true(px_query_next_is_null(&query));
    assert_null(px_query_next_text(&query, arena).ptr);
    assert_true(px_query_next_real(&query) == 2.5);
    assert_int_equal(px_query_step(&query, &f->err), 0);
    px_query_end(&query);
    px_query_end(&query);
    assert_str(copy, "slice");
    px_arena_free(arena);
    /* an empty text is not NULL, an empty blob neither */
    assert_ok(px_query_start(f->db, "SELECT '', x''", &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_non_null(px_query_next_str(&query).ptr);
    assert_non_null(px_query_next_str(&query).ptr);
    px_query_end(&query);
}

static void test_misuse(void **state)
{
    fixture *f = *state;
    px_query query = PX_QUERY_INIT;

    /* too many, too few, never started, two statements, none */
    assert_ok(px_query_start(f->db, "SELECT ?", &query, &f->err), &f->err);
    px_query_int(&query, 1);
    px_query_int(&query, 2);
    px_query_int(&query, 3);
    assert_true(px_query_step(&query, &f->err) < 0);
    assert_ok(px_query_start(f->db, "SELECT ?, ?", &query, &f->err), &f->err);
    px_query_int(&query, 1);
    assert_fails(px_query_step(&query, &f->err), PX_ERR_FAILED);
    px_query_end(&query);
    px_query_int(&query, 1);
    assert_fails(px_query_step(&query, &f->err), PX_ERR_FAILED);
    assert_fails(px_query_start(f->db, "SELECT 1; SELECT 2", &query, &f->err), PX_ERR_FAILED);
    assert_fails(px_query_start(f->db, "", &query, &f->err), PX_ERR_FAILED);
    assert_fails(px_query_start(f->db, "SELEKT", &query, &f->err), PX_ERR_IO);
    assert_null(query.slot);
}

/* Bindings do not leak from one use of a cached statement into the next. */
static void test_cache_reuse(void **state)
{
    static const char sql[] = "SELECT coalesce(?, 'none')";
    fixture *f = *state;
    px_query query = PX_QUERY_INIT;
    sqlite3_stmt *first;

    assert_ok(px_query_start(f->db, sql, &query, &f->err), &f->err);
    first = query.stmt;
    px_query_cstr(&query, "value");
    assert_int_equal(px_query_step(&query, &f->err), 1);
    px_query_end(&query);
    assert_ok(px_query_start(f->db, sql, &query, &f->err), &f->err);
    assert_ptr_equal(query.stmt, first);
    assert_fails(px_query_step(&query, &f->err), PX_ERR_FAILED);
    px_query_null(&query);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_str(px_query_next_str(&query), "none");
    px_query_end(&query);
}

/* The same text in nested queries gets statements of its own, also beyond the cache's size. */
static void test_cache_nested(void **state)
{
    static const char sql[] = "SELECT ? UNION ALL SELECT 7";
    fixture *f = *state;
    px_query queries[300];

    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < PX_COUNT(queries); i++) {
            queries[i] = PX_QUERY_INIT;
            assert_ok(px_query_start(f->db, sql, &queries[i], &f->err), &f->err);
            px_query_int(&queries[i], (int64_t)i);
            assert_int_equal(px_query_step(&queries[i], &f->err), 1);
        }
        for (size_t i = 0; i < PX_COUNT(queries); i++) {
            assert_int_equal(px_query_next_int(&queries[i]), (int64_t)i);
            px_query_end(&queries[i]);
        }
    }
}

/* More texts than slots: the cache stays bounded and every query right. */
static void test_cache_eviction(void **state)
{
    fixture *f = *state;
    size_t statements = 0;

    for (int i = 0; i < 500; i++) {
        px_query query = PX_QUERY_INIT;
        char sql[32];

        (void)snprintf(sql, sizeof(sql), "SELECT %d", i);
        assert_ok(px_query_start(f->db, sql, &query, &f->err), &f->err);
        assert_int_equal(px_query_step(&query, &f->err), 1);
        assert_int_equal(px_query_next_int(&query), i);
        px_query_end(&query);
    }
    for (sqlite3_stmt *s = sqlite3_next_stmt(px_db_handle(f->db), NULL); s;
         s = sqlite3_next_stmt(px_db_handle(f->db), s))
        statements++;
    assert_in_range(statements, 2, 128);
}

static void test_constraints(void **state)
{
    fixture *f = *state;

    assert_ok(insert(f->db, "a", 1, &f->err), &f->err);
    assert_int_equal(px_db_last_id(f->db), 1);
    assert_int_equal(px_db_changes(f->db), 1);
    assert_fails(insert(f->db, "a", 2, &f->err), PX_ERR_EXISTS);
    assert_non_null(strstr(px_error_arg(&f->err, "reason"), "t.name"));
    assert_fails(px_db_exec(f->db, "INSERT INTO t (id) VALUES (1)", &f->err), PX_ERR_EXISTS);
    assert_fails(insert(f->db, "b", 100, &f->err), PX_ERR_CONFLICT);
    assert_fails(px_db_exec(f->db, "INSERT INTO child VALUES (99)", &f->err), PX_ERR_CONFLICT);
    assert_fails(px_db_exec(f->db, "INSERT INTO child VALUES (NULL)", &f->err), PX_ERR_CONFLICT);
    /* the statement is good again after a failure */
    assert_ok(insert(f->db, "c", 3, &f->err), &f->err);
}

static void test_busy(void **state)
{
    fixture *f = *state;
    px_db *other = NULL;

    assert_ok(px_db_open(f->path, PX_DB_WRITE, &other, &f->err), &f->err);
    assert_int_equal(sqlite3_busy_timeout(px_db_handle(other), 1), SQLITE_OK);
    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &f->err), &f->err);
    assert_fails(px_db_exec(other, "BEGIN IMMEDIATE", &f->err), PX_ERR_BUSY);
    assert_ok(px_db_exec(f->db, "COMMIT", &f->err), &f->err);
    assert_ok(px_db_exec(other, "BEGIN IMMEDIATE; COMMIT", &f->err), &f->err);
    px_db_close(other);
}

/* A page limit gives the same SQLITE_FULL as a full disk. */
static void test_full(void **state)
{
    fixture *f = *state;

    assert_ok(px_db_exec(f->db, "PRAGMA max_page_count=8", &f->err), &f->err);
    assert_fails(px_db_exec(f->db, "INSERT INTO t (name) VALUES (hex(zeroblob(100000)))", &f->err),
                 PX_ERR_FULL);
    assert_non_null(strstr(px_error_arg(&f->err, "path"), "t.db"));
}

static void test_data_version(void **state)
{
    fixture *f = *state;
    px_db *reader = NULL;
    int64_t before = 0, after = 0;

    assert_ok(px_db_open(f->path, PX_DB_READ, &reader, &f->err), &f->err);
    assert_ok(px_db_data_version(reader, &before, &f->err), &f->err);
    assert_ok(px_db_data_version(reader, &after, &f->err), &f->err);
    assert_true(before == after);
    assert_ok(insert(f->db, "a", 1, &f->err), &f->err);
    assert_ok(px_db_data_version(reader, &after, &f->err), &f->err);
    assert_true(before != after);
    px_db_close(reader);
}

static void write_file(const char *path, const char *bytes, size_t len, off_t at)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
    assert_int_equal(close(fd), 0);
}

static void test_bad_files(void **state)
{
    fixture *f = *state;
    char path[4096 + 16];
    px_db *db = NULL;

    (void)snprintf(path, sizeof(path), "%s/none.db", f->directory);
    assert_true(px_db_open(path, PX_DB_READ, &db, &f->err) < 0);
    assert_true(px_db_open(path, PX_DB_WRITE, &db, &f->err) < 0);
    assert_int_not_equal(access(path, F_OK), 0);
    write_file(path, "this is not a database, but it is long enough", 45, 0);
    assert_fails(px_db_open(path, PX_DB_READ, &db, &f->err), PX_ERR_DAMAGED);
    assert_fails(px_db_open(path, PX_DB_WRITE, &db, &f->err), PX_ERR_DAMAGED);
    assert_null(db);
}

/* A page in the middle is overwritten: the query fails as damaged, and says so. */
static void test_damaged_page(void **state)
{
    fixture *f = *state;
    px_query query = PX_QUERY_INIT;
    char junk[4096];
    int rc;

    memset(junk, 0xA5, sizeof(junk));
    assert_ok(insert(f->db, "a", 1, &f->err), &f->err);
    px_db_close(f->db); /* checkpoints and removes the WAL */
    f->db = NULL;
    write_file(f->path, junk, sizeof(junk), 4096);
    assert_ok(px_db_open(f->path, PX_DB_READ, &f->db, &f->err), &f->err);
    assert_ok(px_query_start(f->db, "SELECT name FROM t NOT INDEXED", &query, &f->err), &f->err);
    rc = px_query_step(&query, &f->err);
    px_query_end(&query);
    assert_int_equal(rc, -PX_ERR_DAMAGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_settings, setup, teardown),
        cmocka_unit_test_setup_teardown(test_values, setup, teardown),
        cmocka_unit_test_setup_teardown(test_misuse, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cache_reuse, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cache_nested, setup, teardown),
        cmocka_unit_test_setup_teardown(test_cache_eviction, setup, teardown),
        cmocka_unit_test_setup_teardown(test_constraints, setup, teardown),
        cmocka_unit_test_setup_teardown(test_busy, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full, setup, teardown),
        cmocka_unit_test_setup_teardown(test_data_version, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_page, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
