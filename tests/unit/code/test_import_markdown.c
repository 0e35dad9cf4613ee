/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <glob.h>

#include "base/file.h"
#include "code/markdown/import_markdown.h"
#include "unit/code/imported.h"

static int import(px_arena *arena, px_str text, px_outline *ret_outline, px_error *err)
{
    return px_test_import(px_import_markdown, arena, text, "", ret_outline, err);
}

static void check(const char *markdown, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_str_of(markdown), &o, &err), &err);
    assert_str(px_test_drawn(arena, &o), expected);
}

static void test_headings(void **state)
{
    (void)state;
    check("# A {#abcde12345}\ntext\n\n## B {: #bee .measure}\n### C ###\n# D\n",
          "0 section #abcde12345 H:A\n1 paragraph T:text\n1 measure =bee H:B\n2 section H:C\n"
          "0 section H:D\n");
    check("Title\n=====\n\nSub\n---\n\ntext\n\n# Other\n",
          "0 section H:Title\n1 section H:Sub\n2 paragraph T:text\n0 section H:Other\n");
    check("# A\n\n### deep\n\n## B\n\n# C\n", "0 section H:A\n1 section H:deep\n1 section H:B\n"
                                              "0 section H:C\n");
    check("#no heading\n\n####### neither\n", "0 paragraph T:#no heading\n"
                                              "0 paragraph T:####### neither\n");
    check("# A #1\n\n# B\n{: #cee .commitment}\n", "0 section H:A #1\n0 commitment =cee H:B\n");
}

static void test_title(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena, PX_STR("# The code\n\nIntro\n\n## One\n\ntext"), &o, &err), &err);
    assert_str(o.title, "The code");
    assert_str(px_test_drawn(arena, &o),
               "0 paragraph T:Intro\n0 section H:One\n1 paragraph T:text\n");
    assert_ok(import(arena,
                     PX_STR("---\nlang: x\ntitle: \"A \\\"b\\\"\"\nauthor:\n - title: z\n"
                            "...\n# One\n"),
                     &o, &err),
              &err);
    assert_str(o.title, "A \"b\"");
    assert_str(px_test_drawn(arena, &o), "0 section H:One\n");
    assert_ok(import(arena, PX_STR("---\ntitle: >\n  two\n  lines\nx: y\n---\n\na\n"), &o, &err),
              &err);
    assert_str(o.title, "two lines");
    assert_ok(import(arena, PX_STR("---\ndocname: draft-x\n--- middle\na\n"), &o, &err), &err);
    assert_str(o.title, "draft-x");
    assert_str(px_test_drawn(arena, &o), "0 paragraph T:a\n");
    assert_ok(import(arena, PX_STR("---\nnot: closed\n"), &o, &err), &err);
    assert_str(o.title, "");
    assert_str(px_test_drawn(arena, &o), "0 paragraph T:not: closed\n");
}

