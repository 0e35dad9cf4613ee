/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/unpack.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <lz4.h>
#include <zstd.h>

#include "base/error.h"
#include "corpus/parquet/lz.h"

#include "base/banned.h"

/* ---- One function a packing */

typedef bool unpack_fn(px_unpacker *u, px_str packed, char *to, size_t len);

static bool unpack_none(px_unpacker *u, px_str packed, char *to, size_t len)
{
    (void)u;
    if (packed.len != len)
        return false;
    if (len)
        memcpy(to, packed.ptr, len);
    return true;
}

/* The length in front, then elements: px_lz_snappy is faster than Snappy's own library. */
static bool unpack_snappy(px_unpacker *u, px_str packed, char *to, size_t len)
{
    px_lz lz = { .in = (const unsigned char *)packed.ptr,
                 .in_end = (const unsigned char *)packed.ptr + packed.len,
                 .begin = (const unsigned char *)to,
                 .out = (unsigned char *)to,
                 .out_end = (unsigned char *)to + len };
    uint64_t stated = 0;
    unsigned byte = 0x80;

    (void)u;
    for (unsigned shift = 0; shift < 35 && byte >= 0x80 && lz.in < lz.in_end; shift += 7) {
        byte = *lz.in++;
        stated |= (uint64_t)(byte & 0x7f) << shift;
    }
    return byte < 0x80 && stated == len && px_lz_snappy(&lz) != PX_LZ_BAD && lz.out == lz.out_end &&
           px_lz_complete(&lz);
}

/* Members follow each other until the block is full; zeros may stand behind them. */
static bool unpack_gzip(px_unpacker *u, px_str packed, char *to, size_t len)
{
    size_t at = 0, filled = 0, used, made;

    if (!u->deflate)
        u->deflate = libdeflate_alloc_decompressor();
    if (!u->deflate)
        px_out_of_memory();
    while (at < packed.len && packed.ptr[at] != '\0') {
        if (libdeflate_gzip_decompress_ex(u->deflate, packed.ptr + at, packed.len - at, to + filled,
                                          len - filled, &used, &made) != LIBDEFLATE_SUCCESS)
            return false;
        at += used;
        filled += made;
    }
    return filled == len;
}

static bool unpack_brotli(px_unpacker *u, px_str packed, char *to, size_t len)
{
    size_t made = len;

    (void)u;
    return BrotliDecoderDecompress(packed.len, (const uint8_t *)packed.ptr, &made, (uint8_t *)to) ==
               BROTLI_DECODER_RESULT_SUCCESS &&
           made == len;
}

static bool unpack_zstd(px_unpacker *u, px_str packed, char *to, size_t len)
{
    if (!u->zstd)
        u->zstd = ZSTD_createDCtx();
    if (!u->zstd)
        px_out_of_memory();
    return ZSTD_decompressDCtx(u->zstd, to, len, packed.ptr, packed.len) == len;
}

static bool unpack_lz4(px_unpacker *u, px_str packed, char *to, size_t len)
{
    (void)u;
    return packed.len <= LZ4_MAX_INPUT_SIZE && len <= LZ4_MAX_INPUT_SIZE &&
           LZ4_decompress_safe(packed.ptr, to, (int)packed.len, (int)len) == (int)len;
}

static size_t u32_big(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | (size_t)b[3];
}

/*
 * Hadoop's frames (BlockCompressorStream): the length of what follows unpacked, in four bytes, then
 * blocks of LZ4, each behind its length, until that much has come out; such frames follow each
 * other.
 */
static bool unpack_hadoop(px_unpacker *u, px_str packed, char *to, size_t len)
{
    size_t at = 0, filled = 0;

    while (at + 8 <= packed.len) {
        size_t frame = u32_big(packed.ptr + at), end = filled + frame;

        at += 4;
        if (frame > len - filled)
            return false;
        while (filled < end) {
            size_t block;
            int made;

            if (at + 4 > packed.len)
                return false;
            block = u32_big(packed.ptr + at);
            if (block > packed.len - at - 4 || block > LZ4_MAX_INPUT_SIZE)
                return false;
            made = LZ4_decompress_safe(packed.ptr + at + 4, to + filled, (int)block,
                                       (int)PX_MIN(end - filled, (size_t)LZ4_MAX_INPUT_SIZE));
            if (made <= 0)
                return false;
            at += 4 + block;
            filled += (size_t)made;
        }
    }
    (void)u;
    return filled == len && at == packed.len;
}

static bool unpack_lz4_either(px_unpacker *u, px_str packed, char *to, size_t len)
{
    return unpack_hadoop(u, packed, to, len) || unpack_lz4(u, packed, to, len);
}

static unpack_fn *const unpackers[PX_PACKING_COUNT] = {
    [PX_PACKING_NONE] = unpack_none,
    [PX_PACKING_SNAPPY] = unpack_snappy,
    [PX_PACKING_GZIP] = unpack_gzip,
    [PX_PACKING_BROTLI] = unpack_brotli,
    [PX_PACKING_LZ4_HADOOP] = unpack_lz4_either,
    [PX_PACKING_ZSTD] = unpack_zstd,
    [PX_PACKING_LZ4] = unpack_lz4,
};

bool px_packing_known(int64_t packing)
{
    return packing >= 0 && packing < PX_PACKING_COUNT && unpackers[packing];
}

bool px_unpack(px_unpacker *u, px_packing packing, px_str packed, char *to, size_t len)
{
    return unpackers[packing](u, packed, to, len);
}

void px_unpacker_free(px_unpacker *u)
{
    libdeflate_free_decompressor(u->deflate);
    (void)ZSTD_freeDCtx(u->zstd);
    *u = (px_unpacker){ 0 };
}
