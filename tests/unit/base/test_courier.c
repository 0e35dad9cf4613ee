/* SPDX-License-Identifier: EUPL-1.2 */
/* Against servers of one thread that say what the test tells them to. */
#include "unit/testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/builder.h"
#include "base/courier.h"

/* What the server says in turn: to who connects, then after each line that it gets (NULL: closes).
 * In the middle of a message only the final dot counts as one. */
typedef struct server {
    const char *const *says;
    bool http; /* answers once, after the empty line */
    int listener;
    unsigned port, connections;
    pthread_t thread;
    char got[64 * 1024];
    size_t got_len;
} server;

static void server_say(int fd, const char *text)
{
    size_t len = strlen(text);

    while (len) {
        ssize_t n = send(fd, text, len, MSG_NOSIGNAL);

        if (n <= 0)
            return;
        text += n;
        len -= (size_t)n;
    }
}

/* Reads on until the words are in what came since `from`. */
static bool server_hear(server *s, int fd, size_t from, const char *words)
{
    size_t len = strlen(words);

    while (!memmem(s->got + from, s->got_len - from, words, len)) {
        ssize_t n = recv(fd, s->got + s->got_len, sizeof(s->got) - 1 - s->got_len, 0);

        if (n <= 0)
            return false;
        s->got_len += (size_t)n;
    }
    return true;
}

static void server_talk(server *s, int fd)
{
    bool data = false;

    if (s->http) {
        if (server_hear(s, fd, 0, "\r\n\r\n") && s->says[0])
            server_say(fd, s->says[0]);
        return;
    }
    for (size_t i = 0; s->says[i]; i++) {
        size_t from = s->got_len;

        server_say(fd, s->says[i]);
        data = strncmp(s->says[i], "354", 3) == 0;
        if (!server_hear(s, fd, from, data ? "\r\n.\r\n" : "\r\n"))
            return;
    }
}

static void *server_main(void *arg)
{
    server *s = arg;
    int fd;

    while ((fd = accept(s->listener, NULL, NULL)) >= 0) {
        s->connections++;
        server_talk(s, fd);
        (void)shutdown(fd, SHUT_RDWR);
        (void)close(fd);
    }
    return NULL;
}

static void server_start(server *s)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof(address);

    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(bind(s->listener, (struct sockaddr *)&address, sizeof(address)) == 0);
    assert_true(listen(s->listener, 4) == 0);
    assert_true(getsockname(s->listener, (struct sockaddr *)&address, &len) == 0);
    s->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, server_main, s), 0);
}

static void server_stop(server *s)
{
    (void)shutdown(s->listener, SHUT_RDWR);
    (void)pthread_join(s->thread, NULL);
    (void)close(s->listener);
    s->got[s->got_len] = '\0';
}

typedef struct courier_fixture {
    px_courier *courier;
    px_arena *arena;
    px_error err;
} courier_fixture;

