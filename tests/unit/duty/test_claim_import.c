/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "duty/claim_import_priv.h"

static px_import_found read_text(const char *text, px_import_kind kind)
{
    px_import_source source = {
        .name = "file.md", .bytes = px_str_of(text), .kind = kind, .model = PX_STR("Example")
    };
    px_error err = PX_ERROR_INIT;
    px_import_found found;

    assert_ok(px_import_read(&source, arena, &found, &err), &err);
    return found;
}

static void refuse_text(const char *text, px_errcode code)
{
    px_import_source source = { .name = "file.md",
                                .bytes = px_str_of(text),
                                .kind = PX_IMPORT_KIND_COUNT };
    px_error err = PX_ERROR_INIT;
    px_import_found found;

    assert_int_equal(px_import_read(&source, arena, &found, &err), -(int)code);
}

static px_str value_of(const px_import_found *found, const char *field)
{
    for (size_t i = 0; i < found->n_claims; i++)
        if (px_str_is(found->claims[i].field, field))
            return found->claims[i].value;
    return PX_STR("");
}

static void assert_value(const px_import_found *found, const char *field, const char *value)
{
    px_str got = value_of(found, field);

    if (!px_str_is(got, value))
        fail_msg("%s: got %.*s, expected %s", field, PX_STR_ARG(got), value);
}

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
static const char inspection[] =
    "{\"schema\":1,\"architecture\":\"LlamaForCausalLM\",\"parameters\":{\"basis\":\"weights\","
    "\"total\":1000,\"active\":900},\"layers\":2,\"context\":null,\"experts\":{\"routed\":8,"
    "\"used\":2},\"types\":[{\"type\":\"BF16\",\"tensors\":2,\"parameters\":1000,\"bytes\":2000}],"
    "\"modalities\":{\"input\":[{\"modality\":\"text\",\"reason\":\"vocab_size\"}],\"output\":[]},"
    "\"files\":[{\"name\":\"a.safetensors\",\"kind\":\"weights\",\"bytes\":2000,"
    "\"sha256\":\"" HASH "\"}],\"notes\":[{\"note\":\"config-differs\"}]}";

static void an_inspection_gives_what_the_weights_would(void **state)
{
    px_import_found found = read_text(inspection, PX_IMPORT_KIND_COUNT);

    (void)state;
    assert_int_equal(found.kind, PX_IMPORT_INSPECTION);
    assert_value(&found, "fact.parameters", "1000");
    assert_value(&found, "fact.active_parameters", "900");
    assert_value(&found, "fact.active_experts", "2");
    assert_value(&found, "fact.context", "");
    assert_value(&found, "fact.modalities_in", "[\"text\"]");
    assert_value(&found, "fact.weights_sha256",
                 "[{\"bytes\":2000,\"name\":\"a.safetensors\",\"sha256\":\"" HASH "\"}]");
    assert_int_equal(found.claims[0].basis, PX_BASIS_MEASURED);
    assert_true(px_str_is(found.claims[0].note, "config-differs"));
    assert_int_equal(found.claims[0].n_evidence, 2);
    assert_true(import_is_self(&found.claims[0].evidence[0]));
    assert_true(px_str_is(found.claims[0].evidence[1].hash, HASH));
}

static void bent_inspections_are_refused(void **state)
{
    (void)state;
    refuse_text("{\"parameters\":{\"basis\":\"weights\",\"total\":-1},\"modalities\":{},"
                "\"files\":[]}",
                PX_ERR_INVALID);
    refuse_text("{\"parameters\":{\"basis\":\"weights\"},\"modalities\":{},\"files\":[]}",
                PX_ERR_INVALID);
    refuse_text("{\"parameters\":{\"basis\":\"guess\",\"total\":1},\"modalities\":{},"
                "\"files\":[]}",
                PX_ERR_INVALID);
    refuse_text("{\"parameters\":{\"basis\":null},\"modalities\":{\"input\":[{\"modality\":"
                "\"smell\"}]},\"files\":[]}",
                PX_ERR_INVALID);
    refuse_text("{\"parameters\":{\"basis\":null},\"modalities\":{},\"files\":[{\"name\":\"a\","
                "\"kind\":\"weights\",\"bytes\":1,\"sha256\":\"00\"}]}",
                PX_ERR_INVALID);
}

static void what_is_none_of_the_kinds_is_refused(void **state)
{
    px_import_source words = { .name = "a.txt",
                               .bytes = PX_STR("nothing"),
                               .kind = PX_IMPORT_KIND_COUNT };
    px_error err = PX_ERROR_INIT;
    px_import_found found;

    (void)state;
    refuse_text("{\"a\":1}", PX_ERR_UNSUPPORTED);
    refuse_text("{\"weight_map\":{}}", PX_ERR_UNSUPPORTED);
    refuse_text("{\"modalities\":[],\"troubles\":[]}", PX_ERR_UNSUPPORTED);
    refuse_text("{\"a\":", PX_ERR_MALFORMED);
    refuse_text("\001\002", PX_ERR_UNSUPPORTED);
    assert_int_equal(px_import_read(&words, arena, &found, &err), -(int)PX_ERR_UNSUPPORTED);
}

