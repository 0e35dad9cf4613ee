/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

static char *dir; /* each test works in its own */

/* These two stand before those of the C library: the tests count and break them. */
static unsigned synced, synced_directories;
static bool break_sync, break_rename;

int fsync(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
        synced_directories++;
    else
        synced++;
    if (break_sync) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int renameat2(int from_fd, const char *from, int to_fd, const char *to, unsigned flags)
{
    if (break_rename) {
        errno = EINVAL;
        return -1;
    }
    return (int)syscall(SYS_renameat2, from_fd, from, to_fd, to, flags);
}

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

static void assert_content(const char *path, px_str expected)
{
    px_error err = PX_ERROR_INIT;
    char *data = NULL;
    size_t len = 0;

    assert_ok(px_file_read(path, expected.len, &data, &len, &err), &err);
    assert_int_equal(len, expected.len);
    assert_memory_equal(data, expected.ptr, len);
    assert_int_equal(data[len], '\0');
    free(data);
}

/* Nothing but the files of the test itself may lie in the directory afterwards. */
static int count_one(void *arg, const char *path, uint64_t size, px_error *err)
{
    (void)path;
    (void)size;
    (void)err;
    (*(unsigned *)arg)++;
    return 0;
}

static unsigned count_files(void)
{
    px_error err = PX_ERROR_INIT;
    unsigned count = 0;

    assert_ok(px_dir_walk(dir, count_one, &count, &err), &err);
    return count;
}

static void test_read_bound(void **state)
{
    char *path = px_path_join(dir, "f"), *data = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len = 99;

    (void)state;
    assert_ok(px_file_write(path, PX_STR("12345"), 0644, &err), &err);
    assert_ok(px_file_read(path, 5, &data, &len, &err), &err);
    assert_int_equal(len, 5);
    assert_string_equal(data, "12345");
    free(data);
    data = NULL;
    len = 99;
    assert_fails(px_file_read(path, 4, &data, &len, &err), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "limit"), "4");
    assert_null(data);
    assert_int_equal(len, 99);
    assert_fails(px_file_read(path, 0, &data, &len, &err), PX_ERR_TOO_LARGE);
    assert_ok(px_file_write(path, PX_STR(""), 0644, &err), &err);
    assert_ok(px_file_read(path, 0, &data, &len, &err), &err);
    assert_int_equal(len, 0);
    assert_string_equal(data, "");
    free(data);
    assert_ok(px_file_read(path, SIZE_MAX, &data, &len, &err), &err);
    free(data);
    free(path);
}

static void test_read_refused(void **state)
{
    char *missing = px_path_join(dir, "missing"), *data = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len;

    (void)state;
    assert_fails(px_file_read(missing, 10, &data, &len, &err), PX_ERR_NOT_FOUND);
    assert_string_equal(px_error_arg(&err, "path"), missing);
    assert_fails(px_file_read(dir, 10, &data, &len, &err), PX_ERR_INVALID);
    assert_fails(px_file_read("/dev/zero", 100000, &data, &len, &err), PX_ERR_TOO_LARGE);
    assert_null(data);
    free(missing);
}

/* Writes a megabyte in small steps. */
static void *slow_writer(void *arg)
{
    int fd = *(int *)arg;
    static const char piece[1000] = "x";

    for (unsigned i = 0; i < 1000; i++)
        assert_int_equal(write(fd, piece, sizeof(piece)), sizeof(piece));
    (void)close(fd);
    return NULL;
}

static void test_read_pipe(void **state)
{
    px_error err = PX_ERROR_INIT;
    char *data = NULL;
    size_t len = 0;

    (void)state;
    for (int non_blocking = 0; non_blocking < 2; non_blocking++) {
        pthread_t thread;
        int ends[2];

        assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
        if (non_blocking)
            assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
        assert_int_equal(pthread_create(&thread, NULL, slow_writer, &ends[1]), 0);
        assert_ok(px_fd_read(ends[0], "pipe", 1000000, &data, &len, &err), &err);
        assert_int_equal(len, 1000000);
        free(data);
        assert_int_equal(pthread_join(thread, NULL), 0);
        (void)close(ends[0]);
    }
}

static void test_read_stdin(void **state)
{
    int saved = dup(STDIN_FILENO), ends[2];
    px_error err = PX_ERROR_INIT;
    char *data = NULL;
    size_t len = 0;

    (void)state;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(write(ends[1], "hello", 5), 5);
    (void)close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    (void)close(ends[0]);
    assert_ok(px_file_read("-", 5, &data, &len, &err), &err);
    assert_string_equal(data, "hello");
    free(data);
    assert_ok(px_file_read("-", 5, &data, &len, &err), &err); /* the descriptor is still open */
    assert_int_equal(len, 0);
    free(data);
    (void)dup2(saved, STDIN_FILENO);
    (void)close(saved);
}

