/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/map.h"

#include "base/error.h"

#include "base/banned.h"

/*
 * Invariants:
 * 1. room is 0 or a power of two, and at least one slot in it is free, so that probing ends.
 * 2. Between the slot where a key's hash points and the slot where the key is, none is free.
 *    Removal keeps this by shifting later entries back; there are no tombstones.
 */

#define MAP_FIRST_ROOM 16

void px_map_free(px_map *map)
{
    free(map->slots);
    *map = PX_MAP_INIT;
}

size_t px_map_count(const px_map *map)
{
    return map->count;
}

/* A slot is free where its key has no pointer; the empty slice may come with none. */
static px_str map_key(px_str key)
{
    return key.ptr ? key : PX_STR("");
}

/* The slot that holds the key, or the free one where it belongs. room must not be 0. */
static size_t map_find(const px_map *map, px_str key, unsigned long long hash)
{
    size_t mask = map->room - 1;
    size_t i = (size_t)hash & mask;

    while (map->slots[i].key.ptr &&
           !(map->slots[i].hash == hash && px_str_eq(map->slots[i].key, key)))
        i = (i + 1) & mask;
    return i;
}

static void map_grow(px_map *map)
{
    px_map grown = { .room = map->room ? map->room * 2 : MAP_FIRST_ROOM, .count = map->count };

    grown.slots = px_alloc_zero(grown.room, sizeof(*grown.slots));
    for (size_t i = 0; i < map->room; i++) {
        const px_map_slot *slot = &map->slots[i];

        if (slot->key.ptr)
            grown.slots[map_find(&grown, slot->key, slot->hash)] = *slot;
    }
    free(map->slots);
    *map = grown;
}

void *px_map_get(const px_map *map, px_str key)
{
    if (map->count == 0)
        return NULL;
    key = map_key(key);
    return map->slots[map_find(map, key, px_str_hash(key))].value;
}

void *px_map_put(px_map *map, px_str key, void *value)
{
    unsigned long long hash;
    px_map_slot *slot;
    void *old;

    key = map_key(key);
    hash = px_str_hash(key);
    if ((map->count + 1) * 10 > map->room * 7)
        map_grow(map);
    slot = &map->slots[map_find(map, key, hash)];
    old = slot->value;
    if (!slot->key.ptr)
        map->count++;
    /* The new key takes the old one's place: the old one may not live as long as the value. */
    *slot = (px_map_slot){ .key = key, .hash = hash, .value = value };
    return old;
}

/* Frees slot i and moves back each entry behind it that this would cut off from its own slot. */
static void map_close_gap(px_map *map, size_t i)
{
    size_t mask = map->room - 1;

    for (size_t k = (i + 1) & mask; map->slots[k].key.ptr; k = (k + 1) & mask) {
        size_t home = (size_t)map->slots[k].hash & mask;

        /* Distances from home, around the end: the gap lies on the entry's way when it is nearer.
         */
        if (((i - home) & mask) < ((k - home) & mask)) {
            map->slots[i] = map->slots[k];
            i = k;
        }
    }
    map->slots[i] = (px_map_slot){ 0 };
}

void *px_map_remove(px_map *map, px_str key)
{
    size_t i;
    void *old;

    if (map->count == 0)
        return NULL;
    key = map_key(key);
    i = map_find(map, key, px_str_hash(key));
    if (!map->slots[i].key.ptr)
        return NULL;
    old = map->slots[i].value;
    map_close_gap(map, i);
    map->count--;
    return old;
}

bool px_map_next(const px_map *map, size_t *position, px_str *ret_key, void **ret_value)
{
    for (size_t i = *position; i < map->room; i++) {
        if (!map->slots[i].key.ptr)
            continue;
        *position = i + 1;
        *ret_key = map->slots[i].key;
        *ret_value = map->slots[i].value;
        return true;
    }
    *position = map->room;
    return false;
}