static void what_is_read_passes_the_wall_unchanged(void **state)
{
    px_import_found found = read_text(inspection, PX_IMPORT_KIND_COUNT), again;
    px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;

    (void)state;
    import_miss(arena, &found, PX_STR("tags"));
    found.list = PX_STR("rank,domain\r\n1,example.org\r\n");
    assert_ok(px_import_plain(&found, &plain, &err), &err);
    assert_ok(px_import_plain_read(px_builder_view(&plain), arena, &again, &err), &err);
    assert_int_equal(again.kind, PX_IMPORT_INSPECTION);
    assert_int_equal(again.n_claims, found.n_claims);
    assert_int_equal(again.n_missed, 1);
    assert_true(px_str_eq(again.list, found.list));
    assert_true(px_str_is(again.claims[0].note, "config-differs"));
    assert_true(import_is_self(&again.claims[0].evidence[0]));
    px_builder_free(&plain);
}

static void a_parser_that_was_taken_over_is_not_believed(void **state)
{
    static const char *const lies[] = {
        "",
        "card",
        "card\n",
        "card\n5\n{}",
        "card\n-1\n{}",
        "spam\n2\n{}",
        "card\n2\n{}",
        "card\n48\n{\"format\":\"praxis-claims\",\"claims\":[],\"missed\":[1]}",
        "card\n93\n{\"format\":\"praxis-claims\",\"claims\":[{\"field\":\"fact.layers\","
        "\"value\":2,\"basis\":\"derived\"}],\"missed\":[]}",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(lies); i++) {
        px_error err = PX_ERROR_INIT;
        px_import_found found;

        assert_int_equal(px_import_plain_read(px_str_of(lies[i]), arena, &found, &err),
                         -(int)PX_ERR_PARSER);
    }
}

static void descriptions_of_datasets_are_rows(void **state)
{
    px_import_found croissant =
        read_text("{\"@context\":{},\"name\":\"Words\",\"url\":\"https://example.org/w\","
                  "\"recordSet\":[{\"field\":[{\"dataType\":[\"sc:Text\",\"sc:ImageObject\"]}]}]}",
                  PX_IMPORT_KIND_COUNT);
    px_import_found card = read_text("---\nlanguage: [en, fr]\ntags: ['modality:video']\n"
                                     "dataset_info:\n  features:\n  - name: clip\n"
                                     "    dtype: audio\n---\n# Dataset Card for Sounds\n",
                                     PX_IMPORT_DATASET);

    (void)state;
    assert_value(&croissant, IMPORT_DATASETS,
                 "[{\"link\":\"https://example.org/w\",\"modalities\":\"text,image\","
                 "\"name\":\"Words\"}]");
    assert_value(&card, IMPORT_DATASETS,
                 "[{\"languages\":\"en,fr\",\"modalities\":\"video,audio\",\"name\":\"Sounds\"}]");
}

/* ---- Lists that grow */

static px_claim rows_claim(const char *value, const char *file)
{
    px_evidence *e = px_arena_alloc(arena, sizeof(*e));

    *e = (px_evidence){ .name = px_str_of(file), .hash = PX_STR(HASH), .scan = PX_STR("") };
    return (px_claim){
        .field = PX_STR(IMPORT_DATASETS), .value = px_str_of(value), .evidence = e, .n_evidence = 1
    };
}

static void datasets_grow_and_never_twice(void **state)
{
    px_claim before =
        rows_claim("[{\"name\":\"A\"},{\"link\":\"https://b.eu\",\"name\":\"b\"}]", "card.md");
    px_claim fresh =
        rows_claim("[{\"licence\":\"mit\",\"link\":\"https://b.eu\",\"name\":\"B\"}]", "b.json");
    px_claim again = fresh;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(import_grow_datasets(arena, &before, &fresh, &err), &err);
    assert_true(px_str_is(fresh.value, "[{\"name\":\"A\"},{\"licence\":\"mit\",\"link\":"
                                       "\"https://b.eu\",\"name\":\"B\"}]"));
    assert_int_equal(fresh.n_evidence, 2);
    assert_ok(import_grow_datasets(arena, &fresh, &again, &err), &err);
    assert_true(px_str_eq(again.value, fresh.value));
    assert_int_equal(again.n_evidence, 2);
    assert_ok(import_mark_datasets(arena, PX_STR("private"), &before, &err), &err);
    assert_true(px_str_is(before.value, "[{\"kind\":\"private\",\"name\":\"A\"},{\"kind\":"
                                        "\"private\",\"link\":\"https://b.eu\",\"name\":\"b\"}]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_inspection_gives_what_the_weights_would),
        cmocka_unit_test(bent_inspections_are_refused),
        cmocka_unit_test(what_is_none_of_the_kinds_is_refused),
        cmocka_unit_test(what_is_read_passes_the_wall_unchanged),
        cmocka_unit_test(a_parser_that_was_taken_over_is_not_believed),
        cmocka_unit_test(descriptions_of_datasets_are_rows),
        cmocka_unit_test(datasets_grow_and_never_twice),
    };

    return cmocka_run_group_tests(tests, make, end);
}
