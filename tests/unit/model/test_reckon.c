/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parameters of real configurations against what was published of each model. Exact counts are
 * those of the weights on Hugging Face, where they are known and the weights hold nothing else;
 * rounded ones are of the model's report or card.
 */
#include "unit/arena_fixture.h"

#include <inttypes.h>

#include "base/builder.h"
#include "model/inspect.h"
#include "model/model_config.h"
#include "model/reckon.h"

#define CONFIGS PX_SHARED_DATA "/models/configs/"

/* What was published, in units of 10^9 with the tolerance in parts per thousand; 0: not published,
 * or not known to us. */
typedef struct published {
    double total, active;
    unsigned tolerance;
    bool without_lookup; /* active parameters were published without the embedding of the input */
    bool text_alone;     /* the total was published without the encoder of images */
    const char *source;
} published;

static const struct {
    const char *name;
    uint64_t total, active; /* as they have to be reckoned, exactly */
    published p;
} rows[] = {
    { "MiniMaxAI--MiniMax-M2.5",
      228689764864,
      11030553088,
      { 230, 10, 50, true, false, "model card: 230B total, 10B active" } },
    { "Qwen--Qwen3-0.6B", 596049920, 596049920, { 0.6, 0, 10, false, false, "model card: 0.6B" } },
    { "Qwen--Qwen3-235B-A22B",
      235093634560,
      22190763520,
      { 235, 22, 10, false, false, "model card: 235B total, 22B activated" } },
    { "Qwen--Qwen3-30B-A3B",
      30532122624,
      3353032704,
      { 30.5, 3.3, 20, false, false, "model card: 30.5B total, 3.3B activated" } },
    { "Qwen--Qwen3-32B",
      32762123264,
      32762123264,
      { 32.8, 0, 5, false, false, "model card: 32.8B" } },
    { "Qwen--Qwen3-8B", 8190735360, 8190735360, { 8.2, 0, 5, false, false, "model card: 8.2B" } },
    { "Qwen--Qwen3-Coder-480B-A35B-Instruct",
      480154875392,
      35474765312,
      { 480, 35, 15, false, false, "model card: 480B total, 35B activated" } },
    { "Qwen--Qwen3-VL-235B-A22B-Instruct",
      235670022896,
      22190763520,
      { 235, 22, 10, false, false, "model's name; the card gives no finer figure known to us" } },
    { "XiaomiMiMo--MiMo-7B-Base",
      7622619136,
      7622619136,
      { 7, 0, 100, false, false, "model's name: 7B; with the layer of prediction 7.83B" } },
    { "deepseek-ai--DeepSeek-R1",
      671026419200,
      37552297472,
      { 671, 37, 20, false, false, "README: 671B total, 37B activated" } },
    { "deepseek-ai--DeepSeek-V3",
      671026419200,
      37552297472,
      { 671, 36.7, 25, false, false,
        "README_WEIGHTS.md: 671B total, 36.7B activated with embedding and head" } },
    { "deepseek-ai--DeepSeek-V3.2",
      671877944064,
      38403822336,
      { 671, 37, 40, false, false, "as V3, with an indexer in each layer" } },
    { "google--gemma-4-26B-A4B",
      25805933872,
      3822530560,
      { 25.2, 3.8, 10, false, true, "model card: 25.2B total, 3.8B active" } },
    { "meta-llama--Meta-Llama-3.1-405B",
      405853388800,
      405853388800,
      { 405, 0, 5, false, false, "model card: 405B" } },
    { "meta-llama--Meta-Llama-3.1-70B",
      70553706496,
      70553706496,
      { 70.6, 0, 5, false, false, "model card: 70B; weights: 70.6B" } },
    { "meta-llama--Meta-Llama-3.1-8B",
      8030261248,
      8030261248,
      { 8.03, 0, 5, false, false, "model card: 8B; weights: 8.03B" } },
    { "mistralai--Mixtral-8x22B-v0.1",
      140620634112,
      39152031744,
      { 141, 39, 10, false, false, "announcement: 141B total, 39B active" } },
    { "mistralai--Mixtral-8x7B-v0.1",
      46702792704,
      12879925248,
      { 46.7, 12.9, 5, false, false, "announcement: 46.7B total, 12.9B active" } },
    { "moonshotai--Kimi-K2-Instruct",
      1026408232448,
      32861500928,
      { 1000, 32, 30, false, false, "model card: 1T total, 32B activated" } },
    { "nvidia--NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
      31577940288,
      3580076352,
      { 31.6, 3.6, 10, false, false, "report: 31.6B total, 3.6B active with embeddings" } },
    { "openai--gpt-oss-120b",
      116829156672,
      5711982912,
      { 116.83, 5.13, 5, true, false, "model card, table 1: 116.83B total, 5.13B active" } },
    { "openai--gpt-oss-20b",
      20914757184,
      4187440704,
      { 20.91, 3.61, 5, true, false, "model card, table 1: 20.91B total, 3.61B active" } },
    { "zai-org--GLM-5",
      743911218432,
      41784728832,
      { 744, 40, 30, true, false, "model card: 744B total, 40B active" } },
};

