/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/word_diff.h"

#include "base/macro.h"
#include "base/map.h"
#include "code/compare/word_myers.h"
#include "code/compare/word_tidy.h"
#include "code/compare/word_token.h"

#include "base/banned.h"

/* A text on its way: its tokens as integers, and which of them the other text has not. */
typedef struct side {
    px_str text;
    px_word_tokens tokens;
    uint32_t *ids; /* 0: the other text does not have it */
    bool *changed; /* for each token */
} side;

static void side_start(px_arena *arena, side *s, px_str text)
{
    s->text = text;
    px_word_tokens_make(arena, text, &s->tokens);
    s->ids = px_arena_array(arena, PX_MAX(s->tokens.count, 1), sizeof(*s->ids));
    s->changed = px_arena_array(arena, PX_MAX(s->tokens.count, 1), sizeof(*s->changed));
}

/* Numbers the tokens of the old text; those of the new one that are not among them keep 0. */
static void number_tokens(px_arena *arena, side *old_side, side *new_side, bool *seen)
{
    uint32_t *numbers = px_arena_array(arena, PX_MAX(old_side->tokens.count, 1), sizeof(*numbers));
    px_map map PX_CLEANUP(px_map_free) = PX_MAP_INIT;
    uint32_t count = 0;

    for (size_t i = 0; i < old_side->tokens.count; i++) {
        uint32_t *number = px_map_get(&map, old_side->tokens.items[i].text);

        if (!number) {
            number = &numbers[count++];
            *number = count;
            (void)px_map_put(&map, old_side->tokens.items[i].text, number);
        }
        old_side->ids[i] = *number;
    }
    for (size_t i = 0; i < new_side->tokens.count; i++) {
        uint32_t *number = px_map_get(&map, new_side->tokens.items[i].text);

        if (number) {
            new_side->ids[i] = *number;
            seen[*number] = true;
        }
    }
}

/* The tokens of one text that the other has as well: what the search works on. */
typedef struct common_row {
    px_myers_row row;
    size_t *at; /* its place among all tokens */
} common_row;

static common_row row_of(px_arena *arena, const side *s)
{
    uint32_t *items = px_arena_array(arena, PX_MAX(s->tokens.count, 1), sizeof(*items));
    common_row common = { .row = { .items = items } };

    common.at = px_arena_array(arena, PX_MAX(s->tokens.count, 1), sizeof(*common.at));
    common.row.changed = px_arena_array(arena, PX_MAX(s->tokens.count, 1), sizeof(bool));
    for (size_t i = 0; i < s->tokens.count; i++) {
        if (s->ids[i] == 0) {
            s->changed[i] = true;
            continue;
        }
        common.at[common.row.count] = i;
        items[common.row.count++] = s->ids[i];
    }
    return common;
}

static void row_back(const common_row *common, const side *s)
{
    for (size_t i = 0; i < common->row.count; i++)
        if (common->row.changed[i])
            s->changed[common->at[i]] = true;
}

static void mark_changes(px_arena *arena, side *old_side, side *new_side)
{
    bool *seen = px_arena_array(arena, old_side->tokens.count + 1, sizeof(*seen));
    common_row old_row, new_row;

    number_tokens(arena, old_side, new_side, seen);
    for (size_t i = 0; i < old_side->tokens.count; i++)
        if (!seen[old_side->ids[i]])
            old_side->ids[i] = 0;
    old_row = row_of(arena, old_side);
    new_row = row_of(arena, new_side);
    px_myers(arena, &old_row.row, &new_row.row);
    row_back(&old_row, old_side);
    row_back(&new_row, new_side);
}

/* Writing the runs: how far either text has been written, in bytes and in code points. */
typedef struct writer {
    px_arena *arena;
    const side *old_side, *new_side;
    size_t old_byte, new_byte, old_point, new_point;
    px_word_diff diff;
    size_t room;
} writer;

static px_words_run *add_run(writer *w)
{
    if (w->diff.count == w->room) {
        size_t room = w->room ? 2 * w->room : 16;
        px_words_run *runs = px_arena_array(w->arena, room, sizeof(*runs));

        if (w->diff.count)
            memcpy(runs, w->diff.runs, w->diff.count * sizeof(*runs));
        w->diff.runs = runs;
        w->room = room;
    }
    return &w->diff.runs[w->diff.count++];
}

