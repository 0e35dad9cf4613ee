/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <zip.h>

#include "code/docx/import_docx.h"
#include "code/markdown/markdown.h"
#include "code/plain.h"
#include "unit/code/docx_source.h"
#include "unit/code/imported.h"

static int import(px_arena *arena, px_str file, const char *options, px_outline *ret_outline,
                  px_error *err)
{
    return px_test_import(px_import_docx, arena, file, options, ret_outline, err);
}

/* The outline and, behind "! ", its warnings. */
static px_str drawn(px_arena *arena, const px_outline *o)
{
    px_str warnings = px_test_warnings(arena, o), line;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);

    px_builder_str(&out, px_test_drawn(arena, o));
    while (px_str_line(&warnings, &line))
        px_builder_format(&out, "! %.*s\n", PX_STR_ARG(line));
    return px_arena_str(arena, px_builder_view(&out));
}

static void check_with(const char *options, const char *body, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    assert_ok(import(arena, px_test_docx_package(arena, body), options, &o, &err), &err);
    assert_str(drawn(arena, &o), expected);
}

static void check(const char *body, const char *expected)
{
    check_with("", body, expected);
}

static void test_headings(void **state)
{
    (void)state;
    check(PS("Heading1", "One") P("a") PS("berschrift2", "Two") PS("Titre3", "Three")
              PS("Heading1", "Four"),
          "0 section H:One\n1 paragraph T:a\n1 section H:Two\n2 section H:Three\n"
          "0 section H:Four\n");
    /* inherited, taken back, latent by its id, said by the paragraph */
    check(PS("Clause", "One") PS("Plain", "words") PS("Heading2", "Two")
              PP("<w:outlineLvl w:val=\"2\"/>", R("Three"))
                  PP("<w:pStyle w:val=\"Heading1\"/><w:outlineLvl w:val=\"9\"/>", R("text")),
          "0 section H:One\n1 paragraph T:words\n1 section H:Two\n2 section H:Three\n"
          "3 paragraph T:text\n");
    check(PS("Loop1", "a") PS("Nowhere", "b"), "0 paragraph T:a\n0 paragraph T:b\n");
    check(PS("Heading1", "") PS("Heading1", "A")
              PP("<w:pStyle w:val=\"Heading1\"/>", R("B") "<w:r><w:br/></w:r>" R("C")),
          "0 section H:A\n0 section H:B C\n");
    /* bold headings have no mark, a bold word has */
    check(PP("<w:pStyle w:val=\"Heading1\"/>", RF("<w:b/>", "A")), "0 section H:A\n");
}

static void test_typed_headings(void **state)
{
    (void)state;
    check(PS("Heading1", "Article 3&#xA0;Scope"), "0 article (Article 3) H:Scope\n");
    check(PS("Heading1", "Annex II \xE2\x80\x93 Forms"), "0 annex (Annex II) H:Forms\n");
    check(PS("Heading1", "1.1 Scope"), "0 section (1.1) H:Scope\n");
    check(PS("Heading1", "Measure 1.2: Logs"), "0 measure (Measure 1.2) H:Logs\n");
    check(PS("Heading1", "(a) x"), "0 section ((a)) H:x\n");
    check(PS("Heading1", "Article 4"), "0 article (Article 4)\n");
    check(PP("<w:pStyle w:val=\"Heading1\"/>", R("1.2") "<w:r><w:tab/></w:r>" R("A")),
          "0 section (1.2) H:A\n");
    /* a number and its title in two lines; what follows is another heading */
    check(PS("Heading1", "Chapter I") PS("Heading1", "Terms") PS("Heading1", "More"),
          "0 chapter (Chapter I) H:Terms\n0 section H:More\n");
    check(PS("Heading1", "Chapter I") PS("Heading2", "A") PS("Heading1", "Chapter II") P("b")
              PS("Heading1", "C"),
          "0 chapter (Chapter I)\n1 section H:A\n0 chapter (Chapter II)\n1 paragraph T:b\n"
          "0 section H:C\n");
    check(PS("Heading1", "3 ways"), "0 section H:3 ways\n");
}

static void test_title(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena,
                     px_test_docx_package(arena, PS("Title", "The") PS("Title", "code *") P("a")),
                     "", &o, &err),
              &err);
    assert_str(o.title, "The code *");
    assert_str(drawn(arena, &o), "0 paragraph T:a\n");
    assert_ok(import(arena, px_test_docx_package(arena, P("a") PS("Title", "late")), "", &o, &err),
              &err);
    assert_str(o.title, "From the core");
    assert_str(drawn(arena, &o), "0 paragraph T:a\n0 paragraph T:late\n");
    /* a single heading above everything that says what the properties say */
    assert_ok(
        import(arena,
               px_test_docx_package(arena, PS("Heading1", "From the core") PS("Heading2", "A")), "",
               &o, &err),
        &err);
    assert_str(o.title, "From the core");
    assert_str(drawn(arena, &o), "0 section H:A\n");
}

