/* SPDX-License-Identifier: EUPL-1.2 */
/* The states of anchors, one by one; test_anchor_proof.c plants thousands. */
#include "unit/testing.h"

#include "code/anchor.h"
#include "unit/arena_fixture.h"
#include "unit/code/sides.h"

#include "base/banned.h"

#define OLD                                                                                        \
    "measure 1.1 | Evaluation |\n"                                                                 \
    "  paragraph | | The provider evaluates each model before it is placed on the market. It "     \
    "keeps the results for ten years and shows them to the office on request.\n"                   \
    "  paragraph | | Results that point to a serious risk are told to the office within two "      \
    "weeks.\n"                                                                                     \
    "measure 1.2 | Incidents |\n"                                                                  \
    "  paragraph | | An incident is reported without undue delay, with its causes.\n"

typedef struct carried {
    px_match_side old_side, new_side;
    px_comparison comparison;
    px_anchor anchor;
    px_anchor_place place;
} carried;

/* Anchors the quote in the old provision that begins with `begin` and carries it. */
static carried carry(const char *old_lines, const char *new_lines, const char *begin,
                     const char *quote)
{
    carried c = { .old_side = px_test_side(arena, old_lines),
                  .new_side = px_test_side(arena, new_lines) };
    px_error err = PX_ERROR_INIT;
    size_t node = 0, start;

    while (node < c.old_side.count && !px_str_starts(c.old_side.nodes[node].text, px_str_of(begin)))
        node++;
    assert_true(node < c.old_side.count);
    start = px_str_find(c.old_side.nodes[node].text, px_str_of(quote));
    assert_true(start < c.old_side.nodes[node].text.len);
    px_compare(arena, &c.old_side, &c.new_side, &c.comparison);
    assert_ok(px_anchor_make(arena, PX_STR("draft-1"), &c.old_side, node, false, start,
                             start + strlen(quote), &c.anchor, &err),
              &err);
    px_anchor_carry(arena, &c.comparison, node, &c.anchor, &c.place);
    return c;
}

static void assert_state(const carried *c, px_anchor_state state, const char *exact)
{
    assert_string_equal(px_anchor_state_name(c->place.state), px_anchor_state_name(state));
    assert_str(c->place.exact, exact);
}

static void nothing_changed(void **unused)
{
    carried c = carry(OLD, OLD, "Results", "within two weeks");

    (void)unused;
    assert_state(&c, PX_ANCHOR_UNCHANGED, "within two weeks");
    assert_true(c.place.same_words && c.place.score == 1);
    assert_str(c.anchor.suffix, ".");
    assert_int_equal(px_utf8_count(c.anchor.prefix), PX_ANCHOR_CONTEXT);
}

static void the_words_changed(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | Results that point to a serious risk are told to the office "
                      "within three weeks.\n",
                      "Results", "within two weeks");

    (void)unused;
    assert_state(&c, PX_ANCHOR_CHANGED, "within three weeks");
    assert_true(c.place.score > 0.5 && c.place.score < 1 && !c.place.same_words);
}

static void the_words_are_gone_but_others_like_them_stay(void **unused)
{
    carried c = carry("paragraph | | The office may ask, and the office may publish, what the "
                      "provider knows of the risk.\n",
                      "paragraph | | The provider answers, and the office may publish, what the "
                      "provider knows of the risk.\n",
                      "The office", "office may ask");

    (void)unused;
    assert_int_equal(c.place.node, 0);
    assert_true(c.place.state == PX_ANCHOR_TEXT_GONE);
    assert_int_equal(c.place.start, c.place.end);
}

static void a_sentence_was_turned_round(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | It keeps the results for ten years and shows them to the "
                      "office on request. The provider evaluates each model before it is placed "
                      "on the market.\n",
                      "The provider", "evaluates each model before");

    (void)unused;
    assert_state(&c, PX_ANCHOR_CHANGED, "evaluates each model before");
    assert_true(c.place.same_words);
}

static void the_provision_was_split(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market.\n"
                      "  paragraph | | It keeps the results for ten years and shows them to the "
                      "office on request.\n",
                      "The provider", "evaluates each model");
    carried d = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market.\n"
                      "  paragraph | | It keeps the results for ten years and shows them to the "
                      "office on request.\n",
                      "The provider", "results for ten years");

    (void)unused;
    assert_str(c.place.exact, "evaluates each model");
    assert_int_equal(c.place.node, 1);
    assert_str(d.place.exact, "results for ten years");
    assert_int_equal(d.place.node, 2);
    assert_true(c.place.state == PX_ANCHOR_MOVED || d.place.state == PX_ANCHOR_MOVED);
}

