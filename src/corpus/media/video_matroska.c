/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matroska and WebM (RFC 8794 EBML, RFC 9559): Duration times TimestampScale of Segment > Info. A
 * stream that was written on the fly has no Duration: then its clusters are walked, and it lasts to
 * the end of the last block. Segment and clusters may be of unknown size.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum {
    ELEMENTS_MAX = 1 << 22,
    TRACKS_MAX = 64,
    DEFAULT_SCALE = 1000000, /* nanoseconds */
    ID_EBML = 0x1a45dfa3,
    ID_DOC_TYPE = 0x4282,
    ID_SEGMENT = 0x18538067,
    ID_INFO = 0x1549a966,
    ID_SCALE = 0x2ad7b1,
    ID_DURATION = 0x4489,
    ID_TRACKS = 0x1654ae6b,
    ID_TRACK = 0xae,
    ID_TRACK_NUMBER = 0xd7,
    ID_TRACK_TYPE = 0x83,
    ID_DEFAULT_DURATION = 0x23e383,
    ID_CLUSTER = 0x1f43b675,
    ID_TIMESTAMP = 0xe7,
    ID_SIMPLE_BLOCK = 0xa3,
    ID_BLOCK_GROUP = 0xa0,
    ID_BLOCK = 0xa1,
    ID_BLOCK_DURATION = 0x9b
};

typedef struct element {
    uint32_t id;
    bool unknown; /* in size */
    uint64_t from, to;
} element;

typedef struct matroska_track {
    uint64_t number, frame_ns;
} matroska_track;

typedef struct matroska {
    px_look *l;
    uint64_t scale; /* nanoseconds of a unit */
    double duration;
    bool has_video, has_audio;
    matroska_track tracks[TRACKS_MAX];
    size_t count;
    /* The walk through clusters. */
    uint64_t cluster;           /* its timestamp, units */
    uint64_t block_ns, last_ns; /* where the last block ends; the furthest end */
    uint64_t block_begin;       /* units */
} matroska;

/* ---- EBML */

/* Length of a number of variable length by its first byte; 0 where it is none. */
static unsigned vint_length(char first)
{
    for (unsigned n = 1; n <= 8; n++)
        if ((unsigned char)first & (0x80U >> (n - 1)))
            return n;
    return 0;
}

static uint64_t vint_value(const char *p, unsigned n)
{
    return px_big(p, n) & ~((uint64_t)1 << (7 * n));
}

static bool read_element(px_look *l, uint64_t at, uint64_t to, element *ret)
{
    px_str bytes = px_look_at(l, at, 12);
    unsigned id, size;
    uint64_t value;

    if (at >= to || bytes.len < 2)
        return false;
    id = vint_length(bytes.ptr[0]);
    if (id == 0 || id > 4 || bytes.len < id + 1)
        return false;
    size = vint_length(bytes.ptr[id]);
    if (size == 0 || bytes.len < id + size)
        return false;
    value = vint_value(bytes.ptr + id, size);
    ret->id = (uint32_t)px_big(bytes.ptr, id);
    ret->from = at + id + size;
    ret->unknown = value == ((uint64_t)1 << (7 * size)) - 1;
    ret->to = ret->unknown || value > to - PX_MIN(ret->from, to) ? to : ret->from + value;
    return ret->from <= to;
}

static uint64_t read_unsigned(px_look *l, const element *e)
{
    unsigned n = (unsigned)PX_MIN(e->to - e->from, (uint64_t)8);
    px_str bytes;

    return px_look_all(l, e->from, n, &bytes) ? px_big(bytes.ptr, n) : 0;
}

static double read_float(px_look *l, const element *e)
{
    uint64_t n = e->to - e->from;
    px_str bytes;
    uint64_t bits;
    uint32_t narrow_bits;
    double wide;
    float narrow;

    if ((n != 4 && n != 8) || !px_look_all(l, e->from, (size_t)n, &bytes))
        return 0;
    if (n == 8) {
        bits = px_be64(bytes.ptr);
        memcpy(&wide, &bits, sizeof(wide));
        return wide;
    }
    narrow_bits = px_be32(bytes.ptr);
    memcpy(&narrow, &narrow_bits, sizeof(narrow));
    return (double)narrow;
}

/* ---- Info and tracks */

static void read_info(matroska *m, const element *info)
{
    element e;

    for (uint64_t at = info->from; read_element(m->l, at, info->to, &e); at = e.to) {
        if (e.id == ID_SCALE)
            m->scale = read_unsigned(m->l, &e);
        else if (e.id == ID_DURATION)
            m->duration = read_float(m->l, &e);
    }
}

