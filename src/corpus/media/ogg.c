/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ogg (RFC 3533): streams in pages, each with the position (granule) that it ends at. A stream
 * lasts to the position of its last page by its rate, which its first packet tells: Vorbis, Opus
 * (RFC 7845: 48,000 a second, less the pre-skip), FLAC, Speex, Theora, VP8.
 *
 * Links of a chain follow each other and add up; streams within a link run at once, the longest
 * counts. Most files are one link, and then head and tail are enough.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum { STREAMS_MAX = 32, PAGE_HEAD = 27, TAIL = 1 << 16, LACING_MAX = 255, BEGINS = 2 };

typedef struct ogg_stream {
    uint32_t serial;
    uint64_t rate_up, rate_down; /* seconds = units * rate_down / rate_up */
    uint64_t skip;
    uint64_t last;  /* units, where known */
    unsigned shift; /* of Theora: granule of the key frame, frames since */
    bool is_video, has_last;
} ogg_stream;

typedef struct ogg {
    px_look *l;
    ogg_stream streams[STREAMS_MAX];
    size_t count;
    bool is_video, is_audio;
    uint64_t ms; /* of links that have ended */
} ogg;

typedef struct ogg_page {
    bool begins;
    uint32_t serial;
    uint64_t granule; /* UINT64_MAX: no packet ends on it */
    uint64_t body, to;
} ogg_page;

static bool is_ogg(px_str head)
{
    return px_str_starts(head, PX_STR("OggS\0"));
}

static bool read_page(px_look *l, uint64_t at, ogg_page *ret)
{
    px_str bytes;
    unsigned segments;

    if (!px_look_all(l, at, PAGE_HEAD, &bytes) || !is_ogg(bytes))
        return false;
    segments = (unsigned char)bytes.ptr[26];
    *ret = (ogg_page){ .begins = bytes.ptr[5] & BEGINS,
                       .serial = px_le32(bytes.ptr + 14),
                       .granule = px_le64(bytes.ptr + 6),
                       .body = at + PAGE_HEAD + segments };
    if (!px_look_all(l, at + PAGE_HEAD, segments, &bytes))
        return false;
    ret->to = ret->body;
    for (unsigned i = 0; i < segments; i++)
        ret->to += (unsigned char)bytes.ptr[i];
    return true;
}

/* ---- First packets */

static void read_theora(px_str p, ogg_stream *s)
{
    s->is_video = true;
    s->rate_up = px_be32(p.ptr + 22);
    s->rate_down = px_be32(p.ptr + 26);
    s->shift = ((unsigned char)p.ptr[40] & 3U) << 3 | (unsigned char)p.ptr[41] >> 5;
}

static void read_packet(px_str p, ogg_stream *s)
{
    s->rate_down = 1;
    if (p.len >= 16 && px_str_starts(p, PX_STR("\x01vorbis"))) {
        s->rate_up = px_le32(p.ptr + 12);
    } else if (p.len >= 19 && px_str_starts(p, PX_STR("OpusHead"))) {
        s->rate_up = 48000;
        s->skip = px_le16(p.ptr + 10);
    } else if (p.len >= 33 && px_str_starts(p, PX_STR("\x7f"
                                                      "FLAC"))) {
        s->rate_up = px_big(p.ptr + 27, 3) >> 4;
    } else if (p.len >= 40 && px_str_starts(p, PX_STR("Speex   "))) {
        s->rate_up = px_le32(p.ptr + 36);
    } else if (p.len >= 42 && px_str_starts(p, PX_STR("\x80theora"))) {
        read_theora(p, s);
    } else if (p.len >= 26 && px_str_starts(p, PX_STR("OVP80\x01"))) {
        s->is_video = true;
        s->rate_up = px_be32(p.ptr + 18);
        s->rate_down = px_be32(p.ptr + 22);
        s->shift = 32;
    } else {
        s->rate_up = 0; /* a skeleton, text, or what is not known */
    }
}

