/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Transfer-Encoding: chunked (RFC 9112, 7.1). Each chunk is a line with its size in hexadecimal
 * digits, maybe with extensions, its bytes and a line end; size 0 ends it. Trailers are of no use
 * here and stay in the input. Line ends may be bare LF.
 */
#include "base/ascii.h"
#include "base/error.h"
#include "corpus/codec.h"

#include "base/banned.h"

typedef enum chunk_place { CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_BYTES, CHUNK_END } chunk_place;

enum { CHUNK_DIGITS_MAX = 15, CHUNK_EXTENSION_MAX = 4096 };

typedef struct chunked_state {
    chunk_place place;
    unsigned digits;    /* of the size, so far */
    unsigned extension; /* bytes of the line after the size */
    uint64_t left;      /* bytes of the chunk */
} chunked_state;

static void *chunked_open(void)
{
    return px_alloc_zero(1, sizeof(chunked_state));
}

static void chunked_reset(void *state)
{
    *(chunked_state *)state = (chunked_state){ 0 };
}

/* What may stand behind the digits of a size. */
static bool ends_size(int byte)
{
    return byte == ';' || byte == '\r' || byte == '\n' || byte == ' ' || byte == '\t';
}

/* One byte of the line with a size. */
static px_codec_result size_line(chunked_state *c, int byte)
{
    int digit = px_hex_value(byte);

    if (c->place == CHUNK_SIZE && digit >= 0) {
        c->left = c->left << 4 | (uint64_t)digit;
        return ++c->digits > CHUNK_DIGITS_MAX ? PX_CODEC_DAMAGED : PX_CODEC_GO_ON;
    }
    if (c->digits == 0 || c->extension++ > CHUNK_EXTENSION_MAX ||
        (c->place == CHUNK_SIZE && !ends_size(byte)))
        return PX_CODEC_DAMAGED;
    c->place = CHUNK_EXTENSION;
    if (byte != '\n')
        return PX_CODEC_GO_ON;
    c->digits = c->extension = 0;
    c->place = CHUNK_BYTES;
    return c->left == 0 ? PX_CODEC_END : PX_CODEC_GO_ON;
}

/* One byte of the lines between the chunks. */
static px_codec_result chunk_line(chunked_state *c, int byte)
{
    if (c->place != CHUNK_END)
        return size_line(c, byte);
    if (byte == '\n') /* the line end behind a chunk's bytes */
        c->place = CHUNK_SIZE;
    return byte == '\n' || byte == '\r' ? PX_CODEC_GO_ON : PX_CODEC_DAMAGED;
}

static px_codec_result chunked_step(void *state, px_codec_io *io)
{
    chunked_state *c = state;
    px_codec_result result = PX_CODEC_GO_ON;

    while (result == PX_CODEC_GO_ON && io->in_len > 0) {
        size_t n = PX_MIN(io->in_len, io->out_len);

        if (c->place != CHUNK_BYTES) {
            result = chunk_line(c, *io->in++);
            io->in_len--;
            continue;
        }
        if (n == 0)
            break;
        n = (size_t)PX_MIN((uint64_t)n, c->left);
        memcpy(io->out, io->in, n);
        io->in += n;
        io->in_len -= n;
        io->out += n;
        io->out_len -= n;
        c->left -= n;
        if (c->left == 0)
            c->place = CHUNK_END;
    }
    return result;
}

const px_codec px_codec_chunked = {
    .name = "chunked",
    .open = chunked_open,
    .reset = chunked_reset,
    .step = chunked_step,
    .close = free,
};
