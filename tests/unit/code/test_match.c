/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/compare/match.h"
#include "code/outline.h"
#include "unit/code/sides.h"

typedef struct fixture {
    px_arena *arena;
    px_match_side old_side, new_side;
    px_match match;
} fixture;

static int set_up(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->arena = px_arena_new();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    px_arena_free(f->arena);
    free(f);
    return 0;
}

static void match_sides(fixture *f)
{
    px_match_make(f->arena, &f->old_side, &f->new_side, &f->match);
}

static void match(fixture *f, const char *old_lines, const char *new_lines)
{
    f->old_side = px_test_side(f->arena, old_lines);
    f->new_side = px_test_side(f->arena, new_lines);
    match_sides(f);
}

/* The new node's partner, and the other way round. */
static void assert_pair(const fixture *f, size_t old_node, size_t new_node, px_match_reason reason)
{
    assert_int_equal(f->match.to_old[new_node].node, old_node);
    assert_int_equal(f->match.to_new[old_node].node, new_node);
    assert_string_equal(px_match_reason_name(f->match.to_old[new_node].reason),
                        px_match_reason_name(reason));
}

static void assert_alone(const px_match_partner *partners, size_t node)
{
    assert_true(partners[node].node == PX_OUTLINE_TOP);
    assert_int_equal(partners[node].reason, PX_MATCH_NONE);
}

static void test_similarity(void **state)
{
    fixture *f = *state;
    const char *many = "";

#define SIMILARITY(a, b) px_match_similarity(f->arena, PX_STR(a), PX_STR(b))
    assert_true(SIMILARITY("", "") >= 1);
    assert_true(SIMILARITY("a", "") <= 0);
    assert_true(SIMILARITY("One two, three.", "ONE two (three)") >= 1);
    assert_true(SIMILARITY("one two three", "three two one") < 0.34);
    assert_true(SIMILARITY("one two three four", "one two five four") > 0.74);
    /* Quotation marks and dashes part words, letters beyond ASCII do not. */
    assert_true(SIMILARITY("\u2018\u00e9t\u00e9\u2019 \u2013 un", "\u00e9t\u00e9 un") >= 1);
    /* Scripts without spaces: each character counts. */
    assert_true(SIMILARITY("\u689d\u7d04\u6cd5", "\u689d\u7d04\u6848") > 0.6);
    /* Text without any word is compared as it is. */
    assert_true(SIMILARITY("...", "...") >= 1);
    assert_true(SIMILARITY("...", "\u2026") <= 0);
    /* More than one machine word of words. */
    for (int i = 0; i < 200; i++)
        many = px_arena_format(f->arena, "%s w%d", many, i);
    assert_true(px_match_similarity(f->arena, px_str_of(many),
                                    px_str_of(px_arena_format(f->arena, "x%s y", many))) > 0.99);
}

static void test_same_number(void **state)
{
    (void)state;
    assert_true(px_match_same_number(PX_STR("1."), PX_STR("(1)")));
    assert_true(px_match_same_number(PX_STR("Measure 1.2"), PX_STR("Measure 1.2.")));
    assert_false(px_match_same_number(PX_STR("1.2"), PX_STR("12")));
    assert_false(px_match_same_number(PX_STR("(a)"), PX_STR("(A)")));
    assert_false(px_match_same_number(PX_STR("(a)"), PX_STR("(-a)")));
    assert_false(px_match_same_number(PX_STR("1."), PX_STR("")));
    assert_true(px_match_same_number(PX_STR(""), PX_STR_NONE));
}

