/* SPDX-License-Identifier: EUPL-1.2 */
/* How people are shown. */
#include "drafting/people/person.h"
#include "unit/arena_fixture.h"

static px_str shown(px_person person, px_display wish, const char *language)
{
    return px_display_of(arena, &person, wish, px_language_find(px_str_of(language)));
}

static void each_wish(void **state)
{
    px_person anna = { .name = PX_STR_INIT("Anna Example"),
                       .organisation_name = PX_STR_INIT("Great & Co"),
                       .category = PX_STR_INIT("civil-society") };

    (void)state;
    assert_str(shown(anna, PX_DISPLAY_NAME, "en"), "Anna Example, Great & Co");
    assert_str(shown(anna, PX_DISPLAY_ORGANISATION, "en"), "Great & Co");
    assert_str(shown(anna, PX_DISPLAY_ANONYMOUS, "en"), "A member of civil society");
    assert_str(shown(anna, PX_DISPLAY_ANONYMOUS, "fr"), "Une personne de la société civile");
    anna.organisation_name = PX_STR_NONE;
    assert_str(shown(anna, PX_DISPLAY_NAME, "en"), "Anna Example");
    assert_str(shown(anna, PX_DISPLAY_ORGANISATION, "en"), "A member of civil society");
    anna.category = PX_STR_NONE;
    assert_str(shown(anna, PX_DISPLAY_ANONYMOUS, "en"), "A participant");
    anna.state = PX_STR("erased");
    assert_str(shown(anna, PX_DISPLAY_NAME, "en"), "A person whose data were erased");
}

static void each_category_calls_its_people(void **state)
{
    px_category *list;
    size_t n;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_category_list(arena, PX_STR("fr"), &list, &n, &err), &err);
    for (size_t i = 0; i < n; i++)
        assert_true(list[i].one.len > 0);
}

static void names_of_displays(void **state)
{
    px_display display = PX_DISPLAY_NAME;

    (void)state;
    assert_true(px_display_find(PX_STR("anonymous"), &display));
    assert_int_equal(display, PX_DISPLAY_ANONYMOUS);
    assert_false(px_display_find(PX_STR("Anonymous"), &display));
    assert_int_equal(display, PX_DISPLAY_ANONYMOUS);
    assert_string_equal(px_display_name(display), "anonymous");
    assert_non_null(px_display_title(display));
    assert_null(px_display_name((px_display)(display + 1)));
    assert_null(px_display_title((px_display)-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_wish),
        cmocka_unit_test(each_category_calls_its_people),
        cmocka_unit_test(names_of_displays),
    };

    return cmocka_run_group_tests(tests, make, end);
}
