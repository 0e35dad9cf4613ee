/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Byte-pair encoding with a vocabulary of tiktoken: text is cut into pieces by a pattern
 * (corpus/token_split.h); in each, the two neighbours that make the token of lowest rank are
 * joined, again and again. The vocabulary is a file that the user gives: a line for each token, its
 * bytes in Base64, a space, its rank. No special tokens: their names are plain text. Text is not
 * normalised.
 */
#ifndef PX_CORPUS_TOKENIZER_H
#define PX_CORPUS_TOKENIZER_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

enum {
    PX_TOKENIZER_FILE_MAX = 64 << 20,
    PX_TOKEN_PIECE_MAX = 1 << 20 /* longer pieces are encoded in parts of this */
};

typedef struct px_tokenizer px_tokenizer;

/* Reads a vocabulary. Its pattern is known by the SHA-256 of the usual ones; else `pattern` names
 * one of r50k, p50k, cl100k, o200k (NULL: INVALID). MALFORMED. */
int px_tokenizer_parse(px_str file, const char *pattern, px_tokenizer **ret_tokenizer,
                       px_error *err) PX_MUST_CHECK;
int px_tokenizer_load(const char *path, const char *pattern, px_tokenizer **ret_tokenizer,
                      px_error *err) PX_MUST_CHECK;
void px_tokenizer_free(px_tokenizer *tokenizer); /* NULL is fine */

const char *px_tokenizer_name(const px_tokenizer *tokenizer);    /* "cl100k_base", or "" */
const char *px_tokenizer_pattern(const px_tokenizer *tokenizer); /* "cl100k" */
const char *px_tokenizer_sha256(const px_tokenizer *tokenizer);

/* The number of tokens of the text; their ranks go to ret_ranks, which has room for text.len of
 * them, or is NULL. For all threads. */
size_t px_tokenizer_encode(const px_tokenizer *tokenizer, px_str text, uint32_t *ret_ranks);

#endif