/* Ids first, whatever the words are; then names for links; nodes with two ids are no pair. */
static void test_ids(void **state)
{
    fixture *f = *state;

    f->old_side = px_test_side(f->arena, "paragraph | | The first of all words are these here.\n"
                                         "paragraph | | Other words stand in the second one.\n"
                                         "paragraph | | A third one is known by its name.\n"
                                         "paragraph | | The last one has an id of its own.\n");
    f->new_side = px_test_side(f->arena, "paragraph | | Other words stand in the second one.\n"
                                         "paragraph | | The first of all words are these here.\n"
                                         "paragraph | | Nothing of it is left.\n"
                                         "paragraph | | The last one has an id of its own.\n");
    f->old_side.nodes[0].id = f->new_side.nodes[0].id = PX_STR("0000000001");
    f->old_side.nodes[1].id = PX_STR("0000000002");
    f->old_side.nodes[2].alias = f->new_side.nodes[2].alias = PX_STR("third");
    f->old_side.nodes[3].id = PX_STR("0000000004");
    f->new_side.nodes[3].id = PX_STR("0000000005");
    match_sides(f);
    assert_pair(f, 0, 0, PX_MATCH_ID);
    assert_true(f->match.to_new[0].similarity < 1);
    assert_pair(f, 2, 2, PX_MATCH_ALIAS);
    assert_alone(f->match.to_new, 3);
    assert_alone(f->match.to_old, 3);

    /* Two texts that share no id are compared by their words. */
    f->new_side.nodes[0].id = PX_STR("0000000009");
    match_sides(f);
    assert_pair(f, 1, 0, PX_MATCH_HASH);
    assert_pair(f, 0, 1, PX_MATCH_HASH);
    assert_pair(f, 3, 3, PX_MATCH_HASH);
}

/* Equal short texts keep their parents and their order. */
static void test_equal_texts(void **state)
{
    fixture *f = *state;

    match(f,
          "article 1 | Scope |\n"
          "  paragraph 1. | | Text...\n"
          "article 2 | Duties of the providers |\n"
          "  paragraph 1. | | Text...\n"
          "  paragraph 2. | | Text...\n"
          "article 3 | Last provisions of all |\n"
          "  paragraph 1. | | Text...\n",
          "article 1 | Scope |\n"
          "article 2 | Duties of the providers |\n"
          "  paragraph 1. | | Text...\n"
          "  paragraph 2. | | A new one stands between the two.\n"
          "  paragraph 3. | | Text...\n"
          "article 3 | Last provisions of all |\n"
          "  paragraph 1. | | Text...\n");
    assert_alone(f->match.to_new, 1);
    assert_pair(f, 3, 2, PX_MATCH_HASH);
    assert_pair(f, 4, 4, PX_MATCH_HASH);
    assert_alone(f->match.to_old, 3);
    assert_pair(f, 6, 6, PX_MATCH_HASH);
}

/* Of equal siblings one was taken out: which one is told by what stands beside it. */
static void test_equal_siblings(void **state)
{
    fixture *f = *state;

    match(f,
          "paragraph 1. | | [reserved]\n"
          "paragraph 2. | | The second paragraph is not reserved.\n"
          "paragraph 3. | | [reserved]\n"
          "paragraph 4. | | The fourth paragraph is not reserved.\n"
          "paragraph 5. | | [reserved]\n",
          "paragraph 1. | | [reserved]\n"
          "paragraph 2. | | The second paragraph is not reserved.\n"
          "paragraph 3. | | The fourth paragraph is not reserved.\n"
          "paragraph 4. | | [reserved]\n");
    assert_pair(f, 0, 0, PX_MATCH_HASH);
    assert_alone(f->match.to_new, 2);
    assert_pair(f, 4, 3, PX_MATCH_HASH);
}

/* Articles with the same heading are told apart by what is in them. */
static void test_divisions(void **state)
{
    fixture *f = *state;

    match(f,
          "chapter I | First things |\n"
          "  article 1 | Definitions |\n"
          "    paragraph | | A model is what this chapter says it is.\n"
          "chapter II | Second things |\n"
          "  article 2 | Definitions |\n"
          "    paragraph | | Risk has the meaning of the second chapter.\n",
          "chapter I | Second things |\n"
          "  article 1 | Definitions |\n"
          "    paragraph | | Risk has the meaning of the second chapter.\n"
          "chapter II | First things |\n"
          "  article 2 | Definitions |\n"
          "    paragraph | | A model is what this chapter says it is.\n");
    assert_int_equal(f->match.to_old[1].node, 4);
    assert_int_equal(f->match.to_old[4].node, 1);
    assert_int_equal(f->match.to_old[0].node, 3);

    /* Reworded heading, same paragraphs. */
    match(f, "article 1 | Scope |\n  paragraph | | These are the words of the article.\n",
          "article 1 | What this covers |\n  paragraph | | These are the words of the article.\n");
    assert_pair(f, 0, 0, PX_MATCH_PLACE);
}

