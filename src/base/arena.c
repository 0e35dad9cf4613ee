/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/error.h"

#include "base/banned.h"

enum { ARENA_FIRST_BLOCK = 8 * 1024, ARENA_LARGEST_BLOCK = 1024 * 1024 };

typedef struct arena_block {
    struct arena_block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char bytes[];
} arena_block;

struct px_arena {
    arena_block *current; /* newest block; older ones follow by next */
    size_t handed_out;
};

static arena_block *block_new(size_t size, arena_block *next)
{
    arena_block *block = px_alloc(sizeof(*block) + size);

    block->next = next;
    block->size = size;
    block->used = 0;
    return block;
}

px_arena *px_arena_new(void)
{
    px_arena *arena = px_alloc(sizeof(*arena));

    arena->current = block_new(ARENA_FIRST_BLOCK, NULL);
    arena->handed_out = 0;
    return arena;
}

void px_arena_reset(px_arena *arena)
{
    while (arena->current->next) {
        arena_block *block = arena->current;

        arena->current = block->next;
        free(block);
    }
    arena->current->used = 0;
    arena->handed_out = 0;
}

void px_arena_free(px_arena *arena)
{
    if (!arena)
        return;
    px_arena_reset(arena);
    free(arena->current);
    free(arena);
}

size_t px_arena_used(const px_arena *arena)
{
    return arena->handed_out;
}

void *px_arena_alloc(px_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    arena_block *block = arena->current;
    void *p;

    if (size > SIZE_MAX / 2)
        px_out_of_memory();
    size = (size + align - 1) / align * align;
    if (block->size - block->used < size) {
        size_t grown = PX_MIN(block->size * 2, (size_t)ARENA_LARGEST_BLOCK);

        block = block_new(PX_MAX(grown, size), block);
        arena->current = block;
    }
    p = block->bytes + block->used;
    block->used += size;
    arena->handed_out += size;
    memset(p, 0, size);
    return p;
}

void *px_arena_array(px_arena *arena, size_t count, size_t size)
{
    size_t total;

    if (__builtin_mul_overflow(count, size, &total))
        px_out_of_memory();
    return px_arena_alloc(arena, total);
}

char *px_arena_cstr(px_arena *arena, px_str s)
{
    char *copy = px_arena_alloc(arena, s.len + 1);

    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return copy;
}

void *px_arena_grow(px_arena *arena, void *array, size_t count, size_t *room, size_t size)
{
    void *larger;

    if (count < *room)
        return array;
    *room = PX_MAX(2 * *room, 64);
    larger = px_arena_array(arena, *room, size);
    if (count)
        memcpy(larger, array, count * size);
    return larger;
}

px_str px_arena_str(px_arena *arena, px_str s)
{
    return (px_str){ px_arena_cstr(arena, s), s.len };
}

px_str px_arena_lower(px_arena *arena, px_str s)
{
    char *copy = px_arena_cstr(arena, s);

    for (size_t i = 0; i < s.len; i++)
        copy[i] = px_lower(copy[i]);
    return px_str_n(copy, s.len);
}

char *px_arena_format_args(px_arena *arena, const char *format, va_list args)
{
    va_list again;
    char *text;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        px_out_of_memory();
    text = px_arena_alloc(arena, (size_t)len + 1);
    (void)vsnprintf(text, (size_t)len + 1, format, args);
    return text;
}

char *px_arena_format(px_arena *arena, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = px_arena_format_args(arena, format, args);
    va_end(args);
    return text;
}
