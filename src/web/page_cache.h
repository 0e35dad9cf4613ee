/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The page cache: answers that are the same for everybody, by their request target, plain and
 * compressed. An entry is good for one generation of the house: any commit, of this process or
 * another, begins a new one. Bounded in bytes; full means emptied. An entry whose time is over
 * (px_page, until) is not good any more.
 *
 * A page is stored under the generation that was read before its transaction began: if something
 * was committed in between, it counts as made before that.
 *
 * In the last minutes before a deadline, commits come faster than a long page can be made. A page
 * that was made eight times within a second is therefore good for an eighth of a second from when
 * it was done, whatever was committed meanwhile; then one request makes it anew, and the others
 * have the old one until it is done, for a second at most. It is as if it had been sent so much
 * earlier, and its making takes no more than its share of the processors. What was asked for less
 * often is never stale. Nor is what those get who have written something: for a minute the cache
 * knows whose write was in which generation, and gives them nothing older.
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

/* Whoever it is, by any name that is theirs alone, has just written something, which is committed.
 * `own`: the generation that holds the last of it; 0 where there was nothing within a minute. */
void px_page_cache_note_own(px_page_cache *cache, px_str who);
int64_t px_page_cache_own(px_page_cache *cache, px_str who);

/* True with a reference to the entity for the caller. Never what was made before the generation
 * `own`. */
bool px_page_cache_get(px_page_cache *cache, int64_t generation, int64_t own, px_str key,
                       px_page *ret_page);

/* Takes a reference of its own; passes over what is larger than an eighth of the cache. */
void px_page_cache_put(px_page_cache *cache, int64_t generation, px_str key, const px_page *page);

#endif
