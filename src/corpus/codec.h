/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ways of packing bytes: one constant table, for whole files (recognised by their first bytes) and
 * for bodies of HTTP (named by Content-Encoding). A codec unpacks step by step, from any piece of
 * input into any piece of output; it never allocates in a step and bounds what it allocates.
 */
#ifndef PX_CORPUS_CODEC_H
#define PX_CORPUS_CODEC_H

#include <stdint.h>

#include "base/macro.h"
#include "base/str.h"

/* What a step reads and writes; it moves both on. */
typedef struct px_codec_io {
    const unsigned char *in;
    size_t in_len;
    unsigned char *out;
    size_t out_len;
} px_codec_io;

typedef enum px_codec_result {
    PX_CODEC_GO_ON,   /* wants more input or more room */
    PX_CODEC_END,     /* the packed unit ended; what follows it is still in the input ("deflate" may
                         take a few bytes of it: nothing follows a body) */
    PX_CODEC_DAMAGED, /* it cannot be unpacked from here on */
    PX_CODEC_UNABLE   /* it asks for more memory than is given, or for what the library lacks */
} px_codec_result;

typedef struct px_codec {
    const char *name;               /* "gzip" */
    const char *encodings[2];       /* names of Content-Encoding, lower case; NULL: none */
    bool (*recognise)(px_str head); /* NULL: cannot be told from its bytes, nor can a further unit
                                       behind the first: that is all there is */
    void *(*open)(void);
    void (*reset)(void *state); /* before a file or body */
    void (*next)(
        void *state); /* before each further packed unit of the same; NULL: nothing to do */
    px_codec_result (*step)(void *state, px_codec_io *io);
    void (*close)(void *state);
} px_codec;

extern const px_codec px_codec_gzip, px_codec_zlib, px_codec_zstd, px_codec_bzip2, px_codec_xz,
    px_codec_brotli, px_codec_chunked;

/* The codec that packed a file with this head, or NULL: it is not packed. */
const px_codec *px_codec_of_head(px_str head);

/* The codec with this name of a Content-Encoding (any case), or NULL. */
const px_codec *px_codec_of_encoding(px_str name);

/* States for a thread, each made when it is first needed. */
enum { PX_CODEC_COUNT = 7 };
typedef struct px_codec_pool {
    void *states[PX_CODEC_COUNT];
} px_codec_pool;

/* The state of the codec, as it was left. It serves one use at a time: a packed body within a file
 * that is packed the same way needs a second pool. */
void *px_codec_pool_state(px_codec_pool *pool, const px_codec *codec);
void px_codec_pool_free(px_codec_pool *pool);

#endif
