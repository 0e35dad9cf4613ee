/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * AVI (RIFF, with OpenDML): the length of a stream in its own units (`strh`) is what a player
 * shows; the main header (`avih`: frames, microseconds each) is believed where no stream says
 * anything, and the number of all frames (`dmlh`) where a file of several parts has more than its
 * first.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"
#include "corpus/media/riff.h"

#include "base/banned.h"

typedef struct avi {
    uint64_t frame_us, frames;    /* avih */
    uint64_t all_frames;          /* dmlh */
    uint64_t scale, rate, length; /* of the first stream of pictures */
    uint64_t sound_ms;            /* the longest */
    bool has_video, has_audio;
} avi;

static bool is_avi(px_str head)
{
    return px_str_starts(head, PX_STR("RIFF")) && px_str_is(px_str_sub(head, 8, 12), "AVI ");
}

static void read_stream_head(px_look *l, const px_chunk *chunk, avi *a)
{
    px_str bytes;
    px_media sound = { 0 };

    if (!px_look_all(l, chunk->from, 36, &bytes))
        return;
    if (px_str_starts(bytes, PX_STR("vids")) || px_str_starts(bytes, PX_STR("iavs"))) {
        if (!a->has_video) {
            a->scale = px_le32(bytes.ptr + 20);
            a->rate = px_le32(bytes.ptr + 24);
            a->length = px_le32(bytes.ptr + 32);
        }
        a->has_video = true;
    } else if (px_str_starts(bytes, PX_STR("auds"))) {
        a->has_audio = true;
        if (px_media_lasts(&sound, px_le32(bytes.ptr + 32) * (uint64_t)px_le32(bytes.ptr + 20),
                           px_le32(bytes.ptr + 24)))
            a->sound_ms = PX_MAX(a->sound_ms, sound.milliseconds);
    }
}

static void read_chunk(px_look *l, const px_chunk *chunk, avi *a)
{
    px_str bytes;

    if (px_riff_is(chunk, "avih") && px_look_all(l, chunk->from, 20, &bytes)) {
        a->frame_us = px_le32(bytes.ptr);
        a->frames = px_le32(bytes.ptr + 16);
    } else if (px_riff_is(chunk, "strh")) {
        read_stream_head(l, chunk, a);
    } else if (px_riff_is(chunk, "dmlh") && px_look_all(l, chunk->from, 4, &bytes)) {
        a->all_frames = px_le32(bytes.ptr);
    }
}

/* Lists are gone into, until that of the pictures themselves begins. */
static void read_header(px_look *l, avi *a)
{
    uint64_t at = 12;
    px_chunk chunk;

    for (unsigned i = 0; i < PX_RIFF_CHUNKS_MAX && px_riff_next(l, &at, &chunk); i++) {
        px_str kind = PX_STR("");

        if (px_riff_is(&chunk, "LIST"))
            kind = px_look_at(l, chunk.from, 4);
        if (px_str_is(kind, "movi"))
            break;
        if (px_str_is(kind, "hdrl") || px_str_is(kind, "strl") || px_str_is(kind, "odml"))
            at = chunk.from + 4;
        else
            read_chunk(l, &chunk, a);
    }
}

static bool measure_avi(px_look *l, px_media *media)
{
    avi a = { 0 };
    bool good;

    read_header(l, &a);
    a.length = PX_MAX(a.length, a.all_frames);
    good = a.length > 0 && px_media_lasts(media, a.length * a.scale, a.rate);
    if (!good)
        good = a.frames > 0 && px_media_lasts(media, a.frames * a.frame_us, 1000000);
    if (a.has_audio && !a.has_video) {
        media->modality = PX_MODALITY_AUDIO;
        media->type = "audio/x-msvideo";
        media->milliseconds = a.sound_ms;
        return a.sound_ms > 0;
    }
    return good;
}

const px_media_format px_media_avi = { "video/x-msvideo", PX_MODALITY_VIDEO, is_avi, measure_avi };
