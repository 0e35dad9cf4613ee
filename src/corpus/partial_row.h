/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows as they stand in a block of a partial: each key by what it shares with the one before. */
#ifndef PX_CORPUS_PARTIAL_ROW_H
#define PX_CORPUS_PARTIAL_ROW_H

#include "corpus/partial_priv.h"

/* Writes the row (at most PX_ROW_ENCODED_MAX bytes) behind one with whose key it shares the first
 * bytes; returns the bytes. */
size_t px_row_encode(const px_row *row, size_t shared, char *to);

/* Reads the next row off *rest. On entry the row's key is that of the row before ("" for the
 * first); false where the bytes are no row. The dimension is the caller's. */
bool px_row_decode(px_str *rest, const px_partial_names *names, px_row_room *room);

#endif
