/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The web server: libmicrohttpd's threads do input and output only; each request is suspended,
 * answered by a bounded pool of workers, resumed. The caller (serve) has forked the jail before
 * and closes the walls (px_sandbox_enter_web) after px_server_bind and before px_server_start.
 */
#ifndef PX_WEB_SERVER_H
#define PX_WEB_SERVER_H

#include "base/courier.h"
#include "base/jail.h"
#include "drafting/right.h"
#include "store/house.h"

typedef struct px_server px_server;

typedef struct px_server_options {
    const char *address;       /* NULL: 127.0.0.1 */
    unsigned port;             /* 0: any free one, see px_server_port */
    unsigned workers;          /* 0: four a processor, since they wait for the disk */
    unsigned connections;      /* limit on open connections; 0: 1024 */
    unsigned queue;            /* waiting requests beyond which 503 is answered; 0: 1024 */
    unsigned timeout_seconds;  /* idle connections and slow senders; 0: 30 */
    int cache_mib;             /* memory for pages that are kept; 0: 64, below: none is kept */
    px_courier *courier;       /* borrowed: for what asks others; NULL: nothing does */
    const char *demonstration; /* the secret in its addresses (PX_TOKEN_LEN); NULL: it is none */
    bool behind_proxy;         /* trusts X-Forwarded-Proto from the address it is bound to */
} px_server_options;

/* Makes the listening socket: PORT_IN_USE, CONFIG for an address that is none. */
int px_server_bind(px_house *house, px_jail *jail, const px_server_options *options,
                   px_server **ret_server, px_error *err) PX_MUST_CHECK;
unsigned px_server_port(const px_server *server);

/* Starts the threads; returns at once. */
int px_server_start(px_server *server, px_error *err) PX_MUST_CHECK;

/* No new connections; waits for the requests under way (at most 10 s), then frees. */
void px_server_stop(px_server *server);

/* The whole of `praxis serve`, in the order that the walls need: open and lock the house, load
 * zone and translations, bind, fork the jail, close the walls, start threads, notify `ready` with
 * the address, wait for SIGTERM or SIGINT, stop. */
typedef struct px_serve_options {
    const char *house;
    px_server_options server;
    void (*ready)(void *arg, const char *address, unsigned port);
    /* A demonstration, on this machine only: told after `ready` of each role and the path that
     * signs in as somebody who holds it. NULL: none. */
    void (*offer)(void *arg, px_role role, const char *path);
    void *arg;
} px_serve_options;
int px_serve(const px_serve_options *options, px_error *err) PX_MUST_CHECK;

#endif
