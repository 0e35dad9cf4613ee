/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTML importer: a px_jail_fn. Our own exports, and pages and documents of others. */
#ifndef PX_CODE_IMPORT_HTML_H
#define PX_CODE_IMPORT_HTML_H

#include "base/builder.h"

/* The outline (code/outline.h) of an HTML document. MALFORMED, with line and column, for what is
 * no text, and for encodings other than UTF-8, windows-1252 and ISO-8859-1; TOO_LARGE and TOO_MANY
 * beyond the bounds of code/html/html_source.h and code/outline.h. */
int px_import_html(px_str input, px_str options, px_builder *out, px_error *err);

/* True where a file begins as HTML. */
bool px_html_recognise(px_str head);

#endif
