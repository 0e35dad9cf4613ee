/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Passwords: argon2id (RFC 9106) with the moderate parameters of libsodium, 256 MiB and three
 * passes, about half a second of one processor. Never to be called inside a transaction; how many
 * run at once is for the caller to bound (web: the workers of PX_ROUTE_SLOW).
 *
 * The words are taken as they are typed after NFKC, as NIST SP 800-63B 5.1.1.2 asks, so that two
 * keyboards give one password.
 */
#ifndef PX_DRAFTING_PEOPLE_PASSWORD_H
#define PX_DRAFTING_PEOPLE_PASSWORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

enum {
    PX_PASSWORD_MIN = 12,       /* code points */
    PX_PASSWORD_MAX = 1024,     /* bytes */
    PX_PASSWORD_HASH_SIZE = 128 /* libsodium's form, with its NUL */
};

/* Whether a new password is good enough: INVALID with what to do as the message and "field"
 * "password". Too short, too long, one of the common ones of data/passwords.txt, little more than
 * one of the words given (the name, the address, the house), or of very few different
 * characters. */
int px_password_check(px_str password, const px_str *words, size_t n_words,
                      px_error *err) PX_MUST_CHECK;

/* The form that is kept. */
int px_password_hash(px_str password, char ret_hash[PX_PASSWORD_HASH_SIZE],
                     px_error *err) PX_MUST_CHECK;

/* Whether it is the password of the hash. Where there is none (empty), works as long as if there
 * were, and says no. ret_stale: it is, and was made with other parameters than px_password_hash
 * uses now. */
int px_password_verify(px_str hash, px_str password, bool *ret_right, bool *ret_stale,
                       px_error *err) PX_MUST_CHECK;

/* How often this process has hashed so far: what a test compares in place of time. */
unsigned long px_password_hashings(void);

#endif
