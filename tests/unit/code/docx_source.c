/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/docx_source.h"

#include <zip.h>

#include "base/file.h"
#include "unit/testing.h"

#define DATA PX_TEST_SOURCE "/tests/data/docx/"

static void add_part(zip_t *zip, const px_test_docx_part *part)
{
    zip_source_t *source = zip_source_buffer(zip, part->content.ptr, part->content.len, 0);
    zip_int64_t at;

    assert_non_null(source);
    at = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
    assert_true(at >= 0);
    if (part->stored)
        assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0), 0);
    if (part->password)
        assert_int_equal(
            zip_file_set_encryption(zip, (zip_uint64_t)at, ZIP_EM_AES_256, part->password), 0);
}

px_str px_test_docx_zip(px_arena *arena, const px_test_docx_part *parts, size_t count)
{
    zip_error_t error;
    zip_source_t *target;
    zip_stat_t st;
    zip_t *zip;
    char *bytes;

    zip_error_init(&error);
    target = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(target);
    zip_source_keep(target);
    zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < count; i++)
        add_part(zip, &parts[i]);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(target, &st), 0);
    bytes = px_arena_alloc(arena, (size_t)st.size + 1);
    assert_int_equal(zip_source_open(target), 0);
    assert_int_equal(zip_source_read(target, bytes, st.size), (zip_int64_t)st.size);
    assert_int_equal(zip_source_close(target), 0);
    zip_source_free(target);
    zip_error_fini(&error);
    return px_str_n(bytes, (size_t)st.size);
}

px_str px_test_docx_document(px_arena *arena, const char *body)
{
    return px_str_of(px_arena_format(arena,
                                     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<w:document " NAMESPACES "><w:body>%s<w:sectPr/></w:body>"
                                     "</w:document>",
                                     body));
}

px_str px_test_docx_read(px_arena *arena, const char *path)
{
    PX_AUTO_FREE char *data = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len;

    assert_ok(px_file_read(path, 1 << 20, &data, &len, &err), &err);
    return px_arena_str(arena, px_str_n(data, len));
}

px_str px_test_docx_package(px_arena *arena, const char *body)
{
    static const char *const files[][2] = {
        { "word/styles.xml", DATA "styles.xml" },
        { "word/numbering.xml", DATA "numbering.xml" },
        { "word/footnotes.xml", DATA "footnotes.xml" },
        { "word/endnotes.xml", DATA "endnotes.xml" },
        { "word/_rels/document.xml.rels", DATA "document.xml.rels" },
        { "word/_rels/footnotes.xml.rels", DATA "footnotes.xml.rels" },
        { "docProps/core.xml", DATA "core.xml" },
    };
    px_test_docx_part parts[3 + PX_COUNT(files)] = {
        { .name = "[Content_Types].xml", .content = PX_STR(CONTENT_TYPES) },
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = px_test_docx_document(arena, body) },
    };

    for (size_t i = 0; i < PX_COUNT(files); i++) {
        parts[3 + i].name = files[i][0];
        parts[3 + i].content = px_test_docx_read(arena, files[i][1]);
    }
    return px_test_docx_zip(arena, parts, PX_COUNT(parts));
}
