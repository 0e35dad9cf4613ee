/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/page_contents.h"
#include "web/page_text.h"

/* A text from rows of depth, kind, id, number, heading, text, extra; ids may be missing. */
typedef struct row {
    int depth;
    px_provision_kind kind;
    const char *id, *number, *heading, *text, *extra;
} row;

static px_text text_of(px_arena *arena, const row *rows, size_t count)
{
    px_text text = { .language = PX_STR("en"), .count = count };

    text.nodes = px_arena_array(arena, count, sizeof(*text.nodes));
    for (size_t i = 0; i < count; i++)
        text.nodes[i] = (px_node){ .row = (int64_t)i + 1,
                                   .depth = rows[i].depth,
                                   .kind = rows[i].kind,
                                   .lasting_id = px_str_of(rows[i].id),
                                   .number = px_str_of(rows[i].number),
                                   .heading = px_str_of(rows[i].heading),
                                   .text = px_str_of(rows[i].text),
                                   .extra = px_str_of(rows[i].extra) };
    return text;
}

static void assert_html(const row *rows, size_t count, bool addresses, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    px_request request = { .arena = arena, .language = px_language_english() };
    px_text text = text_of(arena, rows, count);
    PX_AUTO_TERMS px_terms *terms = px_terms_new(&text);
    px_page_text_how how = {
        .code = PX_STR("c"), .version = PX_STR("1"), .addresses = addresses, .terms = terms
    };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_page_text(&request, &out, &text, 0, count, &how, &err), &err);
    assert_string_equal(px_builder_cstr(&out), expected);
}

#define ANCHOR(id, name)                                                                           \
    "<a class=\"anchor\" href=\"#" id "\" lang=\"en\" aria-label=\"Address of " name "\">§</a>"

#define THROUGH(id, name)                                                                          \
    "<a class=\"through\" href=\"/en/codes/c/p/" id "\" lang=\"en\" aria-label=\"" name            \
    " through all versions\" title=\"Through all versions\"></a>"

/* Sections nest, headings go down one level each, what is not a heading is a <div>. */
static void test_sections(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_CHAPTER, "aaa", "Chapter 1", "Of *all*", NULL, NULL },
        { 1, PX_PROVISION_MEASURE, "bbb", "1.1", "A <b>", NULL, NULL },
        { 2, PX_PROVISION_PARAGRAPH, "ccc", NULL, NULL, "Text & more", NULL },
        { 0, PX_PROVISION_PARAGRAPH, NULL, NULL, NULL, "End", NULL },
    };
    static const char expected[] =
        "<section class=\"provision chapter\" id=\"aaa\">"
        "<h2><span class=\"num\">Chapter 1</span> Of <em>all</em></h2>\n"    /**/
        ANCHOR("aaa", "Chapter 1 Of all") THROUGH("aaa", "Chapter 1 Of all") /**/
        "<section class=\"provision measure\" id=\"bbb\">"
        "<h3><span class=\"num\">1.1</span> A &lt;b&gt;</h3>\n"                     /**/
        ANCHOR("bbb", "1.1 A &lt;b&gt;") THROUGH("bbb", "1.1 A &lt;b&gt;")          /**/
        "<div class=\"provision paragraph\" id=\"ccc\">" ANCHOR("ccc", "paragraph") /**/
        "<p>Text &amp; more</p>\n</div>\n</section>\n</section>\n"
        "<div class=\"provision paragraph\"><p>End</p>\n</div>\n";

    (void)state;
    assert_html(rows, PX_COUNT(rows), true, expected);
}

/* Without addresses there are neither ids nor links, and headings begin one level lower. */
static void test_without_addresses(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_SECTION, "aaa", NULL, "One", NULL, NULL },
        { 1, PX_PROVISION_PARAGRAPH, "bbb", NULL, NULL, "Two", NULL },
    };

    (void)state;
    assert_html(rows, PX_COUNT(rows), false,
                "<section class=\"provision section\"><h3>One</h3>\n"
                "<div class=\"provision paragraph\"><p>Two</p>\n</div>\n</section>\n");
}

/* What opens no section has its heading as a line of its own; a table has a caption. */
static void test_labels(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_PARAGRAPH, NULL, "1.", "Of *all*", "Text", NULL },
        { 0, PX_PROVISION_LIST, NULL, NULL, "Some", NULL, "bullet" },
        { 1, PX_PROVISION_POINT, NULL, NULL, NULL, "One", NULL },
        { 0, PX_PROVISION_TABLE, NULL, NULL, "Rows", "| a |\n|---|\n| b |", NULL },
    };

    (void)state;
    assert_html(
        rows, PX_COUNT(rows), false,
        "<div class=\"provision paragraph\"><p class=\"label\"><b>Of <em>all</em></b></p>\n"
        "<span class=\"num\">1.</span> <p>Text</p>\n</div>\n"
        "<div class=\"provision list\"><p class=\"label\"><b>Some</b></p>\n<ul>\n"
        "<li class=\"provision point\">One</li>\n</ul>\n</div>\n"
        "<div class=\"provision table\"><div class=\"scroll\" role=\"group\" tabindex=\"0\" "
        "aria-label=\"table\">\n<table>\n<caption>Rows</caption>\n<thead>\n<tr><th "
        "scope=\"col\">a</th></tr>\n</thead>\n<tbody>\n<tr><td>b</td></tr>\n</tbody>\n"
        "</table>\n</div>\n</div>\n");
}

