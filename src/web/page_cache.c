/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_cache.h"

#include <pthread.h>

#include "base/map.h"

#include "base/banned.h"

/* A page that was made so often within a second is in demand while the house is written to. */
enum { PRESSED = 8, WINDOW_MS = 1000, PRESSED_AGE_MS = 125 };

/* No page is in the making for so long. */
enum { OWN_MS = 60000, OWN_MANY = 1024 };

typedef struct cached_page {
    px_page page;
    int64_t generation;
    px_time made;
    px_time window;  /* beginning of the second in which it is counted */
    int times;       /* made in that second */
    px_time renewal; /* when somebody began to make it anew; 0: nobody did */
    char key[];
} cached_page;

PX_MAP_DEFINE(cached_map, cached_page)

/* Somebody's last write. */
typedef struct own_write {
    int64_t generation;
    px_time time;
    size_t len;
    char who[];
} own_write;

PX_MAP_DEFINE(own_map, own_write)

struct px_page_cache {
    pthread_mutex_t lock; /* of everything below */
    px_db *db;            /* only to see that something was committed */
    size_t bytes, max_bytes;
    cached_map pages;
    own_map own;
    size_t own_room; /* so many are looked through for old ones */
};

static void cache_clear(px_page_cache *cache)
{
    size_t position = 0;
    cached_page *cached;
    px_str key;

    while (cached_map_next(&cache->pages, &position, &key, &cached)) {
        px_entity_unref(cached->page.entity);
        free(cached);
    }
    cached_map_free(&cache->pages);
    cache->pages = (cached_map){ PX_MAP_INIT };
    cache->bytes = 0;
}

/* Takes out those that are too old to matter; all of them where `all`. */
static void own_clear(px_page_cache *cache, px_time now, bool all)
{
    own_map kept = { PX_MAP_INIT };
    size_t position = 0;
    own_write *write;
    px_str key;

    while (own_map_next(&cache->own, &position, &key, &write))
        if (all || now - write->time >= OWN_MS)
            free(write);
        else
            (void)own_map_put(&kept, px_str_n(write->who, write->len), write);
    own_map_free(&cache->own);
    cache->own = kept;
    cache->own_room = PX_MAX(2 * px_map_count(&kept.map), (size_t)OWN_MANY);
}

int px_page_cache_new(px_house *house, size_t max_bytes, px_page_cache **ret_cache, px_error *err)
{
    px_page_cache *cache = px_alloc_zero(1, sizeof(*cache));
    int rc = px_house_reader(house, &cache->db, err);

    if (rc < 0) {
        free(cache);
        return rc;
    }
    (void)pthread_mutex_init(&cache->lock, NULL);
    cache->pages = (cached_map){ PX_MAP_INIT };
    cache->own = (own_map){ PX_MAP_INIT };
    cache->own_room = OWN_MANY;
    cache->max_bytes = max_bytes;
    *ret_cache = cache;
    return 0;
}

void px_page_cache_free(px_page_cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
    own_clear(cache, 0, true);
    px_db_close(cache->db);
    (void)pthread_mutex_destroy(&cache->lock);
    free(cache);
}

int px_page_cache_generation(px_page_cache *cache, int64_t *ret_generation, px_error *err)
{
    int64_t version = 0;
    int rc;

    (void)pthread_mutex_lock(&cache->lock);
    rc = px_db_data_version(cache->db, &version, err);
    (void)pthread_mutex_unlock(&cache->lock);
    if (rc < 0)
        return rc;
    *ret_generation = version;
    return 0;
}

void px_page_cache_note_own(px_page_cache *cache, px_str who)
{
    own_write *write = px_alloc(sizeof(*write) + who.len);
    px_error err = PX_ERROR_INIT;

    *write = (own_write){ .time = px_now(), .len = who.len };
    memcpy(write->who, who.ptr, who.len);
    (void)pthread_mutex_lock(&cache->lock);
    if (px_db_data_version(cache->db, &write->generation, &err) < 0)
        write->generation = INT64_MAX; /* then nothing that is kept is good enough */
    if (px_map_count(&cache->own.map) >= cache->own_room)
        own_clear(cache, write->time, false);
    free(own_map_remove(&cache->own, who));
    (void)own_map_put(&cache->own, px_str_n(write->who, who.len), write);
    (void)pthread_mutex_unlock(&cache->lock);
}

