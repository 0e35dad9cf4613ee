/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Blocks packed by the libraries, unpacked whole and in parts, by needs and skips of any size; and
 * our own decoders cut at any place, of their input and of their room.
 */
#include "unit/testing.h"

#include <brotli/encode.h>
#include <libdeflate.h>
#include <lz4.h>
#include <snappy-c.h>
#include <zstd.h>

#include "base/builder.h"
#include "base/file.h"
#include "corpus/parquet/unpack_stream.h"

enum { LARGE = 3 << 20 };

static px_unpack_stream stream;
static px_unpacker unpacker;

/* ---- What is packed */

static uint32_t noise;

static uint32_t next_random(void)
{
    noise = noise * 1664525U + 1013904223U;
    return noise >> 8;
}

/* Words, runs of one byte, repetitions near and far, and noise. */
static char *make_plain(size_t len, uint32_t seed)
{
    char *plain = px_alloc(len + 1);
    size_t at = 0;

    noise = seed * 2654435761U + 1;
    while (at < len) {
        size_t n = 1 + next_random() % (next_random() % 20 ? 40 : 5000), back;

        n = PX_MIN(n, len - at);
        back = next_random() % (next_random() % 3 ? 300 : 60000) + 1;
        for (size_t i = 0; i < n; i++)
            plain[at + i] = at >= back && seed % 4 ? *(plain + at + i - back) : (char)next_random();
        if (next_random() % 4 == 0)
            memset(plain + at, ' ', n);
        at += n;
    }
    return plain;
}

static size_t pack_gzip(px_str part, char *to, size_t room)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t len = libdeflate_gzip_compress(c, part.ptr, part.len, to, room);

    libdeflate_free_compressor(c);
    return len;
}

/* gzip and zstd in two units. */
static size_t pack(px_packing packing, px_str plain, char *to, size_t room)
{
    px_str head = px_str_sub(plain, 0, plain.len / 3),
           tail = px_str_sub(plain, head.len, plain.len);
    size_t len = room;

    switch (packing) {
    case PX_PACKING_NONE:
        memcpy(to, plain.ptr, plain.len);
        return plain.len;
    case PX_PACKING_SNAPPY:
        assert_int_equal(snappy_compress(plain.ptr, plain.len, to, &len), SNAPPY_OK);
        return len;
    case PX_PACKING_GZIP:
        len = pack_gzip(head, to, room);
        return len + pack_gzip(tail, to + len, room - len);
    case PX_PACKING_BROTLI:
        assert_true(BrotliEncoderCompress(4, 22, BROTLI_MODE_GENERIC, plain.len,
                                          (const uint8_t *)plain.ptr, &len, (uint8_t *)to));
        return len;
    case PX_PACKING_ZSTD:
        len = ZSTD_compress(to, room, head.ptr, head.len, 3);
        return len + ZSTD_compress(to + len, room - len, tail.ptr, tail.len, 3);
    case PX_PACKING_LZ4:
        return (size_t)LZ4_compress_default(plain.ptr, to, (int)plain.len, (int)room);
    default:
        return 0;
    }
}

static const px_packing packings[] = { PX_PACKING_NONE,   PX_PACKING_SNAPPY, PX_PACKING_GZIP,
                                       PX_PACKING_BROTLI, PX_PACKING_ZSTD,   PX_PACKING_LZ4 };

static void open_stream(const px_random *file, px_packing packing, size_t len)
{
    px_unpack_stream_open(&stream, file, 0, file->size, packing, len);
}

/* ---- Streams */

/* Needs and skips of many sizes, some larger than the window, give what was packed. */
static void read_by_parts(const px_random *file, px_packing packing, px_str plain)
{
    size_t at = 0;

    open_stream(file, packing, plain.len);
    while (at < plain.len) {
        size_t n = next_random() % (next_random() % 8 ? 300 : 1200000);

        n = PX_MIN(n, plain.len - at);
        if (next_random() % 3) {
            assert_true(px_unpack_stream_need(&stream, n));
            assert_true(px_unpack_stream_ready(&stream) >= n);
            assert_memory_equal(px_unpack_stream_view(&stream), plain.ptr + at, n);
        }
        assert_true(px_unpack_stream_skip(&stream, n));
        at += n;
    }
    assert_false(px_unpack_stream_need(&stream, 1));
    assert_true(px_unpack_stream_finish(&stream));
}