static void on_alarm(int signal_number)
{
    (void)signal_number;
}

/* A child that reads slowly from the pipe, counts, and answers with its exit status. */
static pid_t slow_reader(const int ends[2], size_t expected)
{
    pid_t pid = fork();

    if (pid == 0) {
        static char chunk[70000];
        size_t total = 0;
        ssize_t n;

        (void)close(ends[1]);
        while ((n = read(ends[0], chunk, sizeof(chunk))) > 0) {
            total += (size_t)n;
            (void)usleep(3000);
        }
        _exit(total == expected ? 0 : 1);
    }
    assert_true(pid > 0);
    (void)close(ends[0]);
    return pid;
}

/* Signals interrupt the blocking write again and again; the non-blocking one is always short. */
static void test_write_interrupted(void **state)
{
    struct sigaction action = { .sa_handler = on_alarm }, before;
    struct itimerval every_ms = { { 0, 1000 }, { 0, 1000 } }, off = { { 0, 0 }, { 0, 0 } };
    size_t size = 2000000;
    char *data = px_alloc_zero(size, 1);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_int_equal(sigaction(SIGALRM, &action, &before), 0);
    for (int non_blocking = 0; non_blocking < 2; non_blocking++) {
        int ends[2], status = 0;
        pid_t pid;

        assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
        if (non_blocking)
            assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
        pid = slow_reader(ends, size);
        assert_int_equal(setitimer(ITIMER_REAL, &every_ms, NULL), 0);
        assert_ok(px_fd_write(ends[1], "pipe", px_str_n(data, size), &err), &err);
        assert_int_equal(setitimer(ITIMER_REAL, &off, NULL), 0);
        (void)close(ends[1]);
        while (waitpid(pid, &status, 0) < 0)
            assert_int_equal(errno, EINTR);
        assert_int_equal(status, 0);
    }
    (void)sigaction(SIGALRM, &before, NULL);
    free(data);
}

static void test_write_full(void **state)
{
    int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_true(fd >= 0);
    assert_fails(px_fd_write(fd, "/dev/full", PX_STR("x"), &err), PX_ERR_FULL);
    assert_ok(px_fd_write(fd, "/dev/full", PX_STR(""), &err), &err);
    (void)close(fd);
}

static void test_replace(void **state)
{
    char *path = px_path_join(dir, "f"), *link_path = px_path_join(dir, "link");
    px_error err = PX_ERROR_INIT;
    struct stat st;
    mode_t mask = umask(027);

    (void)state;
    assert_ok(px_file_write(path, PX_STR("old"), 0666, &err), &err);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_ok(px_file_write(path, PX_STR("new\0er"), 0600, &err), &err);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_content(path, PX_STR("new\0er"));
    assert_ok(px_file_write(path, PX_STR("no right to write"), 0400, &err), &err);
    assert_content(path, PX_STR("no right to write"));
    /* a link is replaced, what it points to stays */
    assert_int_equal(symlink("f", link_path), 0);
    assert_ok(px_file_write(link_path, PX_STR("own"), 0600, &err), &err);
    assert_content(path, PX_STR("no right to write"));
    assert_content(link_path, PX_STR("own"));
    assert_int_equal(count_files(), 2);
    (void)umask(mask);
    free(link_path);
    free(path);
}

/* A failed write leaves the directory as it was: no temporary file. */
static void test_write_refused(void **state)
{
    char *sub = px_path_join(dir, "sub"), *nowhere = px_path_join(dir, "no/where");
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_int_equal(mkdir(sub, 0700), 0);
    assert_true(px_file_write(sub, PX_STR("x"), 0600, &err) < 0);
    assert_string_equal(px_error_arg(&err, "path"), sub);
    assert_fails(px_file_write(nowhere, PX_STR("x"), 0600, &err), PX_ERR_NOT_FOUND);
    assert_int_equal(count_files(), 0);
    free(nowhere);
    free(sub);
}

/* The disk gives out in the middle: the old file is whole and nothing else is there. */
static void test_write_cut_off(void **state)
{
    char *path = px_path_join(dir, "f"), *data = px_alloc_zero(100000, 1);
    struct rlimit before, small;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_file_write(path, PX_STR("old"), 0600, &err), &err);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){ .rlim_cur = 4096, .rlim_max = before.rlim_max };
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_fails(px_file_write(path, px_str_n(data, 100000), 0600, &err), PX_ERR_TOO_LARGE);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_string_equal(px_error_arg(&err, "path"), path);
    assert_content(path, PX_STR("old"));
    assert_int_equal(count_files(), 1);
    free(data);
    free(path);
}

