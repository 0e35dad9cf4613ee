/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file of which any place can be read, for formats that have their list of contents at their end
 * (Parquet, zip): a descriptor, a stretch of one (an entry that is stored as it is), or memory.
 * What cannot seek (a pipe, what a codec unpacks) is held: in memory up to PX_RANDOM_MEMORY, in a
 * temporary file without a name beyond.
 */
#ifndef PX_CORPUS_RANDOM_FILE_H
#define PX_CORPUS_RANDOM_FILE_H

#include "base/macro.h"
#include "corpus/stream.h"

#define PX_RANDOM_MEMORY ((size_t)16 << 20)
#define PX_RANDOM_FILE_MAX ((uint64_t)64 << 30)

typedef struct px_random {
    int fd;             /* -1: memory */
    const char *memory; /* borrowed */
    uint64_t base;      /* where the file begins in fd; 0 in memory */
    uint64_t size;
    const char *name; /* borrowed, for errors */
    char *held;       /* owned: memory, or NULL */
    FILE *held_file;  /* owned, or NULL */
} px_random;

/* The whole of a regular file; fd is borrowed. */
int px_random_open(px_random *file, int fd, const char *name, px_error *err) PX_MUST_CHECK;

/* Bytes in memory, which stay the caller's. */
static inline px_random px_random_memory(px_str bytes, const char *name)
{
    return (px_random){ .fd = -1, .memory = bytes.ptr, .size = bytes.len, .name = name };
}

/* A part of the file, which must outlive it; it is cut where the file ends. */
static inline px_random px_random_part(const px_random *file, uint64_t from, uint64_t size)
{
    px_random part = { .fd = file->fd, .memory = file->memory, .name = file->name };

    from = PX_MIN(from, file->size);
    part.size = PX_MIN(size, file->size - from);
    if (part.fd < 0)
        part.memory += from;
    else
        part.base = file->base + from;
    return part;
}

/* Holds all that is left of the stream. Where that ends before its time, what there is of it is
 * held and s->trouble says why; TOO_LARGE trouble beyond PX_RANDOM_FILE_MAX. */
int px_random_hold(px_random *file, px_stream *s, const char *name, px_error *err) PX_MUST_CHECK;

/* Frees what is held; fine for any, twice too. */
void px_random_close(px_random *file);

/* Copies the bytes at `at` to `to`: len of them, or as many as there are before the end. */
int px_random_read(const px_random *file, uint64_t at, void *to, size_t len, size_t *ret_len,
                   px_error *err) PX_MUST_CHECK;

/* A part of such a file as a stream, with bytes put before and behind it. */
typedef struct px_random_stream {
    px_stream stream;
    const px_random *file; /* borrowed */
    uint64_t from, left;
    px_str before, after; /* borrowed; what of them is left */
    char *buffer;         /* owned */
    size_t room;
} px_random_stream;

/* *rs is zero, or was used before: its buffer is used again. */
void px_random_stream_open(px_random_stream *rs, const px_random *file, uint64_t from, uint64_t len,
                           px_str before, px_str after);
void px_random_stream_close(px_random_stream *rs);

#endif