static void test_numbers(void **state)
{
    (void)state;
    check(PN("1", "0", "a") PN("1", "1", "b") PN("1", "2", "c") PN("1", "2", "d") PN("1", "1", "e")
              PN("1", "2", "f") PN("1", "0", "g") PN("1", "1", "h"),
          "0 list X:ordered\n1 point (1.) T:a\n2 list X:ordered\n3 point ((a)) T:b\n"
          "4 list X:ordered\n5 point (1.a.III) T:c\n5 point (1.a.IV) T:d\n3 point ((b)) T:e\n"
          "4 list X:ordered\n5 point (1.b.III) T:f\n1 point (2.) T:g\n2 list X:ordered\n"
          "3 point ((a)) T:h\n");
    /* legal style, restart after the first level only, never, none, ordinal */
    check(PN("1", "0", "a") PN("1", "3", "b") PN("1", "1", "c") PN("1", "3", "d") PN("1", "0", "e")
              PN("1", "3", "f"),
          "0 list X:ordered\n1 point (1.) T:a\n2 list X:ordered\n3 point (1-1) T:b\n"
          "2 list X:ordered\n3 point ((b)) T:c\n4 list X:ordered\n5 point (1-2) T:d\n"
          "1 point (2.) T:e\n2 list X:ordered\n3 point (2-1) T:f\n");
    check(PN("1", "4", "a") PN("1", "5", "b") PN("1", "0", "c") PN("1", "5", "d"),
          "0 list X:ordered\n1 point (Note:) T:a\n2 list X:ordered\n3 point (1st) T:b\n"
          "0 list X:ordered\n1 point (2.) T:c\n2 list X:ordered\n3 point (2nd) T:d\n");
}

static void test_number_instances(void **state)
{
    (void)state;
    /* one definition goes on counting; an override starts anew, once */
    check(PN("1", "0", "a") PN("5", "0", "b") PN("3", "0", "c") PN("3", "0", "d"),
          "0 list X:ordered\n1 point (1.) T:a\n1 point (2.) T:b\n1 point (5.) T:c\n"
          "1 point (6.) T:d\n");
    check(PN("6", "0", "a") PN("6", "0", "b"), "0 list X:ordered\n1 point (A)) T:a\n"
                                               "1 point (B)) T:b\n");
}

static void test_style_numbers(void **state)
{
    (void)state;
    check(PS("Art", "Scope") PS("ArtSub", "Who") PS("ArtSub", "When") PS("Art", "Terms")
              PP("<w:pStyle w:val=\"Art\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", R("Bare"))
                  PS("Art", ""),
          "0 article (Article 1) H:Scope\n1 section (1.1) H:Who\n1 section (1.2) H:When\n"
          "0 article (Article 2) H:Terms\n0 section H:Bare\n0 article (Article 3)\n");
}

static void test_lists(void **state)
{
    (void)state;
    check(PN("2", "0", "a") PN("2", "1", "b") PN("2", "0", "c") P("d") PN("2", "0", "e"),
          "0 list X:bullet\n1 point T:a\n2 list X:bullet\n3 point T:b\n1 point T:c\n"
          "0 paragraph T:d\n0 list X:bullet\n1 point T:e\n");
    /* bullets inside numbers by their indentation, paragraphs inside items too */
    check(PN("1", "0", "a") PI("720", "under") PN("2", "1", "b") PI("1440", "deep")
              PS("ListParagraph", "up") PN("1", "0", "c"),
          "0 list X:ordered\n1 point (1.) T:a\n2 paragraph T:under\n2 list X:bullet\n3 point T:b\n"
          "4 paragraph T:deep\n2 paragraph T:up\n1 point (2.) T:c\n");
    /* an empty item counts, a heading ends lists */
    check(PN("1", "0", "a") PN("1", "0", "") PN("1", "0", "c") PS("Heading1", "H")
              PN("1", "0", "d"),
          "0 list X:ordered\n1 point (1.) T:a\n1 point (3.) T:c\n0 section H:H\n"
          "1 list X:ordered\n2 point (4.) T:d\n");
    check(PS("ListBullet2", "a") P("b"), "0 list X:bullet\n1 point T:a\n0 paragraph T:b\n");
}

