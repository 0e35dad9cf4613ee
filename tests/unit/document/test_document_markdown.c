/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "base/markdown_walk.h"
#include "document/document_write.h"

static px_document *empty(void)
{
    const px_document_head head = { .language = PX_STR("en") };

    return px_document_new(arena, &head);
}

/* Markdown as blocks, shown as the body of a page. */
static px_str body(const char *markdown)
{
    px_error err = PX_ERROR_INIT;
    px_document *d = empty();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_ok(px_doc_markdown(d, px_str_of(markdown), PX_STR("https://h.eu/p/"), &err), &err);
    assert_ok(px_document_html_body(d, 2, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static void blocks_become_blocks(void **state)
{
    static const struct {
        const char *markdown, *html;
    } cases[] = {
        { "One *two* **three**\nfour\\\nfive",
          "<p>One <em>two</em> <strong>three</strong> four<br>\nfive</p>\n" },
        { "a\n\nb", "<p>a</p>\n<p>b</p>\n" },
        { "# Head", "<p><strong>Head</strong></p>\n" },
        { "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
        { "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n" },
        { "- a\n  - b\n\n  c\n- d",
          "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n</li>\n<li>d</li>\n</ul>\n" },
        { "- a\n\n  b", "<ul>\n<li>a<br>\n<br>\nb</li>\n</ul>\n" },
        { "> a\n> b\n>\n> - c", "<blockquote><p>a b<br>\n<br>\n\xE2\x80\xA2 c</p></blockquote>\n" },
        { "```\nx < y\n  z\n```", "<pre><code>x &lt; y\n  z</code></pre>\n" },
        { "[a](https://x.eu) [b](#m1) [c](javascript:x)",
          "<p><a href=\"https://x.eu\">a</a> <a href=\"https://h.eu/p/m1\">b</a> c</p>\n" },
        { "<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n" },
        { "&#xFFFE; \xC2\x85 x", "<p>\xEF\xBF\xBD \xC2\x85 x</p>\n" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        assert_str(body(cases[i].markdown), cases[i].html);
}

static void a_table_becomes_a_table(void **state)
{
    px_str html = body("| A | B |\n| --- | --- |\n| x | *y* |\n");

    (void)state;
    assert_true(px_str_find(html, PX_STR("<th scope=\"col\">A</th>")) < html.len);
    assert_true(px_str_find(html, PX_STR("<tr><td>x</td><td><em>y</em></td></tr>")) < html.len);
}

/* The words of Markdown in a cell. */
static px_str cell(const char *markdown)
{
    static const px_doc_column column = { .title = PX_STR_INIT("T") };
    px_error err = PX_ERROR_INIT;
    px_document *d = empty();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_doc_cell c = { 0 };

    assert_ok(px_doc_markdown_runs(d, px_str_of(markdown), PX_STR(""), &c.runs, &c.n_runs, &err),
              &err);
    px_doc_table(d, &column, 1, PX_STR(""));
    px_doc_row(d, &c, 1);
    assert_ok(px_document_write(d, PX_DOCUMENT_CSV, NULL, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static void a_cell_has_all_in_lines(void **state)
{
    (void)state;
    assert_str(cell("a\n\n- b\n- c\n  1. d"),
               "\xEF\xBB\xBFT\r\n\"a\n\n\xE2\x80\xA2 b\n\xE2\x80\xA2 c\n\xC2\xA0\xC2\xA0"
               "1. d\"\r\n");
    assert_str(cell("| A | B |\n|---|---|\n| x | y |"), "\xEF\xBB\xBFT\r\n\"A | B\nx | y\"\r\n");
    assert_str(cell("[b](#m1)"), "\xEF\xBB\xBFT\r\nb\r\n");
}

static void what_is_too_large_stays_text(void **state)
{
    char *large = px_arena_alloc(arena, PX_DOCUMENT_MAX + 2);
    px_str html;

    (void)state;
    memset(large, 'a', PX_DOCUMENT_MAX + 1);
    memcpy(large, "*b* \x1F", 5);
    html = body(large);
    assert_true(px_str_starts(html, PX_STR("<p>*b* \xEF\xBF\xBD"
                                           "aaa")));
    assert_int_equal(html.len, PX_DOCUMENT_MAX + 3 + sizeof("<p></p>"));
}

static void refuses_what_is_not_utf8(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(px_doc_markdown(empty(), PX_STR("a\xFF"), PX_STR(""), &err), PX_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_become_blocks),     cmocka_unit_test(a_table_becomes_a_table),
        cmocka_unit_test(a_cell_has_all_in_lines),  cmocka_unit_test(what_is_too_large_stays_text),
        cmocka_unit_test(refuses_what_is_not_utf8),
    };

    return cmocka_run_group_tests(tests, make, end);
}
