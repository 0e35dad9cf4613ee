/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/request.h"

#include "web/accept.h"
#include "web/cookie.h"
#include "web/form.h"
#include "web/request_priv.h"
#include "web/session.h"
#include "web/source_network.h"

#include "base/banned.h"

px_str px_fields_get(const px_fields *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (px_str_is(fields->items[i].name, name))
            return fields->items[i].value;
    return PX_STR_NONE;
}

px_str px_request_address(const px_request *request, const px_language *language, bool json)
{
    bool home = request->path.count == 0;
    const char *before = request->local ? "/" : "";
    const char *tag = request->local ? px_language_tag(language) : "";
    px_str page = home && json ? PX_STR_NONE : request->page;

    return px_str_of(px_arena_format(request->arena, "%s%s%.*s%s", before, tag, PX_STR_ARG(page),
                                     json ? ".json" : ""));
}

static px_method request_method(px_str method)
{
    if (px_str_is(method, "GET") || px_str_is(method, "HEAD"))
        return PX_GET;
    return px_str_is(method, "POST") ? PX_POST : PX_METHOD_OTHER;
}

/* Behind a proxy the visitor is whom the proxy itself names: the last of the list, before which
 * the visitor can write anything. */
static px_str request_peer(const px_request_head *head, bool trust_proxy)
{
    px_str list = head->fields[PX_HEAD_FORWARDED_FOR], last = head->peer, part;

    while (trust_proxy && list.len && px_str_split(&list, ',', &part))
        last = px_str_trim(part);
    return last;
}

void px_request_start(px_request *request, const px_request_head *head, bool trust_proxy)
{
    request->method = request_method(head->method);
    request->head = px_str_is(head->method, "HEAD");
    request->https = trust_proxy && px_str_is(head->fields[PX_HEAD_FORWARDED_PROTO], "https");
    request->host = head->fields[PX_HEAD_HOST];
    request->if_none_match = head->fields[PX_HEAD_IF_NONE_MATCH];
    request->accept_language = head->fields[PX_HEAD_ACCEPT_LANGUAGE];
    request->accept_encoding = head->fields[PX_HEAD_ACCEPT_ENCODING];
    request->linked = px_accept_linked(head->fields[PX_HEAD_ACCEPT]);
    request->language = px_language_accept(request->accept_language);
    request->cookies = px_cookie_parse(request->arena, head->fields[PX_HEAD_COOKIE]);
    request->page = PX_STR("/");
    request->now = px_now();
    request->foreign = px_str_is(head->fields[PX_HEAD_SEC_FETCH_SITE], "cross-site") ||
                       px_str_is(head->fields[PX_HEAD_SEC_FETCH_SITE], "same-site");
    request->source = px_source_network(request->arena, request_peer(head, trust_proxy));
    px_session_read(request);
}

/* Takes ".json" off the last segment; a segment that is nothing else stays. px_route_find puts it
 * back where the route has no twin. */
static bool request_take_twin(px_url_path *path)
{
    px_str *last = path->count ? &path->segments[path->count - 1] : NULL;

    if (!last || path->slash || last->len <= 5 || !px_str_ends(*last, PX_STR(".json")))
        return false;
    last->len -= 5;
    return true;
}

/* Exactly a language's tag: "en-GB" or "EN" is none. */
static const px_language *request_language(px_str segment)
{
    const px_language *language = px_language_find(segment);

    if (!language || !px_str_is(segment, px_language_tag(language)))
        return NULL;
    return language;
}

static void request_take_language(px_request *request)
{
    px_url_path *path = &request->path;
    const px_language *language = path->count ? request_language(path->segments[0]) : NULL;

    if (!language)
        return;
    request->language = language;
    request->local = true;
    path->count--;
    memmove(&path->segments[0], &path->segments[1], path->count * sizeof(path->segments[0]));
}

static px_str request_page(px_arena *arena, const px_url_path *path)
{
    PX_AUTO_BUILDER px_builder page = PX_BUILDER_INIT(4 * PX_REQUEST_MAX_HEADER);

    for (size_t i = 0; i < path->count; i++) {
        px_builder_char(&page, '/');
        px_url_encode(&page, path->segments[i]);
    }
    if (path->count == 0)
        px_builder_char(&page, '/');
    return px_arena_str(arena, px_builder_view(&page));
}

int px_request_read(px_request *request, const px_request_head *head, px_error *err)
{
    px_str query;
    int rc = px_url_target(head->target, &request->target, &query, err);

    if (rc < 0)
        return rc;
    rc = px_url_split(request->arena, request->target, &request->path, err);
    if (rc < 0)
        return rc;
    request->json = request_take_twin(&request->path);
    request_take_language(request);
    request->page = request_page(request->arena, &request->path);
    return px_form_parse(request->arena, query, &request->query, err);
}
