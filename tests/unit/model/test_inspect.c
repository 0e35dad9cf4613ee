/* SPDX-License-Identifier: EUPL-1.2 */
/* Folders: which files make up a model, indices, parts, tokenizers, hashes. */
#include "model_bytes.h"

#include <sys/stat.h>

#include "base/file.h"

static char *folder;

static int make_folder(void **state)
{
    folder = px_test_directory();
    return make(state);
}

static int remove_folder(void **state)
{
    px_test_remove(folder);
    return end(state);
}

/* A folder of its own for a test. */
static const char *begin(const char *name)
{
    const char *path = px_arena_format(arena, "%s/%s", folder, name);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_dir_make(path, 0700, &err), &err);
    return path;
}

static void put_file(const char *in, const char *name, px_str bytes)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_file_write(px_arena_format(arena, "%s/%s", in, name), bytes, 0600, &err), &err);
}

static void put_words(const char *in, const char *name, const char *words)
{
    put_file(in, name, px_str_of(words));
}

/* Safetensors with one tensor of so many numbers. */
static void put_weights(const char *in, const char *name, const char *tensor, unsigned count)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1 << 20);
    const char *head = px_arena_format(
        arena, "{\"%s\":{\"dtype\":\"F32\",\"shape\":[%u],\"data_offsets\":[0,%u]}}", tensor, count,
        4 * count);

    put_number(&b, strlen(head), 8);
    px_builder_add(&b, head);
    put_zeros(&b, (size_t)4 * count);
    put_file(in, name, px_builder_view(&b));
}

static px_model *inspect(const char *path, bool hash)
{
    px_error err = PX_ERROR_INIT;
    px_model *model;

    assert_ok(px_model_inspect(path, &(px_model_options){ .hash = hash, .threads = 3 }, arena,
                               &model, &err),
              &err);
    return model;
}

static void expect(const char *path, px_errcode code)
{
    px_error err = PX_ERROR_INIT;
    px_model *model;

    assert_fails(px_model_inspect(path, NULL, arena, &model, &err), code);
}

static void test_index(void **state)
{
    const char *in = begin("index");
    px_model *model;

    (void)state;
    put_weights(in, "a.safetensors", "x.weight", 3);
    put_weights(in, "b.safetensors", "y.weight", 4);
    put_words(in, "model.safetensors.index.json",
              "{\"metadata\":{\"total_size\":28},\"weight_map\":{\"x.weight\":\"a.safetensors\","
              "\"y.weight\":\"b.safetensors\"}}");
    put_words(in, "config.json", "{\"model_type\":\"odd\",\"architectures\":[\"OddForCausalLM\"]}");
    model = inspect(in, true);
    assert_int_equal(model->parameters.total.value, 7);
    assert_int_equal(model->parameters.basis, PX_BASIS_WEIGHTS);
    assert_int_equal(model->n_files, 4);
    assert_str(model->files[0].name, "a.safetensors");
    assert_true(model->files[3].hashed);
    assert_str(model->family, "odd");
    assert_int_equal(model->n_notes, 0);
    /* the index alone leads to the same */
    model = inspect(px_arena_format(arena, "%s/model.safetensors.index.json", in), false);
    assert_int_equal(model->parameters.total.value, 7);
    assert_false(model->files[0].hashed);
}

static void test_index_differs(void **state)
{
    static const struct {
        const char *map;
        px_errcode code;
    } wrong[] = {
        { "{\"x.weight\":\"a.safetensors\",\"z.weight\":\"a.safetensors\"}", PX_ERR_MALFORMED },
        { "{\"z.weight\":\"a.safetensors\"}", PX_ERR_MALFORMED },
        { "{\"x.weight\":\"b.safetensors\"}", PX_ERR_NOT_FOUND },
        { "{\"x.weight\":\"../a.safetensors\"}", PX_ERR_MALFORMED },
        { "{\"x.weight\":\"a.safetensors\",\"x.weight\":\"a.safetensors\"}", PX_ERR_MALFORMED },
        { "[]", PX_ERR_MALFORMED },
    };
    const char *in = begin("index-differs");

    (void)state;
    put_weights(in, "a.safetensors", "x.weight", 3);
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        put_words(in, "model.safetensors.index.json",
                  px_arena_format(arena, "{\"weight_map\":%s}", wrong[i].map));
        expect(in, wrong[i].code);
    }
    put_words(in, "model.safetensors.index.json", "{}");
    expect(in, PX_ERR_MALFORMED);
}

static void test_parts(void **state)
{
    const char *in = begin("parts"), *first, *last;

    (void)state;
    put_weights(in, "m-00001-of-00002.safetensors", "x", 3);
    first = px_arena_format(arena, "%s/m-00001-of-00002.safetensors", in);
    last = px_arena_format(arena, "%s/m-00002-of-00002.safetensors", in);
    expect(in, PX_ERR_NOT_FOUND);
    expect(first, PX_ERR_NOT_FOUND);
    put_weights(in, "m-00002-of-00002.safetensors", "y", 4);
    assert_int_equal(inspect(in, false)->parameters.total.value, 7);
    assert_int_equal(inspect(first, false)->parameters.total.value, 7);
    assert_int_equal(inspect(last, false)->n_files, 2);
    put_weights(in, "m-00002-of-00002.safetensors", "x", 4); /* a name twice */
    expect(in, PX_ERR_MALFORMED);
}

