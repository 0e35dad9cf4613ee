/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/inspect.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/display.h"
#include "base/file.h"
#include "base/json_read.h"
#include "model/gguf.h"
#include "model/inspection.h"
#include "model/model_note.h"
#include "model/onnx.h"
#include "model/reckon.h"
#include "model/safetensors.h"
#include "model/torch_file.h"
#include "model/weight_hash.h"

#include "base/banned.h"

/* ---- Stable names */

const char *px_model_format_name(px_model_format format)
{
    static const char *const names[] = {
        [PX_MODEL_SAFETENSORS] = "safetensors", [PX_MODEL_GGUF] = "gguf",
        [PX_MODEL_PYTORCH] = "pytorch",         [PX_MODEL_ONNX] = "onnx",
        [PX_MODEL_CONFIG] = "config",           [PX_MODEL_PIPELINE] = "diffusers",
    };

    return names[format];
}

const char *px_model_part_name(px_model_part part)
{
    static const char *const names[] = {
        [PX_PART_EMBEDDING] = "embedding",
        [PX_PART_HEAD] = "head",
        [PX_PART_ATTENTION] = "attention",
        [PX_PART_STATE_SPACE] = "state-space",
        [PX_PART_FEED_FORWARD] = "feed-forward",
        [PX_PART_ROUTED_EXPERTS] = "routed-experts",
        [PX_PART_SHARED_EXPERTS] = "shared-experts",
        [PX_PART_ROUTER] = "router",
        [PX_PART_NORM] = "norm",
        [PX_PART_VISION] = "vision",
        [PX_PART_AUDIO] = "audio",
        [PX_PART_OTHER] = "other",
        [PX_PART_PREDICTION] = "prediction",
    };

    return names[part];
}

const char *px_model_file_kind_name(px_model_file_kind kind)
{
    static const char *const names[] = {
        [PX_MODEL_FILE_WEIGHTS] = "weights", [PX_MODEL_FILE_INDEX] = "index",
        [PX_MODEL_FILE_CONFIG] = "config",   [PX_MODEL_FILE_TOKENIZER] = "tokenizer",
        [PX_MODEL_FILE_OTHER] = "other",
    };

    return names[kind];
}

const char *px_model_modality_name(px_model_modality modality)
{
    static const char *const names[] = {
        [PX_MODEL_TEXT] = "text",
        [PX_MODEL_IMAGE] = "image",
        [PX_MODEL_AUDIO] = "audio",
        [PX_MODEL_VIDEO] = "video",
    };

    return names[modality];
}

/* ---- Files */

const char *px_inspection_path(const px_inspection *inspection, px_str name)
{
    if (strcmp(inspection->folder, ".") == 0)
        return px_arena_cstr(inspection->arena, name);
    return px_arena_format(inspection->arena, "%s/%.*s", inspection->folder, PX_STR_ARG(name));
}

int px_inspection_add(px_inspection *inspection, px_str name, px_model_file_kind kind,
                      px_error *err)
{
    px_model *model = inspection->model;
    const char *path = px_inspection_path(inspection, name);
    struct stat st;

    for (size_t i = 0; i < model->n_files; i++)
        if (px_str_eq(model->files[i].name, name))
            return 0;
    if (stat(path, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", path, NULL);
    model->files = px_arena_grow(inspection->arena, model->files, model->n_files,
                                 &inspection->files_room, sizeof(*model->files));
    model->files[model->n_files++] = (px_model_file){ .name = px_arena_str(inspection->arena, name),
                                                      .kind = kind,
                                                      .size = (uint64_t)st.st_size };
    model->bytes += (uint64_t)st.st_size;
    return 0;
}

static int compare_files(const void *a, const void *b)
{
    const px_model_file *x = a, *y = b;

    return px_str_cmp(x->name, y->name);
}

/* ---- Weights */

int px_inspection_config(px_inspection *inspection, px_str name, px_error *err)
{
    int rc = px_model_config_read(&inspection->config, px_inspection_path(inspection, name), err);

    if (rc < 0)
        return rc;
    inspection->count.rules = px_model_config_rules(&inspection->config);
    return px_inspection_add(inspection, name, PX_MODEL_FILE_CONFIG, err);
}

int px_inspection_tensor(void *arg, const px_tensor *tensor, px_error *err)
{
    px_inspection *inspection = arg;
    char tensor_name[PX_EXCERPT_SIZE], file_name[PX_EXCERPT_SIZE];

    if (inspection->index &&
        !px_weight_index_has(inspection->index, tensor->name, inspection->reading))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the index does not say that tensor '{tensor}' is in '{file}'; fetch "
                          "both again"),
                       "tensor", px_str_excerpt(tensor->name, tensor_name), "file",
                       px_str_excerpt(inspection->reading, file_name), NULL);
    return px_weight_count_add(&inspection->count, tensor, err);
}

