/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/map.h"
#include "code/html/html_source.h"
#include "code/html/import_html.h"
#include "code/importers.h"
#include "code/normal.h"
#include "code/outline.h"
#include "unit/code/imported.h"

static int import(px_arena *arena, px_str text, px_outline *ret_outline, px_error *err)
{
    return px_test_import(px_import_html, arena, text, "", ret_outline, err);
}

static void check(const char *html, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_str_of(html), &o, &err), &err);
    assert_str(px_test_drawn(arena, &o), expected);
}

/* The warnings as lines "line kind text". */
static void check_warnings(const char *html, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_str_of(html), &o, &err), &err);
    for (size_t i = 0; i < o.warning_count; i++)
        px_builder_format(&out, "%zu %s %.*s\n", o.warnings[i].line,
                          px_outline_warning_kinds[o.warnings[i].kind].name,
                          PX_STR_ARG(o.warnings[i].text));
    assert_str(px_builder_view(&out), expected);
}

static void test_headings(void **state)
{
    (void)state;
    check("<h2 id=a>1. One</h2>x<h3>(b) Two<h2>Article 3 \xE2\x80\x93 Three",
          "0 section =a (1.) H:One\n1 paragraph T:x\n1 section ((b)) H:Two\n"
          "0 article (Article 3) H:Three\n");
    check("<h2>1.&nbsp;One</h2><h2>Chapter 2</h2><h3>Annexe II</h3><h4>Measure 1.1 M</h4>",
          "0 section (1.) H:One\n0 chapter (Chapter 2)\n1 annex (Annexe II)\n"
          "2 measure (Measure 1.1) H:M\n");
    check("<h2><a href='#a' class=x>A</a> <em>b</em><a href='#a'>\xC2\xB6</a><br>c",
          "0 section H:A *b* c\n");
    check("<h3>Deep</h3><h2>High</h2>", "0 section H:Deep\n0 section H:High\n");
    /* Sections are below what they stand in, and words behind one belong to what is around it. */
    check("<section><h2>A</h2><section><h2>B</h2>x</section>y</section>z",
          "0 section H:A\n1 section H:B\n2 paragraph T:x\n1 paragraph T:y\n0 paragraph T:z\n");
    check("<ul><li><h2>In</h2>x</ul>",
          "0 list X:bullet\n1 point\n2 paragraph H:In\n2 paragraph T:x\n");
    check_warnings("<ul>\n<li><h2>In</h2></ul>", "2 heading In\n");
}

static void check_title(const char *html, const char *title, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_str_of(html), &o, &err), &err);
    assert_str(o.title, title);
    assert_str(px_test_drawn(arena, &o), expected);
}

static void test_title(void **state)
{
    (void)state;
    check_title("<title>T</title><h1>The &amp; code</h1><p>x", "The & code", "0 paragraph T:x\n");
    check_title("<title> T\n 2</title><h1>A</h1><h1>B</h1>", "T 2",
                "0 section H:A\n0 section H:B\n");
    check_title("<title>T</title><h1>1. Only</h1>", "T", "0 section (1.) H:Only\n");
    check_title("<nav><h1>Site</h1></nav><h1>Code</h1>x", "Code", "0 paragraph T:x\n");
    check_title("<p class=MsoTitle>Word</p><h1>A</h1>", "Word", "0 section H:A\n");
    check_title("<h1 class=title>T</h1><h1>A</h1><h1>B</h1>", "T",
                "0 section H:A\n0 section H:B\n");
    check_title("x", "", "0 paragraph T:x\n");
}

