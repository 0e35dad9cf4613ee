/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/exchange.h"

#include "base/civil.h"
#include "base/number.h"
#include "web/route.h"

#include "base/banned.h"

px_exchange *px_exchange_new(struct MHD_Connection *connection, px_str target)
{
    px_arena *arena = px_arena_new();
    px_exchange *exchange = px_arena_alloc(arena, sizeof(*exchange));

    exchange->connection = connection;
    exchange->arena = arena;
    exchange->head.target = px_arena_str(arena, target);
    exchange->body = PX_BUILDER_INIT(PX_REQUEST_MAX_BODY);
    exchange->started_ns = px_monotonic_ns();
    return exchange;
}

void px_exchange_free(px_exchange *exchange)
{
    if (!exchange)
        return;
    px_builder_free(&exchange->body);
    if (exchange->response)
        MHD_destroy_response(exchange->response);
    px_arena_free(exchange->arena); /* holds the exchange itself */
}

static int check_length(px_exchange *exchange, px_error *err)
{
    const px_request_head *head = &exchange->head;
    px_str length = head->fields[PX_HEAD_CONTENT_LENGTH];
    long long bytes = 0;
    char limit[24];

    /* Without a length the size is known only when it has been read, and two ways to tell where a
     * body ends are two readings of what is the next request. */
    if (head->fields[PX_HEAD_TRANSFER_ENCODING].ptr)
        return px_fail(err, PX_ERR_LENGTH_REQUIRED,
                       N_("the body must come with its length (Content-Length)"), NULL);
    if (!length.ptr)
        return 0;
    if (px_parse_int(length, 0, INT64_MAX, &bytes, NULL) < 0)
        return px_fail(err, PX_ERR_MALFORMED, N_("the length of the body is not a number"), NULL);
    if (bytes > PX_REQUEST_MAX_BODY) /* else not worth a look at the table */
        exchange->body.cap = px_route_max_body(exchange->arena, head);
    exchange->length = (size_t)bytes;
    if (exchange->length > exchange->body.cap) {
        (void)snprintf(limit, sizeof(limit), "%zu", exchange->body.cap >> 20);
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("what was sent is larger than the {limit} MiB that are taken here"),
                       "limit", limit, NULL);
    }
    if (bytes && !px_str_is(head->method, "POST"))
        return px_fail(err, PX_ERR_MALFORMED, N_("a request of this method has no body"), NULL);
    return 0;
}

static int check_head(px_exchange *exchange, size_t header_size, bool http_1_1, px_error *err)
{
    const px_request_head *head = &exchange->head;
    char limit[24];

    if (header_size > PX_REQUEST_MAX_HEADER || head->n_fields > PX_HEAD_MAX_FIELDS) {
        (void)snprintf(limit, sizeof(limit), "%d", PX_REQUEST_MAX_HEADER / 1024);
        return px_fail(err, PX_ERR_HEADER_TOO_LARGE,
                       N_("the head of the request is larger than the {limit} KiB that are taken; "
                          "a shorter address or fewer cookies help"),
                       "limit", limit, NULL);
    }
    if (head->repeated)
        return px_fail(err, PX_ERR_MALFORMED, N_("the header '{header}' came twice"), "header",
                       head->repeated, NULL);
    if (!head->fields[PX_HEAD_HOST].ptr && http_1_1)
        return px_fail(err, PX_ERR_MALFORMED, N_("the request does not name its host (Host)"),
                       NULL);
    return check_length(exchange, err);
}

void px_exchange_check_head(px_exchange *exchange, size_t header_size, bool http_1_1)
{
    (void)check_head(exchange, header_size, http_1_1, &exchange->early);
}
