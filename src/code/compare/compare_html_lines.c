/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_html_lines.h"

#include "base/macro.h"

#include "base/banned.h"

bool px_compare_row_silent(const px_compare_detail *d, const px_compare_row *row)
{
    return px_change_is_silent(d, &d->comparison.changes[row->change], row->old_node,
                               row->new_node);
}

/* ---- Which rows are shown where only changes are */

/* Opens the headings and introductions around a node of the new text. */
static void open_above(px_compare_half *h, const size_t *row_of_new, size_t new_node)
{
    const px_match_side *side = &h->d->new_version->side;

    for (; new_node != PX_OUTLINE_TOP; new_node = side->nodes[new_node].parent)
        if (row_of_new[new_node] != PX_OUTLINE_TOP)
            h->open[row_of_new[new_node]] = true;
}

/* Of an old node: the partner of the nearest one above it that has one. */
static size_t new_parent(const px_compare_detail *d, size_t old_node)
{
    const px_match_side *side = &d->old_version->side;

    while ((old_node = side->nodes[old_node].parent) != PX_OUTLINE_TOP)
        if (d->comparison.match.to_new[old_node].node != PX_OUTLINE_TOP)
            return d->comparison.match.to_new[old_node].node;
    return PX_OUTLINE_TOP;
}

/* The row of each node of the new text. */
static size_t *rows_by_new(px_arena *arena, const px_compare_half *h)
{
    size_t count = h->d->new_version->side.count;
    size_t *row_of_new = px_arena_array(arena, count + 1, sizeof(*row_of_new));

    for (size_t i = 0; i < count; i++)
        row_of_new[i] = PX_OUTLINE_TOP;
    for (size_t i = 0; i < h->rows.count; i++)
        if (h->rows.items[i].new_node != PX_OUTLINE_TOP)
            row_of_new[h->rows.items[i].new_node] = i;
    return row_of_new;
}

static px_compare_half half_make(px_arena *arena, const px_compare_detail *d)
{
    px_compare_half h = { .d = d };
    size_t *row_of_new;

    px_compare_rows_make(arena, d, &h.rows);
    row_of_new = rows_by_new(arena, &h);
    h.open = px_arena_array(arena, h.rows.count + 1, sizeof(*h.open));
    for (size_t i = 0; i < h.rows.count; i++) {
        const px_compare_row *row = &h.rows.items[i];

        if (px_compare_row_kept(d, row) || px_compare_row_silent(d, row))
            continue;
        h.open[i] = true;
        open_above(&h, row_of_new,
                   row->new_node != PX_OUTLINE_TOP ? row->new_node : new_parent(d, row->old_node));
    }
    return h;
}

/* ---- Lines */

static void add_line(px_compare_lines *t, size_t first, size_t second)
{
    const px_compare_row *a = first == PX_OUTLINE_TOP ? NULL : &t->first.rows.items[first];
    const px_compare_row *b = second == PX_OUTLINE_TOP ? NULL : &t->second.rows.items[second];

    t->lines[t->count++] = (px_compare_line){
        .first = a,
        .second = b,
        .open = (a && t->first.open[first]) || (b && t->second.open[second]),
        .silent = (!a || px_compare_row_silent(t->first.d, a)) &&
                  (!b || px_compare_row_silent(t->second.d, b)),
    };
}

bool px_compare_row_stop(const px_compare_detail *d, const px_compare_row *row)
{
    return row && row->kind != PX_ROW_GONE && !px_compare_row_kept(d, row) &&
           !px_compare_row_silent(d, row);
}

static void find_signs(px_compare_lines *t)
{
    t->moved_away = px_arena_array(t->w->arena, t->first.d->old_version->side.count + 1,
                                   sizeof(*t->moved_away));
    for (size_t i = 0; i < t->first.rows.count; i++) {
        const px_compare_row *row = &t->first.rows.items[i];

        if (row->kind == PX_ROW_GONE && !px_compare_row_silent(t->first.d, row))
            t->moved_away[row->old_node] = true;
    }
}

static void find_stops(px_compare_lines *t)
{
    t->stops = px_arena_array(t->w->arena, t->count + 1, sizeof(*t->stops));
    for (size_t i = 0; i < t->count; i++) {
        px_compare_line *l = &t->lines[i];

        if (!px_compare_row_stop(t->first.d, l->first) &&
            !px_compare_row_stop(t->second.d, l->second))
            continue;
        t->stops[t->n_stops++] = i;
        l->stop = t->n_stops;
    }
}

/* The row of the first comparison whose new node is this row's old one. What only tells where
 * something went has none, save where it was merged: its words stand nowhere else. */
static size_t first_of(const px_compare_lines *t, const size_t *row_of_middle,
                       const px_compare_row *row)
{
    bool moved_away = row->kind == PX_ROW_GONE &&
                      t->second.d->comparison.changes[row->change].old_node == row->old_node;

    return row->old_node == PX_OUTLINE_TOP || moved_away ? PX_OUTLINE_TOP
                                                         : row_of_middle[row->old_node];
}

/* Rows of the first comparison that the middle version has not, right before one of its rows. */
static void add_gone_before(px_compare_lines *t, bool *written, size_t end)
{
    size_t start = end;

    while (start > 0 && !written[start - 1] &&
           t->first.rows.items[start - 1].new_node == PX_OUTLINE_TOP)
        start--;
    for (; start < end; start++) {
        written[start] = true;
        add_line(t, start, PX_OUTLINE_TOP);
    }
}

/* The rows of both comparisons, in the order of the third version. */
static void lines_of_three(px_compare_lines *t)
{
    px_arena *arena = t->w->arena;
    size_t *row_of_middle = rows_by_new(arena, &t->first);
    bool *written = px_arena_array(arena, t->first.rows.count + 1, sizeof(*written));

    for (size_t i = 0; i < t->second.rows.count; i++) {
        size_t first = first_of(t, row_of_middle, &t->second.rows.items[i]);

        if (first != PX_OUTLINE_TOP) {
            add_gone_before(t, written, first);
            written[first] = true;
        }
        add_line(t, first, i);
    }
    for (size_t i = 0; i < t->first.rows.count; i++)
        if (!written[i] && t->first.rows.items[i].new_node == PX_OUTLINE_TOP)
            add_line(t, i, PX_OUTLINE_TOP);
}

/* The least depth at which a heading stands. */
static int top_depth(const px_match_side *side)
{
    int depth = PX_COMPARE_INDENT_MAX;

    for (size_t i = 0; i < side->count; i++)
        if (side->nodes[i].heading.len)
            depth = PX_MIN(depth, side->nodes[i].depth);
    return depth;
}

px_compare_lines px_compare_lines_make(px_compare_writer *w)
{
    const px_compare_page *page = w->page;
    px_compare_lines t = { .w = w, .columns = page->next ? 3 : page->side_by_side ? 2 : 1 };
    size_t room;

    t.first = half_make(w->arena, page->detail);
    if (page->next)
        t.second = half_make(w->arena, page->next);
    t.top_depth = PX_MIN(top_depth(&page->detail->old_version->side),
                         top_depth(&page->detail->new_version->side));
    room = t.first.rows.count + t.second.rows.count;
    t.lines = px_arena_array(w->arena, room + 1, sizeof(*t.lines));
    if (t.columns == 3)
        lines_of_three(&t);
    else
        for (size_t i = 0; i < t.first.rows.count; i++)
            add_line(&t, i, PX_OUTLINE_TOP);
    find_signs(&t);
    find_stops(&t);
    return t;
}
