/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ID tokens of OpenID Connect: JSON Web Tokens (RFC 7519) in the compact form of JWS (RFC 7515),
 * signed by RS256 or ES256 with a key of the provider's set (RFC 7517). Everything else is refused,
 * "none" and keyed hashes among it.
 */
#ifndef PX_DRAFTING_PEOPLE_JWT_H
#define PX_DRAFTING_PEOPLE_JWT_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/json_read.h"

enum { PX_JWT_MAX = 16 * 1024, PX_JWT_MAX_KEYS = 64, PX_JWT_MAX_WORD = 1024 };

typedef enum px_jwt_algorithm { PX_JWT_RS256, PX_JWT_ES256 } px_jwt_algorithm;

typedef struct px_jwt {
    px_jwt_algorithm algorithm;
    px_str key;       /* "kid", or empty */
    px_str text;      /* what is signed */
    px_str signature; /* its bytes */
    json_t *claims;   /* owned: px_jwt_free */
} px_jwt;

/* Takes a token apart; nothing is verified by it. Slices are of the token or in the arena.
 * MALFORMED, TOO_LARGE; UNSUPPORTED for another algorithm or a critical header. */
int px_jwt_parse(px_arena *arena, px_str token, px_jwt *ret_jwt, px_error *err) PX_MUST_CHECK;
void px_jwt_free(px_jwt *jwt);
#define PX_AUTO_JWT PX_CLEANUP(px_jwt_free)

/* Whether a key of the set {"keys": [...]} signed it: NOT_VERIFIED where the signature is not good,
 * NOT_FOUND where the set has no such key (any more, or yet). */
int px_jwt_verify(const px_jwt *jwt, const json_t *keys, px_error *err) PX_MUST_CHECK;

/* What an ID token must say (OpenID Connect Core, 3.1.3.7). */
typedef struct px_jwt_wanted {
    px_str issuer, audience, nonce;
    px_time now;
    px_str access; /* the access token that came with it, or empty; a claim at_hash must fit it */
} px_jwt_wanted;

/* NOT_VERIFIED with the argument "claim" where it says otherwise. */
int px_jwt_check(const px_jwt *jwt, const px_jwt_wanted *wanted, px_error *err) PX_MUST_CHECK;

#endif
