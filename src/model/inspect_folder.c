/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which files of a folder make up a model. One model is read: its index, or the one file or the one
 * set of parts that there is; where there are several, people choose.
 */
#include <dirent.h>
#include <errno.h>

#include "base/file.h"
#include "base/number.h"
#include "model/inspection.h"
#include "model/model_note.h"
#include "model/tokenizer_file.h"

#include "base/banned.h"

enum { ENTRIES_MAX = 100000 };

typedef struct listing {
    px_str *names; /* in byte order */
    size_t count, room;
} listing;

/* ---- What is there */

static int compare_names(const void *a, const void *b)
{
    const px_str *x = a, *y = b;

    return px_str_cmp(*x, *y);
}

static int read_listing(const char *folder, px_arena *arena, listing *ret, px_error *err)
{
    DIR *dir;
    struct dirent *entry;

    folder = *folder ? folder : "/";
    dir = opendir(folder);
    *ret = (listing){ .names = NULL };
    if (!dir)
        return px_fail_errno(err, errno, N_("cannot read '{path}': {reason}"), "path", folder,
                             NULL);
    while ((entry = readdir(dir)) && ret->count <= ENTRIES_MAX) {
        if (entry->d_name[0] == '.')
            continue;
        ret->names = px_arena_grow(arena, ret->names, ret->count, &ret->room, sizeof(*ret->names));
        ret->names[ret->count++] = px_arena_str(arena, px_str_of(entry->d_name));
    }
    (void)closedir(dir);
    if (ret->count > ENTRIES_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the folder '{path}' holds too many files; name the model's"), "path",
                       folder, NULL);
    if (ret->count)
        qsort(ret->names, ret->count, sizeof(*ret->names), compare_names);
    return 0;
}

static const px_str *find_name(const listing *all, px_str name)
{
    return all->count ? bsearch(&name, all->names, all->count, sizeof(*all->names), compare_names)
                      : NULL;
}

/* ---- Parts: "NAME-00002-of-00005.END" */

typedef struct part {
    px_str name, end; /* what all parts have in common */
    long long number, of;
} part;

static bool is_part(px_str file, part *ret)
{
    size_t dot = file.len, dash;
    px_str stem;

    while (dot > 0 && file.ptr[dot - 1] != '.')
        dot--;
    if (dot < 17)
        return false;
    dash = dot - 16; /* "-00002-of-00005." */
    stem = px_str_sub(file, dash, dot);
    if (stem.ptr[0] != '-' || !px_str_eq(px_str_sub(stem, 6, 10), PX_STR("-of-")) ||
        px_parse_int(px_str_sub(stem, 1, 6), 1, 99999, &ret->number, NULL) < 0 ||
        px_parse_int(px_str_sub(stem, 10, 15), 1, 99999, &ret->of, NULL) < 0)
        return false;
    ret->name = px_str_sub(file, 0, dash);
    ret->end = px_str_sub(file, dot, file.len);
    return true;
}

static int read_parts(px_inspection *inspection, const listing *all, const part *one, px_error *err)
{
    int rc = 0;

    for (long long i = 1; rc >= 0 && i <= one->of; i++) {
        const char *name = px_arena_format(inspection->arena, "%.*s-%05lld-of-%05lld.%.*s",
                                           PX_STR_ARG(one->name), i, one->of, PX_STR_ARG(one->end));

        if (!find_name(all, px_str_of(name)))
            return px_fail(err, PX_ERR_NOT_FOUND,
                           N_("'{name}' is missing: the weights are cut into {count} parts, which "
                              "all have to be in the folder"),
                           "name", name, "count",
                           px_arena_format(inspection->arena, "%lld", one->of), NULL);
        rc = px_inspection_weights(inspection, px_str_of(name), err);
    }
    return rc;
}

/* ---- An index */

static int read_index_files(px_inspection *inspection, px_str name, px_error *err)
{
    px_weight_index *index = inspection->index;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < index->n_files; i++) {
        rc = px_inspection_weights(inspection, index->files[i], err);
        if (rc == -PX_ERR_NOT_FOUND)
            rc = px_fail(err, PX_ERR_NOT_FOUND,
                         N_("'{name}' is missing: the index '{index}' says that weights are in it"),
                         "name", px_arena_cstr(inspection->arena, index->files[i]), "index",
                         px_arena_cstr(inspection->arena, name), NULL);
    }
    if (rc >= 0 && inspection->count.tensors != index->tensors)
        rc = px_fail(err, PX_ERR_MALFORMED,
                     N_("the index '{index}' names {named} tensors, its files hold {held}; fetch "
                        "both again"),
                     "index", px_arena_cstr(inspection->arena, name), "named",
                     px_number_text(index->tensors).text, "held",
                     px_number_text(inspection->count.tensors).text, NULL);
    return rc;
}

