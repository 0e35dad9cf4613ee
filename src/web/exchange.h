/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request on its way through the server.
 *
 * Who owns it: libmicrohttpd's thread from the request line until it is put in the queue; then
 * one worker until it resumes the connection; then libmicrohttpd's thread again until the answer
 * is sent. A suspended connection is not looked at by libmicrohttpd, so it cannot end while a
 * worker holds its exchange, and no counting of references is needed: px_intake_completed, which
 * frees, is called only for connections that are not suspended.
 */
#ifndef PX_WEB_EXCHANGE_H
#define PX_WEB_EXCHANGE_H

#include <microhttpd.h>

#include "base/builder.h"
#include "web/request_head.h"

typedef enum px_exchange_state {
    PX_EXCHANGE_NEW,       /* the request line was read */
    PX_EXCHANGE_RECEIVING, /* the head was read, the body comes */
    PX_EXCHANGE_WAITING,   /* in the queue or with a worker; the connection is suspended */
    PX_EXCHANGE_ANSWERED   /* response and status are there, or were sent */
} px_exchange_state;

typedef struct px_exchange {
    struct px_exchange *next; /* in the queue */
    struct MHD_Connection *connection;
    px_arena *arena; /* owned; head, request and what the handler makes */
    px_exchange_state state;
    px_request_head head;
    px_builder body;
    px_error early; /* what was wrong with the head, or PX_OK */
    size_t length;  /* of the body, as the head says it */
    bool counted;   /* among the server's exchanges under way */
    bool large;     /* among those whose body is larger than that of a plain form */
    int64_t started_ns;
    int status;
    struct MHD_Response *response; /* owned until it is queued */
} px_exchange;

/* A new exchange; connection is borrowed, target is copied. */
px_exchange *px_exchange_new(struct MHD_Connection *connection, px_str target) PX_MUST_CHECK;
void px_exchange_free(px_exchange *exchange); /* NULL is fine */

/* Looks at the whole head before any of the body is read; sets early. HTTP/1.1 wants a Host. */
void px_exchange_check_head(px_exchange *exchange, size_t header_size, bool http_1_1);

#endif