static void test_numbers(void **state)
{
    static const struct {
        const char *heading, *number, *rest;
    } rows[] = {
        { "Measure 1.1 Title", "Measure 1.1", "Title" },
        { "Article 5: Notice", "Article 5", "Notice" },
        { "Annexe II – Délais", "Annexe II", "Délais" },
        { "Engagement 1 Préavis", "Engagement 1", "Préavis" },
        { "Chapter 2", "Chapter 2", "" },
        { "1. First", "1.", "First" },
        { "1.1 First", "1.1", "First" },
        { "(a) first", "(a)", "first" },
        { "(iv) fourth", "(iv)", "fourth" },
        { "IV. Fourth", "IV.", "Fourth" },
        { "A. First", "A.", "First" },
        { "3 ways to comply", "", "3 ways to comply" },
        { "Part of it", "", "Part of it" },
        { "Measures", "", "Measures" },
        { "I am here", "", "I am here" },
        { "2026.", "2026.", "" },
        { "(a word) first", "", "(a word) first" },
        { "Annex A", "Annex A", "" },
        { "Annex A plan", "", "Annex A plan" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_ok(import(arena, px_str_of(px_arena_format(arena, "# %s\n\n# Z", rows[i].heading)),
                         &o, &err),
                  &err);
        assert_str(o.nodes[0].number, rows[i].number);
        assert_str(o.nodes[0].heading, rows[i].rest);
    }
}

static void test_paragraphs(void **state)
{
    (void)state;
    check("one\ntwo\n\nthree {#abcde12345}\n", "0 paragraph T:one two\n"
                                               "0 paragraph #abcde12345 T:three\n");
    check("one  \ntwo\\\nthree\n", "0 paragraph T:one\\\ntwo\\\nthree\n");
    check("\xEF\xBB\xBFone\r\ntwo\rthree", "0 paragraph T:one two three\n");
    check("e\xCC\x81", "0 paragraph T:\xC3\xA9\n");
    check("a {{REF}} {#not an end} b", "0 paragraph T:a \\[REF\\] {#not an end} b\n");
    check("a\n\n* * *\n\nb\n", "0 paragraph T:a\n0 paragraph T:b\n");
    check("[x]: https://example.org\n", "0 paragraph T:[x]: https://example.org\n");
    check("", "");
    check("\n \n\t\n", "");
}

static void test_lists(void **state)
{
    (void)state;
    check("* a\n* b\n  more\n\n  second\n\n  1. x\n  2. y\nafter\n\nend\n",
          "0 list X:bullet\n1 point T:a\n1 point T:b more\n2 paragraph T:second\n"
          "2 list X:ordered\n3 point (1.) T:x\n3 point (2.) T:y after\n0 paragraph T:end\n");
    check("text\n- a\n- b\n", "0 paragraph T:text\n0 list X:bullet\n1 point T:a\n1 point T:b\n");
    check("text\n2. a\n", "0 paragraph T:text 2. a\n");
    check("- a\n\n- b {#abcde12345}\n{: spacing=\"compact\" #li}\n",
          "0 list =li X:bullet\n1 point T:a\n1 point #abcde12345 T:b\n");
    check("- a\n\n  ~~~\n  code\n  ~~~\n", "0 list X:bullet\n1 point T:a\n2 code-block T:code\n");
    check("- - a\n  - b\n-\n  c\n", "0 list X:bullet\n1 point\n2 list X:bullet\n3 point T:a\n"
                                    "3 point T:b\n1 point T:c\n");
    check("- a\n* b\n", "0 list X:bullet\n1 point T:a\n0 list X:bullet\n1 point T:b\n");
    check("- # h\n", "0 list X:bullet\n1 point\n2 paragraph H:h\n");
    check("1986\\. A year\n", "0 paragraph T:1986\\. A year\n");
}

static void test_definitions(void **state)
{
    (void)state;
    check(
        "{: newline=\"true\"}\nTerm:\n: A def\n  goes on.\n\n  More.\n\nOther:\n\n: Def\n: Two\n\n"
        "text\n",
        "0 list X:definition\n1 definition H:Term: T:A def goes on.\n2 paragraph T:More.\n"
        "1 definition H:Other: T:Def\n2 paragraph T:Two\n0 paragraph T:text\n");
    check("Term {#abcde12345}\n: def\n\n# H\n", "0 list X:definition\n"
                                                "1 definition #abcde12345 H:Term T:def\n"
                                                "0 section H:H\n");
    check(": no term\n", "0 paragraph T:: no term\n");
    /* What stands behind a definition is a term only where no other block begins. */
    check("Term\n: def\n\n{:} words\\\n: more\n\nOther\n: def\n",
          "0 list X:definition\n1 definition H:Term T:def\n0 paragraph T:words\\\n: more\n"
          "0 list X:definition\n1 definition H:Other T:def\n");
    check("Term\n: def\n\na|b\n-|-\n: c|d\n",
          "0 list X:definition\n1 definition H:Term T:def\n0 table T:a|b\n-|-\n: c|d\n");
}

static void test_tables(void **state)
{
    (void)state;
    check("| a | b |\n|:--|--:|\n| 1 | 2 |\n{: #t title=\"T\"}\n\nx\n",
          "0 table =t H:T T:| a | b |\n|:--|--:|\n| 1 | 2 |\n0 paragraph T:x\n");
    check("a | b\n--- | ---\n1 | 2\n", "0 table T:a | b\n--- | ---\n1 | 2\n");
    check("a | b\nc\n", "0 paragraph T:a | b c\n");
}

static void test_code(void **state)
{
    (void)state;
    check("~~~abnf\na\n\n  b\n~~~\n{: #f title=\"F\"}\n",
          "0 code-block =f H:F T:a\n\n  b X:abnf\n");
    check("````\n```\n# x\n````\ny\n", "0 code-block T:```\n# x\n0 paragraph T:y\n");
    check("~~~\nopen\n{{x}}\n", "0 code-block T:open\n{{x}}\n");
    check("    a\n\n      b\nc\n", "0 code-block T:a\n\n  b\n0 paragraph T:c\n");
    check("<div>\n\n*x*\n</div>\n\ny\n", "0 code-block T:<div>\n\n*x*\n</div> X:html\n"
                                         "0 paragraph T:y\n");
    check("<p>x\ny\n\nz\n", "0 code-block T:<p>x\ny X:html\n0 paragraph T:z\n");
}

static void test_quotes(void **state)
{
    (void)state;
    check("> a\nlazy\n> - b\n\nc\n", "0 group X:quote\n1 paragraph T:a lazy\n1 list X:bullet\n"
                                     "2 point T:b\n0 paragraph T:c\n");
    check("{:aside}\n> a\n", "0 group X:quote\n1 paragraph T:a\n");
}

static void test_kramdown(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena,
                     PX_STR("---\ntitle: T\n---\n\n--- abstract\n\nabs\n\n--- middle\n\n"
                            "# One {#one}\n\n{::boilerplate bcp14-tagged}\n\n"
                            "{::comment}\nhidden\n{:/comment}\n\n"
                            "see {{one}}, {{!RFC1=X}}, {{Section 3 of F}}, {{{A B}}}, "
                            "`{{no}}` <!-- c -->\n\n--- back\n\n# Two\n\n# Three\n"
                            "{:numbered=\"false\"}\n\n--- odd\n"),
                     &o, &err),
              &err);
    assert_str(px_test_drawn(arena, &o),
               "0 section H:Abstract\n1 paragraph T:abs\n0 section =one H:One\n"
               "1 paragraph T:{::boilerplate bcp14-tagged}\n"
               "1 paragraph T:see [One](#one), \\[RFC1\\], Section 3 of \\[F\\], A B, `{{no}}`\n"
               "0 appendix H:Two\n0 section H:Three\n1 paragraph T:--- odd\n");
    assert_int_equal(o.warning_count, 6);
    assert_int_equal(o.warnings[0].kind, PX_WARN_EXTENSION);
    assert_int_equal(o.warnings[0].line, 13);
    assert_int_equal(o.warnings[1].kind, PX_WARN_COMMENT);
    assert_int_equal(o.warnings[1].line, 15);
}

