/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gzip and HTTP's "deflate", by ISA-L: nearly as fast as libdeflate, and in steps. "deflate" is
 * zlib by its specification and bare deflate by some servers; the first two bytes tell.
 */
#include <isa-l/igzip_lib.h>

#include "base/error.h"
#include "corpus/codec.h"

#include "base/banned.h"

enum { STEP_MAX = 1 << 30 }; /* ISA-L counts in 32 bits */

typedef struct deflate_state {
    struct inflate_state inflate;
    bool started;
} deflate_state;

static void *deflate_open(void)
{
    deflate_state *d = px_alloc(sizeof(*d));

    isal_inflate_init(&d->inflate);
    d->started = false;
    return d;
}

static void deflate_reset(void *state)
{
    deflate_state *d = state;

    isal_inflate_reset(&d->inflate);
    d->started = false;
}

static void deflate_close(void *state)
{
    free(state);
}

/*
 * ISA-L takes up to eight bytes of input before it needs them, and gives those behind a packed unit
 * back: maybe bytes of an earlier step. So they are given back after every step, all but the bits
 * of the byte that is in use. (What it keeps in tmp_in_buffer comes behind them and must stay.)
 */
static void give_back(struct inflate_state *s)
{
    unsigned bytes = s->read_in_length > 0 ? (unsigned)s->read_in_length / 8 : 0;

    if (s->tmp_in_size > 0 || s->block_state == ISAL_BLOCK_FINISH)
        return;
    s->read_in_length -= (int32_t)(8 * bytes);
    s->read_in &= ((uint64_t)1 << s->read_in_length) - 1;
    s->next_in -= bytes;
    s->avail_in += bytes;
}

static px_codec_result deflate_step(deflate_state *d, px_codec_io *io)
{
    uint32_t in_len = (uint32_t)PX_MIN(io->in_len, (size_t)STEP_MAX);
    uint32_t out_len = (uint32_t)PX_MIN(io->out_len, (size_t)STEP_MAX);
    int rc;

    d->inflate.next_in = (uint8_t *)io->in;
    d->inflate.avail_in = in_len;
    d->inflate.next_out = io->out;
    d->inflate.avail_out = out_len;
    rc = isal_inflate(&d->inflate);
    if (rc >= 0)
        give_back(&d->inflate);
    io->out += out_len - d->inflate.avail_out;
    io->out_len -= out_len - d->inflate.avail_out;
    if (rc < 0 || d->inflate.avail_in > in_len) /* after damage it does not know where it is */
        return PX_CODEC_DAMAGED;
    io->in += in_len - d->inflate.avail_in;
    io->in_len -= in_len - d->inflate.avail_in;
    if (rc == ISAL_NEED_DICT)
        return PX_CODEC_UNABLE;
    return d->inflate.block_state == ISAL_BLOCK_FINISH ? PX_CODEC_END : PX_CODEC_GO_ON;
}

static bool gzip_recognise(px_str head)
{
    return head.len >= 4 && memcmp(head.ptr, "\x1f\x8b\x08", 3) == 0 &&
           ((unsigned char)head.ptr[3] & 0xe0) == 0;
}

static px_codec_result gzip_step(void *state, px_codec_io *io)
{
    deflate_state *d = state;

    if (!d->started) {
        d->inflate.crc_flag = ISAL_GZIP;
        d->started = true;
    }
    return deflate_step(d, io);
}

static bool is_zlib(const unsigned char *head)
{
    return (head[0] & 0x0f) == 8 && (head[0] >> 4) <= 7 && (head[0] * 256 + head[1]) % 31 == 0;
}

static px_codec_result zlib_step(void *state, px_codec_io *io)
{
    deflate_state *d = state;

    if (!d->started) {
        if (io->in_len < 2)
            return PX_CODEC_GO_ON;
        d->inflate.crc_flag = is_zlib(io->in) ? ISAL_ZLIB : ISAL_DEFLATE;
        d->started = true;
    }
    return deflate_step(d, io);
}

const px_codec px_codec_gzip = {
    .name = "gzip",
    .encodings = { "gzip", "x-gzip" },
    .recognise = gzip_recognise,
    .open = deflate_open,
    .reset = deflate_reset,
    .next = deflate_reset,
    .step = gzip_step,
    .close = deflate_close,
};

const px_codec px_codec_zlib = {
    .name = "deflate",
    .encodings = { "deflate", NULL },
    .open = deflate_open,
    .reset = deflate_reset,
    .step = zlib_step,
    .close = deflate_close,
};
