/* SPDX-License-Identifier: EUPL-1.2 */
/* The applications of somebody who has an account. */
#ifndef PX_DRAFTING_PEOPLE_APPLICATION_OWN_H
#define PX_DRAFTING_PEOPLE_APPLICATION_OWN_H

#include "base/arena.h"
#include "base/civil.h"
#include "store/db.h"

typedef struct px_application_own {
    px_str id;    /* public */
    px_str call;  /* public id of the call */
    px_str title; /* of the call, in the language or another one */
    px_str state;
    px_time received;
} px_application_own;

/* Those that led to the account of the person (row), and those whose confirmed address is theirs;
 * the newest first, at most 100. */
int px_application_own_list(px_db *db, px_arena *arena, int64_t person, px_str language,
                            px_application_own **ret_applications, size_t *ret_count,
                            px_error *err) PX_MUST_CHECK;

#endif
