/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/file.h"
#include "base/random.h"
#include "store/house.h"

typedef struct fixture {
    char *directory;
    char *path; /* of the house, which a test makes */
    px_error err;
} fixture;

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_test_remove(f->directory);
    free(f->path);
    free(f);
    return 0;
}

static unsigned mode_of(const char *directory, const char *name)
{
    PX_AUTO_FREE char *path = px_path_join(directory, name);
    struct stat st;

    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void remove_below(const char *directory, const char *name)
{
    PX_AUTO_FREE char *path = px_path_join(directory, name);

    assert_int_equal(remove(path), 0);
}

static void exec_below(const char *directory, const char *sql)
{
    PX_AUTO_FREE char *path = px_path_join(directory, "house.db");
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;

    assert_ok(px_db_open(path, PX_DB_CREATE, &db, &err), &err);
    assert_ok(px_db_exec(db, sql, &err), &err);
    px_db_close(db);
}

static void init(fixture *f)
{
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
}

/* Opening fails with that code in both modes and leaves the directory as it is. */
static void refuses(fixture *f, px_errcode code)
{
    px_house *house = NULL;

    assert_fails(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), code);
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), code);
    assert_null(house);
    assert_non_null(px_error_arg(&f->err, "path"));
}

static void test_init(void **state)
{
    fixture *f = *state;
    PX_AUTO_HOUSE px_house *house = NULL;
    const px_house_options options = {
        .name = "Code of practice \xE2\x80\x93 test",
        .origin = "code.example.eu/log",
        .zone = "Europe/Paris",
    };

    assert_ok(px_house_init(f->path, &options, &f->err), &f->err);
    assert_int_equal(mode_of(f->directory, "house"), 0700);
    assert_int_equal(mode_of(f->path, "house.db"), 0600);
    assert_int_equal(mode_of(f->path, "files"), 0700);
    assert_int_equal(mode_of(f->path, "keys"), 0700);
    assert_int_equal(mode_of(f->path, "keys/log.key"), 0600);
    assert_int_equal(mode_of(f->path, "keys/web.key"), 0600);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), &f->err);
    assert_string_equal(px_house_name(house), options.name);
    assert_string_equal(px_house_origin(house), options.origin);
    assert_string_equal(px_house_zone(house), options.zone);
    assert_string_equal(px_house_path(house), f->path);
    assert_string_equal(px_house_log_key(house)->name, options.origin);
    assert_non_null(px_house_web_key(house));
}

static void test_init_defaults(void **state)
{
    fixture *f = *state;
    PX_AUTO_HOUSE px_house *house = NULL;
    px_str origin;

    assert_int_equal(mkdir(f->path, 0755), 0); /* an empty directory will do */
    init(f);
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    origin = px_str_of(px_house_origin(house));
    assert_true(px_str_starts(origin, PX_STR("praxis/")));
    assert_true(px_id_is_public(px_str_sub(origin, 7, origin.len)));
    assert_string_equal(px_house_name(house), "praxis");
    assert_string_equal(px_house_zone(house), "Europe/Brussels");
}

