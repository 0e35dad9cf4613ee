/* SPDX-License-Identifier: EUPL-1.2 */
/* The jail with real children: what they may, what they may not, and what it costs. */
#include "unit/testing.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/jail.h"

static int parse_echo(px_str input, px_str options, px_builder *out, px_error *err)
{
    (void)err;
    px_builder_str(out, options);
    px_builder_char(out, '|');
    px_builder_str(out, input);
    return 0;
}

static int parse_error(px_str input, px_str options, px_builder *out, px_error *err)
{
    (void)options;
    (void)out;
    return px_fail(err, PX_ERR_MALFORMED, N_("line {line} is wrong: {text}"), "line", "7", "text",
                   input.ptr, NULL);
}

static int parse_crash(px_str input, px_str options, px_builder *out, px_error *err)
{
    (void)input;
    (void)options;
    (void)out;
    (void)err;
    (void)signal(SIGSEGV, SIG_DFL);
    (void)raise(SIGSEGV);
    return 0;
}

static int parse_loop(px_str input, px_str options, px_builder *out, px_error *err)
{
    volatile unsigned long turns = 0;

    (void)input;
    (void)options;
    (void)out;
    (void)err;
    while (turns != ~0UL)
        turns++;
    return 0;
}

static int parse_hog(px_str input, px_str options, px_builder *out, px_error *err)
{
    (void)input;
    (void)options;
    (void)err;
    for (int i = 0; i < 1024; i++)
        memset(px_alloc(1 << 20), 1, 1 << 20);
    px_builder_add(out, "got a gigabyte");
    return 0;
}

/* Tries one thing and says "done", or the error's number. */
static int parse_attempt(px_str input, px_str options, px_builder *out, px_error *err)
{
    static char *const argv[] = { (char *)"true", NULL };
    int rc = 0;

    (void)options;
    (void)err;
    errno = 0;
    if (px_str_is(input, "read"))
        rc = open("/etc/passwd", O_RDONLY);
    else if (px_str_is(input, "write"))
        rc = open("/tmp/praxis-jail-breach", O_WRONLY | O_CREAT, 0600);
    else if (px_str_is(input, "socket"))
        rc = socket(AF_INET, SOCK_STREAM, 0);
    else if (px_str_is(input, "fork"))
        rc = fork();
    else if (px_str_is(input, "exec"))
        rc = execv("/bin/true", argv);
    else if (px_str_is(input, "kill"))
        rc = kill(1, 0);
    if (rc < 0)
        px_builder_format(out, "errno %d", errno);
    else
        px_builder_add(out, "done");
    return 0;
}

static int parse_large(px_str input, px_str options, px_builder *out, px_error *err)
{
    (void)input;
    (void)options;
    (void)err;
    for (int i = 0; i < 2000; i++)
        px_builder_add(out, "more than may be sent back");
    return 0;
}

#define PARSER(name, function, cpu, wall) { name, function, 1 << 20, 1 << 15, 256 << 20, cpu, wall }

static const px_jail_parser parsers[] = {
    PARSER("echo", parse_echo, 5, 10),   PARSER("error", parse_error, 5, 10),
    PARSER("crash", parse_crash, 5, 10), PARSER("loop", parse_loop, 1, 3),
    PARSER("hog", parse_hog, 5, 10),     PARSER("attempt", parse_attempt, 5, 10),
    PARSER("large", parse_large, 5, 10),
};

static const char *const cat_argv[] = { "cat", NULL };
static const char *const false_argv[] = { "sh", "-c", "echo 'it went wrong' >&2; exit 3", NULL };
static const char *const write_argv[] = { "sh", "-c",
                                          "echo x > \"$TMPDIR/in\" && cat \"$TMPDIR/in\" && "
                                          "! echo x 2>/dev/null > /tmp/praxis-tool-breach",
                                          NULL };
static const char *const missing_argv[] = { "praxis-no-such-program", NULL };
static const px_jail_tool tools[] = {
    { "cat", cat_argv, "coreutils", 1 << 20, 1 << 20, 0, 10 },
    { "false", false_argv, "dash", 100, 100, 0, 10 },
    { "write", write_argv, "dash", 100, 100, 0, 10 },
    { "missing", missing_argv, "praxis-imaginary", 100, 100, 0, 10 },
};

