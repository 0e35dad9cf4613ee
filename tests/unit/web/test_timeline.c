/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/civil.h"
#include "web/timeline.h"
#include "web/timeline_svg.h"

static px_timeline_item item(px_timeline_lane lane, int month, int day, int days, const char *label)
{
    int64_t first = px_days_from_date(2024, month, day);

    return (px_timeline_item){ .lane = lane,
                               .first = first,
                               .last = first + days - 1,
                               .label = px_str_of(label),
                               .title = px_str_of(label),
                               .link = PX_STR("#here") };
}

/* No mark of a lane lies over another, and none outside of its lane or the picture. */
static void assert_apart(const px_timeline *t)
{
    for (size_t i = 0; i < t->n_marks; i++) {
        const px_timeline_mark *a = &t->marks[i];
        bool inside = false;

        assert_true(a->hit_x >= 0 && a->hit_x + a->hit_width <= t->width);
        for (size_t k = 0; k < t->n_bands; k++)
            inside |= t->bands[k].lane == a->item->lane && a->y - 12 >= t->bands[k].y &&
                      a->y + 12 <= t->bands[k].y + t->bands[k].height;
        assert_true(inside);
        for (size_t k = i + 1; k < t->n_marks; k++) {
            const px_timeline_mark *b = &t->marks[k];

            if (a->y == b->y)
                assert_true(a->hit_x + a->hit_width <= b->hit_x ||
                            b->hit_x + b->hit_width <= a->hit_x);
        }
    }
}

static void test_nothing(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_timeline t = px_timeline_lay_out(arena, NULL, 0);

    (void)state;
    assert_int_equal(t.n_bands, 0);
    px_timeline_svg(&out, px_language_english(), &t, PX_STR("t"), PX_STR("d"));
    assert_int_equal(out.len, 0);
}

/* The scale is of whole months, and as long in the picture as in time. */
static void test_scale(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_timeline_item items[] = {
        item(PX_TIMELINE_DRAFTS, 1, 10, 1, "A"),
        item(PX_TIMELINE_ROUNDS, 3, 1, 31, "Window"),
        item(PX_TIMELINE_DRAFTS, 12, 31, 1, "B"),
    };
    px_timeline t = px_timeline_lay_out(arena, items, PX_COUNT(items));
    int year = t.ticks[11].x - t.ticks[0].x;

    (void)state;
    assert_int_equal(t.n_ticks, 12);
    assert_int_equal(t.ticks[0].month, 1);
    assert_int_equal(t.ticks[0].year, 2024);
    assert_true(t.ticks[0].named && t.ticks[11].named);
    assert_int_equal(t.ticks[0].x, PX_TIMELINE_GUTTER);
    assert_int_equal(t.marks[1].x, t.ticks[2].x);
    assert_int_equal(t.marks[1].x + t.marks[1].width, t.ticks[3].x);
    assert_int_equal(t.marks[0].width, 0);
    /* January to December are 335 days of 366. */
    assert_in_range(year * 366 / 335, t.width - PX_TIMELINE_GUTTER - 18,
                    t.width - PX_TIMELINE_GUTTER - 14);
    assert_int_equal(t.n_bands, 2);
    assert_int_equal(t.bands[0].lane, PX_TIMELINE_DRAFTS);
    assert_int_equal(t.bands[1].y, t.bands[0].y + t.bands[0].height);
    assert_int_equal(t.bands[1].y + t.bands[1].height, t.height);
    assert_true(t.marks[2].text_before);
    assert_false(t.marks[0].text_before);
    assert_apart(&t);
}

/* Many in the same weeks take rows of their own. */
static void test_crowd(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_timeline_item items[48];
    px_timeline t;

    (void)state;
    for (int i = 0; i < 48; i++)
        items[i] = item(i % 2 ? PX_TIMELINE_MEETINGS : PX_TIMELINE_LAW, 1 + i / 4, 1 + 7 * (i % 4),
                        i % 3 ? 1 : 7,
                        "Meetings of the four working groups, and a workshop with those who asked");
    t = px_timeline_lay_out(arena, items, 48);
    assert_apart(&t);
    assert_true(t.bands[0].height > 2 * PX_TIMELINE_ROW);
    assert_true(px_utf8_count(t.marks[0].label) <= 56);
    assert_true(px_str_ends(t.marks[0].label, PX_STR("…")));
}

/* A long time makes a wider picture, with fewer names of months. */
static void test_years(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_timeline_item items[] = {
        item(PX_TIMELINE_DRAFTS, 1, 1, 1, "A"),
        item(PX_TIMELINE_LAW, 1, 1, 1, "B"),
    };
    px_timeline t;

    (void)state;
    items[1].first = items[1].last = px_days_from_date(2033, 12, 1);
    t = px_timeline_lay_out(arena, items, PX_COUNT(items));
    assert_int_equal(t.n_ticks, 120);
    assert_true(t.width > 3000);
    assert_apart(&t);
}

static void test_drawing(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_timeline_item items[] = { item(PX_TIMELINE_DRAFTS, 1, 10, 1, "A <b>") };
    px_timeline t = px_timeline_lay_out(arena, items, 1);
    const char *svg;

    (void)state;
    px_timeline_svg(&out, px_language_english(), &t, PX_STR("What & when"), PX_STR("One step"));
    svg = px_builder_cstr(&out);
    assert_non_null(strstr(svg, "<title id=\"tl-title\">What &amp; when</title>"));
    assert_non_null(strstr(svg, "<desc id=\"tl-desc\">One step</desc>"));
    assert_non_null(
        strstr(svg, "<a class=\"tl-drafts\" href=\"#here\"><title>A &lt;b&gt;</title>"));
    assert_non_null(strstr(svg, ">Jan</text>"));
    assert_non_null(strstr(svg, ">2024</text>"));
    assert_null(strstr(svg, "style="));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_scale),
        cmocka_unit_test(test_crowd),   cmocka_unit_test(test_years),
        cmocka_unit_test(test_drawing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
