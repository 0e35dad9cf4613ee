/* SPDX-License-Identifier: EUPL-1.2 */
/* What a client accepts, by RFC 9110, 12.5. Languages: px_language_accept. */
#ifndef PX_WEB_ACCEPT_H
#define PX_WEB_ACCEPT_H

#include "base/str.h"

/* True when the Accept-Encoding header allows gzip: named, or by "*", with a weight above 0. A
 * missing or empty header does not. */
bool px_accept_gzip(px_str accept_encoding);

/* True when the Accept header names application/ld+json with a weight above 0 and above that of
 * text/html, where it names that too: who takes anything gets the page. */
bool px_accept_linked(px_str accept);

#endif