int64_t px_page_cache_own(px_page_cache *cache, px_str who)
{
    int64_t generation = 0;
    own_write *write;

    (void)pthread_mutex_lock(&cache->lock);
    write = who.len ? own_map_get(&cache->own, who) : NULL;
    if (write && px_now() - write->time < OWN_MS)
        generation = write->generation;
    (void)pthread_mutex_unlock(&cache->lock);
    return generation;
}

static size_t cached_size(px_str key, const px_page *page)
{
    return sizeof(cached_page) + key.len + px_entity_size(page->entity);
}

static void cached_free(px_page_cache *cache, px_str key, cached_page *cached)
{
    cache->bytes -= cached_size(key, &cached->page);
    px_entity_unref(cached->page.entity);
    free(cached);
}

static bool within(px_time now, px_time since, px_time ms)
{
    return now >= since && now - since < ms;
}

static bool is_over(const cached_page *cached, px_time now)
{
    return cached->page.until && now >= cached->page.until;
}

/* Good is what was made of this generation or a later one; under pressure, for a moment, also what
 * was made before. Then one makes it anew, while the others have the old one. */
static bool cached_is_good(cached_page *cached, int64_t generation, int64_t own)
{
    px_time now = px_now();

    if (is_over(cached, now))
        return false;
    if (cached->generation >= generation)
        return true;
    if (cached->times < PRESSED || cached->generation < own)
        return false;
    if (within(now, cached->made, PRESSED_AGE_MS) ||
        (cached->renewal && within(now, cached->renewal, WINDOW_MS)))
        return true;
    cached->renewal = now;
    return false;
}

bool px_page_cache_get(px_page_cache *cache, int64_t generation, int64_t own, px_str key,
                       px_page *ret_page)
{
    cached_page *cached;
    bool good;

    (void)pthread_mutex_lock(&cache->lock);
    cached = cached_map_get(&cache->pages, key);
    good = cached && cached_is_good(cached, generation, own);
    if (good) {
        *ret_page = cached->page;
        (void)px_entity_ref(ret_page->entity);
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return good;
}

/* How often it was made within a second; who is in demand stays so until it rests for half of one.
 */
static void cached_count(cached_page *cached, const cached_page *old)
{
    cached->window = cached->made;
    cached->times = 1;
    if (old && within(cached->made, old->window, WINDOW_MS)) {
        cached->window = old->window;
        cached->times = old->times + 1;
    } else if (old && old->times >= PRESSED && within(cached->made, old->made, WINDOW_MS / 2)) {
        cached->times = PRESSED;
    }
}

static cached_page *cached_new(px_str key, const px_page *page, int64_t generation,
                               const cached_page *old)
{
    cached_page *cached = px_alloc(sizeof(*cached) + key.len);

    *cached = (cached_page){ .page = *page, .generation = generation, .made = px_now() };
    cached_count(cached, old);
    (void)px_entity_ref(page->entity);
    memcpy(cached->key, key.ptr, key.len);
    return cached;
}

void px_page_cache_put(px_page_cache *cache, int64_t generation, px_str key, const px_page *page)
{
    size_t size = cached_size(key, page);
    cached_page *cached, *old;

    if (size > cache->max_bytes / 8)
        return;
    (void)pthread_mutex_lock(&cache->lock);
    if (cache->bytes + size > cache->max_bytes)
        cache_clear(cache);
    old = cached_map_get(&cache->pages, key);
    if (!old || old->generation < generation || is_over(old, px_now())) {
        cached = cached_new(key, page, generation, old);
        if (old)
            (void)cached_map_remove(&cache->pages, px_str_n(old->key, key.len));
        (void)cached_map_put(&cache->pages, px_str_n(cached->key, key.len), cached);
        cache->bytes += size;
        if (old)
            cached_free(cache, key, old);
    }
    (void)pthread_mutex_unlock(&cache->lock);
}
