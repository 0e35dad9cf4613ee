/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parts of applications share; private to src/drafting/people. */
#ifndef PX_DRAFTING_PEOPLE_APPLICATION_PRIV_H
#define PX_DRAFTING_PEOPLE_APPLICATION_PRIV_H

#include "drafting/mail/mail.h"
#include "drafting/people/application.h"

/* By call and address; 1 where there is one, else 0. */
int px_application_of_mail(px_db *db, px_arena *arena, int64_t call, px_str mail,
                           px_application *ret_application, px_error *err) PX_MUST_CHECK;

/* Appends an act with the fields application, call, code, process and those of `extra`, a pair that
 * sorts where it stands: NULL for none. */
int px_application_act(px_db *db, px_arena *arena, const char *kind, const px_call *call,
                       const px_application *application, const char *key, px_str value,
                       const char *author, char ret_act[64], px_error *err) PX_MUST_CHECK;

/* A mail to the applicant with the private link at its end. Arguments of the texts: {title} of the
 * call, {name}, {reason}, {closes}, {zone}, {days}, {receipt}. */
typedef struct px_application_mail {
    const char *subject, *body; /* message ids */
    px_str reason, receipt;     /* or empty */
} px_application_mail;
int px_application_tell(px_db *db, px_arena *arena, const px_call *call,
                        const px_application *application, const unsigned char secret[32],
                        const px_application_mail *mail, px_error *err) PX_MUST_CHECK;

#endif