static void test_typed_numbers(void **state)
{
    (void)state;
    check(P("1. a") P("(a) b") P("(b) c") P("(i) d") P("(ii) e") P("(c) f") P("2. g") P("h"),
          "0 list X:ordered\n1 point (1.) T:a\n2 list X:ordered\n3 point ((a)) T:b\n"
          "3 point ((b)) T:c\n4 list X:ordered\n5 point ((i)) T:d\n5 point ((ii)) T:e\n"
          "3 point ((c)) T:f\n1 point (2.) T:g\n0 paragraph T:h\n");
    check(P("(h) a") P("(i) b") P("(j) c"), "0 list X:ordered\n1 point ((h)) T:a\n"
                                            "1 point ((i)) T:b\n1 point ((j)) T:c\n");
    check(PP("", R("A.") "<w:r><w:tab/></w:r>" R("tab")), "0 list X:ordered\n1 point (A.) T:tab\n");
    check(PP("", R("Article 5") "<w:r><w:tab/></w:r>" R("Scope")),
          "0 paragraph (Article 5) T:Scope\n");
    /* words */
    check(P("A. Smith wrote") P("2.5 million") P("Article 5 applies") P("2026. A year"),
          "0 paragraph T:A. Smith wrote\n0 paragraph T:2.5 million\n"
          "0 paragraph T:Article 5 applies\n0 paragraph T:2026\\. A year\n");
    check(P("1.1. a") P("1.1.1. b") P("1.2. c"),
          "0 list X:ordered\n1 point (1.1.) T:a\n2 list X:ordered\n3 point (1.1.1.) T:b\n"
          "1 point (1.2.) T:c\n");
    /* a bold line is no item */
    check(PP("", RF("<w:b/>", "1. Terms")) P("a"),
          "0 paragraph (1.) T:**Terms**\n0 paragraph T:a\n");
}

static void test_marks(void **state)
{
    (void)state;
    check(PP("", R("a ") RF("<w:b/>", "bold ") RF("<w:i/>", "it") RF("<w:b/><w:i/>", " both")
                     R(" end")),
          "0 paragraph T:a **bold** *it **both*** end\n");
    check(PP("", R("a ") RF("<w:rFonts w:ascii=\"Consolas\"/>", "x_y") R(" and ")
                     RF("<w:rStyle w:val=\"VerbatimChar\"/>", "z")),
          "0 paragraph T:a `x_y` and `z`\n");
    /* off, and twice on */
    check(PP("", R("a ") RF("<w:b w:val=\"0\"/>", "b")), "0 paragraph T:a b\n");
    check(PP("<w:pStyle w:val=\"Strong1\"/>", R("a ") RF("<w:rStyle w:val=\"B\"/>", "b")),
          "0 paragraph T:a b\n");
    check(PP("", R("a ") RF("<w:rStyle w:val=\"B\"/>", "b")), "0 paragraph T:a **b**\n");
    /* whole paragraphs: short ones keep the mark */
    check(PP("", RF("<w:b/>", "Short")), "0 paragraph T:**Short**\n");
    check(PS("Mono", "x_y"), "0 paragraph T:x_y\n");
    check(PP("", R("a ") RF("<w:strike/>", "b")), "0 paragraph T:a b\n! strike 1 b\n");
    check(PP("", R("a") RF("<w:vanish/>", "b")), "0 paragraph T:a\n! hidden 1 b\n");
    check(PP("", R("a*b_c [x](y) ") RF("<w:caps/>", "d")), "0 paragraph T:a\\*b_c [x\\](y) d\n");
}

static void test_characters(void **state)
{
    (void)state;
    check(PP("", R("a") "<w:r><w:tab/></w:r>" R("b") "<w:r><w:noBreakHyphen/></w:r>" R(
                     "c") "<w:r><w:softHyphen/><w:t>d</w:t><w:br/><w:t>e</w:t><w:br "
                          "w:type=\"page\"/><w:t>f</w:t><w:cr/></w:r>"),
          "0 paragraph T:a b\xE2\x80\x91"
          "cd\\\ne f\n");
    check("<w:p><w:r><w:t> a </w:t><w:t xml:space=\"preserve\"> b </w:t></w:r></w:p>",
          "0 paragraph T:a b\n");
    check(PP("",
             "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Symbol\" "
             "w:char=\"F061\"/><w:sym w:font=\"Symbol\" w:char=\"0028\"/><w:sym w:font=\"Arial\" "
             "w:char=\"00A7\"/><w:sym w:font=\"Webdings\" w:char=\"F041\"/></w:r>"),
          "0 paragraph T:\xE2\x9C\x94\xCE\xB1(\xC2\xA7\xEF\xBF\xBD\n! symbol 1 Webdings F041\n");
    check(P("e\xCC\x81") P("a&#x7F;b"), "0 paragraph T:\xC3\xA9\n0 paragraph T:a b\n");
}

