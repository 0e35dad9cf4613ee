/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Parquet's hybrid of runs and bit-packed groups (Encodings.md, RLE = 3), in which levels, indexes
 * of dictionaries and booleans are written; and the older BIT_PACKED = 4 of levels.
 */
#ifndef PX_CORPUS_HYBRID_H
#define PX_CORPUS_HYBRID_H

#include <stdint.h>

#include "base/str.h"

typedef struct px_hybrid {
    const unsigned char *at, *end;
    unsigned width;  /* bits of a value: 0 to 32 */
    bool older;      /* BIT_PACKED: nothing but groups, the highest bit first */
    uint64_t run;    /* values left of a run */
    uint32_t value;  /* of the run */
    uint64_t packed; /* values left of a stretch of packed groups, which begins at `at` */
    unsigned bit;    /* that its next value begins with, of the byte at `at` */
} px_hybrid;

static inline px_hybrid px_hybrid_of(px_str bytes, unsigned width, bool older)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;

    return (px_hybrid){ .at = at,
                        .end = at + bytes.len,
                        .width = width,
                        .older = older,
                        .packed = older ? UINT64_MAX : 0 };
}

/* How long the run that comes next is, and of which value; nothing is taken. 0: of fewer than two
 * values, or groups come, or the end. Of width 0 groups are a run. */
uint64_t px_hybrid_ahead(px_hybrid *h, uint32_t *ret_value);

/* Takes n values of that run. */
static inline void px_hybrid_take(px_hybrid *h, uint64_t n)
{
    h->run -= n;
}

/* The next n values, or as many as there are. */
size_t px_hybrid_read(px_hybrid *h, uint32_t *values, size_t n);

/* Bits that hold every value up to `most`. */
static inline unsigned px_hybrid_width(unsigned most)
{
    return most ? 32 - (unsigned)__builtin_clz(most) : 0;
}

#endif