/* Lists hold points alone; a point with a number shows that one; stray points get a list. */
static void test_lists(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_LIST, NULL, NULL, NULL, NULL, "ordered" },
        { 1, PX_PROVISION_POINT, "aaa", "(a)", NULL, "First", NULL },
        { 2, PX_PROVISION_LIST, NULL, NULL, NULL, NULL, "bullet" },
        { 3, PX_PROVISION_POINT, NULL, NULL, NULL, "Inner", NULL },
        { 1, PX_PROVISION_PARAGRAPH, NULL, NULL, NULL, "Behind", NULL },
        { 0, PX_PROVISION_POINT, NULL, NULL, NULL, "Alone", NULL },
    };

    (void)state;
    assert_html(
        rows, PX_COUNT(rows), true,
        "<div class=\"provision list\"><ol class=\"numbered\">\n"
        "<li class=\"provision point\" id=\"aaa\">" ANCHOR(
            "aaa", "point (a)") "<span class=\"num\">(a)</span> First"
                                "<div class=\"provision list\"><ul>\n<li class=\"provision "
                                "point\">Inner</li>\n"
                                "</ul>\n</div>\n</li>\n</ol>\n"
                                "<div class=\"provision paragraph\"><p>Behind</p>\n</div>\n</div>\n"
                                "<ul>\n<li class=\"provision point\">Alone</li>\n</ul>\n");
}

static void test_definitions(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_LIST, NULL, NULL, NULL, NULL, "definition" },
        { 1, PX_PROVISION_DEFINITION, NULL, NULL, "draft", "a text", NULL },
    };

    (void)state;
    assert_html(rows, PX_COUNT(rows), true,
                "<div class=\"provision list\"><dl>\n<div class=\"provision definition\"><dt><dfn>"
                "draft</dfn></dt>\n<dd><p>a text</p>\n</dd></div>\n</dl>\n</div>\n");
}

/* A term is linked once below each heading, outside of its own definition; a reference says where
 * it leads, which is the heading that a paragraph stands below. */
static void test_words(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_DEFINITION, "ddd", NULL, "Draft", "a draft", NULL },
        { 0, PX_PROVISION_MEASURE, "aaa", "1.1", "Drafts", NULL, NULL },
        { 1, PX_PROVISION_PARAGRAPH, NULL, NULL, NULL, "drafts, draft", NULL },
        { 1, PX_PROVISION_PARAGRAPH, "bbb", NULL, NULL, "[a](#bbb) [b](#none) draft", NULL },
    };
    static const char expected[] =
        "<dl>\n<div class=\"provision definition\" id=\"ddd\"><dt>" ANCHOR("ddd", "Draft") /**/
        "<dfn>Draft</dfn></dt>\n<dd><p>a draft</p>\n</dd></div>\n</dl>\n"
        "<section class=\"provision measure\" id=\"aaa\">"
        "<h2><span class=\"num\">1.1</span> Drafts</h2>\n"       /**/
        ANCHOR("aaa", "1.1 Drafts") THROUGH("aaa", "1.1 Drafts") /**/
        "<div class=\"provision paragraph\"><p><a class=\"term\" href=\"#ddd\">drafts</a>, "
        "draft</p>\n"
        "</div>\n<div class=\"provision paragraph\" id=\"bbb\">" ANCHOR("bbb", "paragraph") /**/
        "<p><a href=\"#bbb\" title=\"1.1 Drafts\">a</a> <a href=\"#none\">b</a> draft</p>\n"
        "</div>\n</section>\n";

    (void)state;
    assert_html(rows, PX_COUNT(rows), true, expected);
}

/* Where the text is not on the page, references lead to it. */
static void test_reference_elsewhere(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_PARAGRAPH, "aaa", NULL, NULL, "[a](#bbb)", NULL },
    };

    (void)state;
    assert_html(rows, PX_COUNT(rows), false,
                "<div class=\"provision paragraph\"><p><a href=\"/en/codes/c/1#bbb\">a</a></p>\n"
                "</div>\n");
}