static void test_quotes_and_code(void **state)
{
    (void)state;
    check(PS("Quote", "a") PS("Quote", "b") P("c") PS("Quote", "d"),
          "0 group X:quote\n1 paragraph T:a\n1 paragraph T:b\n0 paragraph T:c\n"
          "0 group X:quote\n1 paragraph T:d\n");
    check(PS("Code", "int  *a;") PS("Code", "") PS("Code", "  b |") P("c"),
          "0 code-block T:int  *a;\n\n  b |\n0 paragraph T:c\n");
}

static void test_links(void **state)
{
    (void)state;
    check(PP("",
             R("a ") "<w:hyperlink r:id=\"l1\">" R("b") RF(
                 "<w:b/>",
                 "c") "</w:hyperlink> "
                      "<w:hyperlink r:id=\"l2\">" R(
                          "d") "</w:hyperlink><w:hyperlink r:id=\"none\">" R("e") "</w:hyperlink>"),
          "0 paragraph T:a [b**c**](https://example.org/a%20b)de\n");
    check(PS("Heading1", "A") PP("", "<w:bookmarkStart w:id=\"0\" w:name=\"one\"/>"
                                     "<w:bookmarkStart w:id=\"1\" w:name=\"_Ref1\"/>" R(
                                         "b") "<w:bookmarkEnd w:id=\"0\"/>")
              PP("", "<w:hyperlink w:anchor=\"_Ref1\">" R("to") "</w:hyperlink>" R(
                         " ") "<w:hyperlink w:anchor=\"one\">" R("too") "</w:hyperlink>"),
          "0 section H:A\n1 paragraph =one T:b\n1 paragraph T:[to](#one) [too](#one)\n");
    check(PP("", "<w:bookmarkStart w:id=\"0\" w:name=\"_Toc1\"/>" R(
                     "a")) "<w:bookmarkStart w:id=\"1\" w:name=\"d\xC3\xA9j\xC3\xA0\"/>" P("b"),
          "0 paragraph T:a\n0 paragraph =d.C3.A9j.C3.A0 T:b\n");
}

#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define INSTRUCTION(words) "<w:r><w:instrText>" words "</w:instrText></w:r>"

static void test_fields(void **state)
{
    (void)state;
    check(PP("", FIELD("begin") INSTRUCTION(" HYPERLINK \"https://exam")
                     INSTRUCTION("ple.org\" \\o "
                                 "\"tip\"") FIELD("separate") R("a") FIELD("end") R(" b")),
          "0 paragraph T:[a](https://example.org) b\n");
    check(PP("", "<w:bookmarkStart w:id=\"0\" w:name=\"_Ref9\"/>" R("t"))
              PP("", FIELD("begin") INSTRUCTION("REF _Ref9 \\h") FIELD("separate") R("a")
                         FIELD("end") "<w:fldSimple w:instr=\" DATE \">" R(" b") "</w:fldSimple>"),
          "0 paragraph =_Ref9 T:t\n0 paragraph T:[a](#_Ref9) b\n");
    check(PP("", FIELD("begin") INSTRUCTION("IF ") FIELD("begin") INSTRUCTION("PAGE") FIELD(
                     "separate") R("no") FIELD("end") FIELD("separate") R("yes") FIELD("end")),
          "0 paragraph T:yes\n");
    check(PP("", FIELD("begin") INSTRUCTION("HYPERLINK \\l \"x\"") FIELD("separate") R("a")
                     FIELD("end") FIELD("end")),
          "0 paragraph T:[a](#x)\n");
    /* a field that never ends does not take the rest away */
    check(PP("", R("a") FIELD("begin") INSTRUCTION("PAGE")) P("lost") PS("Heading1", "B"),
          "0 paragraph T:a\n0 section H:B\n! unknown 3 w:fldChar\n");
}

static void test_contents(void **state)
{
    (void)state;
    check(PP("<w:pStyle w:val=\"TOC1\"/>",
             FIELD("begin") INSTRUCTION("TOC \\o") FIELD("separate") R("One 1")) PS("TOC1", "Two 2")
              PP("", FIELD("end")) PS("Heading1", "One"),
          "0 section H:One\n! contents 1 One 1Two 2\n");
    check("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
          "</w:docPartObj></w:sdtPr><w:sdtContent>" P("One") "</w:sdtContent></w:sdt>" P("a"),
          "0 paragraph T:a\n! contents 1 One\n");
    check(PS("TOC1", "One") PS("TOC1", "Two") P("a"), "0 paragraph T:a\n! contents 1 OneTwo\n");
}

