/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <errno.h>
#include <sys/socket.h>

#include "web/linger.h"

#include "base/banned.h"

static void server_and_client(int fds[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
    assert_int_equal(write(fds[1], "a request, more", 15), 15);
    assert_int_equal(write(fds[0], "answer", 6), 6);
}

/* A client that still sends is cut off, and may give up without reading: what lingering is for. */
static void a_close_resets(void **state)
{
    int fds[2];

    (void)state;
    server_and_client(fds);
    assert_int_equal(close(fds[0]), 0);
    assert_int_equal(send(fds[1], "more", 4, MSG_NOSIGNAL), -1);
    assert_true(errno == EPIPE || errno == ECONNRESET);
    assert_int_equal(close(fds[1]), 0);
}

static void answers_arrive(void **state)
{
    px_linger *linger = NULL;
    px_error err = { 0 };
    int fds[2];
    char text[16];

    (void)state;
    assert_ok(px_linger_start(&linger, &err), &err);
    server_and_client(fds);
    px_linger_add(linger, fds[0]);
    assert_int_equal(close(fds[0]), 0);
    for (int i = 0; i < 1000; i++) /* more than the socket holds: it is read */
        assert_int_equal(send(fds[1], (char[4096]){ 0 }, 4096, MSG_NOSIGNAL), 4096);
    assert_int_equal(read(fds[1], text, sizeof(text)), 6);
    assert_memory_equal(text, "answer", 6);
    assert_int_equal(read(fds[1], text, sizeof(text)), 0); /* and it is known to be whole */
    assert_int_equal(close(fds[1]), 0);
    px_linger_stop(linger);
}

/* Whoever never closes does not keep the server from stopping, nor others from their answers. */
static void many_are_held(void **state)
{
    px_linger *linger = NULL;
    px_error err = { 0 };
    int clients[200];
    char text[16];

    (void)state;
    assert_ok(px_linger_start(&linger, &err), &err);
    for (size_t i = 0; i < PX_COUNT(clients); i++) {
        int fds[2];

        server_and_client(fds);
        px_linger_add(linger, fds[0]);
        assert_int_equal(close(fds[0]), 0);
        clients[i] = fds[1];
    }
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(read(clients[i], text, sizeof(text)), 6);
    px_linger_stop(linger);
    for (size_t i = 0; i < PX_COUNT(clients); i++) {
        while (read(clients[i], text, sizeof(text)) > 0)
            ;
        assert_int_equal(close(clients[i]), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_close_resets),
        cmocka_unit_test(answers_arrive),
        cmocka_unit_test(many_are_held),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
