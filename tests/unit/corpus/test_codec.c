/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <bzlib.h>
#include <libdeflate.h>
#include <lzma.h>
#include <zdict.h>
#include <zstd.h>

#include "base/builder.h"
#include "corpus/stream.h"

enum { ROOM = 1 << 20 };

/* Text that packs, but not to nothing. */
static void make_text(px_builder *out, size_t len)
{
    unsigned state = 1;

    while (out->len < len) {
        state = state * 1103515245 + 12345;
        px_builder_format(out, "word%u ", state >> 20);
    }
    px_builder_cut(out, len);
}

/* ---- Packing */

typedef size_t pack_fn(px_str text, char *out);

static size_t pack_gzip(px_str text, char *out)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t len = libdeflate_gzip_compress(c, text.ptr, text.len, out, ROOM);

    libdeflate_free_compressor(c);
    return len;
}

static size_t pack_zlib(px_str text, char *out)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t len = libdeflate_zlib_compress(c, text.ptr, text.len, out, ROOM);

    libdeflate_free_compressor(c);
    return len;
}

static size_t pack_deflate(px_str text, char *out)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t len = libdeflate_deflate_compress(c, text.ptr, text.len, out, ROOM);

    libdeflate_free_compressor(c);
    return len;
}

static size_t pack_zstd(px_str text, char *out)
{
    return ZSTD_compress(out, ROOM, text.ptr, text.len, 3);
}

static size_t pack_bzip2(px_str text, char *out)
{
    unsigned len = ROOM;

    assert_int_equal(
        BZ2_bzBuffToBuffCompress(out, &len, (char *)text.ptr, (unsigned)text.len, 1, 0, 0), BZ_OK);
    return len;
}

static size_t pack_xz(px_str text, char *out)
{
    size_t len = 0;

    assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, (const uint8_t *)text.ptr,
                                             text.len, (uint8_t *)out, &len, ROOM),
                     LZMA_OK);
    return len;
}

static size_t pack_chunks(px_str text, char *out)
{
    size_t len = 0;

    for (size_t at = 0; at < text.len; at += 1000) {
        px_str part = px_str_sub(text, at, at + 1000);

        len += (size_t)snprintf(out + len, 16, "%zX\r\n", part.len);
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
        memcpy(out + len, "\r\n", 2);
        len += 2;
    }
    memcpy(out + len, "0\r\n", 3);
    return len + 3;
}

static const struct {
    const px_codec *codec;
    pack_fn *pack;
    bool follows; /* units may follow each other */
} packings[] = {
    { &px_codec_gzip, pack_gzip, true },       { &px_codec_zlib, pack_zlib, false },
    { &px_codec_zlib, pack_deflate, false },   { &px_codec_zstd, pack_zstd, true },
    { &px_codec_bzip2, pack_bzip2, true },     { &px_codec_xz, pack_xz, true },
    { &px_codec_chunked, pack_chunks, false },
};

/* ---- Unpacking */

/* Memory that shows itself a few bytes at a time, in a buffer of its own. */
typedef struct drip {
    px_stream stream;
    px_str rest;
    size_t step;
    char *buffer;
} drip;

static int drip_fill(px_stream *s, size_t want, px_error *err)
{
    drip *d = (drip *)s;
    size_t more = PX_MIN(PX_MAX(want - s->len, d->step), d->rest.len);
    char *fresh = px_alloc(s->len + more + 1);

    (void)err;
    if (s->len)
        memcpy(fresh, s->ptr, s->len);
    memcpy(fresh + s->len, d->rest.ptr, more);
    free(d->buffer);
    s->ptr = d->buffer = fresh;
    s->len += more;
    d->rest = px_str_sub(d->rest, more, d->rest.len);
    s->end = d->rest.len == 0;
    return 0;
}

