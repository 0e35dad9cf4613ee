/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of a model say of it: parameters, element types, architecture, tokenizer,
 * modalities. Heads alone are read, in memory that does not grow with the weights; nothing that a
 * file holds is executed. docs/model.md says what each figure means.
 *
 * What is read: safetensors (one file, parts with or without an index), GGUF (v1 to v3, either
 * byte order, split), PyTorch (zip and the older form, parts), ONNX (with external data),
 * config.json alone or beside weights, folders with these, and pipelines of diffusers
 * (model_index.json).
 */
#ifndef PX_MODEL_INSPECT_H
#define PX_MODEL_INSPECT_H

#include <jansson.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json_write.h"

typedef enum px_model_format {
    PX_MODEL_SAFETENSORS,
    PX_MODEL_GGUF,
    PX_MODEL_PYTORCH,
    PX_MODEL_ONNX,
    PX_MODEL_CONFIG,   /* a configuration without weights */
    PX_MODEL_PIPELINE, /* several models that work together (diffusers) */
    PX_MODEL_FORMAT_COUNT
} px_model_format;

/* "safetensors"; stable. */
const char *px_model_format_name(px_model_format format);

/* A number that the files may not say. */
typedef struct px_model_number {
    uint64_t value;
    bool known;
} px_model_number;

/* Where the figures of parameters come from. */
typedef enum px_model_basis {
    PX_BASIS_NONE,    /* they are not known */
    PX_BASIS_WEIGHTS, /* counted: every tensor of the files */
    PX_BASIS_CONFIG   /* reckoned from the configuration, by an exact rule of the architecture */
} px_model_basis;

/* What a parameter belongs to. */
typedef enum px_model_part {
    PX_PART_EMBEDDING,
    PX_PART_HEAD, /* of the output, where it is not the embedding again */
    PX_PART_ATTENTION,
    PX_PART_STATE_SPACE,
    PX_PART_FEED_FORWARD,
    PX_PART_ROUTED_EXPERTS,
    PX_PART_SHARED_EXPERTS,
    PX_PART_ROUTER,
    PX_PART_NORM,
    PX_PART_VISION,
    PX_PART_AUDIO,
    PX_PART_OTHER,
    PX_PART_PREDICTION, /* layers that predict further tokens: in no total */
    PX_PART_COUNT
} px_model_part;

/* "routed-experts"; stable. */
const char *px_model_part_name(px_model_part part);

typedef struct px_model_parameters {
    px_model_basis basis;
    px_model_number total;  /* without PX_PART_PREDICTION */
    px_model_number active; /* for one token: of the routed experts only those that it goes to */
    uint64_t lookup; /* of both: the embedding of the input, where it is looked up and not also the
                        output head; some publish active parameters without it */
    uint64_t parts[PX_PART_COUNT];
} px_model_parameters;

/* Tensors of one element type. */
typedef struct px_model_type {
    const char *name; /* "BF16", "Q4_K"; a constant */
    uint64_t tensors;
    uint64_t parameters; /* 0 where it holds indices, scales or buffers alone */
    uint64_t bytes;
} px_model_type;

typedef enum px_model_file_kind {
    PX_MODEL_FILE_WEIGHTS,
    PX_MODEL_FILE_INDEX,
    PX_MODEL_FILE_CONFIG,
    PX_MODEL_FILE_TOKENIZER,
    PX_MODEL_FILE_OTHER,
    PX_MODEL_FILE_KIND_COUNT
} px_model_file_kind;

/* "weights"; stable. */
const char *px_model_file_kind_name(px_model_file_kind kind);

typedef struct px_model_file {
    px_str name; /* relative to the folder */
    px_model_file_kind kind;
    uint64_t size;
    bool hashed;
    unsigned char sha256[32];
} px_model_file;

typedef enum px_model_modality {
    PX_MODEL_TEXT,
    PX_MODEL_IMAGE,
    PX_MODEL_AUDIO,
    PX_MODEL_VIDEO,
    PX_MODEL_MODALITY_COUNT
} px_model_modality;

