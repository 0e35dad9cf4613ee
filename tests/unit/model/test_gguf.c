/* SPDX-License-Identifier: EUPL-1.2 */
#include "model_bytes.h"

#include "model/gguf.h"

/* A file of a version and byte order, as it is written. */
typedef struct gguf_file {
    px_builder b;
    unsigned version;
    bool big;
} gguf_file;

static void put(gguf_file *f, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        px_builder_char(&f->b, (char)(number >> (8 * (f->big ? bytes - 1 - i : i))));
}

static void put_length(gguf_file *f, uint64_t length)
{
    put(f, length, f->version == 1 ? 4 : 8);
}

static void put_text(gguf_file *f, const char *text)
{
    put_length(f, strlen(text));
    px_builder_add(&f->b, text);
}

static gguf_file begin(unsigned version, bool big, uint64_t tensors, uint64_t keys)
{
    gguf_file f = { .b = PX_BUILDER_INIT(1 << 20), .version = version, .big = big };

    px_builder_add(&f.b, "GGUF");
    put(&f, version, 4);
    put_length(&f, tensors);
    put_length(&f, keys);
    return f;
}

static void put_u32(gguf_file *f, const char *key, uint32_t value)
{
    put_text(f, key);
    put(f, 4, 4);
    put(f, value, 4);
}

static void put_string(gguf_file *f, const char *key, const char *value)
{
    put_text(f, key);
    put(f, 8, 4);
    put_text(f, value);
}

static void put_tensor(gguf_file *f, const char *name, uint64_t a, uint64_t b, uint64_t c,
                       uint32_t type, uint64_t offset)
{
    put_text(f, name);
    put(f, c ? 3 : b ? 2 : 1, 4);
    put_length(f, a);
    if (b)
        put_length(f, b);
    if (c)
        put_length(f, c);
    put(f, type, 4);
    put(f, offset, 8);
}

/* So many bytes of elements, from the next aligned place. */
static void put_data(gguf_file *f, size_t bytes)
{
    while (f->b.len % 32)
        px_builder_char(&f->b, '\0');
    put_zeros(&f->b, bytes);
}

static int read_file(gguf_file *f, px_model **ret_model, px_error *err)
{
    px_weight_count count;
    px_weight_file file;
    px_gguf gguf;
    int rc;

    *ret_model = new_model();
    px_weight_count_start(&count, &(px_weight_rules){ 0 }, arena);
    px_weight_file_memory(&file, px_builder_view(&f->b), "gguf");
    rc = px_gguf_open(&gguf, &file, arena, err);
    if (rc >= 0) {
        px_gguf_describe(&gguf, *ret_model);
        count.rules.layers = (*ret_model)->prediction_layers.known ? (*ret_model)->layers.value : 0;
        rc = px_gguf_tensors(&gguf, &file, px_weight_count_add, &count, err);
    }
    if (rc >= 0)
        px_weight_count_finish(&count, *ret_model);
    px_weight_count_free(&count);
    px_builder_free(&f->b);
    return rc;
}

/* Quantised blocks count by their elements, experts by how many of them are used. */
static void check_mixture(unsigned version, bool big)
{
    gguf_file f = begin(version, big, 4, 7);
    px_error err = PX_ERROR_INIT;
    px_model *model;

    put_string(&f, "general.architecture", "mix");
    put_u32(&f, "mix.block_count", 2);
    put_u32(&f, "mix.nextn_predict_layers", 1);
    put_u32(&f, "mix.expert_count", 4);
    put_u32(&f, "mix.expert_used_count", 1);
    put_string(&f, "tokenizer.ggml.model", "gpt2");
    put_text(&f, "tokenizer.ggml.tokens");
    put(&f, 9, 4);
    put(&f, 8, 4);
    put_length(&f, 3);
    put_text(&f, "a");
    put_text(&f, "");
    put_text(&f, "ccc");
    put_tensor(&f, "token_embd.weight", 64, 3, 0, 2, 0);                   /* Q4_0: 108 */
    put_tensor(&f, "blk.0.ffn_up_exps.weight", 256, 2, 4, 12, 128);        /* Q4_K: 1152 */
    put_tensor(&f, "blk.0.attn_norm.weight", 64, 0, 0, 0, 1280);           /* F32: 256 */
    put_tensor(&f, "blk.1.nextn.eh_proj.weight", 32, 1, 0, 8, 1280 + 256); /* Q8_0: 34 */
    put_data(&f, 1280 + 256 + 34);
    assert_ok(read_file(&f, &model, &err), &err);
    assert_str(model->architecture, "mix");
    assert_int_equal(model->layers.value, 1);
    assert_int_equal(model->vocabulary.value, 3);
    assert_str(model->tokenizer.kind, "gpt2");
    assert_int_equal(model->parameters.total.value, 192 + 2048 + 64);
    assert_int_equal(model->parameters.active.value, 192 + 512 + 64);
    assert_int_equal(model->parameters.parts[PX_PART_PREDICTION], 32);
    assert_int_equal(model->parameters.parts[PX_PART_NORM], 64);
    assert_string_equal(model->types[0].name, "Q4_K");
    assert_int_equal(model->types[0].bytes, 1152);
}

