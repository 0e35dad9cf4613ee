/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bytes of an HTML file as text that gumbo may read; private to the HTML importer.
 *
 * gumbo looks through all open elements at most tags, and through all attributes of a tag at each
 * of them: nesting and attributes are counted here, before it sees the text. The count follows the
 * tags as they are written, so that it is never far below what gumbo builds.
 */
#ifndef PX_CODE_HTML_SOURCE_H
#define PX_CODE_HTML_SOURCE_H

#include "base/builder.h"

/* Elements that are open at a time, those whose end may be left out not counted. */
#define PX_HTML_MAX_OPEN 512u
#define PX_HTML_MAX_ATTRIBUTES 512u
#define PX_HTML_MAX_TAGS 1000000u

/* Appends the file as normal text (code/normal.h): UTF-8, or decoded from the encoding that the
 * file names; XML's empty elements are written as HTML has them. */
int px_html_source(px_builder *out, px_str bytes, px_error *err) PX_MUST_CHECK;

#endif
