/* SPDX-License-Identifier: EUPL-1.2 */
/* The DOCX importer: WordprocessingML (ECMA-376, transitional and strict) to an outline. Runs in
 * the jail. */
#ifndef PX_CODE_IMPORT_DOCX_H
#define PX_CODE_IMPORT_DOCX_H

#include "base/builder.h"
#include "code/outline.h"

/* A px_jail_fn: input is the file, out gets the bytes of an outline (code/outline.h), whose lines
 * are numbers of paragraphs. options are words with spaces between them:
 *
 *   changes=accept    tracked changes are taken as done (so without options)
 *   changes=refuse    ... as not done
 *
 * MALFORMED, with the part, line and column where there are any, for what is no DOCX or a damaged
 * one; UNSUPPORTED for encrypted files and for documents with macros; TOO_LARGE and TOO_MANY
 * beyond the bounds. */
int px_import_docx(px_str input, px_str options, px_builder *out, px_error *err);

/* True for the first bytes of a ZIP file, and of the container in which Word keeps encrypted and
 * old documents, so that the parser says what is wrong with it. */
bool px_import_docx_recognise(px_str head);

#endif
