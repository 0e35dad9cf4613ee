/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Blocks of Snappy and LZ4, unpacked in parts: what is packed may be cut anywhere, and so may the
 * room for what comes out, as long as the last PX_LZ_REACH bytes of that stand right before it.
 * The libraries of both unpack whole blocks alone. A part stays in the processor's cache, where
 * large blocks are written to memory and read again.
 *
 * Formats: google/snappy, format_description.txt; lz4/lz4, doc/lz4_Block_format.md.
 */
#ifndef PX_CORPUS_LZ_H
#define PX_CORPUS_LZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far back blocks reach: LZ4 no farther; Snappy's compressors cut what they pack at 64 KiB,
 * though its format has room for more. */
#define PX_LZ_REACH ((size_t)64 << 10)

typedef enum px_lz_result {
    PX_LZ_INPUT, /* wants more input, or has come to the end of the block */
    PX_LZ_ROOM,  /* wants more room */
    PX_LZ_BAD
} px_lz_result;

typedef struct px_lz {
    const unsigned char *in, *in_end; /* what has not been read; moved on */
    const unsigned char *begin;       /* what has come out, as far as it is kept */
    unsigned char *out, *out_end;     /* where more comes; out is moved on */
    uint64_t literal;                 /* bytes to be taken from the input as they are */
    uint64_t copy;                    /* bytes to be repeated from this far back: */
    size_t offset;
    int phase;        /* LZ4: what of an element comes next; 0: the next element */
    unsigned token;   /* likewise: of that element */
    uint64_t pending; /* likewise: a length that is being read */
} px_lz;

/* Unpacks as much as there is input and room; *lz is zero but for these before the first part. Of
 * Snappy without the length at the head of the block. What is left of the input then stays for the
 * next part: a few bytes of an element that is cut off. */
px_lz_result px_lz_snappy(px_lz *lz);
px_lz_result px_lz_lz4(px_lz *lz);

/* Whether the block may end here. */
bool px_lz_complete(const px_lz *lz);

#endif