static void test_paragraphs(void **state)
{
    (void)state;
    check("<p>a\n b<p>c<div>d<p>e</div>f<!-- no --> g",
          "0 paragraph T:a b\n0 paragraph T:c\n0 paragraph T:d\n0 paragraph T:e\n"
          "0 paragraph T:f g\n");
    check("a<br>b<br><br>c<hr>d", "0 paragraph T:a\\\nb\n0 paragraph T:c\n0 paragraph T:d\n");
    check("<p>&nbsp;</p><p>&nbsp; x</p>", "0 paragraph T:x\n");
    check("<p>e&#x301; &#1; &#0; &lt;&amp;amp;", "0 paragraph T:\xC3\xA9 \xEF\xBF\xBD "
                                                 "\xEF\xBF\xBD \\<\\&amp;\n");
    check("<p>a&#xFFFE;b&#xFFFF;c&#xFFFD;", "0 paragraph T:a\xEF\xBF\xBD" /* no XML */
                                            "b\xEF\xBF\xBD"
                                            "c\xEF\xBF\xBD\n");
    check("<script>a</script><style>b</style><template>c</template><p hidden>d</p>"
          "<p style='color:red; DISPLAY : none'>e</p><noscript>f</noscript>g",
          "0 paragraph T:f\n0 paragraph T:g\n");
    check("<blockquote>a<p>b</blockquote><aside>n<p>m</aside><details><summary>s</summary>t",
          "0 group X:quote\n1 paragraph T:a\n1 paragraph T:b\n0 note T:n\n1 paragraph T:m\n"
          "0 paragraph T:s\n0 paragraph T:t\n");
    check("", "");
}

static void test_marks(void **state)
{
    (void)state;
    check("<p><i>a</i> <b>b</b> <code>c_*`</code> <kbd>d</kbd> <u>e</u> x<sup>2</sup> <q>f</q>",
          "0 paragraph T:*a* **b** `` c_*` `` `d` e x2 \xE2\x80\x9C"
          "f\xE2\x80\x9D\n");
    check("<p><b> a </b>b <em>c<strong>d</strong></em>", "0 paragraph T:**a** b *c**d***\n");
    check("<p><b>a</b><b>b</b> <i></i>", "0 paragraph T:**ab**\n");
    /* Markdown cannot carry these; the words stay. */
    check("<p>a<i>(b)</i>c <i>d</i><b>e</b>", "0 paragraph T:a(b)c *d***e**\n");
    check("<p>*a* _b_ `c` [d](e) <b>f*</b> &lt;g> \\h !<a href='#i'>j</a>",
          "0 paragraph T:\\*a\\* \\_b\\_ \\`c\\` [d\\](e) **f\\*** \\<g> \\h \\![j](#i)\n");
    check("<p><b><p>a</p><i>b</i></b>", "0 paragraph T:**a**\n0 paragraph T:***b***\n");
}

static void test_links(void **state)
{
    (void)state;
    check(
        "<p id=one><a name=two></a>x<p><a href='#two'>a</a> <a href=#one>b</a> <a href='#%6Fne'>c",
        "0 paragraph =one T:x\n0 paragraph T:[a](#one) [b](#one) [c](#one)\n");
    check("<p><a href='https://e.org/a(b)?c=d&e=f'>a</a> <a href='javascript:x'>b</a> "
          "<a href='/r'>c</a> <a href=mailto:d@e.org>d</a>",
          "0 paragraph T:[a](https://e.org/a\\(b\\)?c=d\\&e=f) b c [d](mailto:d@e.org)\n");
    check("<div id=w><h2>A</h2></div><p id='\xC3\xA9 b'>B<p><a href='#\xC3\xA9 b'>x</a> "
          "<a href=#w>y</a>",
          "0 section =w H:A\n1 paragraph =___b T:B\n1 paragraph T:[x](#___b) [y](#w)\n");
    check("<p id=abcde12345>a<p><a href=#abcde12345>b</a>",
          "0 paragraph #abcde12345 T:a\n0 paragraph T:[b](#abcde12345)\n");
    check("a<a id=end></a>", "0 paragraph =end T:a\n");
    check_warnings("<p id=a>x\n<p id=a>y", "2 alias a\n");
}

