/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which files a scan reads: paths, folders with all below them, patterns (*.warc.gz, where no file
 * has that name), @FILE with one path a line, and "-" for standard input. In the order of their
 * names, each file once. Partials that lie in a folder are no inputs.
 */
#ifndef PX_CORPUS_INPUT_H
#define PX_CORPUS_INPUT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct px_input {
    const char *name; /* as it can be opened; "-" is standard input */
    const char *root; /* the path that it was found under: a folder, or the name itself */
    uint64_t size;    /* 0 for what has none: pipes */
    bool seekable;
    bool again;     /* another name of a file that stands before it: not read */
    bool described; /* it is a description (corpus/manifest.h): not read */
    unsigned times; /* how often it was named; read once */
    uint64_t device, inode;
} px_input;

/* Lives in the arena. NOT_FOUND for what is not there, INVALID for a pattern or list that gives
 * nothing. */
int px_inputs_find(px_arena *arena, const char *const *paths, size_t n_paths, px_input **ret_inputs,
                   size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
