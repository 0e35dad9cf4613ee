/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include <zip.h>

#include "unit/document/document_sample.h"

static px_str written(const px_document *d, px_document_format format)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_ok(px_document_write(d, format, NULL, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static void assert_holds(px_str text, const char *part)
{
    if (px_str_find(text, px_str_of(part)) == text.len)
        print_error("no \"%s\" in:\n%.*s\n", part, PX_STR_ARG(text));
    assert_true(px_str_find(text, px_str_of(part)) < text.len);
}

static void formats_have_names(void **state)
{
    px_document_format format = PX_DOCUMENT_HTML;

    (void)state;
    for (int i = 0; i < PX_DOCUMENT_FORMAT_COUNT; i++) {
        const char *name = px_document_format_name((px_document_format)i);

        assert_true(px_document_format_find(px_str_of(name), &format));
        assert_int_equal(format, i);
        assert_non_null(px_document_format_title(format));
        assert_non_null(strchr(px_document_media_type(format), '/'));
    }
    assert_false(px_document_format_find(PX_STR("doc"), &format));
}

static void html_is_one_escaped_page(void **state)
{
    px_str html = written(px_sample_document(arena, true), PX_DOCUMENT_HTML);

    (void)state;
    assert_holds(html, "<html lang=\"fr\">");
    assert_holds(html, "<title>Disposition of comments &amp; &lt;answers&gt;</title>");
    assert_holds(html, "content=\"2026-11-30T00:00:00.123Z\"");
    assert_holds(html, "size: A4 landscape");
    assert_holds(html, "\"Page \" counter(page) \" sur \" counter(pages) \"\"");
    assert_holds(html, "a=1\\26 b=2\"");
    assert_holds(html, "<div class=\"doc-wide\" role=\"group\" tabindex=\"0\" "
                       "aria-label=\"Comments &amp; answers &lt;all&gt;\">");
    assert_holds(html, "<caption>Comments &amp; answers &lt;all&gt;</caption>");
    assert_holds(html, "<th scope=\"col\">Proposed wording</th>");
    assert_holds(html, "<th scope=\"row\">C-1</th>");
    assert_holds(html, "<td class=\"doc-good\">Accepted</td><td class=\"doc-number\">12</td>");
    assert_holds(html, "<del>may</del><ins>shall</ins>");
    assert_holds(html, "<a href=\"https://example.org/?x=1&amp;y=&#39;2&#39;\">link</a>");
    assert_holds(html, "<span lang=\"fr\">quelques mots</span>");
    assert_holds(html, "<ol start=\"3\">\n<li>third item<ul>\n<li>inner dot</li>\n</ul>\n</li>");
    assert_holds(html, "<p class=\"doc-tick\">\xE2\x98\x91 ticked choice</p>");
    assert_holds(html,
                 "<dl class=\"doc-fields\">\n<div><dt>Provider</dt><dd>Example SA</dd></div>");
    assert_holds(html, "<img src=\"data:image/svg+xml;base64,PHN2Zy");
    assert_holds(html, "\" alt=\"Comments by category\">");
    assert_holds(html, "<pre><code>int x;\n  return &lt;x&gt;;</code></pre>");
}

static void a_body_begins_at_its_level(void **state)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str body;

    (void)state;
    assert_ok(px_document_html_body(px_sample_document(arena, false), 3, &out, &err), &err);
    body = px_builder_view(&out);
    assert_true(px_str_starts(body, PX_STR("<h3>First chapter</h3>\n")));
    assert_holds(body, "<h4>The table</h4>");
    assert_holds(body, "<div role=\"img\" aria-label=\"Comments by category\"><svg ");
    assert_true(px_str_find(body, PX_STR("style=")) == body.len); /* pages forbid it */
}

static void markdown_is_read_back_as_it_was(void **state)
{
    px_str text = written(px_sample_document(arena, false), PX_DOCUMENT_MARKDOWN);

    (void)state;
    assert_holds(text, "# Disposition of comments & \\<answers>\n");
    assert_holds(text, "## First chapter\n\nPlain, **strong** and *emphasised* words, `a < b`, a "
                       "[link](<https://example.org/?x=1&y='2'>), quelques mots\\\non a new line");
    assert_holds(text, "1\\. This is no list\\\n\\# and this no heading * of any * kind\n");
    assert_holds(text, "3. third item\n\n   - inner dot\n\n4. fourth item\n");
    assert_holds(text,
                 "| Comment | Proposed wording | Answer | Days |\n"
                 "| --- | --- | --- | ---: |\n"
                 "| C-1 | Signatories ~~may~~**shall** keep a register. | Accepted | 12 |\n"
                 "| C-2 | A \\| bar, a \"quote\"<br>and a second line | =Not accepted | -3 |\n"
                 "| C-2 |  |  |  |\n");
    assert_holds(text, "- [x] ticked choice\n\n- [ ] open choice\n");
    assert_holds(text, "**Provider**\\\nExample SA\n");
    assert_holds(text, "```\nint x;\n  return <x>;\n```\n");
}

static void json_has_texts_and_values(void **state)
{
    px_str json = written(px_sample_document(arena, false), PX_DOCUMENT_JSON);

    (void)state;
    assert_true(px_str_starts(json, PX_STR("{\"schema\":1,\"title\":\"Disposition of comments & "
                                           "<answers>\"")));
    assert_holds(json, "\"date\":\"2026-11-30T00:00:00.123Z\"");
    assert_holds(json, "{\"kind\":\"heading\",\"level\":1,\"text\":\"First chapter\"}");
    assert_holds(json, "{\"key\":\"wording\",\"title\":\"Proposed wording\"}");
    assert_holds(json, "\"comment\":{\"text\":\"C-1\",\"head\":true}");
    assert_holds(json, "\"answer\":{\"text\":\"Accepted\",\"tone\":\"good\"}");
    assert_holds(json, "\"days\":{\"text\":\"12\",\"value\":12}");
    assert_holds(json, "{\"text\":\"may\",\"marks\":[\"deleted\"]}");
    assert_holds(json, "{\"kind\":\"tick\",\"ticked\":true,\"text\":\"ticked choice\"}");
}

static void csv_has_no_formulas(void **state)
{
    px_str csv = written(px_sample_document(arena, false), PX_DOCUMENT_CSV);
    px_error err = PX_ERROR_INIT;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_document_head head = { .language = PX_STR("en") };

    (void)state;
    assert_str(csv, "\xEF\xBB\xBF"
                    "Comment,Proposed wording,Answer,Days\r\n"
                    "C-1,Signatories mayshall keep a register.,Accepted,12\r\n"
                    "C-2,\"A | bar, a \"\"quote\"\"\nand a second line\",'=Not accepted,-3\r\n"
                    "C-2,,,\r\n");
    assert_fails(
        px_document_write(px_document_new(arena, &head), PX_DOCUMENT_CSV, NULL, &out, &err),
        PX_ERR_UNSUPPORTED);
}

static void the_same_document_is_the_same_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < PX_DOCUMENT_FORMAT_COUNT; i++) {
        px_str one, other;

        if (i == PX_DOCUMENT_PDF) /* tests/documents asks the tool */
            continue;
        one = written(px_sample_document(arena, false), (px_document_format)i);
        other = written(px_sample_document(arena, false), (px_document_format)i);
        assert_true(one.len > 100);
        assert_true(px_str_eq(one, other));
    }
}