static void test_lists(void **state)
{
    (void)state;
    check("<ul><li>a<li>b<p>c</p><ol type=i start=4><li>d<li value=9>e</ol>f</ul>",
          "0 list X:bullet\n1 point T:a\n1 point T:b\n2 paragraph T:c\n2 list X:ordered\n"
          "3 point (iv.) T:d\n3 point (ix.) T:e\n2 paragraph T:f\n");
    check("<ol reversed><li>a<li>b</ol><ol style='list-style-type: upper-alpha'><li>c</ol>",
          "0 list X:ordered\n1 point (2.) T:a\n1 point (1.) T:b\n0 list X:ordered\n"
          "1 point (A.) T:c\n");
    check("<ol style='list-style: none'><li>(a) x<li>1) y<li>z</ol>",
          "0 list X:ordered\n1 point ((a)) T:x\n1 point (1)) T:y\n1 point T:z\n");
    check("<ul>x<li>a<ul><li>b</ul></li><ul><li>c</ul></ul><li>d",
          "0 list X:bullet\n1 point T:x\n1 point T:a\n2 list X:bullet\n3 point T:b\n"
          "2 list X:bullet\n3 point T:c\n0 list X:bullet\n1 point T:d\n");
    check("<dl><dt id=t>T<dd>m<p>n<dt>U<dt>V<dd>o<div><dt>W<dd>p</div></dl>",
          "0 list X:definition\n1 definition =t H:T T:m\n2 paragraph T:n\n1 definition H:U\n"
          "1 definition H:V T:o\n1 definition H:W T:p\n");
    check("<dl><dd>x</dl>", "0 list X:definition\n1 definition T:x\n");
}

