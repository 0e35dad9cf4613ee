/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/timeline.h"

#include "base/civil.h"

#include "base/banned.h"

enum {
    HEAD = 46,        /* years and months above the lanes */
    LANE_PADDING = 6, /* above and below the rows of a lane */
    MARGIN = 16,
    LEAST_WIDTH = 1262, /* of the widest page */
    MONTH = 31,         /* pixels of a month in a timeline that is wider */
    NAMED_MONTH = 24,
    POINT = 7, /* half of a mark */
    GAP = 10,
    LABEL_MAX = 56,
    LETTER_TENTHS = 68, /* width of a letter on average, in a wide face */
    ROWS_MAX = 64
};

/* From days to pixels. */
typedef struct scale {
    int64_t first, last; /* whole months */
    int left, width;
} scale;

static int scale_x(const scale *s, int64_t day)
{
    return s->left + (int)((day - s->first) * s->width / (s->last + 1 - s->first));
}

static int64_t month_start(int64_t day, int months_on)
{
    int year, month, unused;

    px_date_from_days(day, &year, &month, &unused);
    month += months_on;
    return px_days_from_date(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

static scale scale_of(const px_timeline_item *items, size_t count)
{
    scale s = { .first = items[0].first, .last = items[0].last, .left = PX_TIMELINE_GUTTER };
    int months;

    for (size_t i = 0; i < count; i++) {
        s.first = PX_MIN(s.first, items[i].first);
        s.last = PX_MAX(s.last, items[i].last);
    }
    s.first = month_start(s.first, 0);
    s.last = month_start(s.last, 1) - 1;
    months = (int)((s.last - s.first) / 30);
    s.width = PX_MAX(LEAST_WIDTH - PX_TIMELINE_GUTTER - MARGIN, months * MONTH);
    return s;
}

static void timeline_ticks(px_arena *arena, px_timeline *t, const scale *s)
{
    size_t room = 0;
    int each = 1, month_width = s->width * 30 / (int)(s->last + 1 - s->first);

    while (each < 12 && month_width * each < NAMED_MONTH)
        each = each == 1 ? 3 : 12;
    for (int64_t day = s->first; day <= s->last; day = month_start(day, 1)) {
        px_timeline_tick tick = { .x = scale_x(s, day) };
        int unused;

        px_date_from_days(day, &tick.year, &tick.month, &unused);
        tick.named = (tick.month - 1) % each == 0 && tick.x + NAMED_MONTH <= t->width;
        t->ticks = px_arena_grow(arena, t->ticks, t->n_ticks, &room, sizeof(*t->ticks));
        t->ticks[t->n_ticks++] = tick;
    }
}

/* The label, cut between words or letters where it is long, and with an ellipsis then. */
static px_str timeline_label(px_arena *arena, px_str label)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1024);
    size_t at = 0, len, blank = 0;

    if (px_utf8_count(label) <= LABEL_MAX)
        return label;
    for (int i = 0; i < LABEL_MAX - 1; i++) {
        (void)px_utf8_decode(px_str_sub(label, at, label.len), &len);
        if (label.ptr[at] == ' ')
            blank = at;
        at += len;
    }
    px_builder_str(&b, px_str_sub(label, 0, blank > at / 2 ? blank : at));
    px_builder_add(&b, "…");
    return px_arena_str(arena, px_builder_view(&b));
}

static int text_width(px_str label)
{
    return (int)(px_utf8_count(label) * LETTER_TENTHS / 10);
}

/* Everything of a mark but its row. */
static px_timeline_mark mark_of(px_arena *arena, const px_timeline_item *item, const scale *s)
{
    px_timeline_mark m = { .item = item, .label = timeline_label(arena, item->label) };
    int words = text_width(m.label), right = s->left + s->width + MARGIN / 2;
    int end;

    m.x = scale_x(s, item->first);
    m.width = item->last > item->first ? scale_x(s, item->last + 1) - m.x : 0;
    if (m.width && m.width < 2 * POINT)
        m.width = 2 * POINT;
    end = m.x + (m.width ? m.width : POINT);
    m.hit_x = m.width ? m.x : m.x - POINT;
    m.text_x = end + POINT;
    if (m.text_x + words > right) {
        m.text_before = true;
        m.text_x = m.hit_x - POINT;
        m.hit_x = m.text_x - words;
        m.hit_width = end - m.hit_x;
    } else {
        m.hit_width = m.text_x + words - m.hit_x;
    }
    return m;
}

/* The first row of the lane where the mark has room, which it takes. */
static int lane_row(int ends[ROWS_MAX], int *rows, const px_timeline_mark *m)
{
    int row = 0;

    while (row < *rows && ends[row] + GAP > m->hit_x)
        row++;
    row = PX_MIN(row, ROWS_MAX - 1);
    *rows = PX_MAX(*rows, row + 1);
    ends[row] = m->hit_x + m->hit_width;
    return row;
}

static void timeline_lane(px_timeline *t, px_timeline_lane lane)
{
    int ends[ROWS_MAX] = { 0 };
    int rows = 0, top = t->height + LANE_PADDING;

    for (size_t i = 0; i < t->n_marks; i++)
        if (t->marks[i].item->lane == lane)
            t->marks[i].y =
                top + PX_TIMELINE_ROW / 2 + PX_TIMELINE_ROW * lane_row(ends, &rows, &t->marks[i]);
    if (!rows)
        return;
    t->bands[t->n_bands++] = (px_timeline_band){
        .lane = lane,
        .y = t->height,
        .height = rows * PX_TIMELINE_ROW + 2 * LANE_PADDING,
    };
    t->height += rows * PX_TIMELINE_ROW + 2 * LANE_PADDING;
}

px_timeline px_timeline_lay_out(px_arena *arena, const px_timeline_item *items, size_t count)
{
    px_timeline t = { .height = HEAD };
    scale s;

    if (!count)
        return t;
    s = scale_of(items, count);
    t.width = s.left + s.width + MARGIN;
    timeline_ticks(arena, &t, &s);
    t.marks = px_arena_array(arena, count, sizeof(*t.marks));
    t.n_marks = count;
    for (size_t i = 0; i < count; i++)
        t.marks[i] = mark_of(arena, &items[i], &s);
    for (int lane = 0; lane < PX_TIMELINE_LANE_COUNT; lane++)
        timeline_lane(&t, (px_timeline_lane)lane);
    return t;
}
