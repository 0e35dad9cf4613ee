/* SPDX-License-Identifier: EUPL-1.2 */
/* One arena for the tests of a group. */
#ifndef PX_ARENA_FIXTURE_H
#define PX_ARENA_FIXTURE_H

#include "base/arena.h"
#include "unit/testing.h"

static px_arena *arena;

static inline int make(void **state)
{
    (void)state;
    arena = px_arena_new();
    return 0;
}

static inline int end(void **state)
{
    (void)state;
    px_arena_free(arena);
    return 0;
}

#endif
