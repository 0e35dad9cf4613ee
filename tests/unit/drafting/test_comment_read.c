/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of comments: what people type comes out right, what is hostile is refused. */
#include "unit/arena_fixture.h"
#include "unit/code/docx_source.h"

#include "base/file.h"
#include "drafting/comment/exchange/iso_write.h"
#include "drafting/comment/exchange/read.h"

enum { ROWS = 64 };

static px_comment_row rows[ROWS];
static px_error faults[ROWS];
static size_t count;

static px_str kept(px_str s)
{
    return px_arena_str(arena, s);
}

static int keep(const px_comment_row *row, const px_error *fault, void *arg, px_error *err)
{
    px_comment_row *mine = &rows[count];

    (void)arg;
    (void)err;
    assert_true(count < ROWS);
    *mine = *row;
    for (size_t i = 0; i < px_comment_column_count; i++)
        if (px_comment_columns[i].kind == PX_COLUMN_TEXT)
            px_comment_row_set(mine, &px_comment_columns[i],
                               kept(px_comment_row_text(row, &px_comment_columns[i])));
    for (size_t i = 0; i <= px_comment_osd_column_count; i++)
        px_comment_row_set(mine, &px_comment_osd_columns[i],
                           kept(px_comment_row_text(row, &px_comment_osd_columns[i])));
    faults[count++] = fault ? *fault : PX_ERROR_INIT;
    return 0;
}

/* The plain form, as it comes from the jail. */
static int read_plain(px_str plain, px_error *err)
{
    FILE *file = tmpfile();
    int rc;

    assert_non_null(file);
    assert_int_equal(fwrite(plain.ptr, 1, plain.len, file), plain.len);
    rewind(file);
    rc = px_comment_read_plain(file, keep, NULL, err);
    (void)fclose(file);
    return rc;
}

/* Straight, and by the plain form of the jail: both say the same. */
static int read_rows(px_str bytes, px_comment_format format, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_comment_file file = { .bytes = bytes };
    size_t straight;
    int rc;

    assert_int_equal(px_comment_format_of(bytes), format);
    count = 0;
    *err = PX_ERROR_INIT;
    rc = px_comment_read(&file, format, keep, NULL, err);
    if (rc < 0)
        return rc;
    straight = count;
    count = 0;
    assert_ok(px_comment_parse(bytes, PX_STR("auto"), &plain, err), err);
    assert_ok(read_plain(px_builder_view(&plain), err), err);
    assert_int_equal(count, straight);
    return 0;
}

/* ---- The ISO form */

#define TC(words) "<w:tc>" P(words) "</w:tc>"
#define ROW8(a, b, c, d, e, f, g, h)                                                               \
    "<w:tr>" TC(a) TC(b) TC(c) TC(d) TC(e) TC(f) TC(g) TC(h) "</w:tr>"
#define EMPTY8 ROW8("", "", "", "", "", "", "", "")

/* As people type: blanks around words, paragraphs and lists in a cell, tracked changes, breaks. */
#define FILLED8 ROW8("DE-003", "17", "5.1", "Table 1", "te", "Why.", "So.", "Accepted. Done.")
#define LISTED P("First.") P("") P("Second.") PN("1", "0", "one") PN("1", "0", "two")
#define GONE "<w:del w:id=\"1\"><w:r><w:delText>gone</w:delText></w:r></w:del>"
#define CAME "<w:ins w:id=\"2\">" R(" new") "</w:ins>"
#define TRACKED PP("", R("Spl") R("it") GONE CAME "<w:r><w:br/></w:r>" R("line"))
#define TYPED8                                                                                     \
    "<w:tr>" TC("FR") TC("") TC(" Measure 5.1 ") TC("")                                            \
        TC("Ed.") "<w:tc>" LISTED "</w:tc><w:tc>" TRACKED "</w:tc>" TC("") "</w:tr>"
#define LEGEND "<w:tr>" TC("**") "</w:tr>"

static px_str form(const char *body)
{
    return px_test_docx_package(arena, body);
}