static void a_large_table_has_all_rows(void **state)
{
    px_document *d = px_sample_table(arena, 5000);

    (void)state;
    assert_holds(written(d, PX_DOCUMENT_HTML), "<td>words of row4999 end</td>");
    assert_holds(written(d, PX_DOCUMENT_MARKDOWN), "| 4999 | words of row4999 end |");
    assert_holds(written(d, PX_DOCUMENT_CSV), "4999,words of row4999 end\r\n");
}

static void xlsx_cuts_long_cells_between_characters(void **state)
{
    const px_document_head head = { .title = PX_STR("Long") };
    px_document *d = px_document_new(arena, &head);
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str file, sheet;
    zip_stat_t st;
    zip_t *zip;
    zip_file_t *part;
    char *bytes;

    (void)state;
    for (int i = 0; i < 33000; i++)
        px_builder_add(&words, "\xC3\xA9");
    px_doc_text(d, px_builder_view(&words));
    file = written(d, PX_DOCUMENT_XLSX);
    zip = zip_open_from_source(zip_source_buffer_create(file.ptr, file.len, 0, NULL), ZIP_RDONLY,
                               NULL);
    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, "xl/worksheets/sheet1.xml", 0, &st), 0);
    bytes = px_arena_alloc(arena, (size_t)st.size);
    part = zip_fopen(zip, "xl/worksheets/sheet1.xml", 0);
    assert_int_equal(zip_fread(part, bytes, st.size), st.size);
    (void)zip_fclose(part);
    zip_discard(zip);
    sheet = px_str_n(bytes, (size_t)st.size);
    assert_holds(sheet, "\xC3\xA9\xC3\xA9 [...]</t>");
    assert_true(px_utf8_valid(sheet, NULL));
}

