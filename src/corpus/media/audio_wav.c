/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WAVE (RIFF, and RF64 and BW64 for what is larger than 4 GiB: EBU Tech 3306): the bytes of sound
 * by those of a second. Who writes a stream does not know its length: where `data` says 0 or as
 * much as can be said, sound is all that follows; where it says more than there is, too, and that
 * is named.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"
#include "corpus/media/riff.h"

#include "base/banned.h"

enum { PCM = 1, FLOATS = 3 };

/* From here on, lengths are what writers of streams state, who know none. */
#define UNKNOWN ((uint64_t)0x7fff0000)

typedef struct wave {
    bool has_format, has_data, is_cut;
    unsigned format, block;
    uint32_t rate, per_second; /* samples; bytes */
    uint64_t frames;           /* by `fact`, of what is not PCM */
    uint64_t wide;             /* length of the data by ds64 */
    uint64_t data;
} wave;

static bool is_wave(px_str head)
{
    return (px_str_starts(head, PX_STR("RIFF")) || px_str_starts(head, PX_STR("RF64")) ||
            px_str_starts(head, PX_STR("BW64"))) &&
           px_str_is(px_str_sub(head, 8, 12), "WAVE");
}

static void read_format(px_look *l, const px_chunk *chunk, wave *w)
{
    px_str bytes;

    if (chunk->size < 16 || !px_look_all(l, chunk->from, 16, &bytes))
        return;
    w->format = px_le16(bytes.ptr);
    w->rate = px_le32(bytes.ptr + 4);
    w->per_second = px_le32(bytes.ptr + 8);
    w->block = px_le16(bytes.ptr + 12);
    w->has_format = true;
}

static uint64_t data_length(px_look *l, const px_chunk *chunk, wave *w)
{
    uint64_t left = l->file->size - PX_MIN(chunk->from, l->file->size);
    uint64_t stated = chunk->size;
    px_chunk next;
    uint64_t at = chunk->from;

    if (chunk->size == UINT32_MAX && w->wide)
        stated = w->wide;
    /* An empty chunk with another behind it is really empty. */
    if (stated == 0 && px_riff_next(l, &at, &next) && next.size <= left)
        return px_riff_is(&next, "LIST") || px_riff_is(&next, "id3 ") ? 0 : left;
    w->is_cut = stated > left && (stated < UNKNOWN || stated == w->wide);
    return stated == 0 || stated > left ? left : stated;
}

static bool read_chunk(px_look *l, const px_chunk *chunk, wave *w)
{
    px_str bytes;

    if (px_riff_is(chunk, "fmt ")) {
        read_format(l, chunk, w);
    } else if (px_riff_is(chunk, "ds64")) {
        if (px_look_all(l, chunk->from + 8, 8, &bytes))
            w->wide = px_le64(bytes.ptr);
    } else if (px_riff_is(chunk, "fact")) {
        if (px_look_all(l, chunk->from, 4, &bytes))
            w->frames = px_le32(bytes.ptr);
    } else if (px_riff_is(chunk, "data")) {
        w->data = data_length(l, chunk, w);
        w->has_data = true;
    }
    return w->has_data && w->has_format;
}

static bool measure_wave(px_look *l, px_media *media)
{
    wave w = { 0 };
    px_chunk chunk;
    uint64_t at = 12;
    bool plain;

    for (unsigned i = 0; i < PX_RIFF_CHUNKS_MAX && px_riff_next(l, &at, &chunk); i++)
        if (read_chunk(l, &chunk, &w))
            break;
    if (!w.has_format || !w.has_data)
        return false;
    if (w.is_cut)
        media->trouble = PX_TROUBLE_CUT_SOUND;
    plain = w.format == PCM || w.format == FLOATS || w.frames == 0;
    if (!plain && px_media_lasts(media, w.frames, w.rate))
        return true;
    if (w.per_second == 0)
        w.per_second = w.rate * w.block;
    return px_media_lasts(media, w.data, w.per_second);
}

const px_media_format px_media_wav = { "audio/wav", PX_MODALITY_AUDIO, is_wave, measure_wave };
