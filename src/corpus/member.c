/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/member.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include "corpus/bytes.h"

#include "base/banned.h"

enum {
    GZIP_HEAD = 10,
    GZIP_TAIL = 8,
    SKIP_FIELD_MAX = 64,  /* bytes of a head up to the end of its field 'sl' */
    FIRST_ROOM = 1 << 20, /* for what a member unpacks to */
    ROOM_MAX = 16 << 20,  /* larger members are unpacked as a stream */
    WINDOW = 1 << 16,     /* of packed bytes that are given to libdeflate */
    HEAD_FIRST = 2 << 10, /* what is unpacked of a member to read its head */
    HEAD_MAX = 32 << 10
};

struct px_members {
    struct libdeflate_decompressor *decompressor;
    char *out; /* owned */
    size_t room;
    struct inflate_state head_state;
    unsigned char head[HEAD_MAX];
};

static px_members *members_of(px_tools *tools)
{
    px_members *m = tools->members;

    if (m)
        return m;
    m = px_alloc(sizeof(*m));
    m->decompressor = libdeflate_alloc_decompressor();
    if (!m->decompressor)
        px_out_of_memory();
    m->room = FIRST_ROOM;
    m->out = px_alloc(m->room);
    isal_inflate_init(&m->head_state);
    tools->members = m;
    return m;
}

void px_members_free(px_members *m)
{
    if (!m)
        return;
    libdeflate_free_decompressor(m->decompressor);
    free(m->out);
    free(m);
}

/* ---- Heads of members */

/* The first `want` bytes of what the member at the head of the bytes unpacks to, or all of them, or
 * as many as come out. */
static px_str unpack_head(px_members *m, px_str packed, size_t want)
{
    struct inflate_state *state = &m->head_state;

    /* Unlike isal_inflate, this stops where the room ends. */
    isal_inflate_reset(state);
    state->crc_flag = ISAL_GZIP;
    state->next_in = (uint8_t *)packed.ptr;
    state->avail_in = (uint32_t)PX_MIN(packed.len, (size_t)1 << 30);
    state->next_out = m->head;
    state->avail_out = (uint32_t)PX_MIN(want, sizeof(m->head));
    (void)isal_inflate_stateless(state);
    return px_str_n((const char *)m->head, (size_t)(state->next_out - m->head));
}

/*
 * The lengths that the field 'sl' (skip length) states, packed and unpacked. wget wrote it in two
 * shapes: as RFC 1952 wants it and, in older versions, without the length of its data.
 */
static bool skip_lengths(px_str packed, size_t *ret_packed, size_t *ret_whole)
{
    const char *field = packed.ptr + GZIP_HEAD + 2;
    size_t len;

    if (packed.len < SKIP_FIELD_MAX || !(packed.ptr[3] & 4) || memcmp(field, "sl", 2) != 0)
        return false;
    len = (size_t)(unsigned char)packed.ptr[GZIP_HEAD] |
          (size_t)(unsigned char)packed.ptr[GZIP_HEAD + 1] << 8;
    if (len != 10 && (len != 12 || memcmp(field + 2, "\x08", 2) != 0))
        return false;
    field += len - 8;
    *ret_packed = px_le32(field);
    *ret_whole = px_le32(field + 4);
    return *ret_packed > GZIP_HEAD + GZIP_TAIL;
}

/* Packed and unpacked length of the member at the head of the window, by an index of the archive or
 * by its own head; 0 where nobody says. */
static int stated_lengths(px_reading *r, px_stream *s, size_t *ret_packed, size_t *ret_whole,
                          px_error *err)
{
    uint64_t length = px_extents_length(r->extents, s->at);
    int rc;

    *ret_packed = 0;
    if (length <= GZIP_HEAD + GZIP_TAIL || length > PX_STREAM_MAX - 16) {
        if (!skip_lengths(px_str_n(s->ptr, s->len), ret_packed, ret_whole))
            *ret_packed = 0;
        return 0;
    }
    rc = px_stream_want(s, length, err);
    if (rc >= 0 && s->len >= length) {
        *ret_packed = length;
        *ret_whole = px_le32(s->ptr + length - 4);
    }
    return rc;
}

static bool is_member(px_str bytes)
{
    return px_codec_gzip.recognise(bytes);
}

/* The record of the member by its head, where its length is stated and borne out: another member or
 * the end follows, and the length at its own end is the same. False: it must be unpacked. */
static int peek_member(px_reading *r, px_members *m, px_file_stream *f, bool *ret_done,
                       px_error *err)
{
    px_stream *s = &f->stream;
    size_t packed, whole;
    px_str rest, head;
    int rc;

    *ret_done = false;
    rc = stated_lengths(r, s, &packed, &whole, err);
    if (rc < 0 || packed == 0 || packed > PX_STREAM_MAX - 16)
        return rc;
    rc = px_stream_want(s, packed + 4, err);
    if (rc < 0 || s->len < packed)
        return rc;
    rest = px_str_sub(px_str_n(s->ptr, s->len), packed, s->len);
    if ((rest.len ? !is_member(rest) : !s->end) || px_le32(s->ptr + packed - 4) != whole)
        return 0;
    head = unpack_head(m, px_str_n(s->ptr, packed), HEAD_FIRST);
    *ret_done = r->format->peek(r, head, whole);
    if (!*ret_done && head.len == HEAD_FIRST) {
        head = unpack_head(m, px_str_n(s->ptr, packed), HEAD_MAX);
        *ret_done = r->format->peek(r, head, whole);
    }
    if (*ret_done)
        px_stream_take(s, packed);
    return 0;
}

