/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/scope.h"
#include "unit/drafting/people_fixture.h"

static px_scope parse(fixture *f, const char *text)
{
    px_scope scope;

    assert_ok(px_scope_parse(f->reader, f->arena, px_str_of(text), &scope, &f->err), &f->err);
    return scope;
}

static void assert_same(px_scope a, px_scope b)
{
    assert_int_equal(a.kind, b.kind);
    assert_int_equal(a.row, b.row);
    assert_int_equal(a.code, b.code);
}

static void scopes_are_read_and_written(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai"), group = people_group_scope(f, code, "one"), read;
    px_str text;

    assert_int_equal(parse(f, "house").kind, PX_SCOPE_HOUSE);
    read = parse(f, "code:gpai");
    assert_same(read, code);
    read = parse(f, "group:gpai/first/one");
    assert_same(read, group);
    assert_ok(px_scope_id(f->reader, f->arena, group, &text, &f->err), &f->err);
    read = parse(f, px_arena_format(f->arena, "group:%.*s", PX_STR_ARG(text)));
    assert_same(read, group);
    assert_ok(px_scope_title(f->reader, f->arena, group, PX_STR("en"), &text, &f->err), &f->err);
    assert_str(text, "one"); /* it has no name yet */
    assert_ok(px_scope_title(f->reader, f->arena, code, PX_STR("en"), &text, &f->err), &f->err);
    assert_str(text, "gpai");
    assert_ok(px_scope_id(f->reader, f->arena, px_scope_house(), &text, &f->err), &f->err);
    assert_str(text, "");
}

static void codes_and_groups_have_pages(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai"), group = people_group_scope(f, code, "one");
    px_str address;

    assert_ok(px_scope_address(f->reader, f->arena, code, &address, &f->err), &f->err);
    assert_str(address, "/codes/gpai");
    assert_ok(px_scope_address(f->reader, f->arena, group, &address, &f->err), &f->err);
    assert_str(address, "/codes/gpai/processes/first/groups/one");
    assert_ok(px_scope_address(f->reader, f->arena, px_scope_house(), &address, &f->err), &f->err);
    assert_str(address, "");
    group.row = 999;
    assert_fails(px_scope_address(f->reader, f->arena, group, &address, &f->err), PX_ERR_NOT_FOUND);
}

static void what_is_none_is_refused(void **state)
{
    static const char *const malformed[] = { "", "nowhere", "house:1", "code", "group", "x:y" };
    static const char *const missing[] = { "code:none",      "code:",       "group:none",
                                           "group:a/b",      "group:a/b/c", "group:gpai/first/two",
                                           "organisation:x", "provider:x" };
    fixture *f = *state;
    px_scope scope;

    (void)people_group_scope(f, people_code_scope(f, "gpai"), "one");
    for (size_t i = 0; i < PX_COUNT(malformed); i++)
        assert_fails(px_scope_parse(f->reader, f->arena, px_str_of(malformed[i]), &scope, &f->err),
                     PX_ERR_INVALID);
    for (size_t i = 0; i < PX_COUNT(missing); i++)
        assert_fails(px_scope_parse(f->reader, f->arena, px_str_of(missing[i]), &scope, &f->err),
                     PX_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(scopes_are_read_and_written, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_and_groups_have_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_none_is_refused, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
