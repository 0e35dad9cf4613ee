/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "code/export.h"
#include "unit/code/akn_schema.h"
#include "unit/code/random_tree.h"

#define TREES 400
#define BATCH 100

static px_code code = { .id = PX_STR_INIT("test"), .title = PX_STR_INIT("Test") };
static px_version version = {
    .label = PX_STR_INIT("draft-1"),
    .title = PX_STR_INIT("A \"title\" & more"),
    .state = PX_VERSION_PUBLISHED,
    .created = 1764000000000,
    .published = 1764086400000,
    .digest = PX_STR_INIT("ab12"),
    .act = PX_STR_INIT("k3v7q0m2d0"),
};

static px_str export_text(px_text *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_export export = { .code = &code, .version = &version, .text = text };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_export_akn(arena, &export, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

/* What stands where; printed whole where it is not there. */
static void assert_has(px_str xml, const char *part)
{
    if (px_str_find(xml, px_str_of(part)) == xml.len) {
        print_error("'%s' is not in:\n%.*s\n", part, PX_STR_ARG(xml));
        fail();
    }
}

static void assert_has_not(px_str xml, const char *part)
{
    if (px_str_find(xml, px_str_of(part)) < xml.len) {
        print_error("'%s' is in:\n%.*s\n", part, PX_STR_ARG(xml));
        fail();
    }
}

/* A node of a text written by hand: depth, kind and what is not empty. */
typedef struct row {
    int depth;
    px_provision_kind kind;
    const char *extra, *number, *heading, *text;
} row;

static px_str export_rows(const row *rows, size_t count)
{
    px_node *nodes = px_arena_array(arena, count, sizeof(*nodes));
    px_text text = { .language = PX_STR("fr-BE"), .nodes = nodes, .count = count };

    for (size_t i = 0; i < count; i++)
        nodes[i] = (px_node){
            .depth = rows[i].depth,
            .kind = rows[i].kind,
            .lasting_id = px_str_of(px_arena_format(arena, "000000000%zu", i)),
            .eid = px_str_of(px_arena_format(arena, "e_%zu", i)),
            .extra = px_str_of(rows[i].extra),
            .number = px_str_of(rows[i].number),
            .heading = px_str_of(rows[i].heading),
            .text = px_str_of(rows[i].text),
        };
    return export_text(&text);
}
#define EXPORT_ROWS(rows) export_rows(rows, PX_COUNT(rows))

static void test_meta(void **state)
{
    static const row rows[] = { { .kind = PX_PROVISION_PARAGRAPH, .text = "x" } };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">");
    assert_has(xml, "<FRBRuri value=\"/akn/xx/doc/code/test\"/>");
    assert_has(xml, "<FRBRthis value=\"/akn/xx/doc/code/test/fra@ver_draft-1\"/>");
    assert_has(xml, "<FRBRlanguage language=\"fra\"/>");
    assert_has(xml, "<FRBRdate date=\"2025-11-24\" name=\"generation\"/>");
    assert_has(xml, "<publication date=\"2025-11-25\" name=\"log\" showAs=\"Log of acts\" "
                    "number=\"k3v7q0m2d0\"/>");
    assert_has(xml, "code=\"test\" label=\"draft-1\" state=\"published\" language=\"fr-BE\" "
                    "digest=\"ab12\"");
    assert_has(xml, "<px:title>A \"title\" &amp; more</px:title>");
    assert_has(xml, "<docTitle>A \"title\" &amp; more</docTitle>");
    assert_has(xml, "<mainBody xml:lang=\"fr-BE\">");
}

static void test_kinds(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_CHAPTER, .number = "I", .heading = "Du *bon* & du <mauvais>" },
        { 1, PX_PROVISION_MEASURE, .number = "Measure 1.1" },
        { 2, PX_PROVISION_PARAGRAPH, .number = "1.", .text = "Intro" },
        { 3, PX_PROVISION_LIST, .extra = "ordered" },
        { 4, PX_PROVISION_POINT, .number = "(a)", .text = "see [it](#0000000001)" },
        { 3, PX_PROVISION_SUBPARAGRAPH, .text = "end\\\nof it" },
        { 1, PX_PROVISION_GROUP, .extra = "book" },
        { 1, PX_PROVISION_GROUP, .extra = "section" },
        { 1, PX_PROVISION_GROUP, .extra = "quote" },
    };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<chapter eId=\"e_0\" GUID=\"0000000000\">");
    assert_has(xml, "<heading eId=\"e_0__heading\">Du <i>bon</i> &amp; du &lt;mauvais&gt;<");
    assert_has(xml, "<hcontainer name=\"measure\" eId=\"e_1\" GUID=\"0000000001\">");
    assert_has(xml, "<num>Measure 1.1</num>");
    assert_has(xml, "<intro eId=\"e_2__intro\">");
    assert_has(xml, "<list class=\"ordered\" eId=\"e_3\"");
    assert_has(xml, "see <ref eId=\"e_4__content__ref_1\" href=\"#e_1\">it</ref>");
    assert_has(xml, "<p>end<eol/>of it</p>");
    assert_has(xml, "<book eId=\"e_6\" GUID=\"0000000006\"/>");
    assert_has(xml, "<hcontainer name=\"group\" class=\"section\" eId=\"e_7\"");
    assert_has(xml, "<hcontainer name=\"quote\" eId=\"e_8\"");
}

