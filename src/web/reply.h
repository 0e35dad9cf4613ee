/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a handler answers. The server adds the security headers, the entity tag, compression and
 * the length; handlers set status, type and body.
 */
#ifndef PX_WEB_REPLY_H
#define PX_WEB_REPLY_H

#include "base/builder.h"
#include "base/civil.h"
#include "base/json_write.h"

enum { PX_REPLY_MAX_HEADERS = 8 };

typedef struct px_reply {
    int status;               /* 200 at the start */
    const char *content_type; /* a constant; "text/html; charset=utf-8" at the start */
    px_builder body;
    const char *cache_control; /* a constant; "no-cache" at the start: always revalidated by ETag */
    bool shared;   /* the same for every reader without cookies of ours, as long as the house does
                      not change: may be kept in the page cache. What depends on the time is
                      shared only with `until`. */
    px_time until; /* from then on a shared answer is another one; 0: it does not depend on the
                      time */
    struct {
        const char *name; /* a constant */
        px_str value;     /* in the request's arena; no control characters */
    } headers[PX_REPLY_MAX_HEADERS];
    size_t n_headers;
    struct px_entity *inset; /* a part that stands in `body` where PX_REPLY_INSET does, owned; NULL:
                                none (px_kept_show) */
    struct px_entity *entity; /* a prepared body in place of `body`, owned; NULL: none */
} px_reply;

/* Marks where a kept part is to stand in a body. What people wrote is escaped, so that it never
 * holds this. */
#define PX_REPLY_INSET "<!--kept-->"

/* What a reply is at the start; the cap of the body is PX_BUILDER_LARGE. */
void px_reply_start(px_reply *reply);

/* Gives body and entity back and starts anew, as before an error is told. */
void px_reply_reset(px_reply *reply);

/* Adds a header. At most PX_REPLY_MAX_HEADERS. */
void px_reply_header(px_reply *reply, const char *name, px_str value);

/* 303 See Other to an address of this site (must start with "/" and not with "//"). */
void px_reply_see_other(px_reply *reply, px_str location);

/* Sets the type to application/json and starts {"schema":1, ... : the caller adds pairs and calls
 * px_json_object_end and px_json_finish. */
void px_reply_json(px_reply *reply, px_json *json);

#endif
