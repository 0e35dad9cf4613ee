/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>

#include "base/embedded.h"
#include "store/migration.h"

static px_db *new_db(const char *directory)
{
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/t.db", directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &db, &err), &err);
    return db;
}

static void test_from_nothing(void **state)
{
    char *directory = px_test_directory();
    px_db *db = new_db(directory);
    px_error err = PX_ERROR_INIT;
    int version = -1;

    (void)state;
    assert_ok(px_migration_version(db, &version, &err), &err);
    assert_int_equal(version, 0);
    assert_ok(px_migrate(db, &err), &err);
    assert_ok(px_migration_version(db, &version, &err), &err);
    assert_int_equal(version, px_migration_last());
    assert_ok(px_db_exec(db, "SELECT name FROM house_setting", &err), &err);
    assert_ok(px_migrate(db, &err), &err); /* once more changes nothing */
    px_db_close(db);
    px_test_remove(directory);
}

static void test_newer(void **state)
{
    char *directory = px_test_directory();
    px_db *db = new_db(directory);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_db_exec(db, "PRAGMA user_version=9999", &err), &err);
    assert_fails(px_migrate(db, &err), PX_ERR_NEWER);
    px_db_close(db);
    px_test_remove(directory);
}

/* A migration that fails leaves nothing of itself: a table of that name is in its way. */
static void test_all_or_nothing(void **state)
{
    char *directory = px_test_directory();
    px_db *db = new_db(directory);
    px_error err = PX_ERROR_INIT;
    int version = -1;

    (void)state;
    assert_ok(px_db_exec(db, "CREATE TABLE job (x)", &err), &err);
    assert_true(px_migrate(db, &err) < 0);
    assert_string_equal(px_error_arg(&err, "migration"), "0001-store.sql");
    assert_ok(px_migration_version(db, &version, &err), &err);
    assert_int_equal(version, 0);
    assert_true(px_db_exec(db, "SELECT name FROM house_setting", &err) < 0);
    assert_ok(px_db_exec(db, "DROP TABLE job", &err), &err);
    assert_ok(px_migrate(db, &err), &err);
    px_db_close(db);
    px_test_remove(directory);
}

/* Numbers have four digits, start at 1 and have no gaps. */
static void test_numbers(void **state)
{
    int n = 0;

    (void)state;
    for (const px_embedded *file = px_embedded_migrations; file->name; file++) {
        char head[8];

        (void)snprintf(head, sizeof(head), "%04d-", ++n);
        assert_memory_equal(file->name, head, 5);
    }
    assert_true(n > 0);
    assert_int_equal(px_migration_last(), n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_nothing),
        cmocka_unit_test(test_newer),
        cmocka_unit_test(test_all_or_nothing),
        cmocka_unit_test(test_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
