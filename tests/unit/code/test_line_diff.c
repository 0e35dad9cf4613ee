/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/line_diff.h"

/* " same", "-old", "+new", "~old>new", a line for each. */
static void check(const char *old_text, const char *new_text, bool rows, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);
    px_line_diff diff;

    px_line_diff_make(arena, px_str_of(old_text), px_str_of(new_text), rows, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const px_line_pair *pair = &diff.pairs[i];

        px_builder_char(&out, pair->same ? ' ' : !pair->has_new ? '-' : !pair->has_old ? '+' : '~');
        px_builder_str(&out, pair->old_line);
        px_builder_add(&out, pair->has_old && pair->has_new && !pair->same ? ">" : "");
        if (!pair->same)
            px_builder_str(&out, pair->new_line);
        px_builder_char(&out, '\n');
    }
    assert_str(px_builder_view(&out), expected);
}

static void test_lines(void **state)
{
    (void)state;
    check("", "", false, "");
    check("a\n\nb\n", "a\n\nb\n", false, " a\n \n b\n");
    check("", "a\n", false, "+a\n");
    check("a\n", "", false, "-a\n");
    check("a\nb\nc\n", "a\nc\n", false, " a\n-b\n c\n");
    check("one two\n", "one three\n", false, "~one two>one three\n");
    check("one\n", "two\n", false, "-one\n+two\n");
    check("x\na b\n", "new\na c\n", false, "-x\n+new\n~a b>a c\n");
    check("a\r\n", "a\n", false, " a\n");
}

static void test_rows(void **state)
{
    (void)state;
    check("| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|:--|---|\n| 1 | 3 |\n", true,
          " | a | b |\n~| 1 | 2 |>| 1 | 3 |\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
