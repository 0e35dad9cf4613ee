/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/unpack_stream.h"

#include "base/error.h"

#include "base/banned.h"

/* The window keeps PX_LZ_REACH bytes of what was taken for LZ, and fits into the cache of one
 * processor with what is read. */
enum { IN_ROOM = 64 << 10, WINDOW = 384 << 10, STEP_MIN = 64 << 10, LENGTH_BYTES = 5 };

typedef px_lz_result lz_fn(px_lz *lz);

/* ---- What unpacks it */

static const px_codec *codec_of(px_packing packing)
{
    switch (packing) {
    case PX_PACKING_GZIP:
        return &px_codec_gzip;
    case PX_PACKING_ZSTD:
        return &px_codec_zstd;
    case PX_PACKING_BROTLI:
        return &px_codec_brotli;
    default:
        return NULL;
    }
}

static lz_fn *lz_of(px_packing packing)
{
    return packing == PX_PACKING_SNAPPY ? px_lz_snappy
           : packing == PX_PACKING_LZ4  ? px_lz_lz4
                                        : NULL;
}

bool px_unpack_streams(int64_t packing)
{
    return packing == PX_PACKING_NONE ||
           (packing >= 0 && packing < PX_PACKING_COUNT &&
            (codec_of((px_packing)packing) || lz_of((px_packing)packing)));
}

/* ---- What is packed */

/* Reads more behind what there is; false at the end, or where the file cannot be read. */
static bool read_more(px_unpack_stream *s)
{
    size_t left = s->in_len - s->in_at, got = 0;

    if (s->packed == 0 || s->rc < 0)
        return false;
    if (!s->in)
        s->in = px_alloc(IN_ROOM);
    if (left)
        memmove(s->in, s->in + s->in_at, left);
    s->in_at = 0;
    s->in_len = left;
    s->rc = px_random_read(s->file, s->at, s->in + left,
                           (size_t)PX_MIN(s->packed, (uint64_t)(IN_ROOM - left)), &got, s->err);
    if (s->rc < 0 || got == 0)
        return false;
    s->in_len += got;
    s->at += got;
    s->packed -= got;
    return true;
}

/* The length before Snappy's elements, which the page states too. */
static bool read_length(px_unpack_stream *s, uint64_t len)
{
    uint64_t stated = 0;

    (void)read_more(s);
    for (unsigned i = 0; i < LENGTH_BYTES && s->in_at < s->in_len; i++) {
        unsigned byte = (unsigned char)s->in[s->in_at++];

        stated |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (byte < 0x80)
            return stated == len;
    }
    return false;
}

void px_unpack_stream_open(px_unpack_stream *s, const px_random *file, uint64_t at, uint64_t packed,
                           px_packing packing, uint64_t len)
{
    s->file = file;
    s->at = at;
    s->packed = packed;
    s->packing = packing;
    s->left = len;
    s->codec = codec_of(packing);
    s->ended = s->damaged = false;
    s->rc = 0;
    s->in_at = s->in_len = s->taken = s->filled = 0;
    s->lz = (px_lz){ 0 };
    if (s->codec)
        s->codec->reset(px_codec_pool_state(&s->codecs, s->codec));
    if (packing == PX_PACKING_NONE)
        s->damaged = packed != len;
    if (packing == PX_PACKING_SNAPPY)
        s->damaged = !read_length(s, len);
}

/* ---- Steps: more comes out, or there is a trouble */

static void step_stored(px_unpack_stream *s, size_t room)
{
    size_t got = 0;

    s->rc = px_random_read(s->file, s->at, s->window + s->filled, room, &got, s->err);
    s->damaged = s->rc >= 0 && got == 0;
    s->at += got;
    s->packed -= PX_MIN(s->packed, (uint64_t)got);
    s->filled += got;
    s->left -= got;
}

static void step_lz(px_unpack_stream *s, size_t room)
{
    px_lz *lz = &s->lz;
    unsigned char *to = (unsigned char *)s->window + s->filled;
    px_lz_result result;

    lz->in = (const unsigned char *)s->in + s->in_at;
    lz->in_end = (const unsigned char *)s->in + s->in_len;
    lz->begin = (const unsigned char *)s->window;
    lz->out = to;
    lz->out_end = to + room;
    result = lz_of(s->packing)(lz);
    s->in_at = (size_t)(lz->in - (const unsigned char *)s->in);
    s->filled += (size_t)(lz->out - to);
    s->left -= (uint64_t)(lz->out - to);
    if (result == PX_LZ_BAD || (result == PX_LZ_INPUT && s->left > 0 && !read_more(s)))
        s->damaged = s->rc >= 0;
}

/* Behind a packed unit a further one may follow, or zeros; not of codecs that cannot tell. */
static void next_unit(px_unpack_stream *s)
{
    if (!s->codec->recognise || (s->in_at == s->in_len && !read_more(s)) || s->in[s->in_at] == '\0')
        return;
    s->ended = false;
    if (s->codec->next)
        s->codec->next(px_codec_pool_state(&s->codecs, s->codec));
}