static void test_versions(void **state)
{
    (void)state;
    check_mixture(1, false);
    check_mixture(2, false);
    check_mixture(3, false);
    check_mixture(3, true);
}

static void expect(gguf_file f, const char *reason)
{
    px_error err = PX_ERROR_INIT;
    px_model *model;

    assert_fails(read_file(&f, &model, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), reason);
}

static void test_refuses(void **state)
{
    gguf_file f;

    (void)state;
    f = begin(3, false, 1, 0);
    expect(f, "it ends here, before its time");
    f = begin(3, false, UINT64_MAX, 0);
    expect(f, "it is said to have more tensors or values than can be");
    f = begin(3, false, 1, 0);
    put_tensor(&f, "a", 33, 0, 0, 2, 0);
    expect(f, "its rows are no whole number of blocks");
    f = begin(3, false, 1, 0);
    put_tensor(&f, "a", 32, 0, 0, 99, 0);
    expect(f, "its element type is not known");
    f = begin(3, false, 1, 0);
    put_tensor(&f, "a", 32, 0, 0, 0, 0);
    put_data(&f, 127);
    expect(f, "a tensor is said to end behind the file");
    f = begin(3, false, 2, 0);
    put_tensor(&f, "a", 8, 0, 0, 0, 0);
    put_tensor(&f, "b", 8, 0, 0, 0, 0);
    put_data(&f, 32);
    expect(f, "two tensors overlap");
    f = begin(3, false, 2, 0);
    put_tensor(&f, "a", 8, 0, 0, 0, 0);
    put_tensor(&f, "b", 8, 0, 0, 0, 64);
    put_data(&f, 96);
    expect(f, "bytes between two tensors belong to none");
    f = begin(3, false, 1, 0);
    put_tensor(&f, "a", 8, 0, 0, 0, 16);
    put_data(&f, 48);
    expect(f, "a tensor is not aligned");
    f = begin(3, false, 1, 1);
    put_u32(&f, "general.alignment", 48);
    put_tensor(&f, "a", 8, 0, 0, 0, 0);
    put_data(&f, 48);
    expect(f, "its alignment is no power of two");
    f = begin(3, false, 0, 2);
    put_u32(&f, "a", 1);
    put_u32(&f, "a", 1);
    expect(f, "a key is repeated");
    f = begin(3, false, 0, 1);
    put_text(&f, "a");
    put(&f, 13, 4);
    expect(f, "a value is of no known type");
    f = begin(3, false, 0, 1);
    put_text(&f, "a");
    put(&f, 9, 4);
    put(&f, 10, 4);
    put(&f, 1ULL << 62, 8);
    expect(f, "a list is said to be longer than the file");
    f = begin(3, false, 1, 0);
    put_text(&f, "a");
    put(&f, 5, 4);
    expect(f, "it has too many dimensions");
}

/* A number that no model has is not taken for one. */
static void test_absurd(void **state)
{
    gguf_file f = begin(3, false, 0, 2);
    px_error err = PX_ERROR_INIT;
    px_model *model;

    (void)state;
    put_string(&f, "general.architecture", "a");
    put_text(&f, "a.context_length");
    put(&f, 10, 4);
    put(&f, UINT64_MAX, 8);
    assert_ok(read_file(&f, &model, &err), &err);
    assert_false(model->context.known);
}

static void test_newer(void **state)
{
    gguf_file f = begin(4, false, 0, 0);
    px_error err = PX_ERROR_INIT;
    px_model *model;

    (void)state;
    assert_fails(read_file(&f, &model, &err), PX_ERR_UNSUPPORTED);
}

/* Vocabularies of llama.cpp: no tensors, all that is written of the model. */
static void test_real(void **state)
{
    static const struct {
        const char *path, *architecture, *tokenizer;
        uint64_t vocabulary, layers;
    } files[] = {
        { PX_SHARED_DATA "/models/gguf/ggml-vocab-llama-spm.gguf", "llama", "llama", 32000, 32 },
        { PX_SHARED_DATA "/models/gguf/ggml-vocab-bert-bge.gguf", "bert", "bert", 30522, 12 },
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
        assert_int_equal(model->format, PX_MODEL_GGUF);
        assert_str(model->architecture, files[i].architecture);
        assert_str(model->tokenizer.kind, files[i].tokenizer);
        assert_int_equal(model->vocabulary.value, files[i].vocabulary);
        assert_int_equal(model->layers.value, files[i].layers);
        assert_int_equal(model->tensors, 0);
        assert_false(model->parameters.total.known);
        assert_string_equal(model->notes[0].name, "no-weights");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions), cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_newer),    cmocka_unit_test(test_absurd),
        cmocka_unit_test(test_real),
    };

    return cmocka_run_group_tests(tests, make, end);
}