static bool is_near(double reckoned, double stated, unsigned tolerance)
{
    double difference = reckoned > stated ? reckoned - stated : stated - reckoned;

    return difference * 1000 <= stated * tolerance;
}

static void check_row(size_t i)
{
    px_error err = PX_ERROR_INIT;
    const published *p = &rows[i].p;
    const char *path = px_arena_format(arena, CONFIGS "%s", rows[i].name);
    double total, active;
    px_model *model;

    assert_ok(px_model_inspect(path, NULL, arena, &model, &err), &err);
    if (model->parameters.total.value != rows[i].total ||
        model->parameters.active.value != rows[i].active)
        print_error("%s: %" PRIu64 " total, %" PRIu64 " active\n", rows[i].name,
                    model->parameters.total.value, model->parameters.active.value);
    assert_int_equal(model->format, PX_MODEL_CONFIG);
    assert_int_equal(model->parameters.basis, PX_BASIS_CONFIG);
    assert_int_equal(model->parameters.total.value, rows[i].total);
    assert_int_equal(model->parameters.active.value, rows[i].active);
    total =
        (double)(rows[i].total - (p->text_alone ? model->parameters.parts[PX_PART_VISION] : 0)) /
        1e9;
    active = (double)(rows[i].active - (p->without_lookup ? model->parameters.lookup : 0)) / 1e9;
    assert_true(is_near(total, p->total, p->tolerance));
    assert_true(p->active == 0 || is_near(active, p->active, p->tolerance));
}

static void test_published(void **state)
{
    (void)state;
    if (access(CONFIGS, R_OK) < 0) {
        print_message("skipped: %s is absent\n", CONFIGS);
        skip();
    }
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        check_row(i);
}

/* Layers that predict further tokens are in no total: 11.5B unique ones in DeepSeek-V3
 * (README_WEIGHTS.md), 7.83B in the weights of MiMo-7B with 7.62B of them the model's. */
static void test_prediction(void **state)
{
    static const struct {
        const char *path;
        uint64_t prediction;
    } known[] = {
        { CONFIGS "deepseek-ai--DeepSeek-V3", 11610068224 },
        { CONFIGS "XiaomiMiMo--MiMo-7B-Base", 210790400 },
        { CONFIGS "Qwen--Qwen3-8B", 0 },
    };

    (void)state;
    if (access(CONFIGS, R_OK) < 0) {
        print_message("skipped: %s is absent\n", CONFIGS);
        skip();
    }
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        px_error err = PX_ERROR_INIT;
        px_model *model;

        assert_ok(px_model_inspect(known[i].path, NULL, arena, &model, &err), &err);
        assert_int_equal(model->parameters.parts[PX_PART_PREDICTION], known[i].prediction);
    }
}

/* ---- Configurations of our own making, with the sizes of models whose weights were counted */

static px_model *reckon(const char *text)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    px_error err = PX_ERROR_INIT;
    px_model_config config;

    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    assert_ok(px_model_config_parse(&config, px_str_of(text), "config.json", &err), &err);
    assert_ok(px_model_config_describe(&config, arena, model, &err), &err);
    px_model_reckon(&config, model);
    px_model_config_free(&config);
    return model;
}

