/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "base/file.h"
#include "drafting/right.h"

static void everybody_reads(void **state)
{
    (void)state;
    for (int role = 0; role < PX_ROLE_COUNT; role++) {
        assert_true(px_right_has((px_role)role, PX_ACTION_READ_SITE));
        assert_true(px_right_has((px_role)role, PX_ACTION_READ_LOG));
        assert_true(px_right_has((px_role)role, PX_ACTION_READ_HEALTH));
        assert_true(px_right_has((px_role)role, PX_ACTION_SET_PREFERENCE));
    }
}

static void only_drafters_read_working_versions(void **state)
{
    static const px_role without[] = { PX_ROLE_PUBLIC,        PX_ROLE_READER,   PX_ROLE_DELEGATE,
                                       PX_ROLE_CONTACT_POINT, PX_ROLE_OBSERVER, PX_ROLE_MEMBER };
    static const px_role with[] = { PX_ROLE_EDITOR, PX_ROLE_VICE_CHAIR, PX_ROLE_CHAIR,
                                    PX_ROLE_SECRETARIAT };

    (void)state;
    for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++)
        assert_false(px_right_has(without[i], PX_ACTION_READ_WORKING));
    for (size_t i = 0; i < sizeof(with) / sizeof(with[0]); i++)
        assert_true(px_right_has(with[i], PX_ACTION_READ_WORKING));
}

static void what_is_unknown_has_no_right(void **state)
{
    (void)state;
    assert_false(px_right_has(PX_ROLE_COUNT, PX_ACTION_READ_SITE));
    assert_false(px_right_has(PX_ROLE_SECRETARIAT, PX_ACTION_COUNT));
    assert_false(px_right_has((px_role)-1, PX_ACTION_READ_SITE));
    assert_null(px_role_name(PX_ROLE_COUNT));
    assert_null(px_action_name(PX_ACTION_COUNT));
}

static void every_role_and_action_has_its_own_name(void **state)
{
    (void)state;
    for (int i = 0; i < PX_ROLE_COUNT; i++) {
        assert_non_null(px_role_name((px_role)i));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(px_role_name((px_role)i), px_role_name((px_role)j));
    }
    for (int i = 0; i < PX_ACTION_COUNT; i++) {
        assert_non_null(px_action_name((px_action)i));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(px_action_name((px_action)i), px_action_name((px_action)j));
    }
}

/* The row of docs/people.md that tells of an action begins so. */
static void row_of(px_action action, px_builder *out)
{
    const char *between = "";

    px_builder_format(out, "| `%s` | ", px_action_name(action));
    if (px_right_has(PX_ROLE_PUBLIC, action)) {
        px_builder_add(out, "everybody");
    } else if (px_right_has(PX_ROLE_READER, action)) {
        px_builder_add(out, "everybody who has signed in");
    } else {
        for (int role = 0; role < PX_ROLE_COUNT; role++)
            if (px_right_has((px_role)role, action)) {
                px_builder_format(out, "%s%s", between, px_role_name((px_role)role));
                between = ", ";
            }
    }
    px_builder_add(out, " | ");
}

static void the_manual_has_the_same_table(void **state)
{
    PX_AUTO_FREE char *page = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len;

    (void)state;
    assert_ok(px_file_read(PX_TEST_SOURCE "/docs/people.md", 1024 * 1024, &page, &len, &err), &err);
    for (int action = 0; action < PX_ACTION_COUNT; action++) {
        PX_AUTO_BUILDER px_builder row = PX_BUILDER_INIT(4096);

        row_of((px_action)action, &row);
        if (px_str_find(px_str_n(page, len), px_builder_view(&row)) == len)
            print_error("docs/people.md lacks: %s\n", px_builder_cstr(&row));
        assert_true(px_str_find(px_str_n(page, len), px_builder_view(&row)) < len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manual_has_the_same_table),
        cmocka_unit_test(everybody_reads),
        cmocka_unit_test(only_drafters_read_working_versions),
        cmocka_unit_test(what_is_unknown_has_no_right),
        cmocka_unit_test(every_role_and_action_has_its_own_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