static void test_containers(void **state)
{
    (void)state;
    check(
        "<w:sdt><w:sdtContent>" P("a") "</w:sdtContent></w:sdt><w:customXml>" P(
            "b") "</w:customXml><mc:AlternateContent><mc:Choice>" P("c") "</"
                                                                         "mc:Choice><mc:"
                                                                         "Fallback>" P(
                                                                             "d") "</"
                                                                                  "mc:"
                                                                                  "Fallba"
                                                                                  "ck></"
                                                                                  "mc:"
                                                                                  "Altern"
                                                                                  "ateCon"
                                                                                  "tent><"
                                                                                  "mc:"
                                                                                  "Altern"
                                                                                  "ateCon"
                                                                                  "tent><"
                                                                                  "mc:"
                                                                                  "Fallba"
                                                                                  "ck>" P(
                                                                                      "e") "</"
                                                                                           "mc:"
                                                                                           "Fallbac"
                                                                                           "k></"
                                                                                           "mc:"
                                                                                           "Alterna"
                                                                                           "teConte"
                                                                                           "nt>",
        "0 paragraph T:a\n0 paragraph T:b\n0 paragraph T:c\n0 paragraph T:e\n");
    check(PP("", "<w:smartTag>" R("a") "</w:smartTag><w:sdt><w:sdtContent>" R(
                     "b") "</w:sdtContent></"
                          "w:sdt><w:r><w:"
                          "ruby><w:rt>" R("x") "</w:rt><w:rubyBase>" R("c") "</"
                                                                            "w:"
                                                                            "rubyBase>"
                                                                            "</"
                                                                            "w:ruby></"
                                                                            "w:r>"),
          "0 paragraph T:abc(x)\n");
    check(PP("", "<x:odd><x:y>a</x:y>" R("b") "</x:odd><x:odd/>"),
          "0 paragraph T:ab\n! unknown 1 odd\n! unknown 1 y\n");
    check(PP("", "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>"),
          "0 paragraph T:x=1\n! equation 1 x=1\n");
    check(PP("", R("a") "<w:r><w:drawing><wp:inline><wp:docPr descr=\"A boat\"/></wp:inline>"
                        "</w:drawing></w:r>"),
          "0 paragraph T:a\n! picture 1 A boat\n");
}

static void test_boxes(void **state)
{
    (void)state;
    check(PN("1", "0", "a")
              PP("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>",
                 R("b") "<w:r><mc:AlternateContent><mc:Choice><w:drawing><x:box><w:txbxContent>" PS(
                     "Heading1", "boxed")
                     P("two") "</w:txbxContent></x:box></w:drawing>"
                              "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" P(
                                  "again") "</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
                                           "</mc:AlternateContent></w:r>") PN("1", "0", "c"),
          "0 list X:ordered\n1 point (1.) T:a\n1 point (2.) T:b\n2 paragraph T:boxed\n"
          "2 paragraph T:two\n1 point (3.) T:c\n");
    check(PP("", "<w:r><w:pict><v:textbox><w:txbxContent>" P("only") "</w:txbxContent></v:textbox>"
                                                                     "</w:pict></w:r>"),
          "0 paragraph T:only\n");
}

static void test_notes(void **state)
{
    (void)state;
    check(PP("", R("a") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>" R(
                     " b") "<w:r><w:endnoteReference w:id=\"1\"/></w:r>") P("c"),
          "0 paragraph T:a b\n1 note (1) T:See [there](https://example.org/note)\n"
          "2 paragraph T:More.\n1 note (i) T:At the end.\n0 paragraph T:c\n");
    check(
        PP("<w:pStyle w:val=\"Heading1\"/>", R("A") "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")
            PP("<w:numPr><w:numId w:val=\"1\"/></w:numPr>",
               R("b<w:footnoteReference w:id=\"1\"/>")),
        "0 section H:A\n1 note (1) T:Loop\n1 list X:ordered\n2 point (1.) T:b\n"
        "3 note (2) T:See [there](https://example.org/note)\n4 paragraph T:More.\n"
        "! unknown 2 #text\n");
}

static void test_own_signs(void **state)
{
    (void)state;
    check(PP("", R("a") "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"1\"/></w:r>" R(
                     "*")),
          "0 paragraph T:a\\*\n1 note T:See [there](https://example.org/note)\n"
          "2 paragraph T:More.\n");
    check(PP("<w:framePr w:dropCap=\"drop\"/>", R("T")) P("he words"), "0 paragraph T:The words\n");
}

static void test_comments(void **state)
{
    (void)state;
    check(P("x")
              PP("", "<w:commentRangeStart w:id=\"1\"/>" R(
                         "a") "<w:commentRangeEnd w:id=\"1\"/>"
                              "<w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:commentReference "
                              "w:id=\"2\"/></w:r>"),
          "0 paragraph T:x\n0 paragraph T:a\n! review 2 2\n");
}

