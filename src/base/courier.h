/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The courier: the one process that makes connections to others, by libcurl. It is forked before
 * the first thread, shuts itself in (px_sandbox_enter_courier: it reads what names and
 * certificates need, connects, and can do nothing else; it does not see the house), and forks one
 * child for each errand. Any thread may ask it at the same time.
 *
 * Nothing that a visitor gave is ever fetched: addresses come from the settings of the house, or
 * from what a server named there says. A server on a private network, or on this machine, is
 * reached only by the name that the operator gave.
 */
#ifndef PX_BASE_COURIER_H
#define PX_BASE_COURIER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef struct px_courier px_courier;

/* Call before the first thread. */
int px_courier_start(px_courier **ret_courier, px_error *err) PX_MUST_CHECK;

/* Ends the process, and with it the errands under way, and waits for it; NULL is fine. */
void px_courier_stop(px_courier *courier);

/* True when the process answers. */
bool px_courier_alive(px_courier *courier);

/* ---- Fetching */

enum {
    PX_FETCH_MAX_BYTES = 4 << 20, /* of an answer, whatever is asked for */
    PX_FETCH_MAX_BODY = 64 * 1024,
    PX_FETCH_MAX_HEADERS = 16,
    PX_FETCH_MAX_SECONDS = 60
};

/* What to fetch. https only; http where the host is this machine (base/net_address.h). Redirects
 * are not followed. */
typedef struct px_fetch {
    px_str address;
    const px_str *headers; /* "Accept: application/json", without line ends */
    size_t n_headers;
    bool post;        /* POST with the body; GET otherwise */
    px_str body;      /* its Content-Type is one of the headers */
    px_str named;     /* address in the settings: its host alone may lie in a private network */
    px_str authority; /* PEM certificates in place of the system's, or empty */
    size_t max_bytes; /* 0: 1 MiB */
    unsigned seconds; /* 0: 10 */
} px_fetch;

typedef struct px_fetched {
    int status;  /* of HTTP: any, also those of errors */
    px_str type; /* Content-Type, or empty */
    px_str body;
} px_fetched;

/* Fetches; the answer lives in the arena. INVALID for an address that is not allowed, TOO_LARGE for
 * a longer answer, TIMEOUT, IO with the argument "reason" for what did not get through. */
int px_courier_fetch(px_courier *courier, px_arena *arena, const px_fetch *fetch,
                     px_fetched *ret_fetched, px_error *err) PX_MUST_CHECK;

/* ---- Sending mails */

typedef enum px_mail_tls {
    PX_MAIL_TLS_REQUIRED,      /* with a certificate that holds */
    PX_MAIL_TLS_OPPORTUNISTIC, /* where the server offers it, whatever its certificate */
    PX_MAIL_TLS_NONE
} px_mail_tls;

/* The server, from the settings. A password is sent only encrypted with a certificate that holds,
 * or to this machine. */
typedef struct px_mail_server {
    px_str address; /* "smtp://host:587" or "smtps://host" */
    px_str helo;    /* what this machine calls itself; empty: "localhost" */
    px_str user, password;
    px_str authority; /* as in px_fetch */
    px_mail_tls tls;
    unsigned seconds; /* for one mail; 0: 60 */
} px_mail_server;

typedef struct px_mail_letter {
    px_str from, to; /* the envelope */
    px_str message;  /* RFC 5322, lines ended by CRLF */
} px_mail_letter;

typedef enum px_mail_verdict {
    PX_MAIL_ACCEPTED,
    PX_MAIL_TEMPORARY, /* try this mail again later */
    PX_MAIL_PERMANENT, /* this mail will never be accepted */
    PX_MAIL_NO_SERVER  /* nothing of this mail's doing: no connection, sign-in refused; the rest is
                          not tried */
} px_mail_verdict;

/* Told of each mail as soon as its fate is known; line: what the server said last, or why there
 * is no server; valid until the call returns. A failure ends the sending and is returned. */
typedef int px_mail_said_fn(void *arg, size_t index, px_mail_verdict verdict, px_str line,
                            px_error *err);

enum { PX_MAIL_MAX_LETTERS = 100, PX_MAIL_MAX_BYTES = 1 << 20 /* of one message */ };

/* Sends the mails in order through one connection. Returns 0 where each was told of, or one was
 * told NO_SERVER, after which none are; failures are those of the process itself and of said. */
int px_courier_send(px_courier *courier, const px_mail_server *server,
                    const px_mail_letter *letters, size_t count, px_mail_said_fn *said, void *arg,
                    px_error *err) PX_MUST_CHECK;

#endif
