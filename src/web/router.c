/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/route.h"

#include "web/request_priv.h"

#include "base/banned.h"

static bool route_matches(const px_route *route, const px_url_path *path, px_str *params)
{
    px_str rest = px_str_of(route->path + 1), part;
    size_t at = 0, n = 0;

    if (rest.len == 0)
        return path->count == 0;
    while (px_str_split(&rest, '/', &part)) {
        if (at == path->count)
            return false;
        if (part.ptr[0] == ':')
            params[n++] = path->segments[at];
        else if (!px_str_eq(part, path->segments[at]))
            return false;
        at++;
    }
    return at == path->count;
}

/* What the table says of a path: the route for the method, else the methods that it has. */
typedef struct route_search {
    const px_route *route;
    px_str params[PX_REQUEST_MAX_PARAMS];
    bool get, post;
} route_search;

static route_search route_search_path(const px_request *request, unsigned flags)
{
    route_search found = { 0 };

    for (size_t i = 0; i < px_route_count; i++) {
        const px_route *route = &px_routes[i];
        px_str params[PX_REQUEST_MAX_PARAMS] = { 0 };

        if (((route->flags & PX_ROUTE_LOCAL) != 0) != request->local)
            continue;
        if ((route->flags & flags) != flags || !route_matches(route, &request->path, params))
            continue;
        found.get |= route->method == PX_GET;
        found.post |= route->method == PX_POST;
        if (route->method == request->method && !found.route) {
            found.route = route;
            memcpy(found.params, params, sizeof(params));
        }
    }
    return found;
}

static route_search route_search_twin(px_request *request)
{
    route_search found = { 0 };
    px_str *last;

    if (request->json)
        found = route_search_path(request, PX_ROUTE_TWIN);
    if (found.get || (request->json && request->path.count == 0))
        return found;
    if (request->json) { /* no twin: ".json" is part of the name, as in /openapi.json */
        last = &request->path.segments[request->path.count - 1];
        last->len += sizeof(".json") - 1;
        found = route_search_path(request, 0);
        if (found.get || found.post)
            request->json = false;
        else
            last->len -= sizeof(".json") - 1;
        return found;
    }
    return route_search_path(request, 0);
}

int px_route_find(px_request *request, px_error *err)
{
    route_search found = route_search_twin(request);
    const char *allow = found.post ? (found.get ? "GET, HEAD, POST" : "POST") : "GET, HEAD";

    if (found.route) {
        request->route = found.route;
        memcpy(request->params, found.params, sizeof(found.params));
        return 0;
    }
    if (found.get || found.post)
        return px_fail(err, PX_ERR_METHOD,
                       N_("this page does not take that method; it takes {allow}"), "allow", allow,
                       NULL);
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no page at this address; it may have been mistyped"), NULL);
}

/* Whether a form sent to the address meets a route with that flag. */
static bool route_takes(px_arena *arena, const px_request_head *head, unsigned flag)
{
    px_request request = { .arena = arena, .method = PX_POST };
    px_error unused = PX_ERROR_INIT;

    return px_str_is(head->method, "POST") && px_request_read(&request, head, &unused) >= 0 &&
           px_route_find(&request, &unused) >= 0 && (request.route->flags & flag);
}

size_t px_route_max_body(px_arena *arena, const px_request_head *head)
{
    if (route_takes(arena, head, PX_ROUTE_LARGE))
        return PX_UPLOAD_LARGE_BODY;
    return route_takes(arena, head, PX_ROUTE_UPLOAD) ? PX_UPLOAD_MAX_BODY : PX_REQUEST_MAX_BODY;
}

bool px_route_is_slow(px_arena *arena, const px_request_head *head)
{
    return route_takes(arena, head, PX_ROUTE_SLOW);
}

bool px_route_has(const char *path)
{
    for (size_t i = 0; i < px_route_count; i++)
        if (strcmp(px_routes[i].path, path) == 0)
            return true;
    return false;
}
