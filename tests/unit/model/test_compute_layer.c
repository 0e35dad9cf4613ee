/* SPDX-License-Identifier: EUPL-1.2 */
/* Operations layer by layer: by hand for small shapes, and for published models against what is
 * known of their parameters. */
#include "model/compute_layer.h"

#include "base/file.h"
#include "base/json_read.h"
#include "unit/arena_fixture.h"

static int count_json(const char *json, px_layer_count *ret_count, px_error *err)
{
    PX_AUTO_JSON json_t *config = NULL;

    assert_ok(px_json_parse(px_str_of(json), "test", 1 << 20, &config, err), err);
    return px_layer_count_config(config, arena, ret_count, err);
}

static px_layer_count counted(const char *json)
{
    px_error err = PX_ERROR_INIT;
    px_layer_count count = { 0 };

    assert_ok(count_json(json, &count, &err), &err);
    return count;
}

static void assert_part(const px_layer_count *count, px_layer_part part, uint64_t expected)
{
    px_decimal wanted = px_decimal_of(expected);

    if (px_decimal_cmp(&count->parts[part], &wanted) != 0)
        print_error("%s: %s\n", px_layer_part_name(part),
                    px_arena_cstr(arena, px_decimal_text(arena, &count->parts[part])));
    assert_int_equal(px_decimal_cmp(&count->parts[part], &wanted), 0);
}

static void assert_sequence(const px_layer_count *count, px_layer_part part, long long length,
                            bool causal, uint64_t expected)
{
    px_decimal wanted = px_decimal_of(expected);
    px_decimal got = px_layer_sequence(count, part, length, causal);

    assert_int_equal(px_decimal_cmp(&got, &wanted), 0);
}

#define SMALL                                                                                      \
    "\"num_hidden_layers\":2,\"hidden_size\":8,\"num_attention_heads\":2,"                         \
    "\"num_key_value_heads\":1,\"head_dim\":4,\"intermediate_size\":16,\"vocab_size\":32"

static void dense_by_hand(void **state)
{
    px_layer_count count = counted("{\"model_type\":\"llama\"," SMALL "}");

    (void)state;
    /* Two layers, a multiplication and an addition each: queries and output of 8 x 8, keys and
     * values of 8 x 4; three matrices of 8 x 16; one head of 8 x 32. */
    assert_part(&count, PX_LAYER_ATTENTION, 2 * 2 * (2 * 64 + 2 * 32));
    assert_part(&count, PX_LAYER_FEED_FORWARD, 2 * 2 * 3 * 128);
    assert_part(&count, PX_LAYER_EXPERTS, 0);
    assert_part(&count, PX_LAYER_OUTPUT, 2 * 256);
    /* Scores and weighted sums: for each position 2 heads of 4, twice. */
    assert_part(&count, PX_LAYER_CONTEXT, 2 * 2 * 2 * 8);
    assert_sequence(&count, PX_LAYER_CONTEXT, 4, true, 64 * (1 + 2 + 3 + 4));
    assert_sequence(&count, PX_LAYER_CONTEXT, 4, false, 64 * 4 * 4);
    assert_sequence(&count, PX_LAYER_OUTPUT, 4, true, 4 * 512);
    assert_int_equal(count.width, 8);
}

static void experts_by_hand(void **state)
{
    px_layer_count mixtral = counted("{\"model_type\":\"mixtral\",\"num_local_experts\":8,"
                                     "\"num_experts_per_tok\":2," SMALL "}");
    px_layer_count qwen = counted("{\"model_type\":\"qwen3_moe\",\"num_experts\":4,"
                                  "\"num_experts_per_tok\":1,\"moe_intermediate_size\":8,"
                                  "\"decoder_sparse_step\":2," SMALL "}");
    px_layer_count spared = counted("{\"model_type\":\"qwen3_moe\",\"num_experts\":4,"
                                    "\"num_experts_per_tok\":1,\"moe_intermediate_size\":8,"
                                    "\"mlp_only_layers\":[0]," SMALL "}");

    (void)state;
    assert_part(&mixtral, PX_LAYER_EXPERTS, 2 * (2 * 2 * 3 * 128 + 2 * 8 * 8));
    assert_part(&mixtral, PX_LAYER_FEED_FORWARD, 0);
    /* Every second layer: the first one is dense. */
    assert_part(&qwen, PX_LAYER_EXPERTS, 2 * 3 * 64 + 2 * 8 * 4);
    assert_part(&qwen, PX_LAYER_FEED_FORWARD, 2 * 3 * 128);
    assert_part(&spared, PX_LAYER_EXPERTS, 2 * 3 * 64 + 2 * 8 * 4);
}

static void windows_by_hand(void **state)
{
    px_layer_count count = counted(
        "{\"model_type\":\"gpt_oss\",\"num_local_experts\":4,\"num_experts_per_tok\":1,"
        "\"sliding_window\":3,\"layer_types\":[\"sliding_attention\",\"full_attention\"]," SMALL
        "}");
    px_layer_count off = counted("{\"model_type\":\"qwen3\",\"sliding_window\":3,"
                                 "\"use_sliding_window\":false," SMALL "}");

    (void)state;
    assert_part(&count, PX_LAYER_CONTEXT, 32);
    assert_part(&count, PX_LAYER_CONTEXT_WINDOW, 32);
    /* Five tokens see 1, 2, 3, 3 and 3 positions. */
    assert_sequence(&count, PX_LAYER_CONTEXT_WINDOW, 5, true, 32 * 12);
    assert_sequence(&count, PX_LAYER_CONTEXT_WINDOW, 5, false, 32 * 15);
    assert_sequence(&count, PX_LAYER_CONTEXT_WINDOW, 2, true, 32 * 3);
    assert_part(&off, PX_LAYER_CONTEXT_WINDOW, 0);
}

