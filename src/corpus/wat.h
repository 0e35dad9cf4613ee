/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WAT: what is known of a record of a WARC file, as JSON in a metadata record. The envelope of a
 * response says address, date of fetching and size of the body: the WARC is measured without it.
 */
#ifndef PX_CORPUS_WAT_H
#define PX_CORPUS_WAT_H

#include "corpus/reader.h"

/* Makes *record of the envelope that the part holds: a document where it is one of a response, of
 * role OTHER else. Its slices are valid until the stream moves on; media_room is of
 * PX_MEDIA_TYPE_MAX + 1 bytes. */
int px_wat_read(px_reading *r, px_part_stream *part, uint64_t at, char *media_room,
                px_record *record, px_error *err) PX_MUST_CHECK;

#endif
