/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Secret tokens: of sessions, of links in mails, of a sign-in under way. 32 random bytes in
 * base64url without padding; the house keeps only their SHA-256, so that who reads its database
 * can use none of them.
 */
#ifndef PX_DRAFTING_PEOPLE_SECRET_TOKEN_H
#define PX_DRAFTING_PEOPLE_SECRET_TOKEN_H

#include <stdbool.h>

#include "base/str.h"

enum { PX_TOKEN_LEN = 43, PX_TOKEN_HASH_LEN = 32 };

typedef struct px_token_hash {
    unsigned char bytes[PX_TOKEN_HASH_LEN];
} px_token_hash;

/* A new one, with its NUL. */
void px_token_make(char ret_token[PX_TOKEN_LEN + 1]);

/* Whether it has the form of one. */
bool px_token_is(px_str s);

/* What is kept of it. */
px_token_hash px_token_hash_of(px_str token);

#endif
