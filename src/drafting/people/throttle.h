/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How often something may fail, or be asked for, within a while. What is counted is kept only as a
 * keyed hash. Nothing here locks an account: guesses from one network at one account are counted
 * apart from those of others, and a browser that signed in before has a count of its own (device
 * cookies, OWASP), so that nobody can shut somebody else out.
 */
#ifndef PX_DRAFTING_PEOPLE_THROTTLE_H
#define PX_DRAFTING_PEOPLE_THROTTLE_H

#include "base/civil.h"
#include "store/house.h"

/* What is counted; how often in how long: the table in throttle.c. */
typedef enum px_throttle_kind {
    PX_THROTTLE_ACCOUNT,  /* passwords for an account from a network */
    PX_THROTTLE_SOURCE,   /* passwords from a network */
    PX_THROTTLE_DEVICE,   /* passwords for an account from a browser that it knows */
    PX_THROTTLE_SECOND,   /* codes for an account, by whoever gave the first proof */
    PX_THROTTLE_LINK,     /* mails with links to an account */
    PX_THROTTLE_ASKING,   /* mails with links asked for from a network */
    PX_THROTTLE_APPLYING, /* applications from a network by people who have not signed in */
    PX_THROTTLE_CHECKING, /* files that are checked for a network */
    PX_THROTTLE_KIND_COUNT
} px_throttle_kind;

typedef struct px_throttle {
    px_throttle_kind kind;
    unsigned char key[32];
} px_throttle;

/* The counter of one thing; the secret has 32 bytes (px_house_web_key). */
px_throttle px_throttle_of(const unsigned char *secret, px_throttle_kind kind, px_str what,
                           px_str from);

/* Inside a deed: counts one more; ret_over: it is one too many. Never fails the deed for that. */
int px_throttle_count(px_db *db, const px_throttle *throttle, px_time now, bool *ret_over,
                      px_error *err) PX_MUST_CHECK;

/* The same as a deed of its own. */
int px_throttle_pass(px_house *house, const px_throttle *throttle, px_time now, bool *ret_over,
                     px_error *err) PX_MUST_CHECK;

/* Inside a deed: takes one back; forgets them all. */
int px_throttle_undo(px_db *db, const px_throttle *throttle, px_error *err) PX_MUST_CHECK;
int px_throttle_forget(px_db *db, const px_throttle *throttle, px_error *err) PX_MUST_CHECK;

#endif