/* Success means that both the bytes and the name are on disk. */
static void test_sync(void **state)
{
    char *path = px_path_join(dir, "f");
    px_error err = PX_ERROR_INIT;

    (void)state;
    synced = synced_directories = 0;
    assert_ok(px_file_create(path, PX_STR("old"), 0600, &err), &err);
    assert_int_equal(synced, 1);
    assert_int_equal(synced_directories, 1);
    break_sync = true;
    assert_fails(px_file_write(path, PX_STR("new"), 0600, &err), PX_ERR_IO);
    break_sync = false;
    assert_content(path, PX_STR("old"));
    assert_int_equal(count_files(), 1);
    free(path);
}

/* A file system that cannot rename without replacing: the file is linked instead. */
static void test_create_by_link(void **state)
{
    char *path = px_path_join(dir, "f");
    px_error err = PX_ERROR_INIT;

    (void)state;
    break_rename = true;
    assert_ok(px_file_create(path, PX_STR("first"), 0600, &err), &err);
    assert_fails(px_file_create(path, PX_STR("second"), 0600, &err), PX_ERR_EXISTS);
    break_rename = false;
    assert_content(path, PX_STR("first"));
    assert_int_equal(count_files(), 1);
    free(path);
}

static void test_create(void **state)
{
    char *path = px_path_join(dir, "f"), *link_path = px_path_join(dir, "dangling");
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_file_create(path, PX_STR("first"), 0600, &err), &err);
    assert_fails(px_file_create(path, PX_STR("second"), 0600, &err), PX_ERR_EXISTS);
    assert_content(path, PX_STR("first"));
    assert_int_equal(symlink("nothing", link_path), 0);
    assert_fails(px_file_create(link_path, PX_STR("x"), 0600, &err), PX_ERR_EXISTS);
    assert_fails(px_file_create(dir, PX_STR("x"), 0600, &err), PX_ERR_EXISTS);
    assert_int_equal(count_files(), 1);
    free(link_path);
    free(path);
}

static void *create_one(void *arg)
{
    px_error err = PX_ERROR_INIT;

    return px_file_create(arg, PX_STR("mine"), 0600, &err) == 0 ? arg : NULL;
}

/* Of many who create the same file at once, exactly one succeeds. */
static void test_create_race(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 20; round++) {
        char name[16], *path;
        pthread_t threads[4];
        unsigned winners = 0;

        (void)snprintf(name, sizeof(name), "r%u", round);
        path = px_path_join(dir, name);
        for (unsigned i = 0; i < PX_COUNT(threads); i++)
            assert_int_equal(pthread_create(&threads[i], NULL, create_one, path), 0);
        for (unsigned i = 0; i < PX_COUNT(threads); i++) {
            void *result;

            assert_int_equal(pthread_join(threads[i], &result), 0);
            winners += result != NULL;
        }
        assert_int_equal(winners, 1);
        free(path);
    }
    assert_int_equal(count_files(), 20);
}

static void test_sha256(void **state)
{
    static const unsigned char abc[32] = {
        0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
        0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
        0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
    };
    /* a million times "a": FIPS 180 */
    static const unsigned char million[32] = {
        0xcd, 0xc7, 0x6e, 0x5c, 0x99, 0x14, 0xfb, 0x92, 0x81, 0xa1, 0xc7,
        0xe2, 0x84, 0xd7, 0x3e, 0x67, 0xf1, 0x80, 0x9a, 0x48, 0xa4, 0x97,
        0x20, 0x0e, 0x04, 0x6d, 0x39, 0xcc, 0xc7, 0x11, 0x2c, 0xd0,
    };
    char *path = px_path_join(dir, "f"), *data = px_alloc(1000000);
    unsigned char hash[32] = { 0 };
    px_error err = PX_ERROR_INIT;
    uint64_t size = 0;

    (void)state;
    assert_ok(px_file_write(path, PX_STR("abc"), 0600, &err), &err);
    assert_ok(px_file_sha256(path, hash, &size, &err), &err);
    assert_int_equal(size, 3);
    assert_memory_equal(hash, abc, 32);
    memset(data, 'a', 1000000);
    assert_ok(px_file_write(path, px_str_n(data, 1000000), 0600, &err), &err);
    assert_ok(px_file_sha256(path, hash, NULL, &err), &err);
    assert_memory_equal(hash, million, 32);
    assert_fails(px_file_sha256(dir, hash, &size, &err), PX_ERR_INVALID);
    assert_int_equal(unlink(path), 0);
    assert_fails(px_file_sha256(path, hash, &size, &err), PX_ERR_NOT_FOUND);
    assert_memory_equal(hash, million, 32);
    free(data);
    free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_read_bound),        TEST(test_read_refused),
        TEST(test_read_pipe),         TEST(test_read_stdin),
        TEST(test_write_interrupted), TEST(test_write_full),
        TEST(test_replace),           TEST(test_write_refused),
        TEST(test_write_cut_off),     TEST(test_sync),
        TEST(test_create_by_link),    TEST(test_create),
        TEST(test_create_race),       TEST(test_sha256),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