static void compare_size(px_inspection *inspection)
{
    px_model *model = inspection->model;
    uint64_t held = 0;

    for (size_t i = 0; i < inspection->count.n_types; i++)
        held += inspection->count.types[i].bytes;
    if (inspection->index->total_size && inspection->index->total_size != held)
        px_model_note_add(model, "index-size",
                          N_("the index says that the weights take {stated} bytes; they take "
                             "{held}"),
                          "stated", px_number_text(inspection->index->total_size).text, "held",
                          px_number_text(held).text, NULL);
}

static int read_index(px_inspection *inspection, px_str name, px_error *err)
{
    px_weight_index index = { .files = NULL };
    px_weight_file file;
    int rc = px_weight_file_open(&file, px_inspection_path(inspection, name), err);

    if (rc < 0)
        return rc;
    rc = px_weight_index_read(&index, &file, inspection->arena, err);
    px_weight_file_close(&file);
    if (rc >= 0)
        rc = px_inspection_add(inspection, name, PX_MODEL_FILE_INDEX, err);
    inspection->index = &index;
    if (rc >= 0)
        rc = read_index_files(inspection, name, err);
    if (rc >= 0)
        compare_size(inspection);
    inspection->index = NULL;
    px_weight_index_free(&index);
    return rc;
}

/* ---- The weights of a folder */

/* What trainers leave beside weights. */
static bool is_other(px_str name)
{
    static const char *const others[] = { "training_args", "optimizer", "scheduler",
                                          "rng_state",     "scaler",    "random_states" };

    for (size_t i = 0; i < PX_COUNT(others); i++)
        if (px_str_starts(name, px_str_of(others[i])))
            return true;
    return false;
}

static bool has_end(px_str name, const char *const *ends)
{
    for (; *ends; ends++)
        if (px_str_ends(name, px_str_of(*ends)))
            return !is_other(name);
    return false;
}

static int several(const px_inspection *inspection, px_str a, px_str b, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("the folder '{path}' holds several models, '{one}' and '{other}' among them; "
                      "name the file of one"),
                   "path", *inspection->folder ? inspection->folder : "/", "one",
                   px_arena_cstr(inspection->arena, a), "other",
                   px_arena_cstr(inspection->arena, b), NULL);
}

/* The one file, or the one set of parts, with one of these ends; *ret_found false: none. */
static int read_kind(px_inspection *inspection, const listing *all, const char *const *ends,
                     bool *ret_found, px_error *err)
{
    px_str first = PX_STR_NONE;
    part one = { .of = 0 }, other;

    *ret_found = false;
    for (size_t i = 0; i < all->count; i++) {
        px_str name = all->names[i];

        if (!has_end(name, ends))
            continue;
        if (!first.ptr) {
            first = name;
            if (!is_part(name, &one))
                one.of = 0;
        } else if (!one.of || !is_part(name, &other) || !px_str_eq(one.name, other.name) ||
                   !px_str_eq(one.end, other.end) || one.of != other.of) {
            return several(inspection, first, name, err);
        }
    }
    if (!first.ptr)
        return 0;
    *ret_found = true;
    return one.of ? read_parts(inspection, all, &one, err)
                  : px_inspection_weights(inspection, first, err);
}

/* The usual names, the first that is there. */
static const char *const usual[] = {
    "model.safetensors.index.json",
    "model.safetensors",
    "diffusion_pytorch_model.safetensors.index.json",
    "diffusion_pytorch_model.safetensors",
    "pytorch_model.bin.index.json",
    "pytorch_model.bin",
    "diffusion_pytorch_model.bin",
    "model.onnx",
};

/* Whatever has one of these ends. */
static const char *const ends[][4] = {
    { ".safetensors.index.json" }, { ".safetensors" }, { ".bin.index.json" }, { ".gguf" },
    { ".bin", ".pt", ".pth" },     { ".onnx" },
};

static int read_any(px_inspection *inspection, px_str name, px_error *err)
{
    return px_str_ends(name, PX_STR(".index.json")) ? read_index(inspection, name, err)
                                                    : px_inspection_weights(inspection, name, err);
}

static int read_weights(px_inspection *inspection, const listing *all, bool *ret_found,
                        px_error *err)
{
    int rc = 0;

    for (size_t i = 0; i < PX_COUNT(usual); i++) {
        *ret_found = find_name(all, px_str_of(usual[i])) != NULL;
        if (*ret_found)
            return read_any(inspection, px_str_of(usual[i]), err);
    }
    for (size_t i = 0; i < PX_COUNT(ends) && !*ret_found && rc >= 0; i++) {
        if (!strstr(ends[i][0], ".index.json")) {
            rc = read_kind(inspection, all, ends[i], ret_found, err);
            continue;
        }
        for (size_t n = 0; n < all->count && !*ret_found; n++) {
            *ret_found = px_str_ends(all->names[n], px_str_of(ends[i][0]));
            if (*ret_found)
                rc = read_index(inspection, all->names[n], err);
        }
    }
    return rc;
}

