/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * DELTA_BINARY_PACKED (Encodings.md): integers as differences, packed in blocks of miniblocks; the
 * lengths of DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY are written the same way.
 */
#ifndef PX_CORPUS_DELTA_H
#define PX_CORPUS_DELTA_H

#include <stdint.h>

#include "base/str.h"

enum { PX_DELTA_MINIBLOCKS_MAX = 512 };

typedef struct px_delta {
    const unsigned char *at, *end; /* at: the miniblock that is read, or the next block */
    uint64_t left;                 /* values that have not been read */
    uint64_t value;                /* the next one, if `first`; else the last */
    bool first;
    uint64_t least; /* difference of the block */
    unsigned miniblocks, per_miniblock;
    unsigned open;    /* miniblocks of the block that have not been opened */
    unsigned in_open; /* values left of the miniblock that is open */
    unsigned width;   /* its bits of a value */
    uint64_t bit;     /* of the miniblock, where its next value begins */
    const unsigned char *widths;
} px_delta;

/* False where the head is not of the form. */
bool px_delta_open(px_delta *d, px_str bytes);

/* The next n values, or as many as there are. */
size_t px_delta_read(px_delta *d, int64_t *values, size_t n);

/* Where what follows the last value begins; reads nothing of d. False where that is cut off. */
bool px_delta_end(const px_delta *d, const unsigned char **ret_end);

#endif