static px_jail *jail;

static int setup(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    return px_jail_start(parsers, PX_COUNT(parsers), tools, PX_COUNT(tools), &jail, &err);
}

static int teardown(void **state)
{
    (void)state;
    px_jail_stop(jail);
    return 0;
}

static void test_echo(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_jail_run(jail, "echo", PX_STR("input"), PX_STR("options"), &out, &err), &err);
    assert_str(px_builder_view(&out), "options|input");
    px_builder_clear(&out);
    assert_ok(px_jail_run(jail, "echo", PX_STR(""), PX_STR_NONE, &out, &err), &err);
    assert_str(px_builder_view(&out), "|");
    assert_true(px_jail_alive(jail));
}

/* What is written to a file is what comes in memory, from the beginning of the file. */
static void test_file(void **state)
{
    PX_AUTO_FREE char *big = px_alloc(1 << 15);
    char back[(1 << 15) + 1];
    px_error err = PX_ERROR_INIT;
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    memset(big, 'x', 1 << 15);
    assert_ok(px_jail_run_file(jail, "echo", px_str_n(big, (1 << 15) - 1), PX_STR(""), file, &err),
              &err);
    assert_int_equal(fread(back, 1, sizeof(back), file), 1 << 15);
    assert_int_equal(back[0], '|');
    assert_memory_equal(back + 1, big, (1 << 15) - 1);
    assert_fails(px_jail_run_file(jail, "error", PX_STR("abc"), PX_STR_NONE, file, &err),
                 PX_ERR_MALFORMED);
    assert_fails(px_jail_run_file(jail, "large", PX_STR("x"), PX_STR_NONE, file, &err),
                 PX_ERR_TOO_LARGE);
    (void)fclose(file);
    file = fopen("/dev/full", "w");
    assert_non_null(file);
    assert_int_not_equal(px_jail_run_file(jail, "echo", PX_STR("x"), PX_STR_NONE, file, &err), 0);
    (void)fclose(file);
    assert_true(px_jail_alive(jail));
}

static void test_error_comes_back_whole(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(px_jail_run(jail, "error", PX_STR("abc"), PX_STR_NONE, &out, &err),
                 PX_ERR_MALFORMED);
    assert_string_equal(err.message, "line {line} is wrong: {text}");
    assert_string_equal(px_error_arg(&err, "line"), "7");
    assert_string_equal(px_error_arg(&err, "text"), "abc");
    assert_int_equal(out.len, 0);
}

static void test_crash_costs_one_error(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(px_jail_run(jail, "crash", PX_STR("x"), PX_STR_NONE, &out, &err), PX_ERR_PARSER);
    assert_string_equal(px_error_arg(&err, "parser"), "crash");
    assert_ok(px_jail_run(jail, "echo", PX_STR("on"), PX_STR_NONE, &out, &err), &err);
}

static void test_loop_is_stopped(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    int rc;

    (void)state;
    rc = px_jail_run(jail, "loop", PX_STR("x"), PX_STR_NONE, &out, &err);
    assert_true(rc == -(int)PX_ERR_TIMEOUT || rc == -(int)PX_ERR_PARSER);
    assert_ok(px_jail_run(jail, "echo", PX_STR("on"), PX_STR_NONE, &out, &err), &err);
}

static void test_memory_is_bounded(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
#ifdef PX_SANITIZED
    skip(); /* no bound on the address space there: sandbox.h says why */
#endif
    assert_fails(px_jail_run(jail, "hog", PX_STR("x"), PX_STR_NONE, &out, &err), PX_ERR_PARSER);
}

static void test_nothing_can_be_opened(void **state)
{
    static const char *const attempts[] = { "read", "write", "socket", "fork", "exec", "kill" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(attempts); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_jail_run(jail, "attempt", px_str_of(attempts[i]), PX_STR_NONE, &out, &err),
                  &err);
        if (!px_str_is(px_builder_view(&out), "errno 1") &&
            !px_str_is(px_builder_view(&out), "errno 13"))
            fail_msg("%s: %s", attempts[i], px_builder_cstr(&out));
    }
    assert_int_equal(access("/tmp/praxis-jail-breach", F_OK), -1);
}

