/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The head of a request: method, target and the few header fields that praxis reads, as they came.
 * A field that comes twice is joined where its grammar is a list, and makes the request malformed
 * where it is not.
 */
#ifndef PX_WEB_REQUEST_HEAD_H
#define PX_WEB_REQUEST_HEAD_H

#include "base/arena.h"

enum { PX_HEAD_MAX_FIELDS = 100 };

typedef enum px_head_field {
    PX_HEAD_ACCEPT,
    PX_HEAD_ACCEPT_ENCODING,
    PX_HEAD_ACCEPT_LANGUAGE,
    PX_HEAD_CONTENT_LENGTH,
    PX_HEAD_CONTENT_TYPE,
    PX_HEAD_COOKIE,
    PX_HEAD_FORWARDED_FOR,
    PX_HEAD_FORWARDED_PROTO,
    PX_HEAD_HOST,
    PX_HEAD_IF_NONE_MATCH,
    PX_HEAD_ORIGIN,
    PX_HEAD_SEC_FETCH_SITE,
    PX_HEAD_TRANSFER_ENCODING,
    PX_HEAD_COUNT
} px_head_field;

typedef struct px_request_head {
    px_str method, target;
    px_str peer;                  /* address of whoever is connected: "192.0.2.7", "2001:db8::1" */
    px_str fields[PX_HEAD_COUNT]; /* ptr NULL: not sent */
    unsigned n_fields;            /* all of them, also those that are not read */
    const char *repeated;         /* name of a field that must not come twice, or NULL */
} px_request_head;

/* Takes one header field; copies it into the arena. */
void px_request_head_add(px_request_head *head, px_arena *arena, px_str name, px_str value);

#endif
