/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/akn/import_akn.h"
#include "code/markdown/markdown.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

/* What a document in the middle of <act> becomes, one provision a line:
 * "  kind number | heading | text {extra}". */
static void add_outline(px_builder *out, const px_outline *o)
{
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];

        for (int depth = 0; depth < n->depth; depth++)
            px_builder_add(out, "  ");
        px_builder_add(out, px_provision_kind_name(n->kind));
        if (n->number.len)
            px_builder_format(out, " %.*s", PX_STR_ARG(n->number));
        if (n->heading.len)
            px_builder_format(out, " | %.*s", PX_STR_ARG(n->heading));
        if (n->text.len)
            px_builder_format(out, ": %.*s", PX_STR_ARG(n->text));
        if (n->extra.len)
            px_builder_format(out, " {%.*s}", PX_STR_ARG(n->extra));
        px_builder_char(out, '\n');
    }
}

/* The outline of a document that has `inner` in its <act>. */
static px_outline read_act(px_arena *arena, const char *inner)
{
    PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(1000000);
    px_outline outline = { .arena = arena };
    px_error err = PX_ERROR_INIT;

    px_builder_add(&xml, "<akomaNtoso xmlns=\"" NAMESPACE "\" xmlns:leos=\"urn:eu:europa:ec:leos\">"
                         "<act>");
    px_builder_add(&xml, inner);
    px_builder_add(&xml, "</act></akomaNtoso>");
    assert_ok(px_import_akn_outline(px_arena_str(arena, px_builder_view(&xml)), &outline, &err),
              &err);
    return outline;
}

static void check(const char *inner, const char *expected)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(arena, inner);

    add_outline(&out, &outline);
    assert_str(px_builder_view(&out), expected);
}

/* One paragraph with this text. */
static void check_text(const char *inner, const char *text)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(arena, px_arena_format(arena, "<body><p>%s</p></body>", inner));

    assert_int_equal(outline.count, 1);
    assert_int_equal(outline.warning_count, 0);
    assert_str(outline.nodes[0].text, text);
}

/* The warnings, a line each: "kind: text". */
static void check_warnings(const char *inner, const char *expected)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(arena, inner);

    for (size_t i = 0; i < outline.warning_count; i++)
        px_builder_format(&out, "%s: %.*s\n",
                          px_outline_warning_kinds[outline.warnings[i].kind].name,
                          PX_STR_ARG(outline.warnings[i].text));
    assert_str(px_builder_view(&out), expected);
}

static void test_hierarchy(void **state)
{
    (void)state;
    check("<body><article><num>Article <i>1</i></num><heading>Scope</heading>"
          "<subheading>and more</subheading><paragraph><num>1.</num><list><intro><p>The following:"
          "</p></intro><point><num>(a)</num><content><p>one</p><p>two</p></content></point>"
          "<wrapUp><p>and all.</p></wrapUp></list></paragraph></article></body>",
          "article Article 1 | Scope and more\n"
          "  paragraph 1.: The following:\n"
          "    list {ordered}\n"
          "      point (a): one\n"
          "        paragraph: two\n"
          "    paragraph: and all.\n");
    check("<body><book><num>I</num><clause><content><p>a</p></content></clause></book>"
          "<hcontainer name=\"measure\"><content><p>b</p></content></hcontainer>"
          "<hcontainer name=\"crossheading\"><heading>c</heading></hcontainer>"
          "<hcontainer><heading>d</heading></hcontainer></body>",
          "group I {book}\n"
          "  group {clause}\n"
          "    paragraph: a\n"
          "measure\n"
          "  paragraph: b\n"
          "group | c {crossheading}\n"
          "group | d {hcontainer}\n");
}

/* A first subparagraph is the words of its paragraph, unless it has a number of its own. */
static void test_subparagraphs(void **state)
{
    (void)state;
    check("<body><list><point><num>(a)</num><alinea><content><p>one</p></content></alinea><list>"
          "<point><num>(i)</num><content><p>two</p></content></point></list><alinea><content>"
          "<p>three</p></content></alinea></point></list></body>",
          "list {ordered}\n"
          "  point (a): one\n"
          "    list {ordered}\n"
          "      point (i): two\n"
          "    subparagraph: three\n");
    check("<body><paragraph><num>a</num><subparagraph><num>i</num><content><p>one</p></content>"
          "</subparagraph></paragraph><article><alinea><content><p>two</p></content></alinea>"
          "</article></body>",
          "paragraph a\n"
          "  subparagraph i: one\n"
          "article\n"
          "  subparagraph: two\n");
}

