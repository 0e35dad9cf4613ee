/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"

#define ARGV(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Runs to success and checks status and both outputs. */
static void assert_runs(const px_child_spec *spec, int status, const char *out, const char *errors)
{
    px_child_result result;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_child_run(spec, &result, &err), &err);
    assert_string_equal(px_builder_cstr(&result.out), out);
    assert_string_equal(px_builder_cstr(&result.err), errors);
    assert_int_equal(result.exit_status, status);
    px_child_result_free(&result);
}

/* Nothing of the child is left, not even a zombie. */
static void assert_no_children(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void test_outputs(void **state)
{
    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "echo out; echo err >&2; exit 3") }, 3,
                "out\n", "err\n");
    assert_runs(&(px_child_spec){ .argv = ARGV("true") }, 0, "", "");
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "kill -TERM $$") }, 128 + SIGTERM, "",
                "");
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "kill -KILL $$") }, 128 + SIGKILL, "",
                "");
    assert_no_children();
}

/* No shell looks at the arguments. */
static void test_arguments(void **state)
{
    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("printf", "%s|", "$HOME", "a b", "; false", "`id`",
                                               "", "*") },
                0, "$HOME|a b|; false|`id`||*|", "");
}

static void test_input(void **state)
{
    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("cat"), .input = PX_STR("hello\n") }, 0, "hello\n",
                "");
    assert_runs(&(px_child_spec){ .argv = ARGV("cat") }, 0, "", ""); /* sees the end at once */
}

/* Both pipes are full at once: three megabytes in, as much out, and as much on standard error. */
static void test_input_and_output(void **state)
{
    size_t size = 3000000;
    char *input = px_alloc(size);
    px_child_result result;
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < size; i++)
        input[i] = (char)(i % 251);
    assert_ok(px_child_run(&(px_child_spec){ .argv = ARGV("tee", "/dev/stderr"),
                                             .input = px_str_n(input, size),
                                             .max_output = size },
                           &result, &err),
              &err);
    assert_int_equal(result.exit_status, 0);
    assert_int_equal(result.out.len, size);
    assert_memory_equal(result.out.ptr, input, size);
    assert_int_equal(result.err.len, size);
    assert_memory_equal(result.err.ptr, input, size);
    px_child_result_free(&result);
    free(input);
}

/* A child that ends without reading costs no signal and no failure. */
static void test_input_unread(void **state)
{
    size_t size = 1000000;
    char *input = px_alloc_zero(size, 1);
    sigset_t pending;

    (void)state;
    for (unsigned i = 0; i < 10; i++)
        assert_runs(&(px_child_spec){ .argv = ARGV("true"), .input = px_str_n(input, size) }, 0, "",
                    "");
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "exec <&-; echo done; exit 1"),
                                  .input = px_str_n(input, size) },
                1, "done\n", "");
    assert_int_equal(sigpending(&pending), 0);
    assert_int_equal(sigismember(&pending, SIGPIPE), 0);
    free(input);
}

static void test_missing(void **state)
{
    static const char *const missing[] = {
        "no-such-program-here", "/no/such/program", "/etc/passwd", "/etc", "", "/etc/passwd/x"
    };
    px_child_result result = { .exit_status = 99 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(missing); i++) {
        assert_fails(px_child_run(&(px_child_spec){ .argv = ARGV(missing[i]) }, &result, &err),
                     PX_ERR_TOOL_MISSING);
        assert_string_equal(px_error_arg(&err, "tool"), missing[i]);
    }
    assert_int_equal(result.exit_status, 99);
    assert_no_children();
}

/* Files that can be found but not started: the failure comes back from the child itself. */
static void test_not_startable(void **state)
{
    char *dir = px_test_directory(), *path = px_path_join(dir, "tool");
    px_child_result result;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_file_write(path, PX_STR("#!/no/such/interpreter\n"), 0755, &err), &err);
    assert_fails(px_child_run(&(px_child_spec){ .argv = ARGV(path) }, &result, &err),
                 PX_ERR_TOOL_MISSING);
    assert_ok(px_file_write(path, PX_STR("\x01\x02 no program\n"), 0755, &err), &err);
    assert_fails(px_child_run(&(px_child_spec){ .argv = ARGV(path) }, &result, &err), PX_ERR_IO);
    assert_non_null(px_error_arg(&err, "reason"));
    assert_no_children();
    free(path);
    px_test_remove(dir);
}

