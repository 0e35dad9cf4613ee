/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include <dirent.h>
#include <zip.h>

#include "base/file.h"
#include "document/sheet.h"

static const px_sheet_column columns[] = {
    { .title = PX_STR_INIT("id"), .width = 12 },
    { .title = PX_STR_INIT("text"), .width = 60, .parts = 2 },
};

static char *directory, *path;

static int make_folder(void **state)
{
    directory = px_test_directory();
    path = px_path_join(directory, "sheet");
    return make(state);
}

static int end_folder(void **state)
{
    free(path);
    px_test_remove(directory);
    return end(state);
}

/* What is in the folder, but "." and "..". */
static int entries(void)
{
    DIR *dir = opendir(directory);
    int n = 0;

    while (readdir(dir))
        n++;
    (void)closedir(dir);
    return n - 2;
}

static px_str file_bytes(void)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_FREE char *bytes = NULL;
    size_t len;

    assert_ok(px_file_read(path, (size_t)64 << 20, &bytes, &len, &err), &err);
    return px_arena_str(arena, px_str_n(bytes, len));
}

static px_str sheet_xml(void)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    zip_stat_t st;
    zip_file_t *file;
    char *bytes;

    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, "xl/worksheets/sheet1.xml", 0, &st), 0);
    bytes = px_arena_alloc(arena, (size_t)st.size);
    file = zip_fopen(zip, "xl/worksheets/sheet1.xml", 0);
    assert_int_equal(zip_fread(file, bytes, st.size), st.size);
    (void)zip_fclose(file);
    zip_discard(zip);
    return px_str_n(bytes, (size_t)st.size);
}

static void write_rows(px_sheet_format format, const px_str *texts, size_t n)
{
    px_error err = PX_ERROR_INIT;
    px_sheet *sheet;

    assert_ok(px_sheet_begin(format, path, PX_STR("Comments"), 0, columns, 2, &sheet, &err), &err);
    for (size_t i = 0; i < n; i++) {
        const px_str row[2] = { px_str_of(px_arena_format(arena, "c%zu", i)), texts[i] };

        assert_ok(px_sheet_row(sheet, row, 2, &err), &err);
    }
    assert_ok(px_sheet_end(sheet, &err), &err);
    assert_int_equal(entries(), 1);
}

static void csv_guards_formulas(void **state)
{
    const px_str texts[] = { PX_STR("=1+1"), PX_STR("@a"), PX_STR("'quoted'"), PX_STR("a=b"),
                             PX_STR("-x, \"y\"") };

    (void)state;
    write_rows(PX_SHEET_CSV, texts, PX_COUNT(texts));
    assert_str(file_bytes(),
               "\xEF\xBB\xBFid,text\r\nc0,'=1+1\r\nc1,'@a\r\nc2,''quoted'\r\nc3,a=b\r\n"
               "c4,\"'-x, \"\"y\"\"\"\r\n");
}

static void xlsx_has_rows_and_escapes(void **state)
{
    const px_str texts[] = { PX_STR("=1+1"), PX_STR("a & <b>"),
                             PX_STR("_x0041_ \r _x004 \x01\xEF\xBF\xBF"), PX_STR("  kept  ") };
    px_str xml;

    (void)state;
    write_rows(PX_SHEET_XLSX, texts, PX_COUNT(texts));
    xml = sheet_xml();
    assert_true(px_str_find(xml, PX_STR("preserve\">text (2)</t>")) < xml.len);
    assert_true(px_str_find(xml, PX_STR("preserve\">=1+1</t>")) < xml.len);
    assert_true(px_str_find(xml, PX_STR("preserve\">a &amp; &lt;b&gt;</t>")) < xml.len);
    assert_true(px_str_find(xml, PX_STR(">_x005F_x0041_ _x000D_ _x004 _x0001__xFFFF_</t>")) <
                xml.len);
    assert_true(px_str_find(xml, PX_STR(">  kept  </t>")) < xml.len);
    assert_true(px_str_find(xml, PX_STR("<autoFilter ref=\"A1:C5\"/>")) < xml.len);
}

static void long_texts_go_on_in_the_next_column(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_sheet *sheet;
    px_str xml, texts[1], row[2] = { PX_STR("c"), PX_STR_NONE };
    size_t at;

    (void)state;
    for (int i = 0; i < 32766; i++)
        px_builder_char(&text, 'a');
    px_builder_add(&text, "\xF0\x9F\x98\x80"); /* two units: not cut in the middle */
    texts[0] = px_builder_view(&text);
    write_rows(PX_SHEET_XLSX, texts, 1);
    xml = sheet_xml();
    at = px_str_find(xml, PX_STR("aaaaaaaaaa"));
    assert_memory_equal(xml.ptr + at + 32766, "</t>", 4);
    assert_true(px_str_find(xml, PX_STR("preserve\">\xF0\x9F\x98\x80</t>")) < xml.len);

    for (int i = 0; i < 40000; i++)
        px_builder_char(&text, 'b');
    row[1] = px_builder_view(&text);
    assert_ok(px_sheet_begin(PX_SHEET_XLSX, path, PX_STR("s"), 0, columns, 2, &sheet, &err), &err);
    assert_fails(px_sheet_row(sheet, row, 2, &err), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "row"), "2");
    assert_string_equal(px_error_arg(&err, "column"), "text");
    px_sheet_abandon(sheet);
    assert_int_equal(entries(), 1); /* the one before */
}

static void the_same_rows_are_the_same_bytes(void **state)
{
    const px_str texts[] = { PX_STR("one"), PX_STR("two") };
    px_str first;

    (void)state;
    write_rows(PX_SHEET_XLSX, texts, 2);
    first = file_bytes();
    write_rows(PX_SHEET_XLSX, texts, 2);
    assert_true(px_str_eq(first, file_bytes()));
}

static void an_abandoned_sheet_leaves_nothing(void **state)
{
    static const px_sheet_format formats[] = { PX_SHEET_XLSX, PX_SHEET_CSV };
    px_error err = PX_ERROR_INIT;
    px_sheet *sheet;

    (void)state;
    (void)unlink(path);
    for (size_t i = 0; i < PX_COUNT(formats); i++) {
        const px_str bad = PX_STR("a\xFF");

        assert_ok(px_sheet_begin(formats[i], path, PX_STR("s"), 0, columns, 2, &sheet, &err), &err);
        assert_fails(px_sheet_row(sheet, &bad, 1, &err), PX_ERR_INVALID);
        px_sheet_abandon(sheet);
        assert_int_equal(entries(), 0);
    }
    px_sheet_abandon(NULL);
    assert_true(
        px_sheet_begin(PX_SHEET_CSV, "/nowhere/x", PX_STR("s"), 0, columns, 2, &sheet, &err) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_guards_formulas),
        cmocka_unit_test(xlsx_has_rows_and_escapes),
        cmocka_unit_test(long_texts_go_on_in_the_next_column),
        cmocka_unit_test(the_same_rows_are_the_same_bytes),
        cmocka_unit_test(an_abandoned_sheet_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, make_folder, end_folder);
}
