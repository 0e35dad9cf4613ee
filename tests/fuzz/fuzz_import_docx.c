/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The DOCX importer: what it writes, the reader of outlines takes. Bytes that begin as a ZIP file
 * are one. Any other input is the parts of a document, put into a package that stores them as they
 * are: a byte of options, then, with NUL between them, document.xml, styles.xml, numbering.xml,
 * footnotes.xml and the relationships of the first.
 */
#include <stdint.h>
#include <stdlib.h>

#include "code/docx/import_docx.h"
#include "stored_zip.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PARTS_MAX ((size_t)1 << 20)

static const char *const names[] = {
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
};

static const char package_relationships[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"a\" Type=\"" OFFICE "/officeDocument\" Target=\"word/document.xml\"/>"
    "</Relationships>";

static void import(px_str file, px_str options)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    if (px_import_docx(file, options, &bytes, &err) == 0 &&
        px_outline_read(px_builder_view(&bytes), arena, &outline, &err) < 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    archive a = { .bytes = PX_BUILDER_INIT(PARTS_MAX), .directory = PX_BUILDER_INIT(PARTS_MAX) };
    px_str rest = px_str_n((const char *)data, size), part;

    if (px_str_starts(rest, PX_STR("PK"))) {
        import(rest, PX_STR(""));
        return 0;
    }
    add_part(&a, "_rels/.rels", px_str_of(package_relationships));
    if (size)
        rest = px_str_sub(rest, 1, rest.len);
    for (size_t i = 0; i < PX_COUNT(names) && px_str_split(&rest, '\0', &part); i++)
        add_part(&a, names[i], part);
    end_archive(&a);
    import(px_builder_view(&a.bytes),
           size && data[0] == 'r' ? PX_STR("changes=refuse") : PX_STR("changes=accept"));
    px_builder_free(&a.bytes);
    px_builder_free(&a.directory);
    return 0;
}
