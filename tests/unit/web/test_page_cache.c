/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/page_cache.h"

static char *directory, *path;
static px_house *house;

static px_page page_of(const char *text)
{
    return (px_page){ .status = 200, .entity = px_entity_from_constant(px_str_of(text), 0) };
}

static int set_name(px_db *db, void *arg, px_error *err)
{
    return px_house_set(db, "test", px_str_of(arg), err);
}

static int64_t generation(px_page_cache *cache)
{
    px_error err = PX_ERROR_INIT;
    int64_t value = -1;

    assert_ok(px_page_cache_generation(cache, &value, &err), &err);
    return value;
}

static px_page_cache *cache_of(size_t bytes)
{
    px_error err = PX_ERROR_INIT;
    px_page_cache *cache = NULL;

    assert_ok(px_page_cache_new(house, bytes, &cache, &err), &err);
    return cache;
}

static void keeps_pages_of_one_generation(void **state)
{
    px_page_cache *cache = cache_of(1 << 20);
    px_page page = page_of("one"), found;
    px_error err = PX_ERROR_INIT;
    int64_t g = generation(cache);

    (void)state;
    assert_int_equal(generation(cache), g);
    assert_false(px_page_cache_get(cache, g, PX_STR("/en/"), &found));
    px_page_cache_put(cache, g, PX_STR("/en/"), &page);
    px_page_cache_put(cache, g, PX_STR("/en/"), &page); /* a second worker made it too */
    assert_true(px_page_cache_get(cache, g, PX_STR("/en/"), &found));
    assert_ptr_equal(found.entity, page.entity);
    px_entity_unref(found.entity);
    assert_false(px_page_cache_get(cache, g, PX_STR("/en/?"), &found));

    assert_ok(px_house_write(house, set_name, (char[]){ "a" }, &err), &err);
    assert_true(generation(cache) != g);
    assert_false(px_page_cache_get(cache, generation(cache), PX_STR("/en/"), &found));
    assert_false(px_page_cache_get(cache, g, PX_STR("/en/"), &found));
    px_page_cache_put(cache, g, PX_STR("/en/"), &page); /* made from the state before */
    assert_false(px_page_cache_get(cache, generation(cache), PX_STR("/en/"), &found));
    px_entity_unref(page.entity);
    px_page_cache_free(cache);
}

static void sees_commits_of_other_processes(void **state)
{
    px_page_cache *cache = cache_of(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_house *other = NULL;
    int64_t g = generation(cache);

    (void)state;
    assert_ok(px_house_open(path, PX_HOUSE_WRITE, &other, &err), &err);
    assert_ok(px_house_write(other, set_name, (char[]){ "b" }, &err), &err);
    assert_true(generation(cache) != g);
    px_house_close(other);
    px_page_cache_free(cache);
}

static void stays_within_its_bytes(void **state)
{
    static char text[1000];
    px_page_cache *cache = cache_of(16 * 1024);
    px_builder large = PX_BUILDER_INIT(100000);
    int64_t g = generation(cache);
    px_page found, page;
    int kept = 0;

    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    for (int i = 0; i < 100; i++) {
        char key[20];

        px_builder_add(&large, text);
        page = (px_page){ .status = 200, .entity = px_entity_from_builder(&large, 0) };
        (void)snprintf(key, sizeof(key), "/%d", i);
        px_page_cache_put(cache, g, px_str_of(key), &page);
        px_entity_unref(page.entity);
    }
    for (int i = 0; i < 100; i++) {
        char key[20];

        (void)snprintf(key, sizeof(key), "/%d", i);
        if (px_page_cache_get(cache, g, px_str_of(key), &found)) {
            px_entity_unref(found.entity);
            kept++;
        }
    }
    assert_true(kept > 0 && kept <= 16);
    for (int i = 0; i < 3; i++) /* more than an eighth */
        px_builder_add(&large, text);
    page = (px_page){ .status = 200, .entity = px_entity_from_builder(&large, 0) };
    px_page_cache_put(cache, g, PX_STR("/large"), &page);
    assert_false(px_page_cache_get(cache, g, PX_STR("/large"), &found));
    px_entity_unref(page.entity);
    px_builder_free(&large);
    px_page_cache_free(cache);
}

static int make(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    directory = px_test_directory();
    path = px_alloc(strlen(directory) + 10);
    (void)snprintf(path, strlen(directory) + 10, "%s/house", directory);
    assert_ok(px_house_init(path, &(px_house_options){ 0 }, &err), &err);
    assert_ok(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    return 0;
}

static int end(void **state)
{
    (void)state;
    px_house_close(house);
    free(path);
    px_test_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_pages_of_one_generation),
        cmocka_unit_test(sees_commits_of_other_processes),
        cmocka_unit_test(stays_within_its_bytes),
    };

    return cmocka_run_group_tests(tests, make, end);
}
