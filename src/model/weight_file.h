/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file of weights as its readers see it: a window that moves forward, so that memory does not
 * grow with the file. Bytes in memory serve, too (tests, fuzzing).
 */
#ifndef PX_MODEL_WEIGHT_FILE_H
#define PX_MODEL_WEIGHT_FILE_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

enum { PX_WEIGHT_WINDOW = 1 << 18 };

typedef struct px_weight_file {
    const char *name; /* borrowed, for errors */
    int fd;           /* -1: memory */
    const char *memory;
    uint64_t size;
    uint64_t end; /* readers go no further than here; the size, unless a reader sets it */
    uint64_t at;  /* of the first byte in sight */
    const char *ptr;
    size_t len; /* in sight; of no use to readers before a call of px_weight_file_see */
    char *room; /* owned */
} px_weight_file;

/* Opens a regular file; path is borrowed. NOT_FOUND, IO, INVALID where it is none. */
int px_weight_file_open(px_weight_file *file, const char *path, px_error *err) PX_MUST_CHECK;
/* The same for bytes in memory; both are borrowed. */
void px_weight_file_memory(px_weight_file *file, px_str bytes, const char *name);
/* Fine for one that was closed. */
void px_weight_file_close(px_weight_file *file);

/* Brings at least n bytes (at most PX_WEIGHT_WINDOW) in sight, or all up to `end`. */
int px_weight_file_see(px_weight_file *file, size_t n, px_error *err) PX_MUST_CHECK;

/* The same; MALFORMED where there are fewer. */
int px_weight_file_need(px_weight_file *file, size_t n, px_error *err) PX_MUST_CHECK;

/* Passes over bytes that are in sight. */
static inline void px_weight_file_take(px_weight_file *file, size_t n)
{
    file->ptr += n;
    file->len -= n;
    file->at += n;
}

/* Passes over any number of bytes; MALFORMED beyond `end`. */
int px_weight_file_skip(px_weight_file *file, uint64_t n, px_error *err) PX_MUST_CHECK;

/* Goes to a byte up to `end`; MALFORMED beyond. */
int px_weight_file_seek(px_weight_file *file, uint64_t at, px_error *err) PX_MUST_CHECK;

/* MALFORMED at this byte, for that reason (a message id). */
int px_weight_file_bad(const px_weight_file *file, const char *reason, px_error *err);

/* The same for a tensor. */
int px_weight_file_bad_tensor(const px_weight_file *file, px_str tensor, const char *reason,
                              px_error *err);

/* Both return less than 0, as px_fail does (base/error.h). */
#define px_weight_file_bad(...) PX_NEGATIVE(px_weight_file_bad(__VA_ARGS__))
#define px_weight_file_bad_tensor(...) PX_NEGATIVE(px_weight_file_bad_tensor(__VA_ARGS__))

/* Numbers of little end, of which the bytes are in sight. */
static inline uint64_t px_little(const char *p, size_t bytes)
{
    uint64_t n = 0;

    for (size_t i = bytes; i-- > 0;)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

#endif