static void reads_what_people_type_in_the_form(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(read_rows(form("<w:tbl>" EMPTY8 FILLED8 EMPTY8 TYPED8 LEGEND "</w:tbl>"),
                        PX_COMMENT_ISO, &err),
              &err);
    assert_int_equal(count, 2);
    assert_str(rows[0].id, "DE-003");
    assert_str(rows[0].member, "DE");
    assert_str(rows[0].line_number, "17");
    assert_str(rows[0].clause, "5.1");
    assert_str(rows[0].element, "Table 1");
    assert_str(rows[0].kind, "te");
    assert_str(rows[0].text, "Why.");
    assert_str(rows[0].change, "So.");
    assert_str(rows[0].observations, "Accepted. Done.");
    assert_int_equal(rows[0].line, 2);
    assert_str(rows[1].id, "");
    assert_str(rows[1].member, "FR");
    assert_str(rows[1].clause, "Measure 5.1");
    assert_str(rows[1].text, "First.\n\nSecond.\n\n- one\n- two");
    assert_str(rows[1].change, "Split new\nline");
    assert_int_equal(rows[1].line, 4);
}

#define TCP(properties, words) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(words) "</w:tc>"

static void reads_merged_cells_and_labels_in_the_table(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(read_rows(form("<w:tbl><w:tr>" TCP("<w:vMerge w:val=\"restart\"/>", "DE") TC("")
                                 TCP("<w:vMerge w:val=\"restart\"/>", "5") TC("") TC("te")
                                     TC("One.") TC("") TC("") "</w:tr><w:tr>" TCP("<w:vMerge/>", "")
                                         TC("") TCP("<w:vMerge/>", "") TC("") TC("ed")
                                             TCP("<w:gridSpan w:val=\"2\"/>", "Two.")
                                                 TC("") "</w:tr>"
                                                        "<w:tr>" TCP("<w:gridSpan w:val=\"8\"/>",
                                                                     "Section two") "</w:tr>"
                                                                                    "</w:tbl>"),
                        PX_COMMENT_ISO, &err),
              &err);
    assert_int_equal(count, 2);
    assert_str(rows[1].member, "DE");
    assert_str(rows[1].clause, "5");
    assert_str(rows[1].text, "Two.");
    assert_str(rows[1].change, "");
    /* labels in the body count, in whatever order they stand; the seven columns of 2001 */
    assert_ok(
        read_rows(
            form("<w:tbl>" ROW8("Comments", "MB/NC", "Clause", "Type of comment", "Line number",
                                "Proposed change", "Paragraph", "Observations of the secretariat")
                     ROW8("Words", "US-01-002", "3", "ge", "4", "Change", "Fig",
                          "Noted") "</w:tbl><w:tbl><w:tr>" TC("1") TC("2") TC("(3)") TC("4") TC("5")
                         TC("(6)") TC("(7)") "</w:tr><w:tr>" TC("IT") TC("7") TC("Table 2") TC("ed")
                             TC("Old form") TC("x") TC("") "</w:tr></w:tbl>"),
            PX_COMMENT_ISO, &err),
        &err);
    assert_int_equal(count, 2);
    assert_str(rows[0].text, "Words");
    assert_str(rows[0].id, "US-01-002");
    assert_str(rows[0].member, "US");
    assert_str(rows[0].element, "Fig");
    assert_str(rows[0].observations, "Noted");
    assert_str(rows[1].clause, "7");
    assert_str(rows[1].element, "Table 2");
    assert_str(rows[1].text, "Old form");
}

static void refuses_what_is_no_form(void **state)
{
    px_error err = PX_ERROR_INIT;
    const px_test_docx_part macros[] = {
        { .name = "_rels/.rels", .content = PX_STR_INIT(PACKAGE_RELATIONSHIPS) },
        { .name = "[Content_Types].xml",
          .content = PX_STR_INIT(
              "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              "<Override PartName=\"/word/document.xml\" "
              "ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>") },
        { .name = "word/document.xml", .content = PX_STR_INIT("<x/>") },
    };

    (void)state;
    assert_fails(read_rows(form(P("Just a letter.")), PX_COMMENT_ISO, &err), PX_ERR_MALFORMED);
    assert_fails(read_rows(px_test_docx_zip(arena, macros, PX_COUNT(macros)), PX_COMMENT_ISO, &err),
                 PX_ERR_UNSUPPORTED);
    /* a PDF that is a ZIP file too is read as what it begins with */
    assert_fails(read_rows(px_str_of(px_arena_format(arena, "%%PDF-1.7\n")), PX_COMMENT_ISO, &err),
                 PX_ERR_MALFORMED);
    assert_fails(read_rows(PX_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), PX_COMMENT_ISO, &err),
                 PX_ERR_UNSUPPORTED);
}