static void test_tables(void **state)
{
    (void)state;
    check("<table id=t><caption>C</caption><thead><tr><th>a<th align=right>b</thead>"
          "<tr><td>1|2<td><b>x</b><br>y</table>",
          "0 table =t H:C T:| a | b |\n|---|--:|\n| 1\\|2 | **x** y |\n");
    check("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "0 table T:| a | b |\n| c | d |\n");
    check("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>",
          "0 table T:| a | b |  |\n|  | c | d |\n| e | f | g |\n");
    check_warnings("\n<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "2 span | a | b |\n");
    /* Layout: one column, or other blocks inside. */
    check("<table><tr><td>a<tr><td>b</table>", "0 paragraph T:a\n0 paragraph T:b\n");
    check("<table><tr><td>n<td><h2>A</h2><table><tr><td>x<td>y</table></table>",
          "0 paragraph T:n\n0 section H:A\n1 table T:| x | y |\n");
    /* Points. */
    check("<table><tr><td>(a)<td>one</table><table><tr><td>(b)<td>two<p>more</table><p>x"
          "<table><tr><td>\xE2\x80\x94<td>dash</table>",
          "0 list X:ordered\n1 point ((a)) T:one\n1 point ((b)) T:two\n2 paragraph T:more\n"
          "0 paragraph T:x\n0 list X:ordered\n1 point (\xE2\x80\x94) T:dash\n");
    check("<figure><figcaption>F</figcaption><table><tr><td>x<td>y</table></figure>"
          "<figure><table><tr><td>x<td>y</table><figcaption>G</figcaption></figure>"
          "<figure><figcaption>H</figcaption><p>z<pre>c</pre></figure>",
          "0 table H:F T:| x | y |\n0 table T:| x | y |\n0 paragraph T:G\n0 paragraph T:H\n"
          "0 paragraph T:z\n0 code-block T:c\n");
}

static void test_code(void **state)
{
    (void)state;
    check("<pre>\na <b>b</b>\n\n\tc&lt;\n</pre><pre><code class='x language-abnf'>d</code></pre>",
          "0 code-block T:a b\n\n\tc<\n0 code-block T:d X:abnf\n");
    check("<pre>  </pre>x", "0 paragraph T:x\n");
}

static void test_left_out(void **state)
{
    (void)state;
    check_warnings(
        "<nav>\n<a>Home</a></nav>\n<my-tag>a</my-tag><my-tag>b</my-tag>\n<video>c</video>"
        "<my-empty></my-empty><o:p>d</o:p>",
        "1 navigation Home\n3 element my-tag\n4 element video\n");
    check("<nav>Home</nav><my-tag>a</my-tag><svg><text>b</text><style>x</style></svg><del>c</del>",
          "0 paragraph T:abc\n");
}

static void test_journal(void **state)
{
    static const char html[] =
        "<p class='oj-doc-ti'>REGULATION</p><p class='oj-doc-ti'>of today</p>"
        "<div class='eli-subdivision' id='rct_1'><table><tr><td><p>(1)</p></td><td><p>Whereas."
        "</p></td></tr></table></div><p class='oj-ti-section-1'>CHAPTER I</p>"
        "<p class='oj-ti-section-2'>GENERAL</p><div id='art_1'><p class='oj-ti-art'>Article 1</p>"
        "<p class='oj-sti-art'>Scope</p><p class='oj-normal'>1.&nbsp;&nbsp; This <i>is</i>:</p>"
        "<table><tr><td>(a)</td><td>x<table><tr><td>(i)</td><td>y</td></tr></table></td></tr>"
        "</table><table><tr><td>(b)</td><td>z</td></tr></table></div>"
        "<p class='ti-art'>Article 2</p><p class='normal'>No number.</p>"
        "<p class='oj-doc-ti'>ANNEX I</p><p class='oj-doc-ti'>Forms</p>";

    (void)state;
    check_title(html, "REGULATION of today",
                "0 recital =rct_1 ((1)) T:Whereas.\n0 chapter (CHAPTER I) H:GENERAL\n"
                "1 article =art_1 (Article 1) H:Scope\n2 paragraph (1.) T:This *is*:\n"
                "2 list X:ordered\n3 point ((a)) T:x\n4 list X:ordered\n5 point ((i)) T:y\n"
                "3 point ((b)) T:z\n1 article (Article 2)\n2 paragraph T:No number.\n"
                "0 annex (ANNEX I) H:Forms\n");
}

static void test_word(void **state)
{
#define ITEM(level, mark, words)                                                                   \
    "<p class=MsoListParagraph style='margin:0;mso-list:l0 level" level " lfo1'>"                  \
    "<![if !supportLists]><span style='mso-list:Ignore'>" mark "<span>&nbsp; </span></span>"       \
    "<![endif]>" words "</p>\n"

    (void)state;
    check(ITEM("1", "(a)", "one") ITEM("2", "\xC2\xB7", "in<o:p></o:p>") ITEM("2", "o", "it")
              ITEM("1", "(b)", "two") "<p>x</p>" ITEM("1", "(c)", "three"),
          "0 list X:ordered\n1 point ((a)) T:one\n2 list X:bullet\n3 point T:in\n3 point T:it\n"
          "1 point ((b)) T:two\n0 paragraph T:x\n0 list X:ordered\n1 point ((c)) T:three\n");
    check("<p>a<a href='#_ftn1' name='_ftnref1'>[1]</a></p><div><p><a name='_ftn1'>[1]</a> n</p>",
          "0 paragraph =_ftnref1 T:a[[1]](#_ftn1)\n0 paragraph =_ftn1 T:[1] n\n");
}

/* What somebody writes into our export is taken, and its Markdown only where it still fits. */
static void test_own_edited(void **state)
{
#define OWN(inner) "<html data-praxis=1><body><main>" inner "</main></body></html>"

    (void)state;
    check(OWN("<p data-kind=paragraph data-markdown='_a_'><em>a</em></p>"), "0 paragraph T:_a_\n");
    check(OWN("<p data-kind=paragraph data-markdown='_a_'><em>b</em></p>"), "0 paragraph T:*b*\n");
    check(OWN("<p data-kind=paragraph data-markdown='_a_'>a</p>"), "0 paragraph T:a\n");
    check(OWN("<section data-kind=chapter id=abcde12345><h2 data-part=heading>"
              "<span data-part=number>1.</span> A</h2><p>new</p><h3>Newer</h3><p>x</p>"
              "<p data-kind=note>old</p></section><ul><li>y</ul>"),
          "0 chapter #abcde12345 (1.) H:A\n1 paragraph T:new\n1 section H:Newer\n"
          "2 paragraph T:x\n1 note T:old\n0 list X:bullet\n1 point T:y\n");
    check(OWN("<p data-kind=nonsense>a</p><p data-part=about>b</p><span data-part=number>c</span>"),
          "0 paragraph T:a\n0 paragraph T:c\n");
    /* A provision ends sections that somebody added, also those around its section element. */
    check(OWN("<h1>A</h1><h2>B</h2><section><p data-kind=paragraph>x</p></section><p>y</p>"),
          "0 section H:A\n1 section H:B\n0 paragraph T:x\n0 paragraph T:y\n");
    /* Without the mark of our export the attributes mean nothing. */
    check("<p data-kind=note data-markdown=x>a</p>", "0 paragraph T:a\n");
}

/* What is too long for its part is kept among the words. */
static void test_own_long(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    char breaks[200 * 4 + 1] = "", words[PX_OUTLINE_MAX_TITLE + 2];
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    for (size_t i = 0; i < 200; i++)
        memcpy(breaks + 4 * i, "<br>", 5);
    memset(words, 'w', sizeof(words));
    words[sizeof(words) - 1] = '\0';
    assert_ok(
        import(arena,
               px_str_of(px_arena_format(arena,
                                         OWN("<h1 data-part=title>%s</h1><p data-kind=paragraph>"
                                             "<span data-part=number>1%s2</span> x</p>"),
                                         words, breaks)),
               &o, &err),
        &err);
    assert_int_equal(o.count, 2);
    assert_int_equal(o.title.len, 0);
    assert_int_equal(o.nodes[0].heading.len, sizeof(words) - 1);
    assert_int_equal(o.nodes[1].number.len, 0);
    assert_true(px_str_starts(o.nodes[1].text, PX_STR("1\\\n")));
    assert_true(px_str_ends(o.nodes[1].text, PX_STR("2 x")));
}

static void test_encodings(void **state)
{
    static const struct {
        const char *html, *text;
    } rows[] = {
        { "<meta charset=windows-1252><p>caf\xE9 \x93x\x94 \x80", "caf\xC3\xA9 \xE2\x80\x9C"
                                                                  "x\xE2\x80\x9D \xE2\x82\xAC" },
        { "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>\xE9",
          "\xC3\xA9" },
        { "<?xml version='1.0' encoding='latin1'?><html><body>\xE9", "\xC3\xA9" },
        { "<meta charset=windows-1252><p>caf\xC3\xA9", "caf\xC3\xA9" },
        { "\xEF\xBB\xBF<meta charset=latin1><p>\xC3\xA9", "\xC3\xA9" },
        { "<meta charset=shift_jis><p>ascii", "ascii" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        assert_ok(import(arena, px_str_of(rows[i].html), &o, &err), &err);
        assert_int_equal(o.count, 1);
        assert_str(o.nodes[0].text, rows[i].text);
    }
    assert_fails(import(arena, PX_STR("\xFF\xFE<\0p\0"), &o, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "encoding"), "UTF-16");
    assert_fails(import(arena, PX_STR("<meta charset=koi8-r><p>\xC1"), &o, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "encoding"), "koi8-r");
    assert_fails(import(arena, PX_STR("<p>a\nb\xE9"), &o, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "line"), "2");
    assert_string_equal(px_error_arg(&err, "column"), "2");
    assert_fails(import(arena, px_str_n("<p>\n\n\0", 6), &o, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "line"), "3");
    assert_fails(import(arena, PX_STR("<meta charset=latin1>\x81"), &o, &err), PX_ERR_MALFORMED);
}

static void test_xhtml(void **state)
{
    (void)state;
    check("<?xml version='1.0'?>\n<!DOCTYPE html>\n<html><head><title/><script src='x'/></head>"
          "<body><a id='t'/><p>a<br/><b/>b</p><div class='c'/><p>c</p></body></html>",
          "0 paragraph =t T:a\\\nb\n0 paragraph T:c\n");
}

/* ---- Bad files */

static int import_many(const char *head, const char *part, size_t count, px_outline *ret_outline,
                       px_arena *arena, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT((size_t)64 << 20);

    px_builder_add(&text, head);
    for (size_t i = 0; i < count; i++)
        px_builder_add(&text, part);
    return import(arena, px_builder_view(&text), ret_outline, err);
}

static void test_bounds(void **state)
{
    static const struct {
        const char *head, *part;
        size_t count;
        int code;
    } rows[] = {
        { "<p>\n", "<div>", 100000, PX_ERR_TOO_LARGE },
        { "", "<div></b>", 100000, PX_ERR_TOO_LARGE },
        { "", "<i><p>", 10000, PX_ERR_TOO_LARGE },
        { "", "<table><tr><td>", 10000, PX_ERR_TOO_LARGE },
        { "<p", " a='>'", 100000, PX_ERR_TOO_LARGE },
        { "<p", " a", 100000, PX_ERR_TOO_LARGE },
        { "", "<br>", 1000001, PX_ERR_TOO_MANY },
        { "", "<p>x", 200001, PX_ERR_TOO_MANY },
        { "<p>", "words ", 200000, PX_ERR_TOO_LARGE },
        { "", "0123456789abcdef", 1048577, PX_ERR_TOO_LARGE },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_fails(import_many(rows[i].head, rows[i].part, rows[i].count, &o, arena, &err),
                     rows[i].code);
    }
}

static void test_hostile(void **state)
{
    static const char *const parts[] = {
        "<li>",
        "<p>a",
        "<ul><li>a</ul>",
        "&amp;",
        "&",
        "<!--",
        "</div>",
        "<dd>a",
        "<tr>",
        "<td>a",
        "<b>a</b>",
        "<a href=#a>b</a>",
        "<",
        "a\n",
        "<h1>a</h1>",
        "<h6>a",
        "<?",
        "<![CDATA[",
        "*",
        "[",
        "`",
        "<br>",
        "<p id=a>",
        "<img alt=a>",
        "</p>",
        "<select><option>a</select>",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_ok(import_many("", parts[i], 20000, &o, arena, &err), &err);
        for (size_t n = 0; n < o.count; n++)
            assert_true(o.nodes[n].depth < PX_OUTLINE_MAX_DEPTH);
    }
}

/* Deeper than an outline, and less deep than the bound: kept, and reported once. */
static void test_depth(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import_many("", "<ul><li>a", 100, &o, arena, &err), &err);
    assert_int_equal(o.count, 200);
    assert_int_equal(o.warning_count, 1);
    assert_int_equal(o.warnings[0].kind, PX_WARN_DEPTH);
}

static void test_truncated(void **state)
{
    static const char html[] = "<!DOCTYPE html><html data-praxis=1><head><title>T</title></head>"
                               "<body><section data-kind='chapter'><h2 data-part=heading>A</h2>"
                               "<table><tr><td>&eacute;</table><!-- x --><ol><li>y</ol></section>";

    (void)state;
    for (size_t len = 0; len <= sizeof(html) - 1; len++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline o;

        assert_ok(import(arena, px_str_n(html, len), &o, &err), &err);
    }
}

static void test_recognise(void **state)
{
    static const struct {
        const char *head;
        bool html;
    } rows[] = {
        { "<!DOCTYPE html>", true },
        { "<!doctype HTML PUBLIC \"x\">", true },
        { "\xEF\xBB\xBF \n<html lang=en>", true },
        { "<?xml version='1.0'?>\n<!-- a --><html xmlns='x'>", true },
        { "<head>", true },
        { "<body >", true },
        { "<header>", false },
        { "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'>", false },
        { "# A title\n\n<html>", false },
        { "<!--", false },
        { "", false },
    };
    const px_importer *importer = NULL;
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_int_equal(px_html_recognise(px_str_of(rows[i].head)), rows[i].html);
    assert_ok(px_importer_find(NULL, "x.htm", PX_STR("words"), &importer, &err), &err);
    assert_string_equal(importer->format, "html");
}

/* ---- No word is lost: what an independent reading of the file gives stands in the outline */

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c < 0;
}

static bool next_word(px_str *rest, px_str *ret_word)
{
    size_t from = 0, to;

    while (from < rest->len && !in_word(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && in_word(rest->ptr[to]);)
        to++;
    *ret_word = px_str_sub(*rest, from, to);
    *rest = px_str_sub(*rest, to, rest->len);
    return to > from;
}

/* The words between the tags of a page without character references. */
static px_str words_between_tags(px_arena *arena, px_str html)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    bool tag = false;

    for (size_t i = 0; i < html.len; i++) {
        tag = tag || html.ptr[i] == '<';
        px_builder_char(&out, tag ? ' ' : html.ptr[i]);
        tag = tag && html.ptr[i] != '>';
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static void test_words(void **state)
{
    static const char page[] =
        "<h2>1. alpha</h2><p>beta <i>gamma</i><ul>delta<li>epsilon<p>zeta<div>eta</div></ul>"
        "<table><caption>theta</caption><tr><th>iota<th>kappa<tr><td>lambda<td><p>mu<p>nu</table>"
        "<dl><dt>xi<dd>omicron<dl><dd>pi</dl></dl><pre>rho\n sigma</pre><blockquote>tau"
        "<h3>upsilon</h3>phi</blockquote><figure><figcaption>chi</figcaption><p>psi</figure>"
        "<aside><h4>omega</h4>one</aside><form><fieldset><legend>two</legend><label>three</label> "
        "<button>four</button> <textarea>five</textarea></fieldset></form><section><header>six"
        "</header><h2>seven</h2><footer>eight</footer></section><center><font>nine</font></center>"
        "<x-y>ten<p>eleven</x-y><b>twelve<ul><li>thirteen</ul>fourteen</b><table><tr><td>(a)<td>"
        "fifteen<table><tr><td>sixteen<td>seventeen</table></table><a>eighteen<div>nineteen</div>"
        "</a><details><summary>twenty</summary>last</details>";
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_str source = words_between_tags(arena, PX_STR(page)), imported, wanted, got;
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena, PX_STR(page), &o, &err), &err);
    for (size_t i = 0; i < o.count; i++) {
        px_str fields[] = { o.nodes[i].number, o.nodes[i].heading, o.nodes[i].text };

        for (size_t f = 0; f < PX_COUNT(fields); f++) {
            px_builder_str(&out, fields[f]);
            px_builder_char(&out, '\n');
        }
    }
    imported = px_builder_view(&out);
    while (next_word(&source, &wanted)) {
        assert_true(next_word(&imported, &got));
        assert_str(got, px_arena_cstr(arena, wanted));
    }
    assert_false(next_word(&imported, &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings),   cmocka_unit_test(test_title),
        cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_links),      cmocka_unit_test(test_lists),
        cmocka_unit_test(test_tables),     cmocka_unit_test(test_code),
        cmocka_unit_test(test_left_out),   cmocka_unit_test(test_journal),
        cmocka_unit_test(test_word),       cmocka_unit_test(test_own_edited),
        cmocka_unit_test(test_encodings),  cmocka_unit_test(test_xhtml),
        cmocka_unit_test(test_bounds),     cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_depth),      cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_recognise),  cmocka_unit_test(test_words),
        cmocka_unit_test(test_own_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
