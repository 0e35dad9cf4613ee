/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/line_diff.h"

#include <stdint.h>

#include "base/macro.h"
#include "base/map.h"
#include "code/compare/word_diff.h"
#include "code/compare/word_myers.h"
#include "code/compare/word_tidy.h"
#include "code/table_row.h"

#include "base/banned.h"

enum { PAIRS_MAX = 64 }; /* lines that replace lines are paired up to so many on either side */

typedef struct lines {
    px_str *items;
    uint32_t *numbers; /* the same for equal lines of both texts */
    px_myers_row row;
} lines;

static lines lines_of(px_arena *arena, px_str text, bool rows)
{
    px_str rest = text, line;
    size_t count = 0;
    lines l;

    while (px_str_line(&rest, &line))
        count++;
    l.items = px_arena_array(arena, PX_MAX(count, 1), sizeof(*l.items));
    l.numbers = px_arena_array(arena, PX_MAX(count, 1), sizeof(*l.numbers));
    l.row = (px_myers_row){ .items = l.numbers };
    l.row.changed = px_arena_array(arena, PX_MAX(count, 1), sizeof(bool));
    while (px_str_line(&text, &line))
        if (!rows || !px_table_row_is_delimiter(line))
            l.items[l.row.count++] = line;
    return l;
}

static void number_lines(px_map *map, lines *l, uint32_t *values, uint32_t *count)
{
    for (size_t i = 0; i < l->row.count; i++) {
        /* An empty slice is no key. */
        px_str key = l->items[i].len ? l->items[i] : PX_STR("\n");
        uint32_t *value = px_map_get(map, key);

        if (!value) {
            value = &values[*count];
            *value = ++*count;
            (void)px_map_put(map, key, value);
        }
        l->numbers[i] = *value;
    }
}

/* Two lines are alike when half of their words are common. */
static bool alike(px_arena *arena, px_str a, px_str b)
{
    px_word_diff diff;

    px_word_diff_make(arena, a, b, &diff);
    return diff.same > 0 && 2 * diff.same >= PX_MAX(diff.deleted, diff.inserted) + diff.same;
}

typedef struct writer {
    px_arena *arena;
    lines old_lines, new_lines;
    px_line_diff diff;
} writer;

static void add_old(writer *w, size_t i)
{
    w->diff.pairs[w->diff.count++] =
        (px_line_pair){ .has_old = true, .old_line = w->old_lines.items[i] };
}

static void add_new(writer *w, size_t j)
{
    w->diff.pairs[w->diff.count++] =
        (px_line_pair){ .has_new = true, .new_line = w->new_lines.items[j] };
}

static void add_both(writer *w, size_t i, size_t j, bool same)
{
    w->diff.pairs[w->diff.count++] = (px_line_pair){ .has_old = true,
                                                     .has_new = true,
                                                     .same = same,
                                                     .old_line = w->old_lines.items[i],
                                                     .new_line = w->new_lines.items[j] };
}

/* Each old line takes the next new one that is like it; the others stand alone. */
static void add_hunk(writer *w, const px_word_hunk *h)
{
    bool small = h->old_hi - h->old_lo <= PAIRS_MAX && h->new_hi - h->new_lo <= PAIRS_MAX;
    size_t j = h->new_lo;

    for (size_t i = h->old_lo; i < h->old_hi; i++) {
        size_t k = j;

        while (small && k < h->new_hi &&
               !alike(w->arena, w->old_lines.items[i], w->new_lines.items[k]))
            k++;
        if (!small || k == h->new_hi) {
            add_old(w, i);
            continue;
        }
        for (; j < k; j++)
            add_new(w, j);
        add_both(w, i, j++, false);
    }
    for (; j < h->new_hi; j++)
        add_new(w, j);
}

static void add_all(writer *w, const px_word_hunk *hunks, size_t count)
{
    size_t i = 0, j = 0;

    for (size_t k = 0; k <= count; k++) {
        size_t end = k < count ? hunks[k].old_lo : w->old_lines.row.count;

        for (; i < end; i++)
            add_both(w, i, j++, true);
        if (k == count)
            break;
        add_hunk(w, &hunks[k]);
        i = hunks[k].old_hi;
        j = hunks[k].new_hi;
    }
}

void px_line_diff_make(px_arena *arena, px_str old_text, px_str new_text, bool rows,
                       px_line_diff *ret_diff)
{
    px_map map PX_CLEANUP(px_map_free) = PX_MAP_INIT;
    writer w = { .arena = arena,
                 .old_lines = lines_of(arena, old_text, rows),
                 .new_lines = lines_of(arena, new_text, rows) };
    size_t all = w.old_lines.row.count + w.new_lines.row.count;
    uint32_t *values = px_arena_array(arena, all + 1, sizeof(*values)), n = 0;
    px_word_hunk *hunks;
    size_t count;

    number_lines(&map, &w.old_lines, values, &n);
    number_lines(&map, &w.new_lines, values, &n);
    px_myers(arena, &w.old_lines.row, &w.new_lines.row);
    count = px_word_hunks_make(arena, w.old_lines.row.changed, w.old_lines.row.count,
                               w.new_lines.row.changed, w.new_lines.row.count, &hunks);
    w.diff.pairs = px_arena_array(arena, all + 1, sizeof(*w.diff.pairs));
    add_all(&w, hunks, count);
    *ret_diff = w.diff;
}