static void test_environment(void **state)
{
    const char *path = getenv("PATH");
    PX_AUTO_BUILDER px_builder expected = PX_BUILDER_INIT(65536);
    char *dir = px_test_directory(), *tool = px_path_join(dir, "own-tool");
    char *path_entry;
    px_error err = PX_ERROR_INIT;

    (void)state;
    px_builder_format(&expected, "PATH=%s\nLANG=C\n", path);
    assert_int_equal(setenv("PX_SECRET", "1", 1), 0);
    assert_runs(&(px_child_spec){ .argv = ARGV("env") }, 0, px_builder_cstr(&expected), "");
    assert_runs(&(px_child_spec){ .argv = ARGV("/usr/bin/env"), .env = ARGV("A=1", "B=2") }, 0,
                "A=1\nB=2\n", "");
    /* the child's own PATH counts; its empty parts are not the working directory */
    assert_ok(px_file_write(tool, PX_STR("#!/bin/sh\necho own\n"), 0755, &err), &err);
    px_builder_clear(&expected);
    px_builder_format(&expected, "PATH=::/no/such:%s", dir);
    path_entry = px_builder_detach(&expected, NULL);
    assert_runs(&(px_child_spec){ .argv = ARGV("own-tool"), .env = ARGV(path_entry) }, 0, "own\n",
                "");
    assert_int_equal(chdir(dir), 0);
    assert_fails(
        px_child_run(&(px_child_spec){ .argv = ARGV("own-tool"), .env = ARGV("PATH=::/no/such") },
                     &(px_child_result){ 0 }, &err),
        PX_ERR_TOOL_MISSING);
    assert_int_equal(chdir("/"), 0);
    (void)unsetenv("PX_SECRET");
    free(path_entry);
    free(tool);
    px_test_remove(dir);
}

/* Only 0, 1 and 2 are open in the child, also when ours is open without close-on-exec. */
static void test_descriptors(void **state)
{
    int leak = open("/dev/null", O_RDONLY);

    (void)state;
    assert_true(leak > 2);
    assert_true(leak < 20);
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c",
                                               "i=0; while [ $i -le 20 ]; do "
                                               "[ -e /proc/$$/fd/$i ] && printf '%s ' $i; "
                                               "i=$((i + 1)); done") },
                0, "0 1 2 ", "");
    (void)close(leak);
}

/* With our own standard descriptors closed, pipes get low numbers. */
static void test_low_descriptors(void **state)
{
    int status;
    pid_t pid;

    (void)state;
    (void)fflush(stdout);
    pid = fork();
    if (pid == 0) {
        px_child_result result;
        px_error err;

        (void)close(0);
        (void)close(1);
        (void)close(2);
        if (px_child_run(&(px_child_spec){ .argv = ARGV("sh", "-c", "cat; cat >&2 </dev/null"),
                                           .input = PX_STR("in") },
                         &result, &err) < 0)
            _exit(1);
        _exit(result.exit_status == 0 && px_str_is(px_builder_view(&result.out), "in") ? 0 : 2);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* Signals that we ignore or block are neither in the child. */
static void test_signals(void **state)
{
    sigset_t blocked, before;

    (void)state;
    (void)signal(SIGTERM, SIG_IGN);
    (void)sigemptyset(&blocked);
    (void)sigaddset(&blocked, SIGTERM);
    (void)sigaddset(&blocked, SIGUSR1);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, &blocked, &before), 0);
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "kill -TERM $$; echo alive") },
                128 + SIGTERM, "", "");
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "kill -USR1 $$; echo alive") },
                128 + SIGUSR1, "", "");
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)signal(SIGTERM, SIG_DFL);
}

