/* SPDX-License-Identifier: EUPL-1.2 */
/* Boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2): MP4, QuickTime, HEIF, AVIF. */
#ifndef PX_CORPUS_MEDIA_BOX_H
#define PX_CORPUS_MEDIA_BOX_H

#include "corpus/media/look.h"

/* A box's type as a number: PX_BOX('m','o','o','v'). */
#define PX_BOX(a, b, c, d)                                                                         \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

typedef struct px_box {
    uint32_t type;
    uint64_t from, to; /* what it holds; `to` is where the next one begins */
} px_box;

/* Reads the box at *at, which ends at `to` at the latest, and moves *at behind it. False where
 * there is none, or one that cannot be. */
bool px_box_next(px_look *l, uint64_t *at, uint64_t to, px_box *ret_box);

/* The first box of the type within [from, to). */
bool px_box_find(px_look *l, uint64_t from, uint64_t to, uint32_t type, px_box *ret_box);

/* Whether the head is that of a file with one of the brands, given as "avif" "heic" ... in one
 * string, as its main brand. */
bool px_box_brand(px_str head, const char *brands);

#endif
