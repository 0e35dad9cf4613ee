/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What those who made a dataset say of it, in a file beside it: Croissant (JSON-LD of MLCommons,
 * 0.8 to 1.1; docs/croissant-spec-1.1.md of mlcommons/croissant) or a dataset card of Hugging Face
 * (a README.md that begins with YAML). Both are claims: nothing here was measured.
 */
#ifndef PX_CORPUS_DESCRIPTION_H
#define PX_CORPUS_DESCRIPTION_H

#include "base/arena.h"
#include "base/error.h"

typedef struct px_description {
    const char *format; /* "Croissant", "dataset card" */
    px_str name, version, link, licence;
    px_str languages;  /* as they are written, parted by commas: "en,fr" */
    px_str modalities; /* that its fields and files have: "text,image" */
    px_str coverage;   /* what time the data are from, as it is written: "2025-10-05/2025-10-19" */
} px_description;

#define PX_DESCRIPTION_MAX ((size_t)16 << 20)

/* Whether a file that begins so is a description of one of the two kinds. */
bool px_description_is(px_str name, px_str head);

/* Reads the file; all of it lives in the arena. What is missing is empty: Croissant files lack even
 * what their specification requires. UNSUPPORTED where it is neither, MALFORMED where it cannot be
 * parsed. */
int px_description_read(const char *path, px_arena *arena, px_description *ret_description,
                        px_error *err) PX_MUST_CHECK;

/* The same of bytes in memory. */
int px_description_parse(px_str text, const char *source, px_arena *arena,
                         px_description *ret_description, px_error *err) PX_MUST_CHECK;

#endif
