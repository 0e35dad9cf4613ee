/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * FLAC (RFC 9639): rate and number of samples stand in STREAMINFO, which comes first. A stream
 * whose writer did not know its length says 0 samples.
 *
 * Whether all of them are there shows at the end: the last frame says which samples it holds, and
 * its checksum ends the file (9.1, 9.3).
 */
#include "corpus/bytes.h"
#include "corpus/media/id3.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum { INFO = 4, INFO_LEN = 38, ID3V1_LEN = 128, HEADER_LEAST = 6, HEADER_MOST = 16 };

typedef struct flac_info {
    unsigned block; /* samples of each frame but the last, where that is fixed */
    uint32_t frame; /* bytes of the largest frame; 0: not known */
    uint64_t rate, samples;
} flac_info;

static px_str skip_tag(px_str head)
{
    return px_str_sub(head, PX_MIN(px_id3_length(head), head.len), head.len);
}

static bool is_flac(px_str head)
{
    return px_str_starts(skip_tag(head), PX_STR("fLaC"));
}

/* ---- The last frame */

static unsigned crc8(px_str bytes)
{
    unsigned crc = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x80 ? 0x07U : 0U)) & 0xff;
    }
    return crc;
}

static unsigned crc16(px_str bytes)
{
    unsigned crc = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned)(unsigned char)bytes.ptr[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x8005U : 0U)) & 0xffff;
    }
    return crc;
}

/* The number of the frame or of its first sample, in the manner of UTF-8, up to 36 bits; returns
 * its bytes, 0 where it is none. */
static size_t read_number(px_str bytes, uint64_t *ret)
{
    unsigned first = bytes.len ? (unsigned char)bytes.ptr[0] : 0xff;
    size_t len = first < 0x80 ? 1 : (size_t)__builtin_clz(~(first << 24));
    uint64_t n = len == 1 ? first : first & (0x7fU >> len);

    if ((first >= 0x80 && len == 1) || len > 7 || len > bytes.len)
        return 0;
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)bytes.ptr[i] & 0xc0) != 0x80)
            return 0;
        n = n << 6 | ((unsigned char)bytes.ptr[i] & 0x3f);
    }
    *ret = n;
    return len;
}

/* Samples by the four bits of a header; 0 where they stand behind it, or cannot be. */
static unsigned block_of(unsigned code)
{
    return code == 1   ? 192
           : code < 2  ? 0
           : code <= 5 ? 576U << (code - 2)
           : code >= 8 ? 256U << (code - 8)
                       : 0;
}

/* Samples of the frame, and how many bytes of its header say so from `at` on. */
static unsigned read_block(px_str bytes, size_t at, size_t *ret_len)
{
    unsigned code = (unsigned char)bytes.ptr[2] >> 4;

    *ret_len = code == 6 || code == 7 ? code - 5 : 0;
    return *ret_len ? (unsigned)px_big(bytes.ptr + at, (unsigned)*ret_len) + 1 : block_of(code);
}

static bool is_sync(px_str bytes)
{
    return bytes.len >= HEADER_LEAST && (unsigned char)bytes.ptr[0] == 0xff &&
           ((unsigned char)bytes.ptr[1] & 0xfe) == 0xf8 && !(bytes.ptr[3] & 1);
}

/* The sample behind the frame whose header begins the bytes; false where none does. */
static bool read_frame(px_str bytes, const flac_info *info, uint64_t *ret_end)
{
    size_t at = 4, number_len, block_len;
    unsigned block, rate;
    uint64_t number;

    if (!is_sync(bytes))
        return false;
    number_len = read_number(px_str_sub(bytes, at, bytes.len), &number);
    at += number_len;
    if (number_len == 0 || bytes.len < at + 5)
        return false;
    block = read_block(bytes, at, &block_len);
    rate = bytes.ptr[2] & 15;
    at += block_len + (rate == 12 ? 1 : rate == 13 || rate == 14 ? 2 : 0);
    if (block == 0 || rate == 15 || crc8(px_str_sub(bytes, 0, at)) != (unsigned char)bytes.ptr[at])
        return false;
    *ret_end = (bytes.ptr[1] & 1 ? number : number * info->block) + block;
    return true;
}

/* Whether the last of the bytes end the frame that holds the last sample; also where frames may be
 * larger than all of the bytes and these are not `all` that there are. */
static bool ends_whole(px_str bytes, bool all, const flac_info *info)
{
    size_t least = bytes.len - PX_MIN(bytes.len, (size_t)HEADER_LEAST);

    for (size_t i = least; i-- > 0;) {
        px_str frame = px_str_sub(bytes, i, bytes.len);
        uint64_t end;

        if (read_frame(px_str_sub(frame, 0, HEADER_MOST), info, &end) && end == info->samples &&
            crc16(px_str_sub(frame, 0, frame.len - 2)) ==
                (unsigned)px_big(frame.ptr + frame.len - 2, 2))
            return true;
    }
    return !all && (info->frame == 0 || info->frame > bytes.len);
}

static bool is_whole(px_look *l, uint64_t from, const flac_info *info)
{
    uint64_t end = l->file->size, begin;

    if (end - from >= ID3V1_LEN &&
        px_str_starts(px_look_at(l, end - ID3V1_LEN, ID3V1_LEN), PX_STR("TAG")))
        end -= ID3V1_LEN;
    begin = PX_MAX(from, end - PX_MIN(end, (uint64_t)PX_LOOK_MAX));
    return ends_whole(px_look_at(l, begin, (size_t)(end - begin)), begin == from, info);
}

static bool measure_flac(px_look *l, px_media *media)
{
    size_t tag = px_id3_length(px_look_at(l, 0, 10));
    flac_info info;
    px_str bytes;

    if (!px_look_all(l, tag + INFO, INFO_LEN, &bytes) || (bytes.ptr[0] & 0x7f) != 0)
        return false;
    info = (flac_info){ .block = (unsigned)px_big(bytes.ptr + 6, 2),
                        .frame = (uint32_t)px_big(bytes.ptr + 11, 3),
                        .rate = px_big(bytes.ptr + 14, 3) >> 4,
                        .samples = px_big(bytes.ptr + 17, 5) & 0xfffffffff };
    if (info.rate > 0 && info.samples == 0)
        media->trouble = PX_TROUBLE_NO_DURATION;
    if (info.samples == 0 || !px_media_lasts(media, info.samples, info.rate))
        return false;
    if (!is_whole(l, tag + INFO + INFO_LEN, &info))
        media->trouble = PX_TROUBLE_CUT_SOUND;
    return true;
}

const px_media_format px_media_flac = { "audio/flac", PX_MODALITY_AUDIO, is_flac, measure_flac };
