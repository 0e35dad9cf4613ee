/* SPDX-License-Identifier: EUPL-1.2 */
/* Compression of bodies: gzip by zlib, without time or name, so that the same body always gives
 * the same bytes. */
#ifndef PX_WEB_COMPRESS_H
#define PX_WEB_COMPRESS_H

#include "base/error.h"
#include "base/str.h"

enum { PX_COMPRESS_MIN = 1024 }; /* below this the saving is not worth a header */

/* True for types that shrink: text, JSON, XML, SVG, scripts. */
bool px_compress_is_type(const char *content_type);

/* A new buffer for the caller to free. Level 1 (fast) to 9. NULL where it would not be smaller. */
char *px_compress_gzip(px_str body, int level, size_t *ret_len) PX_MUST_CHECK;

#endif
