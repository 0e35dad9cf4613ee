/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page cache: answers that are the same for everybody, by their request target, plain and
 * compressed. An entry is good for one generation of the house: any commit, of this process or
 * another, begins a new one and empties the cache. Bounded in bytes; full means emptied.
 *
 * A page is stored under the generation that was read before its transaction began: if something
 * was committed in between, the entry is never found, and no stale page is ever served.
 */
#ifndef PX_WEB_PAGE_CACHE_H
#define PX_WEB_PAGE_CACHE_H

#include "store/house.h"
#include "web/page.h"

typedef struct px_page_cache px_page_cache;

/* Opens a reader of its own, to see commits. */
int px_page_cache_new(px_house *house, size_t max_bytes, px_page_cache **ret_cache,
                      px_error *err) PX_MUST_CHECK;
void px_page_cache_free(px_page_cache *cache); /* NULL is fine */

/* All are safe from any thread. A generation is never negative. */
int px_page_cache_generation(px_page_cache *cache, int64_t *ret_generation,
                             px_error *err) PX_MUST_CHECK;

/* True with a reference to the entity for the caller. */
bool px_page_cache_get(px_page_cache *cache, int64_t generation, px_str key, px_page *ret_page);

/* Takes a reference of its own; passes over what is larger than an eighth of the cache. */
void px_page_cache_put(px_page_cache *cache, int64_t generation, px_str key, const px_page *page);

#endif
