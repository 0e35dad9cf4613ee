/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cookies (RFC 6265). The site's host may carry cookies of others, so a pair that is not well
 * formed is passed over and not an error; only their number is bounded.
 */
#ifndef PX_WEB_COOKIE_H
#define PX_WEB_COOKIE_H

#include "web/request.h"

enum { PX_COOKIE_MAX = 64 };

/* The first PX_COOKIE_MAX well-formed pairs of a Cookie header, in its order. Names are tokens,
 * values have only the characters of a cookie value; quotes around a value are taken off. The
 * slices are parts of the header. */
px_fields px_cookie_parse(px_arena *arena, px_str header);

typedef struct px_cookie {
    const char *name;
    px_str value; /* characters of a cookie value only */
    long max_age; /* seconds; 0: until the browser closes */
    bool secure;  /* only over TLS */
} px_cookie;

/* The value of a Set-Cookie header, in the arena: HttpOnly, SameSite=Lax, Path=/. */
px_str px_cookie_print(px_arena *arena, const px_cookie *cookie);

#endif
