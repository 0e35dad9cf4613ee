/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who may do what, asked by pages. A route is asked first, before its object is known
 * (px_access_route); the handler asks again once it knows the object's scope: px_access_need where
 * people may know that the thing is there, px_access_hide where for others it does not exist.
 */
#ifndef PX_WEB_ACCESS_H
#define PX_WEB_ACCESS_H

#include "code/code.h"
#include "web/request.h"

/* Whether whoever asks may do it there. */
bool px_access_may(const px_request *request, px_action action, px_scope scope);

/* 0, or UNAUTHENTICATED for those who have not signed in, FORBIDDEN for others. */
int px_access_need(const px_request *request, px_action action, px_scope scope,
                   px_error *err) PX_MUST_CHECK;

/* 0, or NOT_FOUND in the words of an address that leads nowhere. */
int px_access_hide(const px_request *request, px_action action, px_scope scope,
                   px_error *err) PX_MUST_CHECK;

/* px_access_need in any scope at all. */
int px_access_route(const px_request *request, px_action action, px_error *err) PX_MUST_CHECK;

/* The one filter of versions that are not published: whether whoever asks may read those of the
 * code. For all others there are none, in pages, twins, feeds, searches, comparisons and exports.
 */
bool px_access_working(const px_request *request, const px_code *code);

/* The same of one version, whatever its state. */
bool px_access_version(const px_request *request, const px_code *code, const px_version *version);

#endif
