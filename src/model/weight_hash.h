/* SPDX-License-Identifier: EUPL-1.2 */
/* SHA-256 of the files of a model, several at a time. */
#ifndef PX_MODEL_WEIGHT_HASH_H
#define PX_MODEL_WEIGHT_HASH_H

#include "model/inspect.h"

/* Hashes all files, which lie in the folder, with so many threads (at least one). IO and what else
 * reading brings: that of the first file in their order that could not be read. */
int px_weight_hash(px_model *model, const char *folder, unsigned threads,
                   px_error *err) PX_MUST_CHECK;

#endif
