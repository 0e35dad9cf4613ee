/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The whole server in this process, without walls, so that sanitizers see every thread and every
 * leak: threads, queue, limits, deadlines, stop.
 */
#include "unit/testing.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web/listen.h"
#include "web/route.h"
#include "web/server.h"

/* A handler that waits until the test opens the gate. */
static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_moved = PTHREAD_COND_INITIALIZER;
static bool gate_open;
static int gate_waiting;
static int renders;

static void gate_set(bool open)
{
    (void)pthread_mutex_lock(&gate_lock);
    gate_open = open;
    (void)pthread_cond_broadcast(&gate_moved);
    (void)pthread_mutex_unlock(&gate_lock);
}

static void gate_await(int waiting)
{
    (void)pthread_mutex_lock(&gate_lock);
    while (gate_waiting < waiting)
        (void)pthread_cond_wait(&gate_moved, &gate_lock);
    (void)pthread_mutex_unlock(&gate_lock);
}

static int wait_handler(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    (void)pthread_mutex_lock(&gate_lock);
    gate_waiting++;
    (void)pthread_cond_broadcast(&gate_moved);
    while (!gate_open)
        (void)pthread_cond_wait(&gate_moved, &gate_lock);
    gate_waiting--;
    (void)pthread_mutex_unlock(&gate_lock);
    px_builder_add(&reply->body, "waited");
    return 0;
}

static int page_handler(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    renders++;
    reply->shared = true;
    for (int i = 0; i < 200; i++)
        px_builder_add(&reply->body, "a line of the page\n");
    return 0;
}

static int echo_handler(px_request *request, px_reply *reply, px_error *err)
{
    (void)err;
    px_builder_int(&reply->body, (long long)px_fields_get(&request->form, "a").len);
    return 0;
}

static int large_handler(px_request *request, px_reply *reply, px_error *err)
{
    (void)request;
    (void)err;
    reply->content_type = "image/png";
    for (int i = 0; i < 1 << 20; i++)
        px_builder_add(&reply->body, "0123456789abcdef");
    return 0;
}

const px_route px_routes[] = {
    { "/wait", PX_GET, PX_ACTION_READ_SITE, 0, wait_handler, "" },
    { "/page", PX_GET, PX_ACTION_READ_SITE, 0, page_handler, "" },
    { "/echo", PX_POST, PX_ACTION_READ_SITE, 0, echo_handler, "" },
    { "/large", PX_GET, PX_ACTION_READ_SITE, 0, large_handler, "" },
};
const size_t px_route_count = PX_COUNT(px_routes);

void px_page_error(const px_request *request, px_reply *reply, const px_error *err)
{
    px_error_format(&reply->body, request->language, err);
}

static char *directory, *path;
static px_house *house;
static px_server *server;

static void start(const px_server_options *options)
{
    px_error err = PX_ERROR_INIT;

    gate_set(false);
    renders = 0;
    assert_ok(px_server_bind(house, NULL, options, &server, &err), &err);
    assert_ok(px_server_start(server, &err), &err);
    assert_true(px_server_port(server) > 0);
}

static int dial(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)px_server_port(server)),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