/* Every place in which a text can stand refuses what no file can hold. */
static void refuses_control_characters(void **state)
{
    static const char *const bad[] = { "a\x01", "\x7F", "\xFF" };
    static const px_doc_column column = { .title = PX_STR_INIT("T") };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        for (int place = 0; place < 7; place++) {
            const px_document_head head = { .title = px_str_of(place == 0 ? bad[i] : "x") };
            const px_doc_run run = { .text = px_str_of(bad[i]) };
            const px_doc_cell cell = { .runs = &run, .n_runs = 1 };
            px_document *d = px_document_new(arena, &head);
            PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
            px_error err = PX_ERROR_INIT;

            if (place == 1)
                px_doc_text(d, run.text);
            if (place == 2)
                px_doc_field(d, run.text, NULL, 0);
            px_doc_table(d, &column, 1, px_str_of(place == 3 ? bad[i] : ""));
            if (place == 4)
                px_doc_row(d, &cell, 1);
            if (place == 5)
                px_doc_figure(d, PX_STR("<svg></svg>"), PX_STR(""), run.text);
            if (place == 6)
                px_doc_item(d, &run, 1);
            for (int f = 0; f < PX_DOCUMENT_FORMAT_COUNT; f++)
                assert_fails(px_document_write(d, (px_document_format)f, NULL, &out, &err),
                             PX_ERR_INVALID);
            assert_int_equal(out.len, 0);
        }
}

/* One character that somebody wrote must not keep all others from their report. */
static void shows_what_xml_cannot_hold(void **state)
{
    const px_document_head head = { .title = PX_STR("x") };
    px_document *d = px_document_new(arena, &head);

    (void)state;
    px_doc_text(d, PX_STR("a\xEF\xBF\xBF"
                          "b"));
    assert_holds(written(d, PX_DOCUMENT_HTML), "<p>a\xEF\xBF\xBD"
                                               "b</p>");
}

static void refuses_what_is_no_picture_and_no_address(void **state)
{
    static const char *const pictures[] = { "", "<p>", "<svg><script>x</script></svg>",
                                            "<svg><a href=\"javascript:x\"/></svg>" };
    static const char *const links[] = { "javascript:x", "#m1", "/en", "https://a b" };
    const px_document_head head = { .title = PX_STR("x") };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(pictures) + PX_COUNT(links); i++) {
        px_document *d = px_document_new(arena, &head);
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        if (i < PX_COUNT(pictures))
            px_doc_figure(d, px_str_of(pictures[i]), PX_STR("t"), PX_STR("d"));
        else
            px_doc_paragraph(d,
                             &(px_doc_run){ .text = PX_STR("a"),
                                            .link = px_str_of(links[i - PX_COUNT(pictures)]) },
                             1);
        assert_fails(px_document_write(d, PX_DOCUMENT_HTML, NULL, &out, &err), PX_ERR_INVALID);
    }
}

