/* SPDX-License-Identifier: EUPL-1.2 */
#include <lzma.h>

#include "base/error.h"
#include "corpus/codec.h"

#include "base/banned.h"

#define XZ_MEMORY ((uint64_t)512 << 20) /* a decoder's limit; presets need at most 65 MiB */

static bool xz_recognise(px_str head)
{
    return head.len >= 6 && memcmp(head.ptr,
                                   "\xfd"
                                   "7zXZ\0",
                                   6) == 0;
}

static void xz_reset(void *state)
{
    if (lzma_stream_decoder(state, XZ_MEMORY, 0) != LZMA_OK)
        px_out_of_memory();
}

static void *xz_open(void)
{
    lzma_stream *stream = px_alloc(sizeof(*stream));

    *stream = (lzma_stream)LZMA_STREAM_INIT;
    return stream;
}

static void xz_close(void *state)
{
    lzma_end(state);
    free(state);
}

static px_codec_result xz_step(void *state, px_codec_io *io)
{
    lzma_stream *stream = state;
    lzma_ret rc;

    stream->next_in = io->in;
    stream->avail_in = io->in_len;
    stream->next_out = io->out;
    stream->avail_out = io->out_len;
    rc = lzma_code(stream, LZMA_RUN);
    io->in = stream->next_in;
    io->in_len = stream->avail_in;
    io->out = stream->next_out;
    io->out_len = stream->avail_out;
    if (rc == LZMA_STREAM_END)
        return PX_CODEC_END;
    if (rc == LZMA_MEM_ERROR)
        px_out_of_memory();
    if (rc == LZMA_MEMLIMIT_ERROR || rc == LZMA_OPTIONS_ERROR)
        return PX_CODEC_UNABLE;
    return rc == LZMA_OK || rc == LZMA_BUF_ERROR ? PX_CODEC_GO_ON : PX_CODEC_DAMAGED;
}

const px_codec px_codec_xz = {
    .name = "xz",
    .recognise = xz_recognise,
    .open = xz_open,
    .reset = xz_reset,
    .next = xz_reset,
    .step = xz_step,
    .close = xz_close,
};