static void test_counted(void **state)
{
    static const struct {
        const char *config;
        uint64_t total;
    } known[] = {
        /* GPT-2: 124,439,808 */
        { "{\"model_type\":\"gpt2\",\"n_embd\":768,\"n_layer\":12,\"n_head\":12,\"n_positions\":"
          "1024,\"vocab_size\":50257}",
          124439808 },
        /* Pythia 6.9B: 6,857,302,016 */
        { "{\"model_type\":\"gpt_neox\",\"hidden_size\":4096,\"num_hidden_layers\":32,"
          "\"num_attention_heads\":32,\"intermediate_size\":16384,\"vocab_size\":50432,"
          "\"tie_word_embeddings\":false}",
          6857302016 },
        /* Qwen2.5 7B: 7,615,616,512 */
        { "{\"model_type\":\"qwen2\",\"hidden_size\":3584,\"num_hidden_layers\":28,"
          "\"num_attention_heads\":28,\"num_key_value_heads\":4,\"intermediate_size\":18944,"
          "\"vocab_size\":152064,\"tie_word_embeddings\":false}",
          7615616512 },
        /* Gemma 2 9B: 9,241,705,984 */
        { "{\"model_type\":\"gemma2\",\"hidden_size\":3584,\"num_hidden_layers\":42,"
          "\"num_attention_heads\":16,\"num_key_value_heads\":8,\"head_dim\":256,"
          "\"intermediate_size\":14336,\"vocab_size\":256000}",
          9241705984 },
        /* Gemma 3 4B with its encoder of images: 4,300,079,472 */
        { "{\"model_type\":\"gemma3\",\"text_config\":{\"model_type\":\"gemma3_text\","
          "\"hidden_size\":2560,\"num_hidden_layers\":34,\"num_attention_heads\":8,"
          "\"num_key_value_heads\":4,\"head_dim\":256,\"intermediate_size\":10240,"
          "\"vocab_size\":262208},\"vision_config\":{\"model_type\":\"siglip_vision_model\","
          "\"hidden_size\":1152,\"intermediate_size\":4304,\"num_hidden_layers\":27,"
          "\"num_attention_heads\":16,\"image_size\":896,\"patch_size\":14}}",
          4300079472 },
        /* Mistral 7B: 7,241,732,096 */
        { "{\"model_type\":\"mistral\",\"hidden_size\":4096,\"num_hidden_layers\":32,"
          "\"num_attention_heads\":32,\"num_key_value_heads\":8,\"intermediate_size\":14336,"
          "\"vocab_size\":32000}",
          7241732096 },
        /* DeepSeek-V2-Lite: 15,706,484,224 */
        { "{\"model_type\":\"deepseek_v2\",\"hidden_size\":2048,\"num_hidden_layers\":27,"
          "\"num_attention_heads\":16,\"kv_lora_rank\":512,\"q_lora_rank\":null,"
          "\"qk_nope_head_dim\":128,\"qk_rope_head_dim\":64,\"v_head_dim\":128,"
          "\"intermediate_size\":10944,\"moe_intermediate_size\":1408,\"n_routed_experts\":64,"
          "\"n_shared_experts\":2,\"num_experts_per_tok\":6,\"first_k_dense_replace\":1,"
          "\"moe_layer_freq\":1,\"vocab_size\":102400}",
          15706484224 },
        /* Qwen1.5-MoE-A2.7B: 14,315,784,192 */
        { "{\"model_type\":\"qwen2_moe\",\"hidden_size\":2048,\"num_hidden_layers\":24,"
          "\"num_attention_heads\":16,\"num_key_value_heads\":16,\"moe_intermediate_size\":1408,"
          "\"shared_expert_intermediate_size\":5632,\"num_experts\":60,\"num_experts_per_tok\":4,"
          "\"decoder_sparse_step\":1,\"intermediate_size\":5632,\"vocab_size\":151936}",
          14315784192 },
        /* OLMoE 1B-7B: 6,919,161,856 */
        { "{\"model_type\":\"olmoe\",\"hidden_size\":2048,\"num_hidden_layers\":16,"
          "\"num_attention_heads\":16,\"num_key_value_heads\":16,\"intermediate_size\":1024,"
          "\"num_experts\":64,\"num_experts_per_tok\":8,\"vocab_size\":50304}",
          6919161856 },
        /* Phi-3 mini: 3,821,079,552 */
        { "{\"model_type\":\"phi3\",\"hidden_size\":3072,\"num_hidden_layers\":32,"
          "\"num_attention_heads\":32,\"num_key_value_heads\":32,\"intermediate_size\":8192,"
          "\"vocab_size\":32064}",
          3821079552 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        px_model *model = reckon(known[i].config);

        if (model->parameters.total.value != known[i].total)
            print_error("%s: %" PRIu64 " and not %" PRIu64 "\n", known[i].config,
                        model->parameters.total.value, known[i].total);
        assert_int_equal(model->parameters.total.value, known[i].total);
    }
}

/* Nothing is guessed: what is not known, missing or absurd gives no figure, and says so. */
static void test_not_reckoned(void **state)
{
    static const char *const texts[] = {
        "{\"model_type\":\"never_seen\",\"hidden_size\":8}",
        "{}",
        "{\"model_type\":\"llama\"}",
        "{\"model_type\":\"llama\",\"hidden_size\":0,\"vocab_size\":1,\"num_hidden_layers\":1,"
        "\"num_attention_heads\":1}",
        "{\"model_type\":\"llama\",\"hidden_size\":4,\"vocab_size\":8,\"num_hidden_layers\":1,"
        "\"num_attention_heads\":1,\"vision_config\":{\"model_type\":\"never_seen\"}}",
        "{\"model_type\":\"mixtral\",\"hidden_size\":4,\"vocab_size\":8,\"num_hidden_layers\":1,"
        "\"num_attention_heads\":1,\"num_local_experts\":2,\"num_experts_per_tok\":3,"
        "\"intermediate_size\":4}",
        "{\"model_type\":\"nemotron_h\",\"hidden_size\":4,\"vocab_size\":8,\"num_hidden_layers\":2,"
        "\"hybrid_override_pattern\":\"-x\",\"intermediate_size\":4}",
        "{\"model_type\":\"llama\",\"hidden_size\":16777216,\"vocab_size\":16777216,"
        "\"num_hidden_layers\":16384,\"num_attention_heads\":16777216,\"head_dim\":16777216,"
        "\"intermediate_size\":16777216}",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        px_model *model = reckon(texts[i]);

        assert_false(model->parameters.total.known);
        assert_false(model->parameters.active.known);
        assert_int_equal(model->parameters.basis, PX_BASIS_NONE);
        assert_int_equal(model->n_notes, 1);
        assert_string_equal(model->notes[0].name, "not-reckoned");
    }
}

static void test_refuses(void **state)
{
    static const char *const texts[] = {
        "{\"hidden_size\":-1}",
        "{\"hidden_size\":1.5}",
        "{\"hidden_size\":\"8\"}",
        "{\"vocab_size\":9007199254740993}",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        px_error err = PX_ERROR_INIT;
        px_model_config config;
        px_model model = { 0 };

        assert_ok(px_model_config_parse(&config, px_str_of(texts[i]), "c", &err), &err);
        assert_fails(px_model_config_describe(&config, arena, &model, &err), PX_ERR_MALFORMED);
        px_model_config_free(&config);
    }
}

static void test_described(void **state)
{
    px_model *model;

    (void)state;
    model = reckon("{\"architectures\":[\"XForConditionalGeneration\"],\"model_type\":\"x\","
                   "\"vision_config\":{\"a\":1},\"audio_config\":null,\"audio_token_id\":5,"
                   "\"video_token_id\":6,\"text_config\":{\"vocab_size\":10,\"hidden_size\":64,"
                   "\"num_attention_heads\":4,\"max_position_embeddings\":2048,"
                   "\"sliding_window\":128,\"use_sliding_window\":false}}");
    assert_str(model->architecture, "XForConditionalGeneration");
    assert_int_equal(model->context.value, 2048);
    assert_int_equal(model->head_size.value, 16);
    assert_false(model->sliding_window.known);
    assert_string_equal(model->input[PX_MODEL_IMAGE].reason, "vision_config");
    assert_string_equal(model->input[PX_MODEL_VIDEO].reason, "video_token_id");
    assert_string_equal(model->input[PX_MODEL_TEXT].reason, "text_config");
    assert_null(model->input[PX_MODEL_AUDIO].reason);
    assert_string_equal(model->output[PX_MODEL_TEXT].reason, "XForConditionalGeneration");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),  cmocka_unit_test(test_counted),
        cmocka_unit_test(test_prediction), cmocka_unit_test(test_not_reckoned),
        cmocka_unit_test(test_refuses),    cmocka_unit_test(test_described),
    };

    return cmocka_run_group_tests(tests, make, end);
}
