/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an archive holds: each entry is recognised by its content like a file, whatever its name
 * says. It may be packed, hold records (JSON lines, WARC, Parquet), be an archive itself, or a
 * document of its own.
 */
#ifndef PX_CORPUS_ARCHIVE_ARCHIVE_ENTRY_H
#define PX_CORPUS_ARCHIVE_ARCHIVE_ENTRY_H

#include "corpus/reader.h"

enum {
    PX_ARCHIVES_MAX = 3, /* within each other */
    PX_LAYERS_MAX = 4    /* of packing around an entry; the rest of the tools are for bodies */
};

/* What is packed may become this many times as large, and PX_ENTRY_FREE bytes for nothing: more
 * than a packing of text ever gives, less than what is made to do harm. */
#define PX_ENTRY_RATIO ((uint64_t)2000)
#define PX_ENTRY_FREE ((uint64_t)256 << 20)

/* Reads the entry, which begins at `at` of what r reads, to its end. file: the same bytes, where
 * any place of them can be read; NULL otherwise. `size` of its bytes are in the archive. */
int px_entry_read(px_reading *r, px_stream *s, const px_random *file, uint64_t size, uint64_t at,
                  px_error *err) PX_MUST_CHECK;

/* The limit of a stream that unpacks so many bytes. */
static inline uint64_t px_entry_limit(uint64_t packed)
{
    return packed > UINT64_MAX / 2 / PX_ENTRY_RATIO ? UINT64_MAX
                                                    : PX_ENTRY_FREE + packed * PX_ENTRY_RATIO;
}

#endif
