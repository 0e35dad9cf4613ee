/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <gumbo.h>

#include "base/map.h"
#include "code/export.h"
#include "code/html/import_html.h"
#include "unit/code/random_tree.h"

#define TREES 600

static px_code code = { .id = PX_STR_INIT("test"), .title = PX_STR_INIT("Test") };
static px_version version = {
    .label = PX_STR_INIT("draft-1"),
    .title = PX_STR_INIT("A title & more"),
    .state = PX_VERSION_PUBLISHED,
    .published = 1764086400000,
    .digest = PX_STR_INIT("ab12"),
};

static px_str export_text(px_arena *arena, const px_text *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_export export = { .code = &code, .version = &version, .text = text };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_export_html(arena, &export, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static px_outline import_text(px_arena *arena, px_str html)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    assert_ok(px_import_html(html, PX_STR(""), &bytes, &err), &err);
    assert_ok(px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, &outline, &err),
              &err);
    return outline;
}

static px_text make_text(px_arena *arena, unsigned seed, const char *language)
{
    random_tree tree;

    random_tree_make(&tree, arena, seed, true);
    return random_tree_text(&tree, px_str_of(language));
}

/* ---- There and back */

static void assert_same(const px_outline_node *was, const px_node *node)
{
    assert_int_equal(was->kind, node->kind);
    assert_int_equal(was->depth, node->depth);
    assert_true(px_str_eq(was->id, node->lasting_id));
    for (size_t i = 0; i < 4; i++) {
        px_str got[] = { was->number, was->heading, was->text, was->extra };
        px_str wanted[] = { node->number, node->heading, node->text, node->extra };

        if (!px_str_eq(got[i], wanted[i]))
            print_error("%s %.*s: got '%.*s', wanted '%.*s'\n", px_provision_kind_name(node->kind),
                        PX_STR_ARG(node->lasting_id), PX_STR_ARG(got[i]), PX_STR_ARG(wanted[i]));
        assert_true(px_str_eq(got[i], wanted[i]));
    }
}

static void test_round_trip(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < TREES; seed++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_text text = make_text(arena, seed, "en");
        px_outline again;

        again = import_text(arena, export_text(arena, &text));
        assert_str(again.title, "A title & more");
        assert_int_equal(again.count, text.count);
        for (size_t i = 0; i < again.count; i++)
            assert_same(&again.nodes[i], &text.nodes[i]);
        for (size_t i = 0; i < again.warning_count; i++)
            print_error("%s: %.*s\n", px_outline_warning_kinds[again.warnings[i].kind].name,
                        PX_STR_ARG(again.warnings[i].text));
        assert_int_equal(again.warning_count, 0);
        assert_int_equal(again.elements, again.mapped);
    }
}

/* ---- Valid HTML: gumbo finds no error, elements stand where they may, ids are used once */

static bool is_tag(const GumboNode *node, const GumboTag *tags, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (node->v.element.tag == tags[i])
            return true;
    return false;
}
#define IS_TAG(node, ...)                                                                          \
    is_tag(node, (const GumboTag[]){ __VA_ARGS__ },                                                \
           sizeof((const GumboTag[]){ __VA_ARGS__ }) / sizeof(GumboTag))

/* The content models of HTML that a tree of provisions could breach. */
static void check_place(const GumboNode *node)
{
    const GumboNode *parent = node->parent;

    if (IS_TAG(node, GUMBO_TAG_LI))
        assert_true(IS_TAG(parent, GUMBO_TAG_UL, GUMBO_TAG_OL));
    if (IS_TAG(node, GUMBO_TAG_DT, GUMBO_TAG_DD))
        assert_true(IS_TAG(parent, GUMBO_TAG_DIV));
    if (IS_TAG(parent, GUMBO_TAG_UL, GUMBO_TAG_OL))
        assert_true(IS_TAG(node, GUMBO_TAG_LI));
    if (IS_TAG(parent, GUMBO_TAG_DL))
        assert_true(IS_TAG(node, GUMBO_TAG_DIV));
    if (IS_TAG(parent, GUMBO_TAG_P, GUMBO_TAG_H2, GUMBO_TAG_H6, GUMBO_TAG_SPAN, GUMBO_TAG_DFN))
        assert_true(IS_TAG(node, GUMBO_TAG_SPAN, GUMBO_TAG_B, GUMBO_TAG_EM, GUMBO_TAG_STRONG,
                           GUMBO_TAG_CODE, GUMBO_TAG_A, GUMBO_TAG_BR));
    if (IS_TAG(node, GUMBO_TAG_FIGCAPTION))
        assert_true(IS_TAG(parent, GUMBO_TAG_FIGURE));
    assert_true(!IS_TAG(node, GUMBO_TAG_SCRIPT, GUMBO_TAG_IMG, GUMBO_TAG_IFRAME, GUMBO_TAG_LINK));
}

