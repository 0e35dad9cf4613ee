/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a tokenizer cuts text into pieces before it merges bytes: the patterns of the vocabularies of
 * tiktoken, read by hand. Classes of characters are those of Unicode by utf8proc.
 */
#ifndef PX_CORPUS_TOKEN_SPLIT_H
#define PX_CORPUS_TOKEN_SPLIT_H

#include "base/str.h"

/* The length of the piece at the head of the text, which is not empty; bytes that are not UTF-8
 * stand for signs. */
typedef size_t px_token_split_fn(px_str text);

/* r50k_base, p50k_base:
 *   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+ */
size_t px_token_split_r50k(px_str text);

/* cl100k_base:
 *   (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*
 *   |\s*[\r\n]+|\s+(?!\S)|\s+ */
size_t px_token_split_cl100k(px_str text);

/* o200k_base, with U = [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}], L = [\p{Ll}\p{Lm}\p{Lo}\p{M}] and
 * C = (?i:'s|'t|'re|'ve|'m|'ll|'d)?:
 *   [^\r\n\p{L}\p{N}]?U*L+C|[^\r\n\p{L}\p{N}]?U+L*C|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*
 *   |\s*[\r\n]+|\s+(?!\S)|\s+ */
size_t px_token_split_o200k(px_str text);

#endif