static void test_malformed(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        const char *line, *column;
    } rows[] = {
        { "a\nb\xFF", 4, "2", "2" },
        { "a\r\n\r\n\xC3\xA9\0", 8, "3", "2" },
        { "\xEF\xBB\xBF\x1B", 4, "1", "1" },
        { "a\rb\xC2\x80", 5, "2", "2" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_fails(import(arena, px_str_n(rows[i].text, rows[i].len), &o, &err),
                     PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "line"), rows[i].line);
        assert_string_equal(px_error_arg(&err, "column"), rows[i].column);
    }
}

/* Repeats a part up to a size and imports it. */
static int import_many(const char *part, size_t size, px_arena *arena, px_outline *ret_outline,
                       px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT((size_t)32 << 20);

    while (text.len < size)
        px_builder_add(&text, part);
    return import(arena, px_builder_view(&text), ret_outline, err);
}

static void test_hostile(void **state)
{
    static const char *const parts[] = {
        "- a\n",         "> ",    "- ",         "  - a\n", "`",        "[",
        "<!--",          "<a>\n", "<!--\n",     "{{",      "{{a}}",    "{: #a}\n",
        "{::comment}\n", "~~~\n", "| ",         ": a\n",   "a\n: b\n", "a\n",
        "a\n---\n",      "{#a}",  "# a {#a}\n", "1. ",     "\t- a\n",  "--- a\n",
        "a\n\n"
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_ok(import_many(parts[i], 200000, arena, &o, &err), &err);
        for (size_t n = 0; n < o.count; n++)
            assert_true(o.nodes[n].depth < PX_OUTLINE_MAX_DEPTH);
    }
}

