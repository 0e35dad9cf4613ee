/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files of the partial: what stands where. All numbers little-endian. */
#ifndef PX_CORPUS_PARTIAL_PRIV_H
#define PX_CORPUS_PARTIAL_PRIV_H

#include "corpus/partial.h"

#define PX_PARTIAL_END "PXPEND\r\n"

enum {
    PX_PARTIAL_MAGIC_SIZE = 8,
    PX_CHUNK_HEAD = 20, /* kind, stored bytes, unpacked bytes, rows, CRC-32 */
    PX_PARTIAL_END_SIZE = 16,
    PX_PARTIAL_HASH_SIZE = 32,
    PX_HEAD_MAX = 4 << 20,   /* bytes of the head's JSON */
    PX_BLOCK_FULL = 64 << 10 /* a block of rows ends with the row that brings it here */
};

/* The largest row as it is encoded: key and note, and numbers of at most ten bytes each. */
#define PX_ROW_ENCODED_MAX ((size_t)PX_ROW_KEY_MAX + PX_ROW_NOTE_MAX + 10U * (PX_FIGURE_COUNT + 8U))
#define PX_BLOCK_MAX ((size_t)PX_BLOCK_FULL + PX_ROW_ENCODED_MAX)

/* Kinds of chunks, as they read in the file. */
#define PX_CHUNK_KIND(a, b, c, d)                                                                  \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
#define PX_CHUNK_IS_HEAD PX_CHUNK_KIND('H', 'E', 'A', 'D')
#define PX_CHUNK_IS_ROWS PX_CHUNK_KIND('R', 'O', 'W', 'S')
#define PX_CHUNK_IS_TAIL PX_CHUNK_KIND('T', 'A', 'I', 'L')

typedef struct px_chunk {
    uint32_t kind, stored, unpacked, rows;
} px_chunk;

/* A chunk's head with the checksum of it and of its bytes. */
void px_chunk_write(const px_chunk *chunk, px_str stored, unsigned char ret_head[PX_CHUNK_HEAD]);
/* Reads a head; the checksum is compared by px_chunk_is_sound once the bytes are there. */
px_chunk px_chunk_read(const unsigned char head[PX_CHUNK_HEAD]);
bool px_chunk_is_sound(const unsigned char head[PX_CHUNK_HEAD], px_str stored);

/* Writes the number as eight bytes, as px_le64 reads them. */
void px_put_u64(unsigned char *to, uint64_t value);

/* The head as JSON; and back, with what it names of this program's figures and dimensions. */
int px_partial_head_write(const px_partial_head *head, px_builder *out,
                          px_error *err) PX_MUST_CHECK;

typedef struct px_partial_names {
    unsigned char figures[64], dimensions[64]; /* of the file's numbers, this program's */
    size_t n_figures, n_dimensions;
} px_partial_names;
int px_partial_head_read(px_arena *arena, px_str json, const char *name, px_partial_head *ret_head,
                         px_partial_names *ret_names, px_error *err) PX_MUST_CHECK;

#endif