static void test_init_refusals(void **state)
{
    static const struct {
        px_house_options options;
        px_errcode code;
    } bad[] = {
        { { .origin = "" }, PX_ERR_INVALID },
        { { .origin = "with space" }, PX_ERR_INVALID },
        { { .origin = "with+plus" }, PX_ERR_INVALID },
        { { .origin = "no\xC2\xA0"
                      "break" },
          PX_ERR_INVALID },
        { { .name = "" }, PX_ERR_INVALID },
        { { .name = "two\nlines" }, PX_ERR_INVALID },
        { { .name = "not utf-8 \xFF" }, PX_ERR_INVALID },
    };
    fixture *f = *state;
    PX_AUTO_FREE char *deep = px_path_join(f->directory, "a/b/c");
    PX_AUTO_FREE char *a = px_path_join(f->directory, "a");

    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        assert_fails(px_house_init(deep, &bad[i].options, &f->err), bad[i].code);
        assert_false(px_path_exists(a));
    }
    assert_true(px_house_init(deep, &(px_house_options){ .zone = "Europe/Nowhere" }, &f->err) < 0);
    assert_true(px_house_init(deep, &(px_house_options){ .zone = "../../etc/passwd" }, &f->err) <
                0);
    assert_false(px_path_exists(a));
    /* a file, a directory with something in it, a house */
    assert_ok(px_file_create(f->path, PX_STR("x"), 0600, &f->err), &f->err);
    assert_fails(px_house_init(f->path, NULL, &f->err), PX_ERR_EXISTS);
    assert_int_equal(unlink(f->path), 0);
    assert_fails(px_house_init("/proc/self", NULL, &f->err), PX_ERR_EXISTS);
    init(f);
    assert_fails(px_house_init(f->path, NULL, &f->err), PX_ERR_EXISTS);
    assert_string_equal(px_error_arg(&f->err, "entry"), "house.db");
}

/* Runs fn in a child; its exit status is the result. */
static int in_child(int (*fn)(fixture *), fixture *f)
{
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0)
        _exit(fn(f));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* No file may grow beyond so many bytes: a disk that is full at that point. */
static int init_limited(fixture *f)
{
    PX_AUTO_FREE char *deep = px_path_join(f->directory, "a/b");
    PX_AUTO_FREE char *a = px_path_join(f->directory, "a");
    PX_AUTO_FREE char *empty = px_path_join(f->directory, "empty");
    px_error err = PX_ERROR_INIT;

    (void)signal(SIGXFSZ, SIG_IGN);
    for (rlim_t limit = 0; limit < 65536; limit = limit ? limit * 2 : 16) {
        if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){ limit, RLIM_INFINITY }) != 0)
            return 2;
        if (px_house_init(deep, NULL, &err) >= 0)
            return limit < 4096 ? 3 : 0; /* it fits from here on */
        if (px_path_exists(a))
            return 4;
        if (px_house_init(empty, NULL, &err) >= 0 || !px_path_is_dir(empty) ||
            px_dir_check_empty(empty, NULL, &err) < 0)
            return 5;
    }
    return 0;
}

static void test_init_cleans_up(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *empty = px_path_join(f->directory, "empty");

    assert_int_equal(mkdir(empty, 0700), 0);
    assert_int_equal(in_child(init_limited, f), 0);
}

/* A file system of 1 MiB: the words are those of a full disk, and nothing stays behind. */
static int init_on_full_disk(fixture *f)
{
    PX_AUTO_FREE char *filler = px_path_join(f->path, "filler");
    PX_AUTO_FREE char *house = px_path_join(f->path, "house");
    PX_AUTO_FREE char *bytes = px_alloc_zero(1, 2 << 20);
    px_error err = PX_ERROR_INIT;
    int failures = 0;

    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return 77;
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", f->path, "tmpfs", 0, "size=2m") != 0)
        return 77;
    for (size_t size = 2000 * 1024; size > 48 * 1024; size -= 48 * 1024) {
        int rc;

        (void)unlink(filler);
        if (px_file_create(filler, px_str_n(bytes, size), 0600, &err) < 0)
            return 2;
        rc = px_house_init(house, NULL, &err);
        if (rc >= 0)
            return failures < 5 ? 3 : 0; /* enough room from here on */
        if (rc != -PX_ERR_FULL)
            return 4;
        if (px_path_exists(house))
            return 5;
        failures++;
    }
    return 6;
}

static void test_init_full_disk(void **state)
{
    fixture *f = *state;
    int status;

    assert_int_equal(mkdir(f->path, 0700), 0);
    status = in_child(init_on_full_disk, f);
    if (status == 77) {
        print_message("# no right to mount a small file system here\n");
        skip();
    }
    assert_int_equal(status, 0);
}