static void latent_by_hand(void **state)
{
    px_layer_count count = counted(
        "{\"model_type\":\"deepseek_v3\",\"num_hidden_layers\":2,\"hidden_size\":8,"
        "\"num_attention_heads\":2,\"intermediate_size\":16,\"vocab_size\":32,\"q_lora_rank\":3,"
        "\"kv_lora_rank\":5,\"qk_nope_head_dim\":4,\"qk_rope_head_dim\":2,\"v_head_dim\":4,"
        "\"n_routed_experts\":4,\"num_experts_per_tok\":2,\"moe_intermediate_size\":6,"
        "\"n_shared_experts\":1,\"first_k_dense_replace\":1,\"num_nextn_predict_layers\":1}");
    uint64_t attention = 2 * (8 * 3 + 3 * 12 + 8 * 7 + 5 * 16 + 8 * 8);

    (void)state;
    assert_part(&count, PX_LAYER_ATTENTION, 2 * attention);
    assert_part(&count, PX_LAYER_FEED_FORWARD, 2 * 3 * 128 + 2 * 3 * 48);
    assert_part(&count, PX_LAYER_EXPERTS, 2 * 2 * 3 * 48 + 2 * 8 * 4);
    assert_part(&count, PX_LAYER_PREDICTION,
                attention + 2 * 3 * 48 + 2 * 2 * 3 * 48 + 2 * 32 + 2 * 128 + 2 * 256);
    assert_part(&count, PX_LAYER_CONTEXT, 3 * 2 * 2 * (4 + 2 + 4));
}

static void others_are_refused(void **state)
{
    static const struct {
        const char *json;
        px_errcode code;
    } bad[] = {
        { "{}", PX_ERR_INVALID },
        { "{\"model_type\":\"nemotron_h\"," SMALL "}", PX_ERR_UNSUPPORTED },
        { "{\"model_type\":\"llama\"}", PX_ERR_INVALID },
        { "{\"model_type\":\"llama\",\"num_hidden_layers\":0}", PX_ERR_INVALID },
        { "{\"model_type\":\"llama\",\"num_hidden_layers\":1000000000}", PX_ERR_INVALID },
        { "{\"model_type\":\"mixtral\"," SMALL "}", PX_ERR_INVALID },
        { "{\"model_type\":\"qwen3\",\"sliding_window\":3,\"use_sliding_window\":true," SMALL "}",
          PX_ERR_UNSUPPORTED },
    };
    px_layer_count count;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        px_error err = PX_ERROR_INIT;

        assert_fails(count_json(bad[i].json, &count, &err), bad[i].code);
    }
}

/* Products of matrices are two operations for each parameter in use, without the looked-up
 * embedding and the norms: published totals less these. */
static void published_models_fit(void **state)
{
    static const struct {
        const char *name;
        uint64_t parameters; /* in products, for one token */
    } models[] = {
        { "meta-llama--Meta-Llama-3.1-8B", 7504658432 },
        { "meta-llama--Meta-Llama-3.1-405B", 403747897344 },
        { "Qwen--Qwen3-8B", 7568097280 },
        { "mistralai--Mixtral-8x7B-v0.1", 12748587008 },
        { "deepseek-ai--DeepSeek-V3", 36624596992 },
    };

    (void)state;
    if (!px_path_is_dir(PX_SHARED_DATA "/models/configs"))
        skip();
    for (size_t i = 0; i < PX_COUNT(models); i++) {
        PX_AUTO_FREE char *text = NULL;
        px_error err = PX_ERROR_INIT;
        px_layer_count count;
        px_decimal sum = px_decimal_of(0), wanted = px_decimal_of(2 * models[i].parameters);
        size_t len = 0;

        assert_ok(px_file_read(px_arena_format(arena, "%s/models/configs/%s/config.json",
                                               PX_SHARED_DATA, models[i].name),
                               1 << 20, &text, &len, &err),
                  &err);
        assert_ok(count_json(text, &count, &err), &err);
        for (unsigned part = 0; part < PX_LAYER_PREDICTION; part++)
            sum = px_decimal_add(&sum, &count.parts[part]);
        if (px_decimal_cmp(&sum, &wanted) != 0)
            print_error("%s: %s\n", models[i].name,
                        px_arena_cstr(arena, px_decimal_text(arena, &sum)));
        assert_int_equal(px_decimal_cmp(&sum, &wanted), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dense_by_hand),      cmocka_unit_test(experts_by_hand),
        cmocka_unit_test(windows_by_hand),    cmocka_unit_test(latent_by_hand),
        cmocka_unit_test(others_are_refused), cmocka_unit_test(published_models_fit),
    };

    return cmocka_run_group_tests_name("compute_layer", tests, make, end);
}