static px_comment_row form_row(const char *id, const char *text, const char *change)
{
    return (px_comment_row){ .id = px_str_of(id),
                             .clause = PX_STR("5.1"),
                             .element = PX_STR("paragraph 2"),
                             .kind = PX_STR("technical"),
                             .text = px_str_of(text),
                             .change = px_str_of(change),
                             .status = PX_STR("accepted-with-modifications"),
                             .motivation = PX_STR("Because & so.") };
}

static void writes_a_form_that_it_reads(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_iso_head head = { .date = PX_STR("2026-11-30"), .document = PX_STR("<Draft> & 1") };
    const px_comment_row written[] = {
        form_row("DE-003", "A & B <c>\n\nSecond\nline\n\n\nthird\t\"x\" \xF0\x9F\x98\x80",
                 "To be."),
        form_row("0123456789abcdefghjkmnpqrs", "=1+1", ""),
    };
    px_iso_form *f = px_iso_begin(&head);
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(written); i++)
        px_iso_row(f, &written[i]);
    assert_ok(px_iso_end(f, &out, &err), &err);
    assert_ok(read_rows(px_builder_view(&out), PX_COMMENT_ISO, &err), &err);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++) {
        assert_true(px_str_eq(rows[i].id, written[i].id));
        assert_true(px_str_eq(rows[i].text, written[i].text));
        assert_true(px_str_eq(rows[i].change, written[i].change));
        assert_str(rows[i].clause, "5.1");
        assert_str(rows[i].element, "paragraph 2");
        assert_str(rows[i].kind, "te");
        assert_str(rows[i].observations, "Accepted with modifications. Because & so.");
    }
    /* the empty one has no rows */
    px_builder_clear(&out);
    f = px_iso_begin(&head);
    px_iso_empty_rows(f, PX_ISO_EMPTY_ROWS);
    assert_ok(px_iso_end(f, &out, &err), &err);
    assert_ok(read_rows(px_builder_view(&out), PX_COMMENT_ISO, &err), &err);
    assert_int_equal(count, 0);
}

/* The official template: no rows, and no word of the labels in its headers. */
static void reads_the_official_template(void **state)
{
    const char *shared = getenv("PX_SHARED_DATA");
    const char *path = px_arena_format(arena, "%s/iso-form/iso_comment_template_2012-03.docx",
                                       shared ? shared : "../shared/data");
    PX_AUTO_FREE char *data = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len;

    (void)state;
    if (!px_path_exists(path)) {
        print_message("# the official template is not here\n");
        skip();
    }
    assert_ok(px_file_read(path, PX_COMMENT_FILE_MAX, &data, &len, &err), &err);
    assert_ok(read_rows(px_str_n(data, len), PX_COMMENT_ISO, &err), &err);
    assert_int_equal(count, 0);
}

/* ---- Workbooks */