static void test_bounds(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import_many("- a\n", 400000, arena, &o, &err), &err);
    assert_int_equal(o.count, 100001);
    assert_fails(import_many("- a\n", 1000000, arena, &o, &err), PX_ERR_TOO_MANY);
    assert_fails(import_many("a ", 2000000, arena, &o, &err), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "line"), "1");
    assert_fails(import_many("~~~\n", (16 << 20) + 1, arena, &o, &err), PX_ERR_TOO_LARGE);
}

/* --- no word is lost: every word of the source stands in the import, in order --- */

static bool in_word(char c)
{
    unsigned char low = (unsigned char)(c | 0x20);

    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !in_word(rest->ptr[from]))
        from++;
    to = from;
    while (to < rest->len && in_word(rest->ptr[to]))
        to++;
    *ret_word = px_str_sub(*rest, from, to);
    *rest = px_str_sub(*rest, to, rest->len);
    return to > from;
}

/* Copies s without what stands between open and close, these included. */
static px_str without(px_arena *arena, px_str s, const char *open, const char *close)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 24);

    for (;;) {
        size_t from = px_str_find(s, px_str_of(open)), to;

        px_builder_str(&out, px_str_sub(s, 0, from));
        if (from == s.len)
            break;
        s = px_str_sub(s, from, s.len);
        to = px_str_find(s, px_str_of(close));
        assert_true(to < s.len);
        px_builder_char(&out, ' ');
        s = px_str_sub(s, to + strlen(close), s.len);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* The source without front matter, part lines, attribute lists, comments, and the marks in
 * references. */
static px_str source_words(px_arena *arena, px_str source, const px_outline *o)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 24);
    px_str rest = source, line;
    bool body = false, figure = false;

    while (px_str_line(&rest, &line)) {
        px_str s = px_str_trim(line);

        figure = (figure || px_str_starts(s, PX_STR("<figure"))) &&
                 !px_str_starts(s, PX_STR("</figure"));
        if (px_str_starts(s, PX_STR("--- "))) {
            body = true;
        } else if (body && !px_str_starts(s, PX_STR("{:")) | px_str_starts(s, PX_STR("{::"))) {
            if (figure && px_str_starts(s, PX_STR("<!--")))
                s = px_str_sub(s, 4, s.len - 3);
            px_builder_str(&out, s);
            px_builder_char(&out, '\n');
        }
    }
    rest = px_builder_view(&out);
    rest = without(arena, without(arena, rest, "<!-- ", "-->"), "{#", "}");
    for (size_t i = 0; i < o->count; i++)
        if (o->nodes[i].alias.len)
            rest = without(arena, rest,
                           px_arena_format(arena, "{{%.*s}", PX_STR_ARG(o->nodes[i].alias)), "}");
    return without(arena, rest, "=RFC", "}");
}

static px_str outline_words(px_arena *arena, const px_outline *o)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 24);

    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];
        px_str parts[] = { n->number, n->extra, n->heading, n->text };

        for (size_t p = 0; p < PX_COUNT(parts); p++) {
            px_builder_str(&out, parts[p]);
            px_builder_char(&out, '\n');
        }
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static void check_draft(const char *path)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FREE char *file = NULL;
    size_t len;
    px_error err = PX_ERROR_INIT;
    px_str source, imported, word, other = PX_STR_NONE;
    size_t words = 0;
    px_outline o;

    assert_ok(px_file_read(path, 1 << 24, &file, &len, &err), &err);
    assert_ok(import(arena, px_str_n(file, len), &o, &err), &err);
    assert_true(o.title.len > 10);
    source = source_words(arena, px_str_n(file, len), &o);
    imported = outline_words(arena, &o);
    while (next_word(&source, &word)) {
        words++;
        do {
            if (!next_word(&imported, &other)) {
                print_error("%s: word %zu '%.*s' is lost\n", path, words, PX_STR_ARG(word));
                fail();
            }
        } while (!px_str_eq(word, other));
    }
    assert_true(words > 500);
}

