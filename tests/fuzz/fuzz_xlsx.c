/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Workbooks with comments. Bytes that begin as a ZIP file are one; any other input is parts with
 * NUL between them: a sheet, shared strings, styles.
 */
#include <stdint.h>

#include "comment_parts.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const fixed_part fixed[] = {
    { "[Content_Types].xml", "<Types/>" },
    { "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
      "</Relationships>" },
};

static const char *const names[] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                     "xl/styles.xml" };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_parts(px_str_n((const char *)data, size), "osd", fixed, PX_COUNT(fixed), names,
               PX_COUNT(names));
    return 0;
}
