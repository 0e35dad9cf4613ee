/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Arenas: memory by lifetime (one request, one record, one command). Everything taken from an
 * arena is freed with it, at once. Allocation never fails (see px_out_of_memory).
 *
 * Not for sharing between threads: one arena, one thread at a time.
 */
#ifndef PX_BASE_ARENA_H
#define PX_BASE_ARENA_H

#include <stdarg.h>

#include "base/macro.h"
#include "base/str.h"

typedef struct px_arena px_arena;

/* A new, empty arena. */
px_arena *px_arena_new(void) PX_MUST_CHECK;

/* Frees the arena and all that came from it; NULL is fine. */
void px_arena_free(px_arena *arena);

/* Gives everything back but keeps the first block for reuse. */
void px_arena_reset(px_arena *arena);

/* Bytes handed out since the start or the last reset. */
size_t px_arena_used(const px_arena *arena);

/* Memory set to zero, aligned for any type. */
void *px_arena_alloc(px_arena *arena, size_t size) PX_MUST_CHECK;

/* count objects of size each; ends the process if the product overflows. */
void *px_arena_array(px_arena *arena, size_t count, size_t size) PX_MUST_CHECK;

/* Room for one more of count objects: the array itself, or where it is full (*room objects) a copy
 * of twice the size; its new part is zero. Start with NULL and 0. */
void *px_arena_grow(px_arena *arena, void *array, size_t count, size_t *room,
                    size_t size) PX_MUST_CHECK;

/* A copy of the slice; the copy is followed by a NUL, so its ptr serves as a C string. */
px_str px_arena_str(px_arena *arena, px_str s);
/* The same, its capitals of ASCII as small letters. */
px_str px_arena_lower(px_arena *arena, px_str s);
char *px_arena_cstr(px_arena *arena, px_str s) PX_MUST_CHECK;
char *px_arena_format(px_arena *arena, const char *format, ...) PX_PRINTF(2, 3) PX_MUST_CHECK;
char *px_arena_format_args(px_arena *arena, const char *format, va_list args)
    PX_PRINTF(2, 0) PX_MUST_CHECK;

static inline void px_cleanup_arena(px_arena **arena)
{
    px_arena_free(*arena);
}
#define PX_AUTO_ARENA PX_CLEANUP(px_cleanup_arena)

#endif
