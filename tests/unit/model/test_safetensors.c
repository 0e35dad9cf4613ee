/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include <inttypes.h>

#include "base/builder.h"
#include "model/safetensors.h"
#include "model/weight_count.h"

/* A file with this head and so many bytes behind it; freed by the caller. */
static char *make_file(px_str head, size_t data, size_t *ret_len)
{
    px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (unsigned i = 0; i < 8; i++)
        px_builder_char(&b, (char)(head.len >> (8 * i)));
    px_builder_str(&b, head);
    for (size_t i = 0; i < data; i++)
        px_builder_char(&b, (char)i);
    return px_builder_detach(&b, ret_len);
}

static int count_bytes(px_str bytes, px_model *model, px_error *err)
{
    px_weight_count count;
    px_weight_file file;
    int rc;

    *model =
        (px_model){ .notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(px_model_note)) };
    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, bytes, "weights");
    rc = px_safetensors_read(&file, px_weight_count_add, &count, err);
    if (rc >= 0)
        px_weight_count_finish(&count, model);
    px_weight_count_free(&count);
    px_weight_file_close(&file);
    return rc;
}

static int count_head(const char *head, size_t data, px_model *model, px_error *err)
{
    size_t len;
    char *bytes = make_file(px_str_of(head), data, &len);
    int rc = count_bytes(px_str_n(bytes, len), model, err);

    free(bytes);
    return rc;
}

static void test_counts(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_model model;

    (void)state;
    assert_ok(count_head("{\"__metadata__\":{\"format\":\"pt\"},"
                         "\"embed_tokens.weight\":{\"dtype\":\"BF16\",\"shape\":[3,2],"
                         "\"data_offsets\":[0,12]},"
                         "\"scalar\":{\"shape\":[],\"data_offsets\":[12,16],\"dtype\":\"F32\"},"
                         "\"steps\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[16,24]},"
                         "\"none\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[24,24]}}  ",
                         24, &model, &err),
              &err);
    assert_int_equal(model.parameters.total.value, 7);
    assert_int_equal(model.parameters.active.value, 7);
    assert_int_equal(model.parameters.parts[PX_PART_EMBEDDING], 6);
    assert_int_equal(model.tensors, 4);
    assert_int_equal(model.n_types, 3);
    assert_string_equal(model.types[0].name, "BF16");
    assert_int_equal(model.types[1].bytes, 8);
    assert_int_equal(model.parameters.lookup, 0); /* it is the head, too */
}

/* Of two experts one is used: half of what they hold is active. */
static void test_experts(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_model model;

    (void)state;
    assert_ok(count_head("{\"model.layers.0.mlp.experts.0.up_proj.weight\":{\"dtype\":\"F32\","
                         "\"shape\":[4],\"data_offsets\":[0,16]},"
                         "\"model.layers.0.mlp.experts.1.up_proj.weight\":{\"dtype\":\"F32\","
                         "\"shape\":[4],\"data_offsets\":[16,32]},"
                         "\"model.layers.0.mlp.shared_experts.up_proj.weight\":{\"dtype\":\"F32\","
                         "\"shape\":[1],\"data_offsets\":[32,36]},"
                         "\"model.layers.0.mlp.gate.weight\":{\"dtype\":\"F32\","
                         "\"shape\":[2],\"data_offsets\":[36,44]}}",
                         44, &model, &err),
              &err);
    assert_int_equal(model.parameters.total.value, 11);
    assert_int_equal(model.experts.value, 2);
    assert_int_equal(model.parameters.parts[PX_PART_ROUTED_EXPERTS], 8);
    assert_int_equal(model.parameters.parts[PX_PART_SHARED_EXPERTS], 1);
    assert_int_equal(model.parameters.parts[PX_PART_ROUTER], 2);
    assert_false(model.parameters.active.known);
    assert_int_equal(model.n_notes, 1);
    assert_string_equal(model.notes[0].name, "active-unknown");
}

