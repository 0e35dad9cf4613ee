/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files of the manifest. */
#ifndef PX_CORPUS_MANIFEST_PRIV_H
#define PX_CORPUS_MANIFEST_PRIV_H

#include "corpus/manifest.h"

/* Without sources. */
px_manifest *px_manifest_new(const char *path) PX_MUST_CHECK;

/* Cuts the texts of a source to what a manifest may have. */
void px_source_cut(px_source *source);

/* The path as px_manifest_source_of compares it, counted from where the program runs. */
int px_source_path(px_arena *arena, const char *path, const char **ret_path,
                   px_error *err) PX_MUST_CHECK;

/* Sets m->sha256: of the text that it was read from, and of what its sources say. */
int px_manifest_hash(px_manifest *m, px_str text, px_error *err) PX_MUST_CHECK;

#endif
