/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/duty/duty_fixture.h"

static int change_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_provider_change(db, f->arena, arg, "operator", err);
}

static void a_provider_is_found_by_slug_and_id(void **state)
{
    fixture *f = *state;
    px_provider made = { .name = PX_STR(" Example Lab, Inc. ") }, found, *all;
    size_t n;

    assert_ok(duty_do(f, duty_provider_run, &made), &f->err);
    assert_ok(px_provider_find(f->reader, f->arena, PX_STR("example-lab-inc"), &found, &f->err),
              &f->err);
    assert_str(found.name, "Example Lab, Inc.");
    assert_int_equal(found.row, made.row);
    assert_ok(px_provider_find(f->reader, f->arena, made.id, &found, &f->err), &f->err);
    assert_ok(px_provider_get(f->reader, f->arena, made.row, &found, &f->err), &f->err);
    assert_fails(px_provider_find(f->reader, f->arena, PX_STR("none"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_ok(px_provider_list(f->reader, f->arena, &all, &n, &f->err), &f->err);
    assert_int_equal(n, 1);
}

static void what_is_not_valid_names_its_field(void **state)
{
    fixture *f = *state;
    px_provider p = { .name = PX_STR(" ") };

    assert_fails(duty_do(f, duty_provider_run, &p), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "name");
    p = (px_provider){ .name = PX_STR("Éé") };
    assert_fails(duty_do(f, duty_provider_run, &p), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "slug");
    p = (px_provider){ .name = PX_STR("Lab"), .organisation = 99 };
    assert_fails(duty_do(f, duty_provider_run, &p), PX_ERR_NOT_FOUND);
    p = (px_provider){ .name = PX_STR("Lab") };
    assert_ok(duty_do(f, duty_provider_run, &p), &f->err);
    p = (px_provider){ .name = PX_STR("lab") };
    assert_fails(duty_do(f, duty_provider_run, &p), PX_ERR_EXISTS);
}

static void a_provider_changes(void **state)
{
    fixture *f = *state;
    px_provider p = { .name = PX_STR("Lab") }, found;

    assert_ok(duty_do(f, duty_provider_run, &p), &f->err);
    p.name = PX_STR("Other");
    assert_ok(duty_do(f, change_run, &p), &f->err);
    assert_ok(px_provider_find(f->reader, f->arena, PX_STR("lab"), &found, &f->err), &f->err);
    assert_str(found.name, "Other");
    p.row = 99;
    assert_fails(duty_do(f, change_run, &p), PX_ERR_EXISTS); /* its slug is that of another row */
    p.slug = PX_STR("free");
    assert_fails(duty_do(f, change_run, &p), PX_ERR_NOT_FOUND);
}

static void slugs(void **state)
{
    static const char *const good[] = { "a", "llama-3.1-405b", "a_b", "0" };
    static const char *const bad[] = {
        "", "-a", "a-", "a--b", "A", "a/b", "a b", "é", ".", "a.-b"
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_true(px_slug_is(px_str_of(good[i])));
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_false(px_slug_is(px_str_of(bad[i])));
    assert_str(px_slug_from(f->arena, PX_STR("Llama 3.1 -- (405B)!")), "llama-3.1-405b");
    assert_str(px_slug_from(f->arena, PX_STR("éà")), "");
    for (size_t len = 1; len < 200; len++) {
        px_str name = px_str_of(px_arena_format(f->arena, "%0*d B", (int)len, 1));

        assert_true(px_slug_is(px_slug_from(f->arena, name)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_provider_is_found_by_slug_and_id, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_valid_names_its_field, setup, teardown),
        cmocka_unit_test_setup_teardown(a_provider_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(slugs, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
