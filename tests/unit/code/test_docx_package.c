/* SPDX-License-Identifier: EUPL-1.2 */
/* What is no DOCX, is damaged or too much of one: what is refused, and where it says that it is. */
#include "unit/testing.h"

#include "code/docx/import_docx.h"
#include "unit/code/docx_source.h"
#include "unit/code/imported.h"

static void refuse_file(px_str file, const char *options, px_errcode code, const char *part)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;

    assert_fails(px_import_docx(file, px_str_of(options), &out, &err), code);
    assert_non_null(err.message);
    if (part)
        assert_str(px_str_of(px_error_arg(&err, "part")), part);
}

static void refuse(const px_test_docx_part *parts, size_t count, px_errcode code, const char *part)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    refuse_file(px_test_docx_zip(arena, parts, count), "", code, part);
}

/* A package of the main part alone. */
static void refuse_body(px_str body, px_errcode code, const char *part)
{
    const px_test_docx_part parts[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = body },
    };

    refuse(parts, PX_COUNT(parts), code, part);
}

static void test_no_docx(void **state)
{
    const px_test_docx_part none[] = { { .name = "a.txt", .content = PX_STR("a") } };
    const px_test_docx_part missing[] = { { .name = "_rels/.rels",
                                            .content = PX_STR(PACKAGE_RELATIONSHIPS) } };
    const px_test_docx_part macros[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "[Content_Types].xml",
          .content = PX_STR("<Types><Override PartName=\"/word/document.xml\" ContentType=\""
                            "application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>") },
        { .name = "word/document.xml", .content = PX_STR("<a/>") },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    refuse_file(PX_STR(""), "", PX_ERR_MALFORMED, NULL);
    refuse_file(PX_STR("PK\x03\x04 nothing"), "", PX_ERR_MALFORMED, NULL);
    refuse_file(PX_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "", PX_ERR_UNSUPPORTED, NULL);
    refuse(none, PX_COUNT(none), PX_ERR_MALFORMED, NULL);
    refuse(missing, PX_COUNT(missing), PX_ERR_MALFORMED, "word/document.xml");
    refuse(macros, PX_COUNT(macros), PX_ERR_UNSUPPORTED, NULL);
    refuse_body(PX_STR("<w:styles xmlns:w=\"" W_NS "\"/>"), PX_ERR_MALFORMED, "word/document.xml");
    refuse_file(px_test_docx_package(arena, P("a")), "changes=maybe", PX_ERR_INVALID, NULL);
}

static void test_bad_xml(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_test_docx_part parts[] = { { .name = "_rels/.rels",
                                    .content = PX_STR(PACKAGE_RELATIONSHIPS) },
                                  { .name = "word/document.xml" } };
    PX_AUTO_BUILDER px_builder deep = PX_BUILDER_INIT(1 << 20);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    refuse_body(PX_STR(""), PX_ERR_MALFORMED, "word/document.xml");
    refuse_body(PX_STR("<a>"), PX_ERR_MALFORMED, "word/document.xml");
    refuse_body(PX_STR("<a>\xFF</a>"), PX_ERR_MALFORMED, "word/document.xml");
    refuse_body(PX_STR("<?xml version=\"1.0\" encoding=\"EBCDIC-X\"?><a/>"), PX_ERR_MALFORMED,
                "word/document.xml");
    refuse_body(PX_STR("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), PX_ERR_MALFORMED,
                "word/document.xml");
    for (int i = 0; i < 300; i++)
        px_builder_add(&deep, "<a>");
    refuse_body(px_builder_view(&deep), PX_ERR_MALFORMED, "word/document.xml");
    parts[1].content = PX_STR("<a>\n  <b></a>");
    assert_fails(px_import_docx(px_test_docx_zip(arena, parts, 2), PX_STR(""), &out, &err),
                 PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "part"), "word/document.xml");
    assert_string_equal(px_error_arg(&err, "line"), "2");
    assert_string_equal(px_error_arg(&err, "column"), "8");
}

