/* SPDX-License-Identifier: EUPL-1.2 */
/* Unpacking blocks whose size is known, each at once, by the fastest library for it. */
#ifndef PX_CORPUS_UNPACK_H
#define PX_CORPUS_UNPACK_H

#include <stdint.h>

#include "base/str.h"

/* The numbers of Parquet's CompressionCodec. */
typedef enum px_packing {
    PX_PACKING_NONE,
    PX_PACKING_SNAPPY,
    PX_PACKING_GZIP, /* of one or several members */
    PX_PACKING_LZO,  /* not known here */
    PX_PACKING_BROTLI,
    PX_PACKING_LZ4_HADOOP, /* in Hadoop's frames, or bare: writers differ */
    PX_PACKING_ZSTD,
    PX_PACKING_LZ4,
    PX_PACKING_COUNT
} px_packing;

typedef struct px_unpacker {
    struct libdeflate_decompressor *deflate; /* made when first needed; owned */
    struct ZSTD_DCtx_s *zstd;                /* likewise */
} px_unpacker;

/* Whether there is a way to unpack it. */
bool px_packing_known(int64_t packing);

/* Unpacks the block to exactly `len` bytes; false where it is damaged or unpacks to another size.
 */
bool px_unpack(px_unpacker *u, px_packing packing, px_str packed, char *to, size_t len);

/* Frees what it holds; fine for zero. */
void px_unpacker_free(px_unpacker *u);

#endif
