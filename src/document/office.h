/* SPDX-License-Identifier: EUPL-1.2 */
/* What DOCX and XLSX have in common (ECMA-376, Open Packaging Conventions); private to
 * src/document. */
#ifndef PX_DOCUMENT_OFFICE_H
#define PX_DOCUMENT_OFFICE_H

#include "document/document_priv.h"
#include "document/package.h"

#define PX_OFFICE_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PX_OFFICE_SHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PX_OFFICE_WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define PX_OFFICE_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PX_OFFICE_PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"

/* [Content_Types].xml: begun with what every package has. */
void px_office_types_begin(px_builder *out);
void px_office_type(px_builder *out, const char *part, const char *type);
void px_office_types_end(px_builder *out);

/* Adds "_rels/.rels" to the main part, and the properties of the document. */
void px_office_add_common(px_package *package, px_arena *arena, const px_document_head *head,
                          const char *main_part);

/* A part that is the same in every document, from data/office. */
px_str px_office_part(const char *name);

#endif
