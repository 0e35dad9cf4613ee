/* SPDX-License-Identifier: EUPL-1.2 */
#include <lzma.h>

#include "unit/testing.h"

#include "code/xz.h"

/* The text as an xz file. */
static void pack(px_builder *out, px_str text, unsigned preset)
{
    size_t bound = lzma_stream_buffer_bound(text.len), used = 0;
    uint8_t *bytes = px_alloc(bound);

    assert_int_equal(lzma_easy_buffer_encode(preset, LZMA_CHECK_CRC64, NULL,
                                             (const uint8_t *)text.ptr, text.len, bytes, &used,
                                             bound),
                     LZMA_OK);
    px_builder_str(out, px_str_n((const char *)bytes, used));
    free(bytes);
}

static void test_unpack(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(10000), out = PX_BUILDER_INIT(10000);
    px_error err = PX_ERROR_INIT;

    (void)state;
    pack(&file, PX_STR("one, "), 9 | LZMA_PRESET_EXTREME);
    assert_true(px_xz_recognise(px_builder_view(&file)));
    pack(&file, PX_STR("two"), 0);
    px_builder_add(&out, "before: ");
    assert_ok(px_xz_unpack(&out, px_builder_view(&file), &err), &err);
    assert_str(px_builder_view(&out), "before: one, two");
    assert_false(px_xz_recognise(px_str_sub(px_builder_view(&file), 0, 5)));
}

/* A file that is cut off anywhere, or in which any byte is another, is refused. */
static void test_damaged(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(10000);

    (void)state;
    pack(&file, PX_STR("a text that is a little longer, a little longer"), 6);
    for (size_t len = 0; len < file.len; len++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);
        px_error err = PX_ERROR_INIT;

        assert_fails(px_xz_unpack(&out, px_str_sub(px_builder_view(&file), 0, len), &err),
                     PX_ERR_MALFORMED);
        assert_non_null(px_error_arg(&err, "byte"));
    }
    for (size_t i = 0; i < file.len; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_XZ_MAX);
        px_error err = PX_ERROR_INIT;

        file.ptr[i] ^= 0x10;
        assert_true(px_xz_unpack(&out, px_builder_view(&file), &err) < 0);
        file.ptr[i] ^= 0x10;
    }
}

/* 12 KiB that hold more than 64 MiB. */
static void test_bomb(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1000000);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(2 * PX_XZ_MAX);
    px_error err = PX_ERROR_INIT;
    size_t len = PX_XZ_MAX + 1;
    char *zeros = px_alloc_zero(len, 1);

    (void)state;
    pack(&file, px_str_n(zeros, len), 0);
    free(zeros);
    assert_fails(px_xz_unpack(&out, px_builder_view(&file), &err), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "max"), "64");
}

/* A dictionary of a gigabyte would be asked for before a byte of it is needed. */
static void test_memory(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    lzma_options_lzma options;
    lzma_filter filters[] = { { LZMA_FILTER_LZMA2, &options }, { LZMA_VLI_UNKNOWN, NULL } };
    uint8_t header[LZMA_BLOCK_HEADER_SIZE_MAX + LZMA_STREAM_HEADER_SIZE];
    lzma_stream_flags flags = { .version = 0, .check = LZMA_CHECK_NONE };
    lzma_block block = { .version = 0, .check = LZMA_CHECK_NONE, .filters = filters };
    px_error err = PX_ERROR_INIT;

    (void)state;
    block.compressed_size = block.uncompressed_size = LZMA_VLI_UNKNOWN;
    assert_false(lzma_lzma_preset(&options, 0));
    options.dict_size = (uint32_t)1 << 30;
    assert_int_equal(lzma_stream_header_encode(&flags, header), LZMA_OK);
    assert_int_equal(lzma_block_header_size(&block), LZMA_OK);
    assert_int_equal(lzma_block_header_encode(&block, header + LZMA_STREAM_HEADER_SIZE), LZMA_OK);
    assert_fails(
        px_xz_unpack(&out,
                     px_str_n((const char *)header, LZMA_STREAM_HEADER_SIZE + block.header_size),
                     &err),
        PX_ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unpack),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests_name("xz", tests, NULL, NULL);
}
