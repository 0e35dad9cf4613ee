/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files of many gzip members, each of which holds whole records: every member is unpacked at once
 * by libdeflate, which is faster than any stream, and a scan may begin at any of them.
 */
#ifndef PX_CORPUS_MEMBER_H
#define PX_CORPUS_MEMBER_H

#include "corpus/reader.h"

typedef struct px_members px_members;

/* NULL is fine. */
void px_members_free(px_members *members);

/* Moves the stream to the first byte, here or later, at which a member of the reading's format
 * begins: its head is that of gzip and its content is recognised. To the end where there is none.
 */
int px_members_find(px_reading *r, px_file_stream *f, px_error *err) PX_MUST_CHECK;

/* Reads the records of all members that begin before r->stop, a place of the file. */
int px_members_read(px_reading *r, px_file_stream *f, px_error *err) PX_MUST_CHECK;

#endif
