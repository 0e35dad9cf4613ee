/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <gumbo.h>

#include "base/ascii.h"
#include "base/file.h"
#include "corpus/document_text.h"
#include "corpus/html_entity.h"
#include "corpus/html_text.h"
#include "corpus/text_measure.h"

static px_text_reader reader;

/* Valid until the next call. */
static const char *text_of(px_str page)
{
    static char *kept;
    px_document_text text;

    px_document_text_read(&reader, PX_TEXT_HTML, page, PX_STR(""), &text);
    assert_true(px_text_valid(text.text));
    free(kept);
    kept = px_alloc(text.text.len + 1);
    memcpy(kept, text.text.ptr, text.text.len);
    kept[text.text.len] = 0;
    return kept;
}

static void expect(const char *page, const char *text)
{
    /* Behind a filler the same markup falls on every place of a block. */
    for (size_t shift = 0; shift < 130; shift++) {
        PX_AUTO_BUILDER px_builder moved = PX_BUILDER_INIT(4096);
        PX_AUTO_BUILDER px_builder wanted = PX_BUILDER_INIT(4096);

        for (size_t i = 0; i < shift; i++)
            px_builder_char(&moved, 'x');
        px_builder_format(&moved, "<p>%s", page);
        px_builder_str(&wanted, px_str_n(moved.ptr, shift));
        px_builder_format(&wanted, "%s%s", shift && *text ? "\n" : "", text);
        assert_string_equal(text_of(px_builder_view(&moved)), px_builder_cstr(&wanted));
    }
}

static void test_text(void **state)
{
    (void)state;
    assert_string_equal(text_of(PX_STR("")), "");
    assert_string_equal(text_of(PX_STR(" \n\t ")), "");
    expect("", "");
    expect("one", "one");
    expect(" one \n\t two\r\nthree ", "one two three");
    expect("a &lt; b &amp;&amp; c", "a < b && c");
    expect("a < b <3 << c", "a < b <3 << c");
    expect("a&#32;&#10; &#x20;b", "a b");
    expect("non\xc2\xa0"
           "break",
           "non\xc2\xa0"
           "break");
}

static void test_tags(void **state)
{
    (void)state;
    expect("<b>bo</b>ld <i\nclass=x>it</I>", "bold it");
    expect("<p>one</p><p>two</p><div>three<br>four</div>", "one\ntwo\nthree\nfour");
    expect("<ul><li>a<li>b</ul>c", "a\nb\nc");
    expect("<table><tr><td>1</td><td>2</td></tr><tr><th>3<th>4</table>", "1 2\n3 4");
    expect("a<a title='>' href=\">\" b='\"'>b</a>", "ab");
    expect("a<a title=it's href=x\"y>b</a>", "ab");
    expect("a<a b=c=\"d>e", "ae");
    expect("a<a b = \"x>y\">c", "ac");
    expect("a<a \"=\">c", "ac");
    expect("a<a/b='>'/c=\">\">c", "ac");
    expect("a<p title=\"never closed>b", "a");
    expect("a<!-- b > <p> -- c -->d<!-->e<!--->f<!-- g --!>h", "adefh");
    expect("a<!doctype x>b<?php x ?>c</ bogus>d</>e", "abcde");
    expect("a<script>if (a < b) '</p>' </scripty> </script >b", "ab");
    expect("a<STYLE>p { }</style>b<noscript><p>no</noscript>c", "abc");
    expect("a<template><p>t<template>u</template>v</template>w", "aw");
    expect("<title>A &amp; <b>B</b></title>c", "A & <b>B</b>\nc");
    expect("a<textarea> x </textarea>b<xmp>&amp;<i></xmp>", "a\nx\nb\n&amp;<i>");
    expect("a<script>never closed <p>b", "a");
    expect("a<", "a<");
    expect("a</", "a</");
    expect("a<b", "a");
}

static void test_language(void **state)
{
    px_document_text text;

    (void)state;
    px_document_text_read(&reader, PX_TEXT_HTML,
                          PX_STR("<!doctype html><html class=a lang='de-AT'><p>x"), PX_STR(""),
                          &text);
    assert_true(px_str_is(text.language, "de-AT"));
    px_document_text_read(&reader, PX_TEXT_HTML, PX_STR("<html data-lang=fr><p lang=de>x"),
                          PX_STR(""), &text);
    assert_null(text.language.ptr);
}

/* ---- References, as Python's html.unescape reads them, too */