/* Lists and groups without words by their place. */
static void test_places(void **state)
{
    fixture *f = *state;

    match(f,
          "paragraph 1. | | The following shall be documented by the provider:\n"
          "  list | |\n"
          "    point | | all of the data\n"
          "  group | |\n",
          "paragraph 1. | | The following shall be documented by the provider:\n"
          "  group | |\n"
          "  list | |\n"
          "    point | | nothing in common\n"
          "  group | |\n");
    assert_pair(f, 1, 2, PX_MATCH_PLACE);
    assert_pair(f, 3, 4, PX_MATCH_PLACE);
    assert_alone(f->match.to_old, 1);
    assert_alone(f->match.to_old, 3);
}

/* A paragraph that becomes a point is still itself. */
static void test_kinds(void **state)
{
    fixture *f = *state;

    match(f, "paragraph 1. | | Providers keep the documentation of each model for ten years.\n",
          "list | |\n"
          "  point (a) | | Providers keep the documentation of each of their models for ten "
          "years.\n");
    assert_pair(f, 0, 1, PX_MATCH_SIMILAR);
    /* A heading is no paragraph. */
    match(f, "section 1 | The documentation of each model that is kept |\n",
          "paragraph 1 | | The documentation of each model that was kept\n");
    assert_alone(f->match.to_new, 0);
}

/* Two candidates that fit alike. */
static void test_doubt(void **state)
{
    fixture *f = *state;

    match(f,
          "paragraph | | The provider shall tell the office of each serious incident within two "
          "days.\n"
          "paragraph | | Something else stands between them here.\n",
          "paragraph | | The provider shall tell the office of each serious incident within nine "
          "days.\n"
          "paragraph | | Something else stands between them here.\n"
          "paragraph | | The provider shall tell the office of each serious incident within ten "
          "days.\n");
    assert_int_equal(f->match.to_new[0].node, 0);
    assert_true(f->match.to_new[0].doubtful);
    assert_true(f->match.to_old[0].doubtful);
    assert_false(f->match.to_old[1].doubtful);

    match(f,
          "paragraph | | The provider shall tell the office of each serious incident within two "
          "days.\n",
          "paragraph | | The provider shall tell the office of each serious incident within ten "
          "days.\n");
    assert_false(f->match.to_new[0].doubtful);
}

/* A copy of what is there already is no split. */
static void test_copy_is_no_part(void **state)
{
    fixture *f = *state;

    match(f, "paragraph | | Providers keep the documentation of each model for ten years.\n",
          "paragraph | | Providers keep the documentation of each model for ten years.\n"
          "paragraph | | Providers keep the documentation.\n");
    assert_int_equal(f->match.n_parts, 0);
    assert_alone(f->match.to_old, 1);
}

/* Many equal nodes, against one more and in another order. */
static void test_many(void **state)
{
    fixture *f = *state;
    size_t count = 10000;
    px_match_node node = { .kind = PX_PROVISION_PARAGRAPH,
                           .parent = PX_OUTLINE_TOP,
                           .text = PX_STR("The same words again.") };
    px_match_node *nodes = px_arena_array(f->arena, count + 1, sizeof(*nodes));

    px_test_hash(f->arena, &node);
    for (size_t i = 0; i <= count; i++)
        nodes[i] = node;
    f->old_side = (px_match_side){ nodes, count };
    f->new_side = (px_match_side){ nodes, count + 1 };
    match_sides(f);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(f->match.to_new[i].node, i);
    assert_alone(f->match.to_old, count);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_similarity),      TEST(test_same_number),    TEST(test_ids),
        TEST(test_equal_texts),     TEST(test_equal_siblings), TEST(test_divisions),
        TEST(test_places),          TEST(test_kinds),          TEST(test_doubt),
        TEST(test_copy_is_no_part), TEST(test_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
