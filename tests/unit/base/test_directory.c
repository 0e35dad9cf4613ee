/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char *dir; /* each test works in its own */

static int setup(void **state)
{
    (void)state;
    dir = px_test_directory();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    px_test_remove(dir);
    return 0;
}

static void make_file(const char *name, px_str content)
{
    px_error err = PX_ERROR_INIT;
    char *path = px_path_join(dir, name);

    assert_ok(px_file_write(path, content, 0600, &err), &err);
    free(path);
}

static void make_dir(const char *name)
{
    px_error err = PX_ERROR_INIT;
    char *path = px_path_join(dir, name);

    assert_ok(px_dir_make(path, 0755, &err), &err);
    assert_true(px_path_is_dir(path));
    free(path);
}

static int list_one(void *arg, const char *path, uint64_t size, px_error *err)
{
    (void)err;
    px_builder_format(arg, "%s:%llu ", path, (unsigned long long)size);
    return 0;
}

static void test_walk_order(void **state)
{
    PX_AUTO_BUILDER px_builder seen = PX_BUILDER_INIT(4096);
    px_error err = PX_ERROR_INIT;
    char *path = px_path_join(dir, "fifo");

    (void)state;
    make_dir("a/b/empty");
    make_dir("z");
    make_file("a/c", PX_STR("xx"));
    make_file("a-b", PX_STR(""));
    make_file("a.b", PX_STR("x"));
    make_file("a0", PX_STR("xxx"));
    make_file("a/b/c", PX_STR("x"));
    make_file("a/B", PX_STR(""));
    make_file("\xC3\xA9", PX_STR("x"));
    make_file(".hidden", PX_STR("x"));
    assert_int_equal(mkfifo(path, 0600), 0); /* neither a file nor a directory */
    assert_ok(px_dir_walk(dir, list_one, &seen, &err), &err);
    assert_str(px_builder_view(&seen),
               ".hidden:1 a-b:0 a.b:1 a/B:0 a/b/c:1 a/c:2 a0:3 \xC3\xA9:1 ");
    free(path);
}

static void test_walk_links(void **state)
{
    PX_AUTO_BUILDER px_builder seen = PX_BUILDER_INIT(4096);
    px_error err = PX_ERROR_INIT;
    char *to_file = px_path_join(dir, "link"), *loop = px_path_join(dir, "sub/loop");
    char *root_link = px_path_join(dir, "root"), *root = px_path_join(dir, "sub");

    (void)state;
    make_dir("sub");
    make_file("sub/f", PX_STR("x"));
    assert_int_equal(symlink("/etc/passwd", to_file), 0);
    assert_int_equal(symlink("..", loop), 0);
    assert_int_equal(symlink("sub", root_link), 0);
    assert_ok(px_dir_walk(dir, list_one, &seen, &err), &err);
    assert_str(px_builder_view(&seen), "sub/f:1 ");
    px_builder_clear(&seen);
    assert_ok(px_dir_walk(root_link, list_one, &seen, &err), &err); /* the root may be a link */
    assert_str(px_builder_view(&seen), "f:1 ");
    free(root);
    free(root_link);
    free(loop);
    free(to_file);
}

static int stop_at_two(void *arg, const char *path, uint64_t size, px_error *err)
{
    unsigned *count = arg;

    (void)size;
    if (++*count == 2)
        return px_fail(err, PX_ERR_CONFLICT, "stop", "path", path, NULL);
    return 0;
}

static void test_walk_stops(void **state)
{
    px_error err = PX_ERROR_INIT;
    unsigned count = 0;
    char *path = px_path_join(dir, "d/2");

    (void)state;
    make_dir("d");
    make_file("d/1", PX_STR(""));
    make_file("d/2", PX_STR(""));
    make_file("d/3", PX_STR(""));
    assert_fails(px_dir_walk(dir, stop_at_two, &count, &err), PX_ERR_CONFLICT);
    assert_int_equal(count, 2);
    assert_string_equal(px_error_arg(&err, "path"), "d/2");
    assert_true(px_dir_walk(path, stop_at_two, &count, &err) < 0); /* a file is no root */
    free(path);
    path = px_path_join(dir, "missing");
    assert_fails(px_dir_walk(path, stop_at_two, &count, &err), PX_ERR_NOT_FOUND);
    free(path);
}

static void test_walk_depth(void **state)
{
    PX_AUTO_BUILDER px_builder deep = PX_BUILDER_INIT(4096);
    PX_AUTO_BUILDER px_builder seen = PX_BUILDER_INIT(4096);
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (unsigned i = 0; i < PX_WALK_MAX_DEPTH; i++)
        px_builder_add(&deep, "d/");
    make_dir(px_builder_cstr(&deep));
    assert_ok(px_dir_walk(dir, list_one, &seen, &err), &err);
    px_builder_add(&deep, "f");
    make_file(px_builder_cstr(&deep), PX_STR("x"));
    assert_ok(px_dir_walk(dir, list_one, &seen, &err), &err);
    assert_int_equal(seen.len, deep.len + 3);
    px_builder_cut(&deep, deep.len - 1);
    px_builder_add(&deep, "d");
    make_dir(px_builder_cstr(&deep));
    assert_fails(px_dir_walk(dir, list_one, &seen, &err), PX_ERR_TOO_LARGE);
}

static void test_make(void **state)
{
    px_error err = PX_ERROR_INIT;
    char *path = px_path_join(dir, "x//y/z/");
    struct stat st;

    (void)state;
    assert_ok(px_dir_make(path, 0700, &err), &err);
    assert_ok(px_dir_make(path, 0700, &err), &err);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    free(path);
    make_file("x/file", PX_STR(""));
    path = px_path_join(dir, "x/file");
    assert_fails(px_dir_make(path, 0700, &err), PX_ERR_EXISTS);
    free(path);
    path = px_path_join(dir, "x/file/sub");
    assert_true(px_dir_make(path, 0700, &err) < 0);
    free(path);
    assert_fails(px_dir_make("", 0700, &err), PX_ERR_NOT_FOUND);
    assert_ok(px_dir_make("/", 0700, &err), &err);
}

static void test_empty(void **state)
{
    px_error err = PX_ERROR_INIT;
    char *path = px_path_join(dir, "missing");

    (void)state;
    assert_ok(px_dir_check_empty(path, NULL, &err), &err);
    free(path);
    assert_ok(px_dir_check_empty(dir, NULL, &err), &err);
    make_file("f", PX_STR(""));
    assert_fails(px_dir_check_empty(dir, NULL, &err), PX_ERR_EXISTS);
    assert_string_equal(px_error_arg(&err, "entry"), "f");
    path = px_path_join(dir, "f");
    assert_true(px_dir_check_empty(path, NULL, &err) < 0); /* a file */
    assert_true(px_path_exists(path));
    assert_false(px_path_is_dir(path));
    free(path);
}

static void test_join(void **state)
{
    static const struct {
        const char *directory, *name, *joined;
    } cases[] = {
        { "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "", "b", "b" },
        { "/", "b", "/b" },  { "a", "", "a/" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        char *joined = px_path_join(cases[i].directory, cases[i].name);

        assert_string_equal(joined, cases[i].joined);
        free(joined);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_walk_order), TEST(test_walk_links), TEST(test_walk_stops), TEST(test_walk_depth),
        TEST(test_make),       TEST(test_empty),      TEST(test_join),
    };

    return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
