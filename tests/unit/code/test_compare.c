/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/compare/compare.h"
#include "unit/code/sides.h"

typedef struct fixture {
    px_arena *arena;
    px_match_side old_side, new_side;
    px_comparison c;
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

static void compare(fixture *f, const char *old_lines, const char *new_lines)
{
    f->old_side = px_test_side(f->arena, old_lines);
    f->new_side = px_test_side(f->arena, new_lines);
    px_compare(f->arena, &f->old_side, &f->new_side, &f->c);
}

/* The changes as text: "kind[+flags] old>new", one a line; nodes by their position from 0. */
static const char *listed(fixture *f)
{
    const char *text = "";

    for (size_t k = 0; k < f->c.count; k++) {
        const px_change *c = &f->c.changes[k];

        text =
            px_arena_format(f->arena, "%s%s%s%s%s %zd>%zd", text, px_change_kind_name(c->kind),
                            c->reworded && c->kind != PX_CHANGE_REWORDED ? "+reworded" : "",
                            c->moved && c->kind != PX_CHANGE_MOVED ? "+moved" : "",
                            c->renumbered && c->kind != PX_CHANGE_RENUMBERED ? "+renumbered" : "",
                            c->old_node == PX_OUTLINE_TOP ? (ssize_t)-1 : (ssize_t)c->old_node,
                            c->new_node == PX_OUTLINE_TOP ? (ssize_t)-1 : (ssize_t)c->new_node);
        for (size_t n = 0; n < c->n_others; n++)
            text = px_arena_format(f->arena, "%s,%zu", text, c->others[n]);
        text = px_arena_format(f->arena, "%s\n", text);
    }
    return text;
}

static const char *base =
    "article 1 | Scope |\n"
    "  paragraph 1. | | Providers shall keep the documentation of the model "
    "for ten years after it was placed on the market.\n"
    "  paragraph 2. | | The office may ask for any document that it needs to "
    "carry out its task.\n"
    "  paragraph 3. | | Requests are answered within thirty days, in a "
    "language that the office understands.\n"
    "article 2 | Duties |\n"
    "  paragraph 1. | | Risks are assessed before each release, by people who "
    "did not build the model.\n";

static void test_same(void **state)
{
    fixture *f = *state;

    compare(f, base, base);
    assert_string_equal(listed(f), "kept 0>0\nkept 1>1\nkept 2>2\nkept 3>3\nkept 4>4\nkept 5>5\n");
    assert_int_equal(f->c.counts[PX_CHANGE_KEPT], 6);
    compare(f, "", base);
    assert_int_equal(f->c.counts[PX_CHANGE_NEW], 6);
    compare(f, base, "");
    assert_int_equal(f->c.counts[PX_CHANGE_DELETED], 6);
    compare(f, "", "");
    assert_int_equal(f->c.count, 0);
}

/* A new paragraph is put in; what follows is renumbered, the reworded one finds its own. */
static void test_insertion_beside_rewording(void **state)
{
    fixture *f = *state;

    compare(f, base,
            "article 1 | Scope |\n"
            "  paragraph 1. | | Providers shall keep the documentation of the model for ten years "
            "after it was placed on the market.\n"
            "  paragraph 2. | | Providers shall tell the office where the documentation is kept.\n"
            "  paragraph 3. | | The office may ask a provider for any document that it needs to "
            "fulfil its task.\n"
            "  paragraph 4. | | Requests are answered within thirty days, in a language that the "
            "office understands.\n"
            "article 2 | Duties |\n"
            "  paragraph 1. | | Risks are assessed before each release, by people who did not "
            "build the model.\n");
    assert_string_equal(listed(f), "kept 0>0\nkept 1>1\nnew -1>2\nreworded+renumbered 2>3\n"
                                   "renumbered 3>4\nkept 4>5\nkept 5>6\n");
}

static void test_moves(void **state)
{
    fixture *f = *state;

    /* Across parents; what follows it there and here stays where it is. */
    compare(f, base,
            "article 1 | Scope |\n"
            "  paragraph 1. | | Providers shall keep the documentation of the model for ten years "
            "after it was placed on the market.\n"
            "  paragraph 2. | | Requests are answered within thirty days, in a language that the "
            "office understands.\n"
            "article 2 | Duties |\n"
            "  paragraph 1. | | Risks are assessed before each release, by people who did not "
            "build the model.\n"
            "  paragraph 2. | | The office may ask for any document that it needs to carry out its "
            "task.\n");
    assert_string_equal(listed(f), "kept 0>0\nkept 1>1\nrenumbered 3>2\nkept 4>3\nkept 5>4\n"
                                   "moved 2>5\n");
    /* A whole article: its children move with it and are not moved themselves. The lighter of the
     * two is the one that moved. */
    compare(f, base,
            "article 2 | Duties |\n"
            "  paragraph 1. | | Risks are assessed before each release, by people who did not "
            "build the model.\n"
            "article 1 | Scope |\n"
            "  paragraph 1. | | Providers shall keep the documentation of the model for ten years "
            "after it was placed on the market.\n"
            "  paragraph 2. | | The office may ask for any document that it needs to carry out its "
            "task.\n"
            "  paragraph 3. | | Requests are answered within thirty days, in a language that the "
            "office understands.\n");
    assert_string_equal(listed(f), "moved 4>0\nkept 5>1\nkept 0>2\nkept 1>3\nkept 2>4\nkept 3>5\n");
}

static void test_split_and_merge(void **state)
{
    static const char *whole = "paragraph 1. | | Providers shall keep the documentation of the "
                               "model for ten years. The office may ask for it at any time.\n"
                               "paragraph 2. | | Nothing here limits other laws of the Union.\n";
    static const char *parts = "paragraph 1. | | Providers shall keep the documentation of the "
                               "model for ten years.\n"
                               "paragraph 2. | | The office may ask for it at any time.\n"
                               "paragraph 3. | | Nothing here limits other laws of the Union.\n";
    fixture *f = *state;

    compare(f, whole, parts);
    assert_string_equal(listed(f), "split+reworded 0>0,1\nrenumbered 1>2\n");
    assert_int_equal(f->c.of_new[1], 0);
    assert_int_equal(f->c.match.n_parts, 1);
    assert_true(f->c.match.parts[0].share >= 1);
    compare(f, parts, whole);
    assert_string_equal(listed(f), "merged+reworded 0>0,1\nrenumbered 2>1\n");
    assert_int_equal(f->c.of_old[1], 0);
}

/* The larger part keeps the provision, even where the smaller one comes first. */
static void test_larger_part(void **state)
{
    fixture *f = *state;

    compare(f,
            "paragraph 1. | | In case of doubt the office decides. Providers shall keep the "
            "documentation of the model for ten years after the last release.\n",
            "paragraph 1. | | In case of doubt the office decides.\n"
            "paragraph 2. | | Providers shall keep the documentation of the model for ten years "
            "after the last release.\n");
    assert_string_equal(listed(f), "split+reworded+renumbered 0>1,0\n");
}

/* One paragraph becomes an introduction with points: the paragraph with what is below it is the
 * larger part. */
static void test_split_into_points(void **state)
{
    fixture *f = *state;

    compare(f,
            "paragraph 1. | | The provider shall document the following of its model: how the data "
            "for its training were gathered, which measures against copying were taken, and "
            "who may be asked about both of them in case of doubt.\n",
            "paragraph 1. | | The provider shall document the following of its model:\n"
            "  list | |\n"
            "    point (a) | | how the data for its training were gathered,\n"
            "    point (b) | | which measures against copying were taken, and\n"
            "    point (c) | | who may be asked about both of them in case of doubt.\n");
    assert_string_equal(listed(f), "split+reworded 0>0,2,3,4\nnew -1>1\n");
}

/* A level that is put in between moves nothing. */
static void test_wrapping_level(void **state)
{
    fixture *f = *state;

    compare(f,
            "article 1 | |\n"
            "  paragraph 1. | | Text...\n"
            "  paragraph 2. | | Other text than that above.\n",
            "article 1 | |\n"
            "  paragraph 1. | |\n"
            "    subparagraph | | Text...\n"
            "    list | |\n"
            "      point (a) | | Text...\n"
            "  paragraph 2. | | Other text than that above.\n");
    assert_int_equal(f->c.counts[PX_CHANGE_MOVED], 0);
    assert_int_equal(f->c.counts[PX_CHANGE_DELETED], 0);
    assert_int_equal(f->c.counts[PX_CHANGE_NEW], 3);
    assert_int_equal(f->c.counts[PX_CHANGE_RENUMBERED], 0);
    compare(f,
            "chapter I | Rules |\n"
            "  article 1 | One |\n"
            "    paragraph | | The first of all articles says this.\n"
            "  article 2 | Two |\n"
            "    paragraph | | The second of them says that.\n",
            "chapter I | Rules |\n"
            "  section 1 | All |\n"
            "    article 1 | One |\n"
            "      paragraph | | The first of all articles says this.\n"
            "    article 2 | Two |\n"
            "      paragraph | | The second of them says that.\n");
    assert_string_equal(listed(f), "kept 0>0\nnew -1>1\nkept 1>2\nkept 2>3\nkept 3>4\nkept 4>5\n");
}

/* What stood between two lists goes, and they become one: their points have not moved. */
static void test_joined_lists(void **state)
{
    fixture *f = *state;

    compare(f,
            "section | Scope |\n"
            "  list | |\n"
            "    point 1. | | This Regulation applies to providers of systems in the Union.\n"
            "  paragraph | | It takes the place of Directive 2014/90/EU from that day on.\n"
            "  list | |\n"
            "    point 2. | | It shall not apply to systems that are used for defence alone.\n"
            "    point 3. | | Public authorities of third countries are not bound by it.\n",
            "section | Scope |\n"
            "  list | |\n"
            "    point 1. | | This Regulation applies to providers of systems in the Union.\n"
            "    point 2. | | It shall not apply to systems that are used for defence alone.\n"
            "    point 3. | | Public authorities of third countries are not bound by it.\n");
    assert_int_equal(f->c.counts[PX_CHANGE_MOVED], 0);
    assert_int_equal(f->c.counts[PX_CHANGE_DELETED], 2);
    assert_int_equal(f->c.counts[PX_CHANGE_KEPT], 5);
}

static void test_deleted_stands_behind(void **state)
{
    fixture *f = *state;

    compare(f, base,
            "article 2 | Duties |\n"
            "  paragraph 1. | | Risks are assessed before each release, by people who did not "
            "build the model.\n");
    assert_string_equal(listed(f), "deleted 0>-1\ndeleted 1>-1\ndeleted 2>-1\ndeleted 3>-1\n"
                                   "kept 4>0\nkept 5>1\n");
}

/* A number that is written in another way is the same. */
static void test_numbers(void **state)
{
    fixture *f = *state;

    compare(f,
            "paragraph 1. | | The first paragraph of this text.\n"
            "paragraph (a) | | The second paragraph of this text.\n"
            "paragraph 3 | | The third paragraph of this text.\n",
            "paragraph (1) | | The first paragraph of this text.\n"
            "paragraph (A) | | The second paragraph of this text.\n"
            "paragraph | | The third paragraph of this text.\n");
    assert_string_equal(listed(f), "kept 0>0\nrenumbered 1>1\nrenumbered 2>2\n");
}

static void test_names(void **state)
{
    (void)state;
    for (int kind = 0; kind < PX_CHANGE_KIND_COUNT; kind++) {
        assert_true(*px_change_kind_name((px_change_kind)kind));
        assert_true(*px_change_kind_title((px_change_kind)kind));
    }
    assert_string_equal(px_change_kind_name(PX_CHANGE_SPLIT), "split");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_same),
        TEST(test_insertion_beside_rewording),
        TEST(test_moves),
        TEST(test_split_and_merge),
        TEST(test_larger_part),
        TEST(test_split_into_points),
        TEST(test_wrapping_level),
        TEST(test_joined_lists),
        TEST(test_deleted_stands_behind),
        TEST(test_numbers),
        TEST(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
