/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/codec.h"

#include "base/banned.h"

static const px_codec *const codecs[PX_CODEC_COUNT] = {
    &px_codec_gzip, &px_codec_zlib,   &px_codec_zstd,    &px_codec_bzip2,
    &px_codec_xz,   &px_codec_brotli, &px_codec_chunked,
};

const px_codec *px_codec_of_head(px_str head)
{
    for (size_t i = 0; i < PX_CODEC_COUNT; i++)
        if (codecs[i]->recognise && codecs[i]->recognise(head))
            return codecs[i];
    return NULL;
}

const px_codec *px_codec_of_encoding(px_str name)
{
    for (size_t i = 0; i < PX_CODEC_COUNT; i++)
        for (size_t k = 0; k < PX_COUNT(codecs[i]->encodings); k++)
            if (codecs[i]->encodings[k] &&
                px_str_eq_nocase(name, px_str_of(codecs[i]->encodings[k])))
                return codecs[i];
    return NULL;
}

void *px_codec_pool_state(px_codec_pool *pool, const px_codec *codec)
{
    size_t i = 0;

    while (codecs[i] != codec)
        i++;
    if (!pool->states[i])
        pool->states[i] = codec->open();
    return pool->states[i];
}

void px_codec_pool_free(px_codec_pool *pool)
{
    for (size_t i = 0; i < PX_CODEC_COUNT; i++)
        if (pool->states[i])
            codecs[i]->close(pool->states[i]);
    *pool = (px_codec_pool){ 0 };
}