/* Unpacks the bytes, given `step` at a time; *ret_left is what the codec did not take. */
static px_trouble_kind unpack(const px_codec *codec, px_str packed, size_t step, bool one,
                              px_builder *out, size_t *ret_left)
{
    drip source = { .stream = { .fill = drip_fill }, .rest = packed, .step = step };
    px_codec_stream c = { 0 };
    void *state = codec->open();
    px_trouble_kind trouble;
    px_error err;

    px_codec_stream_open(&c, codec, state, &source.stream, one);
    for (;;) {
        assert_int_equal(px_stream_want(&c.stream, 1, &err), 0);
        if (c.stream.len == 0)
            break;
        px_builder_str(out, px_str_n(c.stream.ptr, c.stream.len));
        px_stream_take(&c.stream, c.stream.len);
    }
    trouble = c.stream.trouble;
    *ret_left = source.stream.len + source.rest.len;
    px_codec_stream_close(&c);
    codec->close(state);
    free(source.buffer);
    return trouble;
}

static void test_steps(void **state)
{
    static const size_t steps[] = { 1, 3, 7, 100, 4096, ROOM };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(ROOM);
    char *packed = px_alloc(ROOM);

    (void)state;
    make_text(&text, 30000);
    for (size_t i = 0; i < PX_COUNT(packings); i++) {
        size_t len = packings[i].pack(px_builder_view(&text), packed), left;

        memcpy(packed + len, "left", 4);
        for (size_t k = 0; k < PX_COUNT(steps); k++) {
            PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(ROOM);

            assert_int_equal(
                unpack(packings[i].codec, px_str_n(packed, len + 4), steps[k], true, &out, &left),
                PX_TROUBLE_NONE);
            if (packings[i].codec != &px_codec_zlib)
                assert_int_equal(left, 4);
            assert_true(px_str_eq(px_builder_view(&out), px_builder_view(&text)));
        }
    }
    free(packed);
}

/* Packed units behind each other, with padding; then bytes that are none. */
static void test_units(void **state)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(ROOM);
    char *packed = px_alloc(ROOM);

    (void)state;
    make_text(&text, 5000);
    for (size_t i = 0; i < PX_COUNT(packings); i++) {
        PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(ROOM), twice = PX_BUILDER_INIT(ROOM);
        size_t len, left;

        if (!packings[i].follows)
            continue;
        len = packings[i].pack(px_builder_view(&text), packed);
        px_builder_str(&file, px_str_n(packed, len));
        px_builder_str(&file, px_str_n(packed, packings[i].pack(PX_STR(""), packed)));
        len = packings[i].pack(px_builder_view(&text), packed);
        px_builder_str(&file, px_str_n(packed, len));
        px_builder_str(&twice, px_builder_view(&text));
        px_builder_str(&twice, px_builder_view(&text));
        px_builder_str(&file, px_str_n("\0\0\0\0", 4));
        for (size_t step = 1; step < 100; step += 13) {
            PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(ROOM);

            assert_int_equal(
                unpack(packings[i].codec, px_builder_view(&file), step, false, &out, &left),
                PX_TROUBLE_NONE);
            assert_true(px_str_eq(px_builder_view(&out), px_builder_view(&twice)));
        }
        px_builder_add(&file, "stray bytes, enough of them");
        px_builder_clear(&text);
        assert_int_equal(unpack(packings[i].codec, px_builder_view(&file), 50, false, &text, &left),
                         PX_TROUBLE_STRAY);
        px_builder_cut(&text, 5000);
    }
    free(packed);
}

/* Where units cannot follow each other, what is behind the first is none. */
static void test_bytes_behind(void **state)
{
    char *packed = px_alloc(ROOM);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(packings); i++) {
        PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(ROOM);
        size_t left;

        if (packings[i].follows)
            continue;
        px_builder_str(&file, px_str_n(packed, packings[i].pack(PX_STR("text"), packed)));
        px_builder_add(&file, "stray bytes, enough of them");
        for (size_t step = 1; step < 60; step += 7) {
            PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(ROOM);

            assert_int_equal(
                unpack(packings[i].codec, px_builder_view(&file), step, false, &out, &left),
                PX_TROUBLE_STRAY);
            assert_string_equal(px_builder_cstr(&out), "text");
        }
    }
    free(packed);
}

