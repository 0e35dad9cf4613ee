/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Configurations with the sizes of models whose weights were counted (the totals that Hugging Face
 * shows of their safetensors, or that the report gives), reckoned without weights. Quotes are
 * single here; "@" is a table of 1000 labels.
 */
#include "unit/arena_fixture.h"

#include <inttypes.h>

#include "base/builder.h"
#include "model/model_config.h"
#include "model/reckon.h"

static const struct {
    uint64_t total, active; /* active 0: as the total, or without meaning */
    const char *config;
} rows[] = {
    /* Llama 4 Scout: 109B total, 17B active */
    { 108641793536, 17172894720,
      "{'model_type':'llama4','text_config':{'model_type':'llama4_text',"
      "'hidden_size':5120,'num_hidden_layers':48,'num_attention_heads':40,"
      "'num_key_value_heads':8,'head_dim':128,'intermediate_size':8192,"
      "'intermediate_size_mlp':16384,'num_local_experts':16,'num_experts_per_tok':1,"
      "'interleave_moe_layer_step':1,'vocab_size':202048,'tie_word_embeddings':false},"
      "'vision_config':{'model_type':'llama4_vision_model','hidden_size':1408,"
      "'num_hidden_layers':34,'num_attention_heads':16,'intermediate_size':5632,"
      "'image_size':336,'patch_size':14,'vision_output_dim':4096,"
      "'projector_input_dim':4096,'projector_output_dim':4096}}" },
    /* Llama 4 Maverick: 400B total, 17B active */
    { 401583781376, 17184691200,
      "{'model_type':'llama4','text_config':{'model_type':'llama4_text',"
      "'hidden_size':5120,'num_hidden_layers':48,'num_attention_heads':40,"
      "'num_key_value_heads':8,'head_dim':128,'intermediate_size':8192,"
      "'intermediate_size_mlp':16384,'num_local_experts':128,'num_experts_per_tok':1,"
      "'interleave_moe_layer_step':2,'vocab_size':202048,'tie_word_embeddings':false},"
      "'vision_config':{'model_type':'llama4_vision_model','hidden_size':1408,"
      "'num_hidden_layers':34,'num_attention_heads':16,'intermediate_size':5632,"
      "'image_size':336,'patch_size':14,'vision_output_dim':4096,"
      "'projector_input_dim':4096,'projector_output_dim':4096}}" },
    /* Qwen3-Next-80B-A3B: the weights hold 81,324,862,720 with 1,650,471,424 for prediction */
    { 79674391296, 3874929408,
      "{'model_type':'qwen3_next','hidden_size':2048,'num_hidden_layers':48,"
      "'num_attention_heads':16,'num_key_value_heads':2,'head_dim':256,"
      "'full_attention_interval':4,'linear_num_key_heads':16,'linear_num_value_heads':32,"
      "'linear_key_head_dim':128,'linear_value_head_dim':128,'linear_conv_kernel_dim':4,"
      "'num_experts':512,'num_experts_per_tok':10,'moe_intermediate_size':512,"
      "'shared_expert_intermediate_size':512,'decoder_sparse_step':1,"
      "'mlp_only_layers':[],'vocab_size':151936,'tie_word_embeddings':false}" },
    /* Granite 4.0 H Tiny */
    { 6939037248, 0,
      "{'model_type':'granitemoehybrid','hidden_size':1536,'num_hidden_layers':40,"
      "'layer_types':['mamba','mamba','mamba','mamba','mamba','attention','mamba',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','attention',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'attention','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'mamba','attention','mamba','mamba','mamba','mamba'],'num_attention_heads':12,"
      "'num_key_value_heads':4,'intermediate_size':512,'num_local_experts':64,"
      "'num_experts_per_tok':6,'shared_intermediate_size':1024,'mamba_n_heads':48,"
      "'mamba_d_head':64,'mamba_n_groups':1,'mamba_d_state':128,'mamba_d_conv':4,"
      "'vocab_size':100352}" },
    /* Granite 4.0 H Small */
    { 32207337984, 0,
      "{'model_type':'granitemoehybrid','hidden_size':4096,'num_hidden_layers':40,"
      "'layer_types':['mamba','mamba','mamba','mamba','mamba','attention','mamba',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','attention',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'attention','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'mamba','attention','mamba','mamba','mamba','mamba'],'num_attention_heads':32,"
      "'num_key_value_heads':8,'intermediate_size':768,'num_local_experts':72,"
      "'num_experts_per_tok':10,'shared_intermediate_size':1536,'mamba_n_heads':128,"
      "'mamba_d_head':64,'mamba_n_groups':1,'mamba_d_state':128,'mamba_d_conv':4,"
      "'vocab_size':100352}" },
    /* Granite 4.0 H Micro */
    { 3191396096, 0,
      "{'model_type':'granitemoehybrid','hidden_size':2048,'num_hidden_layers':40,"
      "'layer_types':['mamba','mamba','mamba','mamba','mamba','attention','mamba',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','attention',"
      "'mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'attention','mamba','mamba','mamba','mamba','mamba','mamba','mamba','mamba',"
      "'mamba','attention','mamba','mamba','mamba','mamba'],'num_attention_heads':32,"
      "'num_key_value_heads':8,'intermediate_size':8192,'num_local_experts':0,"
      "'num_experts_per_tok':0,'shared_intermediate_size':8192,'mamba_n_heads':64,"
      "'mamba_d_head':64,'mamba_n_groups':1,'mamba_d_state':128,'mamba_d_conv':4,"
      "'vocab_size':100352}" },
    /* Command A */
    { 111057580032, 0,
      "{'model_type':'cohere2','hidden_size':12288,'num_hidden_layers':64,"
      "'num_attention_heads':96,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':36864,'vocab_size':256000}" },
    /* Command R7B */
    { 8028033024, 0,
      "{'model_type':'cohere2','hidden_size':4096,'num_hidden_layers':32,"
      "'num_attention_heads':32,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':14336,'vocab_size':256000}" },
    /* Phi-4 */
    { 14659507200, 0,
      "{'model_type':'phi3','hidden_size':5120,'num_hidden_layers':40,"
      "'num_attention_heads':40,'num_key_value_heads':10,'head_dim':128,"
      "'intermediate_size':17920,'vocab_size':100352,'tie_word_embeddings':false}" },
    /* Phi-4-mini */
    { 3836021760, 0,
      "{'model_type':'phi3','hidden_size':3072,'num_hidden_layers':32,"
      "'num_attention_heads':24,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':8192,'vocab_size':200064,'tie_word_embeddings':true}" },
    /* Mistral Small 24B */
    { 23572403200, 0,
      "{'model_type':'mistral','hidden_size':5120,'num_hidden_layers':40,"
      "'num_attention_heads':32,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':32768,'vocab_size':131072,'tie_word_embeddings':false}" },
    /* Mistral Small 3.1 24B, with its encoder of images */
    { 24011361280, 0,
      "{'model_type':'mistral3','multimodal_projector_bias':false,'spatial_merge_size':2,"
      "'text_config':{'model_type':'mistral','hidden_size':5120,'num_hidden_layers':40,"
      "'num_attention_heads':32,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':32768,'vocab_size':131072},"
      "'vision_config':{'model_type':'pixtral','hidden_size':1024,'num_hidden_layers':24,"
      "'num_attention_heads':16,'head_dim':64,'intermediate_size':4096,'patch_size':14,"
      "'image_size':1540}}" },
    /* SmolLM3 3B */
    { 3075098624, 0,
      "{'model_type':'smollm3','hidden_size':2048,'num_hidden_layers':36,"
      "'num_attention_heads':16,'num_key_value_heads':4,'head_dim':128,"
      "'intermediate_size':11008,'vocab_size':128256}" },
    /* Seed-OSS 36B */
    { 36151104512, 0,
      "{'model_type':'seed_oss','hidden_size':5120,'num_hidden_layers':64,"
      "'num_attention_heads':80,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':27648,'vocab_size':155136,'attention_bias':true,"
      "'tie_word_embeddings':false}" },
    /* GLM-4 32B 0414 */
    { 32566081536, 0,
      "{'model_type':'glm4','hidden_size':6144,'num_hidden_layers':61,"
      "'num_attention_heads':48,'num_key_value_heads':2,'head_dim':128,"
      "'intermediate_size':23040,'vocab_size':151552,'tie_word_embeddings':false}" },
    /* GLM-4.5-Air: the weights hold 110,468,824,832 with 2,375,059,584 for prediction and, for
       that, embedding and head once more */
    { 106852251264, 0,
      "{'model_type':'glm4_moe','hidden_size':4096,'num_hidden_layers':46,"
      "'num_attention_heads':96,'num_key_value_heads':8,'head_dim':128,"
      "'intermediate_size':10944,'vocab_size':151552,'moe_intermediate_size':1408,"
      "'n_routed_experts':128,'n_shared_experts':1,'num_experts_per_tok':8,"
      "'first_k_dense_replace':1,'attention_bias':true,'use_qk_norm':false,"
      "'tie_word_embeddings':false}" },
    /* Gemma 3 27B */
    { 27432406640, 0,
      "{'model_type':'gemma3','text_config':{'model_type':'gemma3_text',"
      "'hidden_size':5376,'num_hidden_layers':62,'num_attention_heads':32,"
      "'num_key_value_heads':16,'head_dim':128,'intermediate_size':21504,"
      "'vocab_size':262208},'vision_config':{'model_type':'siglip_vision_model',"
      "'hidden_size':1152,'intermediate_size':4304,'num_hidden_layers':27,"
      "'num_attention_heads':16,'image_size':896,'patch_size':14}}" },
    /* Gemma 3 1B */
    { 999885952, 0,
      "{'model_type':'gemma3_text','hidden_size':1152,'num_hidden_layers':26,"
      "'num_attention_heads':4,'num_key_value_heads':1,'head_dim':256,"
      "'intermediate_size':6912,'vocab_size':262144}" },
    /* Qwen2.5-VL 7B */
    { 8292166656, 0,
      "{'model_type':'qwen2_5_vl','hidden_size':3584,'num_hidden_layers':28,"
      "'num_attention_heads':28,'num_key_value_heads':4,'head_dim':128,"
      "'intermediate_size':18944,'vocab_size':152064,'tie_word_embeddings':false,"
      "'vision_config':{'depth':32,'hidden_size':1280,'intermediate_size':3420,"
      "'num_heads':16,'in_chans':3,'out_hidden_size':3584,'patch_size':14,"
      "'spatial_merge_size':2}}" },
    /* Qwen2-VL 7B */
    { 8291375616, 0,
      "{'model_type':'qwen2_vl','hidden_size':3584,'num_hidden_layers':28,"
      "'num_attention_heads':28,'num_key_value_heads':4,'head_dim':128,"
      "'intermediate_size':18944,'vocab_size':152064,'tie_word_embeddings':false,"
      "'vision_config':{'depth':32,'embed_dim':1280,'mlp_ratio':4,'num_heads':16,"
      "'in_chans':3,'hidden_size':3584,'patch_size':14,'spatial_merge_size':2,"
      "'temporal_patch_size':2}}" },
    /* BERT base, uncased */
    { 109482240, 0,
      "{'model_type':'bert','architectures':['BertModel'],'hidden_size':768,"
      "'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,"
      "'max_position_embeddings':512,'type_vocab_size':2,'vocab_size':30522}" },
    /* the same with the heads of its training */
    { 110106428, 0,
      "{'model_type':'bert','architectures':['BertForPreTraining'],'hidden_size':768,"
      "'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,"
      "'max_position_embeddings':512,'type_vocab_size':2,'vocab_size':30522}" },
    /* the same with the head for masked words */
    { 109514298, 0,
      "{'model_type':'bert','architectures':['BertForMaskedLM'],'hidden_size':768,"
      "'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,"
      "'max_position_embeddings':512,'type_vocab_size':2,'vocab_size':30522}" },
    /* RoBERTa base */
    { 124697433, 0,
      "{'model_type':'roberta','architectures':['RobertaForMaskedLM'],'hidden_size':768,"
      "'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,"
      "'max_position_embeddings':514,'type_vocab_size':1,'vocab_size':50265}" },
    /* XLM-RoBERTa base */
    { 278043648, 0,
      "{'model_type':'xlm-roberta','architectures':['XLMRobertaModel'],'hidden_size':768,"
      "'num_hidden_layers':12,'num_attention_heads':12,'intermediate_size':3072,"
      "'max_position_embeddings':514,'type_vocab_size':1,'vocab_size':250002}" },
    /* DistilBERT base */
    { 66362880, 0,
      "{'model_type':'distilbert','architectures':['DistilBertModel'],'dim':768,"
      "'n_layers':6,'n_heads':12,'hidden_dim':3072,'max_position_embeddings':512,"
      "'vocab_size':30522}" },
    /* ViT base, 1000 kinds */
    { 86567656, 0,
      "{'model_type':'vit','architectures':['ViTForImageClassification'],"
      "'hidden_size':768,'num_hidden_layers':12,'intermediate_size':3072,"
      "'image_size':224,'patch_size':16,'id2label':@}" },
    /* CLIP ViT-B/32, all by default */
    { 151277313, 0,
      "{'model_type':'clip','architectures':['CLIPModel'],'text_config':{},"
      "'vision_config':{}}" },
    /* CLIP ViT-L/14 */
    { 427616513, 0,
      "{'model_type':'clip','architectures':['CLIPModel'],'projection_dim':768,"
      "'text_config':{'hidden_size':768,'intermediate_size':3072,'num_hidden_layers':12},"
      "'vision_config':{'hidden_size':1024,'intermediate_size':4096,"
      "'num_hidden_layers':24,'patch_size':14}}" },
    /* SigLIP base, patch 16, 224 */
    { 203155970, 0,
      "{'model_type':'siglip','architectures':['SiglipModel'],'text_config':{},"
      "'vision_config':{}}" },
    /* SigLIP so400m, patch 14, 384 */
    { 877960498, 0,
      "{'model_type':'siglip','architectures':['SiglipModel'],"
      "'text_config':{'hidden_size':1152,'intermediate_size':4304,"
      "'num_hidden_layers':27},'vision_config':{'hidden_size':1152,"
      "'intermediate_size':4304,'num_hidden_layers':27,'image_size':384,'patch_size':14}}" },
    /* T5 small */
    { 60506624, 0,
      "{'model_type':'t5','architectures':['T5ForConditionalGeneration'],'d_model':512,"
      "'d_kv':64,'d_ff':2048,'num_layers':6,'num_heads':8,'vocab_size':32128}" },
    /* FLAN-T5 base */
    { 247577856, 0,
      "{'model_type':'t5','architectures':['T5ForConditionalGeneration'],'d_model':768,"
      "'d_kv':64,'d_ff':2048,'num_layers':12,'num_heads':12,'vocab_size':32128,"
      "'feed_forward_proj':'gated-gelu','tie_word_embeddings':false}" },
    /* T5 XXL, the encoder alone */
    { 4762310656, 0,
      "{'model_type':'t5','architectures':['T5EncoderModel'],'d_model':4096,'d_kv':64,"
      "'d_ff':10240,'num_layers':24,'num_heads':64,'vocab_size':32128,"
      "'feed_forward_proj':'gated-gelu'}" },
    /* Whisper tiny */
    { 37760640, 0,
      "{'model_type':'whisper','architectures':['WhisperForConditionalGeneration'],"
      "'d_model':384,'encoder_layers':4,'decoder_layers':4,'encoder_ffn_dim':1536,"
      "'decoder_ffn_dim':1536,'num_mel_bins':80,'max_source_positions':1500,"
      "'max_target_positions':448,'vocab_size':51865}" },
    /* Whisper large v3 */
    { 1543490560, 0,
      "{'model_type':'whisper','architectures':['WhisperForConditionalGeneration'],"
      "'d_model':1280,'encoder_layers':32,'decoder_layers':32,'encoder_ffn_dim':5120,"
      "'decoder_ffn_dim':5120,'num_mel_bins':128,'max_source_positions':1500,"
      "'max_target_positions':448,'vocab_size':51866}" },
    /* Whisper large v3 turbo */
    { 808878080, 0,
      "{'model_type':'whisper','architectures':['WhisperForConditionalGeneration'],"
      "'d_model':1280,'encoder_layers':32,'decoder_layers':4,'encoder_ffn_dim':5120,"
      "'decoder_ffn_dim':5120,'num_mel_bins':128,'max_source_positions':1500,"
      "'max_target_positions':448,'vocab_size':51866}" },
    /* Stable Diffusion 1.5: U-Net */
    { 859520964, 0,
      "{'_class_name':'UNet2DConditionModel','in_channels':4,'out_channels':4,"
      "'block_out_channels':[320,640,1280,1280],'layers_per_block':2,"
      "'cross_attention_dim':768,'attention_head_dim':8,"
      "'down_block_types':['CrossAttnDownBlock2D','CrossAttnDownBlock2D',"
      "'CrossAttnDownBlock2D','DownBlock2D'],'up_block_types':['UpBlock2D',"
      "'CrossAttnUpBlock2D','CrossAttnUpBlock2D','CrossAttnUpBlock2D']}" },
    /* Stable Diffusion XL: U-Net */
    { 2567463684, 0,
      "{'_class_name':'UNet2DConditionModel','in_channels':4,'out_channels':4,"
      "'block_out_channels':[320,640,1280],'layers_per_block':2,"
      "'cross_attention_dim':2048,'attention_head_dim':8,"
      "'down_block_types':['DownBlock2D','CrossAttnDownBlock2D','CrossAttnDownBlock2D'],"
      "'up_block_types':['CrossAttnUpBlock2D','CrossAttnUpBlock2D','UpBlock2D'],"
      "'transformer_layers_per_block':[1,2,10],'addition_embed_type':'text_time',"
      "'projection_class_embeddings_input_dim':2816,'use_linear_projection':true}" },
    /* Stable Diffusion: autoencoder */
    { 83653863, 0,
      "{'_class_name':'AutoencoderKL','in_channels':3,'out_channels':3,"
      "'latent_channels':4,'block_out_channels':[128,256,512,512],'layers_per_block':2,"
      "'down_block_types':['DownEncoderBlock2D','DownEncoderBlock2D',"
      "'DownEncoderBlock2D','DownEncoderBlock2D'],'up_block_types':['UpDecoderBlock2D',"
      "'UpDecoderBlock2D','UpDecoderBlock2D','UpDecoderBlock2D']}" },
    /* FLUX.1: autoencoder */
    { 83819683, 0,
      "{'_class_name':'AutoencoderKL','in_channels':3,'out_channels':3,"
      "'latent_channels':16,'block_out_channels':[128,256,512,512],'layers_per_block':2,"
      "'down_block_types':['DownEncoderBlock2D','DownEncoderBlock2D',"
      "'DownEncoderBlock2D','DownEncoderBlock2D'],'up_block_types':['UpDecoderBlock2D',"
      "'UpDecoderBlock2D','UpDecoderBlock2D','UpDecoderBlock2D'],'use_quant_conv':false,"
      "'use_post_quant_conv':false}" },
    /* FLUX.1 dev: transformer */
    { 11901408320, 0,
      "{'_class_name':'FluxTransformer2DModel','in_channels':64,'num_layers':19,"
      "'num_single_layers':38,'attention_head_dim':128,'num_attention_heads':24,"
      "'joint_attention_dim':4096,'pooled_projection_dim':768,'patch_size':1,"
      "'guidance_embeds':true}" },
    /* FLUX.1 schnell: transformer */
    { 11891178560, 0,
      "{'_class_name':'FluxTransformer2DModel','in_channels':64,'num_layers':19,"
      "'num_single_layers':38,'attention_head_dim':128,'num_attention_heads':24,"
      "'joint_attention_dim':4096,'pooled_projection_dim':768,'patch_size':1,"
      "'guidance_embeds':false}" },
    /* Stable Diffusion 3 medium: transformer */
    { 2028328000, 0,
      "{'_class_name':'SD3Transformer2DModel','in_channels':16,'out_channels':16,"
      "'patch_size':2,'num_layers':24,'attention_head_dim':64,'num_attention_heads':24,"
      "'joint_attention_dim':4096,'caption_projection_dim':1536,"
      "'pooled_projection_dim':2048}" },
    /* Stable Diffusion 3.5 large: transformer */
    { 8056627520, 0,
      "{'_class_name':'SD3Transformer2DModel','in_channels':16,'out_channels':16,"
      "'patch_size':2,'num_layers':38,'attention_head_dim':64,'num_attention_heads':38,"
      "'joint_attention_dim':4096,'caption_projection_dim':2432,"
      "'pooled_projection_dim':2048,'qk_norm':'rms_norm'}" },
    /* CLIP L of Stable Diffusion */
    { 123060480, 0,
      "{'model_type':'clip_text_model','architectures':['CLIPTextModel'],"
      "'hidden_size':768,'intermediate_size':3072,'num_hidden_layers':12,"
      "'projection_dim':768,'vocab_size':49408,'max_position_embeddings':77}" },
    /* CLIP bigG of Stable Diffusion XL */
    { 694659840, 0,
      "{'model_type':'clip_text_model','architectures':['CLIPTextModelWithProjection'],"
      "'hidden_size':1280,'intermediate_size':5120,'num_hidden_layers':32,"
      "'projection_dim':1280,'vocab_size':49408,'max_position_embeddings':77}" },
};

