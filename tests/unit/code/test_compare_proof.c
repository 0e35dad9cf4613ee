/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The proof of matching and comparison on real texts, without ids: the pairs of LEOS give the
 * answers that their names tell; 1,000 planted edits for each text, recall and precision for each
 * kind. What counts as the truth: planted.h.
 *
 * PX_PROOF_SHOW=1 prints what was missed and what was found wrongly.
 */
#include "unit/testing.h"

#include "unit/code/planted.h"
#include "unit/code/real_text.h"

#define EDITS 1000
#define GOAL 0.98

/* Each node of either text stands in one change, and the change names it. */
static void assert_whole(const px_comparison *c)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    size_t *times[2] = { px_arena_array(arena, c->old_side->count + 1, sizeof(size_t)),
                         px_arena_array(arena, c->new_side->count + 1, sizeof(size_t)) };

    for (size_t k = 0; k < c->count; k++) {
        const px_change *change = &c->changes[k];

        if (change->old_node != PX_OUTLINE_TOP) {
            times[0][change->old_node]++;
            assert_int_equal(c->of_old[change->old_node], k);
        }
        if (change->new_node != PX_OUTLINE_TOP) {
            times[1][change->new_node]++;
            assert_int_equal(c->of_new[change->new_node], k);
        }
        for (size_t n = 0; n < change->n_others; n++) {
            bool split = change->kind == PX_CHANGE_SPLIT;

            times[split][change->others[n]]++;
            assert_int_equal((split ? c->of_new : c->of_old)[change->others[n]], k);
        }
    }
    for (size_t i = 0; i < c->old_side->count; i++)
        assert_int_equal(times[0][i], 1);
    for (size_t j = 0; j < c->new_side->count; j++)
        assert_int_equal(times[1][j], 1);
}

static double ratio(size_t right, size_t all)
{
    return all ? (double)right / (double)all : 1;
}

static bool print_scores(const char *name, const size_t *planted, const px_plant_score *score)
{
    bool good = true;

    printf("# %s\n#   %-12s %8s %8s %8s %8s %8s %10s\n", name, "kind", "planted", "true", "found",
           "right", "recall", "precision");
    for (int kind = 0; kind < PX_CHANGE_KIND_COUNT; kind++) {
        double recall = ratio(score->right[kind], score->truth[kind]);
        double precision = ratio(score->right[kind], score->found[kind]);

        printf("#   %-12s %8zu %8zu %8zu %8zu %8.4f %10.4f%s\n",
               px_change_kind_name((px_change_kind)kind), planted[kind], score->truth[kind],
               score->found[kind], score->right[kind], recall, precision,
               recall < GOAL || precision < GOAL ? "  below" : "");
        good = good && recall >= GOAL && precision >= GOAL;
    }
    return good;
}

static void prove(const char *name, const px_match_side *side)
{
    px_plant_random random = { 20251128 };
    size_t planted[PX_CHANGE_KIND_COUNT] = { 0 }, count = 0;
    px_plant_score score = { 0 };

    for (size_t round = 0; count < EDITS; round++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        double share = 0.1 + 0.0001 * (double)px_plant_draw(&random, 1000);
        px_comparison comparison;
        px_planted p;

        px_plant(arena, side, &random, share, round % 2, &p);
        px_compare(arena, side, &p.new_side, &comparison);
        assert_whole(&comparison);
        px_plant_judge(arena, &p, &comparison, getenv("PX_PROOF_SHOW") != NULL, &score);
        for (int kind = 0; kind < PX_CHANGE_KIND_COUNT; kind++)
            planted[kind] += p.edits[kind];
        count += p.count;
    }
    assert_true(print_scores(name, planted, &score));
}

static void prove_file(const char *path)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_match_side side;

    if (!px_test_real_text(arena, path, &side))
        skip();
    prove(path, &side);
}

/* ---- The pairs of LEOS */