static void test_parts(void **state)
{
    PX_AUTO_FREE char *packed = px_alloc(2 * LARGE), *whole = px_alloc(LARGE);

    (void)state;
    for (unsigned i = 0; i < PX_COUNT(packings) * 4; i++) {
        px_packing packing = packings[i % PX_COUNT(packings)];
        size_t len = (size_t[]){ LARGE, 700001, 5, 65536 }[i / PX_COUNT(packings)];
        PX_AUTO_FREE char *plain = make_plain(len, i + 1);
        px_str bytes = px_str_n(plain, len);
        size_t packed_len = pack(packing, bytes, packed, 2 * LARGE);
        px_random file = px_random_memory(px_str_n(packed, packed_len), "block");

        assert_true(px_unpack_streams(packing));
        for (int k = 0; k < 3; k++)
            read_by_parts(&file, packing, bytes);
        assert_true(px_unpack(&unpacker, packing, px_str_n(packed, packed_len), whole, len));
        assert_memory_equal(whole, plain, len);
        /* All at once, and nothing but the end. */
        open_stream(&file, packing, len);
        assert_true(px_unpack_stream_need(&stream, len));
        assert_memory_equal(px_unpack_stream_view(&stream), plain, len);
        open_stream(&file, packing, len);
        assert_true(px_unpack_stream_finish(&stream));
    }
    assert_false(px_unpack_streams(PX_PACKING_LZO));
    assert_false(px_unpack_streams(PX_PACKING_LZ4_HADOOP));
    assert_false(px_unpack_streams(-1));
    assert_false(px_unpack_streams(PX_PACKING_COUNT));
}

/* Cut off, of another size than stated, with something behind it, or changed: found out at the end
 * at the latest, wherever the packing has a checksum or lengths do not fit. */
static void test_damage(void **state)
{
    PX_AUTO_FREE char *packed = px_alloc(2 * LARGE), *plain = make_plain(LARGE, 7);

    (void)state;
    for (unsigned i = 0; i < PX_COUNT(packings); i++) {
        px_packing packing = packings[i];
        size_t len = pack(packing, px_str_n(plain, LARGE), packed, 2 * LARGE);
        px_random file = px_random_memory(px_str_n(packed, len - 9), "block");

        open_stream(&file, packing, LARGE);
        assert_false(px_unpack_stream_finish(&stream));
        assert_true(stream.damaged && stream.rc == 0);
        file.size = len;
        open_stream(&file, packing, LARGE - 1);
        assert_false(px_unpack_stream_finish(&stream));
        open_stream(&file, packing, LARGE + 1);
        assert_false(px_unpack_stream_finish(&stream));
        packed[len] = 'x';
        file.size = len + 1;
        open_stream(&file, packing, LARGE);
        /* Brotli's decoder ends where it ends: what is behind it is none of its business. */
        assert_int_equal(px_unpack_stream_finish(&stream), packing == PX_PACKING_BROTLI);
        if (packing != PX_PACKING_GZIP)
            continue;
        packed[len - 6] ^= 1; /* its checksum */
        file.size = len;
        open_stream(&file, packing, LARGE);
        assert_true(px_unpack_stream_skip(&stream, LARGE));
        assert_false(px_unpack_stream_finish(&stream));
    }
}

/* ---- Our own decoders against the libraries */

typedef px_lz_result lz_fn(px_lz *lz);

/* The same result with any room and any piece of input at a time; the length that came out, or
 * SIZE_MAX where the block is damaged. */
static size_t unpack_cut(lz_fn *decoder, px_str packed, px_str plain, size_t piece, size_t room)
{
    PX_AUTO_FREE char *window = px_alloc(PX_LZ_REACH + room);
    px_lz lz = { .begin = (unsigned char *)window, .out = (unsigned char *)window };
    size_t total = 0, given = 0;

    for (;;) {
        PX_AUTO_FREE char *in = NULL;
        unsigned char *before;
        size_t len, kept;
        px_lz_result result;

        kept = PX_MIN((size_t)(lz.out - lz.begin), PX_LZ_REACH);
        memmove(window, lz.out - kept, kept);
        lz.out = (unsigned char *)window + kept;
        lz.out_end = lz.out + room;
        len = PX_MIN(piece, packed.len - given);
        in = px_alloc(len + 1); /* so that AddressSanitizer sees where it ends */
        memcpy(in, packed.ptr + given, len);
        lz.in = (unsigned char *)in;
        lz.in_end = lz.in + len;
        before = lz.out;
        result = decoder(&lz);
        len = (size_t)(lz.out - before);
        if (result == PX_LZ_BAD || total + len > plain.len ||
            memcmp(before, plain.ptr + total, len) != 0)
            return SIZE_MAX;
        total += len;
        given += (size_t)(lz.in - (unsigned char *)in);
        if (result == PX_LZ_INPUT && len == 0 && piece >= packed.len - given)
            return given == packed.len && px_lz_complete(&lz) ? total : SIZE_MAX;
        if (result == PX_LZ_INPUT && lz.in == (unsigned char *)in)
            piece++;
    }
}

