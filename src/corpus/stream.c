/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/stream.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/builder.h"

#include "base/banned.h"

enum { FILE_WINDOW = 1 << 18, CODEC_WINDOW = 1 << 18 };

static uint64_t file_jump(px_stream *s, uint64_t n);

int px_stream_skip(px_stream *s, uint64_t n, uint64_t *ret_skipped, px_error *err)
{
    uint64_t skipped = file_jump(s, n);
    int rc = 0;

    while (skipped < n) {
        size_t part;

        rc = px_stream_want(s, 1, err);
        if (rc < 0 || s->len == 0)
            break;
        part = (size_t)PX_MIN(n - skipped, (uint64_t)s->len);
        px_stream_take(s, part);
        skipped += part;
    }
    if (rc >= 0)
        *ret_skipped = skipped;
    return rc;
}

/*
 * Moves what stands ready to the front of a buffer that has room for `want`. Returns how far it is
 * to be filled: a buffer that was larger once is not filled up, so that the window stays in the
 * processor's cache.
 */
static size_t make_room(px_stream *s, char **buffer, size_t *room, size_t want, size_t window)
{
    size_t need = PX_MIN(PX_MAX(want, window), PX_STREAM_MAX);

    if (need > *room) {
        char *wider = px_alloc(need);

        if (s->len)
            memcpy(wider, s->ptr, s->len);
        free(*buffer);
        *buffer = wider;
        *room = need;
    } else if (s->len) {
        memmove(*buffer, s->ptr, s->len);
    }
    s->ptr = *buffer;
    return need;
}

/* ---- Files */

static int file_fill(px_stream *s, size_t want, px_error *err)
{
    px_file_stream *f = (px_file_stream *)s;

    size_t fill = make_room(s, &f->buffer, &f->room, want, FILE_WINDOW);

    while (s->len < want && !s->end) {
        char *to = f->buffer + s->len;
        size_t room = fill - s->len;
        ssize_t n =
            f->seekable ? pread(f->fd, to, room, (off_t)(s->at + s->len)) : read(f->fd, to, room);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", f->name,
                                 NULL);
        s->len += (size_t)n;
        s->end = n == 0;
    }
    return 0;
}

/* Passes over what need not be read, where the stream is a file that can seek. Returns how much; at
 * most up to the end. */
static uint64_t file_jump(px_stream *s, uint64_t n)
{
    px_file_stream *f = (px_file_stream *)s;
    uint64_t from = s->at, end;
    struct stat st;

    if (s->fill != file_fill || n <= s->len + FILE_WINDOW || !f->seekable || s->end ||
        fstat(f->fd, &st) < 0)
        return 0;
    end = PX_MAX((uint64_t)st.st_size, s->at + s->len);
    s->at = n > end - from ? end : from + n;
    s->len = 0;
    return s->at - from;
}

void px_file_stream_open(px_file_stream *f, int fd, const char *name, bool seekable,
                         uint64_t offset)
{
    *f = (px_file_stream){
        .stream = { .at = offset, .fill = file_fill },
        .fd = fd,
        .name = name,
        .seekable = seekable,
        .buffer = f->buffer,
        .room = f->room,
    };
}

void px_file_stream_close(px_file_stream *f)
{
    free(f->buffer);
    f->buffer = NULL;
    f->room = 0;
}

bool px_file_stream_seek(px_file_stream *f, uint64_t offset)
{
    px_stream *s = &f->stream;

    if (offset >= s->at && offset <= s->at + s->len) {
        px_stream_take(s, (size_t)(offset - s->at));
        return true;
    }
    if (!f->seekable)
        return false;
    s->len = 0;
    s->at = offset;
    s->end = false;
    return true;
}

/* ---- Parts */

/* What was taken of the part's view has been taken of the whole, too. */
static void part_settle(px_part_stream *p)
{
    size_t taken = p->given - p->stream.len;

    px_stream_take(p->from, taken);
    p->left -= taken;
    p->given = p->stream.len;
}

static int part_fill(px_stream *s, size_t want, px_error *err)
{
    px_part_stream *p = (px_part_stream *)s;
    int rc;

    part_settle(p);
    rc = px_stream_want(p->from, (size_t)PX_MIN((uint64_t)want, p->left), err);
    if (rc < 0)
        return rc;
    s->ptr = p->from->ptr;
    s->len = (size_t)PX_MIN((uint64_t)p->from->len, p->left);
    s->end = s->len == p->left || p->from->end;
    p->given = s->len;
    if (s->end && s->len < p->left)
        s->trouble = p->cut;
    return 0;
}

