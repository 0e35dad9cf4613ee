/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/house_fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/file.h"
#include "store/blob.h"

/* SHA-256 of "abc" (FIPS 180-4) and of nothing. */
#define HASH_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define HASH_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define DAY ((px_time)24 * 60 * 60 * 1000)

static char *file_of(const fixture *f, const char *hash)
{
    char name[80];

    (void)snprintf(name, sizeof(name), "files/%.2s/%s", hash, hash);
    return px_path_join(f->path, name);
}

static void test_put_get(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *file = file_of(f, HASH_ABC), *data = NULL, *none = NULL;
    struct stat st;
    char hash[65];
    size_t len;

    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_string_equal(hash, HASH_ABC);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err); /* again: fine */
    assert_ok(px_blob_get(f->house, hash, 3, &data, &len, &f->err), &f->err);
    assert_str(px_str_n(data, len), "abc");
    assert_fails(px_blob_get(f->house, hash, 2, &none, &len, &f->err), PX_ERR_TOO_LARGE);
    assert_ok(px_blob_put(f->house, PX_STR_NONE, hash, &f->err), &f->err);
    assert_string_equal(hash, HASH_EMPTY);
    assert_ok(px_blob_get(f->house, hash, 0, &none, &len, &f->err), &f->err);
    assert_int_equal(len, 0);
}

static void test_bad_hashes(void **state)
{
    static const char *const bad[] = {
        "",
        "ab",
        "../../../../../../../../../../../../../../../../../../../etc/passwd",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        HASH_ABC "0",
    };
    fixture *f = *state;
    char *data = NULL;
    size_t len;

    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(px_blob_get(f->house, bad[i], 100, &data, &len, &f->err), PX_ERR_INVALID);
    assert_fails(px_blob_get(f->house, HASH_ABC, 100, &data, &len, &f->err), PX_ERR_NOT_FOUND);
    assert_str(px_blob_hash_of_path("ba/" HASH_ABC), HASH_ABC);
    assert_str(px_blob_hash_of_path("bb/" HASH_ABC), "");
    assert_str(px_blob_hash_of_path("ba/" HASH_ABC "x"), "");
    assert_str(px_blob_hash_of_path("x"), "");
}

/* A changed file is found out, and a cut one is written anew by the next put. */
static void test_damage(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *file = file_of(f, HASH_ABC), *data = NULL;
    char hash[65];
    size_t len;

    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_ok(px_file_write(file, PX_STR("abd"), 0600, &f->err), &f->err);
    assert_fails(px_blob_get(f->house, hash, 100, &data, &len, &f->err), PX_ERR_DAMAGED);
    assert_ok(px_file_write(file, PX_STR("ab"), 0600, &f->err), &f->err);
    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_ok(px_blob_get(f->house, hash, 100, &data, &len, &f->err), &f->err);
}

typedef struct ref {
    const char *hash;
    uint64_t size;
} ref;

static int ref_deed(px_db *db, void *arg, px_error *err)
{
    const ref *r = arg;

    return px_blob_ref(db, r->hash, r->size, "text/plain", err);
}

static int unref_deed(px_db *db, void *arg, px_error *err)
{
    return px_blob_unref(db, arg, err);
}

static bool is_named(fixture *f, const char *hash)
{
    bool named = false;

    assert_ok(px_blob_is_named(f->reader, px_str_of(hash), &named, &f->err), &f->err);
    return named;
}

static void test_references(void **state)
{
    fixture *f = *state;
    ref abc = { HASH_ABC, 3 }, wrong = { HASH_ABC, 4 }, bad = { "abc", 3 };

    assert_ok(px_house_write(f->house, ref_deed, &abc, &f->err), &f->err);
    assert_ok(px_house_write(f->house, ref_deed, &abc, &f->err), &f->err);
    assert_fails(px_house_write(f->house, ref_deed, &wrong, &f->err), PX_ERR_CONFLICT);
    assert_fails(px_house_write(f->house, ref_deed, &bad, &f->err), PX_ERR_INVALID);
    assert_ok(px_house_write(f->house, unref_deed, (void *)HASH_ABC, &f->err), &f->err);
    assert_true(is_named(f, HASH_ABC));
    assert_ok(px_house_write(f->house, unref_deed, (void *)HASH_ABC, &f->err), &f->err);
    assert_false(is_named(f, HASH_ABC));
    assert_fails(px_house_write(f->house, unref_deed, (void *)HASH_ABC, &f->err), PX_ERR_NOT_FOUND);
}

static px_time later(void *arg)
{
    return *(px_time *)arg;
}

static void test_sweep(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *kept = file_of(f, HASH_ABC), *rubbish = file_of(f, HASH_EMPTY);
    PX_AUTO_FREE char *temporary = px_path_join(f->path, "files/ba/.left-over");
    px_time now = px_now() + DAY - 5000;
    uint64_t removed = 99;
    char hash[65];

    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_ok(px_blob_put(f->house, PX_STR(""), hash, &f->err), &f->err);
    assert_ok(px_file_write(temporary, PX_STR("x"), 0600, &f->err), &f->err);
    assert_ok(px_house_write(f->house, ref_deed, &(ref){ HASH_ABC, 3 }, &f->err), &f->err);
    px_clock_set(later, &now);
    assert_ok(px_blob_sweep(f->house, f->reader, &removed, &f->err), &f->err);
    assert_int_equal(removed, 0);
    now += 60000;
    assert_ok(px_blob_sweep(f->house, f->reader, &removed, &f->err), &f->err);
    assert_int_equal(removed, 2);
    assert_true(px_path_exists(kept));
    assert_false(px_path_exists(rubbish));
    assert_false(px_path_exists(temporary));
}

/* A put of what is there makes it new again, so that the sweep leaves it for its row to come. */
static void test_put_refreshes(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *file = file_of(f, HASH_ABC);
    uint64_t removed = 99;
    char hash[65];

    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_int_equal(utimensat(AT_FDCWD, file, (struct timespec[2]){ { 1, 0 }, { 1, 0 } }, 0), 0);
    assert_ok(px_blob_put(f->house, PX_STR("abc"), hash, &f->err), &f->err);
    assert_ok(px_blob_sweep(f->house, f->reader, &removed, &f->err), &f->err);
    assert_int_equal(removed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_put_get, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_hashes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
        cmocka_unit_test_setup_teardown(test_references, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sweep, setup, teardown),
        cmocka_unit_test_setup_teardown(test_put_refreshes, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
