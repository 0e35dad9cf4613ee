/* SPDX-License-Identifier: EUPL-1.2 */
#include "model_bytes.h"

#include "model/torch_file.h"

/* ---- Pickles, operation by operation */

static void op_text(px_builder *b, const char *text)
{
    px_builder_char(b, 'X');
    put_number(b, strlen(text), 4);
    px_builder_add(b, text);
}

static void op_int(px_builder *b, uint32_t number)
{
    px_builder_char(b, 'J');
    put_number(b, number, 4);
}

static void op_global(px_builder *b, const char *module, const char *name)
{
    px_builder_format(b, "c%s\n%s\n", module, name);
}

/* torch._utils._rebuild_tensor_v2(storage, from, (rows, columns), (columns, 1), False, {}) */
static void op_tensor(px_builder *b, const char *key, const char *storage, uint32_t held,
                      uint32_t from, uint32_t rows, uint32_t columns)
{
    op_global(b, "torch._utils", "_rebuild_tensor_v2");
    px_builder_add(b, "((");
    op_text(b, "storage");
    op_global(b, "torch", storage);
    op_text(b, key);
    op_text(b, "cpu");
    op_int(b, held);
    px_builder_add(b, "tQ");
    op_int(b, from);
    op_int(b, rows);
    op_int(b, columns);
    px_builder_add(b, "\x86");
    op_int(b, columns);
    op_int(b, 1);
    px_builder_add(b, "\x86\x89}tR");
}

/* ---- Zips of stored entries */

typedef struct stored_entry {
    const char *name;
    px_str bytes;
} stored_entry;

static void put_entries(px_builder *b, const stored_entry *entries, size_t count)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(1 << 20);
    size_t at;

    for (size_t i = 0; i < count; i++) {
        const stored_entry *e = &entries[i];

        px_builder_str(&list, PX_STR("PK\1\2"));
        put_zeros(&list, 16);
        put_number(&list, e->bytes.len, 4);
        put_number(&list, e->bytes.len, 4);
        put_number(&list, strlen(e->name), 2);
        put_zeros(&list, 12);
        put_number(&list, b->len, 4);
        px_builder_add(&list, e->name);
        px_builder_str(b, PX_STR("PK\3\4"));
        put_zeros(b, 22);
        put_number(b, strlen(e->name), 2);
        put_zeros(b, 2);
        px_builder_add(b, e->name);
        px_builder_str(b, e->bytes);
    }
    at = b->len;
    px_builder_str(b, px_builder_view(&list));
    px_builder_str(b, PX_STR("PK\5\6"));
    put_zeros(b, 6);
    put_number(b, count, 2);
    put_number(b, list.len, 4);
    put_number(b, at, 4);
    put_zeros(b, 2);
}

/* ---- Reading */

static int count_bytes(px_str bytes, px_model **ret_model, px_torch_calls *calls, px_error *err)
{
    px_weight_count count;
    px_weight_file file;
    int rc;

    *ret_model = new_model();
    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, bytes, "file");
    rc = px_torch_zip_recognise(bytes)
             ? px_torch_zip_read(&file, arena, px_weight_count_add, &count, calls, err)
             : px_torch_old_read(&file, arena, px_weight_count_add, &count, calls, err);
    if (rc >= 0)
        px_weight_count_finish(&count, *ret_model);
    px_weight_count_free(&count);
    return rc;
}

/* A zip with that pickle and 24 bytes in storage "0". */
static int count_pickle(px_str pickle, px_model **ret_model, px_torch_calls *calls, px_error *err)
{
    static const char data[24];
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    const stored_entry entries[] = { { "m/data.pkl", pickle }, { "m/data/0", { data, 24 } } };

    put_entries(&b, entries, PX_COUNT(entries));
    return count_bytes(px_builder_view(&b), ret_model, calls, err);
}

