/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sound in frames without a container: MPEG audio, layers 1 to 3 (ISO/IEC 11172-3, 13818-3), and
 * AAC in ADTS (13818-7). The first frame of MPEG may say how many there are (Xing, Info, VBRI);
 * else all of them are walked. Tags before and behind are passed over. In the free format frames do
 * not say how long they are: it is the distance of the first two.
 */
#include "corpus/bytes.h"
#include "corpus/media/id3.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum {
    FRAMES_SURE = 3,     /* in a row, before bytes are taken for sound */
    STRAY_MAX = 1 << 16, /* bytes between frames */
    FREE_MAX = 8192,     /* bytes of a frame of free format */
    LAYER_1 = 1,
    LAYER_3 = 3,
    VERSION_1 = 3
};

typedef struct frame {
    unsigned version, layer; /* version as it is coded: 3 is 1, 2 is 2, 0 is 2.5 */
    unsigned rate, samples;
    unsigned length, padding; /* length 0: free format */
    bool mono;
} frame;

typedef bool read_frame_fn(px_str head, frame *ret_frame);

/* ---- MPEG audio */

static unsigned bit_rate(unsigned version, unsigned layer, unsigned index)
{
    static const unsigned short rates[5][15] = {
        { 0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448 },
        { 0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384 },
        { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
        { 0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256 },
        { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
    };
    unsigned row = version == VERSION_1 ? layer - 1 : layer == LAYER_1 ? 3 : 4;

    return rates[row][index] * 1000U;
}

static bool read_mpeg(px_str head, frame *ret)
{
    static const unsigned base[3] = { 44100, 48000, 32000 };
    uint32_t bits;
    unsigned rate_index, bits_second;

    if (head.len < 4)
        return false;
    bits = px_be32(head.ptr);
    ret->version = bits >> 19 & 3;
    ret->layer = 4 - (bits >> 17 & 3);
    rate_index = bits >> 10 & 3;
    if (bits >> 21 != 0x7ff || ret->version == 1 || ret->layer == 4 || rate_index == 3 ||
        (bits >> 12 & 15) == 15)
        return false;
    ret->rate = base[rate_index] >> (ret->version == VERSION_1 ? 0 : ret->version == 2 ? 1 : 2);
    ret->padding = (bits >> 9 & 1) * (ret->layer == LAYER_1 ? 4 : 1);
    ret->mono = (bits >> 6 & 3) == 3;
    ret->samples = ret->layer == LAYER_1                                ? 384
                   : ret->layer == LAYER_3 && ret->version != VERSION_1 ? 576
                                                                        : 1152;
    bits_second = bit_rate(ret->version, ret->layer, bits >> 12 & 15);
    if (ret->layer == LAYER_1)
        ret->length = 12 * bits_second / ret->rate * 4;
    else
        ret->length = ret->samples / 8 * bits_second / ret->rate;
    ret->length += bits_second ? ret->padding : 0;
    return true;
}

/* ---- ADTS */

static bool read_adts(px_str head, frame *ret)
{
    static const unsigned rates[] = { 96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                      22050, 16000, 12000, 11025, 8000,  7350 };
    unsigned index;

    if (head.len < 7 || (px_be16(head.ptr) & 0xfff6) != 0xfff0)
        return false;
    index = (unsigned char)head.ptr[2] >> 2 & 15;
    if (index >= PX_COUNT(rates))
        return false;
    *ret = (frame){ .rate = rates[index],
                    .length = (unsigned)(px_big(head.ptr + 3, 3) >> 5 & 0x1fff),
                    .samples = 1024U * (1 + ((unsigned char)head.ptr[6] & 3)) };
    return ret->length > 7;
}

/* ---- Where frames stand */

static bool same_kind(const frame *a, const frame *b)
{
    return a->version == b->version && a->layer == b->layer && a->rate == b->rate &&
           (a->length == 0) == (b->length == 0);
}

/* The length of a frame of free format at the head of the bytes, without its padding: up to the
 * next one like it. */
static unsigned free_length(px_str bytes, const frame *first)
{
    frame next;

    for (size_t at = 24; at + 4 <= PX_MIN(bytes.len, (size_t)FREE_MAX); at++)
        if (bytes.ptr[at] == '\xff' && read_mpeg(px_str_sub(bytes, at, at + 4), &next) &&
            same_kind(first, &next))
            return (unsigned)at - first->padding;
    return 0;
}

/* Whether enough frames stand behind each other at the head of the bytes; fewer only where the
 * bytes end right behind the last. */
static bool are_frames(px_str bytes, read_frame_fn *read_frame)
{
    frame first = { 0 }, f;
    unsigned free_bytes = 0;
    size_t at = 0;

    for (unsigned i = 0; i < FRAMES_SURE; i++) {
        if (!read_frame(px_str_sub(bytes, at, at + 7), &f) || (i && !same_kind(&first, &f)))
            return false;
        if (i == 0) {
            first = f;
            free_bytes = f.length ? 0 : free_length(bytes, &f);
        }
        if (f.length == 0 && free_bytes == 0)
            return false;
        at += f.length ? f.length : free_bytes + f.padding;
        if (at == bytes.len && i > 0)
            return true;
        if (at + 7 > bytes.len)
            return false;
    }
    return true;
}

/* A tag says that sound follows, even where that lies beyond what is seen. */
static bool is_mpeg_audio(px_str head)
{
    size_t tag = px_id3_length(head);

    return (tag > 0 && tag >= head.len) || are_frames(px_str_sub(head, tag, head.len), read_mpeg);
}

static bool is_adts(px_str head)
{
    size_t tag = px_id3_length(head);

    return tag < head.len && are_frames(px_str_sub(head, tag, head.len), read_adts);
}

/* ---- How many there are */

/* The number of frames that the first one states. Xing and Info stand behind the side information,
 * VBRI at a fixed place. */
static bool stated_frames(px_look *l, uint64_t at, const frame *f, uint64_t *ret_frames)
{
    unsigned side = f->version == VERSION_1 ? (f->mono ? 17 : 32) : (f->mono ? 9 : 17);
    px_str bytes;

    if (f->layer != LAYER_3)
        return false;
    if (px_look_all(l, at + 4 + side, 12, &bytes) &&
        (px_str_starts(bytes, PX_STR("Xing")) || px_str_starts(bytes, PX_STR("Info"))) &&
        (bytes.ptr[7] & 1)) {
        *ret_frames = px_be32(bytes.ptr + 8);
        return *ret_frames > 0;
    }
    if (px_look_all(l, at + 36, 18, &bytes) && px_str_starts(bytes, PX_STR("VBRI"))) {
        *ret_frames = px_be32(bytes.ptr + 14);
        return *ret_frames > 0;
    }
    return false;
}

/* Moves to the next place where a frame begins and another follows it. */
static bool find_frame(px_look *l, uint64_t *at, read_frame_fn *read_frame, frame *ret_frame)
{
    for (unsigned passed = 0; passed < STRAY_MAX; passed++, (*at)++) {
        px_str bytes = px_look_at(l, *at, passed ? 4 : 7);
        frame next;

        if (bytes.len < 4)
            return false;
        if (bytes.ptr[0] != '\xff')
            continue;
        bytes = px_look_at(l, *at, 7);
        if (!read_frame(bytes, ret_frame))
            continue;
        if (ret_frame->length == 0)
            return true;
        bytes = px_look_at(l, *at + ret_frame->length, 7);
        if (bytes.len == 0 || (read_frame(bytes, &next) && same_kind(ret_frame, &next)))
            return true;
    }
    return false;
}

/* Samples of all frames from `at` on. */
static uint64_t walk(px_look *l, uint64_t at, const frame *first, read_frame_fn *read_frame)
{
    unsigned free_bytes = first->length ? 0 : free_length(px_look_at(l, at, FREE_MAX), first);
    uint64_t samples = 0;
    frame f;

    for (;;) {
        unsigned length;

        if (!read_frame(px_look_at(l, at, 7), &f) || !same_kind(first, &f)) {
            if (!find_frame(l, &at, read_frame, &f) || !same_kind(first, &f))
                return samples;
        }
        length = f.length ? f.length : free_bytes + f.padding;
        if (length == 0 || l->file->size - at < length)
            return samples;
        samples += f.samples;
        at += length;
    }
}

static bool measure_frames(px_look *l, px_media *media, read_frame_fn *read_frame)
{
    uint64_t at = 0, frames;
    size_t tag;
    frame first;

    while ((tag = px_id3_length(px_look_at(l, at, 10))) > 0)
        at += tag;
    if (!find_frame(l, &at, read_frame, &first))
        return false;
    if (read_frame == read_mpeg && stated_frames(l, at, &first, &frames))
        return px_media_lasts(media, frames * first.samples, first.rate);
    return px_media_lasts(media, walk(l, at, &first, read_frame), first.rate) &&
           media->milliseconds > 0;
}

static bool measure_mpeg_audio(px_look *l, px_media *media)
{
    return measure_frames(l, media, read_mpeg);
}

static bool measure_adts(px_look *l, px_media *media)
{
    return measure_frames(l, media, read_adts);
}

const px_media_format px_media_mpeg_audio = { "audio/mpeg", PX_MODALITY_AUDIO, is_mpeg_audio,
                                              measure_mpeg_audio };
const px_media_format px_media_aac = { "audio/aac", PX_MODALITY_AUDIO, is_adts, measure_adts };