static void step_codec(px_unpack_stream *s, char *to, size_t room, size_t *ret_made)
{
    px_codec_io io = { .out = (unsigned char *)to, .out_len = room };
    size_t before = s->in_len - s->in_at;
    px_codec_result result;

    if (before == 0 && read_more(s))
        before = s->in_len;
    io.in = (const unsigned char *)s->in + s->in_at;
    io.in_len = before;
    result = s->codec->step(px_codec_pool_state(&s->codecs, s->codec), &io);
    s->in_at = s->in_len - io.in_len;
    *ret_made = room - io.out_len;
    s->ended = result == PX_CODEC_END;
    if (s->ended)
        next_unit(s);
    /* It took nothing and gave nothing: it waits for what there is not. */
    else if (result != PX_CODEC_GO_ON || (*ret_made == 0 && io.in_len == before && !read_more(s)))
        s->damaged = s->rc >= 0;
}

static void step(px_unpack_stream *s, size_t room)
{
    size_t made;

    if (s->packing == PX_PACKING_NONE) {
        step_stored(s, room);
    } else if (!s->codec) {
        step_lz(s, room);
    } else if (s->ended) {
        s->damaged = true; /* before its time */
    } else {
        step_codec(s, s->window + s->filled, room, &made);
        s->filled += made;
        s->left -= made;
    }
}

/* ---- The window */

/* Room for at least `n` bytes from the first that is not taken, and for a step. */
static void make_room(px_unpack_stream *s, size_t n)
{
    size_t keep = lz_of(s->packing) ? PX_LZ_REACH : 0;
    size_t from = PX_MIN(s->taken, s->filled - PX_MIN(s->filled, keep));
    size_t want = PX_MAX(s->taken + n, s->filled + STEP_MIN);

    if (want <= s->room)
        return;
    if (from > 0) {
        memmove(s->window, s->window + from, s->filled - from);
        s->taken -= from;
        s->filled -= from;
        want -= from;
    }
    if (want > s->room || !s->window) {
        s->room = PX_MAX(want + want / 4, (size_t)WINDOW);
        s->window = px_realloc(s->window, s->room);
    }
}

/* Unpacks more, towards n bytes that are ready; false where that cannot be. What comes out before
 * a damage is not lost. */
static bool advance(px_unpack_stream *s, size_t n)
{
    uint64_t left = s->left;

    if (s->left == 0 || s->damaged || s->rc < 0)
        return false;
    make_room(s, n);
    step(s, (size_t)PX_MIN((uint64_t)(s->room - s->filled), s->left));
    return s->left < left || (!s->damaged && s->rc >= 0);
}

bool px_unpack_stream_need(px_unpack_stream *s, size_t n)
{
    if (n > px_unpack_stream_ready(s) + s->left)
        return false;
    while (px_unpack_stream_ready(s) < n)
        if (!advance(s, n))
            return false;
    return true;
}

/* What is stored as it is need not be read. */
static uint64_t pass_stored(px_unpack_stream *s, uint64_t n)
{
    uint64_t part = s->packing == PX_PACKING_NONE && !s->damaged ? PX_MIN(n, s->left) : 0;

    s->at += part;
    s->packed -= part;
    s->left -= part;
    return part;
}

bool px_unpack_stream_skip(px_unpack_stream *s, uint64_t n)
{
    for (;;) {
        size_t part = (size_t)PX_MIN(n, (uint64_t)px_unpack_stream_ready(s));

        s->taken += part;
        n -= part;
        n -= n > STEP_MIN ? pass_stored(s, n) : 0;
        if (n == 0)
            return true;
        if (!advance(s, 1))
            return false;
    }
}

/* ---- The end */

/* A codec compares checksums and ends behind the last byte: it is asked for one more. */
static void end_codec(px_unpack_stream *s)
{
    char beyond;
    size_t made = 0;

    while (!s->ended && !s->damaged && s->rc >= 0 && made == 0)
        step_codec(s, &beyond, 1, &made);
    s->damaged = s->damaged || made > 0;
}

bool px_unpack_stream_finish(px_unpack_stream *s)
{
    if (!px_unpack_stream_skip(s, px_unpack_stream_ready(s) + s->left))
        return false;
    if (s->codec)
        end_codec(s);
    else if (s->packing != PX_PACKING_NONE && !s->damaged) {
        step_lz(s, 0);
        s->damaged = s->damaged || !px_lz_complete(&s->lz) || s->packed > 0;
    }
    return !s->damaged && s->rc >= 0;
}

void px_unpack_stream_close(px_unpack_stream *s)
{
    free(s->in);
    free(s->window);
    px_codec_pool_free(&s->codecs);
    *s = (px_unpack_stream){ 0 };
}