/* ---- Links */

static void end_link(ogg *o)
{
    uint64_t longest = 0;

    for (size_t i = 0; i < o->count; i++) {
        const ogg_stream *s = &o->streams[i];
        px_media one = { 0 };

        if (s->has_last && s->last > s->skip && s->rate_down <= UINT32_MAX &&
            s->last - s->skip <= UINT64_MAX / (s->rate_down + 1) &&
            px_media_lasts(&one, (s->last - s->skip) * s->rate_down, s->rate_up))
            longest = PX_MAX(longest, one.milliseconds);
    }
    o->ms += longest;
    o->count = 0;
}

static void begin_stream(ogg *o, const ogg_page *page)
{
    ogg_stream *s = &o->streams[o->count];

    if (o->count == STREAMS_MAX)
        return;
    *s = (ogg_stream){ .serial = page->serial };
    read_packet(px_look_at(o->l, page->body, (size_t)(page->to - page->body)), s);
    if (s->rate_up == 0)
        return;
    o->is_video = o->is_video || s->is_video;
    o->is_audio = o->is_audio || !s->is_video;
    o->count++;
}

static bool note_position(ogg *o, const ogg_page *page)
{
    for (size_t i = 0; i < o->count; i++) {
        ogg_stream *s = &o->streams[i];

        if (s->serial != page->serial)
            continue;
        if (page->granule == UINT64_MAX)
            return true;
        s->last = page->granule;
        if (s->shift == 32) /* VP8: frames, in the upper half */
            s->last = page->granule >> 32;
        else if (s->shift)
            s->last = (page->granule >> s->shift) + (page->granule & ((1U << s->shift) - 1));
        s->has_last = true;
        return true;
    }
    return false;
}

/* The pages that begin the file's first link; *ret_next is the first behind them. */
static bool read_heads(ogg *o, uint64_t *ret_next)
{
    uint64_t at = 0;
    ogg_page page;

    while (read_page(o->l, at, &page) && page.begins) {
        begin_stream(o, &page);
        at = page.to;
    }
    *ret_next = at;
    return o->count > 0;
}

/* The last pages of the file, where all of them belong to streams that began at its head. */
static bool read_tail(ogg *o, uint64_t next)
{
    uint64_t size = o->l->file->size, from = size > TAIL ? size - TAIL : 0;
    px_str bytes = px_look_at(o->l, PX_MAX(from, next), TAIL);
    uint64_t at = PX_MAX(from, next) + px_str_find(bytes, PX_STR("OggS\0"));
    ogg_page page;
    bool all = true;

    while (all && at < size && read_page(o->l, at, &page)) {
        all = !page.begins && note_position(o, &page);
        at = page.to;
    }
    for (size_t i = 0; i < o->count; i++)
        all = all && o->streams[i].has_last;
    return all && at == size;
}

/* Every page. A stream that begins after pages of others begins a link. */
static void walk(ogg *o)
{
    uint64_t at = 0;
    bool in_heads = true;
    ogg_page page;

    o->count = 0;
    while (read_page(o->l, at, &page)) {
        if (page.begins) {
            if (!in_heads)
                end_link(o);
            begin_stream(o, &page);
        } else {
            (void)note_position(o, &page);
        }
        in_heads = page.begins;
        at = page.to;
    }
}

static bool measure_ogg(px_look *l, px_media *media)
{
    ogg o = { .l = l };
    uint64_t next;

    if (!read_heads(&o, &next))
        return false;
    if (!read_tail(&o, next))
        walk(&o);
    end_link(&o);
    if (o.is_video) {
        media->modality = PX_MODALITY_VIDEO;
        media->type = "video/ogg";
    }
    media->milliseconds = o.ms;
    if (o.ms == 0)
        media->trouble = PX_TROUBLE_NO_DURATION;
    return o.ms > 0;
}

const px_media_format px_media_ogg = { "audio/ogg", PX_MODALITY_AUDIO, is_ogg, measure_ogg };
