/* SPDX-License-Identifier: EUPL-1.2 */
#include <bzlib.h>

#include "base/error.h"
#include "corpus/codec.h"

#include "base/banned.h"

enum { STEP_MAX = 1 << 30 }; /* libbz2 counts in 32 bits */

typedef struct bzip2_state {
    bz_stream stream;
    bool open;
} bzip2_state;

static bool bzip2_recognise(px_str head)
{
    return head.len >= 10 && memcmp(head.ptr, "BZh", 3) == 0 && head.ptr[3] >= '1' &&
           head.ptr[3] <= '9' &&
           (memcmp(head.ptr + 4, "1AY&SY", 6) == 0 ||
            memcmp(head.ptr + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0);
}

static void bzip2_end(bzip2_state *b)
{
    if (b->open)
        (void)BZ2_bzDecompressEnd(&b->stream);
    b->open = false;
}

static void bzip2_reset(void *state)
{
    bzip2_state *b = state;

    bzip2_end(b);
    b->stream = (bz_stream){ 0 };
    if (BZ2_bzDecompressInit(&b->stream, 0, 0) != BZ_OK)
        px_out_of_memory();
    b->open = true;
}

static void *bzip2_open(void)
{
    return px_alloc_zero(1, sizeof(bzip2_state));
}

static void bzip2_close(void *state)
{
    bzip2_end(state);
    free(state);
}

static px_codec_result bzip2_step(void *state, px_codec_io *io)
{
    bzip2_state *b = state;
    unsigned in_len = (unsigned)PX_MIN(io->in_len, (size_t)STEP_MAX);
    unsigned out_len = (unsigned)PX_MIN(io->out_len, (size_t)STEP_MAX);
    int rc;

    b->stream.next_in = (char *)io->in;
    b->stream.avail_in = in_len;
    b->stream.next_out = (char *)io->out;
    b->stream.avail_out = out_len;
    rc = BZ2_bzDecompress(&b->stream);
    io->in += in_len - b->stream.avail_in;
    io->in_len -= in_len - b->stream.avail_in;
    io->out += out_len - b->stream.avail_out;
    io->out_len -= out_len - b->stream.avail_out;
    if (rc == BZ_STREAM_END)
        return PX_CODEC_END;
    if (rc == BZ_MEM_ERROR)
        px_out_of_memory();
    return rc == BZ_OK ? PX_CODEC_GO_ON : PX_CODEC_DAMAGED;
}

const px_codec px_codec_bzip2 = {
    .name = "bzip2",
    .recognise = bzip2_recognise,
    .open = bzip2_open,
    .reset = bzip2_reset,
    .next = bzip2_reset,
    .step = bzip2_step,
    .close = bzip2_close,
};
