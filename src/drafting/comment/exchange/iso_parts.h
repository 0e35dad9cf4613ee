/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of an ISO form that are the same in all of them; private to iso_write.c. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_ISO_PARTS_H
#define PX_DRAFTING_COMMENT_EXCHANGE_ISO_PARTS_H

#include <stddef.h>

#define PX_ISO_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PX_ISO_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PX_ISO_NAMESPACES                                                                          \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                    \
    "xmlns:r=\"" PX_ISO_OFFICE "\""

/* Behind the last row: the page, landscape, with header and footer. */
#define PX_ISO_END                                                                                 \
    "</w:tbl><w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/>"                \
    "<w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"16840\" w:h=\"11907\" "    \
    "w:orient=\"landscape\" w:code=\"9\"/><w:pgMar w:top=\"851\" w:right=\"851\" "                 \
    "w:bottom=\"851\" w:left=\"851\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>"           \
    "<w:pgNumType w:start=\"1\"/></w:sectPr></w:body></w:document>"

typedef struct px_iso_part {
    const char *name, *bytes;
} px_iso_part;

extern const px_iso_part px_iso_parts[];
extern const size_t px_iso_part_count;

#endif
