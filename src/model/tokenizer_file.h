/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files of tokenizers: tokenizer.json, tokenizer.model (SentencePiece or tiktoken), vocab.txt. Kind
 * and number of entries, whatever the size of the file.
 */
#ifndef PX_MODEL_TOKENIZER_FILE_H
#define PX_MODEL_TOKENIZER_FILE_H

#include "model/inspect.h"
#include "model/weight_file.h"

/* Reads a file of that name; ret_tokenizer gets kind (in the arena), size and added, its file stays
 * as it is. MALFORMED, IO. */
int px_tokenizer_file_read(px_weight_file *file, px_str name, px_arena *arena,
                           px_model_tokenizer *ret_tokenizer, px_error *err) PX_MUST_CHECK;

#endif