/* "text"; stable. */
const char *px_model_modality_name(px_model_modality modality);

/* Evidence of a modality: reason NULL where there is none, which does not mean that there is no
 * such modality. */
typedef struct px_model_evidence {
    const char *reason; /* what says so, as it stands in the file: "vision_config" */
} px_model_evidence;

typedef struct px_model_tokenizer {
    px_str kind; /* "BPE", "Unigram", "gpt2"; ptr NULL: no tokenizer was found */
    px_str file;
    px_model_number size; /* entries, those that were added among them */
    px_model_number added;
} px_model_tokenizer;

/* What whoever uses the figures has to know: a stable name and the sentence, as an error has it. */
typedef struct px_model_note {
    const char *name;
    px_error words;
} px_model_note;

enum { PX_MODEL_TYPES_MAX = 64, PX_MODEL_NOTES_MAX = 32 };

struct px_model;

/* Of a pipeline. */
typedef struct px_model_component {
    px_str name;          /* "text_encoder", its folder */
    px_str library, kind; /* "transformers", "CLIPTextModel" */
    struct px_model *model;
} px_model_component;

typedef struct px_model {
    const char *path; /* as it was given; borrowed */
    px_model_format format;
    px_str name;         /* what the file calls the model, or ptr NULL */
    px_str architecture; /* "LlamaForCausalLM", in GGUF "llama"; or ptr NULL */
    px_str family;       /* "llama", model_type of the configuration; or ptr NULL */
    px_model_parameters parameters;
    px_model_number layers, hidden, heads, key_value_heads, head_size, context, vocabulary,
        sliding_window;
    px_model_number experts, experts_used, experts_shared; /* of a layer, of a token */
    px_model_number prediction_layers;
    px_str stated_type; /* torch_dtype, or the file type of GGUF; or ptr NULL */
    px_str quantised;   /* quant_method of the configuration; or ptr NULL */
    uint64_t tensors;
    px_model_type types[PX_MODEL_TYPES_MAX]; /* most bytes first */
    size_t n_types;
    px_model_tokenizer tokenizer;
    px_model_evidence input[PX_MODEL_MODALITY_COUNT], output[PX_MODEL_MODALITY_COUNT];
    px_model_file *files; /* in the order of their names */
    size_t n_files;
    uint64_t bytes;                 /* of all files */
    px_model_component *components; /* of a pipeline, those that hold a model */
    size_t n_components;
    px_model_note *notes;
    size_t n_notes;
} px_model;

typedef struct px_model_options {
    bool hash;        /* SHA-256 of each file */
    unsigned threads; /* for hashing; 0: one */
} px_model_options;

/* Reads the head of a file of weights, of a configuration, or of what a folder holds. options may
 * be NULL. The model lives in the arena. NOT_FOUND, MALFORMED (damaged, cut off, hostile),
 * UNSUPPORTED (another format), INVALID (several models in one folder), TOO_LARGE, IO. */
int px_model_inspect(const char *path, const px_model_options *options, px_arena *arena,
                     px_model **ret_model, px_error *err) PX_MUST_CHECK;

/* What a configuration says, out of its text: the model has no files. path names it in errors.
 * MALFORMED, TOO_LARGE. */
int px_model_inspect_config(px_str text, const char *path, px_arena *arena, px_model **ret_model,
                            px_error *err) PX_MUST_CHECK;

/* Writes the members of the object that docs/model.md fixes into one that is open. */
void px_model_json(const px_model *model, px_json *json);

/* Whether an object looks like such a one, and reading it: architecture, parameters, numbers,
 * types, modalities, files and the names of notes. INVALID with the arguments path and key. */
bool px_model_json_is(const json_t *root);
int px_model_json_read(const json_t *root, const char *path, px_arena *arena, px_model **ret_model,
                       px_error *err) PX_MUST_CHECK;

#endif