/* Tied weights count once, what an optimizer keeps not at all. */
static void test_counts(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    (void)state;
    px_builder_str(&b, PX_STR("\x80\x02"));
    op_global(&b, "collections", "OrderedDict");
    px_builder_add(&b, ")R(");
    op_text(&b, "embed_tokens.weight");
    op_tensor(&b, "0", "FloatStorage", 6, 0, 2, 2);
    op_text(&b, "lm_head.weight");
    op_tensor(&b, "0", "FloatStorage", 6, 0, 2, 2);
    op_text(&b, "norm.weight");
    op_global(&b, "torch._utils", "_rebuild_parameter");
    px_builder_add(&b, "(");
    op_tensor(&b, "0", "FloatStorage", 6, 4, 1, 2);
    px_builder_add(&b, "\x88}tR");
    op_text(&b, "optimizer");
    px_builder_add(&b, "}(");
    op_text(&b, "exp_avg");
    op_tensor(&b, "0", "FloatStorage", 6, 0, 1, 6);
    px_builder_add(&b, "uu.");
    assert_ok(count_pickle(px_builder_view(&b), &model, &calls, &err), &err);
    assert_int_equal(model->parameters.total.value, 6);
    assert_int_equal(model->parameters.parts[PX_PART_EMBEDDING], 4);
    assert_int_equal(model->parameters.parts[PX_PART_NORM], 2);
    assert_int_equal(model->parameters.lookup, 0);
    assert_int_equal(model->tensors, 3);
    assert_string_equal(model->types[0].name, "F32");
    assert_int_equal(calls.count, 0);
}

/* A whole module, whose class is not known: its parameters are found, its buffers left out. */
static void test_modules(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    (void)state;
    px_builder_str(&b, PX_STR("\x80\x02"));
    op_global(&b, "__main__", "Net");
    px_builder_add(&b, ")\x81}(");
    op_text(&b, "_parameters");
    px_builder_add(&b, "}(");
    op_text(&b, "weight");
    op_tensor(&b, "0", "FloatStorage", 6, 0, 2, 3);
    px_builder_add(&b, "u");
    op_text(&b, "_buffers");
    px_builder_add(&b, "}(");
    op_text(&b, "mean");
    op_tensor(&b, "0", "FloatStorage", 6, 1, 1, 1);
    px_builder_add(&b, "uub.");
    assert_ok(count_pickle(px_builder_view(&b), &model, &calls, &err), &err);
    assert_int_equal(model->parameters.total.value, 6);
    assert_int_equal(calls.count, 1);
    assert_str(calls.names[0], "__main__.Net");
}

/* What would run a command is named, and nothing runs. */
static void test_never_calls(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    char *folder = px_test_directory();
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;
    char *mark = px_arena_format(arena, "%s/ran", folder);

    (void)state;
    px_builder_str(&b, PX_STR("\x80\x02"));
    op_global(&b, "posix", "system");
    px_builder_add(&b, "(");
    op_text(&b, px_arena_format(arena, "touch %s", mark));
    px_builder_add(&b, "tR.");
    assert_ok(count_pickle(px_builder_view(&b), &model, &calls, &err), &err);
    assert_int_equal(calls.count, 1);
    assert_str(calls.names[0], "posix.system");
    assert_int_equal(access(mark, F_OK), -1);
    px_test_remove(folder);
}

static void expect(const char *pickle, size_t len, const char *reason)
{
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    assert_fails(count_pickle(px_str_n(pickle, len), &model, &calls, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), reason);
}
#define EXPECT(pickle, reason) expect(pickle, sizeof(pickle) - 1, reason)