#define INS(content) "<w:ins w:id=\"1\">" content "</w:ins>"
#define DEL(words) "<w:del w:id=\"2\"><w:r><w:delText>" words "</w:delText></w:r></w:del>"
#define GONE_MARK(change) "<w:rPr><w:" change " w:id=\"3\"/></w:rPr>"

static void test_changes(void **state)
{
    static const char body[] = PP("", R("a ") INS(R("new")) DEL("old"))
        PP("", "<w:moveFrom w:id=\"4\">" R("there") "</w:moveFrom>" R("b"))
            PP("", "<w:moveTo w:id=\"5\">" R("there") "</w:moveTo>" R("c"));

    (void)state;
    check(body, "0 paragraph T:a new\n0 paragraph T:b\n0 paragraph T:therec\n! accepted 0 3\n");
    check_with("changes=refuse", body,
               "0 paragraph T:a old\n0 paragraph T:thereb\n0 paragraph T:c\n! refused 0 3\n");
    /* changes of format are none of the text */
    check(PP("<w:pPrChange><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:pPrChange>",
             RF("<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "a")),
          "0 paragraph T:a\n");
}

static void test_changed_marks(void **state)
{
    static const char removed[] = PP(GONE_MARK("del"), R("a ")) PS("Heading1", "b") P("c");
    static const char added[] = PP(GONE_MARK("ins"), R("a ")) P("b");
    static const char vanished[] = PN("1", "0", "a")
        PP("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>" GONE_MARK("del"),
           DEL("b")) PN("1", "0", "c");
    static const char last[] = PP(GONE_MARK("del"), R("a")) "<w:tbl><w:tr><w:tc>" P(
        "b") "</w:tc><w:tc>" PP(GONE_MARK("del"), R("c")) "</w:tc></w:tr></w:tbl>";

    (void)state;
    check(removed, "0 section H:a b\n1 paragraph T:c\n! accepted 0 1\n");
    check_with("changes=refuse", removed,
               "0 paragraph T:a\n0 section H:b\n1 paragraph T:c\n! refused 0 1\n");
    check(added, "0 paragraph T:a\n0 paragraph T:b\n! accepted 0 1\n");
    check_with("changes=refuse", added, "0 paragraph T:a b\n! refused 0 1\n");
    check(vanished, "0 list X:ordered\n1 point (1.) T:a\n1 point (2.) T:c\n! accepted 0 2\n");
    check(last, "0 paragraph T:a\n0 table T:| b | c |\n! accepted 0 2\n");
}

#define TC(content) "<w:tc>" content "</w:tc>"
#define TCP(properties, content) "<w:tc><w:tcPr>" properties "</w:tcPr>" content "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TRP(properties, cells) "<w:tr><w:trPr>" properties "</w:trPr>" cells "</w:tr>"

static void test_changed_rows(void **state)
{
    static const char body[] =
        "<w:tbl>" TR(TC(P("a")) TC(P("b"))) TRP("<w:del w:id=\"1\"/>", TC(P("c")) TC(P("d")))
            TRP("<w:ins w:id=\"2\"/>", TC(P("e")) TC(P("f"))) "</w:tbl>";

    (void)state;
    check(body, "0 table T:| a | b |\n| e | f |\n! accepted 0 2\n");
    check_with("changes=refuse", body, "0 table T:| a | b |\n| c | d |\n! refused 0 2\n");
    check("<w:tbl>" TR(TC(P("a")) TCP("<w:cellDel w:id=\"1\"/>", P("b")) TC(P("c"))) "</w:tbl>",
          "0 table T:| a | c |\n! accepted 0 1\n");
}

static void test_tables(void **state)
{
    (void)state;
    check("<w:tbl>" TRP("<w:tblHeader/>", TC(P("A|B")) TC(P("C")))
              TR(TC(P("1") P("2")) TC("<w:p/>")) "</w:tbl>" P("x"),
          "0 table T:| A\\|B | C |\n|---|---|\n| 1 2 |  |\n0 paragraph T:x\n");
    check("<w:tbl><w:tblPr><w:tblStyle w:val=\"Headed\"/><w:tblLook w:val=\"04A0\"/></w:tblPr>" TR(
              TC(P("A")) TC(P("B"))) TR(TC(P("1")) TC(P("2"))) "</w:tbl>",
          "0 table T:| A | B |\n|---|---|\n| 1 | 2 |\n");
    check("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr>" TR(
              TC(P("A")) TC(P("B"))) TR(TC(P("1")) TC(P("2"))) "</w:tbl>",
          "0 table T:| A | B |\n| 1 | 2 |\n");
    check("<w:tbl>" TR(TCP("<w:gridSpan w:val=\"2\"/>", P("a")) TC(P("b")))
              TR(TCP("<w:vMerge w:val=\"restart\"/>", P("c")) TC(P("d")) TC(P("e")))
                  TR(TCP("<w:vMerge/>", "<w:p/>") TC(P("f")) TC(P("g"))) "</w:tbl>",
          "0 table T:| a |  | b |\n| c | d | e |\n|  | f | g |\n! merged 1 a b c d e f g\n");
    /* lists in cells keep their signs; notes wait for the end */
    check("<w:tbl>" TR(TC(PN("1", "0", "a") PN("2", "0", "b")) TC(
              PP("", R("c") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"))) "</w:tbl>",
          "0 table T:| 1\\. a \xE2\x80\xA2 b | c |\n"
          "0 note (1) T:See [there](https://example.org/note)\n1 paragraph T:More.\n");
}

static void test_inner_and_layout_tables(void **state)
{
    (void)state;
    check("<w:tbl>" TR(TC(P("a") "<w:tbl>" TR(TC(P("b")) TC(P("c"))) "</w:tbl>")
                           TC(P("d"))) "</w:tbl>" P("e"),
          "0 table T:| a | d |\n0 table T:| b | c |\n0 paragraph T:e\n! inner-table 2 b c\n");
    check("<w:tbl>" TR(TC(P("a") PN("2", "0", "b"))) "</w:tbl>",
          "0 paragraph T:a\n0 list X:bullet\n1 point T:b\n! layout 1 a b\n");
    check("<w:tbl>" TR(TC(PS("Heading1", "A")) TC(P("b"))) "</w:tbl>",
          "0 section H:A\n1 paragraph T:b\n! layout 1 A b\n");
}

static void test_elements(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena, px_test_docx_package(arena, PP("", R("a") "<x:odd/>")), "", &o, &err),
              &err);
    assert_int_equal(o.elements, 4); /* paragraph, run, text, the odd one */
    assert_int_equal(o.mapped, 3);
}

static void test_strict(void **state)
{
    static const px_str body = PX_STR_INIT(
        "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body>"
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>"
        "</w:body></w:document>");
    static const px_str links = PX_STR_INIT(
        "<Relationships xmlns=\"" REL_NS "\"><Relationship Id=\"a\" "
        "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
        "Target=\"/text.xml\"/></Relationships>");
    const px_test_docx_part parts[] = { { .name = "_rels/.rels", .content = links },
                                        { .name = "text.xml", .content = body } };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena, px_test_docx_zip(arena, parts, PX_COUNT(parts)), "", &o, &err), &err);
    assert_str(drawn(arena, &o), "0 section H:A\n");
}

/* ---- Files that other programs wrote */

/* A part, by libzip alone. */
static px_str unzipped(px_arena *arena, const char *path, const char *part)
{
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    zip_stat_t st;
    zip_file_t *file;
    char *bytes;

    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, part, 0, &st), 0);
    file = zip_fopen(zip, part, 0);
    assert_non_null(file);
    bytes = px_arena_alloc(arena, (size_t)st.size + 1);
    assert_int_equal(zip_fread(file, bytes, st.size), (zip_int64_t)st.size);
    assert_int_equal(zip_fclose(file), 0);
    assert_int_equal(zip_close(zip), 0);
    return px_str_n(bytes, (size_t)st.size);
}

