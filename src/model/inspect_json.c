/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/inspect.h"

#include "base/banned.h"

static void pair_number(px_json *json, const char *key, px_model_number number)
{
    px_json_key(json, key);
    if (number.known)
        px_json_int(json, (long long)number.value);
    else
        px_json_null(json);
}

static void put_parameters(const px_model_parameters *p, px_json *json)
{
    static const char *const bases[] = {
        [PX_BASIS_NONE] = NULL, [PX_BASIS_WEIGHTS] = "weights", [PX_BASIS_CONFIG] = "config"
    };

    px_json_key(json, "parameters");
    px_json_object(json);
    px_json_pair_str(json, "basis", px_str_of(bases[p->basis]));
    pair_number(json, "total", p->total);
    pair_number(json, "active", p->active);
    px_json_pair_int(json, "lookup", (long long)p->lookup);
    px_json_key(json, "parts");
    px_json_object(json);
    for (px_model_part part = 0; part < PX_PART_COUNT; part++)
        if (p->parts[part])
            px_json_pair_int(json, px_model_part_name(part), (long long)p->parts[part]);
    px_json_object_end(json);
    px_json_object_end(json);
}

static void put_numbers(const px_model *model, px_json *json)
{
    pair_number(json, "layers", model->layers);
    pair_number(json, "hidden_size", model->hidden);
    pair_number(json, "heads", model->heads);
    pair_number(json, "key_value_heads", model->key_value_heads);
    pair_number(json, "head_size", model->head_size);
    pair_number(json, "context", model->context);
    pair_number(json, "sliding_window", model->sliding_window);
    pair_number(json, "vocabulary", model->vocabulary);
    pair_number(json, "prediction_layers", model->prediction_layers);
    px_json_key(json, "experts");
    px_json_object(json);
    pair_number(json, "routed", model->experts);
    pair_number(json, "used", model->experts_used);
    pair_number(json, "shared", model->experts_shared);
    px_json_object_end(json);
}

static void put_types(const px_model *model, px_json *json)
{
    px_json_pair_int(json, "tensors", (long long)model->tensors);
    px_json_key(json, "types");
    px_json_array(json);
    for (size_t i = 0; i < model->n_types; i++) {
        const px_model_type *type = &model->types[i];

        px_json_object(json);
        px_json_pair_cstr(json, "type", type->name);
        px_json_pair_int(json, "tensors", (long long)type->tensors);
        px_json_pair_int(json, "parameters", (long long)type->parameters);
        px_json_pair_int(json, "bytes", (long long)type->bytes);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_tokenizer(const px_model_tokenizer *tokenizer, px_json *json)
{
    px_json_key(json, "tokenizer");
    if (!tokenizer->kind.ptr) {
        px_json_null(json);
        return;
    }
    px_json_object(json);
    px_json_pair_str(json, "kind", tokenizer->kind);
    px_json_pair_str(json, "file", tokenizer->file);
    pair_number(json, "size", tokenizer->size);
    pair_number(json, "added", tokenizer->added);
    px_json_object_end(json);
}

static void put_evidence(const char *key, const px_model_evidence *all, px_json *json)
{
    px_json_key(json, key);
    px_json_array(json);
    for (px_model_modality i = 0; i < PX_MODEL_MODALITY_COUNT; i++) {
        if (!all[i].reason)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "modality", px_model_modality_name(i));
        px_json_pair_cstr(json, "reason", all[i].reason);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_files(const px_model *model, px_json *json)
{
    px_json_pair_int(json, "bytes", (long long)model->bytes);
    px_json_key(json, "files");
    px_json_array(json);
    for (size_t i = 0; i < model->n_files; i++) {
        const px_model_file *file = &model->files[i];

        px_json_object(json);
        px_json_pair_str(json, "name", file->name);
        px_json_pair_cstr(json, "kind", px_model_file_kind_name(file->kind));
        px_json_pair_int(json, "bytes", (long long)file->size);
        if (file->hashed)
            px_json_pair_hex(json, "sha256", file->sha256, sizeof(file->sha256));
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_notes(const px_model *model, px_json *json)
{
    px_json_key(json, "notes");
    px_json_array(json);
    for (size_t i = 0; i < model->n_notes; i++) {
        const px_error *words = &model->notes[i].words;

        px_json_object(json);
        px_json_pair_cstr(json, "note", model->notes[i].name);
        px_json_key(json, "arguments");
        px_json_object(json);
        for (unsigned n = 0; n < words->n_args; n++)
            px_json_pair_cstr(json, words->arg_names[n], px_error_arg(words, words->arg_names[n]));
        px_json_object_end(json);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

/* Each with what is told of a model; its files stand with those of the pipeline. */
static void put_components(const px_model *model, px_json *json)
{
    px_json_key(json, "components");
    px_json_array(json);
    for (size_t i = 0; i < model->n_components; i++) {
        const px_model_component *component = &model->components[i];
        const px_model *part = component->model;

        px_json_object(json);
        px_json_pair_str(json, "name", component->name);
        px_json_pair_str(json, "library", component->library);
        px_json_pair_str(json, "class", component->kind);
        px_json_pair_cstr(json, "format", px_model_format_name(part->format));
        put_parameters(&part->parameters, json);
        put_types(part, json);
        px_json_pair_int(json, "bytes", (long long)part->bytes);
        put_notes(part, json);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_model_json(const px_model *model, px_json *json)
{
    px_json_pair_cstr(json, "format", px_model_format_name(model->format));
    px_json_pair_str(json, "name", model->name);
    px_json_pair_str(json, "architecture", model->architecture);
    px_json_pair_str(json, "family", model->family);
    put_parameters(&model->parameters, json);
    put_numbers(model, json);
    px_json_pair_str(json, "stated_type", model->stated_type);
    px_json_pair_str(json, "quantised", model->quantised);
    put_types(model, json);
    put_tokenizer(&model->tokenizer, json);
    px_json_key(json, "modalities");
    px_json_object(json);
    put_evidence("input", model->input, json);
    put_evidence("output", model->output, json);
    px_json_object_end(json);
    put_files(model, json);
    put_components(model, json);
    put_notes(model, json);
}