static void say(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* Everything until the server closes. */
static px_builder hear_all(int fd)
{
    px_builder all = PX_BUILDER_INIT((size_t)64 << 20);
    char part[65536];
    ssize_t n;

    while ((n = recv(fd, part, sizeof(part), 0)) > 0)
        px_builder_str(&all, px_str_n(part, (size_t)n));
    (void)close(fd);
    return all;
}

static bool contains(const px_builder *text, const char *part)
{
    return strstr(px_builder_cstr(text), part) != NULL;
}

#define GET(page) "GET " page " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
#define KEEP(page) "GET " page " HTTP/1.1\r\nHost: x\r\n\r\n"

static px_builder ask(const char *request)
{
    int fd = dial();

    say(fd, request);
    return hear_all(fd);
}

static void assert_answer(const char *request, const char *head)
{
    px_builder answer = ask(request);

    if (!px_str_starts(px_builder_view(&answer), px_str_of(head)))
        fail_msg("wanted \"%s\", got \"%s\"", head, px_builder_cstr(&answer));
    assert_true(contains(&answer, "X-Content-Type-Options: nosniff\r\n"));
    assert_true(contains(&answer, "Content-Security-Policy: default-src 'none'; "));
    px_builder_free(&answer);
}

static void answers_and_keeps_pages(void **state)
{
    (void)state;
    start(&(px_server_options){ 0 });
    assert_answer(GET("/page"), "HTTP/1.1 200 ");
    assert_answer(GET("/page"), "HTTP/1.1 200 ");
    assert_int_equal(renders, 1);
    assert_answer(GET("/page?x"), "HTTP/1.1 200 ");
    assert_int_equal(renders, 2);
    assert_answer("GET /page HTTP/1.1\r\nHost: x\r\nCookie: appearance=dark\r\nConnection: "
                  "close\r\n\r\n",
                  "HTTP/1.1 200 ");
    assert_int_equal(renders, 3);
    assert_answer(GET("/none"), "HTTP/1.1 404 ");
    px_server_stop(server);
}

static void takes_bodies_in_pieces(void **state)
{
    px_builder answer;
    int fd;

    (void)state;
    start(&(px_server_options){ 0 });
    fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 7\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");
    (void)poll(NULL, 0, 50);
    say(fd, "12");
    (void)poll(NULL, 0, 50);
    say(fd, "345");
    answer = hear_all(fd);
    assert_true(contains(&answer, "\r\n\r\n5"));
    px_builder_free(&answer);
    px_server_stop(server);
}

static void refuses_heads_and_bodies_up_front(void **state)
{
    (void)state;
    start(&(px_server_options){ 0 });
    assert_answer("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n",
                  "HTTP/1.1 413 ");
    assert_answer("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                  "HTTP/1.1 411 ");
    assert_answer(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 400 ");
    assert_answer("GET /page HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", "HTTP/1.1 400 ");
    assert_answer("GET /page HTTP/1.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400 ");
    assert_answer("GET /page HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
                  "HTTP/1.1 400 ");
    px_server_stop(server);
}

static void a_full_queue_says_so(void **state)
{
    px_builder answers[4];
    int fds[4], busy = 0;

    (void)state;
    start(&(px_server_options){ .workers = 1, .queue = 2 });
    fds[0] = dial();
    say(fds[0], GET("/wait"));
    gate_await(1); /* the only worker has it; two more fit into the queue */
    for (int i = 1; i < 3; i++) {
        fds[i] = dial();
        say(fds[i], GET("/wait"));
    }
    (void)poll(NULL, 0, 200);
    fds[3] = dial();
    say(fds[3], GET("/page"));
    answers[3] = hear_all(fds[3]);
    assert_true(contains(&answers[3], "HTTP/1.1 503 "));
    assert_true(contains(&answers[3], "Retry-After: 5\r\n"));
    assert_true(contains(&answers[3], "X-Content-Type-Options: nosniff\r\n"));
    gate_set(true);
    for (int i = 0; i < 3; i++) {
        answers[i] = hear_all(fds[i]);
        busy += !contains(&answers[i], "waited");
    }
    assert_int_equal(busy, 0);
    for (int i = 0; i < 4; i++)
        px_builder_free(&answers[i]);
    px_server_stop(server);
}

static void a_visitor_may_leave_while_a_worker_works(void **state)
{
    (void)state;
    start(&(px_server_options){ .workers = 2 });
    for (int i = 0; i < 2; i++) {
        int fd = dial();

        say(fd, KEEP("/wait"));
        gate_await(i + 1);
        (void)close(fd);
    }
    gate_set(true);
    assert_answer(GET("/page"), "HTTP/1.1 200 ");
    px_server_stop(server);
}

static void pipelined_requests_come_back_in_order(void **state)
{
    px_builder answer;
    const char *first, *second;

    (void)state;
    start(&(px_server_options){ 0 });
    gate_set(true);
    answer = ask(KEEP("/wait") KEEP("/page") GET("/wait"));
    first = strstr(px_builder_cstr(&answer), "waited");
    assert_non_null(first);
    second = strstr(first, "a line of the page");
    assert_non_null(second);
    assert_non_null(strstr(second, "waited"));
    px_builder_free(&answer);
    px_server_stop(server);
}

static void slow_senders_and_readers_are_cut_off(void **state)
{
    px_builder answer;
    int64_t from;
    int fd;

    (void)state;
    start(&(px_server_options){ .timeout_seconds = 1 });
    from = px_monotonic_ns();
    fd = dial();
    for (int i = 0; i < 100; i++) { /* a byte each 100 ms: never idle for a second */
        if (send(fd, i == 0 ? "G" : "E", 1, MSG_NOSIGNAL) < 0)
            break;
        (void)poll(NULL, 0, 100);
    }
    assert_true(px_monotonic_ns() - from < 8000000000LL);
    answer = hear_all(fd);
    px_builder_free(&answer);

    fd = dial(); /* idle */
    answer = hear_all(fd);
    assert_int_equal(answer.len, 0);
    px_builder_free(&answer);
    px_server_stop(server);
}

static void more_connections_wait_for_room(void **state)
{
    px_builder answer;
    int idle[8];
    int fd;

    (void)state;
    start(&(px_server_options){ .connections = 4, .timeout_seconds = 1 });
    for (int i = 0; i < 8; i++)
        idle[i] = dial();
    fd = dial();
    say(fd, GET("/page"));
    answer = hear_all(fd); /* when the idle ones have been closed */
    assert_true(contains(&answer, "HTTP/1.1 200 "));
    px_builder_free(&answer);
    for (int i = 0; i < 8; i++)
        (void)close(idle[i]);
    px_server_stop(server);
}

static void *open_gate_later(void *arg)
{
    (void)arg;
    (void)poll(NULL, 0, 300);
    gate_set(true);
    return NULL;
}

static void stopping_waits_for_the_requests_under_way(void **state)
{
    px_builder answer;
    pthread_t opener;
    int fd, idle;

    (void)state;
    start(&(px_server_options){ 0 });
    idle = dial();
    fd = dial();
    say(fd, KEEP("/wait"));
    gate_await(1);
    assert_int_equal(pthread_create(&opener, NULL, open_gate_later, NULL), 0);
    px_server_stop(server);
    (void)pthread_join(opener, NULL);
    answer = hear_all(fd);
    assert_true(contains(&answer, "waited"));
    assert_true(contains(&answer, "Connection: close\r\n"));
    px_builder_free(&answer);
    (void)close(idle);
}

static void a_large_body_goes_out_whole(void **state)
{
    px_builder answer;

    (void)state;
    start(&(px_server_options){ 0 });
    answer = ask(GET("/large"));
    assert_true(answer.len > 16U << 20);
    assert_true(px_str_ends(px_builder_view(&answer), PX_STR("cdef0123456789abcdef")));
    px_builder_free(&answer);
    px_server_stop(server);
}

static void addresses_are_checked(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_server *other = NULL;
    unsigned port;
    char number[16];
    int fd = -1;

    (void)state;
    start(&(px_server_options){ 0 });
    port = px_server_port(server);
    (void)snprintf(number, sizeof(number), "%u", port);
    assert_fails(px_server_bind(house, NULL, &(px_server_options){ .port = port }, &other, &err),
                 PX_ERR_PORT_IN_USE);
    assert_string_equal(px_error_arg(&err, "port"), number);
    px_server_stop(server);
    assert_fails(px_listen_open("localhost", 0, &fd, &port, &err), PX_ERR_CONFIG);
    assert_fails(px_listen_open("1.2.3", 0, &fd, &port, &err), PX_ERR_CONFIG);
    assert_fails(px_listen_open("", 0, &fd, &port, &err), PX_ERR_CONFIG);
    assert_fails(px_listen_open("127.0.0.1", 65536, &fd, &port, &err), PX_ERR_CONFIG);
    assert_fails(px_listen_open("192.0.2.1", 0, &fd, &port, &err), PX_ERR_CONFIG);
    assert_int_equal(fd, -1);
    if (px_listen_open("::1", 0, &fd, &port, &err) >= 0) {
        assert_true(port > 0);
        (void)close(fd);
    }
}

static int make(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    directory = px_test_directory();
    path = px_alloc(strlen(directory) + 10);
    (void)snprintf(path, strlen(directory) + 10, "%s/house", directory);
    assert_ok(px_house_init(path, &(px_house_options){ 0 }, &err), &err);
    assert_ok(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    return 0;
}

static int end(void **state)
{
    (void)state;
    px_house_close(house);
    free(path);
    px_test_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_and_keeps_pages),
        cmocka_unit_test(takes_bodies_in_pieces),
        cmocka_unit_test(refuses_heads_and_bodies_up_front),
        cmocka_unit_test(a_full_queue_says_so),
        cmocka_unit_test(a_visitor_may_leave_while_a_worker_works),
        cmocka_unit_test(pipelined_requests_come_back_in_order),
        cmocka_unit_test(slow_senders_and_readers_are_cut_off),
        cmocka_unit_test(more_connections_wait_for_room),
        cmocka_unit_test(stopping_waits_for_the_requests_under_way),
        cmocka_unit_test(a_large_body_goes_out_whole),
        cmocka_unit_test(addresses_are_checked),
    };

    return cmocka_run_group_tests(tests, make, end);
}
