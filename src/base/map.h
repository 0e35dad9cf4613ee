/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A hash map from slices to pointers: open addressing, linear probing, keys hashed with a random
 * seed. Keys and values are borrowed: whoever made them keeps them alive as long as the map.
 * Typed use: PX_MAP_DEFINE(name, type) makes name_get, name_put ... that take and give `type *`.
 */
#ifndef PX_BASE_MAP_H
#define PX_BASE_MAP_H

#include "base/macro.h"
#include "base/str.h"

typedef struct px_map_slot {
    px_str key; /* key.ptr == NULL: free */
    unsigned long long hash;
    void *value;
} px_map_slot;

typedef struct px_map {
    px_map_slot *slots; /* owned */
    size_t count, room; /* room is a power of two or 0 */
} px_map;

#define PX_MAP_INIT ((px_map){ 0 })

/* Frees the map, not its values; it is empty then. */
void px_map_free(px_map *map);
size_t px_map_count(const px_map *map);

/* The value, or NULL. */
void *px_map_get(const px_map *map, px_str key);

/* Sets the value (not NULL) and returns the one it replaces, or NULL. */
void *px_map_put(px_map *map, px_str key, void *value);

/* Takes the entry out and returns its value, or NULL. */
void *px_map_remove(px_map *map, px_str key);

/* Iterates in no particular order: start with *position = 0; false at the end. Not while the map
 * changes. */
bool px_map_next(const px_map *map, size_t *position, px_str *ret_key, void **ret_value);

#define PX_MAP_DEFINE(name, type)                                                                  \
    typedef struct name {                                                                          \
        px_map map;                                                                                \
    } name;                                                                                        \
    PX_UNUSED static inline type *name##_get(const name *m, px_str key)                            \
    {                                                                                              \
        return px_map_get(&m->map, key);                                                           \
    }                                                                                              \
    PX_UNUSED static inline type *name##_put(name *m, px_str key, type *value)                     \
    {                                                                                              \
        return px_map_put(&m->map, key, value);                                                    \
    }                                                                                              \
    PX_UNUSED static inline type *name##_remove(name *m, px_str key)                               \
    {                                                                                              \
        return px_map_remove(&m->map, key);                                                        \
    }                                                                                              \
    PX_UNUSED static inline bool name##_next(const name *m, size_t *position, px_str *ret_key,     \
                                             type **ret_value)                                     \
    {                                                                                              \
        return px_map_next(&m->map, position, ret_key, (void **)ret_value);                        \
    }                                                                                              \
    PX_UNUSED static inline void name##_free(name *m)                                              \
    {                                                                                              \
        px_map_free(&m->map);                                                                      \
    }

#endif