static void test_no_house(void **state)
{
    fixture *f = *state;

    refuses(f, PX_ERR_NO_HOUSE); /* nothing there */
    assert_false(px_path_exists(f->path));
    assert_int_equal(mkdir(f->path, 0700), 0);
    refuses(f, PX_ERR_NO_HOUSE); /* a directory without house.db */
    exec_below(f->path, "CREATE TABLE other (x)");
    refuses(f, PX_ERR_NO_HOUSE); /* house.db of another program */
    exec_below(f->path, "PRAGMA application_id=77");
    refuses(f, PX_ERR_NO_HOUSE);
}

static void test_damaged(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *file = px_path_join(f->path, "house.db");

    init(f);
    assert_ok(
        px_file_write(file, PX_STR("no database, but long enough to be looked at"), 0600, &f->err),
        &f->err);
    refuses(f, PX_ERR_DAMAGED);
    assert_ok(px_file_write(file, PX_STR(""), 0600, &f->err), &f->err);
    refuses(f, PX_ERR_NO_HOUSE); /* an empty file is an empty database */
    assert_int_equal(unlink(file), 0);
    refuses(f, PX_ERR_DAMAGED); /* the database is gone, the keys are there */
}

static void test_lost_settings(void **state)
{
    fixture *f = *state;

    init(f);
    exec_below(f->path, "DELETE FROM house_setting WHERE name = 'origin'");
    assert_fails(px_house_open(f->path, PX_HOUSE_READ, &(px_house *){ NULL }, &f->err),
                 PX_ERR_DAMAGED);
    assert_string_equal(px_error_arg(&f->err, "name"), "origin");
}

static void test_versions(void **state)
{
    fixture *f = *state;
    px_house *house = NULL;

    init(f);
    exec_below(f->path, "PRAGMA user_version=9999");
    refuses(f, PX_ERR_NEWER);
    /* An older house is refused for reading. For writing it is migrated: here the first migration
     * meets its own tables, which shows that it ran, and that a failure is told by its name. */
    exec_below(f->path, "PRAGMA user_version=0");
    assert_fails(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), PX_ERR_READ_ONLY);
    assert_true(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err) < 0);
    assert_string_equal(px_error_arg(&f->err, "migration"), "0001-store.sql");
    assert_null(house);
}

static void test_keys(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *log = px_path_join(f->path, "keys/log.key");
    PX_AUTO_FREE char *text = NULL;
    px_house *house = NULL;
    px_note_key key;
    size_t len;

    init(f);
    assert_ok(px_file_read(log, 100, &text, &len, &f->err), &f->err);
    assert_int_equal(len, 65);
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    key = *px_house_log_key(house);
    px_house_close(house);
    /* reading works without keys, and knows the public one */
    remove_below(f->path, "keys/log.key");
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), PX_ERR_DAMAGED);
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    assert_memory_equal(px_house_log_key(house)->public_key, key.public_key, 32);
    assert_memory_equal(px_house_log_key(house)->seed, ((unsigned char[32]){ 0 }), 32);
    px_house_close(house);
    /* another key, a broken one, the right one again (capitals and all) */
    assert_ok(px_file_write(log,
                            PX_STR("000102030405060708090a0b0c0d0e0f"
                                   "000102030405060708090a0b0c0d0e0f\n"),
                            0600, &f->err),
              &f->err);
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), PX_ERR_DAMAGED);
    assert_ok(px_file_write(log, px_str_n(text, 40), 0600, &f->err), &f->err);
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), PX_ERR_DAMAGED);
    assert_ok(px_file_write(log, px_str_n(text, len), 0600, &f->err), &f->err);
    remove_below(f->path, "keys/web.key");
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), PX_ERR_DAMAGED);
    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    assert_null(px_house_web_key(house));
    px_house_close(house);
}

