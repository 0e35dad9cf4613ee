/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A request as handlers see it: parsed, bounded, decoded. All slices live in its arena, which ends
 * with the request. Values of query and form are percent-decoded, valid UTF-8 without control
 * characters other than newline and tab; a request that breaks this never reaches a handler.
 */
#ifndef PX_WEB_REQUEST_H
#define PX_WEB_REQUEST_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/message.h"
#include "base/upload.h"
#include "drafting/right.h"
#include "store/house.h"
#include "web/url.h"

enum {
    PX_REQUEST_MAX_PARAMS = 4,         /* ":name" parts of a route */
    PX_REQUEST_MAX_FIELDS = 256,       /* query and form fields, each */
    PX_REQUEST_MAX_BODY = 1024 * 1024, /* forms; uploads have their own routes */
    PX_REQUEST_MAX_HEADER = 16 * 1024  /* request line and headers together */
};

typedef enum px_method { PX_GET, PX_POST, PX_METHOD_OTHER } px_method; /* HEAD counts as GET */

typedef struct px_field {
    px_str name, value;
} px_field;

typedef struct px_fields {
    px_field *items;
    size_t count;
} px_fields;

/* Who asks. Without a session cookie: an empty token, nobody. */
typedef struct px_session {
    px_str token;  /* random, from the cookie; empty when there is none yet */
    char csrf[65]; /* HMAC of the token under the house's web key, hexadecimal */
    px_who who;    /* of a token that a person's session has; else all zero */
} px_session;

struct px_page_cache;
struct px_route;
struct px_server;

typedef struct px_request {
    px_arena *arena;
    struct px_server *server;
    px_house *house;
    struct px_courier *courier; /* makes connections to others; NULL where there is none */
    px_db *db;                  /* this worker's read connection, inside a read transaction */
    const px_zone *zone;        /* of the house */
    px_method method;
    bool head;
    px_str target;    /* as it came, without query */
    px_str page;      /* without language and ".json": "/codes/open-drafting/1" */
    px_url_path path; /* the same in decoded segments */
    bool json;        /* the JSON twin is asked for */
    bool local;       /* the language came from the address; else from Accept-Language */
    bool https;       /* the visitor came by TLS, as the proxy in front says */
    const px_language *language;
    const struct px_route *route;
    px_str params[PX_REQUEST_MAX_PARAMS]; /* values of the route's ":name" parts, in order */
    px_fields query, form, cookies;
    px_uploads uploads; /* files of a form, on routes that take them */
    px_str host, if_none_match, accept_language, accept_encoding;
    bool linked;   /* linked data (JSON-LD) is preferred to a page, where there is such */
    bool typed;    /* the form was refused, and what was typed is to be shown again */
    bool foreign;  /* a page of another site led here, as the browser says */
    px_str source; /* network that the visitor comes from: "192.0.2.0/24", or empty */
    px_session session;
    px_time now;
    struct px_page_cache *cache; /* for px_kept_add; NULL: nothing is kept */
    int64_t generation;          /* of the house, read before the transaction began */
} px_request;

/* The first value of that name, or {NULL, 0}. */
px_str px_fields_get(const px_fields *fields, const char *name);

/* The canonical address of the request's page in that language, or of its JSON twin, in the arena:
 * "/fr/codes/x", "/en/", "/en.json"; without language for the routes that have none. */
px_str px_request_address(const px_request *request, const px_language *language, bool json);

#endif
