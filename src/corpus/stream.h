/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes one after the other, in bounded windows: a file, what a codec unpacks of another stream, or
 * memory. Readers look at what stands ready (ptr, len), ask for more (px_stream_want) and take what
 * they are done with (px_stream_take, px_stream_skip); nothing is copied for them.
 *
 * Two kinds of failure are kept apart. Damaged bytes end the stream early and leave their kind in
 * `trouble`: the reader reports it and goes on elsewhere. Only the operating system's failures are
 * errors.
 */
#ifndef PX_CORPUS_STREAM_H
#define PX_CORPUS_STREAM_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "corpus/codec.h"
#include "corpus/trouble.h"

/* Most that px_stream_want can be asked for: the longest line, member or header. */
#define PX_STREAM_MAX ((size_t)32 << 20)

typedef struct px_stream px_stream;
typedef int px_stream_fill_fn(px_stream *s, size_t want, px_error *err);

struct px_stream {
    const char *ptr; /* what stands ready; moved by px_stream_want */
    size_t len;
    uint64_t at;             /* where ptr stands, from the beginning of the stream */
    bool end;                /* nothing follows what stands ready */
    px_trouble_kind trouble; /* why it ended before its time; PX_TROUBLE_NONE */
    px_stream_fill_fn *fill; /* NULL: memory, all of it is ready */
};

/* Makes at least n bytes (at most PX_STREAM_MAX) ready, or all that are left. Slices of what stood
 * ready before are no longer valid. */
static inline int px_stream_want(px_stream *s, size_t n, px_error *err)
{
    return s->len >= n || s->end || !s->fill ? 0 : s->fill(s, n, err);
}

/* Takes n of the bytes that stand ready. */
static inline void px_stream_take(px_stream *s, size_t n)
{
    s->ptr += n;
    s->len -= n;
    s->at += n;
}

/* Takes n bytes, ready or not; *ret_skipped is less at the end. */
int px_stream_skip(px_stream *s, uint64_t n, uint64_t *ret_skipped, px_error *err) PX_MUST_CHECK;

/* A stream of bytes in memory, which stay the caller's. */
static inline px_stream px_stream_memory(px_str bytes)
{
    return (px_stream){ .ptr = bytes.ptr, .len = bytes.len, .end = true };
}

/* ---- Files */

typedef struct px_file_stream {
    px_stream stream; /* first, so that the fill function finds the rest */
    int fd;           /* borrowed */
    const char *name; /* borrowed, for errors */
    bool seekable;
    char *buffer; /* owned */
    size_t room;
} px_file_stream;

/* Reads the descriptor from `offset` on; 0 for what cannot seek (pipes). *f is zero, or was used
 * before: its buffer is used again. */
void px_file_stream_open(px_file_stream *f, int fd, const char *name, bool seekable,
                         uint64_t offset);
void px_file_stream_close(px_file_stream *f);

/* Goes to another place of the file, at most once for each damage: what was ready is lost. Where
 * the file cannot seek, a place that stands ready still can be gone to; false otherwise. */
bool px_file_stream_seek(px_file_stream *f, uint64_t offset);

/* ---- Part of another stream: the body of a record, an entry of an archive */

typedef struct px_part_stream {
    px_stream stream;
    px_stream *from; /* borrowed */
    uint64_t left;   /* bytes of the part that `from` has not given up */
    size_t given;    /* bytes of `from` that the part's window shows */
    /* The part's trouble where `from` ends before it; NONE: whoever finishes it says so. */
    px_trouble_kind cut;
} px_part_stream;

/* The next len bytes of `from`, which is not to be touched until px_part_stream_finish: that skips
 * what is left of them, and says whether they were all there. */
void px_part_stream_open(px_part_stream *p, px_stream *from, uint64_t len);
static inline uint64_t px_part_stream_left(const px_part_stream *p)
{
    return p->left - (p->given - p->stream.len);
}
int px_part_stream_finish(px_part_stream *p, bool *ret_whole, px_error *err) PX_MUST_CHECK;

/* ---- What a codec makes of another stream */

typedef struct px_codec_stream {
    px_stream stream;
    px_stream *from; /* borrowed; read on where the packed bytes end */
    const px_codec *codec;
    void *state;    /* of the codec; borrowed (px_codec_pool) */
    bool one;       /* ends with the first packed unit */
    bool between;   /* no unit is open: the end of `from` is a good end */
    uint64_t limit; /* bytes that may come out at most; then PX_TROUBLE_TOO_LARGE */
    uint64_t made;  /* bytes that have come out */
    char *buffer;   /* owned */
    size_t room;
} px_codec_stream;

/* state was made by codec->open and is reset here. Packed units follow each other; `one` stops
 * after the first. *c is zero, or was used before: its buffer is used again. */
void px_codec_stream_open(px_codec_stream *c, const px_codec *codec, void *state, px_stream *from,
                          bool one);
void px_codec_stream_close(px_codec_stream *c);

#endif
