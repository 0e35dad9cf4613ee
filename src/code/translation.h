/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Missing translations: provisions of a version that have words in one of its languages and none in
 * another. Only a working version has some; publishing waits until they are written.
 */
#ifndef PX_CODE_TRANSLATION_H
#define PX_CODE_TRANSLATION_H

#include "code/code.h"

typedef struct px_translation_gap {
    px_str id;       /* lasting */
    px_str language; /* in which words are missing */
    px_str other;    /* the first language that has some */
    px_str words;    /* number and heading, or the head of the text, in it; plain */
} px_translation_gap;

/* Those of a version, in the order of the document, then of languages; at most max, with how many
 * there are in all. */
int px_translation_gaps(px_db *db, px_arena *arena, const px_version *version, size_t max,
                        px_translation_gap **ret_gaps, size_t *ret_count, size_t *ret_all,
                        px_error *err) PX_MUST_CHECK;

#endif