#define S_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static px_str book(const char *sheet, const char *types)
{
    const px_test_docx_part parts[] = {
        { .name = "[Content_Types].xml", .content = px_str_of(types) },
        { .name = "xl/workbook.xml",
          .content = PX_STR_INIT("<workbook xmlns=\"" S_NS "\" xmlns:r=\"" R_NS
                                 "\"><sheets><sheet name=\"Read me\" sheetId=\"2\" r:id=\"r2\"/>"
                                 "<sheet name=\"Comments (2)\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                                 "</workbook>") },
        { .name = "xl/_rels/workbook.xml.rels",
          .content = PX_STR_INIT("<Relationships xmlns=\"" REL_NS "\"><Relationship Id=\"r1\" "
                                 "Type=\"x\" Target=\"worksheets/sheet1.xml\"/><Relationship "
                                 "Id=\"r2\" Type=\"x\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                                 "</Relationships>") },
        { .name = "xl/styles.xml",
          .content = PX_STR_INIT("<styleSheet xmlns=\"" S_NS "\"><numFmts><numFmt numFmtId=\"164\" "
                                 "formatCode=\"[$-409]d/m/yyyy\"/><numFmt numFmtId=\"165\" "
                                 "formatCode=\"0.0&quot; days&quot;\"/></numFmts><cellXfs><xf "
                                 "numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
                                 "numFmtId=\"165\"/></cellXfs></styleSheet>") },
        { .name = "xl/sharedStrings.xml",
          .content = PX_STR_INIT("<sst xmlns=\"" S_NS "\"><si><t>Comment ID</t></si><si><r><t>Comm"
                                 "</t></r><r><t>ent</t></r><rPh><t>no</t></rPh></si><si><t>Clause "
                                 "nb</t></si></sst>") },
        { .name = "xl/worksheets/sheet1.xml", .content = px_str_of(sheet) },
        { .name = "xl/worksheets/sheet2.xml",
          .content =
              PX_STR_INIT("<worksheet xmlns=\"" S_NS "\"><sheetData><row r=\"1\"><c r=\"A1\" "
                          "t=\"inlineStr\"><is><t>Hello</t></is></c></row></sheetData>"
                          "</worksheet>") },
    };

    return px_test_docx_zip(arena, parts, PX_COUNT(parts));
}

#define TYPES "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
#define INLINE(at, words) "<c r=\"" at "\" t=\"inlineStr\"><is><t>" words "</t></is></c>"
#define SHEET(rows)                                                                                \
    "<worksheet xmlns=\"" S_NS "\"><sheetData><row r=\"1\">" INLINE(                               \
        "A1", "Date") "</row><row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\" "            \
                      "t=\"s\"><v>1</v></c><c "                                                    \
                      "r=\"C4\" t=\"s\"><v>2</v></c>" INLINE("D4", "Created Date")                 \
                          INLINE("F4", "Comment (2)")                                              \
                              INLINE("G4", "Topic") "</row>" rows "</sheetData></worksheet>"

static void reads_workbooks(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(
        read_rows(
            book(SHEET("<row r=\"5\"><c r=\"A5\"><v>7</v></c>" INLINE(
                     "B5",
                     "One _x0009_two") "<c r=\"C5\"><v>3.1000000000000001</v></c><c r=\"D5\" "
                                       "s=\"2\"><v>46356"
                                       "</v></c>" INLINE("F5", " and more") INLINE(
                                           "G5",
                                           "ignored") "</row>"
                                                      "<row r=\"6\"/><row r=\"7\"><c r=\"A7\" "
                                                      "t=\"str\"><f>1+1</f><v>two</v>"
                                                      "</c>" INLINE(
                                                          "B7", "Second") "<c r=\"C7\" "
                                                                          "s=\"3\"><v>5</v></c><c "
                                                                          "r=\"D7\" "
                                                                          "s=\"1\"><v>46356.5</v></"
                                                                          "c></row>"),
                 TYPES),
            PX_COMMENT_OSD, &err),
        &err);
    assert_int_equal(count, 2);
    assert_str(rows[0].id, "7");
    assert_str(rows[0].text, "One \ttwo and more");
    assert_str(rows[0].clause, "3.1");
    assert_str(rows[0].submitted, "2026-11-30");
    assert_int_equal(rows[0].line, 5);
    assert_str(rows[1].id, "two");
    assert_str(rows[1].clause, "5");
    assert_str(rows[1].submitted, "2026-11-30T12:00:00");
    assert_int_equal(rows[1].line, 7);
}

static void refuses_hostile_workbooks(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_BUILDER px_builder bomb = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_test_docx_part vba[] = {
        { .name = "xl/vbaProject.bin", .content = PX_STR_INIT("x") },
        { .name = "xl/workbook.xml", .content = PX_STR_INIT("<x/>") },
    };

    (void)state;
    assert_fails(read_rows(book(SHEET(""), "<Types xmlns=\"x\"><Override "
                                           "ContentType=\"application/vnd.ms-excel.sheet."
                                           "macroEnabled.main+xml\"/></Types>"),
                           PX_COMMENT_OSD, &err),
                 PX_ERR_UNSUPPORTED);
    assert_fails(read_rows(px_test_docx_zip(arena, vba, PX_COUNT(vba)), PX_COMMENT_OSD, &err),
                 PX_ERR_UNSUPPORTED);
    assert_fails(read_rows(book("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                "<worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row>"
                                "</sheetData></worksheet>",
                                TYPES),
                           PX_COMMENT_OSD, &err),
                 PX_ERR_MALFORMED);
    assert_fails(read_rows(book("<worksheet><sheetData>", TYPES), PX_COMMENT_OSD, &err),
                 PX_ERR_MALFORMED);
    assert_fails(read_rows(book("<worksheet/>", TYPES), PX_COMMENT_OSD, &err), PX_ERR_MALFORMED);
    px_builder_add(&bomb, "<worksheet><sheetData>");
    for (int i = 0; i < 4 << 20; i++)
        px_builder_add(&bomb, "          ");
    px_builder_add(&bomb, "</sheetData></worksheet>");
    assert_fails(read_rows(book(px_builder_cstr(&bomb), TYPES), PX_COMMENT_OSD, &err),
                 PX_ERR_TOO_LARGE);
}

/* ---- CSV and JSON */

static void reads_csv(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(read_rows(PX_STR("\xEF\xBB\xBF"
                               "clause;kind;text;number\r\n"
                               "5.1;te;\"'=1+1\nsecond; \"\"line\"\"\";3\r\n"
                               ";;;\r\n"
                               "6;ge;''quoted;\r\n"
                               "7;ge;'plain;x\r\n"),
                        PX_COMMENT_CSV, &err),
              &err);
    assert_int_equal(count, 3);
    assert_str(rows[0].text, "=1+1\nsecond; \"line\"");
    assert_int_equal(rows[0].number, 3);
    assert_str(rows[1].text, "'quoted");
    assert_int_equal(faults[2].code, PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&faults[2], "column"), "number");
    assert_string_equal(px_error_arg(&faults[2], "value"), "x");
    assert_int_equal(rows[2].line, 6);
    assert_fails(read_rows(PX_STR("name,mail\na,b\n"), PX_COMMENT_CSV, &err), PX_ERR_MALFORMED);
}

static void reads_json(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(
        read_rows(PX_STR("{\"schema\": 1, \"title\": \"a \\\"}[\", \"x\": {\"comments\": [1]},"
                         " \"comments\": [\n{\"text\": \"One ] } \\u00e9\", \"start\": 4, "
                         "\"late\": true, \"unknown\": [1, {}]},\n{\"text\": \"Two\", "
                         "\"number\": \"x\"}, {\"text\": 1}, {\"text\": \"a\", \"text\": "
                         "\"b\"}\n]}\n"),
                  PX_COMMENT_JSON, &err),
        &err);
    assert_int_equal(count, 4);
    assert_str(rows[0].text, "One ] } \xC3\xA9");
    assert_int_equal(rows[0].start, 4);
    assert_true(rows[0].late);
    assert_int_equal(faults[0].code, 0);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(faults[i].code, PX_ERR_INVALID);
    assert_ok(read_rows(PX_STR("[{\"text\": \"decomposed e\xCC\x81\"}]"), PX_COMMENT_JSON, &err),
              &err);
    assert_str(rows[0].text, "decomposed \xC3\xA9");
    assert_ok(read_rows(PX_STR("{\"comments\": []}"), PX_COMMENT_JSON, &err), &err);
    assert_int_equal(count, 0);
}

static void refuses_what_is_no_json_of_comments(void **state)
{
    static const char *const bad[] = {
        "{\"schema\": 1}",
        "{\"schema\": 1, \"comments\": {}}",
        "{\"comments\": [1]}",
        "{\"comments\": [{\"text\": \"a\"} {\"text\": \"b\"}]}",
        "{\"comments\": [{\"text\": \"a\"}]",
        "{\"comments\": [{\"text\": \"a\"}]} more",
        "{\"comments\": [{\"text\": \"a",
        "{comments: []}",
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(read_rows(px_str_of(bad[i]), PX_COMMENT_JSON, &err), PX_ERR_MALFORMED);
    assert_fails(read_rows(PX_STR("{\"schema\": 2, \"comments\": []}"), PX_COMMENT_JSON, &err),
                 PX_ERR_UNSUPPORTED);
}

static void the_plain_form_is_checked(void **state)
{
    static const char *const bad[] = {
        "line=1",           "x=1\x1F\x1E",        "text=a",
        "number=x\x1F\x1E", "text\x1F\x1E",       "line=-1\x1F\x1E",
        "!=9\x1F\x1E",      "!=0\x1Fx=1\x1F\x1E", "text=\x01\x1F\x1E"
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(read_plain(px_str_of(bad[i]), &err), PX_ERR_PARSER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_people_type_in_the_form),
        cmocka_unit_test(reads_merged_cells_and_labels_in_the_table),
        cmocka_unit_test(refuses_what_is_no_form),
        cmocka_unit_test(writes_a_form_that_it_reads),
        cmocka_unit_test(reads_the_official_template),
        cmocka_unit_test(reads_workbooks),
        cmocka_unit_test(refuses_hostile_workbooks),
        cmocka_unit_test(reads_csv),
        cmocka_unit_test(reads_json),
        cmocka_unit_test(refuses_what_is_no_json_of_comments),
        cmocka_unit_test(the_plain_form_is_checked),
    };

    return cmocka_run_group_tests(tests, make, end);
}