static void test_preamble(void **state)
{
    (void)state;
    check("<meta><x>no</x></meta><preface><longTitle><p><docTitle>On <docPurpose>meetings"
          "</docPurpose></docTitle></p></longTitle></"
          "preface><preamble><citations><citation><p>Having "
          "sat,</p></citation></citations><recitals><intro><p>Whereas:</p></intro><recital><num>(1)"
          "</num><p>Time is short.</p></recital></recitals><formula name=\"e\"><p>HAVE ADOPTED</p>"
          "</formula></preamble><conclusions><p>Done</p><block name=\"s\"><signature><role>Chair"
          "</role> <person>X</person></signature></block></conclusions><attachments><attachment>"
          "<heading>Annex</heading><doc><meta/><mainBody><p>form</p></mainBody></doc></attachment>"
          "<attachment><documentRef href=\"x\"/></attachment></attachments>",
          "group {preface}\n"
          "  paragraph: On meetings\n"
          "group {preamble}\n"
          "  group {citations}\n"
          "    citation: Having sat,\n"
          "  group {recitals}\n"
          "    paragraph: Whereas:\n"
          "    recital (1): Time is short.\n"
          "  paragraph: HAVE ADOPTED\n"
          "group {conclusions}\n"
          "  paragraph: Done\n"
          "  paragraph: Chair X\n"
          "annex | Annex\n"
          "  paragraph: form\n");
}

static void test_blocks(void **state)
{
    (void)state;
    check("<body><blockList><listIntroduction>In this: </listIntroduction><item><p>a</p></item>"
          "<item><blockList><listIntroduction>b</listIntroduction><item><num>1</num><p>c</p></item>"
          "</blockList></item><listWrapUp>d</listWrapUp></blockList><ul><li>e</li></ul>"
          "<ol><li>f</li></ol></body>",
          "paragraph: In this:\n"
          "list {bullet}\n"
          "  point: a\n"
          "  point: b\n"
          "    list {ordered}\n"
          "      point 1: c\n"
          "paragraph: d\n"
          "list {bullet}\n"
          "  point: e\n"
          "list {ordered}\n"
          "  point: f\n");
    check("<body><tblock><num>1.</num><heading>H</heading><p>a</p></tblock><toc><tocItem>T 1"
          "</tocItem><tocItem>T 2</tocItem></toc>loose <b>words</b><p>a</p><p> </p>b</body>",
          "group 1. | H {tblock}\n"
          "  paragraph: a\n"
          "group {toc}\n"
          "  paragraph: T 1\n"
          "  paragraph: T 2\n"
          "paragraph: loose **words**\n"
          "paragraph: a\n"
          "paragraph: b\n");
    check(
        "<judgmentBody><motivation><p>a</p></motivation></judgmentBody><debateBody><debateSection>"
        "<speech><from>A</from><p>b</p></speech></debateSection></debateBody>",
        "group {motivation}\n"
        "  paragraph: a\n"
        "group {debateSection}\n"
        "  group {speech}\n"
        "    paragraph: A\n"
        "    paragraph: b\n");
}

/* Notes and quotations stand behind the words that they interrupt; nothing is lost or swapped. */
static void test_interruptions(void **state)
{
    (void)state;
    check("<body><article><heading>H<authorialNote marker=\"1\"><p>n</p></authorialNote></heading>"
          "<paragraph><content><p>one <authorialNote marker=\"2\"><p>x</p><p>y</p></authorialNote>"
          " , two<authorialNote><p>z</p></authorialNote>three</p></content></paragraph></article>"
          "</body>",
          "article | H\n"
          "  note 1: n\n"
          "  paragraph: one, two three\n"
          "    note 2: x\n"
          "      paragraph: y\n"
          "    note: z\n");
    check(
        "<body><paragraph><content><p>insert: <mod><quotedStructure><article><num>2A</num><content>"
        "<p>new</p></content></article></quotedStructure></mod>;</p><p>and <mod>in "
        "<quotedText startQuote=\"\xC2\xAB\" endQuote=\"\xC2\xBB\">old</quotedText> words: "
        "<quotedStructure><p>q</p></quotedStructure> tail</mod></p></content></paragraph></body>",
        "paragraph: insert:\n"
        "  group {quote}\n"
        "    article 2A\n"
        "      paragraph: new;\n"
        "  paragraph: and in \xC2\xABold\xC2\xBB words:\n"
        "  group {quote}\n"
        "    paragraph: q\n"
        "  paragraph: tail\n");
    /* Notes in notes, deeper than there are texts. */
    check(
        "<body><p>a<authorialNote><p>b<authorialNote><p>c<authorialNote><p>d<authorialNote><p>e</p>"
        "</authorialNote></p></authorialNote></p></authorialNote></p></authorialNote></p></body>",
        "paragraph: a\n"
        "  note: b\n"
        "    note: c\n"
        "      note: d\n"
        "        paragraph: e\n");
}

