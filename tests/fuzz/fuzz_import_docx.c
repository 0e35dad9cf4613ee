/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The DOCX importer: what it writes, the reader of outlines takes. Bytes that begin as a ZIP file
 * are one. Any other input is the parts of a document, put into a package that stores them as they
 * are: a byte of options, then, with NUL between them, document.xml, styles.xml, numbering.xml,
 * footnotes.xml and the relationships of the first.
 */
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include "code/import_docx.h"

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

typedef struct archive {
    px_builder bytes, directory;
    unsigned count;
} archive;

static void add_number(px_builder *out, size_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        px_builder_char(out, (char)(value >> (8 * i)));
}

/* What stands both before the part and in the directory (APPNOTE 4.3.7, 4.3.12). */
static void add_head(px_builder *out, px_str name, px_str part)
{
    add_number(out, 20, 2); /* version, flags, stored, time and date */
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, 0x21 << 16, 4);
    add_number(out, crc32(0, (const Bytef *)part.ptr, (uInt)part.len), 4);
    add_number(out, part.len, 4);
    add_number(out, part.len, 4);
    add_number(out, name.len, 2);
    add_number(out, 0, 2);
}

static void add_part(archive *a, const char *path, px_str part)
{
    px_str name = px_str_of(path);
    size_t at = a->bytes.len;

    px_builder_str(&a->bytes, PX_STR("PK\x03\x04"));
    add_head(&a->bytes, name, part);
    px_builder_str(&a->bytes, name);
    px_builder_str(&a->bytes, part);
    px_builder_str(&a->directory, PX_STR("PK\x01\x02\x14\x00"));
    add_head(&a->directory, name, part);
    for (int i = 0; i < 10; i++)
        px_builder_char(&a->directory, '\0');
    add_number(&a->directory, at, 4);
    px_builder_str(&a->directory, name);
    a->count++;
}

static void end_archive(archive *a)
{
    size_t at = a->bytes.len;

    px_builder_str(&a->bytes, px_builder_view(&a->directory));
    px_builder_str(&a->bytes, PX_STR("PK\x05\x06"));
    add_number(&a->bytes, 0, 4);
    add_number(&a->bytes, a->count, 2);
    add_number(&a->bytes, a->count, 2);
    add_number(&a->bytes, a->directory.len, 4);
    add_number(&a->bytes, at, 4);
    add_number(&a->bytes, 0, 2);
}

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
