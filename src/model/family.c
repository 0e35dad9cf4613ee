/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/family.h"

#include "base/macro.h"

#include "base/banned.h"

#define GATED PX_FAMILY_GATED
#define LATENT (GATED | PX_FAMILY_LATENT | PX_FAMILY_BIAS_KEY)
#define QWEN2 (GATED | PX_FAMILY_QKV_BIAS)
#define QWEN3 (GATED | PX_FAMILY_QK_HEAD | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS)

/* The modules of each in Hugging Face's transformers, or in the code that the model brings. */
static const px_family families[] = {
    { "cohere", GATED | PX_FAMILY_NORMS_1 | PX_FAMILY_TIED, PX_SPARSE_NONE, NULL },
    { "cohere2",
      GATED | PX_FAMILY_NORMS_1 | PX_FAMILY_TIED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS,
      PX_SPARSE_NONE, NULL },
    { "deepseek_v2", LATENT, PX_SPARSE_FIRST, "moe_intermediate_size" },
    { "deepseek_v3", LATENT | PX_FAMILY_CORRECTION, PX_SPARSE_FIRST, "moe_intermediate_size" },
    { "deepseek_v32", LATENT | PX_FAMILY_CORRECTION | PX_FAMILY_INDEXER, PX_SPARSE_FIRST,
      "moe_intermediate_size" },
    { "gemma", GATED | PX_FAMILY_TIED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_NONE,
      NULL },
    { "gemma2",
      GATED | PX_FAMILY_TIED | PX_FAMILY_NORMS_4 | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS,
      PX_SPARSE_NONE, NULL },
    { "gemma3_text",
      GATED | PX_FAMILY_TIED | PX_FAMILY_NORMS_4 | PX_FAMILY_QK_HEAD | PX_FAMILY_BIAS_KEY |
          PX_FAMILY_OUT_BIAS,
      PX_SPARSE_NONE, NULL },
    { "gemma4_text", GATED | PX_FAMILY_TIED | PX_FAMILY_GEMMA4, PX_SPARSE_ALL,
      "moe_intermediate_size" },
    { "glm4", GATED | PX_FAMILY_NORMS_4 | PX_FAMILY_BIAS_KEY, PX_SPARSE_NONE, NULL },
    { "glm4_moe", GATED | PX_FAMILY_BIAS_KEY | PX_FAMILY_QK_KEY | PX_FAMILY_CORRECTION,
      PX_SPARSE_FIRST, "moe_intermediate_size" },
    { "glm_moe_dsa", LATENT | PX_FAMILY_CORRECTION | PX_FAMILY_INDEXER, PX_SPARSE_FIRST,
      "moe_intermediate_size" },
    { "gpt2", PX_FAMILY_ALL_BIAS | PX_FAMILY_POSITIONS | PX_FAMILY_TIED, PX_SPARSE_NONE, NULL },
    { "gpt_neox", PX_FAMILY_ALL_BIAS, PX_SPARSE_NONE, NULL },
    { "gpt_oss",
      GATED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS | PX_FAMILY_SINKS | PX_FAMILY_EXPERT_BIAS,
      PX_SPARSE_ALL, "intermediate_size" },
    { "granite", GATED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS | PX_FAMILY_TIED, PX_SPARSE_NONE,
      NULL },
    { "granitemoehybrid", GATED | PX_FAMILY_GRANITE | PX_FAMILY_TIED, PX_SPARSE_NONE, NULL },
    { "kimi_k2", LATENT | PX_FAMILY_CORRECTION, PX_SPARSE_FIRST, "moe_intermediate_size" },
    { "llama", GATED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_NONE, NULL },
    { "llama4_text", GATED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS | PX_FAMILY_ONE_SHARED,
      PX_SPARSE_LISTED, "intermediate_size" },
    { "mimo", GATED | PX_FAMILY_QKV_BIAS, PX_SPARSE_NONE, NULL },
    { "minimax_m2", GATED | PX_FAMILY_QK_FULL | PX_FAMILY_CORRECTION, PX_SPARSE_ALL,
      "intermediate_size" },
    { "mistral", GATED, PX_SPARSE_NONE, NULL },
    { "mixtral", GATED, PX_SPARSE_ALL, "intermediate_size" },
    { "nemotron_h",
      PX_FAMILY_PATTERN | PX_FAMILY_CORRECTION | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS,
      PX_SPARSE_NONE, "moe_intermediate_size" },
    { "olmo2", GATED | PX_FAMILY_QK_FULL | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_NONE,
      NULL },
    { "olmo3", GATED | PX_FAMILY_QK_FULL | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_NONE,
      NULL },
    { "olmoe", GATED | PX_FAMILY_QK_FULL | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_ALL,
      "intermediate_size" },
    { "phi3", GATED, PX_SPARSE_NONE, NULL },
    { "qwen2", QWEN2, PX_SPARSE_NONE, NULL },
    { "qwen2_5_vl", QWEN2, PX_SPARSE_NONE, NULL },
    { "qwen2_5_vl_text", QWEN2, PX_SPARSE_NONE, NULL },
    { "qwen2_moe", GATED | PX_FAMILY_QKV_BIAS | PX_FAMILY_SHARED_GATE, PX_SPARSE_STEP,
      "moe_intermediate_size" },
    { "qwen2_vl", QWEN2, PX_SPARSE_NONE, NULL },
    { "qwen2_vl_text", QWEN2, PX_SPARSE_NONE, NULL },
    { "qwen3", QWEN3, PX_SPARSE_NONE, NULL },
    { "qwen3_moe", QWEN3, PX_SPARSE_STEP, "moe_intermediate_size" },
    { "qwen3_next", GATED | PX_FAMILY_DELTA, PX_SPARSE_NONE, NULL },
    { "qwen3_vl_moe_text", QWEN3, PX_SPARSE_STEP, "moe_intermediate_size" },
    { "qwen3_vl_text", QWEN3, PX_SPARSE_NONE, NULL },
    { "seed_oss", GATED | PX_FAMILY_BIAS_KEY, PX_SPARSE_NONE, NULL },
    { "smollm3", GATED | PX_FAMILY_TIED | PX_FAMILY_BIAS_KEY | PX_FAMILY_OUT_BIAS, PX_SPARSE_NONE,
      NULL },
};

const px_family *px_family_find(px_str model_type)
{
    for (size_t i = 0; i < PX_COUNT(families); i++)
        if (px_str_is(model_type, families[i].type))
            return &families[i];
    return NULL;
}