void px_part_stream_open(px_part_stream *p, px_stream *from, uint64_t len)
{
    *p = (px_part_stream){ .stream = { .fill = part_fill }, .from = from, .left = len };
}

int px_part_stream_finish(px_part_stream *p, bool *ret_whole, px_error *err)
{
    uint64_t skipped;
    int rc;

    part_settle(p);
    rc = px_stream_skip(p->from, p->left, &skipped, err);
    if (rc >= 0)
        *ret_whole = skipped == p->left;
    return rc;
}

/* ---- Codecs */

/* Between two packed units: passes over zeros (padding); whether another unit begins. */
static int next_unit(px_codec_stream *c, px_error *err)
{
    px_stream *from = c->from;
    int rc;

    do {
        size_t zeros = 0;

        rc = px_stream_want(from, 16, err);
        while (zeros < from->len && from->ptr[zeros] == '\0')
            zeros++;
        px_stream_take(from, zeros);
    } while (rc >= 0 && from->len == 0 && !from->end);
    if (rc >= 0)
        rc = px_stream_want(from, 16, err);
    if (rc < 0)
        return rc;
    c->between = false;
    if (from->len > 0 &&
        !(c->codec->recognise && c->codec->recognise(px_str_n(from->ptr, from->len))))
        c->stream.trouble = PX_TROUBLE_STRAY;
    if (from->len == 0 || c->stream.trouble)
        c->stream.end = true;
    else if (c->codec->next)
        c->codec->next(c->state);
    return 0;
}

static void codec_damaged(px_codec_stream *c, px_codec_result result)
{
    c->stream.end = true;
    c->stream.trouble = result == PX_CODEC_UNABLE ? PX_TROUBLE_TOO_LARGE : PX_TROUBLE_DAMAGED;
}

/* One step; more input first where the last step used all. */
static int codec_step(px_codec_stream *c, size_t fill, px_error *err)
{
    px_stream *s = &c->stream, *from = c->from;
    px_codec_io io;
    px_codec_result result;
    int rc = px_stream_want(from, 1, err);
    size_t in_len = from->len, made;

    if (rc < 0)
        return rc;
    io = (px_codec_io){ (const unsigned char *)from->ptr, in_len,
                        (unsigned char *)c->buffer + s->len, fill - s->len };
    result = c->codec->step(c->state, &io);
    made = fill - s->len - io.out_len;
    px_stream_take(from, in_len - io.in_len);
    s->len += made;
    c->made += made;
    if (result == PX_CODEC_END) {
        c->between = true;
        s->end = c->one;
    } else if (result != PX_CODEC_GO_ON) {
        codec_damaged(c, result);
    } else if (made == 0 && io.in_len == in_len) { /* it can do nothing with what there is */
        rc = px_stream_want(from, in_len + 1, err);
        if (rc >= 0 && from->len == in_len) {
            s->end = true;
            s->trouble = from->trouble ? from->trouble : PX_TROUBLE_CUT_OFF;
        }
    }
    return rc;
}

static int codec_fill(px_stream *s, size_t want, px_error *err)
{
    px_codec_stream *c = (px_codec_stream *)s;
    size_t fill = make_room(s, &c->buffer, &c->room, want, CODEC_WINDOW);
    int rc = 0;

    while (rc >= 0 && s->len < want && !s->end) {
        if (c->between)
            rc = next_unit(c, err);
        else
            rc = codec_step(c, fill, err);
        if (rc >= 0 && c->made > c->limit) {
            s->end = true;
            s->trouble = PX_TROUBLE_TOO_LARGE;
        }
    }
    return rc;
}

void px_codec_stream_open(px_codec_stream *c, const px_codec *codec, void *state, px_stream *from,
                          bool one)
{
    codec->reset(state);
    *c = (px_codec_stream){
        .stream = { .fill = codec_fill },
        .from = from,
        .codec = codec,
        .state = state,
        .one = one,
        .limit = UINT64_MAX,
        .buffer = c->buffer,
        .room = c->room,
    };
}

void px_codec_stream_close(px_codec_stream *c)
{
    free(c->buffer);
    c->buffer = NULL;
    c->room = 0;
}