static void test_references(void **state)
{
    static const struct {
        const char *page, *text;
    } cases[] = {
        { "&eacute;&Eacute;&euro;", "\xc3\xa9\xc3\x89\xe2\x82\xac" },
        { "&copy2024 &notit; &notin; &not", "\xc2\xa9"
                                            "2024 \xc2\xac"
                                            "it; \xe2\x88\x89 \xc2\xac" },
        { "&#8364;&#x20AC;&#X20ac &#128;", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac \xe2\x82\xac" },
        { "&#0;&#xD800;&#99999999999999;&#x110000;",
          "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "&#; &#x; & &; &unknown; &x", "&#; &#x; & &; &unknown; &x" },
        { "&nGt;&CounterClockwiseContourIntegral;", "\xe2\x89\xab\xe2\x83\x92\xe2\x88\xb3" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        expect(cases[i].page, cases[i].text);
}

/* The table is in the order that it is searched in, and no text outgrows its room. */
static void test_reference_table(void **state)
{
    static const char *const names[] = {
#define PX_ENTITY(name, text) name,
#include "corpus/html_entities.def"
#undef PX_ENTITY
    };

    (void)state;
    assert_int_equal(PX_COUNT(names), 2231);
    for (size_t i = 0; i < PX_COUNT(names); i++) {
        char page[64], bytes[PX_ENTITY_TEXT_MAX];
        size_t len;
        int n = snprintf(page, sizeof(page), "&%s", names[i]);

        assert_int_equal(px_html_entity(px_str_n(page, (size_t)n), bytes, &len), n);
        assert_true(5 * len <= 6 * (size_t)n);
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
    }
}

/* ---- Character sets */

static void expect_bytes(px_str page, const char *label, const char *text, px_trouble_kind trouble)
{
    px_document_text found;

    px_document_text_read(&reader, PX_TEXT_HTML, page, px_str_of(label), &found);
    if (!px_str_is(found.text, text))
        print_error("%.*s\n", PX_STR_ARG(found.text));
    assert_true(px_str_is(found.text, text));
    assert_int_equal(found.trouble, trouble);
}

static void test_charsets(void **state)
{
    static const char e_acute[] = "\xc3\xa9";

    (void)state;
    expect_bytes(PX_STR("\xe9"), "", e_acute, PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\xc3\xa9"), "", e_acute, PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\xc3\xa9"), "latin1", "\xc3\x83\xc2\xa9", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\x80"), "ISO-8859-1", "\xe2\x82\xac", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\xef\xbb\xbf\xc3\xa9"), "latin1", e_acute, PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\xff\xfe<\0b\0>\0\xe9\0"), "", e_acute, PX_TROUBLE_NONE);
    expect_bytes(PX_STR("<meta charset=' KOI8-R '>\xc1"), "", "\xd0\xb0", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("<!--<meta charset=koi8-r>--><META content='text/html; charset=\"cp1251\"' "
                        "http-equiv=Content-Type>\xe0"),
                 "", "\xd0\xb0", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("<meta charset=utf-16>a"), "", "a", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\x82\xa0"), "x-sjis", "\xe3\x81\x82", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("\x83\x5c"), "shift_jis", "\xe3\x82\xbd", PX_TROUBLE_NONE);
    expect_bytes(PX_STR("a\xff"
                        "b\xe2\x82"),
                 "utf-8",
                 "a\xef\xbf\xbd"
                 "b\xef\xbf\xbd",
                 PX_TROUBLE_TEXT);
    expect_bytes(PX_STR("a\x81"), "euc-kr", "a\xef\xbf\xbd", PX_TROUBLE_TEXT);
    expect_bytes(PX_STR("\xe9"), "no-such-set", e_acute, PX_TROUBLE_CHARSET);
}

static void test_charset_parameter(void **state)
{
    (void)state;
    assert_true(
        px_str_is(px_charset_parameter(PX_STR("text/html; a=b; CharSet = \"x y\" ; z")), "x y"));
    assert_null(px_charset_parameter(PX_STR("text/html; charset=")).ptr);
    assert_null(px_charset_parameter(PX_STR("charset")).ptr);
}

/* ---- Against a parser that makes a tree */

static bool is_dropped(GumboTag tag)
{
    return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT ||
           tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_IFRAME;
}

/* All that is text in the tree, without white space. */
static void add_letters(px_builder *out, const GumboNode *node)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
        for (const char *p = node->v.text.text; *p; p++)
            if (!px_is_space(*p))
                px_builder_char(out, *p);
    } else if (node->type == GUMBO_NODE_ELEMENT && !is_dropped(node->v.element.tag)) {
        for (unsigned i = 0; i < node->v.element.children.length; i++)
            add_letters(out, node->v.element.children.data[i]);
    }
}

static void compare_with_tree(const char *path)
{
    PX_AUTO_BUILDER px_builder tree = PX_BUILDER_INIT(PX_BUILDER_LARGE),
                               own = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FREE char *page = NULL;
    px_error err = PX_ERROR_INIT;
    GumboOutput *output;
    const char *text;
    size_t len;

    assert_ok(px_file_read(path, 16 << 20, &page, &len, &err), &err);
    output = gumbo_parse_with_options(&kGumboDefaultOptions, page, len);
    add_letters(&tree, output->document->v.document.children
                           .data[output->document->v.document.children.length - 1]);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    text = text_of(px_str_n(page, len));
    for (; *text; text++)
        if (!px_is_space(*text))
            px_builder_char(&own, *text);
    assert_string_equal(px_builder_cstr(&own), px_builder_cstr(&tree));
}

/* What the tree has as text, this has, too. */
static void test_tree(void **state)
{
    static const char *const pages[] = { "own", "journal", "closed", "page", "breaks" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(pages); i++) {
        char path[512];

        (void)snprintf(path, sizeof(path), PX_TEST_SOURCE "/tests/fuzz/seeds/import_html/%s.html",
                       pages[i]);
        compare_with_tree(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_reference_table),
        cmocka_unit_test(test_charsets),
        cmocka_unit_test(test_charset_parameter),
        cmocka_unit_test(test_tree),
    };
    int failed = cmocka_run_group_tests_name("html_text", tests, NULL, NULL);

    px_text_reader_free(&reader);
    return failed;
}