static void test_cut_anywhere(void **state)
{
    enum { LEN = 200000 };
    PX_AUTO_FREE char *packed = px_alloc(2 * LEN);

    (void)state;
    for (uint32_t i = 0; i < 12; i++) {
        PX_AUTO_FREE char *plain = make_plain(LEN, i);
        px_str bytes = px_str_n(plain, LEN);
        size_t len = pack(PX_PACKING_SNAPPY, bytes, packed, 2 * LEN), head = 0;
        size_t piece = (size_t[]){ 1, 7, 300, 100000 }[i % 4];
        size_t room = (size_t[]){ 1, 200, 70000 }[i % 3];

        while (packed[head++] & 0x80)
            ;
        assert_int_equal(
            unpack_cut(px_lz_snappy, px_str_n(packed + head, len - head), bytes, piece, room), LEN);
        len = pack(PX_PACKING_LZ4, bytes, packed, 2 * LEN);
        assert_int_equal(unpack_cut(px_lz_lz4, px_str_n(packed, len), bytes, piece, room), LEN);
    }
}

/* What the library refuses, so do we, and what it takes, we take with the same bytes. */
static void test_damage_as_the_libraries(void **state)
{
    enum { LEN = 3000 };
    PX_AUTO_FREE char *packed = px_alloc(2 * LEN);
    size_t taken = 0, refused = 0;

    (void)state;
    for (uint32_t i = 0; i < 6000; i++) {
        PX_AUTO_FREE char *plain = make_plain(LEN, i), *own = px_alloc(LEN),
                          *theirs = px_alloc(LEN);
        bool lz4 = i % 2;
        px_packing packing = lz4 ? PX_PACKING_LZ4 : PX_PACKING_SNAPPY;
        size_t len = pack(packing, px_str_n(plain, LEN), packed, 2 * LEN), theirs_len = LEN;
        px_random file = px_random_memory(px_str_n(packed, len), "block");
        bool good, expected;

        packed[next_random() % len] ^= (char)(1 << next_random() % 8);
        if (lz4)
            expected = LZ4_decompress_safe(packed, theirs, (int)len, LEN) == LEN;
        else
            expected = snappy_uncompressed_length(packed, len, &theirs_len) == SNAPPY_OK &&
                       theirs_len == LEN &&
                       snappy_uncompress(packed, len, theirs, &theirs_len) == SNAPPY_OK;
        open_stream(&file, packing, LEN);
        good = px_unpack_stream_need(&stream, LEN);
        if (good)
            memcpy(own, px_unpack_stream_view(&stream), LEN);
        good = good && px_unpack_stream_finish(&stream);
        /* LZ4's library asks how far from its end a block has its last copy, but not for offsets of
         * 0, which its specification forbids. */
        if (!lz4 || (expected && stream.lz.offset != 0))
            assert_int_equal(good, expected);
        if (good && expected)
            assert_memory_equal(own, theirs, LEN);
        taken += expected;
        refused += !expected;
    }
    assert_true(taken > 100 && refused > 100);
}

/* ---- Seeds of the fuzz target: tests/fuzz/seeds/unpack. PX_WRITE_SEEDS=1 writes them anew. */

static void test_seeds(void **state)
{
    enum { LEN = 2000 };
    PX_AUTO_FREE char *packed = px_alloc(2 * LEN + 4096), *plain = make_plain(LEN, 5);
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (unsigned i = 0; i < PX_COUNT(packings); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_FREE char *stored = NULL;
        char path[512];
        size_t len = pack(packings[i], px_str_n(plain, LEN), packed, 2 * LEN + 4096);

        px_builder_char(&out, (char)packings[i]);
        px_builder_str(&out, px_str_n("\xd0\x07\0", 3)); /* LEN */
        px_builder_str(&out, px_str_n(packed, len));
        (void)snprintf(path, sizeof(path), PX_TEST_SOURCE "/tests/fuzz/seeds/unpack/%02u", i);
        if (getenv("PX_WRITE_SEEDS"))
            assert_ok(px_file_write(path, px_builder_view(&out), 0644, &err), &err);
        assert_ok(px_file_read(path, 1 << 20, &stored, &len, &err), &err);
        assert_true(len > 4 && stored[0] == (char)packings[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_cut_anywhere), cmocka_unit_test(test_damage_as_the_libraries),
        cmocka_unit_test(test_seeds),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    px_unpack_stream_close(&stream);
    px_unpacker_free(&unpacker);
    return failed;
}
