/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/name_set.h"

#include "base/error.h"

#include "base/banned.h"

void px_name_set_free(px_name_set *set)
{
    free(set->slots);
    *set = (px_name_set){ .slots = NULL };
}

static uint64_t hash_of(px_str name)
{
    uint64_t hash = px_str_hash(name);

    return hash ? hash : 1;
}

/* Where the hash stands, or could. */
static uint64_t *slot_of(const px_name_set *set, uint64_t hash)
{
    size_t i = (size_t)hash & (set->room - 1);

    while (set->slots[i] && set->slots[i] != hash)
        i = (i + 1) & (set->room - 1);
    return &set->slots[i];
}

static void set_grow(px_name_set *set)
{
    px_name_set wider = { .count = set->count, .room = set->room ? 2 * set->room : 1024 };

    wider.slots = px_alloc_zero(wider.room, sizeof(*wider.slots));
    for (size_t i = 0; i < set->room; i++)
        if (set->slots[i])
            *slot_of(&wider, set->slots[i]) = set->slots[i];
    free(set->slots);
    *set = wider;
}

bool px_name_set_add(px_name_set *set, px_str name)
{
    uint64_t hash = hash_of(name), *slot;

    if (2 * set->count >= set->room)
        set_grow(set);
    slot = slot_of(set, hash);
    if (*slot)
        return false;
    *slot = hash;
    set->count++;
    return true;
}

bool px_name_set_has(const px_name_set *set, px_str name)
{
    return set->room && *slot_of(set, hash_of(name)) != 0;
}