typedef int read_fn(px_inspection *inspection, px_weight_file *file, px_error *err);

static int read_safetensors(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    return px_safetensors_read(file, px_inspection_tensor, inspection, err);
}

static int read_gguf(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    px_gguf gguf;
    px_model_number parts;
    int rc = px_gguf_open(&gguf, file, inspection->arena, err);

    if (rc < 0)
        return rc;
    if (inspection->parts_read == 0) {
        px_gguf_describe(&gguf, inspection->model);
        if (inspection->model->prediction_layers.known)
            inspection->count.rules.layers = inspection->model->layers.value;
    }
    parts = px_gguf_number(&gguf, "split.count");
    inspection->parts = parts.known ? parts.value : 1;
    return px_gguf_tensors(&gguf, file, px_inspection_tensor, inspection, err);
}

/* What a file would have called is worth knowing: it is how such files do harm. */
static void note_calls(px_inspection *inspection, const px_torch_calls *calls)
{
    px_builder names = PX_BUILDER_INIT(512), clean = PX_BUILDER_INIT(1024);

    for (size_t i = 0; i < calls->count; i++)
        px_builder_format(&names, "%s%.*s", i ? ", " : "", PX_STR_ARG(calls->names[i]));
    px_display_text(&clean, px_builder_view(&names));
    if (calls->count)
        px_model_note_add(inspection->model, "calls",
                          N_("loading the file with PyTorch could run {calls}; nothing was run "
                             "here"),
                          "calls", px_builder_cstr(&clean), NULL);
    px_builder_free(&names);
    px_builder_free(&clean);
}

static int read_torch_zip(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    px_torch_calls calls = { .count = 0 };
    int rc =
        px_torch_zip_read(file, inspection->arena, px_inspection_tensor, inspection, &calls, err);

    note_calls(inspection, &calls);
    return rc;
}

static int read_torch_old(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    px_torch_calls calls = { .count = 0 };
    int rc =
        px_torch_old_read(file, inspection->arena, px_inspection_tensor, inspection, &calls, err);

    note_calls(inspection, &calls);
    return rc;
}

/* The files beside it that hold its elements. */
static int add_externals(px_inspection *inspection, const px_onnx *onnx, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < onnx->n_externals; i++) {
        px_model *model = inspection->model;

        rc = px_inspection_add(inspection, onnx->externals[i].name, PX_MODEL_FILE_WEIGHTS, err);
        for (size_t n = 0; rc >= 0 && n < model->n_files; n++)
            if (px_str_eq(model->files[n].name, onnx->externals[i].name) &&
                model->files[n].size < onnx->externals[i].size)
                rc = px_fail(err, PX_ERR_MALFORMED,
                             N_("'{file}' is shorter than the tensors that are said to be in it; "
                                "fetch it again"),
                             "file", px_arena_cstr(inspection->arena, onnx->externals[i].name),
                             NULL);
    }
    return rc;
}

static int read_onnx(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    px_model *model = inspection->model;
    px_onnx onnx;
    int rc = px_onnx_read(file, inspection->arena, px_inspection_tensor, inspection, &onnx, err);

    if (rc < 0)
        return rc;
    model->name = onnx.name;
    return add_externals(inspection, &onnx, err);
}

static const struct {
    px_model_format format;
    bool (*recognise)(px_str head);
    read_fn *read;
} readers[] = {
    { PX_MODEL_GGUF, px_gguf_recognise, read_gguf },
    { PX_MODEL_SAFETENSORS, px_safetensors_recognise, read_safetensors },
    { PX_MODEL_PYTORCH, px_torch_zip_recognise, read_torch_zip },
    { PX_MODEL_PYTORCH, px_torch_old_recognise, read_torch_old },
    { PX_MODEL_ONNX, px_onnx_recognise, read_onnx },
};

static int read_weights(px_inspection *inspection, px_weight_file *file, px_error *err)
{
    px_model *model = inspection->model;
    int rc = px_weight_file_see(file, 4096, err);

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(readers); i++) {
        if (!readers[i].recognise(px_str_n(file->ptr, file->len)))
            continue;
        if (inspection->counted && model->format != readers[i].format)
            break;
        model->format = readers[i].format;
        inspection->counted = true;
        inspection->count.file = file->name;
        return readers[i].read(inspection, file, err);
    }
    if (rc >= 0)
        rc = px_fail(err, PX_ERR_UNSUPPORTED,
                     N_("'{path}' is none of the formats of models that are read: safetensors, "
                        "GGUF, PyTorch, ONNX, config.json"),
                     "path", file->name, NULL);
    return rc;
}

