/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * MP4 and QuickTime (ISO/IEC 14496-12): the duration in `mvhd`, wherever `moov` stands. A file in
 * fragments may say it in `mehd`, or nowhere: then the samples of all fragments are added up for
 * each track, and the longest counts. Pictures (a track of `vide`) make it video.
 */
#include "corpus/bytes.h"
#include "corpus/media/box.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum { TRACKS_MAX = 64, BOXES_MAX = 1 << 20, TRUN_SAMPLES_MAX = 1 << 20 };

typedef struct mp4_track {
    uint32_t id, timescale, sample_duration; /* the last by default (trex) */
    uint64_t units;                          /* by the fragments */
} mp4_track;

typedef struct mp4 {
    px_look *l;
    mp4_track tracks[TRACKS_MAX];
    size_t count;
    uint64_t timescale, duration; /* mvhd */
    uint64_t longest_ms;          /* of tracks, by mdhd */
    bool has_video, has_audio;
} mp4;

static bool is_mp4(px_str head)
{
    static const char old[][5] = { "mdat", "free", "skip", "pnot" };
    px_str type = px_str_sub(head, 4, 8), next = px_str_sub(head, 12, 16);

    if (px_str_is(type, "ftyp"))
        return head.len >= 16;
    if (px_str_is(type, "moov"))
        return px_str_is(next, "mvhd") || px_str_is(next, "cmov");
    if (px_str_is(type, "wide"))
        return px_str_is(next, "mdat");
    /* QuickTime before ftyp begins with one of these; text does not begin with NUL. */
    for (size_t i = 0; i < PX_COUNT(old); i++)
        if (px_str_is(type, old[i]) && head.len >= 16 && *head.ptr == '\0')
            return px_be32(head.ptr) == 1 || px_be32(head.ptr) >= 8;
    return false;
}

/* ---- Headers */

/* Timescale and duration of mvhd or mdhd, which begin alike. */
static bool read_times(px_look *l, const px_box *box, uint64_t *ret_scale, uint64_t *ret_duration)
{
    px_str bytes;

    if (!px_look_all(l, box->from, 20, &bytes))
        return false;
    if (bytes.ptr[0] != 1) {
        *ret_scale = px_be32(bytes.ptr + 12);
        *ret_duration = px_be32(bytes.ptr + 16);
        if (*ret_duration == UINT32_MAX)
            *ret_duration = 0;
        return true;
    }
    if (!px_look_all(l, box->from + 20, 12, &bytes))
        return false;
    *ret_scale = px_be32(bytes.ptr);
    *ret_duration = px_be64(bytes.ptr + 4);
    if (*ret_duration == UINT64_MAX)
        *ret_duration = 0;
    return true;
}

static void read_handler(mp4 *m, const px_box *mdia)
{
    px_box hdlr;
    px_str bytes;

    if (!px_box_find(m->l, mdia->from, mdia->to, PX_BOX('h', 'd', 'l', 'r'), &hdlr) ||
        !px_look_all(m->l, hdlr.from + 8, 4, &bytes))
        return;
    m->has_video = m->has_video || px_str_is(bytes, "vide");
    m->has_audio = m->has_audio || px_str_is(bytes, "soun");
}

static void read_track(mp4 *m, const px_box *trak)
{
    px_box tkhd, mdia, mdhd;
    uint64_t scale, duration;
    px_media one = { 0 };
    px_str bytes;

    if (m->count == TRACKS_MAX ||
        !px_box_find(m->l, trak->from, trak->to, PX_BOX('t', 'k', 'h', 'd'), &tkhd) ||
        !px_box_find(m->l, trak->from, trak->to, PX_BOX('m', 'd', 'i', 'a'), &mdia) ||
        !px_box_find(m->l, mdia.from, mdia.to, PX_BOX('m', 'd', 'h', 'd'), &mdhd) ||
        !read_times(m->l, &mdhd, &scale, &duration) || !px_look_all(m->l, tkhd.from, 24, &bytes))
        return;
    m->tracks[m->count].id = px_be32(bytes.ptr + (bytes.ptr[0] == 1 ? 20 : 12));
    m->tracks[m->count++].timescale = (uint32_t)scale;
    if (px_media_lasts(&one, duration, scale))
        m->longest_ms = PX_MAX(m->longest_ms, one.milliseconds);
    read_handler(m, &mdia);
}

static mp4_track *find_track(mp4 *m, uint32_t id)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->tracks[i].id == id)
            return &m->tracks[i];
    return NULL;
}

/* What the header says of fragments: how long they are in all, and their samples by default. */
static void read_extends(mp4 *m, const px_box *mvex)
{
    uint64_t at = mvex->from;
    px_box box;
    px_str bytes;

    for (unsigned i = 0; i < TRACKS_MAX * 4 && px_box_next(m->l, &at, mvex->to, &box); i++) {
        if (box.type == PX_BOX('m', 'e', 'h', 'd') && m->duration == 0 &&
            px_look_all(m->l, box.from, 8, &bytes)) {
            m->duration = px_be32(bytes.ptr + 4);
            if (bytes.ptr[0] == 1 && px_look_all(m->l, box.from + 4, 8, &bytes))
                m->duration = px_be64(bytes.ptr);
        } else if (box.type == PX_BOX('t', 'r', 'e', 'x') &&
                   px_look_all(m->l, box.from + 4, 12, &bytes)) {
            mp4_track *track = find_track(m, px_be32(bytes.ptr));

            if (track)
                track->sample_duration = px_be32(bytes.ptr + 8);
        }
    }
}

