/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Import of a draft: foreign bytes -> (in the jail) a plain outline -> provisions with lasting ids.
 *
 * The Markdown parser takes our own Markdown and kramdown-rfc: front matter (title), headings with
 * or without {#id}, paragraphs, lists of any depth, definition lists, tables, fenced code.
 * Lasting ids on import: an explicit {#id} that has the form of one first; a second language must
 * match the tree of the first and takes its ids; else new ones.
 */
#ifndef PX_CODE_IMPORT_H
#define PX_CODE_IMPORT_H

#include "base/builder.h"
#include "base/jail.h"
#include "base/message.h"
#include "code/importers.h"
#include "code/version_source.h"

/* A file that is larger is not read. */
enum { PX_IMPORT_MAX_BYTES = 16 * 1024 * 1024 };

typedef struct px_import {
    px_str code, label, language; /* language: tag, "en" by default */
    px_str outline;               /* what the parser sent back */
    px_version_source source;     /* the file, put as a blob before; no hash: none is kept. Its
                                     language is that of the import */
    const char *author;
    /* results */
    size_t ret_provisions, ret_new, ret_kept, ret_warnings;
    px_builder *report; /* one line for each thing that could not be placed; may be NULL. Emptied
                           at the start of the deed */
    const px_language *reader; /* language of the report; NULL: English */
} px_import;

/* The deed: makes code and version where they are missing, or adds a language to a working
 * version, or replaces the text of that language in a working version keeping ids. CONFLICT for a
 * frozen version; INVALID with the first differences where the tree of a second language does not
 * match. */
int px_import_store(px_db *db, void *import, px_error *err);

#endif