/* A house without WeasyPrint says what to install. */
static void pdf_names_the_package_that_is_missing(void **state)
{
    static const char *const nothing[] = { "weasyprint-that-is-not-there", NULL };
    px_jail_tool tool = px_document_tools[0];
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    px_jail *jail;

    (void)state;
    tool.argv = nothing;
    assert_ok(px_jail_start(NULL, 0, &tool, 1, &jail, &err), &err);
    assert_fails(
        px_document_write(px_sample_document(arena, false), PX_DOCUMENT_PDF, jail, &out, &err),
        PX_ERR_TOOL_MISSING);
    assert_string_equal(px_error_arg(&err, "package"), "weasyprint");
    px_jail_stop(jail);
}

/* Where rsvg-convert is, DOCX has pictures as parts, the same bytes each time; else their words. */
static void docx_has_pictures_where_they_can_be_drawn(void **state)
{
    static const char *const nothing[] = { "rsvg-convert-that-is-not-there", NULL };
    px_jail_tool tools[PX_DOCUMENT_TOOLS] = { px_document_tools[0], px_document_tools[1] };
    PX_AUTO_BUILDER px_builder drawn = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder again = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_document *d = px_sample_document(arena, false);
    px_error err = PX_ERROR_INIT;
    px_jail *jail;

    (void)state;
    tools[1].argv = nothing;
    assert_ok(px_jail_start(NULL, 0, tools, PX_DOCUMENT_TOOLS, &jail, &err), &err);
    assert_ok(px_document_write(d, PX_DOCUMENT_DOCX, jail, &words, &err), &err);
    px_jail_stop(jail);
    assert_int_equal(px_str_find(px_builder_view(&words), PX_STR("image1.png")), words.len);
    if (system("command -v rsvg-convert >/dev/null") != 0) {
        print_message("rsvg-convert is not installed: no pictures are drawn\n");
        return;
    }
    assert_ok(px_jail_start(NULL, 0, px_document_tools, PX_DOCUMENT_TOOLS, &jail, &err), &err);
    assert_ok(px_document_write(d, PX_DOCUMENT_DOCX, jail, &drawn, &err), &err);
    assert_ok(px_document_write(d, PX_DOCUMENT_DOCX, jail, &again, &err), &err);
    px_jail_stop(jail);
    assert_true(px_str_find(px_builder_view(&drawn), PX_STR("word/media/image1.png")) < drawn.len);
    assert_true(px_str_find(px_builder_view(&drawn), PX_STR("word/media/image1.svg")) < drawn.len);
    assert_true(px_str_eq(px_builder_view(&drawn), px_builder_view(&again)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(html_is_one_escaped_page),
        cmocka_unit_test(a_body_begins_at_its_level),
        cmocka_unit_test(markdown_is_read_back_as_it_was),
        cmocka_unit_test(json_has_texts_and_values),
        cmocka_unit_test(csv_has_no_formulas),
        cmocka_unit_test(the_same_document_is_the_same_bytes),
        cmocka_unit_test(a_large_table_has_all_rows),
        cmocka_unit_test(xlsx_cuts_long_cells_between_characters),
        cmocka_unit_test(refuses_control_characters),
        cmocka_unit_test(shows_what_xml_cannot_hold),
        cmocka_unit_test(refuses_what_is_no_picture_and_no_address),
        cmocka_unit_test(pdf_names_the_package_that_is_missing),
        cmocka_unit_test(docx_has_pictures_where_they_can_be_drawn),
    };

    return cmocka_run_group_tests(tests, make, end);
}
