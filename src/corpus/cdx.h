/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Indexes of web archives (CDX): where in which file a record's gzip member begins and how long it
 * is. Where only sizes are asked, a member whose extent is known is measured by its head. Two forms
 * are read, plain or packed: lines of columns under a line " CDX N b a m s k r M S V g" (the CDX
 * file format of the Internet Archive), and lines that end with an object of JSON (CDXJ of pywb, as
 * Common Crawl publishes it).
 *
 * An index is believed no further than the file bears it out (corpus/member.h), so that a wrong one
 * costs time and changes nothing.
 */
#ifndef PX_CORPUS_CDX_H
#define PX_CORPUS_CDX_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

typedef struct px_extent {
    uint64_t offset, length; /* bytes in the packed file */
} px_extent;

/* Those of one file, by offset. */
typedef struct px_extents {
    const px_extent *items;
    size_t count;
} px_extents;

typedef struct px_cdx px_cdx;

/* Reads all indexes, which take 16 bytes of memory for each line that names an extent. MALFORMED
 * where a file is no index, with its line. */
int px_cdx_read(const char *const *paths, size_t count, px_cdx **ret_cdx,
                px_error *err) PX_MUST_CHECK;
/* NULL is fine. */
void px_cdx_free(px_cdx *cdx);

/* The extents of the archive with that path: indexes name files without or with other folders, so
 * the last part of the name alone counts. None where cdx is NULL or no index names the file. */
px_extents px_cdx_of(const px_cdx *cdx, px_str path);

/* The length of the member that begins there; 0 where it is not known. */
uint64_t px_extents_length(px_extents extents, uint64_t offset);

#endif