static void test_cap(void **state)
{
    px_child_result result;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("printf", "12345"), .max_output = 5 }, 0, "12345",
                "");
    assert_fails(px_child_run(&(px_child_spec){ .argv = ARGV("printf", "123456"), .max_output = 5 },
                              &result, &err),
                 PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "limit"), "5");
    /* these would never end by themselves */
    assert_fails(px_child_run(&(px_child_spec){ .argv = ARGV("yes") }, &result, &err),
                 PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "limit"), "1048576");
    assert_fails(
        px_child_run(&(px_child_spec){ .argv = ARGV("sh", "-c", "yes >&2") }, &result, &err),
        PX_ERR_TOO_LARGE);
    assert_no_children();
}

/* Descendants hold the writing end of a named pipe; when all are dead, its reader sees the end. */
typedef struct witness {
    char *dir, *path;
    int fd;
} witness;

static witness witness_open(void)
{
    witness w = { .dir = px_test_directory() };

    w.path = px_path_join(w.dir, "fifo");
    assert_int_equal(mkfifo(w.path, 0600), 0);
    w.fd = open(w.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(w.fd >= 0);
    return w;
}

static void witness_assert_dead(witness *w)
{
    char text[64];

    assert_int_equal(fcntl(w->fd, F_SETFL, 0), 0);
    while (read(w->fd, text, sizeof(text)) > 0) /* blocks as long as there is a writer */
        continue;
    (void)close(w->fd);
    free(w->path);
    px_test_remove(w->dir);
}

static void test_timeout(void **state)
{
    witness w = witness_open();
    px_child_result result = { .exit_status = 99 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(
        px_child_run(&(px_child_spec){ .argv = ARGV("sh", "-c",
                                                    "exec 9>\"$1\"; echo begun >&9; trap '' TERM; "
                                                    "sleep 1000 & sleep 1000",
                                                    "sh", w.path),
                                       .timeout_ms = 1500 },
                     &result, &err),
        PX_ERR_TIMEOUT);
    assert_string_equal(px_error_arg(&err, "tool"), "sh");
    assert_int_equal(result.exit_status, 99);
    assert_no_children();
    witness_assert_dead(&w);
}

/* A child that closes its outputs and goes on is waited for, and is still bound by the time. */
static void test_timeout_silent(void **state)
{
    px_child_result result;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c", "exec >&- 2>&-; sleep 0.2; exit 4") }, 4,
                "", "");
    assert_fails(
        px_child_run(&(px_child_spec){ .argv = ARGV("sh", "-c", "exec >&- 2>&- <&-; sleep 1000"),
                                       .timeout_ms = 300 },
                     &result, &err),
        PX_ERR_TIMEOUT);
    assert_no_children();
}

/* What the child leaves behind ends with it, even though it holds the output open. */
static void test_left_behind(void **state)
{
    witness w = witness_open();

    (void)state;
    assert_runs(&(px_child_spec){ .argv = ARGV("sh", "-c",
                                               "exec 9>\"$1\"; echo begun >&9; sleep 1000 & "
                                               "echo result",
                                               "sh", w.path) },
                0, "result\n", "");
    witness_assert_dead(&w);
}

static void *run_many(void *arg)
{
    for (unsigned i = 0; i < 20; i++) {
        px_child_spec spec = { .argv = ARGV("cat"), .input = px_str_of(arg) };

        assert_runs(&spec, 0, arg, "");
    }
    return NULL;
}

/* No thread's child holds another's pipe open. */
static void test_threads(void **state)
{
    static char texts[4][8] = { "one", "two", "three", "four" };
    pthread_t threads[4];

    (void)state;
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_many, texts[i]), 0);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_no_children();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outputs),       cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_input),         cmocka_unit_test(test_input_and_output),
        cmocka_unit_test(test_input_unread),  cmocka_unit_test(test_missing),
        cmocka_unit_test(test_not_startable), cmocka_unit_test(test_environment),
        cmocka_unit_test(test_descriptors),   cmocka_unit_test(test_low_descriptors),
        cmocka_unit_test(test_signals),       cmocka_unit_test(test_cap),
        cmocka_unit_test(test_timeout),       cmocka_unit_test(test_timeout_silent),
        cmocka_unit_test(test_left_behind),   cmocka_unit_test(test_threads),
    };

    return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
