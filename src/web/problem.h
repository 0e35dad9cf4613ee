/* SPDX-License-Identifier: EUPL-1.2 */
/* Errors as RFC 9457 problem details (application/problem+json), for those who asked for JSON. */
#ifndef PX_WEB_PROBLEM_H
#define PX_WEB_PROBLEM_H

#include "web/reply.h"
#include "web/request.h"

/* Writes type, title, status, detail, instance. The type is "urn:praxis:problem:" and the stable
 * name of the error; title and detail are in the request's language. Never fails. */
void px_problem_write(const px_request *request, px_reply *reply, const px_error *err);

#endif