static void test_inline(void **state)
{
    static const struct {
        const char *xml, *text;
    } rows[] = {
        { " a\n  b\t<b> c </b>d ", "a b **c** d" },
        { "<b>a</b><b>b</b><i>c</i>", "**ab***c*" },
        { "<b><i>a</i></b> <strong>b</strong> <em>c</em>", "***a*** **b** *c*" },
        { "17<i>-bis</i> x<b>(a)</b>y", "17-bis x(a)y" },
        { "<i>1.</i> La", "*1.* La" },
        { "<b/><i> </i>a", "a" },
        { "H<sub>2</sub>O <u>a</u> <span>b</span>", "H2O a b" },
        { "a<eol/>b<br/>", "a\\\nb" },
        { "<eol/>a", "a" },
        { "1 * 2 *x* &lt;b&gt; &amp;amp; [x](y)", "1 * 2 \\*x\\* \\<b> \\&amp; [x\\](y)" },
        { "<img src=\"data:image/png;base64,AAAA\" alt=\"the logo\"/>", "the logo" },
        { "<a href=\"https://x.eu/(1)\">y</a> <ref href=\"/akn/eu\">z</ref> "
          "<a href=\"javascript:1\">w</a>",
          "[y](https://x.eu/%281%29) z w" },
        { "<a href=\"http://a.eu\">a <a href=\"http://b.eu\">b</a></a>", "[a b](http://a.eu)" },
        { "<inline name=\"code\">a*`b</inline> <inline name=\"x\">c</inline>", "``a*`b`` c" },
        { "( <ref>a</ref>\n ) {\n<term>b</term>\n}", "( a) {b}" },
        { "e\xCC\x81 \xC2\x85\x7F<b>e\xCC\x81</b>", "\xC3\xA9 **\xC3\xA9**" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        check_text(rows[i].xml, rows[i].text);
}

static void test_tables(void **state)
{
    (void)state;
    check(
        "<body><table><caption>C</caption><tr><th>a|b</th><th class=\"right\"><p>c</p><p>d</p></th>"
        "</tr><tr><td><b>e</b>\\</td><td><blockList><item><num>1</num><p>f</p></item></blockList>"
        "<authorialNote marker=\"9\"><p>g</p></authorialNote></td></tr></table><p>h</p></body>",
        "table | C: | a\\|b | c d |\n|---|--:|\n| **e**\\\\ | 1 f |\n"
        "note 9: g\n"
        "paragraph: h\n");
    check("<body><table><tr><td colspan=\"2\">a</td><td rowspan=\"2\">b</td></tr><tr><td>c</td>"
          "<td>d</td></tr></table></body>",
          "table: | a |  | b |\n| c | d |  |\n");
    check_warnings("<body><table><tr><td colspan=\"2\">a</td><td rowspan=\"2\">b</td></tr></table>"
                   "</body>",
                   "span: colspan\n");
    /* What has no place in a table, and tables without their place. */
    check("<body><table><tr><td>a<table><tr><td>b</td></tr></table></td></tr>c</table><tr>d</tr>"
          "<td>e</td></body>",
          "table: | a b |\n"
          "  paragraph: c\n"
          "paragraph: d\n"
          "paragraph: e\n");
}

static void test_ids(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(
        arena, "<body><article eId=\"art_1\" wId=\"w_1\" GUID=\"k3v7q0m2a1\"><content><p>a"
               "</p></content></article><article xml:id=\"art_2\"><content><p>see "
               "<ref href=\"#art_1\">one</ref>, <ref href=\"#w_1\">same</ref>, "
               "<ref href=\"#art_3\">three</ref>, <rref href=\"#none\">none</rref></p>"
               "</content></article><article id=\"art_3\"><content><p>b</p></content>"
               "</article><article id=\"art_3\"><content><p>c</p></content></article></body>");

    (void)state;
    assert_int_equal(outline.count, 7);
    assert_str(outline.nodes[0].id, "k3v7q0m2a1");
    assert_str(outline.nodes[0].alias, "w_1");
    assert_str(outline.nodes[1].alias, "art_2");
    assert_str(outline.nodes[2].text,
               "see [one](#k3v7q0m2a1), [same](#k3v7q0m2a1), [three](#art_3), none");
    assert_str(outline.nodes[3].alias, "art_3");
    assert_int_equal(outline.nodes[5].alias.len, 0);
    assert_int_equal(outline.warning_count, 2);
    assert_int_equal(outline.warnings[0].kind, PX_WARN_ALIAS);
    assert_int_equal(outline.warnings[1].kind, PX_WARN_REFERENCE);
}

/* LEOS: what is deleted or moved away is left out, told once; what is moved here keeps its id. */
static void test_soft_marks(void **state)
{
    static const char xml[] =
        "<body><list><point xml:id=\"deleted_a\" leos:softaction=\"del\"><num>(a)</num><content>"
        "<p leos:softaction=\"del\">one</p></content></point>"
        "<point xml:id=\"moved_b\" leos:softaction=\"move_to\" leos:softmove_label=\"MOVED to "
        "(x)\">"
        "<content><p>two</p></content></point>"
        "<point xml:id=\"n\" leos:softaction=\"move_from\" leos:softmove_from=\"moved_b\"><content>"
        "<p>two</p></content></point>"
        "<point xml:id=\"c\" leos:softaction=\"add\"><content><p>three <ins>x</ins><del>y</del></p>"
        "</content></point></list></body>";
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(arena, xml);

    (void)state;
    check(xml, "list {bullet}\n  point: two\n  point: three x\n");
    check_warnings(xml, "deleted: (a) one\ndeleted: MOVED to (x): two\ndeleted: y\n");
    assert_str(outline.nodes[1].alias, "b");
    assert_str(outline.nodes[2].alias, "c");
    assert_int_equal(outline.elements, outline.mapped);
}

static void test_unknown(void **state)
{
    static const char xml[] =
        "<body><foo><bar>a</bar><baz>b</baz></foo><p>c<bar>d</bar><bar>e</bar> "
        "<m:math xmlns:m=\"m\">f</m:math></p><p><bar>g</bar>h</p></body>";
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = read_act(arena, xml);

    (void)state;
    check(xml, "paragraph: a\nparagraph: b\nparagraph: cde f\nparagraph: gh\n");
    check_warnings(xml, "element: foo\nelement: bar\nelement: baz\nelement: bar\nelement: math\n");
    assert_int_equal(outline.elements, 11);
    assert_int_equal(outline.mapped, 4);
}

static void test_titles(void **state)
{
    static const struct {
        const char *xml, *title;
    } rows[] = {
        { "<preface><p><docTitle>On <i>x</i>\n y<authorialNote><p>n</p></authorialNote></docTitle>"
          "</p><p><docTitle>other</docTitle></p></preface>",
          "On x y" },
        { "<preface><p><docTitle>long</docTitle> <shortTitle>short</shortTitle></p></preface>",
          "short" },
        { "<coverPage><longTitle><p>Proposal</p><p>for x</p></longTitle></coverPage>",
          "Proposal for x" },
        { "<meta><identification><FRBRalias value=\"alias\"/></identification></meta><body><p>"
          "<docTitle>in the body</docTitle></p></body>",
          "alias" },
        { "<body><p>a</p></body>", "" },
        { "<meta><v xmlns=\"urn:praxis:akn:1\"><title>ours</title></v></meta><preface><p><docTitle>"
          "ours</docTitle></p></preface><mainBody><p>a</p></mainBody>",
          "ours" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();

        assert_str(read_act(arena, rows[i].xml).title, rows[i].title);
    }
}

/* ---- Files as a whole */

static px_outline read_file(px_arena *arena, px_str bytes)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    assert_ok(px_import_akn(bytes, PX_STR(""), &out, &err), &err);
    assert_ok(px_outline_read(px_arena_str(arena, px_builder_view(&out)), arena, &outline, &err),
              &err);
    return outline;
}

#define ROOT "<akomaNtoso xmlns=\"" NAMESPACE "\">"
#define END "</akomaNtoso>"
#define DOCUMENT ROOT "<act><body><p>\xE9</p></body></act>" END

static void test_encodings(void **state)
{
    static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" DOCUMENT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    char wide[2 * sizeof(DOCUMENT) + 2] = "\xFF\xFE";
    px_outline outline = read_file(arena, PX_STR(latin));

    (void)state;
    assert_str(outline.nodes[0].text, "\xC3\xA9");
    for (size_t i = 0; i < sizeof(DOCUMENT) - 1; i++)
        wide[2 + 2 * i] = DOCUMENT[i];
    outline = read_file(arena, px_str_n(wide, 2 * sizeof(DOCUMENT)));
    assert_str(outline.nodes[0].text, "\xC3\xA9");
    assert_true(px_import_akn_recognise(px_str_n(wide, 2 * sizeof(DOCUMENT))));
}

static void test_recognise(void **state)
{
    static const struct {
        px_str head;
        bool expected;
    } rows[] = {
        { PX_STR_INIT(ROOT), true },
        { PX_STR_INIT(
              "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- > -->\n<?s t?>\n<!DOCTYPE a>\n" ROOT),
          true },
        { PX_STR_INIT(
              "<an:akomaNtoso xmlns:an='http://docs.oasis-open.org/legaldocml/ns/akn/3.0/W'>"),
          true },
        { PX_STR_INIT("\xFD"
                      "7zXZ\0"),
          true },
        { PX_STR_INIT("<akomaNtoso xmlns='http://www.akomantoso.org/2.0'>"), false },
        { PX_STR_INIT("<html>"), false },
        { PX_STR_INIT("<!-- " ROOT), false },
        { PX_STR_INIT("# Akoma Ntoso akn/3.0"), false },
        { PX_STR_INIT(""), false },
        { PX_STR_INIT("<"), false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_int_equal(px_import_akn_recognise(rows[i].head), rows[i].expected);
}

/* An error with its place. */
static void check_malformed(px_str bytes, const char *line, const char *column)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;

    assert_fails(px_import_akn(bytes, PX_STR(""), &out, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "line"), line);
    assert_string_equal(px_error_arg(&err, "column"), column);
    assert_int_equal(out.len, 0);
}

static void test_malformed(void **state)
{
    PX_AUTO_BUILDER px_builder deep = PX_BUILDER_INIT(100000);

    (void)state;
    check_malformed(PX_STR(""), "1", "1");
    check_malformed(PX_STR("no XML"), "1", "1");
    check_malformed(PX_STR(ROOT "\n<act>\n <body>"), "3", "8");
    check_malformed(PX_STR(ROOT "\n<act></body>"), "2", "8");
    check_malformed(PX_STR("\n<html/>"), "2", "1");
    check_malformed(PX_STR("<akomaNtoso/>"), "1", "1");
    check_malformed(PX_STR(ROOT "\n\xFF" END), "2", "1");
    check_malformed(PX_STR("<?xml version='1.0' encoding='EBCDIC'?>" ROOT END), "1", "31");
    check_malformed(PX_STR("<!DOCTYPE a [\n<!ENTITY b 'c'>]>" ROOT "&b;" END), "2", "12");
    check_malformed(PX_STR("<!DOCTYPE a [\n<!ENTITY % b SYSTEM 'c'>]>" ROOT END), "2", "24");
    check_malformed(PX_STR("<!DOCTYPE a SYSTEM 'x'>\n" ROOT "\n&b;" END), "3", "1");
    px_builder_add(&deep, ROOT "<act>");
    for (int i = 0; i < 300; i++)
        px_builder_add(&deep, "<i>");
    check_malformed(px_builder_view(&deep), "1", "837");
}

/* More levels than an outline has: everything is there, flatter. */
static void test_depth(void **state)
{
    PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(100000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline;

    (void)state;
    px_builder_add(&xml, "<body>");
    for (int i = 0; i < 60; i++)
        px_builder_format(&xml, "<section><num>%d</num>", i);
    px_builder_add(&xml, "<content><p>end</p></content>");
    for (int i = 0; i < 60; i++)
        px_builder_add(&xml, "</section>");
    px_builder_add(&xml, "</body>");
    outline = read_act(arena, px_builder_cstr(&xml));
    assert_int_equal(outline.count, 61);
    assert_int_equal(outline.nodes[60].depth, PX_OUTLINE_MAX_DEPTH - 1);
    assert_str(outline.nodes[60].text, "end");
    assert_int_equal(outline.warning_count, 1);
    assert_int_equal(outline.warnings[0].kind, PX_WARN_DEPTH);
}

static void test_bounds(void **state)
{
    PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(PX_AKN_MAX);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;

    (void)state;
    px_builder_add(&xml, ROOT "<act><body>");
    for (unsigned i = 0; i <= PX_OUTLINE_MAX_NODES; i++)
        px_builder_add(&xml, "<p>a</p>");
    px_builder_add(&xml, "</body></act>" END);
    assert_fails(px_import_akn(px_builder_view(&xml), PX_STR(""), &out, &err), PX_ERR_TOO_MANY);
    px_builder_clear(&xml);
    px_builder_add(&xml, ROOT "\n<act><p>");
    for (unsigned i = 0; i <= 1 << 20; i++)
        px_builder_char(&xml, 'a');
    px_builder_add(&xml, "</p></act>" END);
    assert_fails(px_import_akn(px_builder_view(&xml), PX_STR(""), &out, &err), PX_ERR_TOO_LARGE);
    assert_string_equal(px_error_arg(&err, "line"), "2");
}

/* ---- Marks of any kind, in any order, between any words: the words are read back. */

static unsigned next(unsigned *seed, unsigned bound)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % bound;
}

static void add_random(px_builder *xml, unsigned *seed, int depth)
{
    static const char *const words[] = {
        "a",  "bc", " ", "\n", "(", ")", "*", "_",  "`",        "[",        "]",
        "1.", "!",  ",", "-",  "#", "|", ":", "\\", "\xC3\xA9", "\xC2\xAB", "\xE2\x80\x99",
    };
    static const char *const open[] = { "<b>",
                                        "<i>",
                                        "<a href=\"http://x\">",
                                        "<ref href=\"#q\">",
                                        "<sup>",
                                        "<inline name=\"code\">" };
    static const char *const close[] = { "</b>", "</i>", "</a>", "</ref>", "</sup>", "</inline>" };
    unsigned n = 1 + next(seed, 5);

    for (unsigned i = 0; i < n; i++) {
        unsigned mark = next(seed, PX_COUNT(open));

        if (depth == 4 || next(seed, 2)) {
            px_builder_add(xml, words[next(seed, PX_COUNT(words))]);
            continue;
        }
        px_builder_add(xml, open[mark]);
        add_random(xml, seed, depth + 1);
        px_builder_add(xml, close[mark]);
    }
}

/* What stands outside of tags, without white space. */
static void add_words(px_builder *out, px_str s, bool tags)
{
    bool inside = false;

    for (size_t i = 0; i < s.len; i++) {
        bool tag = tags && (s.ptr[i] == '<' || inside);

        inside = tag && s.ptr[i] != '>';
        if (!tag && s.ptr[i] != ' ' && s.ptr[i] != '\n')
            px_builder_char(out, s.ptr[i]);
    }
}

static void test_random_marks(void **state)
{
    unsigned seed = 11;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(100000);
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(100000);
        PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(100000);
        PX_AUTO_BUILDER px_builder read = PX_BUILDER_INIT(100000);
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_outline outline;

        px_builder_add(&xml, "<body><article eId=\"q\"><content><p>");
        add_random(&xml, &seed, 0);
        px_builder_add(&xml, "</p></content></article></body>");
        outline = read_act(arena, px_builder_cstr(&xml));
        add_words(&words, px_builder_view(&xml), true);
        if (outline.count == 2)
            assert_ok(px_markdown_plain(&plain, outline.nodes[1].text, &err), &err);
        add_words(&read, px_builder_view(&plain), false);
        if (!px_str_eq(px_builder_view(&read), px_builder_view(&words)))
            print_error("%s\nbecame %s\n", px_builder_cstr(&xml), px_builder_cstr(&read));
        assert_true(px_str_eq(px_builder_view(&read), px_builder_view(&words)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hierarchy),     cmocka_unit_test(test_subparagraphs),
        cmocka_unit_test(test_preamble),      cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_interruptions), cmocka_unit_test(test_inline),
        cmocka_unit_test(test_tables),        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_soft_marks),    cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_titles),        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_recognise),     cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_depth),         cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_random_marks),
    };

    return cmocka_run_group_tests_name("import_akn", tests, NULL, NULL);
}
