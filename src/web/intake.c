/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What libmicrohttpd calls. For each request: px_intake_uri once, px_intake_access for the head,
 * for each part of the body, at the end of the body, and again when a worker has resumed the
 * connection; px_intake_completed when all is over, also after a failure.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>

#include "web/delivery.h"
#include "web/route.h"
#include "web/server_priv.h"

#include "base/banned.h"

enum { MAX_LARGE = 8 };

static void intake_phase(const px_server *server, struct MHD_Connection *connection,
                         px_watch_phase phase)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (info && info->socket_context)
        px_watch_set(server->watch, info->socket_context, phase);
}

static void intake_count(px_server *server, int change)
{
    (void)pthread_mutex_lock(&server->lock);
    server->under_way += (size_t)change;
    if (server->stopping)
        (void)pthread_cond_broadcast(&server->changed);
    (void)pthread_mutex_unlock(&server->lock);
}

/* A body with files is kept in memory until its answer: only so many at once. */
static void intake_admit_large(px_server *server, px_exchange *exchange)
{
    if (exchange->early.code || exchange->length <= PX_REQUEST_MAX_BODY)
        return;
    (void)pthread_mutex_lock(&server->lock);
    exchange->large = server->large < MAX_LARGE;
    server->large += exchange->large;
    (void)pthread_mutex_unlock(&server->lock);
    if (!exchange->large)
        (void)px_fail(&exchange->early, PX_ERR_BUSY,
                      N_("too many files are being sent at the same time; try again in a moment"),
                      NULL);
}

static void intake_dismiss_large(px_server *server, const px_exchange *exchange)
{
    if (!exchange->large)
        return;
    (void)pthread_mutex_lock(&server->lock);
    server->large--;
    (void)pthread_mutex_unlock(&server->lock);
}

/* Keeps the whole target and cuts the query off in libmicrohttpd's buffer, so that its own parser
 * of queries never sees one: that would fill the connection's memory with one object for each "&".
 */
void *px_intake_uri(void *server, const char *uri, struct MHD_Connection *connection)
{
    px_exchange *exchange = px_exchange_new(connection, px_str_of(uri));
    size_t question = px_str_find_char(exchange->head.target, '?');

    (void)server;
    if (question < exchange->head.target.len)
        ((char *)(uintptr_t)uri)[question + 1] = '\0'; /* its buffer is its own to change */
    return exchange;
}

size_t px_intake_unescape(void *server, struct MHD_Connection *connection, char *text)
{
    (void)server;
    (void)connection;
    return strlen(text); /* percent-decoding is ours (url.c) */
}

static enum MHD_Result intake_field(void *arg, enum MHD_ValueKind kind, const char *name,
                                    size_t name_len, const char *value, size_t value_len)
{
    px_exchange *exchange = arg;

    (void)kind;
    px_request_head_add(&exchange->head, exchange->arena, px_str_n(name, name_len),
                        px_str_n(value ? value : "", value_len));
    return MHD_YES;
}

/* The address of whoever is connected; empty where it is none of the Internet. */
static px_str intake_peer(const px_exchange *exchange)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    const void *address = NULL;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (info && info->client_addr && info->client_addr->sa_family == AF_INET) {
        memcpy(&v4, info->client_addr, sizeof(v4));
        address = &v4.sin_addr;
    } else if (info && info->client_addr && info->client_addr->sa_family == AF_INET6) {
        memcpy(&v6, info->client_addr, sizeof(v6));
        address = &v6.sin6_addr;
    }
    if (!address || !inet_ntop(info->client_addr->sa_family, address, text, sizeof(text)))
        return PX_STR("");
    return px_arena_str(exchange->arena, px_str_of(text));
}

static void intake_head(px_server *server, px_exchange *exchange, const char *method,
                        const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    exchange->counted = true;
    intake_count(server, 1);
    exchange->head.peer = intake_peer(exchange);
    exchange->head.method = px_arena_str(exchange->arena, px_str_of(method));
    (void)MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, intake_field,
                                      exchange);
    px_exchange_check_head(exchange, info ? info->header_size : 0,
                           strcmp(version, MHD_HTTP_VERSION_1_1) == 0);
    intake_admit_large(server, exchange);
}

static enum MHD_Result intake_queue_response(px_server *server, px_exchange *exchange)
{
    enum MHD_Result result;

    if (px_server_is_stopping(server))
        (void)MHD_add_response_header(exchange->response, "Connection", "close");
    intake_phase(server, exchange->connection, PX_WATCH_SENDING);
    result =
        MHD_queue_response(exchange->connection, (unsigned)exchange->status, exchange->response);
    MHD_destroy_response(PX_TAKE(exchange->response));
    return result;
}

/* Hands the exchange to the workers, or says at once that there are too many. */
static enum MHD_Result intake_submit(px_server *server, px_exchange *exchange)
{
    bool https, slow;

    exchange->state = PX_EXCHANGE_WAITING;
    intake_phase(server, exchange->connection, PX_WATCH_WORKING);
    slow = px_route_is_slow(exchange->arena, &exchange->head);
    if (px_queue_push(slow ? &server->slow : &server->queue, exchange))
        return MHD_YES;
    exchange->state = PX_EXCHANGE_ANSWERED;
    https = server->options.behind_proxy &&
            px_str_is(exchange->head.fields[PX_HEAD_FORWARDED_PROTO], "https");
    intake_phase(server, exchange->connection, PX_WATCH_SENDING);
    return MHD_queue_response(exchange->connection, MHD_HTTP_SERVICE_UNAVAILABLE,
                              https ? server->full_https : server->full);
}

enum MHD_Result px_intake_access(void *arg, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *upload,
                                 size_t *upload_size, void **context)
{
    px_server *server = arg;
    px_exchange *exchange = *context;

    (void)connection;
    (void)url;
    switch (exchange->state) {
    case PX_EXCHANGE_NEW:
        exchange->state = PX_EXCHANGE_RECEIVING;
        intake_head(server, exchange, method, version);
        if (exchange->early.code) /* answered without reading the body */
            return intake_submit(server, exchange);
        return MHD_YES;
    case PX_EXCHANGE_RECEIVING:
        if (*upload_size == 0)
            return intake_submit(server, exchange);
        px_builder_str(&exchange->body, px_str_n(upload, *upload_size));
        *upload_size = 0;
        return MHD_YES;
    case PX_EXCHANGE_ANSWERED:
        if (exchange->response)
            return intake_queue_response(server, exchange);
        return MHD_YES;
    case PX_EXCHANGE_WAITING:
    default:
        return MHD_YES;
    }
}

/* Whether the answer went out before all of the body came, so that the connection ends with it. */
static bool intake_left_body(const px_exchange *exchange)
{
    return exchange->early.code &&
           (exchange->length || exchange->head.fields[PX_HEAD_TRANSFER_ENCODING].ptr);
}

void px_intake_completed(void *arg, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode code)
{
    px_server *server = arg;
    px_exchange *exchange = *context;

    *context = NULL;
    if (!exchange)
        return;
    if (code == MHD_REQUEST_TERMINATED_COMPLETED_OK && intake_left_body(exchange))
        px_linger_add(
            server->linger,
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    intake_phase(server, connection, PX_WATCH_RECEIVING);
    if (exchange->counted)
        intake_count(server, -1);
    intake_dismiss_large(server, exchange);
    px_exchange_free(exchange);
}

void px_intake_connection(void *arg, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    px_server *server = arg;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

        *socket_context = px_watch_add(server->watch, info->connect_fd);
    } else if (*socket_context) {
        px_watch_remove(server->watch, *socket_context);
        *socket_context = NULL;
    }
}
