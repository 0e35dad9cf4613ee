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
    assert_false(px_page_cache_get(cache, g, 0, PX_STR("/en/"), &found));
    px_page_cache_put(cache, g, PX_STR("/en/"), &page);
    px_page_cache_put(cache, g, PX_STR("/en/"), &page); /* a second worker made it too */
    assert_true(px_page_cache_get(cache, g, 0, PX_STR("/en/"), &found));
    assert_ptr_equal(found.entity, page.entity);
    px_entity_unref(found.entity);
    assert_false(px_page_cache_get(cache, g, 0, PX_STR("/en/?"), &found));

    assert_ok(px_house_write(house, set_name, (char[]){ "a" }, &err), &err);
    assert_true(generation(cache) != g);
    assert_false(px_page_cache_get(cache, generation(cache), 0, PX_STR("/en/"), &found));
    px_page_cache_put(cache, g, PX_STR("/en/"), &page); /* made from the state before */
    assert_false(px_page_cache_get(cache, generation(cache), 0, PX_STR("/en/"), &found));
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
        if (px_page_cache_get(cache, g, 0, px_str_of(key), &found)) {
            px_entity_unref(found.entity);
            kept++;
        }
    }
    assert_true(kept > 0 && kept <= 16);
    for (int i = 0; i < 3; i++) /* more than an eighth */
        px_builder_add(&large, text);
    page = (px_page){ .status = 200, .entity = px_entity_from_builder(&large, 0) };
    px_page_cache_put(cache, g, PX_STR("/large"), &page);
    assert_false(px_page_cache_get(cache, g, 0, PX_STR("/large"), &found));
    px_entity_unref(page.entity);
    px_builder_free(&large);
    px_page_cache_free(cache);
}

static px_time clock_at(void *arg)
{
    return *(px_time *)arg;
}

static void forgets_what_is_over(void **state)
{
    px_page_cache *cache = cache_of(1 << 20);
    px_page page = page_of("until noon"), lasting = page_of("lasting"), found;
    int64_t g = generation(cache);
    px_time now = 1000;

    (void)state;
    px_clock_set(clock_at, &now);
    page.until = 2000;
    px_page_cache_put(cache, g, PX_STR("/until"), &page);
    px_page_cache_put(cache, g, PX_STR("/lasting"), &lasting);
    now = 1999;
    assert_true(px_page_cache_get(cache, g, 0, PX_STR("/until"), &found));
    px_entity_unref(found.entity);
    now = 2000;
    assert_true(px_page_cache_get(cache, g, 0, PX_STR("/lasting"), &found));
    px_entity_unref(found.entity);
    assert_false(px_page_cache_get(cache, g, 0, PX_STR("/until"), &found));
    page.until = 3000;
    px_page_cache_put(cache, g, PX_STR("/until"), &page);
    assert_true(px_page_cache_get(cache, g, 0, PX_STR("/until"), &found));
    px_entity_unref(found.entity);
    px_clock_set(NULL, NULL);
    px_entity_unref(page.entity);
    px_entity_unref(lasting.entity);
    px_page_cache_free(cache);
}

/* Makes the page anew, after a commit; true where what was made before was still good. */
static bool made_again(px_page_cache *cache, const px_page *page)
{
    static int times;
    px_error err = PX_ERROR_INIT;
    px_page found;
    char name[16];
    int64_t g;

    (void)snprintf(name, sizeof(name), "%d", ++times);
    assert_ok(px_house_write(house, set_name, name, &err), &err);
    g = generation(cache);
    if (px_page_cache_get(cache, g, 0, PX_STR("/en/"), &found)) {
        px_entity_unref(found.entity);
        return true;
    }
    px_page_cache_put(cache, g, PX_STR("/en/"), page);
    return false;
}

static bool is_there(px_page_cache *cache)
{
    px_page found;
    bool there = px_page_cache_get(cache, generation(cache), 0, PX_STR("/en/"), &found);

    if (there)
        px_entity_unref(found.entity);
    return there;
}

static void is_stale_for_a_moment_under_pressure(void **state)
{
    px_page_cache *cache = cache_of(1 << 20);
    px_page page = page_of("draft");
    px_time now = 1000;

    (void)state;
    px_clock_set(clock_at, &now);
    for (int i = 0; i < 8; i++) /* now and then: always as things are */
        assert_false(made_again(cache, &page));
    assert_true(made_again(cache, &page));
    now += 124;
    assert_true(made_again(cache, &page));
    now += 1;
    assert_false(made_again(cache, &page));
    assert_true(made_again(cache, &page));
    now -= 500; /* a clock that was set back */
    assert_false(made_again(cache, &page));
    now += 1500; /* and a second without a rush */
    for (int i = 0; i < 8; i++)
        assert_false(made_again(cache, &page));
    assert_true(made_again(cache, &page));
    now += 125;
    assert_false(is_there(cache)); /* whoever asks first makes it anew */
    assert_true(is_there(cache));  /* the others do not wait */
    now += 999;
    assert_true(is_there(cache));
    now += 1;
    assert_false(is_there(cache)); /* it was never done */
    now += 10000;
    for (int i = 0; i < 100; i++, now += 130)
        assert_false(made_again(cache, &page));
    px_clock_set(NULL, NULL);
    px_entity_unref(page.entity);
    px_page_cache_free(cache);
}

static bool is_there_for(px_page_cache *cache, int64_t own)
{
    px_page found;
    bool there = px_page_cache_get(cache, generation(cache), own, PX_STR("/en/"), &found);

    if (there)
        px_entity_unref(found.entity);
    return there;
}

static void shows_everybody_what_they_did(void **state)
{
    px_page_cache *cache = cache_of(1 << 20);
    px_page page = page_of("draft");
    px_time now = 1000;
    char who[16];

    (void)state;
    px_clock_set(clock_at, &now);
    for (int i = 0; i < 8; i++)
        assert_false(made_again(cache, &page));
    px_page_cache_note_own(cache, PX_STR("before")); /* the page holds it */
    assert_true(made_again(cache, &page));           /* stale by a write of somebody else */
    assert_true(is_there_for(cache, px_page_cache_own(cache, PX_STR("before"))));
    px_page_cache_note_own(cache, PX_STR("after"));
    assert_false(is_there_for(cache, px_page_cache_own(cache, PX_STR("after"))));
    assert_int_equal(px_page_cache_own(cache, PX_STR("others")), 0);
    assert_int_equal(px_page_cache_own(cache, PX_STR("")), 0);
    assert_true(is_there(cache));               /* the others do not wait */
    for (int i = 0; i < 3000; i++, now += 10) { /* more than are looked through at once */
        (void)snprintf(who, sizeof(who), "%d", i);
        px_page_cache_note_own(cache, px_str_of(who));
    }
    assert_true(px_page_cache_own(cache, PX_STR("after")) > 0);
    now += 60000;
    assert_int_equal(px_page_cache_own(cache, PX_STR("after")), 0);
    for (int i = 0; i < 3000; i++) {
        (void)snprintf(who, sizeof(who), "%d", i);
        px_page_cache_note_own(cache, px_str_of(who));
    }
    assert_true(px_page_cache_own(cache, PX_STR("2999")) > 0);
    px_clock_set(NULL, NULL);
    px_entity_unref(page.entity);
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
        cmocka_unit_test(forgets_what_is_over),
        cmocka_unit_test(is_stale_for_a_moment_under_pressure),
        cmocka_unit_test(shows_everybody_what_they_did),
    };

    return cmocka_run_group_tests(tests, make, end);
}
