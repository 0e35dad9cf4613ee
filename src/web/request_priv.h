/* SPDX-License-Identifier: EUPL-1.2 */
/* How the server makes a request of what came over the wire; handlers need none of it. */
#ifndef PX_WEB_REQUEST_PRIV_H
#define PX_WEB_REQUEST_PRIV_H

#include "web/request.h"
#include "web/request_head.h"

/* Fills what needs no check, so that even the error page for a malformed request has its language
 * and appearance: method, negotiated language, cookies, session, https. Arena, house and
 * behind_proxy's meaning (trust_proxy) are the caller's. */
void px_request_start(px_request *request, const px_request_head *head, bool trust_proxy);

/* Reads target, language, twin and query; MALFORMED. */
int px_request_read(px_request *request, const px_request_head *head, px_error *err) PX_MUST_CHECK;

#endif
