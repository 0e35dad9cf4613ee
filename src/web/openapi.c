/* SPDX-License-Identifier: EUPL-1.2 */
/* The description of the API (OpenAPI 3.1), made from the table of routes. */
#include "web/route.h"

#include "base/banned.h"

/* "/codes/:code" becomes "/{language}/codes/{code}", and ".json" stands behind a twin. */
static px_str openapi_path(px_arena *arena, const px_route *route, bool twin)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(1024);
    px_str rest = px_str_of(route->path + 1), part;

    if (route->flags & PX_ROUTE_LOCAL)
        px_builder_add(&path, "/{language}");
    while (rest.len && px_str_split(&rest, '/', &part)) {
        if (part.ptr[0] == ':')
            px_builder_format(&path, "/{%.*s}", PX_STR_ARG(px_str_sub(part, 1, part.len)));
        else
            px_builder_format(&path, "/%.*s", PX_STR_ARG(part));
    }
    if (twin)
        px_builder_add(&path, ".json");
    else if (px_str_is(px_str_of(route->path), "/"))
        px_builder_char(&path, '/');
    return px_arena_str(arena, px_builder_view(&path));
}

static void openapi_parameter(px_json *j, px_str name)
{
    px_json_object(j);
    px_json_pair_str(j, "name", name);
    px_json_pair_cstr(j, "in", "path");
    px_json_pair_bool(j, "required", true);
    px_json_key(j, "schema");
    px_json_object(j);
    px_json_pair_cstr(j, "type", "string");
    if (px_str_is(name, "language")) {
        px_json_key(j, "enum");
        px_json_array(j);
        for (size_t i = 0; px_language_at(i); i++)
            px_json_cstr(j, px_language_tag(px_language_at(i)));
        px_json_array_end(j);
    }
    px_json_object_end(j);
    px_json_object_end(j);
}

static void openapi_parameters(px_json *j, const px_route *route)
{
    px_str rest = px_str_of(route->path + 1), part;

    px_json_key(j, "parameters");
    px_json_array(j);
    if (route->flags & PX_ROUTE_LOCAL)
        openapi_parameter(j, PX_STR("language"));
    while (rest.len && px_str_split(&rest, '/', &part))
        if (part.ptr[0] == ':')
            openapi_parameter(j, px_str_sub(part, 1, part.len));
    px_json_array_end(j);
}

static void openapi_content(px_json *j, const char *type)
{
    px_json_key(j, "content");
    px_json_object(j);
    px_json_key(j, type);
    px_json_object(j);
    px_json_object_end(j);
    px_json_object_end(j);
}

static void openapi_responses(px_json *j, const px_route *route, bool json)
{
    bool post = route->method == PX_POST;

    px_json_key(j, "responses");
    px_json_object(j);
    px_json_key(j, post && !json ? "303" : "200");
    px_json_object(j);
    px_json_pair_cstr(j, "description",
                      post && !json ? "done; where to go on"
                      : post        ? "what came of it"
                                    : "the page");
    if (json)
        openapi_content(j, "application/json");
    else if (route->flags & PX_ROUTE_LOCAL && !(route->flags & PX_ROUTE_FILE) && !post)
        openapi_content(j, "text/html");
    px_json_object_end(j);
    px_json_key(j, "default");
    px_json_object(j);
    px_json_pair_cstr(j, "description", "an error");
    openapi_content(j, json ? "application/problem+json" : "text/html");
    px_json_object_end(j);
    px_json_object_end(j);
}

/* Who may: the action, and the roles that have it. */
static void openapi_right(px_json *j, px_action action)
{
    px_json_pair_cstr(j, "x-praxis-action", px_action_name(action));
    px_json_key(j, "x-praxis-roles");
    px_json_array(j);
    for (int role = 0; role < PX_ROLE_COUNT; role++)
        if (px_right_has((px_role)role, action))
            px_json_cstr(j, px_role_name((px_role)role));
    px_json_array_end(j);
}

static void openapi_operation(px_json *j, const px_request *request, const px_route *route,
                              bool json)
{
    px_json_key(j, route->method == PX_POST ? "post" : "get");
    px_json_object(j);
    px_json_pair_cstr(j, "summary", px_tr(request->language, route->summary));
    openapi_parameters(j, route);
    if (route->method == PX_POST) {
        px_json_key(j, "requestBody");
        px_json_object(j);
        openapi_content(j, "application/x-www-form-urlencoded");
        px_json_object_end(j);
        px_json_pair_bool(j, "x-praxis-csrf", (route->flags & PX_ROUTE_FORM) != 0);
    }
    openapi_responses(j, route, json);
    openapi_right(j, route->action);
    px_json_object_end(j);
}

/* True when the path of this row has stood in the description already, with an earlier row. */
static bool openapi_is_told(size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(px_routes[i].path, px_routes[index].path) == 0 &&
            ((px_routes[i].flags ^ px_routes[index].flags) & PX_ROUTE_LOCAL) == 0)
            return true;
    return false;
}

static void openapi_paths(px_json *j, px_request *request)
{
    for (size_t i = 0; i < px_route_count; i++) {
        const px_route *route = &px_routes[i];
        px_str path = openapi_path(request->arena, route, false);

        if (openapi_is_told(i))
            continue;
        px_json_key(j, path.ptr);
        px_json_object(j);
        for (size_t k = i; k < px_route_count; k++)
            if (px_str_eq(openapi_path(request->arena, &px_routes[k], false), path))
                openapi_operation(j, request, &px_routes[k], px_str_ends(path, PX_STR(".json")));
        px_json_object_end(j);
        if (route->flags & PX_ROUTE_TWIN) {
            px_json_key(j, openapi_path(request->arena, route, true).ptr);
            px_json_object(j);
            for (size_t k = i; k < px_route_count; k++)
                if (px_routes[k].flags & PX_ROUTE_TWIN &&
                    px_str_eq(openapi_path(request->arena, &px_routes[k], false), path))
                    openapi_operation(j, request, &px_routes[k], true);
            px_json_object_end(j);
        }
    }
}

int px_web_openapi(px_request *request, px_reply *reply, px_error *err)
{
    px_json j;

    request->language = px_language_english(); /* one description, whoever asks */
    reply->content_type = "application/json";
    reply->shared = true;
    px_json_start(&j, &reply->body, PX_JSON_COMPACT);
    px_json_object(&j);
    px_json_pair_cstr(&j, "openapi", "3.1.0");
    px_json_key(&j, "info");
    px_json_object(&j);
    px_json_pair_cstr(&j, "title", px_house_name(request->house));
    px_json_pair_cstr(&j, "version", PX_VERSION);
    px_json_object_end(&j);
    px_json_key(&j, "paths");
    px_json_object(&j);
    openapi_paths(&j, request);
    px_json_object_end(&j);
    px_json_object_end(&j);
    return px_json_finish(&j, err);
}