/* Packed weights count as what they were packed from, scales do not count. */
static void test_quantised(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_model model;

    (void)state;
    assert_ok(count_head("{\"a.qweight\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                         "\"a.qzeros\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                         "\"a.scales\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[12,16]},"
                         "\"b.weight\":{\"dtype\":\"F8_E4M3\",\"shape\":[3],"
                         "\"data_offsets\":[16,19]},"
                         "\"b.weight_scale_inv\":{\"dtype\":\"F32\",\"shape\":[1],"
                         "\"data_offsets\":[19,23]},"
                         "\"c.weight\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[23,28]},"
                         "\"c.weight.absmax\":{\"dtype\":\"F32\",\"shape\":[1],"
                         "\"data_offsets\":[28,32]},"
                         "\"d_blocks\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[32,36]},"
                         "\"d_scales\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[36,37]}}",
                         37, &model, &err),
              &err);
    assert_int_equal(model.parameters.total.value, 16 + 3 + 10 + 8);
    assert_string_equal(model.notes[0].name, "bits-assumed");
}

/* What is wrong, and the words that say so. */
static void test_refuses(void **state)
{
    static const struct {
        const char *head;
        size_t data;
        const char *reason;
    } wrong[] = {
        { "[]", 0, "the head does not begin with a brace" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", 4,
          "the JSON ends before its time" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3,
          "its bytes are said to lie behind the file" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5,
          "bytes behind the last tensor belong to none" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8,
          "bytes between two tensors belong to none" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
          "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
          4, "two tensors overlap" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4,
          "its shape and type do not take as many bytes as it has" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}", 4,
          "its shape has more elements than there can be" },
        { "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", 1,
          "its shape has more elements than there can be" },
        { "{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4,
          "its element type is not known" },
        { "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4,
          "its type, shape or place is missing" },
        { "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4,
          "a key is repeated" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4,
          "its place is not given by two numbers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}", 4,
          "its place is not given by two numbers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4,
          "a whole number was expected here" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4,
          "a whole number was expected here" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[18446744073709551616],\"data_offsets\":[0,4]}}", 4,
          "a whole number was expected here" },
        { "{\"__metadata__\":{\"a\":1}}", 0, "a value of __metadata__ is not a text" },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "a key is repeated" },
        { "{} {}", 0, "something stands behind the JSON" },
        { "{\"a\\q\":{}}", 0, "a text holds an escape that is none" },
        { "{\"\xff\":{}}", 0, "a text is not UTF-8" },
        { "{\"\":{}}", 0, "a tensor has no name, or too long a one" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"
          "\"data_offsets\":[0,4]}}",
          4, "it has too many dimensions" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        px_error err = PX_ERROR_INIT;
        px_model model;

        assert_fails(count_head(wrong[i].head, wrong[i].data, &model, &err), PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "reason"), wrong[i].reason);
    }
}

static void test_twice(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_model model;

    (void)state;
    assert_fails(count_head("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                            "\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                            8, &model, &err),
                 PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "tensor"), "a");
}

static void test_lengths(void **state)
{
    static const char longer[] = "\x09\0\0\0\0\0\0\0{}", huge[] = "\0\0\0\0\0\1\0\0{}";
    px_error err = PX_ERROR_INIT;
    px_model model;

    (void)state;
    assert_fails(count_bytes(px_str_n(longer, 10), &model, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"),
                        "the head is said to be longer than the file");
    assert_fails(count_bytes(px_str_n(huge, 10), &model, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), "the head is said to be longer than 100 MB");
    assert_fails(count_bytes(px_str_n(huge, 5), &model, &err), PX_ERR_MALFORMED);
}

/* Tokens, not weights: files of an example of candle. */
static void test_real(void **state)
{
    static const struct {
        const char *path;
        uint64_t tensors;
    } files[] = {
        { PX_SHARED_DATA "/models/safetensors/jfk-codes.safetensors", 1 },
        { PX_SHARED_DATA "/models/safetensors/voices.safetensors", 0 },
    };

    (void)state;
    if (access(files[0].path, R_OK) < 0) {
        print_message("skipped: %s is absent\n", files[0].path);
        skip();
    }
    for (size_t i = 0; i < PX_COUNT(files); i++) {
        px_error err = PX_ERROR_INIT;
        px_model *model;

        assert_ok(px_model_inspect(files[i].path, NULL, arena, &model, &err), &err);
        assert_int_equal(model->format, PX_MODEL_SAFETENSORS);
        assert_int_equal(model->parameters.total.value, 0);
        assert_string_equal(model->notes[0].name, "no-parameters");
        if (files[i].tensors)
            assert_int_equal(model->tensors, files[i].tensors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),    cmocka_unit_test(test_experts),
        cmocka_unit_test(test_quantised), cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_twice),     cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_real),
    };

    return cmocka_run_group_tests(tests, make, end);
}