/* The words of all w:t behind a table of contents, found as text: paragraphs and cells part them.
 */
static px_str source_words(px_arena *arena, px_str xml)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_str rest = px_str_sub(xml, px_str_find(xml, PX_STR("</w:sdt>")), xml.len);

    for (rest = rest.len ? rest : xml; rest.len; rest = px_str_sub(rest, 1, rest.len)) {
        if (px_str_starts(rest, PX_STR("</w:p>")))
            px_builder_char(&out, ' ');
        if (px_str_starts(rest, PX_STR("<w:t>")) || px_str_starts(rest, PX_STR("<w:t "))) {
            size_t from = px_str_find_char(rest, '>') + 1;

            px_builder_str(&out, px_str_sub(rest, from, px_str_find(rest, PX_STR("</w:t>"))));
        }
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str outline_words(px_arena *arena, const px_outline *o)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;

    px_builder_str(&out, o->title);
    for (size_t i = 0; i < o->count; i++) {
        px_builder_char(&out, ' ');
        px_builder_str(&out, o->nodes[i].number);
        px_builder_char(&out, ' ');
        assert_ok(px_markdown_plain(&out, o->nodes[i].heading, &err), &err);
        px_builder_char(&out, ' ');
        assert_ok(px_provision_plain(&out, o->nodes[i].kind, o->nodes[i].text, &err), &err);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

/* Every word of the source stands in the outline, in the same order; the outline has more:
 * numbers. */
static void assert_all_words(px_str source, px_str found)
{
    px_str word, candidate;

    while (px_str_split(&source, ' ', &word)) {
        bool there = !word.len;

        while (!there && px_str_split(&found, ' ', &candidate))
            there = px_str_eq(word, candidate);
        if (!there)
            print_error("missing: %.*s\n", PX_STR_ARG(word));
        assert_true(there);
    }
}

static void test_from_libreoffice(void **state)
{
    static const char path[] = PX_TEST_SOURCE "/tests/data/meetings.docx";
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_ok(import(arena, px_test_docx_read(arena, path), "", &o, &err), &err);
    assert_str(o.title, "Code of practice on good meetings");
    assert_str(
        drawn(arena, &o),
        "0 paragraph T:Those who sit in a meeting give their time. This code says what they get "
        "for it.\n"
        "0 chapter =terms (Chapter I) H:Terms\n"
        "1 paragraph T:A **meeting** is three people or more who talk at a set time. The *chair* "
        "answers for its end.\n"
        "2 note (1) T:Two people have a conversation.\n"
        "0 chapter (Chapter II) H:Duties\n"
        "1 measure (Measure 1) H:Agenda\n"
        "2 paragraph T:The chair sends an agenda five days before. It says for each item:\n"
        "2 paragraph T:The agenda is short.\n"
        "2 list X:ordered\n"
        "3 point (1.) T:what is to be decided;\n"
        "3 point (2.) T:what to read before, that is\n"
        "4 list X:ordered\n"
        "5 point ((a)) T:the paper itself,\n"
        "5 point ((b)) T:one page of summary, with\n"
        "6 list X:bullet\n"
        "7 point T:the costs\n"
        "7 point T:the risks\n"
        "3 point (3.) T:who speaks first.\n"
        "1 measure (Measure 2) H:Length\n"
        "2 paragraph T:A meeting ends when it was to end, see [the terms](#terms) and "
        "[ISO 8601](https://www.iso.org/iso-8601-date-and-time-format.html).\n"
        "2 table T:| Kind | Minutes |\n|---|---|\n| Daily | 15 |\n| Decision | 60 |\n"
        "2 group X:quote\n"
        "3 paragraph T:Better three hours too soon than a minute too late.\n"
        "2 list X:ordered\n"
        "3 point ((a)) T:typed letters are\n"
        "3 point ((b)) T:taken apart too.\n"
        "! contents 2 Chapter I Terms 1 Chapter II Duties 1\n"
        "! review 20 1\n"
        "! accepted 0 4\n");
    assert_all_words(source_words(arena, unzipped(arena, path, "word/document.xml")),
                     outline_words(arena, &o));
    assert_ok(import(arena, px_test_docx_read(arena, path), "changes=refuse", &o, &err), &err);
    assert_str(o.nodes[6].text, "The chair sends an agenda three days before. It says for each "
                                "item:");
    assert_str(o.nodes[7].text, "Late papers are read out.");
    assert_str(o.nodes[8].text, "The agenda is short.");
}

/* The form of ISO for comments: a table without words of its own, they are in its header. */
static void test_from_word(void **state)
{
    static const char path[] = PX_SHARED_DATA "/iso-form/iso_comment_template_2012-03.docx";
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    if (access(path, R_OK) < 0) {
        print_message("%s is not there\n", path);
        skip();
    }
    assert_ok(import(arena, px_test_docx_read(arena, path), "", &o, &err), &err);
    assert_int_equal(o.count, 1);
    assert_int_equal(o.nodes[0].kind, PX_PROVISION_TABLE);
    assert_int_equal(o.elements, o.mapped);
    assert_all_words(source_words(arena, unzipped(arena, path, "word/document.xml")),
                     outline_words(arena, &o));
}

static void test_recognise(void **state)
{
    (void)state;
    assert_true(px_import_docx_recognise(PX_STR("PK\x03\x04")));
    assert_false(px_import_docx_recognise(PX_STR("PK")));
    assert_false(px_import_docx_recognise(PX_STR("# PK\x03\x04")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_typed_headings),
        cmocka_unit_test(test_title),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_number_instances),
        cmocka_unit_test(test_style_numbers),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_typed_numbers),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_characters),
        cmocka_unit_test(test_quotes_and_code),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_contents),
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_boxes),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_own_signs),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_changed_marks),
        cmocka_unit_test(test_changed_rows),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_inner_and_layout_tables),
        cmocka_unit_test(test_elements),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_from_libreoffice),
        cmocka_unit_test(test_from_word),
        cmocka_unit_test(test_recognise),
    };

    return cmocka_run_group_tests_name("import_docx", tests, NULL, NULL);
}
