/* SPDX-License-Identifier: EUPL-1.2 */
/* The share from which on a public dataset is listed by name, in both readings, to the byte. */
#include "corpus/large_set.h"
#include "unit/testing.h"

static px_set set_of(const char *name, bool is_public, px_modality modality, px_figure figure,
                     uint64_t amount)
{
    px_set set = { .name = px_str_of(name), .is_public = is_public };

    set.figures[modality][PX_FIGURE_DOCUMENTS] = 1;
    set.figures[modality][figure] = amount;
    return set;
}

static void the_share_is_of_public_or_of_all(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_set sets[] = {
        set_of("big", true, PX_MODALITY_TEXT, PX_FIGURE_TEXT, 9700),
        set_of("just", true, PX_MODALITY_TEXT, PX_FIGURE_TEXT, 300),
        set_of("own", false, PX_MODALITY_TEXT, PX_FIGURE_TEXT, 90000),
    };
    px_large_set *large;
    size_t n;

    (void)state;
    large = px_large_sets(arena, sets, PX_COUNT(sets), &n);
    assert_int_equal(n, 2); /* what is not public is never listed */
    assert_str(large[0].set->name, "big");
    assert_true(large[0].large_by_all);
    assert_str(large[1].set->name, "just"); /* 3 % of 10,000, not of 100,000 */
    assert_false(large[1].large_by_all);
    assert_int_equal(large[1].of_public, 10000);
    assert_int_equal(large[1].of_all, 100000);
    sets[1].figures[PX_MODALITY_TEXT][PX_FIGURE_TEXT] = 299; /* of 9,999: less than 3 % */
    large = px_large_sets(arena, sets, PX_COUNT(sets), &n);
    assert_non_null(large);
    assert_int_equal(n, 1);
}

static void sets_are_compared_by_what_all_of_them_state(void **state)
{
    px_set sets[] = {
        set_of("a", true, PX_MODALITY_TEXT, PX_FIGURE_TOKENS, 10),
        set_of("b", true, PX_MODALITY_TEXT, PX_FIGURE_TOKENS, 20),
        { .name = PX_STR_INIT("no text at all") },
    };

    (void)state;
    assert_int_equal(px_large_set_unit(sets, 3, PX_MODALITY_TEXT), PX_FIGURE_TOKENS);
    sets[0].figures[PX_MODALITY_TEXT][PX_FIGURE_TOKENS] = 0;
    sets[0].figures[PX_MODALITY_TEXT][PX_FIGURE_TEXT] = 5;
    assert_int_equal(px_large_set_unit(sets, 3, PX_MODALITY_TEXT), PX_FIGURE_CONTENT);
    sets[1].figures[PX_MODALITY_TEXT][PX_FIGURE_TEXT] = 5;
    assert_int_equal(px_large_set_unit(sets, 3, PX_MODALITY_TEXT), PX_FIGURE_TEXT);
    assert_int_equal(px_large_set_unit(sets, 3, PX_MODALITY_IMAGE), PX_FIGURE_CONTENT);
}

static void large_numbers_do_not_wrap(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_set sets[] = {
        set_of("huge", true, PX_MODALITY_VIDEO, PX_FIGURE_MILLISECONDS, UINT64_MAX / 2),
        set_of("small", true, PX_MODALITY_VIDEO, PX_FIGURE_MILLISECONDS, 1000),
    };
    px_large_set *large;
    size_t n;

    (void)state;
    large = px_large_sets(arena, sets, PX_COUNT(sets), &n);
    assert_int_equal(n, 1);
    assert_str(large[0].set->name, "huge");
    assert_int_equal(large[0].unit, PX_FIGURE_MILLISECONDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_is_of_public_or_of_all),
        cmocka_unit_test(sets_are_compared_by_what_all_of_them_state),
        cmocka_unit_test(large_numbers_do_not_wrap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
