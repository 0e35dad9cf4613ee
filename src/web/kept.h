/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Parts of pages that are the same for every reader, like the text of a published version: made
 * once for each generation of the house and kept in the page cache, beside whole pages. What
 * depends on role, session or time is never kept. Whoever has just written something never gets a
 * part that was made before (page_cache.h).
 */
#ifndef PX_WEB_KEPT_H
#define PX_WEB_KEPT_H

#include "web/reply.h"
#include "web/request.h"

/* Appends the part and returns true where it is kept. The key names what the part is made of and
 * does not begin with "/", as the keys of whole pages do. */
bool px_kept_add(const px_request *request, px_str key, px_builder *out);

/* The part, with a reference for the caller; NULL where it is not kept. */
struct px_entity *px_kept_get(const px_request *request, px_str key);

/* Takes the builder's text and keeps it; a reference for the caller. */
struct px_entity *px_kept_put(const px_request *request, px_str key, px_builder *part);

/* Lets the part stand in a page at the end of `out`, which goes into the reply's body; takes the
 * caller's reference. To those who have a session, whose pages are never compressed, it is sent as
 * it is kept, and not copied. One a page. */
void px_kept_show(const px_request *request, px_reply *reply, px_builder *out,
                  struct px_entity *part);

#endif
