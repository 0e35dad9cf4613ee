/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The proof of matching and comparison on real texts, without ids: 1,000 planted edits for each
 * text, recall and precision for each kind. What counts as the truth: planted.h.
 *
 * PX_PROOF_SHOW=1 prints what was missed and what was found wrongly.
 */
#include "unit/testing.h"

#include "unit/code/planted.h"
#include "unit/code/real_text.h"

#define EDITS 1000
#define GOAL 0.98

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
        cmocka_unit_test(test_aipref_vocab),
        cmocka_unit_test(test_aipref_attach),
        cmocka_unit_test(test_eu_proposal),
        cmocka_unit_test(test_bill_big),
        cmocka_unit_test(test_ai_act),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
