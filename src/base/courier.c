/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The asking side of the courier; courier_child.c is the other. The control socket is that of the
 * jail (jail_frame.h). Nothing that comes back is trusted: lengths are bounded before memory is
 * taken, and texts are cleaned.
 */
#include "base/courier.h"

#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/civil.h"
#include "base/courier_frame.h"
#include "base/jail_frame.h"
#include "base/net_address.h"

#include "base/banned.h"

enum {
    COURIER_AT_ONCE = 8,
    COURIER_GRACE_SECONDS = 5,
    COURIER_PING_SECONDS = 5,
    COURIER_FETCH_BYTES = 1 << 20,
    COURIER_FETCH_SECONDS = 10,
    COURIER_MAIL_SECONDS = 60
};

struct px_courier {
    int control;
    pid_t pid;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    unsigned running;
};

int px_courier_start(px_courier **ret_courier, px_error *err)
{
    px_courier *courier;
    int pair[2];
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return px_fail_errno(err, errno, N_("cannot make a socket for the courier: {reason}"),
                             NULL);
    pid = fork();
    if (pid == 0) {
        px_courier_process(pair[1]);
        _exit(0);
    }
    (void)close(pair[1]);
    if (pid < 0) {
        int errnum = errno;

        (void)close(pair[0]);
        return px_fail_errno(err, errnum, N_("cannot start the courier: {reason}"), NULL);
    }
    courier = px_alloc_zero(1, sizeof(*courier));
    courier->control = pair[0];
    courier->pid = pid;
    (void)pthread_mutex_init(&courier->lock, NULL);
    (void)pthread_cond_init(&courier->freed, NULL);
    *ret_courier = courier;
    return 0;
}

