/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON read value by value from a file that need not fit into memory: heads of safetensors,
 * indices, tokenizers. Up to file->end is one value; what is not wanted is passed over, but checked
 * to be JSON. Texts that are kept are at most PX_PULL_TEXT bytes long.
 */
#ifndef PX_MODEL_JSON_PULL_H
#define PX_MODEL_JSON_PULL_H

#include "model/weight_file.h"

enum { PX_PULL_TEXT = 4096, PX_PULL_DEPTH = 64 };

typedef struct px_json_pull {
    px_weight_file *file; /* borrowed */
    unsigned depth;
    bool begun[PX_PULL_DEPTH + 1]; /* has an item been read at that depth? */
    char text[PX_PULL_TEXT];
} px_json_pull;

/* Starts at the file's place. */
static inline void px_pull_start(px_json_pull *pull, px_weight_file *file)
{
    pull->file = file;
    pull->depth = 0;
}

/* The first character of the next value, which stays; MALFORMED where there is none. */
int px_pull_peek(px_json_pull *pull, char *ret_first, px_error *err) PX_MUST_CHECK;

/* Enters an object or array: open is '{' or '['. */
int px_pull_enter(px_json_pull *pull, char open, px_error *err) PX_MUST_CHECK;

/* Whether another item follows, past the comma; leaves the object or array at its end: close is
 * '}' or ']'. */
int px_pull_more(px_json_pull *pull, char close, bool *ret_more, px_error *err) PX_MUST_CHECK;

/* The key of the next member, past its colon; valid until the next key or text. */
int px_pull_key(px_json_pull *pull, px_str *ret_key, px_error *err) PX_MUST_CHECK;
/* A text, valid as long as a key. */
int px_pull_text(px_json_pull *pull, px_str *ret_text, px_error *err) PX_MUST_CHECK;

/* Passes over a key of whatever length, past its colon. */
int px_pull_skip_key(px_json_pull *pull, px_error *err) PX_MUST_CHECK;

/* A whole number from 0 to 2^64 - 1. */
int px_pull_number(px_json_pull *pull, uint64_t *ret_number, px_error *err) PX_MUST_CHECK;

/* Passes over a value of any kind. */
int px_pull_skip(px_json_pull *pull, px_error *err) PX_MUST_CHECK;

/* Nothing but white space may follow. */
int px_pull_end(px_json_pull *pull, px_error *err) PX_MUST_CHECK;

#endif