static void test_several(void **state)
{
    const char *in = begin("several");

    (void)state;
    expect(in, PX_ERR_NOT_FOUND);
    put_weights(in, "a.safetensors", "x", 3);
    assert_int_equal(inspect(in, false)->parameters.total.value, 3);
    put_weights(in, "b.safetensors", "x", 4);
    expect(in, PX_ERR_INVALID);
    put_words(in, "training_args.bin", "x");
    put_weights(in, "model.safetensors", "x", 5); /* the usual name decides */
    assert_int_equal(inspect(in, false)->parameters.total.value, 5);
}

/* A configuration that the weights do not fit is said to be one. */
static void test_config_differs(void **state)
{
    const char *in = begin("differs");
    px_model *model;

    (void)state;
    put_weights(in, "model.safetensors", "x", 3);
    put_words(in, "config.json",
              "{\"model_type\":\"llama\",\"hidden_size\":4,\"num_hidden_layers\":1,"
              "\"num_attention_heads\":2,\"vocab_size\":8}");
    model = inspect(in, false);
    assert_int_equal(model->parameters.total.value, 3);
    assert_int_equal(model->n_notes, 1);
    assert_string_equal(model->notes[0].name, "config-differs");
    put_weights(in, "model.safetensors", "x", 332); /* as many as it comes to */
    assert_int_equal(inspect(in, false)->n_notes, 0);
}

/* Layers behind the stated ones predict further tokens only where the configuration has such. */
static void test_prediction(void **state)
{
    static const struct {
        const char *more;
        uint64_t total, prediction;
    } known[] = { { "", 3, 0 }, { ",\"num_nextn_predict_layers\":1", 0, 3 } };
    const char *in = begin("prediction");

    (void)state;
    put_weights(in, "model.safetensors", "model.layers.2.mlp.up_proj.weight", 3);
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        px_model *model;

        put_words(in, "config.json",
                  px_arena_format(arena, "{\"num_hidden_layers\":2%s}", known[i].more));
        model = inspect(in, false);
        assert_int_equal(model->parameters.total.value, known[i].total);
        assert_int_equal(model->parameters.parts[PX_PART_PREDICTION], known[i].prediction);
    }
}

static void test_other_files(void **state)
{
    const char *in = begin("other");

    (void)state;
    put_words(in, "a.txt", "hello there, this is no model at all");
    expect(px_arena_format(arena, "%s/a.txt", in), PX_ERR_UNSUPPORTED);
    expect(px_arena_format(arena, "%s/none", in), PX_ERR_NOT_FOUND);
    put_words(in, "b.json", "[1]");
    expect(px_arena_format(arena, "%s/b.json", in), PX_ERR_MALFORMED);
    put_words(in, "empty", "");
    expect(px_arena_format(arena, "%s/empty", in), PX_ERR_UNSUPPORTED);
}

static void test_tokenizers(void **state)
{
    static const struct {
        const char *file, *words, *kind;
        uint64_t size;
    } known[] = {
        { "tokenizer.json",
          "{\"added_tokens\":[{\"id\":1,\"content\":\"b\"},{\"id\":3}],\"model\":{\"type\":\"BPE\","
          "\"vocab\":{\"a\":0,\"b\":1,\"\\u00e9\":2},\"merges\":[[\"a\",\"b\"]]}}",
          "BPE", 4 },
        { "tokenizer.json",
          "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",-1.5],[\"b\",-2e3]]}}", "Unigram",
          2 },
        { "tokenizer.model", "\x0a\x03\x0a\x01\x61\x0a\x03\x0a\x01\x62\x12\x02\x18\x02", "BPE", 2 },
        { "tokenizer.model", "IQ== 0\nIg== 1\nIw== 2\n", "tiktoken", 3 },
        { "vocab.txt", "[UNK]\na\nb", "WordPiece", 3 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        const char *in = begin(px_arena_format(arena, "tokenizer%zu", i));
        px_model *model;

        put_words(in, "config.json", "{}");
        put_words(in, known[i].file, known[i].words);
        model = inspect(in, false);
        assert_str(model->tokenizer.kind, known[i].kind);
        assert_str(model->tokenizer.file, known[i].file);
        assert_int_equal(model->tokenizer.size.value, known[i].size);
        put_words(in, known[i].file, "{\"model\":");
        if (strcmp(known[i].file, "vocab.txt") != 0)
            expect(in, PX_ERR_MALFORMED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index),          cmocka_unit_test(test_index_differs),
        cmocka_unit_test(test_parts),          cmocka_unit_test(test_several),
        cmocka_unit_test(test_other_files),    cmocka_unit_test(test_prediction),
        cmocka_unit_test(test_config_differs), cmocka_unit_test(test_tokenizers),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
