/* SPDX-License-Identifier: EUPL-1.2 */
/* Files packed by xz. */
#ifndef PX_CODE_XZ_H
#define PX_CODE_XZ_H

#include "base/builder.h"

/* What may come out of one file, in bytes. */
#define PX_XZ_MAX ((size_t)64 << 20)

/* True for bytes that start as an xz file does. */
bool px_xz_recognise(px_str head);

/* Appends what the file holds: at most PX_XZ_MAX bytes, TOO_LARGE beyond them. MALFORMED with the
 * byte at which a file is cut off or broken, TOO_LARGE too for one that needs more memory to
 * unpack than a text does. */
int px_xz_unpack(px_builder *out, px_str bytes, px_error *err) PX_MUST_CHECK;

#endif
