/* SPDX-License-Identifier: EUPL-1.2 */
/* What a manifest says of a source, as the note of a row: so a partial says it, too. */
#ifndef PX_CORPUS_MANIFEST_NOTE_H
#define PX_CORPUS_MANIFEST_NOTE_H

#include "base/builder.h"
#include "corpus/manifest.h"
#include "corpus/tally.h"

/* Notes all sources of the manifest in rows of PX_BY_DECLARED. */
void px_manifest_note(const px_manifest *manifest, px_tally *tally);

/* What the row says; false where it is none. Paths are not kept; the slices are those of the row.
 */
bool px_manifest_note_read(const px_row *row, px_source *ret_source);

#endif
