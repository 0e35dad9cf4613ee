/* SPDX-License-Identifier: EUPL-1.2 */
#include <brotli/decode.h>

#include "base/error.h"
#include "corpus/codec.h"

#include "base/banned.h"

typedef struct brotli_state {
    BrotliDecoderState *decoder; /* owned; it cannot be used again, so each body has its own */
} brotli_state;

static void *brotli_open(void)
{
    return px_alloc_zero(1, sizeof(brotli_state));
}

static void brotli_reset(void *state)
{
    brotli_state *b = state;

    if (b->decoder)
        BrotliDecoderDestroyInstance(b->decoder);
    b->decoder = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!b->decoder)
        px_out_of_memory();
}

static void brotli_close(void *state)
{
    brotli_state *b = state;

    if (b->decoder)
        BrotliDecoderDestroyInstance(b->decoder);
    free(b);
}

static px_codec_result brotli_step(void *state, px_codec_io *io)
{
    brotli_state *b = state;

    switch (BrotliDecoderDecompressStream(b->decoder, &io->in_len, &io->in, &io->out_len, &io->out,
                                          NULL)) {
    case BROTLI_DECODER_RESULT_SUCCESS:
        return PX_CODEC_END;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
        return PX_CODEC_GO_ON;
    case BROTLI_DECODER_RESULT_ERROR:
        break;
    }
    return PX_CODEC_DAMAGED;
}

const px_codec px_codec_brotli = {
    .name = "brotli",
    .encodings = { "br", NULL },
    .open = brotli_open,
    .reset = brotli_reset,
    .step = brotli_step,
    .close = brotli_close,
};