static void check_nodes(const GumboNode *node, px_map *ids)
{
    const GumboAttribute *id = gumbo_get_attribute(&node->v.element.attributes, "id");

    if (id)
        assert_null(px_map_put(ids, px_str_of(id->value), ids));
    for (unsigned i = 0; i < node->v.element.children.length; i++) {
        const GumboNode *child = node->v.element.children.data[i];

        if (child->type == GUMBO_NODE_ELEMENT) {
            check_place(child);
            check_nodes(child, ids);
        }
    }
}

static void test_valid(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < TREES / 4; seed++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_map ids = PX_MAP_INIT;
        px_text text = make_text(arena, seed, "fr");
        px_str html = export_text(arena, &text);
        GumboOutput *output;

        output = gumbo_parse_with_options(&kGumboDefaultOptions, html.ptr, html.len);
        assert_int_equal(output->errors.length, 0);
        assert_int_equal(output->document->v.document.doc_type_quirks_mode,
                         GUMBO_DOCTYPE_NO_QUIRKS);
        check_nodes(output->root, &ids);
        gumbo_destroy_output(&kGumboDefaultOptions, output);
        px_map_free(&ids);
    }
}

/* ---- What it looks like */

static px_str one(px_arena *arena, px_node node)
{
    px_text text = { .language = PX_STR("en"), .nodes = &node, .count = 1 };
    px_str html = export_text(arena, &text);
    size_t from = px_str_find(html, PX_STR("<main>\n")) + 7;

    return px_str_sub(html, from, px_str_find(html, PX_STR("</main>")));
}

static void test_nodes(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    assert_str(one(arena, (px_node){ .kind = PX_PROVISION_PARAGRAPH,
                                     .lasting_id = PX_STR("k3v7q0m2d0"),
                                     .eid = PX_STR("para_1"),
                                     .number = PX_STR("1."),
                                     .text = PX_STR("*One* & <two>") }),
               "<p id=\"k3v7q0m2d0\" data-kind=\"paragraph\" data-eid=\"para_1\" "
               "data-markdown=\"*One* &amp; &lt;two&gt;\"><span class=\"num\" "
               "data-part=\"number\">1.</span> <em>One</em> &amp; &lt;two&gt;</p>\n");
    assert_str(one(arena, (px_node){ .kind = PX_PROVISION_MEASURE,
                                     .number = PX_STR("Measure 1.1"),
                                     .heading = PX_STR("Calendar") }),
               "<section data-kind=\"measure\">\n<h2 data-part=\"heading\"><span class=\"num\" "
               "data-part=\"number\">Measure 1.1</span> Calendar</h2>\n</section>\n");
    assert_str(one(arena, (px_node){ .kind = PX_PROVISION_GROUP, .extra = PX_STR("quote") }),
               "<blockquote data-kind=\"group\" data-extra=\"quote\">\n</blockquote>\n");
}

static void test_document(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_text text = { .language = PX_STR("fr") };
    px_str html = export_text(arena, &text);

    (void)state;
    assert_true(
        px_str_starts(html, PX_STR("<!DOCTYPE html>\n<html data-praxis=\"1\" lang=\"fr\">")));
    assert_true(px_str_find(html, PX_STR("<title>A title &amp; more</title>")) < html.len);
    assert_true(px_str_find(html, PX_STR("<b>draft-1</b>")) < html.len);
    assert_true(px_str_find(html, PX_STR("ab12")) < html.len);
    assert_true(px_str_find(html, PX_STR("<script")) == html.len);
    assert_true(px_str_find(html, PX_STR("<nav")) == html.len);
    assert_true(px_str_eq(html, export_text(arena, &text)));
}

/* Headings below the sixth say their level. */
static void test_deep_headings(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_node nodes[8] = { 0 };
    px_text text = { .language = PX_STR("en"), .nodes = nodes, .count = PX_COUNT(nodes) };
    px_str html;

    (void)state;
    for (int i = 0; i < 8; i++)
        nodes[i] = (px_node){ .depth = i, .kind = PX_PROVISION_SECTION, .heading = PX_STR("H") };
    html = export_text(arena, &text);
    assert_true(px_str_find(html, PX_STR("<h6 data-part=\"heading\">H</h6>")) < html.len);
    assert_true(px_str_find(html, PX_STR("<h6 data-part=\"heading\" aria-level=\"9\">")) <
                html.len);
}

static void test_too_deep(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_node nodes[100] = { 0 };
    px_text text = { .language = PX_STR("en"), .nodes = nodes, .count = PX_COUNT(nodes) };
    px_export export = { .code = &code, .version = &version, .text = &text };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (int i = 0; i < 100; i++)
        nodes[i] = (px_node){ .depth = i, .kind = PX_PROVISION_GROUP };
    assert_fails(px_export_html(arena, &export, &out, &err), PX_ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),    cmocka_unit_test(test_valid),
        cmocka_unit_test(test_nodes),         cmocka_unit_test(test_document),
        cmocka_unit_test(test_deep_headings), cmocka_unit_test(test_too_deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
