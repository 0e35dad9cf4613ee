/* SPDX-License-Identifier: EUPL-1.2 */
/* Charts say in words and in lengths what they show. */
#include "unit/testing.h"

#include "document/chart.h"

static bool has(px_str svg, const char *part)
{
    return px_str_find(svg, px_str_of(part)) < svg.len;
}

static void test_bars(void **state)
{
    static const px_chart_row rows[] = {
        { PX_STR_INIT("Civil <society>"), { 3, 10 }, { PX_STR_INIT("75 %"), PX_STR_INIT("50 %") } },
        { PX_STR_INIT("A name that is much longer than the room that there is for all of it, and "
                      "more of it"),
          { 1, 10 },
          { PX_STR_INIT("25 %"), PX_STR_INIT("50 %") } },
    };
    const px_chart chart = { .title = PX_STR_INIT("Who & what"),
                             .description = PX_STR_INIT("Bars"),
                             .series = { PX_STR_INIT("People"), PX_STR_INIT("Comments") },
                             .wholes = { 4, 20 },
                             .rows = rows,
                             .n_rows = 2 };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str svg = px_chart_svg(arena, &chart);

    (void)state;
    assert_true(px_str_starts(svg, PX_STR("<svg ")) && px_str_ends(svg, PX_STR("</svg>")));
    assert_true(has(svg, "<title>Who &amp; what</title>"));
    assert_true(has(svg, "<desc>Bars</desc>"));
    assert_true(has(svg, "Civil &lt;society&gt;"));
    assert_true(has(svg, ">A name that is much longer</text>"));
    assert_true(has(svg, ">than the room that there</text>"));
    assert_true(has(svg, ">is for all of it, and more…</text>"));
    assert_true(has(svg, ">75 %</text>"));
    /* the longest bar fills the room, one of a third is a third of it */
    assert_true(has(svg, "width=\"306\" height=\"14\""));
    assert_true(has(svg, "width=\"102\" height=\"14\""));
    assert_true(has(svg, "width=\"204\" height=\"14\""));
}

static void test_nothing(void **state)
{
    const px_chart chart = { .title = PX_STR_INIT("None"), .series = { PX_STR_INIT("People") } };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    assert_true(has(px_chart_svg(arena, &chart), "<title>None</title>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
