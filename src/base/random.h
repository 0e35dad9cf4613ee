/* SPDX-License-Identifier: EUPL-1.2 */
/* Random bytes and the random ids that the outside sees. */
#ifndef PX_BASE_RANDOM_H
#define PX_BASE_RANDOM_H

#include <stddef.h>

#include "base/str.h"

/* Ten characters of Crockford's base32 in lower case (0-9 a-z without i l o u): 50 random bits. */
#define PX_LASTING_ID_LEN 10
/* Public ids of acts, comments and the like: 26 characters of the same alphabet, 130 random bits.
 */
#define PX_PUBLIC_ID_LEN 26

/* Bytes from the operating system's generator. Never fails. */
void px_random_bytes(void *ret_bytes, size_t len);

/* Each writes its length and a NUL. */
void px_random_lasting_id(char ret_id[PX_LASTING_ID_LEN + 1]);
void px_random_public_id(char ret_id[PX_PUBLIC_ID_LEN + 1]);

/* True when the slice has the form of such an id. */
bool px_id_is_public(px_str s);

/* A test replaces the generator of ids to get the same ones again; NULL restores it. */
typedef void px_random_fn(void *arg, void *bytes, size_t len);
void px_random_set(px_random_fn *fn, void *arg);

#endif
