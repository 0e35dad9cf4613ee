/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Zstandard, with the dictionary frame of WARC files: a skippable frame with the number 0x184D2A5D
 * at the head of the file, whose content is a dictionary, bare or itself packed by zstd. All frames
 * after it are unpacked with it.
 */
#include <zstd.h>
#include <zstd_errors.h>

#include "base/error.h"
#include "corpus/bytes.h"
#include "corpus/codec.h"

#include "base/banned.h"

enum {
    DICTIONARY_FRAME_HEAD = 8,
    WINDOW_LOG_MAX = 27 /* 128 MiB: what zstd --ultra makes without --long */
};
#define DICTIONARY_MAX ((size_t)8 << 20)

typedef struct zstd_state {
    ZSTD_DCtx *context; /* owned */
    bool first;         /* no byte has come: a dictionary may stand here */
    bool in_dictionary;
    char *frame; /* of the dictionary, as far as it has come; owned */
    size_t frame_len, frame_want;
} zstd_state;

/* A frame, or a skippable one: 0x184D2A50 to 5F. */
static bool zstd_recognise(px_str head)
{
    return head.len >= 4 && (memcmp(head.ptr, "\x28\xb5\x2f\xfd", 4) == 0 ||
                             (((unsigned char)head.ptr[0] & 0xf0) == 0x50 &&
                              memcmp(head.ptr + 1, "\x2a\x4d\x18", 3) == 0));
}

static void *zstd_open(void)
{
    zstd_state *z = px_alloc_zero(1, sizeof(*z));

    z->context = ZSTD_createDCtx();
    if (!z->context)
        px_out_of_memory();
    (void)ZSTD_DCtx_setParameter(z->context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    z->first = true;
    return z;
}

static void zstd_reset(void *state)
{
    zstd_state *z = state;

    (void)ZSTD_DCtx_reset(z->context, ZSTD_reset_session_only);
    (void)ZSTD_DCtx_loadDictionary(z->context, NULL, 0);
    free(z->frame);
    z->frame = NULL;
    z->frame_len = z->frame_want = 0;
    z->first = true;
    z->in_dictionary = false;
}

static void zstd_close(void *state)
{
    zstd_state *z = state;

    (void)ZSTD_freeDCtx(z->context);
    free(z->frame);
    free(z);
}

/* The dictionary itself: it stands in the frame bare or packed. */
static px_codec_result load_dictionary(zstd_state *z)
{
    const char *content = z->frame + DICTIONARY_FRAME_HEAD;
    size_t len = z->frame_len - DICTIONARY_FRAME_HEAD, rc;
    PX_AUTO_FREE char *unpacked = NULL;

    if (len >= 4 && memcmp(content, "\x28\xb5\x2f\xfd", 4) == 0) {
        unpacked = px_alloc(DICTIONARY_MAX);
        len = ZSTD_decompress(unpacked, DICTIONARY_MAX, content, len);
        if (ZSTD_isError(len))
            return PX_CODEC_DAMAGED;
        content = unpacked;
    }
    rc = ZSTD_DCtx_loadDictionary(z->context, content, len); /* copies */
    return ZSTD_isError(rc) ? PX_CODEC_DAMAGED : PX_CODEC_GO_ON;
}

/* Takes what there is of the dictionary's frame. */
static px_codec_result read_dictionary(zstd_state *z, px_codec_io *io)
{
    px_codec_result result = PX_CODEC_GO_ON;

    while (io->in_len > 0 && z->in_dictionary) {
        size_t n = PX_MIN(z->frame_want - z->frame_len, io->in_len);

        memcpy(z->frame + z->frame_len, io->in, n);
        z->frame_len += n;
        io->in += n;
        io->in_len -= n;
        if (z->frame_len < z->frame_want)
            break;
        if (z->frame_want == DICTIONARY_FRAME_HEAD) {
            size_t len = px_le32(z->frame + 4);

            if (len > DICTIONARY_MAX)
                return PX_CODEC_UNABLE;
            z->frame_want += len;
            z->frame = px_realloc(z->frame, z->frame_want);
            if (len > 0)
                continue;
        }
        result = load_dictionary(z);
        z->in_dictionary = false;
    }
    return result;
}

static px_codec_result zstd_step(void *state, px_codec_io *io)
{
    zstd_state *z = state;
    ZSTD_inBuffer in;
    ZSTD_outBuffer out = { io->out, io->out_len, 0 };
    size_t rc;

    if (z->first && io->in_len > 0) {
        z->first = false;
        z->in_dictionary = io->in[0] == 0x5d;
    }
    if (z->in_dictionary && !z->frame) {
        z->frame_want = DICTIONARY_FRAME_HEAD;
        z->frame = px_alloc(DICTIONARY_FRAME_HEAD);
    }
    if (z->in_dictionary) {
        px_codec_result result = read_dictionary(z, io);

        if (result != PX_CODEC_GO_ON || z->in_dictionary)
            return result;
    }
    in = (ZSTD_inBuffer){ io->in, io->in_len, 0 };
    rc = ZSTD_decompressStream(z->context, &out, &in);
    io->in += in.pos;
    io->in_len -= in.pos;
    io->out += out.pos;
    io->out_len -= out.pos;
    if (ZSTD_isError(rc))
        return ZSTD_getErrorCode(rc) == ZSTD_error_frameParameter_windowTooLarge ? PX_CODEC_UNABLE
                                                                                 : PX_CODEC_DAMAGED;
    return rc == 0 ? PX_CODEC_END : PX_CODEC_GO_ON;
}

const px_codec px_codec_zstd = {
    .name = "zstd",
    .encodings = { "zstd", NULL },
    .recognise = zstd_recognise,
    .open = zstd_open,
    .reset = zstd_reset,
    .step = zstd_step,
    .close = zstd_close,
};