static void read_moov(mp4 *m, const px_box *moov)
{
    uint64_t at = moov->from;
    px_box box;

    for (unsigned i = 0; i < BOXES_MAX && px_box_next(m->l, &at, moov->to, &box); i++) {
        if (box.type == PX_BOX('m', 'v', 'h', 'd'))
            (void)read_times(m->l, &box, &m->timescale, &m->duration);
        else if (box.type == PX_BOX('t', 'r', 'a', 'k'))
            read_track(m, &box);
    }
    if (px_box_find(m->l, moov->from, moov->to, PX_BOX('m', 'v', 'e', 'x'), &box))
        read_extends(m, &box);
}

/* ---- Fragments */

/* Durations of the samples of a run: each its own, or all the same. */
static uint64_t run_units(px_look *l, const px_box *trun, uint32_t by_default)
{
    px_str bytes;
    uint32_t flags, count, wide;
    uint64_t at = trun->from + 8, units = 0;

    if (!px_look_all(l, trun->from, 8, &bytes))
        return 0;
    flags = px_be32(bytes.ptr) & 0xffffff;
    count = px_be32(bytes.ptr + 4);
    if (!(flags & 0x100))
        return (uint64_t)count * by_default;
    at += (flags & 1 ? 4U : 0U) + (flags & 4 ? 4U : 0U);
    wide = 4U * (1 + !!(flags & 0x200) + !!(flags & 0x400) + !!(flags & 0x800));
    for (uint32_t i = 0; i < PX_MIN(count, (uint32_t)TRUN_SAMPLES_MAX) && at < trun->to; i++) {
        if (!px_look_all(l, at, 4, &bytes))
            break;
        units += px_be32(bytes.ptr);
        at += wide;
    }
    return units;
}

static void read_track_fragment(mp4 *m, const px_box *traf)
{
    px_box tfhd, box;
    px_str bytes;
    uint64_t at = traf->from;
    uint32_t flags, by_default;
    mp4_track *track;

    if (!px_box_find(m->l, traf->from, traf->to, PX_BOX('t', 'f', 'h', 'd'), &tfhd) ||
        !px_look_all(m->l, tfhd.from, 8, &bytes))
        return;
    flags = px_be32(bytes.ptr) & 0xffffff;
    track = find_track(m, px_be32(bytes.ptr + 4));
    if (!track)
        return;
    by_default = track->sample_duration;
    if ((flags & 8) &&
        px_look_all(m->l, tfhd.from + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0), 4, &bytes))
        by_default = px_be32(bytes.ptr);
    for (unsigned i = 0; i < BOXES_MAX && px_box_next(m->l, &at, traf->to, &box); i++)
        if (box.type == PX_BOX('t', 'r', 'u', 'n'))
            track->units += run_units(m->l, &box, by_default);
}

static void read_fragment(mp4 *m, const px_box *moof)
{
    uint64_t at = moof->from;
    px_box box;

    for (unsigned i = 0; i < BOXES_MAX && px_box_next(m->l, &at, moof->to, &box); i++)
        if (box.type == PX_BOX('t', 'r', 'a', 'f'))
            read_track_fragment(m, &box);
}

static uint64_t fragments_ms(mp4 *m)
{
    uint64_t at = 0, longest = 0;
    px_box box;

    for (unsigned i = 0; i < BOXES_MAX && px_box_next(m->l, &at, m->l->file->size, &box); i++)
        if (box.type == PX_BOX('m', 'o', 'o', 'f'))
            read_fragment(m, &box);
    for (size_t i = 0; i < m->count; i++) {
        px_media one = { 0 };

        if (px_media_lasts(&one, m->tracks[i].units, m->tracks[i].timescale))
            longest = PX_MAX(longest, one.milliseconds);
    }
    return longest;
}

/* ---- The whole */

static void name_type(const mp4 *m, px_media *media)
{
    px_str head = px_look_at(m->l, 0, 12);
    bool sound = m->has_audio && !m->has_video;

    if (sound)
        media->modality = PX_MODALITY_AUDIO;
    if (px_box_brand(head, "qt  ") || !px_str_is(px_str_sub(head, 4, 8), "ftyp"))
        media->type = sound ? "audio/quicktime" : "video/quicktime";
    else if (px_str_is(px_str_sub(head, 8, 10), "3g"))
        media->type = sound ? "audio/3gpp" : "video/3gpp";
    else
        media->type = sound ? "audio/mp4" : "video/mp4";
}

static bool measure_mp4(px_look *l, px_media *media)
{
    mp4 m = { .l = l };
    px_box moov;

    if (!px_box_find(l, 0, l->file->size, PX_BOX('m', 'o', 'o', 'v'), &moov)) {
        name_type(&m, media);
        return false;
    }
    read_moov(&m, &moov);
    name_type(&m, media);
    if (m.duration > 0 && px_media_lasts(media, m.duration, m.timescale))
        return true;
    media->milliseconds = m.longest_ms ? m.longest_ms : fragments_ms(&m);
    if (media->milliseconds == 0)
        media->trouble = PX_TROUBLE_NO_DURATION;
    return media->milliseconds > 0;
}

const px_media_format px_media_mp4 = { "video/mp4", PX_MODALITY_VIDEO, is_mp4, measure_mp4 };
