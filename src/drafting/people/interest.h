/* SPDX-License-Identifier: EUPL-1.2 */
/* Interests that persons declared. Those of everybody with write access are public. */
#ifndef PX_DRAFTING_PEOPLE_INTEREST_H
#define PX_DRAFTING_PEOPLE_INTEREST_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/json_write.h"
#include "store/db.h"

enum { PX_INTEREST_MAX = 2000 }; /* code points */

typedef struct px_interest {
    int64_t row;
    px_str text;
    px_time declared;
} px_interest;

/* What the person declares now, the newest first. */
int px_interest_list(px_db *db, px_arena *arena, int64_t person, px_interest **ret_interests,
                     size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Inside a deed: declares an interest; INVALID for an empty or too long text, with the argument
 * "field". The same text twice is one. */
int px_interest_declare(px_db *db, px_arena *arena, int64_t person, px_str text,
                        px_error *err) PX_MUST_CHECK;

/* Inside a deed: declares it no longer; NOT_FOUND where the person does not. The row stays as the
 * record of what was declared when. */
int px_interest_withdraw(px_db *db, int64_t person, int64_t row, px_error *err) PX_MUST_CHECK;

/* The member "interests" of an open object. */
void px_interest_json(px_json *json, const px_interest *interests, size_t count);

#endif