static void test_real_drafts(void **state)
{
    glob_t found = { 0 };

    (void)state;
    if (glob(PX_SHARED_DATA "/aipref/*.md", 0, NULL, &found) != 0) {
        print_message("# skipped: no drafts in %s\n", PX_SHARED_DATA "/aipref");
        skip();
    }
    assert_int_equal(found.gl_pathc, 10);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_draft(found.gl_pathv[i]);
    globfree(&found);
}

static void test_values(void **state)
{
    (void)state;
    check("# 1. One {#abcde12345 number=\"I\"}\n\ntext {number=\"1\"}\n\n"
          "text {: number='(\"a\")' extra=\"x y\" .note}\n",
          "0 section #abcde12345 (I) H:1. One\n1 paragraph T:text {number=\"1\"}\n"
          "1 note ((\"a\")) T:text X:x y\n");
    check("# {#abcde12345 .chapter title=\"Ti #1\"}\n\n# 2024. {: number=\"\"}\n",
          "0 chapter #abcde12345 H:Ti #1\n0 section H:2024.\n");
    check("# A\n\n{: number=\"2\"}\n# 1. B\n", "0 section H:A\n0 section (2) H:1. B\n");
    check("{: title*=\"a&quot;&#123;&#123;x&#125;&#125;&#10;&amp;&lt;\"}\nwords\n",
          "0 paragraph H:a\"{{x}}\n&&lt; T:words\n");
    check("{:} {: text=\" {{x}} <!-- y --> \" .table}\n",
          "0 paragraph T:{: text=\" \\[x\\]  \" .table}\n");
    check("{:} {: text*=\" &#123;&#123;x&#125;&#125; <!-- y --> \" .table}\n",
          "0 table T: {{x}} <!-- y --> \n");
    check("- a {: number=\"(a)\"}\n- b\n", "0 list X:ordered\n1 point ((a)) T:a\n1 point T:b\n");
    check("{: extra=\"bullet\"}\n- a {: number=\"(a)\"}\n", "0 list X:bullet\n1 point ((a)) T:a\n");
    check("1. a\n{: extra=\"\"}\n", "0 list\n1 point (1.) T:a\n");
    check("``` c\nx\n```\n{: extra=\"d\"}\n", "0 code-block T:x X:d\n");
}

static void test_words(void **state)
{
    (void)state;
    check("{:} # no heading\n- no item\n===\n{: #x}\n\nnext\n",
          "0 paragraph =x T:# no heading - no item ===\n0 paragraph T:next\n");
    check("- {:} - a {#abcde12345}\n  - b\n- {:} {.note}\n  \n  - c\n",
          "0 list X:bullet\n1 point T:- a {#abcde12345} - b\n1 note\n"
          "2 list X:bullet\n3 point T:c\n");
    check("{:}\nwords\n\n{:}{:}\n", "0 paragraph T:words\n0 paragraph\n");
    check("> {:} > a\\\n> > b\n", "0 group X:quote\n1 paragraph T:> a\\\n> b\n");
}