static void test_bounds(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    PX_AUTO_FREE char *big = px_alloc((2 << 20) + 1);
    px_error err = PX_ERROR_INIT;

    (void)state;
    memset(big, 'x', 2 << 20);
    assert_fails(px_jail_run(jail, "echo", px_str_n(big, 2 << 20), PX_STR_NONE, &out, &err),
                 PX_ERR_TOO_LARGE);
    assert_fails(px_jail_run(jail, "large", PX_STR("x"), PX_STR_NONE, &out, &err),
                 PX_ERR_TOO_LARGE);
    assert_fails(px_jail_run(jail, "nobody", PX_STR("x"), PX_STR_NONE, &out, &err),
                 PX_ERR_UNSUPPORTED);
}

static void *many_echoes(void *arg)
{
    for (int i = 0; i < 20; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
        char text[32];

        (void)snprintf(text, sizeof(text), "%p %d", arg, i);
        if (px_jail_run(jail, "echo", px_str_of(text), PX_STR_NONE, &out, NULL) < 0 ||
            !px_str_is(px_str_sub(px_builder_view(&out), 1, out.len), text))
            return arg;
    }
    return NULL;
}

static void test_many_threads(void **state)
{
    pthread_t threads[12];
    char marks[PX_COUNT(threads)];

    (void)state;
    for (size_t i = 0; i < PX_COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many_echoes, &marks[i]), 0);
    for (size_t i = 0; i < PX_COUNT(threads); i++) {
        void *failed = NULL;

        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
}

static void test_tools(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_jail_tool_run(jail, "cat", PX_STR("through a tool"), &out, &err), &err);
    assert_str(px_builder_view(&out), "through a tool");
    px_builder_clear(&out);
    assert_fails(px_jail_tool_run(jail, "false", PX_STR(""), &out, &err), PX_ERR_FAILED);
    assert_string_equal(px_error_arg(&err, "reason"), "it went wrong");
    assert_fails(px_jail_tool_run(jail, "missing", PX_STR(""), &out, &err), PX_ERR_TOOL_MISSING);
    assert_string_equal(px_error_arg(&err, "package"), "praxis-imaginary");
    assert_fails(px_jail_tool_run(jail, "nobody", PX_STR(""), &out, &err), PX_ERR_UNSUPPORTED);
    assert_ok(px_jail_tool_run(jail, "write", PX_STR(""), &out, &err), &err);
    assert_str(px_builder_view(&out), "x\n");
}

/* The newest child of this process. */
static pid_t newest_child(void)
{
    char text[4096] = "";
    char path[64];
    PX_AUTO_FCLOSE FILE *f = NULL;
    pid_t newest = 0;
    int pid;

    (void)snprintf(path, sizeof(path), "/proc/self/task/%d/children", gettid());
    f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(text, sizeof(text), f));
    for (char *p = text; sscanf(p, "%d", &pid) == 1; p = strchr(p, ' ') + 1)
        newest = PX_MAX(newest, pid);
    return newest;
}

static void test_zygote_gone(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_jail *other;

    (void)state;
    assert_ok(px_jail_start(parsers, 1, NULL, 0, &other, &err), &err);
    assert_true(px_jail_alive(other));
    assert_int_equal(kill(newest_child(), SIGKILL), 0);
    while (px_jail_alive(other))
        (void)sched_yield();
    assert_fails(px_jail_run(other, "echo", PX_STR("x"), PX_STR_NONE, &out, &err), PX_ERR_PARSER);
    px_jail_stop(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_echo),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_error_comes_back_whole),
        cmocka_unit_test(test_crash_costs_one_error),
        cmocka_unit_test(test_loop_is_stopped),
        cmocka_unit_test(test_memory_is_bounded),
        cmocka_unit_test(test_nothing_can_be_opened),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_many_threads),
        cmocka_unit_test(test_tools),
        cmocka_unit_test(test_zygote_gone),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
