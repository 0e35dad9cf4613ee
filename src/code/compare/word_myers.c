/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/word_myers.h"

#include "base/macro.h"

#include "base/banned.h"

/* Edits that the search for one split tries from either end. */
enum { EDITS_MAX = 400 };

#define NOWHERE (INT64_MIN / 4) /* a diagonal that no way has reached */

/* A box of the edit graph: items from lo up to but without hi of either row. */
typedef struct box {
    int64_t old_lo, old_hi, new_lo, new_hi;
} box;

/* The search in one box, from its first corner and from its last. Diagonal k is x - y; x and y are
 * counted from the corner where the search began. v[k]: the furthest x on it. */
typedef struct search {
    const uint32_t *a, *b;
    int64_t n, m, delta;
    int64_t forward[2 * EDITS_MAX + 5], backward[2 * EDITS_MAX + 5];
} search;

typedef struct point {
    int64_t x, y;
} point;

static bool search_equal(const search *s, int64_t x, int64_t y, bool back)
{
    return back ? s->a[s->n - 1 - x] == s->b[s->m - 1 - y] : s->a[x] == s->b[y];
}

/* Follows diagonal k with one edit more, then as far as items are equal. */
static int64_t search_step(const search *s, int64_t *v, int64_t k, bool back)
{
    int64_t x = PX_MAX(v[k - 1] + 1, v[k + 1]);

    if (x < 0 || x > s->n || x - k < 0 || x - k > s->m)
        return v[k] = NOWHERE;
    while (x < s->n && x - k < s->m && search_equal(s, x, x - k, back))
        x++;
    return v[k] = x;
}

/* One round of d edits from one corner; true with the point where the ways meet. */
static bool search_round(search *s, int64_t d, bool back, point *ret_meeting)
{
    int64_t *v = (back ? s->backward : s->forward) + EDITS_MAX + 2;
    const int64_t *other = (back ? s->forward : s->backward) + EDITS_MAX + 2;
    int64_t reach = back ? d : d - 1; /* rounds that the other side has done, but one */
    bool may_meet = (s->delta % 2 == 0) == back;
    int64_t low = -d, high = d;

    v[-d - 1] = v[d + 1] = NOWHERE;
    if (d == 0)
        v[1] = 0;
    while (low < -s->m)
        low += 2;
    while (high > s->n)
        high -= 2;
    for (int64_t k = low; k <= high; k += 2) {
        int64_t x = search_step(s, v, k, back), opposite = s->delta - k;

        if (may_meet && opposite >= -reach && opposite <= reach && x + other[opposite] >= s->n) {
            *ret_meeting = back ? (point){ s->n - x, s->m - (x - k) } : (point){ x, x - k };
            return true;
        }
    }
    return false;
}

/* The point to which the search has come furthest from either corner. */
static point search_furthest(const search *s)
{
    point best = { 0, 0 };
    int64_t far = -1;

    for (int64_t k = -EDITS_MAX; k <= EDITS_MAX; k += 2) {
        int64_t x = s->forward[k + EDITS_MAX + 2], back = s->backward[k + EDITS_MAX + 2];

        if (k < -s->m || k > s->n)
            continue;
        if (2 * x - k > far) {
            far = 2 * x - k;
            best = (point){ x, x - k };
        }
        if (2 * back - k > far) {
            far = 2 * back - k;
            best = (point){ s->n - back, s->m - (back - k) };
        }
    }
    return best;
}

static point search_split(search *s)
{
    point meeting;

    for (int64_t d = 0; d <= EDITS_MAX; d++)
        if (search_round(s, d, false, &meeting) || search_round(s, d, true, &meeting))
            return meeting;
    return search_furthest(s);
}

static void box_trim(const px_myers_row *old_row, const px_myers_row *new_row, box *b)
{
    const uint32_t *a = old_row->items, *c = new_row->items;

    while (b->old_lo < b->old_hi && b->new_lo < b->new_hi && a[b->old_lo] == c[b->new_lo]) {
        b->old_lo++;
        b->new_lo++;
    }
    while (b->old_lo < b->old_hi && b->new_lo < b->new_hi && a[b->old_hi - 1] == c[b->new_hi - 1]) {
        b->old_hi--;
        b->new_hi--;
    }
}

/* Splits until one side of a box is empty. Each split leaves two smaller boxes, since what is
 * trimmed differs at both corners; one beyond the bound leaves EDITS_MAX items behind at least. */
static void compare_box(search *s, px_myers_row *old_row, px_myers_row *new_row, box b)
{
    point at;

    box_trim(old_row, new_row, &b);
    if (b.old_lo == b.old_hi || b.new_lo == b.new_hi) {
        for (int64_t i = b.old_lo; i < b.old_hi; i++)
            old_row->changed[i] = true;
        for (int64_t i = b.new_lo; i < b.new_hi; i++)
            new_row->changed[i] = true;
        return;
    }
    s->a = old_row->items + b.old_lo;
    s->b = new_row->items + b.new_lo;
    s->n = b.old_hi - b.old_lo;
    s->m = b.new_hi - b.new_lo;
    s->delta = s->n - s->m;
    at = search_split(s);
    at.x += b.old_lo;
    at.y += b.new_lo;
    compare_box(s, old_row, new_row, (box){ b.old_lo, at.x, b.new_lo, at.y });
    compare_box(s, old_row, new_row, (box){ at.x, b.old_hi, at.y, b.new_hi });
}

void px_myers(px_arena *arena, px_myers_row *old_row, px_myers_row *new_row)
{
    search *s = px_arena_alloc(arena, sizeof(*s));

    compare_box(s, old_row, new_row,
                (box){ 0, (int64_t)old_row->count, 0, (int64_t)new_row->count });
}