/* ---- Finding members */

int px_members_find(px_reading *r, px_file_stream *f, px_error *err)
{
    px_members *m = members_of(r->tools);
    px_stream *s = &f->stream;

    for (;;) {
        const char *hit;
        int rc = px_stream_want(s, HEAD_MAX, err);

        if (rc < 0 || s->len == 0)
            return rc;
        hit = memchr(s->ptr, 0x1f, s->len);
        px_stream_take(s, hit ? (size_t)(hit - s->ptr) : s->len);
        if (!hit)
            continue;
        rc = px_stream_want(s, HEAD_MAX, err);
        if (rc < 0)
            return rc;
        if (is_member(px_str_n(s->ptr, s->len)) &&
            r->format->recognise(unpack_head(m, px_str_n(s->ptr, s->len), HEAD_FIRST)))
            return 0;
        px_stream_take(s, 1);
    }
}

/* ---- Reading members */

typedef enum member_result { MEMBER_READ, MEMBER_LARGE, MEMBER_DAMAGED } member_result;

/* Unpacks the member at the head of the window into m->out: the window grows while it may be too
 * short, the room while it is too small. */
static int unpack_member(px_members *m, px_stream *s, member_result *ret_result, size_t *ret_packed,
                         size_t *ret_len, px_error *err)
{
    for (size_t want = WINDOW;; want *= 4) {
        enum libdeflate_result result;
        int rc = px_stream_want(s, PX_MIN(want, PX_STREAM_MAX), err);

        if (rc < 0)
            return rc;
        while ((result = libdeflate_gzip_decompress_ex(m->decompressor, s->ptr, s->len, m->out,
                                                       m->room, ret_packed, ret_len)) ==
                   LIBDEFLATE_INSUFFICIENT_SPACE &&
               m->room < ROOM_MAX) {
            m->room *= 4;
            free(m->out);
            m->out = px_alloc(m->room);
        }
        *ret_result = result == LIBDEFLATE_SUCCESS              ? MEMBER_READ
                      : result == LIBDEFLATE_INSUFFICIENT_SPACE ? MEMBER_LARGE
                                                                : MEMBER_DAMAGED;
        if (result != LIBDEFLATE_BAD_DATA || s->end || want >= PX_STREAM_MAX)
            return 0;
    }
}

/* Reads one member as a stream: it is too large, or what can be had of it before the damage. */
static int stream_member(px_reading *r, px_file_stream *f, bool *ret_damaged, px_error *err)
{
    px_tools *tools = r->tools;
    px_codec_stream *layer = &tools->layers[0];
    uint64_t skipped;
    int rc;

    px_codec_stream_open(layer, &px_codec_gzip,
                         px_codec_pool_state(&tools->pools[0], &px_codec_gzip), &f->stream, true);
    rc = r->format->read(r, &layer->stream, err);
    if (rc >= 0)
        rc = px_stream_skip(&layer->stream, UINT64_MAX, &skipped, err);
    *ret_damaged = layer->stream.trouble != PX_TROUBLE_NONE;
    return rc;
}

static int read_member(px_reading *r, px_members *m, px_file_stream *f, px_error *err)
{
    px_stream *s = &f->stream;
    member_result result;
    size_t packed, len;
    bool done = false, damaged;
    int rc = 0;

    r->place = s->at;
    if (r->sizes_only && r->format->peek)
        rc = peek_member(r, m, f, &done, err);
    if (rc < 0 || done)
        return rc;
    rc = unpack_member(m, s, &result, &packed, &len, err);
    if (rc < 0)
        return rc;
    if (result == MEMBER_READ) {
        px_stream inner = px_stream_memory(px_str_n(m->out, len));

        px_stream_take(s, packed);
        return r->format->read(r, &inner, err);
    }
    rc = stream_member(r, f, &damaged, err);
    if (rc >= 0 && damaged && px_file_stream_seek(f, r->place + 1))
        rc = px_members_find(r, f, err);
    return rc;
}

/* Bytes that are no member: zeros at the end of a file are padding, others are reported. */
static int skip_stray(px_reading *r, px_file_stream *f, px_error *err)
{
    px_stream *s = &f->stream;
    uint64_t at = s->at;
    int rc = 0;

    while (rc >= 0 && s->len > 0 && *s->ptr == '\0') {
        px_stream_take(s, 1);
        rc = px_stream_want(s, 4, err);
    }
    if (rc < 0 || s->len == 0 || is_member(px_str_n(s->ptr, s->len)))
        return rc;
    r->place = at;
    px_reading_trouble(r, PX_TROUBLE_STRAY, at);
    return px_members_find(r, f, err);
}

int px_members_read(px_reading *r, px_file_stream *f, px_error *err)
{
    px_members *m = members_of(r->tools);
    px_stream *s = &f->stream;
    uint64_t stop = r->stop;
    int rc;

    r->fixed = true;
    r->stop = UINT64_MAX; /* of what is within the members */
    for (;;) {
        rc = px_stream_want(s, SKIP_FIELD_MAX, err);
        if (rc < 0 || s->len == 0 || s->at >= stop)
            break;
        rc =
            is_member(px_str_n(s->ptr, s->len)) ? read_member(r, m, f, err) : skip_stray(r, f, err);
        if (rc < 0)
            break;
    }
    r->stop = stop;
    r->fixed = false;
    return rc;
}
