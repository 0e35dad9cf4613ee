/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Deadlines of connections. libmicrohttpd's timeout restarts with every byte, so a client that
 * sends or reads one byte now and then would hold its connection for ever. Here each connection
 * has an end for receiving a whole request, and one for taking a whole answer; a connection that
 * passes it is shut down, and libmicrohttpd then closes it.
 */
#ifndef PX_WEB_WATCH_H
#define PX_WEB_WATCH_H

#include <stdint.h>

#include "base/error.h"

typedef struct px_watch px_watch;
typedef struct px_watched px_watched;

typedef enum px_watch_phase {
    PX_WATCH_RECEIVING, /* from the opening, or the end of the last answer */
    PX_WATCH_WORKING,   /* the server has it: no deadline */
    PX_WATCH_SENDING
} px_watch_phase;

/* A watch with these times for receiving and for sending. */
px_watch *px_watch_new(int64_t receive_ns, int64_t send_ns) PX_MUST_CHECK;
void px_watch_free(px_watch *watch); /* without watched connections; NULL is fine */

/* Watches a connection, which starts by receiving; the watch owns what it returns. */
px_watched *px_watch_add(px_watch *watch, int fd) PX_MUST_CHECK;
void px_watch_remove(px_watch *watch, px_watched *watched); /* before the descriptor is closed */
void px_watch_set(px_watch *watch, px_watched *watched, px_watch_phase phase);

/* Shuts down what is late. */
void px_watch_check(px_watch *watch, int64_t now_ns);

#endif
