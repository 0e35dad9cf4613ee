/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What persons change about how they sign in. Each deed tells the person by mail, so that whoever
 * did not do it learns of it, and ends what the old state had opened.
 */
#ifndef PX_DRAFTING_PEOPLE_ACCOUNT_H
#define PX_DRAFTING_PEOPLE_ACCOUNT_H

#include "drafting/people/credential.h"
#include "drafting/people/identity.h"
#include "drafting/people/person_session.h"
#include "store/house.h"

/* A session that began by a link not longer ago than this may set a password without the old one:
 * that is what a forgotten password is mended by. */
#define PX_ACCOUNT_FRESH ((px_time)30 * 60 * 1000)

/* What a deed is about. Of each kind of deed the fields that it names. */
typedef struct px_account_deed {
    int64_t person;
    px_str token; /* of the session at hand, which stays open */
    px_time now;
    px_str hash;                    /* password: empty takes it away */
    px_str code;                    /* proves the second factor */
    const px_totp_secret *secret;   /* second: to turn on */
    int64_t used;                   /* second: the step that the code was of */
    const px_recovery_codes *codes; /* second, recovery: new ones */
    px_identity identity;           /* identity: to end */
} px_account_deed;

/* Deeds; arg is a px_account_deed. Sets or takes away the password and ends all other sessions
 * and links. */
px_write_fn px_account_password;

/* Turns the second factor on; off, by a code (INVALID as px_credential_use_code); makes new
 * recovery codes, by a code. */
px_write_fn px_account_second, px_account_second_end, px_account_recovery;

/* Ends the link with an account elsewhere; NOT_FOUND. */
px_write_fn px_account_identity_end;

#endif
