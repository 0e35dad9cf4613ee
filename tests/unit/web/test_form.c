/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/form.h"

static int parse(const char *s, px_fields *ret)
{
    px_error err = PX_ERROR_INIT;

    return px_form_parse(arena, px_str_of(s), ret, &err);
}

static void reads_fields_in_order(void **state)
{
    px_fields fields;

    (void)state;
    assert_int_equal(parse("a=1&b=x+y&&a=2&c&d=%26%3D&e==", &fields), 0);
    assert_int_equal(fields.count, 6);
    assert_str(px_fields_get(&fields, "a"), "1");
    assert_str(fields.items[2].value, "2");
    assert_str(px_fields_get(&fields, "b"), "x y");
    assert_str(px_fields_get(&fields, "c"), "");
    assert_non_null(px_fields_get(&fields, "c").ptr);
    assert_str(px_fields_get(&fields, "d"), "&=");
    assert_str(px_fields_get(&fields, "e"), "=");
    assert_null(px_fields_get(&fields, "f").ptr);
    assert_null(px_fields_get(&fields, "").ptr);
}

static void nothing_gives_nothing(void **state)
{
    px_fields fields = { NULL, 7 };

    (void)state;
    assert_int_equal(parse("", &fields), 0);
    assert_int_equal(fields.count, 0);
    assert_int_equal(parse("&&&", &fields), 0);
    assert_int_equal(fields.count, 0);
}

static void refuses_what_is_not_well_formed(void **state)
{
    static const char *const bad[] = { "=1", "a=%", "%=a", "a=%ff", "%0a=1", "a=%00", "a=1&=&b=1" };
    px_fields fields = { NULL, 7 };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(parse(bad[i], &fields), PX_ERR_MALFORMED);
    assert_int_equal(fields.count, 7);
}

static void bounds_number_and_names(void **state)
{
    px_builder text = PX_BUILDER_INIT(10000);
    px_fields fields;

    (void)state;
    px_builder_add(&text, "&&&&&&&&");
    for (int i = 0; i < PX_REQUEST_MAX_FIELDS; i++)
        px_builder_format(&text, "n%d=%d&", i, i);
    assert_int_equal(parse(px_builder_cstr(&text), &fields), 0);
    assert_int_equal(fields.count, PX_REQUEST_MAX_FIELDS);
    assert_str(px_fields_get(&fields, "n255"), "255");
    px_builder_add(&text, "one=more");
    assert_fails(parse(px_builder_cstr(&text), &fields), PX_ERR_MALFORMED);

    px_builder_clear(&text);
    for (int i = 0; i < PX_FORM_MAX_NAME; i++)
        px_builder_char(&text, 'n');
    assert_int_equal(parse(px_builder_cstr(&text), &fields), 0);
    px_builder_char(&text, 'n');
    assert_fails(parse(px_builder_cstr(&text), &fields), PX_ERR_MALFORMED);
    px_builder_free(&text);
}

static void knows_its_type(void **state)
{
    (void)state;
    assert_true(px_form_is_type(PX_STR("application/x-www-form-urlencoded")));
    assert_true(px_form_is_type(PX_STR("Application/X-WWW-Form-URLencoded ; charset=utf-8")));
    assert_false(px_form_is_type(PX_STR("application/x-www-form-urlencoded2")));
    assert_false(px_form_is_type(PX_STR("multipart/form-data")));
    assert_false(px_form_is_type(PX_STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields_in_order),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(refuses_what_is_not_well_formed),
        cmocka_unit_test(bounds_number_and_names),
        cmocka_unit_test(knows_its_type),
    };

    return cmocka_run_group_tests(tests, make, end);
}
