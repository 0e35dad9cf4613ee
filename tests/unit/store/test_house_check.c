/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/blob.h"
#include "store/house_check.h"

typedef struct fixture {
    char *directory, *path;
    px_house *house;
    char hash[65];
    px_error err;
    /* of the last check */
    unsigned lines, findings;
    char names[200]; /* of the checks with findings, each once */
} fixture;

static int ref_deed(px_db *db, void *arg, px_error *err)
{
    return px_blob_ref(db, arg, 3, "text/plain", err);
}

static int exec_deed(px_db *db, void *arg, px_error *err)
{
    return px_db_exec(db, arg, err);
}

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &f->house, &f->err), &f->err);
    assert_ok(px_blob_put(f->house, PX_STR("abc"), f->hash, &f->err), &f->err);
    assert_ok(px_house_write(f->house, ref_deed, f->hash, &f->err), &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_house_close(f->house);
    px_test_remove(f->directory);
    free(f->path);
    free(f);
    return 0;
}

static void note_line(void *arg, const char *check, uint64_t figure, const px_error *finding)
{
    fixture *f = arg;
    size_t len = strlen(f->names);

    (void)figure;
    f->lines++;
    if (!finding)
        return;
    f->findings++;
    assert_non_null(finding->message);
    if (!strstr(f->names, check))
        (void)snprintf(f->names + len, sizeof(f->names) - len, "%s ", check);
}

/* Checks the house as it is now; `expected` names the checks that must have findings. */
static void findings_are(fixture *f, unsigned findings, const char *expected)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    int rc;

    f->lines = f->findings = 0;
    f->names[0] = '\0';
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    rc = px_house_check(house, note_line, f, &f->err);
    assert_int_equal(rc, *expected ? -PX_ERR_DAMAGED : 0);
    assert_string_equal(f->names, expected);
    assert_int_equal(f->findings, findings);
}

static char *in_house(const fixture *f, const char *name)
{
    return px_path_join(f->path, name);
}

static void write_old(const char *path, const char *text)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_file_write(path, px_str_of(text), 0600, &err), &err);
    assert_int_equal(utimensat(AT_FDCWD, path, (struct timespec[2]){ { 1, 0 }, { 1, 0 } }, 0), 0);
}

static void test_whole(void **state)
{
    fixture *f = *state;
    char hash[65];

    findings_are(f, 0, "");
    assert_int_equal(f->lines, 7);
    /* what an interrupted write leaves is no finding */
    assert_ok(px_blob_put(f->house, PX_STR("without a row"), hash, &f->err), &f->err);
    findings_are(f, 0, "");
}

static void test_files(void **state)
{
    fixture *f = *state;
    char name[80];
    PX_AUTO_FREE char *file = NULL, *stray = in_house(f, "files/notes.txt");

    (void)snprintf(name, sizeof(name), "files/%.2s/%s", f->hash, f->hash);
    file = in_house(f, name);
    write_old(file, "abd");
    findings_are(f, 1, "files ");
    assert_int_equal(unlink(file), 0);
    findings_are(f, 1, "files ");
    write_old(stray, "x");
    findings_are(f, 2, "files strays ");
}

static void test_keys(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *log = in_house(f, "keys/log.key"), *web = in_house(f, "keys/web.key");

    assert_int_equal(chmod(log, 0644), 0);
    findings_are(f, 1, "keys ");
    assert_int_equal(chmod(web, 0640), 0);
    findings_are(f, 2, "keys ");
    assert_int_equal(unlink(log), 0);
    findings_are(f, 2, "keys "); /* missing, and the mode of the other */
}

static void test_rows(void **state)
{
    fixture *f = *state;

    assert_ok(px_house_write(f->house, exec_deed,
                             (void *)"CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;"
                                     "CREATE TABLE child (parent INTEGER REFERENCES parent) STRICT",
                             &f->err),
              &f->err);
    px_house_close(PX_TAKE(f->house));
    {
        PX_AUTO_FREE char *file = in_house(f, "house.db");
        sqlite3 *raw = NULL;

        assert_int_equal(sqlite3_open(file, &raw), SQLITE_OK);
        assert_int_equal(sqlite3_exec(raw, "INSERT INTO child VALUES (1), (2)", NULL, NULL, NULL),
                         SQLITE_OK);
        assert_int_equal(sqlite3_close(raw), SQLITE_OK);
    }
    findings_are(f, 2, "references ");
}

/* An act is altered behind the log's back. */
static void test_log(void **state)
{
    fixture *f = *state;

    assert_ok(
        px_house_write(f->house, exec_deed, (void *)"UPDATE act SET time = time + 1", &f->err),
        &f->err);
    findings_are(f, 1, "log ");
}

/* A page full of junk: several checks have something to say, and the check comes to its end. */
static void test_damaged_page(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *file = in_house(f, "house.db");
    char junk[4096];
    int fd, rc, page;
    PX_AUTO_HOUSE px_house *house = NULL;

    {
        PX_AUTO_DB px_db *reader = NULL;
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        assert_ok(px_house_reader(f->house, &reader, &f->err), &f->err);
        assert_ok(px_query_start(reader, "SELECT rootpage FROM sqlite_schema WHERE name = 'blob'",
                                 &query, &f->err),
                  &f->err);
        assert_int_equal(px_query_step(&query, &f->err), 1);
        page = (int)px_query_next_int(&query);
    }
    px_house_close(PX_TAKE(f->house));
    memset(junk, 0x5A, sizeof(junk));
    fd = open(file, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, junk, sizeof(junk), (off_t)(page - 1) * 4096), sizeof(junk));
    assert_int_equal(close(fd), 0);
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    f->names[0] = '\0';
    rc = px_house_check(house, note_line, f, &f->err);
    assert_int_equal(rc, -PX_ERR_DAMAGED);
    assert_non_null(strstr(f->names, "database"));
    assert_non_null(strstr(f->names, "files"));
    assert_null(strstr(f->names, "log"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(test_files, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_log, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_page, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
