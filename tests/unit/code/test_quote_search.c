/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/quote_search.h"
#include "unit/arena_fixture.h"

#include "base/banned.h"

/* The textbook table, to hold the bit-parallel one against. */
static size_t slow_distance(px_points a, px_points b)
{
    size_t *row = px_arena_array(arena, b.count + 1, sizeof(*row));

    for (size_t j = 0; j <= b.count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.count; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b.count; j++) {
            size_t above = row[j];
            size_t best = PX_MIN(PX_MIN(above, row[j - 1]) + 1,
                                 corner + (a.at[i - 1] == b.at[j - 1] ? 0 : 1));

            corner = above;
            row[j] = best;
        }
    }
    return row[b.count];
}

static unsigned long long state = 0x9E3779B97F4A7C15u;

static size_t chance(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

static px_points random_points(size_t max, size_t letters)
{
    size_t count = chance(max + 1);
    uint32_t *at = px_arena_array(arena, PX_MAX(count, 1), sizeof(*at));

    for (size_t i = 0; i < count; i++)
        at[i] = (uint32_t)('a' + chance(letters) * 977);
    return (px_points){ at, count };
}

static void distance_is_the_textbooks(void **unused)
{
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        size_t max = round % 3 == 0 ? 300 : 70;
        px_points a = random_points(max, 4), b = random_points(max, 4);

        assert_int_equal(px_edit_distance(arena, a, b), slow_distance(a, b));
        px_arena_reset(arena);
    }
}

static void the_best_place_is_found(void **unused)
{
    (void)unused;
    for (int round = 0; round < 1500; round++) {
        px_points quote = random_points(90, 5), text = random_points(120, 5);
        size_t best = SIZE_MAX;
        px_quote_hit hit;

        if (!quote.count)
            continue;
        for (size_t from = 0; from <= text.count; from++)
            for (size_t to = from; to <= text.count; to += 7)
                best = PX_MIN(best, slow_distance(quote, px_points_sub(text, from, to)));
        if (!px_quote_search(arena, quote, text, chance(100), quote.count, &hit)) {
            assert_true(best >= quote.count);
        } else {
            px_points found = px_points_sub(text, hit.start, hit.end);

            assert_int_equal(slow_distance(quote, found), hit.errors);
            assert_true(hit.errors <= best);
        }
        px_arena_reset(arena);
    }
}

static void among_equals_the_nearest(void **unused)
{
    (void)unused;
    px_points text = px_points_of(arena, PX_STR("the provider and the provider or the provider"));
    px_points quote = px_points_of(arena, PX_STR("the provider"));
    size_t starts[2];
    px_quote_hit hit;

    assert_true(px_quote_search(arena, quote, text, 18, 0, &hit));
    assert_int_equal(hit.start, 17);
    assert_int_equal(hit.end, 29);
    assert_true(px_quote_search(arena, quote, text, 1000, 0, &hit));
    assert_int_equal(hit.start, 33);
    assert_int_equal(px_quote_find(quote, text, starts, 2), 3);
    assert_int_equal(starts[1], 17);
}

static void places_are_code_points(void **unused)
{
    (void)unused;
    px_points text = px_points_of(arena, PX_STR("l’été où le fournisseur évalue les modèles"));
    px_points quote = px_points_of(arena, PX_STR("fournisseur évaluera"));
    px_quote_hit hit;

    assert_true(px_quote_search(arena, quote, text, 0, 5, &hit));
    assert_int_equal(hit.start, 12);
    assert_int_equal(hit.errors, 2);
    assert_false(px_quote_search(arena, quote, text, 0, 1, &hit));
}

static void nothing_is_found_of_nothing(void **unused)
{
    (void)unused;
    px_points none = px_points_of(arena, PX_STR("")), some = px_points_of(arena, PX_STR("words"));
    px_quote_hit hit;

    assert_false(px_quote_search(arena, none, some, 0, 10, &hit));
    assert_false(px_quote_search(arena, some, none, 0, 10, &hit));
    assert_int_equal(px_quote_find(none, some, NULL, 0), 0);
    assert_true(px_edit_similarity(arena, none, none) == 1.0);
    assert_true(px_edit_similarity(arena, none, some) == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_is_the_textbooks),   cmocka_unit_test(the_best_place_is_found),
        cmocka_unit_test(among_equals_the_nearest),    cmocka_unit_test(places_are_code_points),
        cmocka_unit_test(nothing_is_found_of_nothing),
    };

    return cmocka_run_group_tests(tests, make, end);
}
