/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "web/static/static_folder.h"

static char *directory;

static int make(void **state)
{
    (void)state;
    directory = px_test_directory();
    return 0;
}

static int end(void **state)
{
    (void)state;
    px_test_remove(directory);
    return 0;
}

static char *at(const char *name)
{
    return px_path_join(directory, name);
}

static bool is_there(const char *name)
{
    PX_AUTO_FREE char *path = at(name);

    return px_path_exists(path);
}

static int entries;

static int count_entry(void *arg, const char *path, uint64_t size, px_error *err)
{
    (void)arg;
    (void)path;
    (void)size;
    (void)err;
    entries++;
    return 0;
}

/* Files in the directory of the test. */
static int count_all(void)
{
    px_error err = PX_ERROR_INIT;

    entries = 0;
    assert_ok(px_dir_walk(directory, count_entry, NULL, &err), &err);
    return entries;
}

/* A copy of these files; files: names with spaces between them. */
static int copy(const char *name, const char *files, bool finish, px_error *err)
{
    PX_AUTO_STATIC_FOLDER px_static_folder *folder = NULL;
    PX_AUTO_FREE char *path = at(name);
    px_str rest = px_str_of(files), file;
    int rc = px_static_folder_start(path, &folder, err);

    while (rc >= 0 && px_str_split(&rest, ' ', &file))
        rc = px_static_folder_write(folder, file, file, err);
    if (rc >= 0 && finish)
        rc = px_static_folder_finish(folder, err);
    return rc;
}

static void replaces_its_own(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(copy("deep/copy/", "a/b/c.html d.html", true, &err), &err);
    assert_true(is_there("deep/copy/a/b/c.html"));
    assert_int_equal(count_all(), 3); /* with the list */
    assert_ok(copy("deep/copy", "d.html e/f.html", true, &err), &err);
    assert_false(is_there("deep/copy/a"));
    assert_true(is_there("deep/copy/e/f.html"));
    assert_int_equal(count_all(), 3);
}

static void leaves_nothing_of_what_failed(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(copy("copy", "a.html", true, &err), &err);
    assert_ok(copy("copy", "b/c.html", false, &err), &err); /* given up */
    assert_true(is_there("copy/a.html"));
    assert_int_equal(count_all(), 2);
    assert_true(copy("copy", "x x/y", true, &err) < 0); /* a file as a folder */
    assert_fails(copy("copy", "x x", true, &err), PX_ERR_EXISTS);
    assert_true(is_there("copy/a.html"));
    assert_int_equal(count_all(), 2);
}

static void touches_nothing_of_others(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_FREE char *mine = at("copy/below/mine");
    PX_AUTO_FREE char *list = at("other/" PX_STATIC_LIST);
    PX_AUTO_FREE char *other = at("other");
    PX_AUTO_FREE char *empty = at("empty");

    (void)state;
    assert_ok(copy("copy", "below/a.html", true, &err), &err);
    assert_ok(px_file_write(mine, PX_STR("mine"), 0644, &err), &err);
    assert_fails(copy("copy", "b.html", true, &err), PX_ERR_EXISTS);
    assert_string_equal(px_error_arg(&err, "file"), "below/mine");
    assert_true(is_there("copy/below/mine"));
    assert_ok(px_dir_make(other, 0755, &err), &err);
    assert_ok(px_file_write(list, PX_STR("another list\nbelow\n"), 0644, &err), &err);
    assert_fails(copy("other", "b.html", true, &err), PX_ERR_EXISTS);
    assert_ok(px_dir_make(empty, 0755, &err), &err);
    assert_ok(copy("empty", "b.html", true, &err), &err);
    assert_true(is_there("empty/b.html"));
}

static void the_list_cannot_lead_outside(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_FREE char *kept = at("kept");
    PX_AUTO_FREE char *list = at("copy/" PX_STATIC_LIST);

    (void)state;
    assert_ok(copy("copy", "a.html", true, &err), &err);
    assert_ok(px_file_write(kept, PX_STR("kept"), 0644, &err), &err);
    assert_ok(px_file_write(list, PX_STR("praxis export 1\na.html\n../kept\n"), 0644, &err), &err);
    assert_fails(copy("copy", "b.html", true, &err), PX_ERR_EXISTS);
    assert_true(is_there("kept"));
    assert_true(is_there("copy/a.html"));
}

static void needs_a_name(void **state)
{
    static const char *const paths[] = { "", "/", ".", "a/..", "./" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(paths); i++) {
        px_error err = PX_ERROR_INIT;
        px_static_folder *folder;

        assert_fails(px_static_folder_start(paths[i], &folder, &err), PX_ERR_INVALID);
    }
}

static void can_be_served(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_FREE char *folder = at("copy");
    PX_AUTO_FREE char *file = at("copy/a/b.html");
    struct stat st;
    mode_t mask = umask(022);

    (void)state;
    assert_ok(copy("copy", "a/b.html", true, &err), &err);
    (void)umask(mask);
    assert_int_equal(stat(folder, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0755);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(replaces_its_own, make, end),
        cmocka_unit_test_setup_teardown(leaves_nothing_of_what_failed, make, end),
        cmocka_unit_test_setup_teardown(touches_nothing_of_others, make, end),
        cmocka_unit_test_setup_teardown(the_list_cannot_lead_outside, make, end),
        cmocka_unit_test(needs_a_name),
        cmocka_unit_test_setup_teardown(can_be_served, make, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
