/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/file.h"
#include "base/log.h"

static int saved = -1, reading = -1;

static px_time fixed_clock(void *arg)
{
    (void)arg;
    return 1795533518007; /* 2026-11-24T15:18:38.007Z */
}

/* From here on standard error is a pipe. */
static int setup(void **state)
{
    int ends[2];

    (void)state;
    px_clock_set(fixed_clock, NULL);
    px_log_set_level(PX_LOG_INFO);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    saved = dup(STDERR_FILENO);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    (void)close(ends[1]);
    reading = ends[0];
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    if (saved >= 0)
        (void)dup2(saved, STDERR_FILENO);
    (void)close(saved);
    (void)close(reading);
    saved = -1;
    px_clock_set(NULL, NULL);
    px_log_set_level(PX_LOG_WARNING);
    return 0;
}

/* Restores standard error and gives what was written meanwhile. */
static char *written(void)
{
    px_error err = PX_ERROR_INIT;
    char *data = NULL;
    size_t len;

    (void)dup2(saved, STDERR_FILENO);
    assert_ok(px_fd_read(reading, "pipe", 1 << 20, &data, &len, &err), &err);
    return data;
}

static void assert_line(const char *expected)
{
    char *data = written();

    assert_string_equal(data, expected);
    free(data);
}

#define HEAD "2026-11-24T15:18:38.007Z "

static void test_line(void **state)
{
    (void)state;
    px_log(PX_LOG_INFO, "web", "request", "method", "GET", "path", "/codes/a-b_c.json", "status",
           "200", "ms", "3", NULL);
    assert_line(HEAD "info web request method=GET path=/codes/a-b_c.json status=200 ms=3\n");
}

static void test_no_pairs(void **state)
{
    (void)state;
    px_log(PX_LOG_ERROR, "store", "stop", NULL);
    assert_line(HEAD "error store stop\n");
}

static void test_quoting(void **state)
{
    (void)state;
    px_log(PX_LOG_WARNING, "web", "x", "empty", "", "none", NULL, "space", "a b", "quote",
           "a\"b\\c", "equals", "a=b", NULL);
    assert_line(HEAD "warning web x empty=\"\" none=\"\" space=\"a b\" quote=\"a\\\"b\\\\c\" "
                     "equals=\"a=b\"\n");
}

/* Whatever the value, it is one line of printable characters. */
static void test_forging(void **state)
{
    (void)state;
    px_log(PX_LOG_INFO, "web", "x", "a", "1\n2026-11-24T00:00:00Z error web forged", "b",
           "\r\t\x1B[31m\x7F", "c", "\xC2\x85\xE2\x80\xA8\xE2\x80\xAE\xEF\xBB\xBF", "d",
           "\xFFz\xC3", "e", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", NULL);
    assert_line(HEAD "info web x a=\"1\\n2026-11-24T00:00:00Z error web forged\" "
                     "b=\"\\x0d\\x09\\x1b[31m\\x7f\" c=\"\\u0085\\u2028\\u202e\\ufeff\" "
                     "d=\"\\xffz\\xc3\" e=\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"\n");
}

static void test_levels(void **state)
{
    (void)state;
    px_log_set_level(PX_LOG_ERROR);
    px_log(PX_LOG_WARNING, "a", "dropped", NULL);
    px_log(PX_LOG_ERROR, "a", "kept", NULL);
    px_log_set_level(PX_LOG_DEBUG);
    px_log(PX_LOG_DEBUG, "a", "kept", NULL);
    assert_line(HEAD "error a kept\n" HEAD "debug a kept\n");
}

static void test_bounds(void **state)
{
    char *data, *value = px_alloc(5001);

    (void)state;
    memset(value, '\x01', 5000);
    value[5000] = '\0';
    px_log(PX_LOG_INFO, "a", "controls", "one", value, "two", "2", NULL);
    memset(value, 'v', 5000);
    px_log(PX_LOG_INFO, "a", "letters", "one", value, "two", "2", NULL);
    for (size_t i = 0; i + 1 < 5000; i += 2)
        memcpy(value + i, "\xC3\xA9", 2);
    memcpy(value, "xx", 2);
    value[2] = 'x'; /* now the 1024th byte is the first half of a character */
    for (size_t i = 3; i + 1 < 5000; i += 2)
        memcpy(value + i, "\xC3\xA9", 2);
    value[4999] = '\0';
    px_log(PX_LOG_INFO, "a", "halves", "one", value, NULL);
    data = written();
    for (char *line = data, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        assert_true(end - line < 4096);
    }
    assert_non_null(strstr(data, "a controls cut=yes\n"));
    assert_non_null(strstr(data, "vvv...\" two=2\n"));
    assert_non_null(strstr(data, "\xC3\xA9...\"\n"));
    assert_true(px_utf8_valid(px_str_of(data), NULL));
    free(data);
    free(value);
}

static void test_error(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    (void)px_fail(&err, PX_ERR_INVALID, "'{value}' in '{path}' is not valid", "value",
                  "jane@example.org", "path", "/a b", NULL);
    px_log_error("web", "import", &err);
    assert_line(HEAD "error web import code=invalid message=\"'{value}' in '{path}' is not valid\" "
                     "path=\"/a b\"\n");
}

static void *many_lines(void *arg)
{
    for (unsigned i = 0; i < 100; i++)
        px_log(PX_LOG_INFO, "thread", arg, "text", "some words to write in one piece", NULL);
    return NULL;
}

static void test_threads(void **state)
{
    static char names[4][2] = { "a", "b", "c", "d" };
    pthread_t threads[4];
    unsigned lines = 0;
    char *data;

    (void)state;
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many_lines, names[i]), 0);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    data = written();
    for (char *line = data, *end; *line; line = end + 1, lines++) {
        static const char before[] = HEAD "info thread ";
        static const char after[] = " text=\"some words to write in one piece\"\n";

        end = strchr(line, '\n');
        assert_non_null(end);
        assert_int_equal(end - line + 1, sizeof(before) + sizeof(after) - 1);
        assert_memory_equal(line, before, sizeof(before) - 1);
        assert_memory_equal(line + sizeof(before), after, sizeof(after) - 1);
    }
    assert_int_equal(lines, 400);
    free(data);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_line),   TEST(test_no_pairs), TEST(test_quoting), TEST(test_forging),
        TEST(test_levels), TEST(test_bounds),   TEST(test_error),   TEST(test_threads),
    };

    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
