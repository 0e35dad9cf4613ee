/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What tests of images, sound and video share: numbers as their headers hold them, and what is
 * measured of bytes, in memory and in a file, where it is seen through windows.
 */
#ifndef PX_TESTS_CORPUS_MEDIA_FIXTURE_H
#define PX_TESTS_CORPUS_MEDIA_FIXTURE_H

#include "unit/corpus/archive_fixture.h"

#include "base/file.h"
#include "corpus/media/media.h"

/* ---- Bytes */

#define BYTES(name) PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(8 << 20)
#define PUT(b, literal) put_bytes(b, literal, sizeof(literal) - 1)

static inline void put_big(px_builder *b, uint64_t n, unsigned count)
{
    while (count-- > 0)
        px_builder_char(b, (char)(n >> (8 * count)));
}

/* Writes the number at a place that is written already. */
static inline void patch_be32(px_builder *b, size_t at, uint32_t n)
{
    for (unsigned i = 0; i < 4; i++)
        b->ptr[at + i] = (char)(n >> (24 - 8 * i));
}

/* ---- Boxes of the ISO base media file format */

static inline size_t box(px_builder *b, const char *type)
{
    size_t at = b->len;

    put_big(b, 0, 4);
    px_builder_add(b, type);
    return at;
}

static inline void end_box(px_builder *b, size_t at)
{
    patch_be32(b, at, (uint32_t)(b->len - at));
}

/* ---- What is measured */

static inline px_media measured(const px_random *file)
{
    static char room[PX_LOOK_MAX];
    px_error err = PX_ERROR_INIT;
    px_look look = px_look_open(file, room, 0, &err);
    const px_media_format *format = px_media_of_head(px_look_at(&look, 0, PX_LOOK_MAX));
    px_media media = { .type = "none" };

    if (format)
        assert_ok(px_media_measure(format, &look, &media), &err);
    return media;
}

static inline void expect(px_str bytes, const char *type, px_modality modality, uint64_t pixels,
                          uint64_t ms, px_trouble_kind trouble)
{
    px_random files[2] = { px_random_memory(bytes, "bytes") };
    px_error err = PX_ERROR_INIT;
    FILE *f = px_file_nameless("/tmp");

    assert_non_null(f);
    assert_ok(px_fd_write(fileno(f), "bytes", bytes, &err), &err);
    assert_ok(px_random_open(&files[1], fileno(f), "bytes", &err), &err);
    for (size_t i = 0; i < 2; i++) {
        px_media media = measured(&files[i]);

        assert_string_equal(media.type, type);
        assert_string_equal(px_trouble_name(media.trouble), px_trouble_name(trouble));
        assert_int_equal(media.pixels, pixels);
        assert_int_equal(media.milliseconds, ms);
        assert_int_equal(media.modality, modality);
    }
    (void)fclose(f);
}

#endif
