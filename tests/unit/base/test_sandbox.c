/* SPDX-License-Identifier: EUPL-1.2 */
/* The walls around the web process: each attempt runs in a child behind them. */
#include "unit/testing.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/sandbox.h"

static char *house, *outside;

static int setup(void **state)
{
    (void)state;
    house = px_test_directory();
    outside = px_test_directory();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    px_test_remove(house);
    px_test_remove(outside);
    return 0;
}

/* Runs the attempt behind the walls; returns 0 when it worked, or its errno. */
static int behind_walls(int (*attempt)(void))
{
    const char *const readable[] = { "/usr/share/zoneinfo", "/no/such/path", NULL };
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        px_error err = PX_ERROR_INIT;

        if (px_sandbox_enter_web(house, readable, &err) < 0)
            _exit(200);
        errno = 0;
        _exit(attempt() < 0 ? errno : 0);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int write_in(const char *directory)
{
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s/file", directory);
    return open(path, O_WRONLY | O_CREAT, 0600);
}

static int write_house(void)
{
    return write_in(house);
}

static int write_outside(void)
{
    return write_in(outside);
}

static int read_outside(void)
{
    return open("/etc/passwd", O_RDONLY);
}

static int read_listed(void)
{
    return open("/usr/share/zoneinfo", O_RDONLY | O_DIRECTORY);
}

static int run_program(void)
{
    static char *const argv[] = { (char *)"true", NULL };

    return execv("/bin/true", argv);
}

static int make_process(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid;
}

static int connect_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static int signal_parent(void)
{
    return kill(getppid(), 0);
}

static void *nothing(void *arg)
{
    return arg;
}

static int make_thread(void)
{
    pthread_t thread;

    errno = pthread_create(&thread, NULL, nothing, NULL);
    if (errno)
        return -1;
    return pthread_join(thread, NULL) == 0 ? 0 : -1;
}

static void test_inside(void **state)
{
    (void)state;
    assert_int_equal(behind_walls(write_house), 0);
    assert_int_equal(behind_walls(make_thread), 0);
    assert_int_equal(behind_walls(read_listed), 0);
}

static void test_outside(void **state)
{
    (void)state;
    if (px_sandbox_landlock_abi() == 0) {
        print_message("skipped: this kernel has no Landlock\n");
        skip();
    }
    assert_int_equal(behind_walls(write_outside), EACCES);
    assert_int_equal(behind_walls(read_outside), EACCES);
    if (px_sandbox_landlock_abi() >= 6)
        assert_int_equal(behind_walls(signal_parent), EPERM);
}

static void test_no_programs_no_network(void **state)
{
    (void)state;
    assert_int_equal(behind_walls(run_program), EPERM);
    assert_int_equal(behind_walls(make_process), EPERM);
    assert_int_equal(behind_walls(connect_out), EPERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inside),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_no_programs_no_network),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
