/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/site_address.h"

#include <stdarg.h>

#include "base/ascii.h"

#include "base/banned.h"

/* The first part of the name of the log where it looks like the name of a host: letters, digits,
 * hyphens and a dot between them. */
static px_str site_host(px_str origin)
{
    px_str host = px_str_sub(origin, 0, px_str_find_char(origin, '/'));
    bool dot = false;

    for (size_t i = 0; i < host.len; i++) {
        char c = host.ptr[i];

        if (!px_is_letter(c) && !px_is_digit(c) && c != '-' && c != '.')
            return PX_STR_NONE;
        dot |= c == '.' && i > 0 && i + 1 < host.len;
    }
    return dot ? host : PX_STR_NONE;
}

/* True for what a Host header should be: a name or number of a host, maybe with a port. */
static bool site_is_authority(px_str host)
{
    for (size_t i = 0; i < host.len; i++)
        if (!px_is_alnum(host.ptr[i]) && !strchr("-.:[]", host.ptr[i]))
            return false;
    return host.len > 0;
}

px_str px_site_base(const px_request *request, px_reply *reply)
{
    px_str host = site_host(px_str_of(px_house_origin(request->house)));

    if (host.len)
        return px_str_of(px_arena_format(request->arena, "https://%.*s", PX_STR_ARG(host)));
    reply->shared = false;
    if (!site_is_authority(request->host))
        return PX_STR("");
    return px_str_of(px_arena_format(request->arena, "%s://%.*s", request->https ? "https" : "http",
                                     PX_STR_ARG(request->host)));
}

px_str px_site_urn(const px_request *request, const char *format, ...)
{
    PX_AUTO_BUILDER px_builder urn = PX_BUILDER_INIT(64 * 1024);
    px_str origin = px_str_of(px_house_origin(request->house)), part;
    const char *rest;
    va_list args;

    va_start(args, format);
    rest = px_arena_format_args(request->arena, format, args);
    va_end(args);
    px_builder_add(&urn, "urn:praxis:");
    for (size_t i = 0; px_str_split(&origin, '/', &part); i++) {
        px_builder_add(&urn, i ? "/" : "");
        px_url_encode(&urn, part);
    }
    px_builder_format(&urn, ":%s", rest);
    return px_arena_str(request->arena, px_builder_view(&urn));
}
