/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"
#include "code/node_html.h"
#include "code/normal.h"
#include "code/plain.h"

static void test_plain(void **state)
{
    static const struct {
        px_provision_kind kind;
        const char *in, *out;
    } rows[] = {
        { PX_PROVISION_PARAGRAPH, "", "" },
        { PX_PROVISION_PARAGRAPH, "  *a*  **b**\\\n`c  d`  ", "a b c d" },
        { PX_PROVISION_PARAGRAPH, "[a](https://x.eu) ![b](c) <https://y.eu>", "a b https://y.eu" },
        { PX_PROVISION_PARAGRAPH, "le \xC2\xAB\xC2\xA0mot\xE2\x80\xAF\xC2\xBB\xE3\x80\x80x",
          "le \xC2\xAB mot \xC2\xBB x" },
        { PX_PROVISION_PARAGRAPH, "e&#x301;", "\xC3\xA9" },
        { PX_PROVISION_PARAGRAPH, "\\*a\\* <b> &amp;", "*a* <b> &" },
        { PX_PROVISION_PARAGRAPH, "&nbsp;&#8203;", "\xE2\x80\x8B" },
        { PX_PROVISION_CODE_BLOCK, "a *b*\n\n  c\n", "a *b* c" },
        { PX_PROVISION_TABLE, "| a | *b* |\n|---|---|\n| `c` | d \\| e |\n", "a b c d | e" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_provision_plain(&out, rows[i].kind, px_str_of(rows[i].in), &err), &err);
        assert_str(px_builder_view(&out), rows[i].out);
    }
}

static void line_break(px_builder *out)
{
    px_builder_char(out, ' ');
}

/* The plain form by its definition: parsed, composed, folded. */
static void plain_by_steps(px_builder *out, px_str markdown)
{
    static const px_inline_sink sink = { .text = px_builder_str, .line_break = line_break };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(10000), nfc = PX_BUILDER_INIT(10000);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_markdown_walk(markdown, &sink, &text, &err), &err);
    assert_ok(px_text_nfc(&nfc, px_builder_view(&text), &err), &err);
    px_text_fold(out, px_builder_view(&nfc));
}

/* What is words only takes a shorter way, and comes out the same. */
static void test_short_way(void **state)
{
    static const char *const pieces[] = {
        "word",
        "1.",
        "2)",
        "#",
        "-",
        "+",
        "e\xCC\x81",
        "\xCC\x81",
        "\xC3\xA9",
        "\xE2\x80\x99",
        "\xE2\x80\x93",
        "\xE2\x82\xAC",
        "\xE2\x80\x80",
        "\xC2\xA0",
        "\xE2\x80\xAF",
        "\xC2\x85",
        " ",
        "  ",
        "\n",
        "\t",
        "\r",
        "\r\n",
        "  \n",
        "*",
        "_",
        "`",
        "[a](#b)",
        "&amp;",
        "&",
        "<",
        "!",
        "~",
        "~~",
        "|",
        "$",
        "\\",
        "\\\n",
        "@x.eu",
        "https://x.eu",
        "www.x.eu",
        "=",
        "---",
        "\x01",
        "\x7F",
        "\xE1\x84\x80",
        "\xE1\x85\xA1",
        "\xE2\x84\xA6",
        "\xEF\xBB\xBF",
        ":",
        "\"",
        "'",
    };
    unsigned long long seed = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        PX_AUTO_BUILDER px_builder in = PX_BUILDER_INIT(1000), got = PX_BUILDER_INIT(10000),
                                   wanted = PX_BUILDER_INIT(10000);
        px_error err = PX_ERROR_INIT;

        for (int n = 0; n < 1 + i % 9; n++) {
            seed = seed * 6364136223846793005ull + 1442695040888963407ull;
            px_builder_add(&in, pieces[(seed >> 33) % PX_COUNT(pieces)]);
        }
        assert_ok(px_markdown_plain(&got, px_builder_view(&in), &err), &err);
        plain_by_steps(&wanted, px_builder_view(&in));
        assert_string_equal(px_builder_cstr(&got), px_builder_cstr(&wanted));
    }
}

static void hash_of(px_provision_kind kind, px_str heading, px_str text, unsigned char *ret_hash)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(10000);
    px_error err = PX_ERROR_INIT;
    size_t len;

    assert_ok(px_provision_plain_hash(&plain, kind, heading, text, &len, ret_hash, &err), &err);
}

static void test_hash(void **state)
{
    unsigned char a[PX_TEXT_HASH_LEN], b[PX_TEXT_HASH_LEN];

    (void)state;
    hash_of(PX_PROVISION_PARAGRAPH, PX_STR("*h*"), PX_STR("a  b"), a);
    hash_of(PX_PROVISION_SECTION, PX_STR("h"), PX_STR("a **b**"), b);
    assert_memory_equal(a, b, sizeof(a));
    hash_of(PX_PROVISION_SECTION, PX_STR(""), PX_STR("h a b"), b);
    assert_memory_not_equal(a, b, sizeof(a));
}

static void check_html(px_node node, const char *expected)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_node_html(&out, &node, &err), &err);
    assert_str(px_builder_view(&out), expected);
}

static void test_node_html(void **state)
{
    (void)state;
    check_html((px_node){ .kind = PX_PROVISION_PARAGRAPH, .text = PX_STR("*a*") },
               "<p><em>a</em></p>\n");
    check_html((px_node){ .kind = PX_PROVISION_POINT, .text = PX_STR("a") }, "a");
    check_html((px_node){ .kind = PX_PROVISION_SECTION, .heading = PX_STR("h") }, "");
    check_html((px_node){ .kind = PX_PROVISION_CODE_BLOCK,
                          .text = PX_STR("a <b>\n*c*"),
                          .extra = PX_STR("x\"y z") },
               "<pre><code class=\"language-x&quot;y\">a &lt;b&gt;\n*c*</code></pre>\n");
    check_html((px_node){ .kind = PX_PROVISION_TABLE,
                          .heading = PX_STR("T"),
                          .text = PX_STR("| a | b | c |\n|:--|:-:|--:|\n| `1` | <2> | 3 |") },
               "<table>\n<caption>T</caption>\n<thead>\n<tr><th scope=\"col\">a</th>"
               "<th scope=\"col\" class=\"centre\">b</th><th scope=\"col\" class=\"right\">c</th>"
               "</tr>\n</thead>\n<tbody>\n<tr><td><code>1</code></td>"
               "<td class=\"centre\">&lt;2&gt;</td><td class=\"right\">3</td></tr>\n</tbody>\n"
               "</table>\n");
    check_html((px_node){ .kind = PX_PROVISION_TABLE, .text = PX_STR("| a |\n| b |") },
               "<table>\n<tbody>\n<tr><td>a</td></tr>\n<tr><td>b</td></tr>\n</tbody>\n</table>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_short_way),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_node_html),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
