/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/cookie.h"

static void reads_pairs(void **state)
{
    px_fields cookies;

    (void)state;
    cookies = px_cookie_parse(arena, PX_STR("a=1; b=\"two\";c= 3 ;a=4; d="));
    assert_int_equal(cookies.count, 5);
    assert_str(px_fields_get(&cookies, "a"), "1"); /* the more specific one comes first */
    assert_str(px_fields_get(&cookies, "b"), "two");
    assert_str(px_fields_get(&cookies, "c"), "3");
    assert_str(px_fields_get(&cookies, "d"), "");
}

static void passes_over_what_is_none(void **state)
{
    px_fields cookies;

    (void)state;
    cookies = px_cookie_parse(arena, PX_STR(";;=x; a b=c; n; k=\xC3\xA9; q=a,b; r=a b; good=1; "
                                            "v=\"; w=\"a; s=a\\b"));
    assert_int_equal(cookies.count, 1);
    assert_str(px_fields_get(&cookies, "good"), "1");
    cookies = px_cookie_parse(arena, PX_STR_NONE);
    assert_int_equal(cookies.count, 0);
}

static void bounds_their_number(void **state)
{
    px_builder header = PX_BUILDER_INIT(10000);
    px_fields cookies;

    (void)state;
    for (int i = 0; i < 2 * PX_COOKIE_MAX; i++)
        px_builder_format(&header, "c%d=%d;", i, i);
    cookies = px_cookie_parse(arena, px_builder_view(&header));
    assert_int_equal(cookies.count, PX_COOKIE_MAX);
    assert_str(px_fields_get(&cookies, "c63"), "63");
    px_builder_free(&header);
}

static void prints_with_all_guards(void **state)
{
    px_cookie cookie = { .name = "session", .value = PX_STR_INIT("abc") };

    (void)state;
    assert_str(px_cookie_print(arena, &cookie), "session=abc; Path=/; HttpOnly; SameSite=Lax");
    cookie.secure = true;
    cookie.max_age = 31536000;
    assert_str(px_cookie_print(arena, &cookie),
               "session=abc; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_pairs),
        cmocka_unit_test(passes_over_what_is_none),
        cmocka_unit_test(bounds_their_number),
        cmocka_unit_test(prints_with_all_guards),
    };

    return cmocka_run_group_tests(tests, make, end);
}
