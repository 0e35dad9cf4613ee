/* SPDX-License-Identifier: EUPL-1.2 */
/* The page on which persons keep how they sign in, and what its parts share. */
#ifndef PX_WEB_PEOPLE_PAGE_SECURITY_H
#define PX_WEB_PEOPLE_PAGE_SECURITY_H

#include "drafting/people/account.h"
#include "web/form_field.h"

/* The forms of the page; a handler that reads one leaves it as it was sent. */
typedef struct px_security_page {
    px_form password, app_end, codes;
    bool asks_old; /* the password form asks for the old password too */
    px_credential credential;
} px_security_page;

/* Reads what the page is about and makes its forms empty. */
int px_security_start(px_request *request, px_security_page *page, px_error *err) PX_MUST_CHECK;

/* The page, with what is wrong with its forms. */
int px_security_write(px_request *request, px_reply *reply, px_security_page *page,
                      px_error *err) PX_MUST_CHECK;

/* The deed of the session at hand, to be filled further. */
px_account_deed px_security_deed(const px_request *request);

/* Makes new recovery codes; shows them, once. on: the second factor was turned on with it. */
void px_security_codes_make(px_recovery_codes *ret_codes);
void px_security_codes_show(px_request *request, px_reply *reply, const px_recovery_codes *codes,
                            bool on);

#endif
