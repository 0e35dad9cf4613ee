/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One pass over an object of JSON that checks it whole and keeps the values of a few paths. Nothing
 * is copied or allocated; strings are given as they are written.
 */
#ifndef PX_CORPUS_JSON_SCAN_H
#define PX_CORPUS_JSON_SCAN_H

#include "corpus/text_measure.h"

enum { PX_JSON_PATH_DEPTH = 6, PX_JSON_PATHS_MAX = 16, PX_JSON_SCAN_DEPTH = 64 };

/* The names that lead to a value: "metadata.url" has two. */
typedef struct px_json_path {
    px_str names[PX_JSON_PATH_DEPTH];
    size_t count;
} px_json_path;

typedef enum px_json_kind {
    PX_JSON_ABSENT,
    PX_JSON_NULL,
    PX_JSON_BOOL,
    PX_JSON_NUMBER,
    PX_JSON_STRING,
    PX_JSON_OBJECT,
    PX_JSON_ARRAY
} px_json_kind;

typedef struct px_json_value {
    px_json_kind kind;
    px_str raw;           /* as it is written, of a string with its quotes */
    px_json_written text; /* of a string */
} px_json_value;

/* The path written with dots between its names, which are borrowed; false where it has none, too
 * many or an empty one. */
bool px_json_path_parse(px_str text, px_json_path *ret_path);

/* Reads the object at *p, moved behind it; found[i] gets the value of paths[i], the last one where
 * a name comes again. CUT: it does not end before `end`. */
px_json_end px_json_scan(const char **p, const char *end, const px_json_path *paths, size_t count,
                         px_json_value *ret_found);

#endif
