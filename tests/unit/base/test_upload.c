/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "base/builder.h"
#include "base/upload.h"

/* One stored file in a ZIP archive without its checksums, which nobody here looks at. */
static void zip_add(px_builder *zip, px_builder *directory, const char *name, const char *content)
{
    size_t at = zip->len, name_len = strlen(name), len = strlen(content);
    const char sizes[] = { (char)len, 0, 0, 0, (char)len, 0, 0, 0, (char)name_len, 0, 0, 0 };

    px_builder_str(zip, PX_STR("PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    px_builder_str(zip, px_str_n(sizes, sizeof(sizes)));
    px_builder_add(zip, name);
    px_builder_add(zip, content);
    px_builder_str(directory, PX_STR("PK\1\2\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    px_builder_str(directory, px_str_n(sizes, sizeof(sizes)));
    px_builder_str(directory, PX_STR("\0\0\0\0\0\0\0\0\0\0"));
    px_builder_str(directory, px_str_n((const char[]){ (char)at, (char)(at >> 8), 0, 0 }, 4));
    px_builder_add(directory, name);
}

static px_upload_kind kind_of_zip(const char *const names[][2], size_t n, size_t cut)
{
    PX_AUTO_BUILDER px_builder zip = PX_BUILDER_INIT(10000), directory = PX_BUILDER_INIT(10000);
    size_t at;

    for (size_t i = 0; i < n; i++)
        zip_add(&zip, &directory, names[i][0], names[i][1]);
    at = zip.len;
    px_builder_str(&zip, px_builder_view(&directory));
    px_builder_str(&zip, PX_STR("PK\5\6\0\0\0\0"));
    px_builder_str(&zip, px_str_n((const char[]){ (char)n, 0, (char)n, 0 }, 4));
    px_builder_str(&zip, px_str_n((const char[]){ (char)directory.len, 0, 0, 0 }, 4));
    px_builder_str(&zip, px_str_n((const char[]){ (char)at, (char)(at >> 8), 0, 0 }, 4));
    px_builder_str(&zip, PX_STR("\0\0"));
    px_builder_cut(&zip, zip.len - cut);
    return px_upload_kind_of(px_builder_view(&zip));
}

static void archives_are_known_by_what_is_in_them(void **state)
{
    static const char *const docx[][2] = { { "[Content_Types].xml", "<x/>" },
                                           { "word/document.xml", "<x/>" } };
    static const char *const odt[][2] = { { "mimetype", "application/vnd.oasis.opendocument.text" },
                                          { "content.xml", "<x/>" } };
    static const char *const pptx[][2] = { { "[Content_Types].xml", "<x/>" },
                                           { "ppt/presentation.xml", "<x/>" } };
    static const char *const xlsx[][2] = { { "[Content_Types].xml", "<x/>" },
                                           { "xl/workbook.xml", "<x/>" } };
    static const char *const other[][2] = { { "word/document.xml", "<x/>" },
                                            { "virus.exe", "MZ" } };

    (void)state;
    assert_int_equal(kind_of_zip(docx, 2, 0), PX_UPLOAD_DOCX);
    assert_int_equal(kind_of_zip(odt, 2, 0), PX_UPLOAD_ODT);
    assert_int_equal(kind_of_zip(pptx, 2, 0), PX_UPLOAD_PPTX);
    assert_int_equal(kind_of_zip(xlsx, 2, 0), PX_UPLOAD_XLSX);
    assert_int_equal(kind_of_zip(other, 2, 0), PX_UPLOAD_UNKNOWN);
    for (size_t cut = 1; cut < 200; cut++) {
        assert_int_equal(kind_of_zip(docx, 2, cut), PX_UPLOAD_UNKNOWN);
        assert_int_equal(kind_of_zip(odt, 2, cut), PX_UPLOAD_UNKNOWN);
    }
}

static void other_kinds_by_their_bytes(void **state)
{
    static const struct {
        px_str bytes;
        px_upload_kind kind;
    } files[] = {
        { PX_STR_INIT("%PDF-1.7\n\xE2\xE3"), PX_UPLOAD_PDF },
        { PX_STR_INIT("\n\n%PDF-1.4\n"), PX_UPLOAD_PDF },
        { PX_STR_INIT("name;mail\r\n\xC3\x89va;a@b.eu\r\n"), PX_UPLOAD_TEXT },
        { PX_STR_INIT("\xEF\xBB\xBFname\n"), PX_UPLOAD_TEXT },
        { PX_STR_INIT("\xFF\xFE"
                      "n\0"),
          PX_UPLOAD_UNKNOWN },
        { PX_STR_INIT("MZ\x90\0\3"), PX_UPLOAD_UNKNOWN },
        { PX_STR_INIT("\x1B[31m red"), PX_UPLOAD_UNKNOWN },
        { PX_STR_INIT("PK\3\4"), PX_UPLOAD_UNKNOWN },
        { PX_STR_INIT(""), PX_UPLOAD_UNKNOWN },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(files); i++)
        assert_int_equal(px_upload_kind_of(files[i].bytes), files[i].kind);
    assert_string_equal(px_upload_media_type(PX_UPLOAD_PDF), "application/pdf");
    assert_string_equal(px_upload_media_type(PX_UPLOAD_UNKNOWN), "application/octet-stream");
}

static void names_are_cleaned(void **state)
{
    static const char *const names[][2] = {
        { "report.pdf", "report.pdf" },
        { "Proc\xC3\xA8s verbal.docx", "Proc\xC3\xA8s verbal.docx" },
        { "../../etc/passwd", "passwd" },
        { "C:\\Users\\me\\a.pdf", "a.pdf" },
        { "a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf" },
        { "exe.\xE2\x80\xAE"
          "fdp.exe",
          "exe.fdp.exe" },
        { ".htaccess", "htaccess" },
        { "a<b>\"c\".txt. ", "abc.txt" },
        { "..", "file" },
        { "", "file" },
        { "dir/", "file" },
        { "not UTF-8 \xFF", "file" },
    };
    char longest[400];
    px_str name;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(names); i++)
        assert_str(px_upload_clean_name(arena, px_str_of(names[i][0])), names[i][1]);
    for (size_t i = 0; i + 1 < 300; i += 2)
        memcpy(longest + i, "\xC3\xA9", 2);
    memcpy(longest + 300, ".docx", 6);
    name = px_upload_clean_name(arena, px_str_of(longest));
    assert_true(name.len <= PX_UPLOAD_MAX_NAME && name.len > PX_UPLOAD_MAX_NAME - 3);
    assert_true(px_utf8_valid(name, NULL));
    assert_true(px_str_ends(name, PX_STR("\xC3\xA9.docx")));
}

static void kinds_as_endings(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100);

    (void)state;
    px_upload_accept(&out, PX_UPLOAD_PDF | PX_UPLOAD_TEXT);
    assert_string_equal(px_builder_cstr(&out), ".pdf,.txt,.md,.csv,.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives_are_known_by_what_is_in_them),
        cmocka_unit_test(other_kinds_by_their_bytes),
        cmocka_unit_test(names_are_cleaned),
        cmocka_unit_test(kinds_as_endings),
    };

    return cmocka_run_group_tests(tests, make, end);
}