int px_inspection_weights(px_inspection *inspection, px_str name, px_error *err)
{
    const char *path = px_inspection_path(inspection, name);
    px_weight_file file;
    int rc = px_weight_file_open(&file, path, err);

    if (rc < 0)
        return rc;
    inspection->reading = name;
    rc = read_weights(inspection, &file, err);
    px_weight_file_close(&file);
    inspection->parts_read++;
    return rc < 0 ? rc : px_inspection_add(inspection, name, PX_MODEL_FILE_WEIGHTS, err);
}

/* ---- The whole */

static int read_path(px_inspection *inspection, const char *path, px_error *err)
{
    const char *slash = strrchr(path, '/');

    if (px_path_is_dir(path)) {
        px_str folder = px_str_of(path);

        while (folder.len && folder.ptr[folder.len - 1] == '/')
            folder.len--;
        inspection->folder = px_arena_cstr(inspection->arena, folder);
        return px_inspect_folder(inspection, err);
    }
    inspection->folder =
        slash ? px_arena_cstr(inspection->arena, px_str_n(path, (size_t)(slash - path))) : ".";
    return px_inspect_file(inspection, px_str_of(slash ? slash + 1 : path), err);
}

/* Weights that hold another number than their configuration comes to do not belong to it, or are
 * not all there. Small differences are buffers that count here and not there. */
static void compare_with_config(px_inspection *inspection)
{
    px_model *model = inspection->model, *other;
    uint64_t counted = model->parameters.total.value, reckoned;

    if (!inspection->config.root || !model->parameters.total.known)
        return;
    other = px_arena_alloc(inspection->arena, sizeof(*other));
    other->notes = px_arena_array(inspection->arena, PX_MODEL_NOTES_MAX, sizeof(*other->notes));
    px_model_reckon(&inspection->config, other);
    reckoned = other->parameters.total.value;
    if (other->parameters.total.known &&
        PX_MAX(counted, reckoned) - PX_MIN(counted, reckoned) > reckoned / 200)
        px_model_note_add(model, "config-differs",
                          N_("the configuration comes to {reckoned} parameters, the weights hold "
                             "{counted}; check that they belong together and are complete"),
                          "reckoned", px_number_text(reckoned).text, "counted",
                          px_number_text(counted).text, NULL);
}

static int finish(px_inspection *inspection, px_error *err)
{
    px_model *model = inspection->model;
    int rc = 0;

    if (inspection->parts && inspection->parts_read != inspection->parts)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("'{path}' says that it is one of {count} parts; name the first of them, "
                          "with all beside it"),
                       "path", model->path, "count", px_number_text(inspection->parts).text, NULL);
    if (inspection->config.root)
        rc = px_model_config_describe(&inspection->config, inspection->arena, model, err);
    if (rc < 0)
        return rc;
    if (model->format == PX_MODEL_PIPELINE) {
        px_model_types_sort(model);
    } else if (inspection->counted) {
        px_weight_count_finish(&inspection->count, model);
        compare_with_config(inspection);
    } else {
        model->format = PX_MODEL_CONFIG;
        px_model_reckon(&inspection->config, model);
    }
    /* What makes images does not go from token to token. */
    if (px_json_text_at(inspection->config.root, "_class_name").ptr)
        model->parameters.active.known = false;
    qsort(model->files, model->n_files, sizeof(*model->files), compare_files);
    return inspection->options.hash
               ? px_weight_hash(model, inspection->folder, inspection->options.threads, err)
               : 0;
}

static int inspect(px_inspection *inspection, const char *path, px_model **ret_model, px_error *err)
{
    px_arena *arena = inspection->arena;
    px_model *model = px_arena_alloc(arena, sizeof(*model));
    int rc;

    model->path = path;
    model->notes = px_arena_array(arena, PX_MODEL_NOTES_MAX, sizeof(*model->notes));
    inspection->model = model;
    px_weight_count_start(&inspection->count, &(px_weight_rules){ 0 }, arena);
    rc = read_path(inspection, path, err);
    if (rc >= 0)
        rc = finish(inspection, err);
    px_weight_count_free(&inspection->count);
    px_model_config_free(&inspection->config);
    if (rc >= 0)
        *ret_model = model;
    return rc;
}

int px_inspect_part(const char *path, px_arena *arena, px_model **ret_model, px_error *err)
{
    px_inspection inspection = { .arena = arena, .within = true };

    return inspect(&inspection, path, ret_model, err);
}

int px_model_inspect(const char *path, const px_model_options *options, px_arena *arena,
                     px_model **ret_model, px_error *err)
{
    px_inspection inspection = { .arena = arena };

    if (options)
        inspection.options = *options;
    return inspect(&inspection, path, ret_model, err);
}