/* What is cut off anywhere is said to be. */
static void test_cut(void **state)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(ROOM);
    char *packed = px_alloc(ROOM);

    (void)state;
    make_text(&text, 2000);
    for (size_t i = 0; i < PX_COUNT(packings); i++) {
        size_t len = packings[i].pack(px_builder_view(&text), packed), left;

        for (size_t cut = 0; cut < len; cut += 1 + cut / 40) {
            PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(ROOM);

            assert_int_equal(
                unpack(packings[i].codec, px_str_n(packed, cut), 64, false, &out, &left),
                PX_TROUBLE_CUT_OFF);
            assert_true(px_str_starts(px_builder_view(&text), px_builder_view(&out)));
        }
    }
    free(packed);
}

/* The dictionary of a WARC file stands before its frames, bare or packed. */
static void test_dictionary(void **state)
{
    static char samples[200000], dictionary[20000], packed[20000], bare[20000];
    size_t sizes[1000], len = 0, size, packed_size, left;
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(ROOM);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(sizes); i++) {
        sizes[i] = (size_t)snprintf(samples + len, 200,
                                    "WARC-Type: response number %zu of example%zu.com\r\n",
                                    i * 7919, i % 17);
        len += sizes[i];
    }
    size = ZDICT_trainFromBuffer(dictionary, 4096, samples, sizes, PX_COUNT(sizes));
    assert_false(ZDICT_isError(size));
    packed_size = ZSTD_compress(packed, sizeof(packed), dictionary, size, 3);
    make_text(&text, 3000);
    for (int form = 0; form < 2; form++) {
        PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(ROOM), out = PX_BUILDER_INIT(ROOM);
        uint32_t head[2] = { 0x184D2A5D, (uint32_t)(form ? packed_size : size) };
        ZSTD_CCtx *c = ZSTD_createCCtx();

        px_builder_str(&file, px_str_n((const char *)head, sizeof(head)));
        px_builder_str(&file, form ? px_str_n(packed, packed_size) : px_str_n(dictionary, size));
        for (int frame = 0; frame < 2; frame++) {
            size_t n = ZSTD_compress_usingDict(c, bare, sizeof(bare), text.ptr, text.len,
                                               dictionary, size, 3);

            px_builder_str(&file, px_str_n(bare, n));
        }
        (void)ZSTD_freeCCtx(c);
        assert_true(px_codec_of_head(px_builder_view(&file)) == &px_codec_zstd);
        assert_int_equal(unpack(&px_codec_zstd, px_builder_view(&file), 10, false, &out, &left),
                         PX_TROUBLE_NONE);
        assert_int_equal(out.len, 2 * text.len);
        assert_true(px_str_starts(px_builder_view(&out), px_builder_view(&text)));
    }
}

/* Codecs are found by head and by name. */
static void test_table(void **state)
{
    char *packed = px_alloc(ROOM);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(packings); i++) {
        size_t len = packings[i].pack(PX_STR("text"), packed);
        const px_codec *found = px_codec_of_head(px_str_n(packed, len));

        assert_true(found == (packings[i].codec->recognise ? packings[i].codec : NULL));
    }
    assert_true(px_codec_of_encoding(PX_STR("X-GZIP")) == &px_codec_gzip);
    assert_true(px_codec_of_encoding(PX_STR("br")) == &px_codec_brotli);
    assert_true(px_codec_of_encoding(PX_STR("chunked")) == NULL);
    free(packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),        cmocka_unit_test(test_units),
        cmocka_unit_test(test_bytes_behind), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_dictionary),   cmocka_unit_test(test_table),
    };

    return cmocka_run_group_tests_name("codec", tests, NULL, NULL);
}
