/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/contents_html.h"

static void test_end(void **state)
{
    px_node nodes[] = {
        { .depth = 0 }, { .depth = 1 }, { .depth = 2 }, { .depth = 1 }, { .depth = 0 },
    };
    px_text text = { .nodes = nodes, .count = PX_COUNT(nodes) };

    (void)state;
    assert_int_equal(px_text_tree_end(&text, 0), 4);
    assert_int_equal(px_text_tree_end(&text, 1), 3);
    assert_int_equal(px_text_tree_end(&text, 2), 3);
    assert_int_equal(px_text_tree_end(&text, 4), 5);
}

/* Headings of paragraphs, captions and terms are in no contents. */
static void test_titled(void **state)
{
    px_node node = { .kind = PX_PROVISION_ARTICLE };

    (void)state;
    assert_false(px_node_titled(&node));
    node.heading = PX_STR("Scope");
    assert_true(px_node_titled(&node));
    node.kind = PX_PROVISION_GROUP;
    assert_true(px_node_titled(&node));
    node.kind = PX_PROVISION_TABLE;
    assert_false(px_node_titled(&node));
    node.kind = PX_PROVISION_DEFINITION;
    assert_false(px_node_titled(&node));
}

/* As many levels as were asked for; what has no id has no link. */
static void test_levels(void **state)
{
    px_node nodes[] = {
        { .depth = 0,
          .kind = PX_PROVISION_CHAPTER,
          .lasting_id = PX_STR("a"),
          .heading = PX_STR("*A*") },
        { .depth = 1,
          .kind = PX_PROVISION_ARTICLE,
          .lasting_id = PX_STR("b"),
          .number = PX_STR("1"),
          .heading = PX_STR("B") },
        { .depth = 0, .kind = PX_PROVISION_CHAPTER, .heading = PX_STR("C") },
    };
    px_text text = { .nodes = nodes, .count = PX_COUNT(nodes) };
    PX_AUTO_BUILDER px_builder one = PX_BUILDER_INIT(4096), two = PX_BUILDER_INIT(4096);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_contents_html(&one, &text, 1, &err), &err);
    assert_str(px_builder_view(&one), "<ol>\n<li><a href=\"#a\"><span>A</span></a></li>\n</ol>\n");
    assert_ok(px_contents_html(&two, &text, 2, &err), &err);
    assert_str(px_builder_view(&two),
               "<ol>\n<li><a href=\"#a\"><span>A</span></a><ol>\n<li><a href=\"#b\">"
               "<span class=\"num\">1</span> <span>B</span></a></li>\n</ol>\n</li>\n</ol>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_titled),
        cmocka_unit_test(test_levels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