static void test_utf16(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder wide = PX_BUILDER_INIT(1 << 20);
    px_str xml = px_str_of("<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"" W_NS
                           "\"><w:body>" P("a") "</w:body></w:document>");
    const px_test_docx_part *parts;
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    px_builder_str(&wide, PX_STR("\xFF\xFE"));
    for (size_t i = 0; i < xml.len; i++)
        px_builder_str(&wide, px_str_n((const char[]){ xml.ptr[i], '\0' }, 2));
    parts = (const px_test_docx_part[]){
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = px_builder_view(&wide) },
    };
    assert_ok(
        px_test_import(px_import_docx, arena, px_test_docx_zip(arena, parts, 2), "", &o, &err),
        &err);
    assert_str(px_test_drawn(arena, &o), "0 paragraph T:a\n");
}

/* A document of `size` spaces. */
static px_str blank_document(px_arena *arena, size_t size)
{
    char *spaces = px_arena_alloc(arena, size + 1);

    memset(spaces, ' ', size);
    return px_test_docx_document(arena, spaces);
}

static void test_bombs(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_test_docx_part parts[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = blank_document(arena, (size_t)8 << 20) },
    };
    px_test_docx_part *many = px_arena_array(arena, 4100, sizeof(*many));

    (void)state;
    refuse(parts, 2, PX_ERR_TOO_LARGE, "word/document.xml"); /* packed 1000 : 1 */
    parts[1].content = blank_document(arena, ((size_t)64 << 20) + 1);
    parts[1].stored = true;
    refuse(parts, 2, PX_ERR_TOO_LARGE, "word/document.xml");
    for (size_t i = 0; i < 4100; i++)
        many[i] = (px_test_docx_part){ .name = px_arena_format(arena, "p%zu", i),
                                       .content = PX_STR("a") };
    refuse(many, 4100, PX_ERR_TOO_MANY, NULL);
}

/* Offset of the last "PK\1\2", the entry of the directory for the last part. */
static size_t last_entry(px_str file)
{
    size_t at = file.len;

    while (at && !px_str_starts(px_str_sub(file, at, file.len), PX_STR("PK\x01\x02")))
        at--;
    return at;
}

static void test_damaged(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str file = px_test_docx_package(arena, P("a"));
    const px_test_docx_part stored[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml",
          .content = px_test_docx_document(arena, P("abc")),
          .stored = true },
    };
    const px_test_docx_part twice[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = px_test_docx_document(arena, P("a")) },
        { .name = "word/Document.xml", .content = px_test_docx_document(arena, P("b")) },
    };
    px_str bytes = px_test_docx_zip(arena, stored, 2);
    char *p = px_arena_cstr(arena, bytes);

    (void)state;
    for (size_t cut = 1; cut < file.len; cut += 97)
        refuse_file(px_str_sub(file, 0, cut), "", PX_ERR_MALFORMED, NULL);
    refuse(twice, 3, PX_ERR_MALFORMED, "word/document.xml");
    /* one byte of the words: the checksum is wrong */
    p[px_str_find(bytes, PX_STR("abc"))] = 'x';
    refuse_file(px_str_n(p, bytes.len), "", PX_ERR_MALFORMED, "word/document.xml");
    /* a directory that says less than there is */
    p = px_arena_cstr(arena, px_test_docx_zip(arena, twice, 2));
    bytes = px_str_n(p, px_test_docx_zip(arena, twice, 2).len);
    p[last_entry(bytes) + 24] = 10;
    p[last_entry(bytes) + 25] = 0;
    refuse_file(bytes, "", PX_ERR_MALFORMED, NULL);
}

static void test_encrypted(void **state)
{
    const px_test_docx_part parts[] = {
        { .name = "_rels/.rels", .content = PX_STR(PACKAGE_RELATIONSHIPS) },
        { .name = "word/document.xml", .content = PX_STR("<a/>"), .password = "secret" },
    };

    (void)state;
    refuse(parts, PX_COUNT(parts), PX_ERR_UNSUPPORTED, "word/document.xml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_docx), cmocka_unit_test(test_bad_xml),
        cmocka_unit_test(test_utf16),   cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_damaged), cmocka_unit_test(test_encrypted),
    };

    return cmocka_run_group_tests_name("docx_package", tests, NULL, NULL);
}
