/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Links that work once: a secret token in an address that only the owner of a mail account, or the
 * operator of the house, has. Opening the address changes nothing (programs that scan mails open
 * it too); the form behind it uses the link up.
 */
#ifndef PX_DRAFTING_PEOPLE_MAIL_LINK_H
#define PX_DRAFTING_PEOPLE_MAIL_LINK_H

#include "base/civil.h"
#include "drafting/people/secret_token.h"
#include "store/db.h"

/* How long a link in a mail holds: as long as the window in which the number of mails to an account
 * is limited, so that whoever uses that number up in another's name leaves them a link that works.
 */
#define PX_LINK_LASTS ((px_time)60 * 60 * 1000)

/* What a link is for. The detail is what else it carries: of 'sign-in' the account elsewhere that
 * the sign-in is to be linked with, or nothing; of 'mail' the new address. */
typedef enum px_link_purpose {
    PX_LINK_SIGN_IN,
    PX_LINK_PASSWORD,
    PX_LINK_MAIL,
    PX_LINK_PURPOSE_COUNT
} px_link_purpose;

typedef struct px_mail_link {
    int64_t person; /* row */
    px_link_purpose purpose;
    px_str detail;
    px_time expires;
} px_mail_link;

/* Inside a deed: keeps a link under its token (px_token_make). */
int px_mail_link_add(px_db *db, const px_mail_link *link, px_str token,
                     px_error *err) PX_MUST_CHECK;

/* What a token leads to; NOT_FOUND where it was used or has expired, or its person may not sign
 * in. */
int px_mail_link_find(px_db *db, px_arena *arena, px_str token, px_link_purpose purpose,
                      px_time now, px_mail_link *ret_link, px_error *err) PX_MUST_CHECK;

/* Inside a deed: the same, and uses it up. */
int px_mail_link_use(px_db *db, px_arena *arena, px_str token, px_link_purpose purpose, px_time now,
                     px_mail_link *ret_link, px_error *err) PX_MUST_CHECK;

/* Inside a deed: ends all links of a person. */
int px_mail_link_end_all(px_db *db, int64_t person, px_error *err) PX_MUST_CHECK;

#endif
