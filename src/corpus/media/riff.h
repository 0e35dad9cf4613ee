/* SPDX-License-Identifier: EUPL-1.2 */
/* Chunks of RIFF: four letters, a length with the lowest byte first, as many bytes, to an even
 * place. */
#ifndef PX_CORPUS_MEDIA_RIFF_H
#define PX_CORPUS_MEDIA_RIFF_H

#include "corpus/media/look.h"

enum { PX_RIFF_CHUNKS_MAX = 1 << 12 };

typedef struct px_chunk {
    char name[4];
    uint32_t size;
    uint64_t from; /* what it holds */
} px_chunk;

/* Reads the chunk at *at and moves *at behind it; false at the end. */
bool px_riff_next(px_look *l, uint64_t *at, px_chunk *ret_chunk);

static inline bool px_riff_is(const px_chunk *chunk, const char *name)
{
    return memcmp(chunk->name, name, 4) == 0;
}

#endif