static void test_places(void **state)
{
    (void)state;
    /* Below the block before, and out again. */
    check("# A {#aaaaaaaaa1}\n\np {#aaaaaaaaa2}\n\nq {: in=\"aaaaaaaaa2\"}\n\nr\n",
          "0 section #aaaaaaaaa1 H:A\n1 paragraph #aaaaaaaaa2 T:p\n2 paragraph T:q\n"
          "1 paragraph T:r\n");
    /* What was closed stays closed, what is open still takes the next block. */
    check("# A {#one}\n\n## B\n\np\n\nq {: in=\"one\"}\n\nr\n\n### C\n\ns {: in=\"\"}\n\nt\n",
          "0 section =one H:A\n1 section H:B\n2 paragraph T:p\n1 paragraph T:q\n"
          "1 paragraph T:r\n1 section H:C\n0 paragraph T:s\n0 paragraph T:t\n");
    /* A list with its items, from below and from above. */
    check("p {#one}\n\n- a\n  - b\n{: in=\"one\"}\n\n{: in=\"one\"}\n1. c\n\nq\n",
          "0 paragraph =one T:p\n1 list X:bullet\n2 point T:a\n3 list X:bullet\n4 point T:b\n"
          "1 list X:ordered\n2 point (1.) T:c\n0 paragraph T:q\n");
    /* Headings deeper than six. */
    check("###### A {#one}\n\n###### B {#two in=\"one\"}\n\np\n\n# C\n",
          "0 section =one H:A\n1 section =two H:B\n2 paragraph T:p\n0 section H:C\n");
    /* Inside of an item. */
    check("- a {#one}\n\n  p {#two}\n\n  q {: in=\"two\"}\n\n  r\n- b\n",
          "0 list X:bullet\n1 point =one T:a\n2 paragraph =two T:p\n3 paragraph T:q\n"
          "2 paragraph T:r\n1 point T:b\n");
}

/* The one warning that a text gives. */
static void check_warning(const char *markdown, px_outline_warning_kind kind, const char *text)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_str_of(markdown), &o, &err), &err);
    assert_int_equal(o.warning_count, 1);
    assert_int_equal(o.warnings[0].kind, kind);
    assert_str(o.warnings[0].text, text);
}

static void test_no_place(void **state)
{
    static const char closed[] = "# A {#one}\n\np\n\n# B\n\nq {: in=\"one\"}\n";
    static const char out_of_item[] = "# A {#one}\n\n- a\n\n  b {: in=\"one\"}\n";
    static const char out_of_all[] = "- a\n\n  b {: in=\"\"}\n";
    char number[200];

    (void)state;
    check_warning("p {: in=\"one\"}\n", PX_WARN_PLACE, "one");
    check_warning("p {#one in=\"one\"}\n", PX_WARN_PLACE, "one");
    check_warning(closed, PX_WARN_PLACE, "one");
    check(closed, "0 section =one H:A\n1 paragraph T:p\n0 section H:B\n1 paragraph T:q\n");
    check_warning(out_of_item, PX_WARN_PLACE, "one");
    check(out_of_item, "0 section =one H:A\n1 list X:bullet\n2 point T:a\n3 paragraph T:b\n");
    check_warning(out_of_all, PX_WARN_PLACE, "");
    check_warning("p {#one}\n\n- a {: in=\"one\"}\n", PX_WARN_PLACE, "one");
    (void)snprintf(number, sizeof(number), "p {: number=\"%0150d\"}\n", 7);
    check(number, "0 paragraph T:p\n");
    check_warning("see [x](javascript:y)\n", PX_WARN_LINK, "javascript:y");
    check_warning("| [x](ftp://y) |\n|---|\n", PX_WARN_LINK, "ftp://y");
}

/* Each block in the one before it: the outline's depth is the end. */
static void test_deep_places(void **state)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 16);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    for (int i = 0; i < 40; i++)
        px_builder_format(&text, "p {#p%d in=\"%s%d\"}\n\n", i, i ? "p" : "", i - 1);
    assert_ok(import(arena, px_builder_view(&text), &o, &err), &err);
    assert_int_equal(o.count, 40);
    assert_int_equal(o.nodes[31].depth, PX_OUTLINE_MAX_DEPTH - 1);
    assert_int_equal(o.nodes[32].depth, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_words),
        cmocka_unit_test(test_places),      cmocka_unit_test(test_no_place),
        cmocka_unit_test(test_deep_places), cmocka_unit_test(test_headings),
        cmocka_unit_test(test_title),       cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_paragraphs),  cmocka_unit_test(test_lists),
        cmocka_unit_test(test_definitions), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_code),        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_kramdown),    cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_hostile),     cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_real_drafts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
