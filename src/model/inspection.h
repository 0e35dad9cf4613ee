/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files inspect*.c: an inspection as it goes on. */
#ifndef PX_MODEL_INSPECTION_H
#define PX_MODEL_INSPECTION_H

#include "model/model_config.h"
#include "model/weight_count.h"
#include "model/weight_file.h"
#include "model/weight_index.h"

typedef struct px_inspection {
    px_model_options options;
    px_arena *arena;
    px_model *model;
    const char *folder; /* where its files are; names of files are relative to it */
    size_t files_room;
    px_model_config config; /* root NULL: there is none */
    px_weight_count count;
    bool counted;           /* weights were read */
    px_weight_index *index; /* while its files are read, else NULL */
    px_str reading;         /* the file that is being read */
    uint64_t parts;         /* how many files there have to be, by what GGUF says; 0: not said */
    uint64_t parts_read;
    bool within; /* of a pipeline: a component, and no pipeline again */
} px_inspection;

/* What makes a folder that of a pipeline. */
#define PX_PIPELINE_INDEX "model_index.json"

/* The path of a file of the model, in the arena. */
const char *px_inspection_path(const px_inspection *inspection, px_str name);

/* Adds a file to the model, once. NOT_FOUND, IO. */
int px_inspection_add(px_inspection *inspection, px_str name, px_model_file_kind kind,
                      px_error *err) PX_MUST_CHECK;

/* Reads the configuration of that name and adds it. */
int px_inspection_config(px_inspection *inspection, px_str name, px_error *err) PX_MUST_CHECK;

/* Reads a file of weights, of whatever format, and adds it. UNSUPPORTED, also where it is of
 * another format than those before. */
int px_inspection_weights(px_inspection *inspection, px_str name, px_error *err) PX_MUST_CHECK;

/* A px_tensor_fn whose argument is the inspection. */
int px_inspection_tensor(void *inspection, const px_tensor *tensor, px_error *err) PX_MUST_CHECK;

/* Reads what a folder holds. */
int px_inspect_folder(px_inspection *inspection, px_error *err) PX_MUST_CHECK;

/* Reads the file of that name in the folder, with what belongs to it. */
int px_inspect_file(px_inspection *inspection, px_str name, px_error *err) PX_MUST_CHECK;

/* Reads the pipeline that the folder holds, with its components. */
int px_inspect_pipeline(px_inspection *inspection, px_error *err) PX_MUST_CHECK;

/* px_model_inspect for a component. */
int px_inspect_part(const char *path, px_arena *arena, px_model **ret_model,
                    px_error *err) PX_MUST_CHECK;

/* Whether there are weights or a config.json in the folder. */
int px_inspect_holds_model(const char *folder, px_arena *arena, bool *ret_holds,
                           px_error *err) PX_MUST_CHECK;

#endif