static int setup(void **state)
{
    courier_fixture *f = px_alloc_zero(1, sizeof(*f));

    f->arena = px_arena_new();
    assert_ok(px_courier_start(&f->courier, &f->err), &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    courier_fixture *f = *state;

    px_courier_stop(f->courier);
    px_arena_free(f->arena);
    free(f);
    return 0;
}

/* ---- Fetching */

static int fetch(courier_fixture *f, const char *answer, px_fetch *ask, px_fetched *ret_fetched)
{
    const char *const says[] = { answer, NULL };
    server s = { .says = says, .http = true };
    int rc;

    server_start(&s);
    ask->address = px_str_of(px_arena_format(f->arena, "http://127.0.0.1:%u/token?a=1", s.port));
    rc = px_courier_fetch(f->courier, f->arena, ask, ret_fetched, &f->err);
    server_stop(&s);
    return rc;
}

static void an_answer_is_fetched(void **state)
{
    courier_fixture *f = *state;
    px_fetch ask = { .named = PX_STR("http://127.0.0.1") };
    px_fetched got;

    assert_ok(fetch(f,
                    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                    "Content-Length: 8\r\n\r\n{\"a\":12}",
                    &ask, &got),
              &f->err);
    assert_int_equal(got.status, 201);
    assert_true(px_str_is(got.type, "application/json"));
    assert_true(px_str_is(got.body, "{\"a\":12}"));
}

static void errors_of_http_are_answers_too_and_redirects_are_not_followed(void **state)
{
    courier_fixture *f = *state;
    px_fetch ask = { .named = PX_STR("http://127.0.0.1") };
    px_fetched got;

    assert_ok(fetch(f, "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", &ask, &got), &f->err);
    assert_int_equal(got.status, 500);
    assert_ok(fetch(f,
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                    "Content-Length: 0\r\n\r\n",
                    &ask, &got),
              &f->err);
    assert_int_equal(got.status, 302);
}

static void a_form_is_posted_with_its_headers(void **state)
{
    courier_fixture *f = *state;
    const px_str headers[] = { PX_STR_INIT("Accept: application/json"),
                               PX_STR_INIT("Content-Type: application/x-www-form-urlencoded") };
    px_fetch ask = { .named = PX_STR("http://127.0.0.1"),
                     .headers = headers,
                     .n_headers = 2,
                     .post = true,
                     .body = PX_STR("code=abc") };
    const char *const says[] = { "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", NULL };
    server s = { .says = says, .http = true };
    px_fetched got;

    server_start(&s);
    ask.address = px_str_of(px_arena_format(f->arena, "http://127.0.0.1:%u/t", s.port));
    assert_ok(px_courier_fetch(f->courier, f->arena, &ask, &got, &f->err), &f->err);
    server_stop(&s);
    assert_non_null(strstr(s.got, "POST /t HTTP/1.1\r\n"));
    assert_non_null(strstr(s.got, "Accept: application/json\r\n"));
    assert_non_null(strstr(s.got, "Content-Length: 8\r\n"));
}

static void what_is_too_long_is_refused(void **state)
{
    courier_fixture *f = *state;
    px_fetch ask = { .named = PX_STR("http://127.0.0.1"), .max_bytes = 4 };
    px_fetched got;

    assert_fails(fetch(f, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde", &ask, &got),
                 PX_ERR_TOO_LARGE);
}

static void a_server_that_is_silent_is_given_up(void **state)
{
    courier_fixture *f = *state;
    px_fetch ask = { .named = PX_STR("http://127.0.0.1"), .seconds = 1 };
    px_fetched got;

    /* promises more than it sends, and closes only when we do */
    assert_fails(fetch(f, "", &ask, &got), PX_ERR_IO);
    ask.address = PX_STR("http://127.0.0.1:1/");
    assert_fails(px_courier_fetch(f->courier, f->arena, &ask, &got, &f->err), PX_ERR_IO);
}

static void this_machine_is_reached_only_by_its_name_in_the_settings(void **state)
{
    courier_fixture *f = *state;
    px_fetch ask = { .named = PX_STR("https://sign-in.example.eu") };
    px_fetched got;

    assert_fails(fetch(f, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", &ask, &got), PX_ERR_IO);
}

static void other_schemes_and_hosts_are_refused(void **state)
{
    static const char *const bad[] = {
        "http://example.eu/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://a b/",
        "https://u:p@example.eu/",
        "gopher://127.0.0.1/",
        "https://example.eu/\r\n",
        "http://127.0.0.1.example.eu/",
        "",
    };
    courier_fixture *f = *state;
    px_fetched got;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        px_fetch ask = { .address = px_str_of(bad[i]), .named = px_str_of(bad[i]) };

        assert_fails(px_courier_fetch(f->courier, f->arena, &ask, &got, &f->err), PX_ERR_INVALID);
    }
    assert_fails(px_courier_fetch(f->courier, f->arena,
                                  &(px_fetch){ .address = PX_STR("http://127.0.0.1/"),
                                               .headers = &PX_STR("A: b\r\nC: d"),
                                               .n_headers = 1 },
                                  &got, &f->err),
                 PX_ERR_INVALID);
}

/* ---- Sending */

typedef struct told {
    px_mail_verdict verdicts[8];
    char lines[8][128];
    size_t count;
} told;

static int told_take(void *arg, size_t index, px_mail_verdict verdict, px_str line, px_error *err)
{
    told *t = arg;

    (void)err;
    assert_int_equal(index, t->count);
    t->verdicts[t->count] = verdict;
    (void)snprintf(t->lines[t->count++], sizeof(t->lines[0]), "%.*s", PX_STR_ARG(line));
    return 0;
}

static void send_to(courier_fixture *f, server *s, size_t count, told *t)
{
    px_mail_letter letters[3];
    px_mail_server to = { .tls = PX_MAIL_TLS_NONE, .seconds = 2 };

    for (size_t i = 0; i < 3; i++)
        letters[i] = (px_mail_letter){ PX_STR("a@example.eu"), PX_STR("b@example.eu"),
                                       PX_STR("Subject: x\r\n\r\n.dot\r\nend\r\n") };
    server_start(s);
    to.address = px_str_of(px_arena_format(f->arena, "smtp://127.0.0.1:%u", s->port));
    assert_ok(px_courier_send(f->courier, &to, letters, count, told_take, t, &f->err), &f->err);
    server_stop(s);
}

#define HELLO "220 ready\r\n", "250 hello\r\n"

static void two_mails_go_through_one_connection(void **state)
{
    const char *const says[] = { HELLO,
                                 "250 sender ok\r\n",
                                 "250 recipient ok\r\n",
                                 "354 go on\r\n",
                                 "250 first\r\n",
                                 "250 sender ok\r\n",
                                 "250 recipient ok\r\n",
                                 "354 go on\r\n",
                                 "250 second\r\n",
                                 "221 bye\r\n",
                                 NULL };
    server s = { .says = says };
    told t = { 0 };

    send_to(*state, &s, 2, &t);
    assert_int_equal(t.count, 2);
    assert_int_equal(t.verdicts[0], PX_MAIL_ACCEPTED);
    assert_int_equal(t.verdicts[1], PX_MAIL_ACCEPTED);
    assert_string_equal(t.lines[1], "250 second");
    assert_int_equal(s.connections, 1);
    assert_non_null(strstr(s.got, "MAIL FROM:<a@example.eu>"));
    assert_non_null(strstr(s.got, "RCPT TO:<b@example.eu>\r\n"));
    assert_non_null(strstr(s.got, "\r\n..dot\r\nend\r\n.\r\n"));
}

static void refusals_are_told_apart(void **state)
{
    static const struct {
        const char *says[10];
        px_mail_verdict verdict;
        const char *line;
    } cases[] = {
        { { HELLO, "250 ok\r\n", "451 4.7.1 come back\r\n", "221 bye\r\n", NULL },
          PX_MAIL_TEMPORARY,
          "451 4.7.1 come back" },
        { { HELLO, "250 ok\r\n", "550 5.1.1 nobody\r\n", "221 bye\r\n", NULL },
          PX_MAIL_PERMANENT,
          "550 5.1.1 nobody" },
        { { HELLO, "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "554 no\r\n", "221 bye\r\n", NULL },
          PX_MAIL_PERMANENT,
          "554 no" },
        { { HELLO, "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "452 full\r\n", "221 bye\r\n", NULL },
          PX_MAIL_TEMPORARY,
          "452 full" },
        { { HELLO, "530 5.7.0 sign in\r\n", "221 bye\r\n", NULL },
          PX_MAIL_NO_SERVER,
          "530 5.7.0 sign in" },
        { { "554 go away\r\n", NULL }, PX_MAIL_NO_SERVER, "554 go away" },
        { { HELLO, "250 ok\r\n", "421 closing\r\n", NULL }, PX_MAIL_NO_SERVER, "421 closing" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        server s = { .says = cases[i].says };
        told t = { 0 };

        send_to(*state, &s, 1, &t);
        assert_int_equal(t.count, 1);
        assert_int_equal(t.verdicts[0], cases[i].verdict);
        assert_string_equal(t.lines[0], cases[i].line);
    }
}

/* The first loss may be the mail's own fault, the second in a row is the server's. */
static void a_connection_that_is_lost_costs_one_mail_then_ends_the_sending(void **state)
{
    const char *const says[] = { HELLO, "250 ok\r\n", "250 ok\r\n", NULL };
    server s = { .says = says };
    told t = { 0 };

    send_to(*state, &s, 3, &t);
    assert_int_equal(t.count, 2);
    assert_int_equal(t.verdicts[0], PX_MAIL_TEMPORARY);
    assert_int_equal(t.verdicts[1], PX_MAIL_NO_SERVER);
}

static void plain_mail_leaves_this_machine_never(void **state)
{
    courier_fixture *f = *state;
    px_mail_server to = { .address = PX_STR("smtp://mail.example.eu"), .tls = PX_MAIL_TLS_NONE };
    told t = { 0 };

    assert_fails(px_courier_send(f->courier, &to, NULL, 0, told_take, &t, &f->err), PX_ERR_CONFIG);
}

static void encryption_that_is_required_is_not_gone_without(void **state)
{
    const char *const says[] = { HELLO, "221 bye\r\n", NULL };
    courier_fixture *f = *state;
    server s = { .says = says };
    px_mail_letter letter = { PX_STR("a@example.eu"), PX_STR("b@example.eu"), PX_STR("\r\nx\r\n") };
    px_mail_server to = { .tls = PX_MAIL_TLS_REQUIRED, .seconds = 2 };
    told t = { 0 };

    server_start(&s);
    to.address = px_str_of(px_arena_format(f->arena, "smtp://127.0.0.1:%u", s.port));
    assert_ok(px_courier_send(f->courier, &to, &letter, 1, told_take, &t, &f->err), &f->err);
    server_stop(&s);
    assert_int_equal(t.verdicts[0], PX_MAIL_NO_SERVER);
    assert_null(strstr(s.got, "MAIL FROM"));
}

static void the_process_answers_until_it_is_stopped(void **state)
{
    courier_fixture *f = *state;

    assert_true(px_courier_alive(f->courier));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_fetched),
        cmocka_unit_test(errors_of_http_are_answers_too_and_redirects_are_not_followed),
        cmocka_unit_test(a_form_is_posted_with_its_headers),
        cmocka_unit_test(what_is_too_long_is_refused),
        cmocka_unit_test(a_server_that_is_silent_is_given_up),
        cmocka_unit_test(this_machine_is_reached_only_by_its_name_in_the_settings),
        cmocka_unit_test(other_schemes_and_hosts_are_refused),
        cmocka_unit_test(two_mails_go_through_one_connection),
        cmocka_unit_test(refusals_are_told_apart),
        cmocka_unit_test(a_connection_that_is_lost_costs_one_mail_then_ends_the_sending),
        cmocka_unit_test(plain_mail_leaves_this_machine_never),
        cmocka_unit_test(encryption_that_is_required_is_not_gone_without),
        cmocka_unit_test(the_process_answers_until_it_is_stopped),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
