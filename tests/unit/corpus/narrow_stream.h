/* SPDX-License-Identifier: EUPL-1.2 */
/* A stream over bytes in memory that never shows more than it must. */
#ifndef PX_TESTS_CORPUS_NARROW_STREAM_H
#define PX_TESTS_CORPUS_NARROW_STREAM_H

#include "base/macro.h"
#include "corpus/stream.h"

typedef struct narrow_stream {
    px_stream stream;
    px_str rest;
} narrow_stream;

static inline int narrow_fill(px_stream *s, size_t want, px_error *err)
{
    narrow_stream *n = (narrow_stream *)s;
    size_t more = PX_MIN(want - s->len, n->rest.len);

    (void)err;
    s->len += more; /* the bytes lie behind each other */
    n->rest = px_str_sub(n->rest, more, n->rest.len);
    s->end = n->rest.len == 0;
    return 0;
}

static inline narrow_stream narrow_stream_of(px_str bytes)
{
    return (narrow_stream){ .stream = { .ptr = bytes.ptr, .fill = narrow_fill }, .rest = bytes };
}

#endif
