/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/tally.h"

enum { ROWS = 20000 };

static uint64_t state_of_random = 7;

static uint64_t next_random(void)
{
    state_of_random = state_of_random * 6364136223846793005U + 1442695040888963407U;
    return state_of_random >> 33;
}

/* All rows of the tally, in its order: each before the next, and none lost. */
static void check_sorted(const px_tally *tally)
{
    size_t count;
    px_sort_item *rows = px_tally_sorted(tally, &count);

    assert_int_equal(count, px_tally_count(tally));
    for (size_t i = 1; i < count; i++)
        assert_true(px_row_cmp(rows[i - 1].row, rows[i].row) < 0);
    free(rows);
}

/* Names of all kinds: with much in common, each a prefix of the next, of nothing but zeros. */
static px_str make_key(size_t kind, char key[400])
{
    size_t len = 0;

    switch (kind) {
    case 0: /* few names, many modalities */
        return px_str_n(key,
                        (size_t)snprintf(key, 400, "www-%u.example", (unsigned)next_random() % 50));
    case 1:
        return px_str_n(key, (size_t)snprintf(key, 400, "www-%x.example", (unsigned)next_random()));
    case 2: /* the same for longer than bytes are looked at */
        len = 300;
        memset(key, 'a', len);
        return px_str_n(
            key, len + (size_t)snprintf(key + len, 100, "%u", (unsigned)next_random() % 500));
    case 3:
        len = next_random() % 300;
        memset(key, '\0', len);
        return px_str_n(key, len);
    default:
        len = next_random() % 12;
        for (size_t i = 0; i < len; i++)
            key[i] = (char)(next_random() % 3 * 127);
        return px_str_n(key, len);
    }
}

static void test_order(void **state)
{
    px_tally *tally = px_tally_new();

    (void)state;
    check_sorted(tally);
    for (size_t i = 0; i < ROWS; i++) {
        char key[400];
        px_dimension dimension = next_random() % 2 ? PX_BY_DOMAIN : PX_BY_HOST;
        px_modality modality = (px_modality)(next_random() % PX_MODALITY_COUNT);

        (void)px_tally_row(tally, dimension, modality, make_key(i % 5, key));
        if (i < 100 || i % 1999 == 0)
            check_sorted(tally);
    }
    check_sorted(tally);
    px_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
    };

    return cmocka_run_group_tests_name("tally_sort", tests, NULL, NULL);
}
