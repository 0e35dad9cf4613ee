/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a request to its reply: address, route, right, form, token, handler, error page. Knows
 * nothing of connections and threads, so tests call it directly.
 */
#ifndef PX_WEB_RESPOND_H
#define PX_WEB_RESPOND_H

#include "web/reply.h"
#include "web/request_head.h"
#include "web/route.h"

/* request has gone through px_request_start, reply through px_reply_start. early is what was wrong
 * before the request could be read whole (code PX_OK: nothing). Always leaves a reply. */
void px_respond(px_request *request, const px_request_head *head, px_str body,
                const px_error *early, px_reply *reply);

#endif
