/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The frame of sessions: a random token in a cookie, and a second secret made from it that forms
 * carry (CSRF). A visitor gets the cookie with the first page that has a form for them.
 */
#ifndef PX_WEB_SESSION_H
#define PX_WEB_SESSION_H

#include "web/reply.h"
#include "web/request.h"
#include "web/request_head.h"

enum { PX_SESSION_TOKEN_LEN = 43 }; /* 32 bytes in base64url without padding */

/* Fills request->session from its cookies; what has not the form of a token counts as none. */
void px_session_read(px_request *request);

/* For a page with a form: makes a token and sends its cookie where there is none yet. After it,
 * session.csrf is what the form's field "csrf" must hold. */
void px_session_need(px_request *request, px_reply *reply);

/* True for a request that carries a cookie of ours: its page may differ from that of others. */
bool px_session_is_personal(const px_request *request);

/* FORBIDDEN for a request that another site's page sent: by Sec-Fetch-Site, else by Origin. */
int px_session_check_origin(const px_request *request, const px_request_head *head,
                            px_error *err) PX_MUST_CHECK;

/* FORBIDDEN unless the form's field "csrf" is that of the session; in constant time. */
int px_session_check_csrf(const px_request *request, px_error *err) PX_MUST_CHECK;

#endif