static void test_refuses(void **state)
{
    (void)state;
    EXPECT("\x80\x02", "it ends here, before its time");
    EXPECT("\x80\x09N.", "a pickle is of a version that is not known");
    EXPECT(".", "a pickle takes a value where there is none");
    EXPECT("0.", "a pickle takes a value where there is none");
    EXPECT("NNt.", "a pickle looks for a mark where there is none");
    EXPECT("h\x05.", "a pickle recalls what it never remembered");
    EXPECT("Nr\xff\xff\xff\xff.", "a pickle remembers too many values");
    EXPECT("NNa.", "a pickle adds to what holds no values");
    EXPECT("}(Nu.", "a pickle adds a key without a value");
    EXPECT("\xff.", "a pickle holds an operation that does not exist");
    EXPECT("NQ.", "a storage is not described as PyTorch does");
    EXPECT("NN\x93.", "a pickle names a function by no text");
    EXPECT("X\xff\xff\xff\x7f.", "what begins here would end behind the file");
    EXPECT("ctorch._utils\n_rebuild_tensor_v2\n)R.", "a tensor has no storage, place or shape");
    EXPECT("ctorch", "a line of a pickle does not end");
}

/* A tensor may not be larger than what it lies in, nor a storage than its entry. */
static void test_storages(void **state)
{
    static const struct {
        uint32_t held, from, rows, columns;
        const char *key, *reason;
    } wrong[] = {
        { 6, 0, 2, 4, "0", "it reaches beyond its storage" },
        { 6, 3, 2, 2, "0", "it reaches beyond its storage" },
        { 7, 0, 1, 1, "0", "its storage is missing, or not as long as it should be" },
        { 6, 0, 1, 1, "1", "its storage is missing, or not as long as it should be" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);

        px_builder_add(&b, "}");
        op_text(&b, "a");
        op_tensor(&b, wrong[i].key, "FloatStorage", wrong[i].held, wrong[i].from, wrong[i].rows,
                  wrong[i].columns);
        px_builder_add(&b, "s.");
        expect(b.ptr, b.len, wrong[i].reason);
    }
}

/* A list that holds itself, and lists that double: gone through once, however often they occur. */
static void test_bombs(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    (void)state;
    px_builder_add(&b, "]q");
    px_builder_char(&b, '\0');
    px_builder_add(&b, "h");
    px_builder_char(&b, '\0');
    px_builder_add(&b, "a");
    for (unsigned i = 0; i < 24; i++)
        px_builder_add(&b, "2\x86"); /* DUP, TUPLE2 */
    px_builder_add(&b, ".");
    assert_ok(count_pickle(px_builder_view(&b), &model, &calls, &err), &err);
    assert_int_equal(model->tensors, 0);
}

static void test_zips(void **state)
{
    static const stored_entry none[] = { { "a/b", { "x", 1 } } };
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    (void)state;
    put_entries(&b, none, 1);
    assert_fails(count_bytes(px_builder_view(&b), &model, &calls, &err), PX_ERR_UNSUPPORTED);
    px_builder_cut(&b, b.len - 1);
    assert_fails(count_bytes(px_builder_view(&b), &model, &calls, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"),
                        "the zip has no list of contents: it was cut off");
}

/* Four pickles one behind the other, as torch.save wrote before 1.6. */
static void test_older(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_torch_calls calls;
    px_model *model;

    (void)state;
    px_builder_str(&b, PX_STR("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."));
    px_builder_str(&b, PX_STR("\x80\x02M\xe9\x03."));
    px_builder_add(&b, "\x80\x02}.\x80\x02}");
    op_text(&b, "w");
    op_tensor(&b, "0", "HalfStorage", 6, 0, 2, 3);
    px_builder_add(&b, "s.\x80\x02]q");
    assert_true(px_torch_old_recognise(px_builder_view(&b)));
    assert_ok(count_bytes(px_builder_view(&b), &model, &calls, &err), &err);
    assert_int_equal(model->parameters.total.value, 6);
    assert_string_equal(model->types[0].name, "F16");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),      cmocka_unit_test(test_modules),
        cmocka_unit_test(test_never_calls), cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_storages),    cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_zips),        cmocka_unit_test(test_older),
    };

    return cmocka_run_group_tests(tests, make, end);
}
