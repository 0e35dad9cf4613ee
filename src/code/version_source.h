/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sources: the files that the texts of a version were imported from, as they were received. One
 * for each language at most; importing again replaces it.
 */
#ifndef PX_CODE_VERSION_SOURCE_H
#define PX_CODE_VERSION_SOURCE_H

#include "code/code.h"

typedef struct px_version_source {
    px_str language;  /* tag */
    const char *hash; /* of px_blob_put */
    px_str name;      /* of the file; "-" for standard input */
    px_str format;    /* a name of the table of importers; empty: "markdown" */
    uint64_t bytes;
} px_version_source;

/* Sets the source of a version (its row) in source->language, inside a deed; without a hash there
 * is none from then on. Of the name, directories are left out, and it is kept as an excerpt. */
int px_version_source_set(px_db *db, int64_t version, const px_version_source *source,
                          px_error *err) PX_MUST_CHECK;

/* The media type of a format, and the ending of its files without the dot. */
const char *px_version_source_media_type(px_str format);
const char *px_version_source_ending(px_str format);

/* All that are kept, by language. */
int px_version_source_list(px_db *db, px_arena *arena, const px_version *version,
                           px_version_source **ret_sources, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

/* The one in exactly that language; NOT_FOUND. */
int px_version_source_find(px_db *db, px_arena *arena, const px_version *version, px_str language,
                           px_version_source *ret_source, px_error *err) PX_MUST_CHECK;

#endif
