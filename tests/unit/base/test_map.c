/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/arena.h"
#include "base/map.h"

PX_MAP_DEFINE(word_map, char)

static void test_basics(void **state)
{
    px_map map = PX_MAP_INIT;
    int one = 1, two = 2;

    (void)state;
    assert_null(px_map_get(&map, PX_STR("a")));
    assert_null(px_map_remove(&map, PX_STR("a")));
    assert_null(px_map_put(&map, PX_STR("a"), &one));
    assert_ptr_equal(px_map_get(&map, PX_STR("a")), &one);
    assert_ptr_equal(px_map_put(&map, PX_STR("a"), &two), &one);
    assert_int_equal(px_map_count(&map), 1);
    assert_null(px_map_get(&map, PX_STR("b")));
    assert_ptr_equal(px_map_remove(&map, PX_STR("a")), &two);
    assert_null(px_map_get(&map, PX_STR("a")));
    assert_int_equal(px_map_count(&map), 0);
    px_map_free(&map);
    assert_null(px_map_get(&map, PX_STR("a")));
}

static void test_empty_key(void **state)
{
    px_map map = PX_MAP_INIT;
    size_t position = 0;
    int one = 1;
    void *value;
    px_str key;

    (void)state;
    assert_null(px_map_put(&map, PX_STR_NONE, &one));
    assert_ptr_equal(px_map_get(&map, PX_STR("")), &one);
    assert_true(px_map_next(&map, &position, &key, &value));
    assert_int_equal(key.len, 0);
    assert_ptr_equal(value, &one);
    assert_false(px_map_next(&map, &position, &key, &value));
    assert_ptr_equal(px_map_remove(&map, PX_STR_NONE), &one);
    assert_int_equal(px_map_count(&map), 0);
    px_map_free(&map);
}

/* Keys with a NUL inside and keys that begin alike are different keys. */
static void test_keys_are_bytes(void **state)
{
    px_map map = PX_MAP_INIT;
    int one = 1, two = 2, three = 3;

    (void)state;
    px_map_put(&map, PX_STR("a\0b"), &one);
    px_map_put(&map, PX_STR("a\0c"), &two);
    px_map_put(&map, PX_STR("a"), &three);
    assert_ptr_equal(px_map_get(&map, PX_STR("a\0b")), &one);
    assert_ptr_equal(px_map_get(&map, PX_STR("a\0c")), &two);
    assert_ptr_equal(px_map_get(&map, PX_STR("a")), &three);
    px_map_free(&map);
}

static void test_put_takes_the_new_key(void **state)
{
    px_map map = PX_MAP_INIT;
    size_t position = 0;
    char old[] = "key", new[] = "key";
    void *value;
    px_str key;

    (void)state;
    px_map_put(&map, px_str_of(old), old);
    px_map_put(&map, px_str_of(new), new);
    assert_true(px_map_next(&map, &position, &key, &value));
    assert_ptr_equal(key.ptr, new);
    px_map_free(&map);
}

static void test_load_and_growth(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_map map = PX_MAP_INIT;

    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        px_map_put(&map, px_str_of(px_arena_format(arena, "%zu", i)), arena);
        assert_int_equal(map.room & (map.room - 1), 0);
        assert_true(map.count * 10 <= map.room * 7);
    }
    for (size_t i = 0; i < 5000; i++)
        assert_ptr_equal(px_map_get(&map, px_str_of(px_arena_format(arena, "%zu", i))), arena);
    assert_int_equal(px_map_count(&map), 5000);
    px_map_free(&map);
}

static void test_typed(void **state)
{
    char conduct[] = "code de conduite";
    word_map words = { PX_MAP_INIT };
    char *value;
    size_t position = 0;
    px_str key;

    (void)state;
    assert_null(word_map_put(&words, PX_STR("code"), conduct));
    assert_string_equal(word_map_get(&words, PX_STR("code")), "code de conduite");
    assert_true(word_map_next(&words, &position, &key, &value));
    assert_str(key, "code");
    assert_string_equal(word_map_remove(&words, PX_STR("code")), "code de conduite");
    word_map_free(&words);
}

#define KEYS 700
#define OPERATIONS 100000

/* Every key is reachable, and iteration gives each once. */
static void check_against(const px_map *map, char names[KEYS][8], void *const reference[KEYS])
{
    bool seen[KEYS] = { false };
    size_t position = 0, count = 0;
    void *value;
    px_str key;

    for (size_t i = 0; i < KEYS; i++) {
        assert_ptr_equal(px_map_get(map, px_str_of(names[i])), reference[i]);
        count += reference[i] != NULL;
    }
    assert_int_equal(px_map_count(map), count);
    while (px_map_next(map, &position, &key, &value)) {
        size_t i = (size_t)(key.ptr - names[0]) / sizeof(names[0]);

        assert_false(seen[i]);
        seen[i] = true;
        assert_ptr_equal(value, reference[i]);
        count--;
    }
    assert_int_equal(count, 0);
}

/* A table with one entry per key is the reference. */
static void test_random_operations(void **state)
{
    static char names[KEYS][8];
    static char values[64];
    void *reference[KEYS] = { NULL };
    unsigned long long seed = 20261124;
    px_map map = PX_MAP_INIT;

    (void)state;
    for (size_t i = 0; i < KEYS; i++)
        (void)snprintf(names[i], sizeof(names[i]), "k%zu", i);
    for (size_t n = 0; n < OPERATIONS; n++) {
        size_t i, action;

        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        i = (size_t)(seed >> 33) % KEYS;
        action = (size_t)(seed >> 20) % 100;
        if (action < 45) {
            void *value = &values[action % 64];

            assert_ptr_equal(px_map_put(&map, px_str_of(names[i]), value), reference[i]);
            reference[i] = value;
        } else if (action < 90) {
            assert_ptr_equal(px_map_remove(&map, px_str_of(names[i])), reference[i]);
            reference[i] = NULL;
        } else {
            assert_ptr_equal(px_map_get(&map, px_str_of(names[i])), reference[i]);
        }
        if (n % 1000 == 0)
            check_against(&map, names, reference);
    }
    check_against(&map, names, reference);
    for (size_t i = 0; i < KEYS; i++)
        assert_ptr_equal(px_map_remove(&map, px_str_of(names[i])), reference[i]);
    assert_int_equal(px_map_count(&map), 0);
    px_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_basics),
        cmocka_unit_test(test_empty_key),
        cmocka_unit_test(test_keys_are_bytes),
        cmocka_unit_test(test_put_takes_the_new_key),
        cmocka_unit_test(test_load_and_growth),
        cmocka_unit_test(test_typed),
        cmocka_unit_test(test_random_operations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