static px_str configuration(const char *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (; *text; text++) {
        if (*text != '@') {
            px_builder_char(&out, *text == '\'' ? '"' : *text);
            continue;
        }
        for (unsigned i = 0; i < 1000; i++)
            px_builder_format(&out, "%s\"%u\":\"x\"", i ? "," : "{", i);
        px_builder_char(&out, '}');
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static px_model *reckon(const char *text)
{
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    px_error err = PX_ERROR_INIT;
    px_model_config config;

    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    assert_ok(px_model_config_parse(&config, configuration(text), "config.json", &err), &err);
    assert_ok(px_model_config_describe(&config, arena, model, &err), &err);
    px_model_reckon(&config, model);
    px_model_config_free(&config);
    return model;
}

static void test_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_model *model = reckon(rows[i].config);

        if (model->parameters.total.value != rows[i].total)
            print_error("%s: %" PRIu64 " and not %" PRIu64 "\n", rows[i].config,
                        model->parameters.total.value, rows[i].total);
        assert_int_equal(model->parameters.total.value, rows[i].total);
        if (rows[i].active)
            assert_int_equal(model->parameters.active.value, rows[i].active);
        assert_int_equal(model->n_notes, 0);
    }
}

/* What is built in another way than the kinds that are known gives no figure. */
static void test_unknown(void **state)
{
    static const char *const texts[] = {
        /* an encoder that is known, joined in a way that is not */
        "{'model_type':'paligemma','text_config':{'model_type':'gemma','hidden_size':8,"
        "'num_hidden_layers':1,'num_attention_heads':1,'intermediate_size':8,'vocab_size':9},"
        "'vision_config':{'model_type':'siglip_vision_model','hidden_size':8,"
        "'intermediate_size':8,'num_hidden_layers':1,'image_size':28,'patch_size':14}}",
        /* a head that is not known, or none named */
        "{'model_type':'bert','architectures':['BertForQuestionAnswering'],'hidden_size':8,"
        "'num_hidden_layers':1,'intermediate_size':8,'max_position_embeddings':8,"
        "'type_vocab_size':2,'vocab_size':9}",
        "{'model_type':'roberta','architectures':['RobertaForPreTraining'],'hidden_size':8,"
        "'num_hidden_layers':1,'intermediate_size':8,'max_position_embeddings':8,"
        "'type_vocab_size':2,'vocab_size':9}",
        "{'model_type':'bert','hidden_size':8,'num_hidden_layers':1,'intermediate_size':8,"
        "'max_position_embeddings':8,'type_vocab_size':2,'vocab_size':9}",
        /* a mixture that does not say of how many */
        "{'model_type':'llama4_text','hidden_size':8,'num_hidden_layers':1,'vocab_size':9,"
        "'num_attention_heads':1,'intermediate_size':8}",
        /* layers of Qwen3-Next without experts */
        "{'model_type':'qwen3_next','hidden_size':8,'num_hidden_layers':1,'vocab_size':9,"
        "'full_attention_interval':4}",
        /* switches, and blocks, that build something else */
        "{'_class_name':'UNet2DConditionModel','block_out_channels':[8],'down_block_types':"
        "['DownBlock2D'],'up_block_types':['UpBlock2D'],'class_embed_type':'projection'}",
        "{'_class_name':'UNet2DConditionModel','block_out_channels':[8],'down_block_types':"
        "['AttnDownBlock2D'],'up_block_types':['AttnUpBlock2D']}",
        "{'_class_name':'UNet2DConditionModel','block_out_channels':['8'],'down_block_types':"
        "['DownBlock2D'],'up_block_types':['UpBlock2D']}",
        "{'_class_name':'AutoencoderKL','block_out_channels':[8],'down_block_types':[8],"
        "'up_block_types':['UpDecoderBlock2D']}",
        "{'_class_name':'NeverSeen','model_type':null}",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        px_model *model = reckon(texts[i]);

        assert_false(model->parameters.total.known);
        assert_int_equal(model->n_notes, 1);
        assert_string_equal(model->notes[0].name, "not-reckoned");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counted),
        cmocka_unit_test(test_unknown),
    };

    return cmocka_run_group_tests(tests, make, end);
}
