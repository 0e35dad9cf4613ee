/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The table of routes: path, method, right, handler. It drives dispatch, the OpenAPI description
 * (/openapi.json), the test that tries every role on every route, and the test that every page has
 * its JSON twin.
 *
 * Path: "/codes/:code/:version"; a ":name" part matches one non-empty segment. Routes with
 * PX_ROUTE_LOCAL live under /en/ and /fr/ and redirect from the bare path; the others are the same
 * for all languages. A GET route with PX_ROUTE_TWIN also answers at its path + ".json".
 */
#ifndef PX_WEB_ROUTE_H
#define PX_WEB_ROUTE_H

#include "web/reply.h"
#include "web/request.h"

typedef int px_handler_fn(px_request *request, px_reply *reply, px_error *err);

enum {
    PX_ROUTE_LOCAL = 1, /* has a language in front */
    PX_ROUTE_TWIN = 2,  /* has a JSON twin */
    PX_ROUTE_FORM = 4   /* POST: checks the CSRF token of the form field "csrf" first */
};

typedef struct px_route {
    const char *path;
    px_method method;
    px_action action;
    unsigned flags;
    px_handler_fn *handler;
    const char *summary; /* message id, for the API description */
} px_route;

extern const px_route px_routes[];
extern const size_t px_route_count;

/* Finds the route of request->page and method and fills route and params. NOT_FOUND, or METHOD
 * with the argument "allow" where only another method has the path. */
int px_route_find(px_request *request, px_error *err) PX_MUST_CHECK;

/* Handlers: one page, one file page_NAME.c. */
px_handler_fn px_page_home, px_page_code, px_page_version, px_page_provision, px_page_search,
    px_page_log, px_page_act, px_page_about, px_page_preference;
/* Not pages: health.c, openapi.c, asset.c, page_log.c (checkpoint and proofs as text),
 * source.c. */
px_handler_fn px_web_health, px_web_openapi, px_web_asset, px_web_checkpoint, px_web_proof,
    px_web_robots, px_web_source;

/* The page for an error (page_error.c): HTML in the page frame. The server itself writes
 * application/problem+json (RFC 9457) where the JSON twin was asked for. Never fails: what goes
 * wrong in it gives a plain sentence. */
void px_page_error(const px_request *request, px_reply *reply, const px_error *err);

#endif
