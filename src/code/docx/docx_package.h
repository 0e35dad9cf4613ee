/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The package of a DOCX (ECMA-376 part 2): parts in a ZIP file, relationships between them. Read
 * from memory; nothing is ever written. Parts that nobody asks for are never inflated.
 */
#ifndef PX_CODE_DOCX_PACKAGE_H
#define PX_CODE_DOCX_PACKAGE_H

#include "code/docx/docx_xml.h"

/* At most so many parts, and so many bytes inflated from all parts that are read. */
#define PX_DOCX_MAX_PARTS 4096
#define PX_DOCX_MAX_INFLATED ((size_t)64 << 20)
/* A part above 1 MiB may not be packed more tightly than this. */
#define PX_DOCX_MAX_RATIO 300

typedef struct px_docx_package px_docx_package;

/* The bytes are borrowed, the package lives in the arena and must be closed before it. */
int px_docx_package_open(px_str bytes, px_arena *arena, px_docx_package **ret_package,
                         px_error *err) PX_MUST_CHECK;
void px_docx_package_close(px_docx_package *package);

/* A part as a tree; NULL where there is no such part. */
int px_docx_package_xml(px_docx_package *package, px_str name, px_xml **ret_root,
                        px_error *err) PX_MUST_CHECK;

/* A relationship: where a part points to. */
typedef struct px_docx_relationship {
    px_str id;
    px_str type;   /* the last part of its name: "styles", "hyperlink" */
    px_str target; /* the name of a part, or an address */
    bool external;
} px_docx_relationship;

typedef struct px_docx_relationships {
    px_docx_relationship *items; /* in the order of the file */
    px_docx_relationship **by_id;
    size_t count;
} px_docx_relationships;

/* Of a part, or of the package for an empty name; none where the part has no relationships. */
int px_docx_package_relationships(px_docx_package *package, px_str part,
                                  px_docx_relationships *ret_relationships,
                                  px_error *err) PX_MUST_CHECK;

/* By id, by type (the first); NULL. */
const px_docx_relationship *px_docx_relationship_id(const px_docx_relationships *all, px_str id);
const px_docx_relationship *px_docx_relationship_type(const px_docx_relationships *all,
                                                      const char *type);

/* The content type of a part, from [Content_Types].xml; empty when it is not said. */
int px_docx_package_content_type(px_docx_package *package, px_str part, px_str *ret_type,
                                 px_error *err) PX_MUST_CHECK;

/* The name of the part with the text, by the relationships of the package; empty where they do not
 * say it. UNSUPPORTED for a document that may hold macros. */
int px_docx_package_main(px_docx_package *package, const px_docx_relationships *links,
                         px_str *ret_part, px_error *err) PX_MUST_CHECK;

#endif
