/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_cache.h"

#include <pthread.h>

#include "base/map.h"

#include "base/banned.h"

typedef struct cached_page {
    px_page page;
    char key[];
} cached_page;

PX_MAP_DEFINE(cached_map, cached_page)

struct px_page_cache {
    pthread_mutex_t lock; /* of everything below */
    px_db *db;            /* only to see that something was committed */
    int64_t generation;   /* of the entries */
    size_t bytes, max_bytes;
    cached_map pages;
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
    cache->max_bytes = max_bytes;
    *ret_cache = cache;
    return 0;
}

void px_page_cache_free(px_page_cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
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
    if (rc >= 0 && version != cache->generation) {
        cache_clear(cache);
        cache->generation = version;
    }
    (void)pthread_mutex_unlock(&cache->lock);
    if (rc < 0)
        return rc;
    *ret_generation = version;
    return 0;
}

bool px_page_cache_get(px_page_cache *cache, int64_t generation, px_str key, px_page *ret_page)
{
    cached_page *cached = NULL;

    (void)pthread_mutex_lock(&cache->lock);
    if (generation == cache->generation)
        cached = cached_map_get(&cache->pages, key);
    if (cached) {
        *ret_page = cached->page;
        (void)px_entity_ref(ret_page->entity);
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return cached != NULL;
}

static cached_page *cached_new(px_str key, const px_page *page)
{
    cached_page *cached = px_alloc(sizeof(*cached) + key.len);

    cached->page = *page;
    (void)px_entity_ref(page->entity);
    memcpy(cached->key, key.ptr, key.len);
    return cached;
}

void px_page_cache_put(px_page_cache *cache, int64_t generation, px_str key, const px_page *page)
{
    size_t size = sizeof(cached_page) + key.len + px_entity_size(page->entity);

    if (size > cache->max_bytes / 8)
        return;
    (void)pthread_mutex_lock(&cache->lock);
    if (cache->bytes + size > cache->max_bytes)
        cache_clear(cache);
    if (generation == cache->generation && !cached_map_get(&cache->pages, key)) {
        cached_page *cached = cached_new(key, page);

        (void)cached_map_put(&cache->pages, px_str_n(cached->key, key.len), cached);
        cache->bytes += size;
    }
    (void)pthread_mutex_unlock(&cache->lock);
}
