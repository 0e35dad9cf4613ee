/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Looks into a file at any place: a few bytes here and there, as headers of images, sound and video
 * want them. What was read last stays at hand, so that looks next to each other cost one read; what
 * a file can ask for is bounded.
 */
#ifndef PX_CORPUS_MEDIA_LOOK_H
#define PX_CORPUS_MEDIA_LOOK_H

#include "corpus/random_file.h"

enum {
    PX_LOOK_MAX = 1 << 16,   /* bytes of one look */
    PX_LOOK_READS = 1 << 18, /* reads of one file */
    PX_LOOK_FIRST = 1 << 12  /* bytes that are read where nothing says that more is wanted */
};

typedef struct px_look {
    const px_random *file;
    char *room; /* PX_LOOK_MAX bytes; borrowed */
    uint64_t at;
    size_t len; /* what of the file stands in room */
    size_t next;
    unsigned reads;
    int rc; /* the first failure of a read, with its error in *err */
    px_error *err;
} px_look;

/* head: the file's first bytes, which stand in room already; may be 0. */
static inline px_look px_look_open(const px_random *file, char *room, size_t head, px_error *err)
{
    return (px_look){ .file = file, .room = room, .len = head, .next = PX_LOOK_FIRST, .err = err };
}

/* n bytes (at most PX_LOOK_MAX) at the place; fewer at the end of the file, none where it cannot be
 * read or has been looked at too often. Valid until the next look. */
px_str px_look_at(px_look *l, uint64_t at, size_t n);

/* Exactly n bytes: false where there are fewer. */
static inline bool px_look_all(px_look *l, uint64_t at, size_t n, px_str *ret_bytes)
{
    *ret_bytes = px_look_at(l, at, n);
    return ret_bytes->len == n;
}

#endif
