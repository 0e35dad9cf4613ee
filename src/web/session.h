/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The frame of sessions: a secret token (drafting/people/secret_token.h) in a cookie, and a second
 * secret made from it that forms carry (CSRF). A visitor gets the cookie with the first page that
 * has a form for them; whoever signs in gets a new one, which the house knows as theirs.
 */
#ifndef PX_WEB_SESSION_H
#define PX_WEB_SESSION_H

#include "drafting/people/sign_in.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/request_head.h"

/* Fills request->session from its cookies; what has not the form of a token counts as none. */
void px_session_read(px_request *request);

/* For a page with a form: makes a token and sends its cookie where there is none yet. After it,
 * session.csrf is what the form's field "csrf" must hold. */
void px_session_need(px_request *request, px_reply *reply);

/* Reads who a token stands for; whoever it stands for no more is nobody. A use that is to be noted
 * (PX_SESSION_SEEN_EVERY) is handed to the server's thread for it. */
int px_session_find(px_request *request, px_error *err) PX_MUST_CHECK;

/* Signs the browser in by a proof: opens a session under a new token, whatever token came, and
 * sends its cookie. proof, arg, way and whole are the caller's. Where a second factor is asked for
 * first (ret_second), nothing changes for the browser. */
int px_session_open(px_request *request, px_reply *reply, px_sign_in *in,
                    px_error *err) PX_MUST_CHECK;

/* Ends the session in the house, and gives the browser a token as px_session_renew does. */
int px_session_close(px_request *request, px_reply *reply, px_error *err) PX_MUST_CHECK;

/* Gives the browser another token under which nothing is kept: after signing out. */
void px_session_renew(px_request *request, px_reply *reply);

/* True for a request that carries a cookie of ours: its page may differ from that of others. */
bool px_session_is_personal(const px_request *request);

/* FORBIDDEN for a request that another site's page sent: by Sec-Fetch-Site, else by Origin. */
int px_session_check_origin(const px_request *request, const px_request_head *head,
                            px_error *err) PX_MUST_CHECK;

/* FORBIDDEN unless the form's field "csrf" is that of the session; in constant time. */
int px_session_check_csrf(const px_request *request, px_error *err) PX_MUST_CHECK;

#endif
