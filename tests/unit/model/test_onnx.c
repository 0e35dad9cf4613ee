/* SPDX-License-Identifier: EUPL-1.2 */
#include "model_bytes.h"

#include "base/file.h"
#include "model/onnx.h"

static void put_varint(px_builder *b, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        px_builder_char(b, (char)(n | 0x80));
    px_builder_char(b, (char)n);
}

static void put_value(px_builder *b, unsigned field, uint64_t n)
{
    put_varint(b, field << 3);
    put_varint(b, n);
}

static void put_bytes(px_builder *b, unsigned field, px_str bytes)
{
    put_varint(b, field << 3 | 2);
    put_varint(b, bytes.len);
    px_builder_str(b, bytes);
}

/* Puts what was built as a field into another, and empties it. */
static void move_into(px_builder *b, unsigned field, px_builder *inner)
{
    put_bytes(b, field, px_builder_view(inner));
    px_builder_clear(inner);
}

/* A tensor of a x b elements with so many bytes. */
static void put_tensor(px_builder *b, unsigned field, const char *name, unsigned type,
                       uint64_t rows, uint64_t columns, size_t bytes)
{
    PX_AUTO_BUILDER px_builder t = PX_BUILDER_INIT(1 << 16), raw = PX_BUILDER_INIT(1 << 16);

    put_value(&t, 1, rows);
    put_value(&t, 1, columns);
    put_value(&t, 2, type);
    if (name)
        put_bytes(&t, 8, px_str_of(name));
    put_zeros(&raw, bytes);
    put_bytes(&t, 9, px_builder_view(&raw));
    move_into(b, field, &t);
}

static int count_graph(px_builder *graph, px_model **ret_model, px_onnx *onnx, px_error *err)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_weight_count count;
    px_weight_file file;
    int rc;

    put_value(&b, 1, 9);
    put_bytes(&b, 2, PX_STR("pytorch"));
    put_bytes(&b, 7, px_builder_view(graph));
    px_builder_free(graph);
    *ret_model = new_model();
    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, px_builder_view(&b), "model.onnx");
    assert_true(px_onnx_recognise(px_builder_view(&b)));
    rc = px_onnx_read(&file, arena, px_weight_count_add, &count, onnx, err);
    if (rc >= 0)
        px_weight_count_finish(&count, *ret_model);
    px_weight_count_free(&count);
    return rc;
}

/* Initializers, constants and what graphs inside nodes hold count; shapes and fillings do not. */
static void test_counts(void **state)
{
    px_builder graph = PX_BUILDER_INIT(1 << 20), node = PX_BUILDER_INIT(1 << 16);
    px_builder attribute = PX_BUILDER_INIT(1 << 16), inner = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    px_model *model;
    px_onnx onnx;

    (void)state;
    put_bytes(&graph, 2, PX_STR("main"));
    put_tensor(&graph, 5, "w", 1, 2, 3, 24);
    put_tensor(&graph, 5, "shape", 7, 1, 2, 16);
    put_tensor(&attribute, 5, "value", 10, 5, 1, 10); /* a constant, its kind behind it */
    move_into(&node, 5, &attribute);
    put_bytes(&node, 4, PX_STR("Constant"));
    move_into(&graph, 1, &node);
    put_bytes(&node, 4, PX_STR("ConstantOfShape"));
    put_tensor(&attribute, 5, "value", 1, 1, 1, 4);
    move_into(&node, 5, &attribute);
    move_into(&graph, 1, &node);
    put_bytes(&node, 4, PX_STR("If"));
    put_tensor(&inner, 5, "w", 1, 1, 4, 16); /* the same name, in another graph */
    move_into(&attribute, 6, &inner);
    move_into(&node, 5, &attribute);
    move_into(&graph, 1, &node);
    assert_ok(count_graph(&graph, &model, &onnx, &err), &err);
    assert_int_equal(model->parameters.total.value, 6 + 5 + 4);
    assert_int_equal(model->tensors, 4);
    assert_str(onnx.producer, "pytorch");
    assert_str(onnx.name, "main");
    px_builder_free(&node);
    px_builder_free(&attribute);
    px_builder_free(&inner);
}

static void expect(px_builder *graph, const char *reason)
{
    px_error err = PX_ERROR_INIT;
    px_model *model;
    px_onnx onnx;

    assert_fails(count_graph(graph, &model, &onnx, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), reason);
}

static void put_external(px_builder *graph, const char *location, const char *length)
{
    PX_AUTO_BUILDER px_builder t = PX_BUILDER_INIT(1 << 16), pair = PX_BUILDER_INIT(1 << 16);

    put_value(&t, 1, 4);
    put_value(&t, 2, 1);
    put_bytes(&t, 8, PX_STR("w"));
    put_bytes(&pair, 1, PX_STR("location"));
    put_bytes(&pair, 2, px_str_of(location));
    move_into(&t, 13, &pair);
    put_bytes(&pair, 1, PX_STR("offset"));
    put_bytes(&pair, 2, PX_STR("8"));
    move_into(&t, 13, &pair);
    put_bytes(&pair, 1, PX_STR("length"));
    put_bytes(&pair, 2, px_str_of(length));
    move_into(&t, 13, &pair);
    put_value(&t, 14, 1);
    move_into(graph, 5, &t);
}

static void test_external(void **state)
{
    px_builder graph = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_model *model;
    px_onnx onnx;

    (void)state;
    put_external(&graph, "weights.data", "16");
    assert_ok(count_graph(&graph, &model, &onnx, &err), &err);
    assert_int_equal(model->parameters.total.value, 4);
    assert_int_equal(onnx.n_externals, 1);
    assert_str(onnx.externals[0].name, "weights.data");
    assert_int_equal(onnx.externals[0].size, 24);
    put_external(&graph, "../weights.data", "16");
    expect(&graph, "a file is named by a path; plain names are taken");
    put_external(&graph, "weights.data", "15");
    expect(&graph, "a tensor in another file is not as long as its shape says");
    put_external(&graph, "weights.data", "x");
    expect(&graph, "the place of a tensor in another file is no number");
}

static void test_refuses(void **state)
{
    px_builder graph = PX_BUILDER_INIT(1 << 20), deep = PX_BUILDER_INIT(1 << 20);

    (void)state;
    put_tensor(&graph, 5, "w", 1, 2, 3, 23);
    expect(&graph, "a tensor does not have as many bytes as its shape says");
    put_tensor(&graph, 5, "w", 99, 2, 3, 24);
    expect(&graph, "the element type of a tensor is not known");
    put_tensor(&graph, 5, "w", 1, 1ULL << 40, 1ULL << 40, 24);
    expect(&graph, "a tensor has more elements than there can be");
    put_tensor(&graph, 5, "w", 1, UINT64_MAX, 1, 4);
    expect(&graph, "a tensor has a negative dimension");
    px_builder_add(&graph, "\x2a\x7f");
    expect(&graph, "a field ends behind its message");
    px_builder_add(&graph, "\x2b");
    expect(&graph, "a field of a message is of no known kind");
    px_builder_add(&graph, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
    expect(&graph, "a number of a message is cut off or too long");
    for (unsigned i = 0; i < 20; i++) { /* graph in attribute in node in graph ... */
        px_builder around = PX_BUILDER_INIT(1 << 20);

        move_into(&around, 6, &deep);
        move_into(&deep, 5, &around);
        move_into(&around, 1, &deep);
        px_builder_free(&deep);
        deep = around;
    }
    expect(&deep, "its graphs are nested too deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_external),
        cmocka_unit_test(test_refuses),
    };

    return cmocka_run_group_tests(tests, make, end);
}
