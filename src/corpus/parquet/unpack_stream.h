/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A packed block of a file, unpacked window by window: of a block of any size no more stands in
 * memory than its reader needs at once, and what it reads is still in the processor's cache.
 */
#ifndef PX_CORPUS_UNPACK_STREAM_H
#define PX_CORPUS_UNPACK_STREAM_H

#include "corpus/codec.h"
#include "corpus/parquet/lz.h"
#include "corpus/parquet/unpack.h"
#include "corpus/random_file.h"

typedef struct px_unpack_stream {
    const px_random *file; /* borrowed */
    uint64_t at, packed;   /* where what has not been read of the file begins, its length */
    uint64_t left;         /* bytes that are still to come out */
    px_packing packing;
    const px_codec *codec; /* of the packing; NULL: lz, or as it is stored */
    bool ended;            /* the packed unit has */
    bool damaged;
    int rc; /* of reading the file: less than 0 where that failed; *err says why */
    px_error *err;
    char *in; /* owned; what has been read: [in_at, in_len) */
    size_t in_at, in_len;
    char *window; /* owned; what has come out: [taken, filled) is not taken yet */
    size_t room, taken, filled;
    px_lz lz;
    px_codec_pool codecs; /* of this stream: several columns are unpacked by turns */
} px_unpack_stream;

/* Whether blocks packed this way can be unpacked so. */
bool px_unpack_streams(int64_t packing);

/* Aims at the block: `packed` bytes at `at`, which unpack to `len`. *s is zero, or was used before:
 * its buffers are used again. */
void px_unpack_stream_open(px_unpack_stream *s, const px_random *file, uint64_t at, uint64_t packed,
                           px_packing packing, uint64_t len);

/* What is ready to be taken; it moves with each of the following. */
static inline const unsigned char *px_unpack_stream_view(const px_unpack_stream *s)
{
    return (const unsigned char *)s->window + s->taken;
}
static inline size_t px_unpack_stream_ready(const px_unpack_stream *s)
{
    return s->filled - s->taken;
}

/* Makes n bytes ready; false where there are not so many, or they cannot be read: s->damaged or
 * s->rc say so. */
bool px_unpack_stream_need(px_unpack_stream *s, size_t n);

/* Takes n bytes, ready or not; false likewise. */
bool px_unpack_stream_skip(px_unpack_stream *s, uint64_t n);

/* Unpacks what is left, so that its checksum, if it has one, is compared; false where the block is
 * damaged, or unpacks to another size. */
bool px_unpack_stream_finish(px_unpack_stream *s);

/* Frees what it holds; fine for zero. */
void px_unpack_stream_close(px_unpack_stream *s);

#endif