static void test_words(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_PARAGRAPH, .text = "[a](https://x.org/%zz[1]?q=\"&#38;y#a#b)" },
        { 0, PX_PROVISION_PARAGRAPH, .text = "[a](http://[::) [b](http://x:y/) [c](ftp://x/)" },
        { 0, PX_PROVISION_PARAGRAPH, .text = "[gone](#0000000099) **b** `c < d`" },
        { 0, PX_PROVISION_PARAGRAPH,
          .text = "a\xEF\xBF\xBF"
                  "b\xEF\xBF\xBD"
                  "c" },
        { 0, PX_PROVISION_CODE_BLOCK, .extra = "c\t\"x\"", .text = "\tif (a < b)\n\n  x;\n" },
    };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<p>a b c</p>");
    assert_has(xml, "<p>gone <b>b</b> <inline name=\"code\">c &lt; d</inline></p>");
    assert_has(xml, "<p>a\xEF\xBF\xBD"
                    "b\xEF\xBF\xBD"
                    "c</p>");
    assert_has(xml, "class=\"c&#9;&quot;x&quot;\"");
    assert_has(
        xml, "<block name=\"code-block\" xml:space=\"preserve\">\tif (a &lt; b)\n\n  x;\n</block>");
}

static void test_address(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_PARAGRAPH, .text = "[a](https://x.org/%zz%20[1]|?q=&y#a#b)" },
    };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<a href=\"https://x.org/%25zz%20%5B1%5D%7C?q=&amp;y#a%23b\">a</a>");
}

static void test_table(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_TABLE, .heading = "Times", .text = "| a | b |\n|---|--:|\n| *c* | d |" },
        { 0, PX_PROVISION_TABLE, .text = "|---|" },
    };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<heading eId=\"e_0__heading\">Times</heading>");
    assert_has(xml, "<th><p>a</p></th>");
    assert_has(xml, "<th class=\"right\"><p>b</p></th>");
    assert_has(xml, "<td><p><i>c</i></p></td>");
    assert_has(xml, "<hcontainer name=\"table\" eId=\"e_1\" GUID=\"0000000001\"/>");
}

static void test_parts(void **state)
{
    static const row rows[] = {
        { 0, PX_PROVISION_GROUP, .extra = "preface" },
        { 1, PX_PROVISION_GROUP, .extra = "longTitle" },
        { 2, PX_PROVISION_PARAGRAPH, .text = "Long" },
        { 0, PX_PROVISION_GROUP, .extra = "preamble" },
        { 1, PX_PROVISION_GROUP, .extra = "formula", .text = "THE COMMISSION" },
        { 1, PX_PROVISION_GROUP, .extra = "recitals" },
        { 2, PX_PROVISION_PARAGRAPH, .text = "Whereas:" },
        { 2, PX_PROVISION_RECITAL, .number = "(1)", .text = "Since" },
        { 3, PX_PROVISION_NOTE, .number = "*", .text = "OJ" },
        { 0, PX_PROVISION_ARTICLE },
        { 0, PX_PROVISION_GROUP, .extra = "conclusions" },
        { 1, PX_PROVISION_PARAGRAPH, .text = "Done" },
    };
    px_str xml = EXPORT_ROWS(rows);

    (void)state;
    assert_has(xml, "<preface eId=\"e_0\" GUID=\"0000000000\">");
    assert_has(xml, "<p eId=\"e_2\" GUID=\"0000000002\">Long</p>");
    assert_has_not(xml, "<docTitle>");
    assert_has(xml, "<formula name=\"formula\" eId=\"e_4\"");
    assert_has(xml, "<intro eId=\"e_5__intro\">");
    assert_has(xml, "<recital eId=\"e_7\"");
    assert_has(xml, "Since<authorialNote eId=\"e_8\" GUID=\"0000000008\" marker=\"*\">");
    assert_has(xml, "<article eId=\"e_9\"");
    assert_has(xml, "<conclusions eId=\"e_10\"");
}

/* A part whose content has no element there stays in the body; the body is never empty. */
static void test_parts_that_do_not_fit(void **state)
{
    static const row deep[] = {
        { 0, PX_PROVISION_GROUP, .extra = "preamble" },
        { 1, PX_PROVISION_MEASURE, .text = NULL },
        { 0, PX_PROVISION_RECITAL, .text = "alone" },
    };
    static const row alone[] = {
        { 0, PX_PROVISION_GROUP, .extra = "preface" },
        { 1, PX_PROVISION_PARAGRAPH, .text = "x" },
    };
    px_str xml = EXPORT_ROWS(deep);

    (void)state;
    assert_has(xml, "<hcontainer name=\"preamble\" eId=\"e_0\"");
    assert_has(xml, "<hcontainer name=\"recital\" eId=\"e_2\"");
    xml = EXPORT_ROWS(alone);
    assert_has(xml, "<hcontainer name=\"preface\" eId=\"e_0\"");
}

/* ---- The schema */

static void test_schema(void **state)
{
    const char *paths[BATCH];
    char *directory;

    (void)state;
    px_test_schema_needed();
    directory = px_test_directory();
    for (unsigned seed = 0; seed < TREES; seed++) {
        random_tree tree;
        px_text text;

        random_tree_make(&tree, arena, seed, false);
        text = random_tree_text(&tree, PX_STR("en"));
        version.published = seed % 3 ? 1764086400000 : PX_TIME_NONE;
        paths[seed % BATCH] = px_arena_format(arena, "%s/%u.xml", directory, seed);
        px_test_schema_write(paths[seed % BATCH], export_text(&text));
        if (seed % BATCH == BATCH - 1)
            px_test_schema_validate(paths, BATCH);
    }
    version.published = 1764086400000;
    px_test_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_address),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_parts_that_do_not_fit),
        cmocka_unit_test(test_schema),
    };

    return cmocka_run_group_tests(tests, make, end);
}
