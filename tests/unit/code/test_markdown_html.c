/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/markdown.h"
#include "code/markdown_walk.h"

typedef struct pair {
    const char *in, *out;
} pair;

static void check_html(const pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_markdown_html(&out, px_str_of(pairs[i].in), &err), &err);
        assert_str(px_builder_view(&out), pairs[i].out);
    }
}

static void test_spans(void **state)
{
    static const pair pairs[] = {
        { "", "" },
        { "plain", "plain" },
        { "*a* **b** `c<d`", "<em>a</em> <strong>b</strong> <code>c&lt;d</code>" },
        { "_a_ begins", "<em>a</em> begins" },
        { "a & b < c > d \"e\" 'f'", "a &amp; b &lt; c &gt; d &quot;e&quot; &#39;f&#39;" },
        { "<b>bold</b> <!-- c -->", "&lt;b&gt;bold&lt;/b&gt; &lt;!-- c --&gt;" },
        { "&amp; &lt; &#60; &#x3c; &eacute;", "&amp; &lt; &lt; &lt; é" },
        { "&unknown; &#0; &#1; &#xD800;", "&amp;unknown; \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD" },
        { "one\\\ntwo", "one <br> two" },
        { "one  \ntwo", "one   <br> two" },
        { "one\ntwo", "one two" },
        { "`a\\\nb`", "<code>a   b</code>" },
        { "\\[FIELDS\\](x)", "[FIELDS](x)" },
        { "![alt *text*](https://example.org/x.png)", "alt <em>text</em>" },
    };

    (void)state;
    check_html(pairs, PX_COUNT(pairs));
}

/* What would be a block in Markdown stays text. */
static void test_no_blocks(void **state)
{
    static const pair pairs[] = {
        { "# no heading", "# no heading" },
        { "1. no list", "1. no list" },
        { "- no\n- list", "- no - list" },
        { "> no quote", "&gt; no quote" },
        { "    no code", "    no code" },
        { "```\nno fence", "``` no fence" },
        { "text\n===", "text ===" },
        { "a | b\n--- | ---", "a | b --- | ---" },
        { "[x]: https://example.org", "[x]: https://example.org" },
        { "<div>\n*a*", "&lt;div&gt; <em>a</em>" },
    };

    (void)state;
    check_html(pairs, PX_COUNT(pairs));
}

static void test_links(void **state)
{
    static const pair pairs[] = {
        { "[a](#abcde12345)", "<a href=\"#abcde12345\">a</a>" },
        { "[a](https://example.org/?x=1&y=2)",
          "<a href=\"https://example.org/?x=1&amp;y=2\" rel=\"external nofollow noopener\">a</a>" },
        { "<https://example.org>",
          "<a href=\"https://example.org\" rel=\"external nofollow noopener\">"
          "https://example.org</a>" },
        { "[a](HTTPS://example.org)",
          "<a href=\"HTTPS://example.org\" rel=\"external nofollow noopener\">a</a>" },
        { "[a](mailto:x@example.org)",
          "<a href=\"mailto:x@example.org\" rel=\"external nofollow noopener\">a</a>" },
        { "[a](javascript:alert(1))", "a" },
        { "[a](JaVaScRiPt:alert%281%29)", "a" },
        { "[a](&#106;avascript:alert(1))", "a" },
        { "[a](java&#10;script:x)", "a" },
        { "[a](<java\tscript:x>)", "a" },
        { "[a](data:text/html,x)", "a" },
        { "[a](vbscript:x)", "a" },
        { "[a](//example.org)", "a" },
        { "[a](/\\example.org)", "a" },
        { "[a](https:example.org)", "a" },
        { "[a](https:///example.org)", "a" },
        { "[a](#\"onclick=x)", "a" },
        { "[a](#)", "a" },
        { "[a](relative)", "a" },
        { "[a](https://example.org/&quot;onload=x)", "a" },
        { "[*a*](javascript:x)", "<em>a</em>" },
    };

    (void)state;
    check_html(pairs, PX_COUNT(pairs));
}

static void test_refused(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 22);
    px_error err = PX_ERROR_INIT;
    char *large = px_alloc(PX_INLINE_MAX + 1);

    (void)state;
    memset(large, 'a', PX_INLINE_MAX + 1);
    assert_fails(px_markdown_html(&out, px_str_n(large, PX_INLINE_MAX + 1), &err),
                 PX_ERR_TOO_LARGE);
    assert_ok(px_markdown_html(&out, px_str_n(large, PX_INLINE_MAX), &err), &err);
    assert_fails(px_markdown_html(&out, PX_STR("a\xFFz"), &err), PX_ERR_INVALID);
    assert_fails(px_markdown_html(&out, px_str_n("a\0z", 3), &err), PX_ERR_INVALID);
    free(large);
}

/* Tags are balanced and nested whatever comes. */
static void assert_balanced(px_str html)
{
    size_t depth = 0;

    for (size_t i = 0; i < html.len; i++) {
        px_str rest = px_str_sub(html, i, html.len);

        if (html.ptr[i] != '<' || px_str_starts(rest, PX_STR("<br>")))
            continue;
        if (html.ptr[i + 1] == '/')
            assert_true(depth-- > 0);
        else
            assert_true(++depth <= PX_INLINE_DEPTH);
    }
    assert_int_equal(depth, 0);
}

static void test_hostile(void **state)
{
    static const char *const parts[] = { "[",     "*",      "**a ",  "_a*b", "`",     "![",
                                         "[a](",  "<a",     "&#x",   "\\",   "*_a_*", "[a](#b)",
                                         "<h:a ", "`a``b`", "]](((", "** *", "<!--",  "&amp;" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        PX_AUTO_BUILDER px_builder in = PX_BUILDER_INIT(1 << 16);
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 24);
        px_error err = PX_ERROR_INIT;

        while (in.len < 60000)
            px_builder_add(&in, parts[i]);
        assert_ok(px_markdown_html(&out, px_builder_view(&in), &err), &err);
        assert_balanced(px_builder_view(&out));
    }
}

/* md4c itself loses the order of spans here (found by fuzzing). */
static void test_overlap(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_markdown_html(&out,
                               PX_STR("**a *b __[ _d` `d `/e ``])`f(\"g[[h](#ia&amh`f`\"](g)[[h]"
                                      "(#]i_)"),
                               &err),
              &err);
    assert_balanced(px_builder_view(&out));
}

static void test_depth(void **state)
{
    PX_AUTO_BUILDER px_builder in = PX_BUILDER_INIT(1 << 16);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (int i = 0; i < 500; i++)
        px_builder_add(&in, i % 2 ? "*a " : "**a ");
    for (int i = 499; i >= 0; i--)
        px_builder_add(&in, i % 2 ? " b*" : " b**");
    assert_ok(px_markdown_html(&out, px_builder_view(&in), &err), &err);
    assert_balanced(px_builder_view(&out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),   cmocka_unit_test(test_no_blocks),
        cmocka_unit_test(test_links),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_depth),
        cmocka_unit_test(test_overlap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