static void read_track(matroska *m, const element *track)
{
    matroska_track t = { 0, 0 };
    element e;

    for (uint64_t at = track->from; read_element(m->l, at, track->to, &e); at = e.to) {
        uint64_t value;

        if (e.id != ID_TRACK_NUMBER && e.id != ID_TRACK_TYPE && e.id != ID_DEFAULT_DURATION)
            continue;
        value = read_unsigned(m->l, &e);
        if (e.id == ID_TRACK_NUMBER)
            t.number = value;
        else if (e.id == ID_DEFAULT_DURATION)
            t.frame_ns = value;
        else if (value == 1)
            m->has_video = true;
        else if (value == 2)
            m->has_audio = true;
    }
    if (m->count < TRACKS_MAX)
        m->tracks[m->count++] = t;
}

static void read_tracks(matroska *m, const element *tracks)
{
    element e;

    for (uint64_t at = tracks->from; read_element(m->l, at, tracks->to, &e); at = e.to)
        if (e.id == ID_TRACK)
            read_track(m, &e);
}

/* ---- Clusters */

static void note_block(matroska *m, const element *block)
{
    px_str bytes = px_look_at(m->l, block->from, 10);
    unsigned n = bytes.len ? vint_length(*bytes.ptr) : 0;
    uint64_t number, units;
    int16_t relative;

    if (n == 0 || bytes.len < n + 2U)
        return;
    number = vint_value(bytes.ptr, n);
    relative = (int16_t)px_be16(bytes.ptr + n);
    if (relative < 0 && m->cluster < (uint64_t)-(int64_t)relative)
        return;
    units = m->cluster + (uint64_t)(int64_t)relative;
    if (units > UINT64_MAX / 4 / m->scale)
        return;
    m->block_begin = units;
    m->block_ns = units * m->scale;
    for (size_t i = 0; i < m->count; i++)
        if (m->tracks[i].number == number && m->tracks[i].frame_ns < UINT64_MAX / 4)
            m->block_ns += m->tracks[i].frame_ns;
    m->last_ns = PX_MAX(m->last_ns, m->block_ns);
}

static void note_block_duration(matroska *m, const element *e)
{
    uint64_t units = read_unsigned(m->l, e);

    if (units < UINT64_MAX / 8 / m->scale)
        m->last_ns = PX_MAX(m->last_ns, (m->block_begin + units) * m->scale);
}

/* Everything within segment, clusters and block groups stands in one row for this walk, so that
 * sizes which nobody knows do no harm. */
static bool read_segment(matroska *m, uint64_t at, uint64_t to)
{
    element e;

    for (unsigned i = 0; i < ELEMENTS_MAX && read_element(m->l, at, to, &e); i++) {
        at = e.to;
        switch (e.id) {
        case ID_INFO:
            read_info(m, &e);
            break;
        case ID_TRACKS:
            read_tracks(m, &e);
            break;
        case ID_CLUSTER:
            if (m->duration > 0)
                return true;
            at = e.from;
            break;
        case ID_BLOCK_GROUP:
            at = e.from;
            break;
        case ID_TIMESTAMP:
            m->cluster = read_unsigned(m->l, &e);
            break;
        case ID_SIMPLE_BLOCK:
        case ID_BLOCK:
            note_block(m, &e);
            break;
        case ID_BLOCK_DURATION:
            note_block_duration(m, &e);
            break;
        default:
            if (e.unknown)
                return true;
            break;
        }
        if (m->scale == 0)
            return false;
    }
    return true;
}

/* ---- The whole */

static bool is_matroska(px_str head)
{
    return px_str_starts(head, PX_STR("\x1a\x45\xdf\xa3"));
}

static void name_type(matroska *m, const element *head, px_media *media)
{
    bool webm = false, sound = m->has_audio && !m->has_video;
    element e;

    for (uint64_t at = head->from; read_element(m->l, at, head->to, &e); at = e.to)
        if (e.id == ID_DOC_TYPE)
            webm = px_str_starts(px_look_at(m->l, e.from, 4), PX_STR("webm"));
    if (sound)
        media->modality = PX_MODALITY_AUDIO;
    media->type = webm ? (sound ? "audio/webm" : "video/webm")
                       : (sound ? "audio/matroska" : "video/matroska");
}

static bool measure_matroska(px_look *l, px_media *media)
{
    matroska m = { .l = l, .scale = DEFAULT_SCALE };
    element head, segment;
    double ms;
    bool good;

    if (!read_element(l, 0, l->file->size, &head) || head.id != ID_EBML)
        return false;
    if (!read_element(l, head.to, l->file->size, &segment) || segment.id != ID_SEGMENT)
        return false;
    good = read_segment(&m, segment.from, segment.to);
    name_type(&m, &head, media);
    ms = m.duration > 0 ? m.duration * (double)m.scale / 1e6 : (double)m.last_ns / 1e6;
    if (!good || !(ms >= 0.5 && ms < 3e12)) {
        media->trouble = PX_TROUBLE_NO_DURATION;
        return false;
    }
    media->milliseconds = (uint64_t)(ms + 0.5);
    return true;
}

const px_media_format px_media_matroska = { "video/matroska", PX_MODALITY_VIDEO, is_matroska,
                                            measure_matroska };
