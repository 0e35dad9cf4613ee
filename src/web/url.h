/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of addresses (RFC 3986): percent-decoding that refuses what it does not understand, and
 * paths cut into decoded segments. Nothing here guesses: a bad escape, bytes that are not UTF-8 or
 * a control character make the request malformed.
 */
#ifndef PX_WEB_URL_H
#define PX_WEB_URL_H

#include "base/arena.h"
#include "base/builder.h"

enum { PX_URL_MAX_SEGMENTS = 16 };

typedef enum px_url_kind {
    PX_URL_PATH, /* "+" is a plus sign; no control characters at all */
    PX_URL_NAME, /* form: "+" is a space; no control characters at all */
    PX_URL_VALUE /* form: "+" is a space; tab and line breaks stay, CRLF becomes LF */
} px_url_kind;

/* Decodes into the arena. MALFORMED with the reason; the message quotes no input. */
int px_url_decode(px_arena *arena, px_str s, px_url_kind kind, px_str *ret_text,
                  px_error *err) PX_MUST_CHECK;

/* The same checks on bytes that are not encoded, as parts of a multipart form are. */
int px_url_plain(px_arena *arena, px_str s, px_url_kind kind, px_str *ret_text,
                 px_error *err) PX_MUST_CHECK;

/* Appends s with everything but unreserved characters as %XX: fit for a segment or a value. */
void px_url_encode(px_builder *out, px_str s);

/* Appends "?name=value" to an empty builder, "&name=value" to another one; nothing for an empty
 * value. */
void px_url_pair(px_builder *query, const char *name, px_str value);

/* A path in decoded segments: "/a/b" has two, "/" has none. */
typedef struct px_url_path {
    px_str segments[PX_URL_MAX_SEGMENTS];
    size_t count;
    bool slash; /* something stood before a last "/": "/a/" */
} px_url_path;

/* MALFORMED for a path that does not start with "/", an empty segment inside, "." or "..", an
 * encoded slash or back slash, and more segments than PX_URL_MAX_SEGMENTS. */
int px_url_split(px_arena *arena, px_str path, px_url_path *ret_path, px_error *err) PX_MUST_CHECK;

/* Cuts a request target in path and query, both still encoded: takes origin form ("/a?b") and
 * absolute form ("http://host/a?b", RFC 9112, 3.2.2). ret_query is {NULL, 0} without "?". */
int px_url_target(px_str target, px_str *ret_path, px_str *ret_query, px_error *err) PX_MUST_CHECK;

#endif