static void assert_change(const px_comparison *c, px_change_kind kind, const char *number,
                          const char *words)
{
    for (size_t k = 0; k < c->count; k++) {
        const px_change *change = &c->changes[k];
        const px_match_node *node = change->new_node == PX_OUTLINE_TOP
                                        ? &c->old_side->nodes[change->old_node]
                                        : &c->new_side->nodes[change->new_node];

        if (change->kind == kind && px_str_is(node->number, number) &&
            px_str_is(node->heading.len ? node->heading : node->text, words))
            return;
    }
    print_error("no %s '%s %s'\n", px_change_kind_name(kind), number, words);
    fail();
}

static void test_leos_pairs(void **state)
{
    static const struct {
        const char *folder;
        size_t counts[PX_CHANGE_KIND_COUNT]; /* but those kept */
        px_change_kind kind;
        const char *number, *words;
    } rows[] = {
        { "mandate-add-point-over-paragraph",
          { [PX_CHANGE_NEW] = 2 }, /* the list and its point */
          PX_CHANGE_NEW,
          "(a)",
          "Text..." },
        { "mandate-delete-art1par1pointA",
          { [PX_CHANGE_DELETED] = 2 },
          PX_CHANGE_DELETED,
          "(a)",
          "Point A" },
        { "mandate-move-art1par1pointB-before-pointA",
          { [PX_CHANGE_MOVED] = 1 },
          PX_CHANGE_MOVED,
          "(-a)",
          "point blast subparagraph" },
        { "mandate-move-art3par1pointA-before-art1par1pointA",
          { [PX_CHANGE_MOVED] = 1 },
          PX_CHANGE_MOVED,
          "(-a)",
          "art3- point a" },
        { "proposal-add-article",
          { [PX_CHANGE_NEW] = 2, [PX_CHANGE_RENUMBERED] = 1 },
          PX_CHANGE_NEW,
          "Article 3",
          "Article heading..." },
        { "proposal-delete-article",
          { [PX_CHANGE_DELETED] = 6, [PX_CHANGE_RENUMBERED] = 1 },
          PX_CHANGE_DELETED,
          "Article 2",
          "Entry into force" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_match_side old_side, new_side;
        px_comparison c;

        if (!px_test_real_text(
                arena, px_arena_format(arena, "akoma-ntoso/leos/%s/input.xml", rows[i].folder),
                &old_side) ||
            !px_test_real_text(
                arena, px_arena_format(arena, "akoma-ntoso/leos/%s/expected.xml", rows[i].folder),
                &new_side))
            skip();
        px_compare(arena, &old_side, &new_side, &c);
        for (int kind = PX_CHANGE_KEPT + 1; kind < PX_CHANGE_KIND_COUNT; kind++)
            assert_int_equal(c.counts[kind], rows[i].counts[kind]);
        assert_change(&c, rows[i].kind, rows[i].number, rows[i].words);
    }
}

/* ---- Planted edits */

/* However much is edited, the result holds together. */
static void test_everything_edited(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_plant_random random = { 7 };
    px_match_side side;

    (void)state;
    if (!px_test_ai_act(arena, &side))
        skip();
    for (size_t round = 0; round < 6; round++) {
        px_comparison comparison;
        px_planted p;

        px_plant(arena, &side, &random, 1, round % 2, &p);
        px_compare(arena, &side, &p.new_side, &comparison);
        assert_whole(&comparison);
    }
}

static void test_aipref_vocab(void **state)
{
    (void)state;
    prove_file("aipref/vocab-05.md");
}

static void test_aipref_attach(void **state)
{
    (void)state;
    prove_file("aipref/attach-03.md");
}

static void test_eu_proposal(void **state)
{
    (void)state;
    prove_file("akoma-ntoso/examples/eu_COM(2013)0619_EN-8.xml");
}

static void test_bill_big(void **state)
{
    (void)state;
    prove_file("akoma-ntoso/leos/bill_big.xml.xz");
}

static void test_ai_act(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_match_side side;

    (void)state;
    if (!px_test_ai_act(arena, &side))
        skip();
    prove("ai-act/articles", &side);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leos_pairs),   cmocka_unit_test(test_everything_edited),
        cmocka_unit_test(test_aipref_vocab), cmocka_unit_test(test_aipref_attach),
        cmocka_unit_test(test_eu_proposal),  cmocka_unit_test(test_bill_big),
        cmocka_unit_test(test_ai_act),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
