/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Accounts elsewhere (OpenID Connect) by which persons sign in: issuer and subject name a person.
 * Slices are borrowed, or live in the arena they were read into.
 */
#ifndef PX_DRAFTING_PEOPLE_IDENTITY_H
#define PX_DRAFTING_PEOPLE_IDENTITY_H

#include "base/arena.h"
#include "base/error.h"
#include "store/db.h"

enum { PX_IDENTITY_MAX = 1024 }; /* bytes of issuer, of subject */

typedef struct px_identity {
    int64_t row;
    px_str issuer, subject;
} px_identity;

/* One as the detail of a link (mail_link.h) and back: false for what is none. */
px_str px_identity_print(px_arena *arena, const px_identity *identity);
bool px_identity_parse(px_str text, px_identity *ret_identity);

/* Whose it is; NOT_FOUND. */
int px_identity_find(px_db *db, const px_identity *identity, int64_t *ret_person,
                     px_error *err) PX_MUST_CHECK;

/* Those of a person. */
int px_identity_list(px_db *db, px_arena *arena, int64_t person, px_identity **ret_identities,
                     size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Inside a deed: links it with a person, whoever it was linked with before; ends one of a person's
 * by its subject (NOT_FOUND). */
int px_identity_add(px_db *db, const px_identity *identity, int64_t person,
                    px_error *err) PX_MUST_CHECK;
int px_identity_end(px_db *db, int64_t person, const px_identity *identity,
                    px_error *err) PX_MUST_CHECK;

#endif
