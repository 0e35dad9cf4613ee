/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/modality.h"

#include "base/banned.h"

/* A key of the configuration (an object or a number, not null) that shows a modality of the input.
 * The token of a modality counts only where there is something that encodes it. */
static const struct {
    const char *key;
    px_model_modality modality;
    const char *encoder; /* that has to be there, too; NULL: none */
} inputs[] = {
    { "vision_config", PX_MODEL_IMAGE, NULL },
    { "vision_tower", PX_MODEL_IMAGE, NULL },
    { "mm_vision_tower", PX_MODEL_IMAGE, NULL },
    { "video_token_id", PX_MODEL_VIDEO, "vision_config" },
    { "video_token_index", PX_MODEL_VIDEO, "vision_config" },
    { "audio_config", PX_MODEL_AUDIO, NULL },
    { "num_mel_bins", PX_MODEL_AUDIO, NULL },
};

/* What the end of an architecture's name says of input and output. */
static const struct {
    const char *end;
    int input, output; /* modalities, -1: says nothing */
} endings[] = {
    { "ForCausalLM", PX_MODEL_TEXT, PX_MODEL_TEXT },
    { "LMHeadModel", PX_MODEL_TEXT, PX_MODEL_TEXT },
    { "ForConditionalGeneration", -1, PX_MODEL_TEXT },
    { "ForMaskedLM", PX_MODEL_TEXT, PX_MODEL_TEXT },
    { "ForSequenceClassification", PX_MODEL_TEXT, -1 },
    { "ForTokenClassification", PX_MODEL_TEXT, -1 },
    { "ForQuestionAnswering", PX_MODEL_TEXT, PX_MODEL_TEXT },
    { "ForImageClassification", PX_MODEL_IMAGE, -1 },
    { "ForObjectDetection", PX_MODEL_IMAGE, -1 },
    { "ForSpeechSeq2Seq", PX_MODEL_AUDIO, PX_MODEL_TEXT },
    { "ForCTC", PX_MODEL_AUDIO, PX_MODEL_TEXT },
    { "ForAudioClassification", PX_MODEL_AUDIO, -1 },
};

static bool is_there(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return value && !json_is_null(value) && !json_is_false(value);
}

static void show(px_model_evidence *all, px_model_modality modality, const char *reason)
{
    if (!all[modality].reason)
        all[modality].reason = reason;
}

void px_modality_find(const px_model_config *config, px_model *model)
{
    for (size_t i = 0; model->architecture.ptr && i < PX_COUNT(endings); i++) {
        if (!px_str_ends(model->architecture, px_str_of(endings[i].end)))
            continue;
        if (endings[i].input >= 0)
            show(model->input, (px_model_modality)endings[i].input, model->architecture.ptr);
        if (endings[i].output >= 0)
            show(model->output, (px_model_modality)endings[i].output, model->architecture.ptr);
    }
    for (size_t i = 0; i < PX_COUNT(inputs); i++)
        if (is_there(config->root, inputs[i].key) &&
            (!inputs[i].encoder || is_there(config->root, inputs[i].encoder)))
            show(model->input, inputs[i].modality, inputs[i].key);
    if (config->text != config->root && is_there(config->text, "vocab_size"))
        show(model->input, PX_MODEL_TEXT, "text_config");
}

/* ---- Pipelines */

/* What a component's class says of what the pipeline makes, or takes. */
static const struct {
    const char *start; /* of the class */
    int input, output;
} classes[] = {
    { "AutoencoderDC", -1, PX_MODEL_IMAGE },
    { "AutoencoderKLCogVideoX", -1, PX_MODEL_VIDEO },
    { "AutoencoderKLHunyuanVideo", -1, PX_MODEL_VIDEO },
    { "AutoencoderKLLTXVideo", -1, PX_MODEL_VIDEO },
    { "AutoencoderKLMochi", -1, PX_MODEL_VIDEO },
    { "AutoencoderKLQwenImage", -1, PX_MODEL_IMAGE },
    { "AutoencoderKLTemporalDecoder", -1, PX_MODEL_VIDEO },
    { "AutoencoderKLWan", -1, PX_MODEL_VIDEO },
    { "AutoencoderOobleck", -1, PX_MODEL_AUDIO },
    { "AutoencoderTiny", -1, PX_MODEL_IMAGE },
    { "CLIPVisionModel", PX_MODEL_IMAGE, -1 },
    { "SpeechT5HifiGan", -1, PX_MODEL_AUDIO },
    { "VQModel", -1, PX_MODEL_IMAGE },
};

void px_modality_find_pipeline(px_model *pipeline)
{
    const px_model_component *c = pipeline->components;

    for (size_t n = 0; n < pipeline->n_components; n++) {
        if (px_str_starts(c[n].name, PX_STR("text_encoder")))
            show(pipeline->input, PX_MODEL_TEXT, c[n].kind.ptr);
        for (size_t i = 0; i < PX_COUNT(classes); i++) {
            if (!px_str_starts(c[n].kind, px_str_of(classes[i].start)))
                continue;
            if (classes[i].input >= 0)
                show(pipeline->input, (px_model_modality)classes[i].input, c[n].kind.ptr);
            if (classes[i].output >= 0)
                show(pipeline->output, (px_model_modality)classes[i].output, c[n].kind.ptr);
        }
    }
    /* It makes images, or the pictures of sound that a vocoder takes. */
    for (size_t n = 0; n < pipeline->n_components; n++)
        if (px_str_is(c[n].kind, "AutoencoderKL") && !pipeline->output[PX_MODEL_AUDIO].reason)
            show(pipeline->output, PX_MODEL_IMAGE, c[n].kind.ptr);
}