static void the_words_went_elsewhere(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market. It keeps the results for ten years and shows them to the office "
                      "on request.\n"
                      "measure 1.2 | Incidents |\n"
                      "  paragraph | | An incident is reported without undue delay, with its "
                      "causes; those that point to a serious risk are told to the office within "
                      "two weeks.\n",
                      "Results", "a serious risk are told to the office within two weeks");

    (void)unused;
    assert_state(&c, PX_ANCHOR_MOVED, "a serious risk are told to the office within two weeks");
    assert_int_equal(c.place.node, 3);
}

static void the_provision_is_gone(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market. It keeps the results for ten years and shows them to the office "
                      "on request.\n",
                      "An incident", "undue delay");
    carried d = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market. It keeps the results for ten years and shows them to the office "
                      "on request.\n",
                      "Results", "two weeks");

    (void)unused;
    assert_state(&c, PX_ANCHOR_DELETED, "");
    assert_true(c.place.node == PX_OUTLINE_TOP);
    assert_state(&d, PX_ANCHOR_DELETED, "");
    assert_int_equal(d.place.node, 0); /* the measure that it stood in */
}

static void a_whole_provision(void **unused)
{
    carried c = carry(OLD, OLD, "An incident", "");
    carried d = carry(OLD,
                      "measure 1.2 | Incidents |\n  paragraph | | An incident is reported "
                      "without delay, with its causes and effects.\n",
                      "An incident", "");

    (void)unused;
    assert_state(&c, PX_ANCHOR_UNCHANGED, "");
    assert_state(&d, PX_ANCHOR_CHANGED, "");
    assert_true(d.place.score > 0.5 && d.place.score < 1);
}

/* What was merged into another goes on there, with nearly all of its words. */
static void a_whole_provision_was_merged(void **unused)
{
    carried c = carry(OLD,
                      "measure 1.1 | Evaluation |\n"
                      "  paragraph | | The provider evaluates each model before it is placed on "
                      "the market. It keeps the results for ten years and shows them to the office "
                      "on request. Results that point to a serious risk are told to the office "
                      "within two weeks.\n"
                      "measure 1.2 | Incidents |\n"
                      "  paragraph | | An incident is reported without undue delay, with its "
                      "causes.\n",
                      "Results", "");

    (void)unused;
    assert_state(&c, PX_ANCHOR_CHANGED, "");
    assert_int_equal(c.place.node, 1);
    assert_true(c.place.score > 0.9);
}

static void bad_places_are_refused(void **unused)
{
    px_match_side side = px_test_side(arena, "paragraph | | été\n");
    px_error err = PX_ERROR_INIT;
    px_anchor anchor;
    size_t node;

    (void)unused;
    assert_fails(px_anchor_make(arena, PX_STR("a"), &side, 0, false, 2, 4, &anchor, &err),
                 PX_ERR_INVALID);
    assert_fails(px_anchor_make(arena, PX_STR("a"), &side, 0, false, 3, 2, &anchor, &err),
                 PX_ERR_INVALID);
    assert_ok(px_anchor_make(arena, PX_STR("a"), &side, 0, false, 0, 3, &anchor, &err), &err);
    assert_str(anchor.exact, "été");
    side.nodes[0].id = anchor.id = PX_STR("k3v7q0m2d0");
    assert_ok(px_anchor_find(&side, &anchor, &node, &err), &err);
    side.nodes[0].text = PX_STR("hiver");
    assert_fails(px_anchor_find(&side, &anchor, &node, &err), PX_ERR_CONFLICT);
    anchor.id = PX_STR("0000000000");
    assert_fails(px_anchor_find(&side, &anchor, &node, &err), PX_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed),
        cmocka_unit_test(the_words_changed),
        cmocka_unit_test(the_words_are_gone_but_others_like_them_stay),
        cmocka_unit_test(a_sentence_was_turned_round),
        cmocka_unit_test(the_provision_was_split),
        cmocka_unit_test(the_words_went_elsewhere),
        cmocka_unit_test(the_provision_is_gone),
        cmocka_unit_test(a_whole_provision),
        cmocka_unit_test(a_whole_provision_was_merged),
        cmocka_unit_test(bad_places_are_refused),
    };

    return cmocka_run_group_tests(tests, make, end);
}