int px_inspect_holds_model(const char *folder, px_arena *arena, bool *ret_holds, px_error *err)
{
    listing all;
    int rc = read_listing(folder, arena, &all, err);

    if (rc < 0)
        return rc;
    *ret_holds = find_name(&all, PX_STR("config.json")) != NULL;
    for (size_t i = 0; i < all.count && !*ret_holds; i++)
        for (size_t n = 0; n < PX_COUNT(ends) && !*ret_holds; n++)
            *ret_holds = has_end(all.names[i], ends[n]);
    return 0;
}

/* ---- What stands beside them */

static int read_tokenizer(px_inspection *inspection, px_str name, px_error *err)
{
    px_model_tokenizer tokenizer = { .file = name };
    px_weight_file file;
    int rc = px_weight_file_open(&file, px_inspection_path(inspection, name), err);

    if (rc < 0)
        return rc;
    rc = px_tokenizer_file_read(&file, name, inspection->arena, &tokenizer, err);
    px_weight_file_close(&file);
    if (rc >= 0 && !inspection->model->tokenizer.kind.ptr)
        inspection->model->tokenizer = tokenizer;
    return rc;
}

static int read_beside(px_inspection *inspection, const listing *all, px_error *err)
{
    static const char *const tokenizers[] = { "tokenizer.json", "tokenizer.model", "spiece.model",
                                              "vocab.txt" };
    static const char *const others[] = { "tokenizer_config.json",
                                          "generation_config.json",
                                          "special_tokens_map.json",
                                          "merges.txt",
                                          "vocab.json",
                                          "preprocessor_config.json" };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(tokenizers); i++) {
        px_str name = px_str_of(tokenizers[i]);

        if (!find_name(all, name))
            continue;
        if (!inspection->model->tokenizer.kind.ptr)
            rc = read_tokenizer(inspection, name, err);
        if (rc >= 0)
            rc = px_inspection_add(inspection, name, PX_MODEL_FILE_TOKENIZER, err);
    }
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(others); i++)
        if (find_name(all, px_str_of(others[i])))
            rc = px_inspection_add(inspection, px_str_of(others[i]), PX_MODEL_FILE_OTHER, err);
    return rc;
}

int px_inspect_folder(px_inspection *inspection, px_error *err)
{
    bool found = false;
    listing all;
    int rc = read_listing(inspection->folder, inspection->arena, &all, err);

    if (rc >= 0 && !inspection->within && find_name(&all, PX_STR(PX_PIPELINE_INDEX)))
        return px_inspect_pipeline(inspection, err);
    if (rc >= 0 && find_name(&all, PX_STR("config.json")))
        rc = px_inspection_config(inspection, PX_STR("config.json"), err);
    if (rc >= 0)
        rc = read_weights(inspection, &all, &found, err);
    if (rc >= 0 && !found && !inspection->config.root)
        rc = px_fail(err, PX_ERR_NOT_FOUND,
                     N_("there are neither weights nor a config.json in '{path}'; name the folder "
                        "or file of a model"),
                     "path", *inspection->folder ? inspection->folder : "/", NULL);
    return rc < 0 ? rc : read_beside(inspection, &all, err);
}

/* ---- One file */

/* Names that mean: what lies beside it belongs to it. */
static bool is_usual(px_str name)
{
    part one;

    return px_str_is(name, "model.safetensors") || px_str_is(name, "pytorch_model.bin") ||
           (is_part(name, &one) &&
            (px_str_is(one.name, "model") || px_str_is(one.name, "pytorch_model")));
}

/* An index, or a configuration alone. */
static int read_json_file(px_inspection *inspection, px_str name, px_error *err)
{
    if (!px_str_ends(name, PX_STR(".index.json")))
        return px_inspection_config(inspection, name, err);
    if (px_path_exists(px_inspection_path(inspection, PX_STR("config.json")))) {
        int rc = px_inspection_config(inspection, PX_STR("config.json"), err);

        if (rc < 0)
            return rc;
    }
    return read_index(inspection, name, err);
}

int px_inspect_file(px_inspection *inspection, px_str name, px_error *err)
{
    listing all = { .names = NULL };
    part one;
    int rc = 0;

    if (px_str_is(name, PX_PIPELINE_INDEX))
        return px_inspect_pipeline(inspection, err);
    if (px_str_ends(name, PX_STR(".json")))
        return read_json_file(inspection, name, err);
    if (is_usual(name) && px_path_exists(px_inspection_path(inspection, PX_STR("config.json"))))
        rc = px_inspection_config(inspection, PX_STR("config.json"), err);
    if (rc < 0 || !is_part(name, &one) || one.of == 1)
        return rc < 0 ? rc : px_inspection_weights(inspection, name, err);
    rc = read_listing(inspection->folder, inspection->arena, &all, err);
    return rc < 0 ? rc : read_parts(inspection, &all, &one, err);
}