void px_courier_stop(px_courier *courier)
{
    if (!courier)
        return;
    (void)close(courier->control);
    while (waitpid(courier->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    (void)pthread_cond_destroy(&courier->freed);
    (void)pthread_mutex_destroy(&courier->lock);
    free(courier);
}

/* ---- Fields */

void px_courier_put_int(px_builder *out, uint32_t value)
{
    px_builder_str(out, px_str_n((const char *)&value, sizeof(value)));
}

void px_courier_put_str(px_builder *out, px_str value)
{
    px_courier_put_int(out, (uint32_t)value.len);
    px_builder_str(out, value);
}

bool px_courier_take_int(px_str *rest, uint32_t *ret_value)
{
    if (rest->len < sizeof(*ret_value))
        return false;
    memcpy(ret_value, rest->ptr, sizeof(*ret_value));
    *rest = px_str_sub(*rest, sizeof(*ret_value), rest->len);
    return true;
}

bool px_courier_take_str(px_str *rest, px_str *ret_value)
{
    uint32_t len;

    if (!px_courier_take_int(rest, &len) || len > rest->len)
        return false;
    *ret_value = px_str_sub(*rest, 0, len);
    *rest = px_str_sub(*rest, len, rest->len);
    return true;
}

/* ---- Errands */

/* One under way. */
typedef struct courier_errand {
    int fd; /* where its frames come from */
    int64_t deadline_ns;
} courier_errand;

static int courier_fail_gone(px_error *err)
{
    return px_fail(err, PX_ERR_FAILED,
                   N_("the process for outgoing connections is gone; restart praxis"), NULL);
}

static int courier_fail_frame(px_error *err)
{
    return px_fail(err, PX_ERR_FAILED,
                   N_("the process for outgoing connections sent back what it may not"), NULL);
}

static void courier_enter(px_courier *courier)
{
    (void)pthread_mutex_lock(&courier->lock);
    while (courier->running >= COURIER_AT_ONCE)
        (void)pthread_cond_wait(&courier->freed, &courier->lock);
    courier->running++;
    (void)pthread_mutex_unlock(&courier->lock);
}

static void courier_leave(px_courier *courier)
{
    (void)pthread_mutex_lock(&courier->lock);
    courier->running--;
    (void)pthread_cond_signal(&courier->freed);
    (void)pthread_mutex_unlock(&courier->lock);
}

/* Sends what is to be done; the request may hold a password and is wiped. */
static int courier_begin(px_courier *courier, uint32_t index, px_builder *request, unsigned seconds,
                         courier_errand *ret_errand, px_error *err)
{
    PX_AUTO_CLOSE int input = memfd_create("praxis-errand", MFD_CLOEXEC);
    int rc = px_builder_check(request, err);
    bool written = input >= 0 && px_jail_write_all(input, px_builder_view(request));
    int errnum = errno, pair[2];

    if (request->ptr)
        explicit_bzero(request->ptr, request->len);
    if (rc < 0)
        return rc;
    if (!written || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return px_fail_errno(err, written ? errno : errnum,
                             N_("cannot make a socket for the courier: {reason}"), NULL);
    if (px_jail_ask(courier->control, index, input, pair[1], NULL) < 0)
        rc = courier_fail_gone(err);
    (void)close(pair[1]);
    if (rc < 0) {
        (void)close(pair[0]);
        return rc;
    }
    ret_errand->fd = pair[0];
    ret_errand->deadline_ns = px_monotonic_ns() + (int64_t)seconds * 1000000000;
    return 0;
}

/* A frame and its payload, which lives in the arena. */
static int courier_receive(const courier_errand *errand, px_arena *arena, size_t max,
                           courier_frame *ret_frame, px_str *ret_payload, px_error *err)
{
    char *payload;
    int rc = px_jail_read_until(errand->fd, ret_frame, sizeof(*ret_frame), errand->deadline_ns);

    if (rc < 0)
        return px_fail(err, PX_ERR_TIMEOUT, N_("a connection took too long and was given up"),
                       NULL);
    if (rc == 0)
        return courier_fail_gone(err);
    if (ret_frame->magic != COURIER_MAGIC ||
        ret_frame->len > (ret_frame->rc < 0 ? COURIER_MAX_LINE : max))
        return courier_fail_frame(err);
    payload = px_arena_alloc(arena, (size_t)ret_frame->len + 1);
    rc = px_jail_read_until(errand->fd, payload, ret_frame->len, errand->deadline_ns);
    if (rc <= 0)
        return courier_fail_gone(err);
    *ret_payload = px_str_n(payload, ret_frame->len);
    return 0;
}

/* A line of a server as text that can be shown: ASCII, one line. */
static px_str courier_clean(px_arena *arena, px_str line)
{
    px_str copy = px_arena_str(arena, px_str_trim(line));
    char *bytes = (char *)(uintptr_t)copy.ptr; /* of the arena, and so ours to change */

    if (px_utf8_valid(copy, NULL)) {
        for (size_t i = 0; i < copy.len; i++)
            if ((unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7f)
                bytes[i] = ' ';
        return copy;
    }
    for (size_t i = 0; i < copy.len; i++)
        if (bytes[i] < 0x20 || bytes[i] == 0x7f)
            bytes[i] = '?';
    return copy;
}

bool px_courier_alive(px_courier *courier)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder nothing = PX_BUILDER_INIT(16);
    courier_errand errand;
    jail_frame frame;
    int rc;

    if (courier_begin(courier, JAIL_PING, &nothing, COURIER_PING_SECONDS, &errand, NULL) < 0)
        return false;
    rc = px_jail_read_until(errand.fd, &frame, sizeof(frame), errand.deadline_ns);
    (void)close(errand.fd);
    return rc == 1 && frame.magic == JAIL_MAGIC;
}

/* ---- Fetching */

static int fetch_check(const px_fetch *fetch, px_net_address *ret_address, px_error *err)
{
    bool good = px_net_address_read(fetch->address, ret_address) &&
                (px_str_is(ret_address->scheme, "https") ||
                 (px_str_is(ret_address->scheme, "http") && px_net_is_loopback(ret_address->host)));
    char excerpt[PX_EXCERPT_SIZE];

    for (size_t i = 0; i < fetch->n_headers; i++)
        for (size_t j = 0; j < fetch->headers[i].len; j++)
            good &= (unsigned char)fetch->headers[i].ptr[j] >= 0x20;
    if (good && fetch->body.len <= PX_FETCH_MAX_BODY && fetch->n_headers <= PX_FETCH_MAX_HEADERS)
        return 0;
    return px_fail(err, PX_ERR_INVALID, N_("'{address}' cannot be fetched"), "address",
                   px_str_excerpt(fetch->address, excerpt), NULL);
}

static void fetch_write(const px_fetch *fetch, const px_net_address *address, unsigned seconds,
                        size_t max, px_builder *out)
{
    px_net_address named;
    bool is_named =
        px_net_address_read(fetch->named, &named) && px_str_eq_nocase(named.host, address->host);

    px_courier_put_str(out, fetch->address);
    px_courier_put_int(out, fetch->post);
    px_courier_put_str(out, fetch->body);
    px_courier_put_int(out, is_named);
    px_courier_put_str(out, fetch->authority);
    px_courier_put_int(out, (uint32_t)max);
    px_courier_put_int(out, seconds);
    px_courier_put_int(out, (uint32_t)fetch->n_headers);
    for (size_t i = 0; i < fetch->n_headers; i++)
        px_courier_put_str(out, fetch->headers[i]);
}

static int fetch_fail(px_arena *arena, const courier_frame *frame, px_str host, px_str reason,
                      px_error *err)
{
    const char *name = px_arena_cstr(arena, host);

    if (frame->rc == -(int)PX_ERR_TOO_LARGE)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("what '{host}' sends is longer than is accepted"),
                       "host", name, NULL);
    if (frame->rc == -(int)PX_ERR_TIMEOUT)
        return px_fail(err, PX_ERR_TIMEOUT, N_("'{host}' did not answer in time"), "host", name,
                       NULL);
    return px_fail(err, PX_ERR_IO, N_("'{host}' could not be reached: {reason}"), "host", name,
                   "reason", courier_clean(arena, reason).ptr, NULL);
}

static int fetch_receive(const courier_errand *errand, px_arena *arena, size_t max, px_str host,
                         px_fetched *ret_fetched, px_error *err)
{
    courier_frame frame = { 0 };
    px_str payload;
    int rc = courier_receive(errand, arena, max + COURIER_MAX_LINE, &frame, &payload, err);

    if (rc < 0)
        return rc;
    if (frame.rc < 0)
        return fetch_fail(arena, &frame, host, payload, err);
    if (frame.detail > payload.len || frame.index > 999)
        return courier_fail_frame(err);
    *ret_fetched = (px_fetched){
        .status = (int)frame.index,
        .type = courier_clean(arena, px_str_sub(payload, 0, frame.detail)),
        .body = px_str_sub(payload, frame.detail, payload.len),
    };
    return 0;
}

int px_courier_fetch(px_courier *courier, px_arena *arena, const px_fetch *fetch,
                     px_fetched *ret_fetched, px_error *err)
{
    PX_AUTO_BUILDER px_builder request = PX_BUILDER_INIT(4 << 20);
    unsigned seconds =
        PX_MIN(fetch->seconds ? fetch->seconds : COURIER_FETCH_SECONDS, PX_FETCH_MAX_SECONDS);
    size_t max =
        PX_MIN(fetch->max_bytes ? fetch->max_bytes : COURIER_FETCH_BYTES, PX_FETCH_MAX_BYTES);
    px_net_address address;
    courier_errand errand;
    int rc = fetch_check(fetch, &address, err);

    if (rc < 0)
        return rc;
    fetch_write(fetch, &address, seconds, max, &request);
    courier_enter(courier);
    rc = courier_begin(courier, COURIER_FETCH, &request, seconds + COURIER_GRACE_SECONDS, &errand,
                       err);
    if (rc >= 0) {
        rc = fetch_receive(&errand, arena, max, address.host, ret_fetched, err);
        (void)close(errand.fd);
    }
    courier_leave(courier);
    return rc;
}

/* ---- Sending */

static int send_check(const px_mail_server *server, const px_mail_letter *letters, size_t count,
                      px_error *err)
{
    px_net_address address;

    if (!px_net_address_read(server->address, &address) || address.rest.len ||
        (!px_str_is(address.scheme, "smtp") && !px_str_is(address.scheme, "smtps")))
        return px_fail(err, PX_ERR_CONFIG, N_("the address of the mail server is not valid"), NULL);
    if (server->tls == PX_MAIL_TLS_NONE && !px_net_is_loopback(address.host))
        return px_fail(err, PX_ERR_CONFIG,
                       N_("mails are sent without encryption only to a server on this machine; set "
                          "mail.tls to required or opportunistic"),
                       NULL);
    if (count > PX_MAIL_MAX_LETTERS)
        return px_fail(err, PX_ERR_TOO_MANY, N_("too many mails for one connection"), NULL);
    for (size_t i = 0; i < count; i++)
        if (letters[i].message.len > PX_MAIL_MAX_BYTES)
            return px_fail(err, PX_ERR_TOO_LARGE, N_("a mail is longer than is sent"), NULL);
    return 0;
}

static void send_write(const px_mail_server *server, const px_mail_letter *letters, size_t count,
                       unsigned seconds, px_builder *out)
{
    px_courier_put_str(out, server->address);
    px_courier_put_str(out, server->helo.len ? server->helo : PX_STR("localhost"));
    px_courier_put_str(out, server->user);
    px_courier_put_str(out, server->password);
    px_courier_put_str(out, server->authority);
    px_courier_put_int(out, server->tls);
    px_courier_put_int(out, seconds);
    px_courier_put_int(out, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        px_courier_put_str(out, letters[i].from);
        px_courier_put_str(out, letters[i].to);
        px_courier_put_str(out, letters[i].message);
    }
}

/* The mails are told of one after the other; each has its time. */
static int send_receive(courier_errand *errand, unsigned seconds, size_t count,
                        px_mail_said_fn *said, void *arg, px_error *err)
{
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        courier_frame frame = { 0 };
        px_str line;
        int rc;

        errand->deadline_ns =
            px_monotonic_ns() + (int64_t)(seconds + COURIER_GRACE_SECONDS) * 1000000000;
        rc = courier_receive(errand, arena, COURIER_MAX_LINE, &frame, &line, err);
        if (rc < 0)
            return rc;
        if (frame.rc < 0 || frame.index != i || frame.detail > PX_MAIL_NO_SERVER)
            return courier_fail_frame(err);
        rc = said(arg, i, (px_mail_verdict)frame.detail, courier_clean(arena, line), err);
        if (rc < 0 || frame.detail == PX_MAIL_NO_SERVER)
            return rc;
    }
    return 0;
}

int px_courier_send(px_courier *courier, const px_mail_server *server,
                    const px_mail_letter *letters, size_t count, px_mail_said_fn *said, void *arg,
                    px_error *err)
{
    PX_AUTO_BUILDER px_builder request = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned seconds = server->seconds ? server->seconds : COURIER_MAIL_SECONDS;
    courier_errand errand;
    int rc = send_check(server, letters, count, err);

    if (rc < 0)
        return rc;
    send_write(server, letters, count, seconds, &request);
    courier_enter(courier);
    rc = courier_begin(courier, COURIER_SEND, &request, seconds, &errand, err);
    if (rc >= 0) {
        rc = send_receive(&errand, seconds, count, said, arg, err);
        (void)close(errand.fd);
    }
    courier_leave(courier);
    return rc;
}
