/* SPDX-License-Identifier: EUPL-1.2 */
/* The Markdown importer: our own Markdown and kramdown-rfc to an outline. Runs in the jail. */
#ifndef PX_CODE_IMPORT_MARKDOWN_H
#define PX_CODE_IMPORT_MARKDOWN_H

#include "base/builder.h"
#include "code/outline.h"

/* A px_jail_fn: input is the file, out gets the bytes of an outline (code/outline.h). options is
 * not used. MALFORMED with line and column for what is no text, TOO_LARGE and TOO_MANY beyond the
 * bounds. */
int px_import_markdown(px_str input, px_str options, px_builder *out, px_error *err);

#endif