/* What a provision without heading is called, for those who cannot see where it stands. */
static void test_names(void **state)
{
    static const struct {
        px_node node;
        const char *name;
    } cases[] = {
        { { .kind = PX_PROVISION_POINT, .number = PX_STR_INIT("(a)") }, "point (a)" },
        { { .kind = PX_PROVISION_LIST, .extra = PX_STR_INIT("ordered") }, "list" },
        { { .kind = PX_PROVISION_GROUP }, "group" },
        { { .kind = PX_PROVISION_GROUP, .extra = PX_STR_INIT("preamble") }, "group (preamble)" },
        { { .kind = PX_PROVISION_GROUP, .extra = PX_STR_INIT("a {b}") }, "group (a {b})" },
        { { .kind = PX_PROVISION_GROUP, .extra = PX_STR_INIT("quote") }, "quotation" },
        { { .kind = PX_PROVISION_GROUP,
            .number = PX_STR_INIT("II"),
            .heading = PX_STR_INIT("*All*"),
            .extra = PX_STR_INIT("book") },
          "II All" },
    };
    px_request request = { .language = px_language_english() };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_page_text_name(&request, &out, &cases[i].node, &err), &err);
        assert_str(px_builder_view(&out), cases[i].name);
    }
}

/* A tree deeper than any importer makes is an error and no crash. */
static void test_too_deep(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    px_request request = { .arena = arena, .language = px_language_english() };
    px_page_text_how how = { .addresses = true };
    px_error err = PX_ERROR_INIT;
    row rows[100] = { 0 };
    px_text text;

    (void)state;
    for (int i = 0; i < 100; i++)
        rows[i] = (row){ .depth = i, .kind = PX_PROVISION_GROUP };
    text = text_of(arena, rows, PX_COUNT(rows));
    assert_fails(px_page_text(&request, &out, &text, 0, text.count, &how, &err), PX_ERR_TOO_LARGE);
}

/* The contents have three levels of headings, as plain text. */
static void test_contents(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_PARAGRAPH, "ppp", NULL, NULL, "No heading", NULL },
        { 0, PX_PROVISION_CHAPTER, "aaa", "1", "See [this](https://example.org) & that", NULL,
          NULL },
        { 1, PX_PROVISION_COMMITMENT, "bbb", NULL, "Two", NULL, NULL },
        { 2, PX_PROVISION_MEASURE, "ccc", NULL, "Three", NULL, NULL },
        { 3, PX_PROVISION_SUBMEASURE, "ddd", NULL, "Four", NULL, NULL },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    px_request request = { .arena = arena, .language = px_language_english() };
    px_text text = text_of(arena, rows, PX_COUNT(rows)), none = { 0 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_page_contents(&request, &out, &none, &err), &err);
    assert_str(px_builder_view(&out), "");
    assert_ok(px_page_contents(&request, &out, &text, &err), &err);
    assert_string_equal(px_builder_cstr(&out),
                        "<ol>\n<li><a href=\"#aaa\"><span class=\"num\">1</span> "
                        "<span>See this &amp; that</span></a><ol>\n"
                        "<li><a href=\"#bbb\"><span>Two</span></a><ol>\n"
                        "<li><a href=\"#ccc\"><span>Three</span></a></li>\n"
                        "</ol>\n</li>\n</ol>\n</li>\n</ol>\n");
}

/* Long contents are folded below each heading that has others. */
static void test_long_contents(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    px_request request = { .arena = arena, .language = px_language_english() };
    px_error err = PX_ERROR_INIT;
    row rows[30];
    px_text text;

    (void)state;
    for (int i = 0; i < 30; i++)
        rows[i] = (row){ i != 0, PX_PROVISION_SECTION, "aaa", "1", "One", NULL, NULL };
    rows[29].depth = 0;
    text = text_of(arena, rows, PX_COUNT(rows));
    assert_ok(px_page_contents(&request, &out, &text, &err), &err);
    assert_true(px_str_starts(
        px_builder_view(&out),
        PX_STR("<ol>\n<li><a href=\"#aaa\"><span class=\"num\">1</span> <span>One</span></a>"
               "<details><summary lang=\"en\"><span class=\"visually-hidden\">What is in 1 One"
               "</span></summary>\n<ol>\n<li><a ")));
    assert_true(px_str_ends(px_builder_view(&out),
                            PX_STR("</li>\n</ol>\n</details></li>\n<li><a href=\"#aaa\">"
                                   "<span class=\"num\">1</span> <span>One</span></a></li>\n"
                                   "</ol>\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections),      cmocka_unit_test(test_without_addresses),
        cmocka_unit_test(test_labels),        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_definitions),   cmocka_unit_test(test_names),
        cmocka_unit_test(test_too_deep),      cmocka_unit_test(test_contents),
        cmocka_unit_test(test_words),         cmocka_unit_test(test_reference_elsewhere),
        cmocka_unit_test(test_long_contents),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
