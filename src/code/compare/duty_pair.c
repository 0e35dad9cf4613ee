/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/duty_pair.h"

#include <stdint.h>

#include "base/macro.h"

#include "base/banned.h"

enum { NEAR = 30 }; /* tokens: a longer stretch of other words says nothing of who meets whom */

size_t px_duty_token_start(const px_duty_scan *scan, size_t at)
{
    return at < scan->tokens.count ? (size_t)(scan->tokens.items[at].text.ptr - scan->text.ptr)
                                   : scan->text.len;
}

/* Marks the tokens that stand in runs of one text alone. */
static bool *changed_tokens(px_arena *arena, const px_duty_scan *scan, const px_word_diff *diff,
                            px_words_op only)
{
    bool *changed = px_arena_array(arena, PX_MAX(scan->tokens.count, 1), sizeof(*changed));
    size_t run = 0, end = 0;
    bool alone = false;

    for (size_t i = 0; i < scan->tokens.count; i++) {
        for (; end <= px_duty_token_start(scan, i) && run < diff->count; run++) {
            if (diff->runs[run].op != PX_WORDS_SAME && diff->runs[run].op != only)
                continue;
            end += diff->runs[run].text.len;
            alone = diff->runs[run].op == only;
        }
        changed[i] = alone;
    }
    return changed;
}

/* How far the marks that reach over the borders of [lo, hi) stand out, on either side. */
static void marks_overhang(const px_duty_scan *scan, size_t lo, size_t hi, size_t *before,
                           size_t *behind)
{
    for (size_t i = 0; i < scan->count; i++) {
        const px_duty_mark *mark = &scan->marks[i];

        if (mark->lo >= hi)
            break;
        if (mark->hi <= lo)
            continue;
        if (mark->lo < lo)
            *before = PX_MAX(*before, lo - mark->lo);
        if (mark->hi > hi)
            *behind = PX_MAX(*behind, mark->hi - hi);
    }
}

/* Grows a hunk over the marks that it touches; false once nothing stands out any more. What it
 * grows over is the same in both texts, so both ranges grow alike, up to `room` on either side. */
static bool hunk_grow(const px_duty_pairing *p, px_word_hunk *h, size_t room_before,
                      size_t room_behind)
{
    size_t before = 0, behind = 0;

    marks_overhang(&p->old_scan, h->old_lo, h->old_hi, &before, &behind);
    marks_overhang(&p->new_scan, h->new_lo, h->new_hi, &before, &behind);
    before = PX_MIN(before, room_before);
    behind = PX_MIN(behind, room_behind);
    h->old_lo -= before;
    h->new_lo -= before;
    h->old_hi += behind;
    h->new_hi += behind;
    return before + behind > 0;
}

/* Grows all hunks, and makes one of those that meet. */
static size_t hunks_grow(const px_duty_pairing *p, px_word_hunk *hunks, size_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        px_word_hunk h = hunks[i];
        size_t limit = i + 1 < count ? hunks[i + 1].old_lo : p->old_scan.tokens.count;

        while (hunk_grow(p, &h, h.old_lo - (n ? hunks[n - 1].old_hi : 0), limit - h.old_hi)) {
            if (n && h.old_lo == hunks[n - 1].old_hi) {
                h.old_lo = hunks[n - 1].old_lo;
                h.new_lo = hunks[n - 1].new_lo;
                n--;
            }
        }
        hunks[n++] = h;
        if (i + 1 < count && h.old_hi == hunks[i + 1].old_lo) {
            hunks[i + 1].old_lo = h.old_lo;
            hunks[i + 1].new_lo = h.new_lo;
            n--;
        }
    }
    return n;
}

size_t px_duty_hunks_make(const px_duty_pairing *p, const px_word_diff *diff,
                          px_word_hunk **ret_hunks)
{
    bool *deleted = changed_tokens(p->arena, &p->old_scan, diff, PX_WORDS_DELETED);
    bool *inserted = changed_tokens(p->arena, &p->new_scan, diff, PX_WORDS_INSERTED);
    size_t count = px_word_hunks_make(p->arena, deleted, p->old_scan.tokens.count, inserted,
                                      p->new_scan.tokens.count, ret_hunks);

    return hunks_grow(p, *ret_hunks, count);
}

bool px_duty_same_words(const px_duty_pairing *p, const px_duty_mark *a, const px_duty_mark *b)
{
    if (a->hi - a->lo != b->hi - b->lo)
        return false;
    for (size_t i = 0; i < a->hi - a->lo; i++)
        if (!px_str_eq(p->old_scan.words[a->lo + i], p->new_scan.words[b->lo + i]))
            return false;
    return true;
}

static px_str word_at(const px_duty_scan *scan, size_t at)
{
    return at < scan->tokens.count ? scan->words[at] : PX_STR_NONE;
}

/* True where two marks can be said to stand for each other: a word beside them is the same, or the
 * change is short. */
static bool may_meet(const px_duty_pairing *p, const px_word_hunk *h, const px_duty_mark *a,
                     const px_duty_mark *b)
{
    px_str before = a->lo && b->lo ? word_at(&p->old_scan, a->lo - 1) : PX_STR_NONE;
    px_str behind = word_at(&p->old_scan, a->hi);

    if (h->old_hi - h->old_lo <= NEAR && h->new_hi - h->new_lo <= NEAR)
        return true;
    return (before.len && px_str_eq(before, word_at(&p->new_scan, b->lo - 1))) ||
           (behind.len && px_str_eq(behind, word_at(&p->new_scan, b->hi)));
}

/* What it costs to let two marks stand for each other; leaving either alone costs 3. */
static unsigned meeting_cost(const px_duty_pairing *p, const px_word_hunk *h, const px_duty_mark *a,
                             const px_duty_mark *b)
{
    if (px_duty_same_words(p, a, b))
        return 0;
    if (!may_meet(p, h, a, b))
        return 7;
    return a->word_class == b->word_class && a->scale == b->scale ? 2 : 4;
}

size_t *px_duty_pair(const px_duty_pairing *p, const px_word_hunk *h, const px_duty_marks *olds,
                     const px_duty_marks *news)
{
    size_t n = olds->count, m = news->count, *partner = px_arena_array(p->arena, n + 1, sizeof(n));
    unsigned *cost = px_arena_array(p->arena, (n + 1) * (m + 1), sizeof(*cost));

    for (size_t i = n + 1; i-- > 0;) {
        for (size_t j = m + 1; j-- > 0;) {
            unsigned *best = &cost[i * (m + 1) + j];

            *best = 3 * (unsigned)(n - i + m - j);
            if (i < n)
                *best = PX_MIN(*best, 3 + cost[(i + 1) * (m + 1) + j]);
            if (j < m)
                *best = PX_MIN(*best, 3 + cost[i * (m + 1) + j + 1]);
            if (i < n && j < m)
                *best = PX_MIN(*best, meeting_cost(p, h, olds->items[i], news->items[j]) +
                                          cost[(i + 1) * (m + 1) + j + 1]);
        }
    }
    for (size_t i = 0, j = 0; i < n;) {
        unsigned here = cost[i * (m + 1) + j];

        partner[i] = SIZE_MAX;
        if (j < m && here == meeting_cost(p, h, olds->items[i], news->items[j]) +
                                 cost[(i + 1) * (m + 1) + j + 1])
            partner[i++] = j++;
        else if (j < m && here == 3 + cost[i * (m + 1) + j + 1])
            j++;
        else
            i++;
    }
    return partner;
}
