/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's new mail address. It counts once its owner has opened a link there and is signed in to
 * the account; the old address is told.
 */
#ifndef PX_DRAFTING_PEOPLE_MAIL_CHANGE_H
#define PX_DRAFTING_PEOPLE_MAIL_CHANGE_H

#include "base/civil.h"
#include "store/house.h"

/* Asks for a link to the new address. Whether another account has that address is not told: then no
 * mail goes there. INVALID with the field "mail" for what is no address or the present one;
 * TOO_MANY after many. */
int px_mail_change_ask(px_house *house, int64_t person, px_str address, px_time now,
                       px_error *err) PX_MUST_CHECK;

/* The address that a link leads to; NOT_FOUND where it was used or has expired, or is another
 * person's. */
int px_mail_change_find(px_db *db, px_arena *arena, int64_t person, px_str token, px_time now,
                        px_str *ret_address, px_error *err) PX_MUST_CHECK;

/* The deed that uses a link up; arg is a px_mail_change. All other links and sessions of the
 * account end. NOT_FOUND as above; CONFLICT where another account has taken the address. */
typedef struct px_mail_change {
    int64_t person;
    px_str token;   /* of the link */
    px_str session; /* the token of the one that stays open */
    px_time now;
} px_mail_change;
px_write_fn px_mail_change_use;

#endif
