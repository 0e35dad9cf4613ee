/* SPDX-License-Identifier: EUPL-1.2 */
/* A text as a QR code (ISO/IEC 18004) in SVG, to be shown inside a page. */
#ifndef PX_WEB_PEOPLE_QR_SVG_H
#define PX_WEB_PEOPLE_QR_SVG_H

#include "base/builder.h"

/* Appends the drawing, dark on light whatever the colours of the page, with the quiet zone that
 * cameras need. label: what it is, for those who do not see it. TOO_LARGE for a text that is too
 * long for a code. */
int px_qr_svg(px_builder *out, const char *text, px_str label, px_error *err) PX_MUST_CHECK;

#endif