/* The next len bytes; what is the same goes on with the run before it. */
static void write_run(writer *w, px_words_op op, size_t len)
{
    px_str text = op == PX_WORDS_INSERTED
                      ? px_str_sub(w->new_side->text, w->new_byte, w->new_byte + len)
                      : px_str_sub(w->old_side->text, w->old_byte, w->old_byte + len);
    size_t points = px_utf8_count(text);

    if (len == 0)
        return;
    if (w->diff.count && w->diff.runs[w->diff.count - 1].op == op)
        w->diff.runs[w->diff.count - 1].text.len += len;
    else
        *add_run(w) = (px_words_run){ op, text, w->old_point, w->new_point };
    if (op != PX_WORDS_INSERTED) {
        w->old_byte += len;
        w->old_point += points;
    }
    if (op != PX_WORDS_DELETED) {
        w->new_byte += len;
        w->new_point += points;
    }
}

/* Writes both texts up to these bytes: what stands between two tokens that are the same. White
 * space that both have there is the same. */
static void write_gap(writer *w, size_t old_end, size_t new_end)
{
    px_str a = px_str_sub(w->old_side->text, w->old_byte, old_end);
    px_str b = px_str_sub(w->new_side->text, w->new_byte, new_end);
    size_t least = PX_MIN(a.len, b.len), head = 0, tail = 0;

    while (head < least && a.ptr[head] == ' ' && b.ptr[head] == ' ')
        head++;
    while (tail < least - head && a.ptr[a.len - 1 - tail] == ' ' && b.ptr[b.len - 1 - tail] == ' ')
        tail++;
    write_run(w, PX_WORDS_SAME, head);
    write_run(w, PX_WORDS_DELETED, a.len - head - tail);
    write_run(w, PX_WORDS_INSERTED, b.len - head - tail);
    write_run(w, PX_WORDS_SAME, tail);
}

static void write_token(writer *w, size_t i, size_t j)
{
    px_str token = w->old_side->tokens.items[i].text;

    write_gap(w, (size_t)(token.ptr - w->old_side->text.ptr),
              (size_t)(w->new_side->tokens.items[j].text.ptr - w->new_side->text.ptr));
    write_run(w, PX_WORDS_SAME, token.len);
}

static size_t count_words(const px_word_tokens *tokens, size_t lo, size_t hi)
{
    size_t count = 0;

    for (size_t i = lo; i < hi; i++)
        count += tokens->items[i].kind != PX_TOKEN_PUNCTUATION;
    return count;
}

static void write_all(writer *w, const px_word_hunk *hunks, size_t count)
{
    const px_word_tokens *a = &w->old_side->tokens, *b = &w->new_side->tokens;
    size_t i = 0, j = 0;

    for (size_t k = 0; k <= count; k++) {
        size_t end = k < count ? hunks[k].old_lo : a->count;

        w->diff.same += count_words(a, i, end);
        for (; i < end; i++)
            write_token(w, i, j++);
        if (k == count)
            break;
        w->diff.deleted += count_words(a, hunks[k].old_lo, hunks[k].old_hi);
        w->diff.inserted += count_words(b, hunks[k].new_lo, hunks[k].new_hi);
        i = hunks[k].old_hi;
        j = hunks[k].new_hi;
    }
    write_gap(w, w->old_side->text.len, w->new_side->text.len);
}

void px_word_diff_make(px_arena *arena, px_str old_text, px_str new_text, px_word_diff *ret_diff)
{
    PX_AUTO_ARENA px_arena *work = px_arena_new();
    side old_side = { 0 }, new_side = { 0 };
    writer w = { .arena = arena, .old_side = &old_side, .new_side = &new_side };
    px_word_hunk *hunks;
    size_t count;

    side_start(work, &old_side, old_text);
    side_start(work, &new_side, new_text);
    mark_changes(work, &old_side, &new_side);
    count = px_word_hunks_make(work, old_side.changed, old_side.tokens.count, new_side.changed,
                               new_side.tokens.count, &hunks);
    count = px_word_tidy(&old_side.tokens, &new_side.tokens, hunks, count);
    write_all(&w, hunks, count);
    *ret_diff = w.diff;
}