/* The house on a read-only file system: reading works, writing is refused in one sentence. */
static int open_read_only(fixture *f)
{
    PX_AUTO_FREE char *wal = px_path_join(f->path, "house.db-wal");
    px_error err = PX_ERROR_INIT;
    px_house *house = NULL;
    px_db *reader = NULL;

    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return 77;
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount(f->path, f->path, NULL, MS_BIND, NULL) != 0 ||
        mount(NULL, f->path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) != 0)
        return 77;
    if (px_house_open(f->path, PX_HOUSE_WRITE, &house, &err) != -PX_ERR_READ_ONLY)
        return 2;
    if (px_house_open(f->path, PX_HOUSE_READ, &house, &err) < 0)
        return 3;
    if (px_house_reader(house, &reader, &err) < 0)
        return 4;
    px_db_close(reader);
    px_house_close(house);
    return px_path_exists(wal) ? 5 : 0;
}

static void test_read_only(void **state)
{
    fixture *f = *state;
    int status;

    init(f);
    status = in_child(open_read_only, f);
    if (status == 77) {
        print_message("# no right to mount a read-only file system here\n");
        skip();
    }
    assert_int_equal(status, 0);
}

static void test_lock(void **state)
{
    fixture *f = *state;
    px_house *first = NULL, *second = NULL;

    init(f);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &first, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &second, &f->err), &f->err);
    assert_ok(px_house_lock(first, &f->err), &f->err);
    assert_fails(px_house_lock(second, &f->err), PX_ERR_BUSY);
    px_house_close(first);
    assert_ok(px_house_lock(second, &f->err), &f->err);
    px_house_close(second);
}

/* A real house cannot be told another time, be it new or old. */
static void test_moved_clock(void **state)
{
    fixture *f = *state;
    px_house_options demonstration = { .demonstration = true };
    PX_AUTO_FREE char *other = px_path_join(f->directory, "other");
    px_house *house = NULL;
    px_time at = 1790000000000;

    init(f);
    px_clock_move(at);
    assert_true(px_clock_is_moved());
    assert_true(px_now() >= at && px_now() < at + 60000);
    assert_fails(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), PX_ERR_INVALID);
    assert_fails(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), PX_ERR_INVALID);
    assert_fails(px_house_init(other, NULL, &f->err), PX_ERR_INVALID);
    assert_ok(px_house_init(other, &demonstration, &f->err), &f->err);
    assert_ok(px_house_open(other, PX_HOUSE_WRITE, &house, &f->err), &f->err);
    px_house_close(house);
    px_clock_set(NULL, NULL);
    assert_false(px_clock_is_moved());
}

static int set_place(px_db *db, void *arg, px_error *err)
{
    return px_house_set(db, "place", *(px_str *)arg, err);
}

static void test_settings(void **state)
{
    fixture *f = *state;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *reader = NULL;
    px_str value;

    init(f);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &house, &f->err), &f->err);
    assert_ok(px_house_reader(house, &reader, &f->err), &f->err);
    assert_fails(px_house_setting(reader, arena, "place", &value, &f->err), PX_ERR_NOT_FOUND);
    assert_ok(px_house_write(house, set_place, &PX_STR("Brussels"), &f->err), &f->err);
    assert_ok(px_house_setting(reader, arena, "place", &value, &f->err), &f->err);
    assert_str(value, "Brussels");
    assert_ok(px_house_write(house, set_place, &PX_STR("Paris"), &f->err), &f->err);
    assert_ok(px_house_setting(reader, arena, "place", &value, &f->err), &f->err);
    assert_str(value, "Paris");
    assert_fails(set_place(reader, &PX_STR("x"), &f->err), PX_ERR_READ_ONLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_init, setup, teardown),
        cmocka_unit_test_setup_teardown(test_init_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_init_refusals, setup, teardown),
        cmocka_unit_test_setup_teardown(test_init_cleans_up, setup, teardown),
        cmocka_unit_test_setup_teardown(test_init_full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_house, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lost_settings, setup, teardown),
        cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_moved_clock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_only, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_moved_clock, setup, teardown),
        cmocka_unit_test_setup_teardown(test_settings, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
