/* SPDX-License-Identifier: EUPL-1.2 */
/* Plain words as restricted inline Markdown, for importers of formats that are not Markdown. */
#ifndef PX_BASE_MARKDOWN_ESCAPE_H
#define PX_BASE_MARKDOWN_ESCAPE_H

#include "base/builder.h"

/* Appends words so that they are read back as the same words: what Markdown would take for a mark
 * gets a backslash, everything else stays as it is. Words may come in pieces, with marks of the
 * caller's between them: what out ends with is looked at. Where out is empty or ends with a line
 * feed, white space is dropped and what would start a block ("1.", "-", "#") is escaped too. Line
 * feeds and tabs become spaces; a line break is the caller's to write. Bars are left alone but at
 * the head: rows of tables escape theirs. */
void px_markdown_escape(px_builder *out, px_str plain);

#endif
