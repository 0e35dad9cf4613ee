/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ISO commenting form. Bytes that begin as a ZIP file are one; any other input is the parts of
 * a document with NUL between them: document.xml, [Content_Types].xml.
 */
#include <stdint.h>

#include "comment_parts.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const fixed_part fixed[] = {
    { "_rels/.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>" },
};

static const char *const names[] = { "word/document.xml", "[Content_Types].xml" };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_parts(px_str_n((const char *)data, size), "iso", fixed, PX_COUNT(fixed), names,
               PX_COUNT(names));
    return 0;
}
