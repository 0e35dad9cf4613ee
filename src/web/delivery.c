/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/delivery.h"

#include <stdint.h>

#include "web/accept.h"
#include "web/compress.h"
#include "web/route.h"
#include "web/security_headers.h"
#include "web/session.h"

#include "base/banned.h"

enum { LEVEL_ONCE = 6, LEVEL_KEPT = 9 };

static bool delivery_may_compress(const px_request *request)
{
    /* A compressed page that holds a token and words of the visitor tells the token by its length
     * (BREACH): with a session, pages go plain. */
    return request->session.token.len == 0 && px_accept_gzip(request->accept_encoding);
}

static int delivery_level(const px_request *request, const px_reply *reply)
{
    if (!px_compress_is_type(reply->content_type))
        return 0;
    if (reply->shared && !px_session_is_personal(request))
        return LEVEL_KEPT; /* it goes into the page cache */
    return delivery_may_compress(request) ? LEVEL_ONCE : 0;
}

/* The body with the kept part where its mark is. */
static px_entity *delivery_around(px_reply *reply)
{
    px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text = px_builder_view(&reply->body), mark = PX_STR(PX_REPLY_INSET);
    size_t at = px_str_find(text, mark);

    px_builder_str(&body, px_str_sub(text, 0, at));
    px_builder_str(&body, px_str_sub(text, at + mark.len, text.len));
    return px_entity_around(&body, PX_TAKE(reply->inset), at);
}

px_page px_delivery_page(const px_request *request, px_reply *reply)
{
    px_page page = {
        .status = reply->status,
        .route = request->route,
        .content_type = reply->content_type,
        .cache_control = reply->cache_control,
        .vary = "Accept-Encoding",
        .until = reply->until,
    };

    if (request->local) {
        page.language = request->language;
        page.vary = request->route && request->route->flags & PX_ROUTE_LINKED
                        ? "Accept, Accept-Encoding, Cookie"
                        : "Accept-Encoding, Cookie";
    } else if (reply->status >= 300) { /* by Accept-Language: a redirect, an error */
        page.language = request->language;
        page.vary = "Accept-Encoding, Accept-Language, Cookie";
    }
    if (request->session.token.len && strcmp(page.cache_control, "no-cache") == 0)
        page.cache_control = "private, no-cache";
    if (reply->entity)
        page.entity = PX_TAKE(reply->entity);
    else if (reply->inset)
        page.entity = delivery_around(reply);
    else
        page.entity = px_entity_from_builder(&reply->body, delivery_level(request, reply));
    return page;
}

static void delivery_header(struct MHD_Response *response, const char *name, const char *value)
{
    if (MHD_add_response_header(response, name, value) != MHD_YES)
        px_out_of_memory(); /* names and values are ours, or checked: nothing else can fail */
}

static void delivery_security(struct MHD_Response *response, bool https)
{
    for (const px_security_header *h = px_security_headers; h->name; h++)
        delivery_header(response, h->name, h->value);
    if (https)
        delivery_header(response, px_security_transport.name, px_security_transport.value);
}

static void delivery_page_headers(struct MHD_Response *response, const px_page *page, bool gzip,
                                  bool bare)
{
    delivery_header(response, "Cache-Control", page->cache_control);
    delivery_header(response, "Vary", page->vary);
    if (page->language)
        delivery_header(response, "Content-Language", px_language_tag(page->language));
    if (page->status == 200)
        delivery_header(response, "ETag", gzip ? page->entity->etag_gzip : page->entity->etag);
    if (bare || px_entity_length(page->entity) == 0)
        return;
    delivery_header(response, "Content-Type", page->content_type);
    if (gzip)
        delivery_header(response, "Content-Encoding", "gzip");
}

static void delivery_unref(void *entity)
{
    px_entity_unref(entity);
}

/* The body is not copied: the response holds a reference to the entity. */
static struct MHD_Response *delivery_response(px_entity *entity, bool gzip)
{
    px_str body = gzip ? entity->gzip : entity->plain;
    struct MHD_Response *response;

    if (entity->inset) {
        const struct MHD_IoVec parts[] = {
            { body.ptr, entity->inset_at },
            { entity->inset->plain.ptr, entity->inset->plain.len },
            { body.ptr + entity->inset_at, body.len - entity->inset_at },
        };

        response = MHD_create_response_from_iovec(parts, PX_COUNT(parts), delivery_unref,
                                                  px_entity_ref(entity));
    } else {
        response = MHD_create_response_from_buffer_with_free_callback_cls(
            body.len, (void *)(uintptr_t)body.ptr, delivery_unref, px_entity_ref(entity));
    }
    if (!response)
        px_out_of_memory();
    return response;
}

static bool delivery_is_unchanged(const px_request *request, const px_page *page)
{
    if (request->method != PX_GET || page->status != 200 || !request->if_none_match.ptr)
        return false;
    return px_etag_matches(request->if_none_match, px_str_of(page->entity->etag)) ||
           px_etag_matches(request->if_none_match, px_str_of(page->entity->etag_gzip));
}

px_delivery px_delivery_make(const px_request *request, const px_page *page, const px_reply *reply)
{
    bool unchanged = delivery_is_unchanged(request, page);
    bool gzip = page->entity->gzip.ptr && delivery_may_compress(request);
    size_t bytes = gzip ? page->entity->gzip.len : px_entity_length(page->entity);
    px_delivery delivery = { .status = unchanged ? 304 : page->status };

    delivery.response = delivery_response(page->entity, gzip);
    delivery.bytes = request->head || unchanged ? 0 : bytes;
    delivery_security(delivery.response, request->https);
    delivery_page_headers(delivery.response, page, gzip, unchanged);
    for (size_t i = 0; reply && i < reply->n_headers; i++)
        delivery_header(delivery.response, reply->headers[i].name,
                        px_arena_cstr(request->arena, reply->headers[i].value));
    return delivery;
}

struct MHD_Response *px_delivery_plain(const char *sentence, bool https)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        strlen(sentence), (void *)(uintptr_t)sentence, MHD_RESPMEM_PERSISTENT);

    if (!response)
        px_out_of_memory();
    delivery_security(response, https);
    delivery_header(response, "Content-Type", "text/plain; charset=utf-8");
    delivery_header(response, "Cache-Control", "no-store");
    delivery_header(response, "Retry-After", "5");
    return response;
}
