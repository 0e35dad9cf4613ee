/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/route.h"

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
