/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/person.h"
#include "unit/arena_fixture.h"

static const px_category *find(const px_category *categories, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(categories[i].key, key) == 0)
            return &categories[i];
    fail();
    return NULL;
}

static void each_category_has_titles_in_both_languages(void **state)
{
    px_category *english, *french;
    size_t n_english, n_french;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_category_list(arena, PX_STR("en"), &english, &n_english, &err), &err);
    assert_ok(px_category_list(arena, PX_STR("fr-BE"), &french, &n_french, &err), &err);
    assert_int_equal(n_english, 11);
    assert_int_equal(n_english, n_french);
    for (size_t i = 0; i < n_english; i++) {
        assert_string_equal(english[i].key, french[i].key);
        assert_true(english[i].title.len > 0 && french[i].title.len > 0);
        assert_false(px_str_eq(english[i].title, french[i].title));
        assert_true(px_category_is(px_str_of(english[i].key)));
        assert_false(english[i].observer && english[i].provider);
    }
    assert_str(find(french, n_french, "civil-society")->title, "Société civile");
}

static void observers_and_providers_are_marked(void **state)
{
    px_category *list;
    size_t count, observers = 0, providers = 0;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_category_list(arena, PX_STR("de"), &list, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        observers += list[i].observer;
        providers += list[i].provider;
    }
    assert_int_equal(observers, 4);
    assert_int_equal(providers, 1);
    assert_true(find(list, count, "gpai-provider")->provider);
    assert_true(find(list, count, "international-observer")->observer);
    assert_str(find(list, count, "academia")->title, "Academia");
}

static void what_is_not_in_the_list_is_no_category(void **state)
{
    (void)state;
    assert_false(px_category_is(PX_STR("")));
    assert_false(px_category_is(PX_STR("Academia")));
    assert_false(px_category_is(PX_STR("# key")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_category_has_titles_in_both_languages),
        cmocka_unit_test(observers_and_providers_are_marked),
        cmocka_unit_test(what_is_not_in_the_list_is_no_category),
    };

    return cmocka_run_group_tests(tests, make, end);
}
