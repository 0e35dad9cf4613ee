/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"

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

/* Text without marks does not go through md4c: it must become what md4c makes of it beside a mark.
 */
static void test_quiet(void **state)
{
    static const char letters[] = "ab. ,:;-#=+~|(){}/\"'@1$^%?\xC3\xA9";
    unsigned seed = 4;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        PX_AUTO_BUILDER px_builder quiet = PX_BUILDER_INIT(256), marked = PX_BUILDER_INIT(256);
        PX_AUTO_BUILDER px_builder want = PX_BUILDER_INIT(1024), out = PX_BUILDER_INIT(1024);
        px_error err = PX_ERROR_INIT;

        for (int i = 0; i < 24; i++) {
            seed = seed * 1103515245U + 12345U;
            px_builder_char(&quiet,
                            letters[(seed >> 16) % 24]); /* without the letter of two bytes */
        }
        px_builder_add(&quiet, "\xC3\xA9");
        px_builder_add(&marked, "*x* q");
        px_builder_str(&marked, px_builder_view(&quiet));
        px_builder_add(&want, "<em>x</em> q");
        assert_ok(px_markdown_html(&want, px_builder_view(&quiet), &err), &err);
        assert_ok(px_markdown_html(&out, px_builder_view(&marked), &err), &err);
        assert_str(px_builder_view(&out), px_builder_cstr(&want));
    }
}

/* ---- Documents */

static void check_document(const pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_markdown_document_html(&out, px_str_of(pairs[i].in), 3, NULL, &err), &err);
        assert_str(px_builder_view(&out), pairs[i].out);
    }
}

static void test_document(void **state)
{
    static const pair pairs[] = {
        { "", "" },
        { "one\n\ntwo  \nlines", "<p>one</p>\n<p>two<br>lines</p>\n" },
        { "# a\n\n## b\n\n##### e", "<h3>a</h3>\n<h4>b</h4>\n<h6>e</h6>\n" },
        { "- a\n- *b*\n", "<ul>\n<li>a</li>\n<li><em>b</em></li>\n</ul>\n" },
        { "3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n" },
        { "1. a\n", "<ol>\n<li>a</li>\n</ol>\n" },
        { "> q\n\n---\n", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n" },
        { "```\n<b> [x](https://a.eu)\n```\n",
          "<pre><code>&lt;b&gt; [x](https://a.eu)\n</code></pre>\n" },
        { "| a | b |\n|---|---|\n| 1 | 2 |\n",
          "<table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n"
          "<tbody><tr><td>1</td><td>2</td></tr>\n</tbody>\n</table>\n" },
        { "see [1.1](#k3v7q0m2a9)", "<p>see <a href=\"#k3v7q0m2a9\">1.1</a></p>\n" },
        { "a\r\nb\x02", "<p>a\nb\xEF\xBF\xBD</p>\n" },
    };

    (void)state;
    check_document(pairs, PX_COUNT(pairs));
}

/* Nothing that runs, nothing that is fetched. */
static void test_document_hostile(void **state)
{
    static const pair pairs[] = {
        { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
        { "<div onclick=x>\n\ny\n</div>",
          "<p>&lt;div onclick=x&gt;</p>\n<p>y\n&lt;/div&gt;</p>\n" },
        { "[a](javascript:alert(1))", "<p>a</p>\n" },
        { "[a](data:text/html,x) ![i](https://a.eu/x.png)", "<p>a i</p>\n" },
        { "[a]: javascript:x\n\n[a] [b](&#106;avascript:x)", "<p>a b</p>\n" },
        { "<javascript:x>", "<p>javascript:x</p>\n" },
        { "# [a](//a.eu)", "<h3>a</h3>\n" },
    };

    (void)state;
    check_document(pairs, PX_COUNT(pairs));
}

static void test_document_bounds(void **state)
{
    PX_AUTO_BUILDER px_builder in = PX_BUILDER_INIT(2 << 20), out = PX_BUILDER_INIT(1 << 24);
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (int i = 0; i < 64; i++)
        px_builder_add(&in, "> ");
    px_builder_add(&in, "deep");
    assert_int_equal(px_markdown_document_html(&out, px_builder_view(&in), 2, NULL, &err),
                     -PX_ERR_TOO_LARGE);
    /* A table of many columns and rows that stand for them all. */
    px_builder_clear(&in);
    for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 20000; i++)
            px_builder_add(&in, row ? "|---" : "|a");
        px_builder_add(&in, "|\n");
    }
    for (int i = 0; i < 20000; i++)
        px_builder_add(&in, "|\n");
    assert_int_equal(px_markdown_document_html(&out, px_builder_view(&in), 2, NULL, &err),
                     -PX_ERR_TOO_LARGE);
    px_builder_clear(&in);
    for (size_t i = 0; i <= PX_DOCUMENT_MAX; i++)
        px_builder_char(&in, 'a');
    assert_int_equal(px_markdown_document_html(&out, px_builder_view(&in), 2, NULL, &err),
                     -PX_ERR_TOO_LARGE);
    assert_int_equal(px_markdown_document_html(&out, PX_STR("\xFF"), 2, NULL, &err),
                     -PX_ERR_INVALID);
}

static int count_link(void *arg, px_str address, px_error *err)
{
    px_builder *found = arg;

    px_builder_str(found, address);
    px_builder_char(found, ' ');
    if (px_link_allowed(address))
        return 0;
    return px_fail(err, PX_ERR_INVALID, "no", NULL);
}

static void test_document_links(void **state)
{
    PX_AUTO_BUILDER px_builder found = PX_BUILDER_INIT(1024);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_markdown_document_links(PX_STR("- [a](#one)\n\n> *[b](https://a.eu)* `[c](#no)`"),
                                         count_link, &found, &err),
              &err);
    assert_str(px_builder_view(&found), "#one https://a.eu ");
    px_builder_clear(&found);
    assert_int_equal(px_markdown_document_links(PX_STR("[a](javascript:x) [b](#later)"), count_link,
                                                &found, &err),
                     -PX_ERR_INVALID);
    assert_str(px_builder_view(&found), "javascript:x ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans),           cmocka_unit_test(test_no_blocks),
        cmocka_unit_test(test_links),           cmocka_unit_test(test_refused),
        cmocka_unit_test(test_hostile),         cmocka_unit_test(test_depth),
        cmocka_unit_test(test_overlap),         cmocka_unit_test(test_quiet),
        cmocka_unit_test(test_document),        cmocka_unit_test(test_document_hostile),
        cmocka_unit_test(test_document_bounds), cmocka_unit_test(test_document_links),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
