/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/kept.h"

#include <assert.h>

#include "web/page_cache.h"

#include "base/banned.h"

/* The generation of the last write of whoever asks. */
static int64_t kept_own(const px_request *request)
{
    const px_session *session = &request->session;
    int64_t own = px_page_cache_own(request->cache, px_str_of(session->csrf));

    if (session->who.person)
        own = PX_MAX(own, px_page_cache_own(request->cache, session->who.id));
    return own;
}

px_entity *px_kept_get(const px_request *request, px_str key)
{
    px_page page;

    if (!request->cache ||
        !px_page_cache_get(request->cache, request->generation, kept_own(request), key, &page))
        return NULL;
    return page.entity;
}

bool px_kept_add(const px_request *request, px_str key, px_builder *out)
{
    px_entity *part = px_kept_get(request, key);

    if (!part)
        return false;
    px_builder_str(out, part->plain);
    px_entity_unref(part);
    return true;
}

px_entity *px_kept_put(const px_request *request, px_str key, px_builder *part)
{
    px_page page = { .entity = px_entity_from_builder(part, 0) };

    assert(key.len && key.ptr[0] != '/');
    if (request->cache)
        px_page_cache_put(request->cache, request->generation, key, &page);
    return page.entity;
}

void px_kept_show(const px_request *request, px_reply *reply, px_builder *out, px_entity *part)
{
    if (request->session.token.len && part->plain.len && !reply->inset) {
        px_builder_add(out, PX_REPLY_INSET);
        reply->inset = part;
        return;
    }
    px_builder_str(out, part->plain);
    px_entity_unref(part);
}
