/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/markdown_escape.h"
#include "code/markdown/import_markdown.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "code/outline.h"

/* '~' parts the pieces. */
static void escape_pieces(px_builder *out, const char *pieces)
{
    px_str rest = px_str_of(pieces), piece;

    while (px_str_split(&rest, '~', &piece))
        px_markdown_escape(out, piece);
}

static void test_few_backslashes(void **state)
{
    static const struct {
        const char *plain, *markdown;
    } rows[] = {
        { "", "" },
        { "   ", "" },
        { "Shall, in Article 3(1) [deleted] & (a) - e.g. 5 * 3; snake_case 1.2 #4 a>b {x} $1",
          "Shall, in Article 3(1) [deleted] & (a) - e.g. 5 * 3; snake_case 1.2 #4 a>b {x} $1" },
        { "a *b* _c_ `d`", "a \\*b\\* \\_c\\_ \\`d\\`" },
        { "[a](b) <b> <!-- &amp; &#38; R&D", "[a\\](b) \\<b> \\<!-- \\&amp; \\&#38; R\\&D" },
        { "AT&T, a < b, a\\b \\* x\\", "AT&T, a < b, a\\b \\\\\\* x\\\\" },
        { "{#a} {: .b} {{c}} {{{d}}}", "\\{#a} \\{: .b} \\{{c}} \\{\\{{d}}}" },
        { "1. a", "1\\. a" },
        { "12)", "12\\)" },
        { "1.1 a", "1.1 a" },
        { "2024 a", "2024 a" },
        { "- a", "\\- a" },
        { "-5 a", "-5 a" },
        { "--- abstract", "\\--- abstract" },
        { "+ a", "\\+ a" },
        { ": a", "\\: a" },
        { "# a", "\\# a" },
        { "#a", "#a" },
        { "> a", "\\> a" },
        { "| a | b |", "\\| a | b |" },
        { "==", "\\==" },
        { "[a]: b", "\\[a]: b" },
        { "[...] a", "[...] a" },
        { "  a\n\t- b  c", "a  - b  c" },
        { "1~. a", "1\\. a" },
        { "&am~p;", "\\&amp\\;" },
        { "&~lt; c", "\\&lt\\; c" },
        { "[a]~(b)", "[a]\\(b)" },
        { "a!~[b]", "a\\![b]" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

        escape_pieces(&out, rows[i].plain);
        assert_str(px_builder_view(&out), rows[i].markdown);
    }
}

/* A small generator of our own, so that a failure can be seen again. */
static unsigned next(unsigned *seed, unsigned bound)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % bound;
}

static void add_piece(px_builder *piece, unsigned *seed)
{
    static const char *const parts[] = {
        "*",    "_",      "`",    "[",   "]",  "(",  ")",  "<",  "&",        "!",
        "\\",   "#",      "-",    "+",   ">",  "|",  ":",  "=",  "~",        "{",
        "}",    ".",      "1",    "23",  "a",  "bc", " ",  " ",  "  ",       ";",
        "amp;", "&#x26;", "http", "//",  "@",  "/",  "\"", "\n", "---",      "](",
        "**",   "__",     "<!",   "-->", "{{", "}}", "]:", "\t", "\xC3\xA9", "\xC2\xA0",
    };
    unsigned n = next(seed, 8);

    for (unsigned i = 0; i < n; i++)
        px_builder_add(piece, parts[next(seed, PX_COUNT(parts))]);
}

/* The same through a file: one paragraph, and nothing to report but a bracket at the head that an
 * earlier piece has opened and a later one closes before a colon. */
static void check_in_file(px_str markdown, px_str expected)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(100000), plain = PX_BUILDER_INIT(100000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    assert_ok(px_import_markdown(markdown, PX_STR(""), &bytes, &err), &err);
    assert_ok(px_outline_read(px_builder_view(&bytes), arena, &outline, &err), &err);
    if (outline.count != 1)
        print_error("as a file: %.*s\n", PX_STR_ARG(markdown));
    assert_int_equal(outline.count, 1);
    for (size_t i = 0; i < outline.warning_count; i++)
        assert_int_equal(outline.warnings[i].kind, PX_WARN_LINK_DEFINITION);
    assert_int_equal(outline.nodes[0].kind, PX_PROVISION_PARAGRAPH);
    assert_ok(px_markdown_plain(&plain, outline.nodes[0].text, &err), &err);
    assert_true(px_str_eq(px_builder_view(&plain), expected));
}

static void check_words(unsigned *seed)
{
    PX_AUTO_BUILDER px_builder markdown = PX_BUILDER_INIT(100000);
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(100000);
    PX_AUTO_BUILDER px_builder folded = PX_BUILDER_INIT(100000);
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(100000);
    unsigned pieces = 1 + next(seed, 4);
    px_error err = PX_ERROR_INIT;

    for (unsigned i = 0; i < pieces; i++) {
        PX_AUTO_BUILDER px_builder piece = PX_BUILDER_INIT(1000);

        add_piece(&piece, seed);
        px_builder_str(&words, px_builder_view(&piece));
        px_markdown_escape(&markdown, px_builder_view(&piece));
    }
    px_text_fold(&folded, px_builder_view(&words));
    assert_ok(px_markdown_plain(&plain, px_builder_view(&markdown), &err), &err);
    if (!px_str_eq(px_builder_view(&plain), px_builder_view(&folded)))
        print_error("words: %s\nmarkdown: %s\nplain: %s\n", px_builder_cstr(&words),
                    px_builder_cstr(&markdown), px_builder_cstr(&plain));
    assert_true(px_str_eq(px_builder_view(&plain), px_builder_view(&folded)));
    if (folded.len && folded.ptr[0] != (char)0xC2)
        check_in_file(px_builder_view(&markdown), px_builder_view(&folded));
}

static void test_random_words(void **state)
{
    unsigned seed = 3;

    (void)state;
    for (int i = 0; i < 20000; i++)
        check_words(&seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few_backslashes),
        cmocka_unit_test(test_random_words),
    };

    return cmocka_run_group_tests_name("markdown_escape", tests, NULL, NULL);
}
