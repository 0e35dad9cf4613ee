/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures in pixels, for formats whose programs do not all draw SVG; private to src/document. */
#ifndef PX_DOCUMENT_PICTURE_H
#define PX_DOCUMENT_PICTURE_H

#include "base/arena.h"
#include "base/jail.h"

typedef struct px_doc_pixels {
    px_str png; /* empty: there is none */
    unsigned width, height;
} px_doc_pixels;

/* Draws an SVG by rsvg-convert through the tool runner, into the arena. Without a jail, or where
 * the tool is not installed, there are no pixels: words have to do. PARSER, TIMEOUT. */
int px_doc_pixels_make(px_jail *jail, px_arena *arena, px_str svg, px_doc_pixels *ret_pixels,
                       px_error *err) PX_MUST_CHECK;

#endif
