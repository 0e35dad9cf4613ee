/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Akoma Ntoso 3.0 in: an outline of the document, whatever its tradition. What is taken and what is
 * reported is told in docs/importing.md.
 */
#ifndef PX_CODE_IMPORT_AKN_H
#define PX_CODE_IMPORT_AKN_H

#include "base/builder.h"
#include "code/outline.h"

/* The largest XML that is read, in bytes: of a file, or of what an xz file holds. */
#define PX_AKN_MAX ((size_t)64 << 20)

/* Reads XML into an empty outline, which has its arena. MALFORMED, with the arguments line and
 * column (from 1), for what is no XML, no Akoma Ntoso, declares entities or nests deeper than 256
 * elements; TOO_LARGE, TOO_MANY. */
int px_import_akn_outline(px_str xml, px_outline *outline, px_error *err) PX_MUST_CHECK;

/* True for the first bytes of an Akoma Ntoso file, or of any xz file. */
bool px_import_akn_recognise(px_str head);

/* The parser of the jail: XML or xz in, the bytes of an outline out. */
int px_import_akn(px_str input, px_str options, px_builder *out, px_error *err) PX_MUST_CHECK;

#endif
