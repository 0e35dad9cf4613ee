/* SPDX-License-Identifier: EUPL-1.2 */
/* Entity tags (RFC 9110, 8.8.3): strong, from the bytes of the body. */
#ifndef PX_WEB_ETAG_H
#define PX_WEB_ETAG_H

#include "base/str.h"

enum { PX_ETAG_SIZE = 2 + 32 + 3 + 1 }; /* quotes, digits, "-gz", NUL */

/* Writes the tag with its quotes: BLAKE2b of 16 bytes over the plain body, and "-gz" for its
 * compressed form, which is another representation and so needs another tag. */
void px_etag_make(px_str body, bool gzip, char ret_etag[PX_ETAG_SIZE]);

/* The tag of bytes with another body inside them, which is known by its own tag: not read again. */
void px_etag_make_around(px_str before, const char *inside, px_str behind,
                         char ret_etag[PX_ETAG_SIZE]);

/* True when an If-None-Match header names the tag, by weak comparison, or is "*". */
bool px_etag_matches(px_str if_none_match, px_str etag);

#endif
