/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/word_tidy.h"

#include "base/macro.h"

#include "base/banned.h"

enum {
    ISLAND_TOKENS = 5,    /* a longer stretch of common tokens always stays */
    LIGHT_LETTERS = 3,    /* words that carry little by themselves: "of", "the", "et", "par" */
    STRANGER_WEIGHT = 24, /* below it two texts are too short to call them different altogether */
    STRANGER_SHARE = 6    /* they share less than one part in so many */
};

size_t px_word_hunks_make(px_arena *arena, const bool *old_changed, size_t old_count,
                          const bool *new_changed, size_t new_count, px_word_hunk **ret_hunks)
{
    px_word_hunk *hunks = px_arena_array(arena, PX_MIN(old_count, new_count) + 1, sizeof(*hunks));
    size_t i = 0, j = 0, count = 0;

    while (i < old_count || j < new_count) {
        px_word_hunk hunk = { .old_lo = i, .new_lo = j };

        while (i < old_count && old_changed[i])
            i++;
        while (j < new_count && new_changed[j])
            j++;
        hunk.old_hi = i;
        hunk.new_hi = j;
        if (hunk.old_lo < i || hunk.new_lo < j)
            hunks[count++] = hunk;
        for (; i < old_count && j < new_count && !old_changed[i] && !new_changed[j]; i++)
            j++;
    }
    *ret_hunks = hunks;
    return count;
}

/* What a token weighs with readers. */
static size_t token_weight(const px_word_token *token)
{
    if (token->kind == PX_TOKEN_PUNCTUATION)
        return 1;
    if (token->kind == PX_TOKEN_NUMBER || token->kind == PX_TOKEN_DATE)
        return 4;
    return token->text.len <= LIGHT_LETTERS || token->kind == PX_TOKEN_LABEL ? 1 : 3;
}

static size_t weight_of(const px_word_tokens *tokens, size_t lo, size_t hi)
{
    size_t weight = 0;

    for (size_t i = lo; i < hi; i++)
        weight += token_weight(&tokens->items[i]);
    return weight;
}

static bool is_mark(const px_word_token *token, const char *marks)
{
    return token->kind == PX_TOKEN_PUNCTUATION && strchr(marks, token->text.ptr[0]);
}

static bool ends_sentence(const px_word_tokens *tokens, size_t lo, size_t hi)
{
    for (size_t i = lo; i < hi; i++)
        if (is_mark(&tokens->items[i], ".;:!?"))
            return true;
    return false;
}

static size_t hunk_weight(const px_word_tokens *a, const px_word_tokens *b, const px_word_hunk *h)
{
    return PX_MAX(weight_of(a, h->old_lo, h->old_hi), weight_of(b, h->new_lo, h->new_hi));
}

static bool replaces(const px_word_hunk *h)
{
    return h->old_lo < h->old_hi && h->new_lo < h->new_hi;
}

/* True where the words between two hunks hinder reading more than they help. */
static bool joins(const px_word_tokens *a, const px_word_tokens *b, const px_word_hunk *first,
                  const px_word_hunk *second)
{
    size_t lo = first->old_hi, hi = second->old_lo;

    if (hi - lo > ISLAND_TOKENS || ends_sentence(a, lo, hi))
        return false;
    if (!replaces(first) && !replaces(second))
        return false;
    return weight_of(a, lo, hi) < PX_MIN(hunk_weight(a, b, first), hunk_weight(a, b, second));
}

static size_t join_hunks(const px_word_tokens *a, const px_word_tokens *b, px_word_hunk *hunks,
                         size_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        px_word_hunk hunk = hunks[i];

        while (n > 0 && joins(a, b, &hunks[n - 1], &hunk)) {
            hunk.old_lo = hunks[n - 1].old_lo;
            hunk.new_lo = hunks[n - 1].new_lo;
            n--;
        }
        hunks[n++] = hunk;
    }
    return n;
}

/* One hunk for texts of which only scraps are common. */
static size_t join_strangers(const px_word_tokens *a, const px_word_tokens *b, px_word_hunk *hunks,
                             size_t count)
{
    size_t old_weight = weight_of(a, 0, a->count), new_weight = weight_of(b, 0, b->count);
    size_t least = PX_MIN(old_weight, new_weight), changed = 0;

    for (size_t i = 0; i < count; i++)
        changed += weight_of(a, hunks[i].old_lo, hunks[i].old_hi);
    if (count < 2 || least < STRANGER_WEIGHT || (old_weight - changed) * STRANGER_SHARE >= least)
        return count;
    hunks[0] = (px_word_hunk){ 0, a->count, 0, b->count };
    return 1;
}

static bool is_conjunction(px_str word)
{
    return px_str_is(word, "and") || px_str_is(word, "or") || px_str_is(word, "et") ||
           px_str_is(word, "ou") || px_str_is(word, "but") || px_str_is(word, "mais");
}

/* How well a phrase ends before token i. */
static int border_score(const px_word_tokens *tokens, size_t i)
{
    const px_word_token *before, *behind;

    if (i == 0 || i == tokens->count)
        return 10;
    before = &tokens->items[i - 1];
    behind = &tokens->items[i];
    if (is_mark(behind, ".,;:!?)]}%"))
        return 0; /* would part punctuation from its word */
    if (is_mark(before, "([{") || (before->space == 0 && !is_mark(before, ".,;:!?)]}")))
        return 0;
    if (is_mark(before, ".!?"))
        return 9;
    if (is_mark(before, ";:"))
        return 7;
    if (is_mark(before, ",)"))
        return 5;
    if (is_mark(behind, "(") || behind->kind == PX_TOKEN_LABEL)
        return 4;
    return is_conjunction(behind->text) ? 3 : 2;
}

/* A run of tokens that is only in one text, to be moved between two limits of it. */
typedef struct slide {
    const px_word_tokens *tokens;
    size_t lo, hi, first, limit;
} slide;

static int slide_score(const slide *s, size_t lo)
{
    return border_score(s->tokens, lo) + border_score(s->tokens, lo + (s->hi - s->lo));
}

static bool token_equal(const px_word_tokens *tokens, size_t i, size_t j)
{
    return px_str_eq(tokens->items[i].text, tokens->items[j].text);
}

/* Where the run reads best: the place furthest to the front among the best. */
static size_t slide_best(const slide *s)
{
    size_t length = s->hi - s->lo, at = s->lo, best;
    int score;

    while (at > s->first && token_equal(s->tokens, at - 1, at + length - 1))
        at--;
    best = at;
    score = slide_score(s, at);
    for (; at + length < s->limit && token_equal(s->tokens, at, at + length); at++) {
        if (slide_score(s, at + 1) > score) {
            score = slide_score(s, at + 1);
            best = at + 1;
        }
    }
    return best;
}

/* Moves a hunk that only inserts or only deletes, between the hunks beside it. */
static void slide_hunk(const px_word_tokens *a, const px_word_tokens *b, px_word_hunk *hunks,
                       size_t i, size_t count)
{
    px_word_hunk *h = &hunks[i];
    bool inserts = h->old_lo == h->old_hi;
    size_t best;
    slide s = { .tokens = inserts ? b : a };

    if (replaces(h))
        return;
    s.lo = inserts ? h->new_lo : h->old_lo;
    s.hi = inserts ? h->new_hi : h->old_hi;
    s.first = i == 0 ? 0 : inserts ? hunks[i - 1].new_hi : hunks[i - 1].old_hi;
    s.limit = i + 1 == count ? s.tokens->count
              : inserts      ? hunks[i + 1].new_lo
                             : hunks[i + 1].old_lo;
    best = slide_best(&s);
    h->old_lo = h->old_lo + best - s.lo;
    h->old_hi = h->old_hi + best - s.lo;
    h->new_lo = h->new_lo + best - s.lo;
    h->new_hi = h->new_hi + best - s.lo;
}

static bool only_marks(const px_word_tokens *tokens, size_t lo, size_t hi)
{
    for (size_t i = lo; i < hi; i++)
        if (tokens->items[i].kind != PX_TOKEN_PUNCTUATION)
            return false;
    return true;
}

/* "systems," and "systems;": a lone mark is easily overlooked. */
static void take_word_along(const px_word_tokens *a, const px_word_tokens *b, px_word_hunk *hunks,
                            size_t i)
{
    px_word_hunk *h = &hunks[i];
    size_t limit = i ? hunks[i - 1].old_hi : 0;

    if (replaces(h) && only_marks(a, h->old_lo, h->old_hi) && only_marks(b, h->new_lo, h->new_hi) &&
        h->old_lo > limit && a->items[h->old_lo - 1].space == 0 &&
        b->items[h->new_lo - 1].space == 0) {
        h->old_lo--;
        h->new_lo--;
    }
}

size_t px_word_tidy(const px_word_tokens *old_tokens, const px_word_tokens *new_tokens,
                    px_word_hunk *hunks, size_t count)
{
    count = join_hunks(old_tokens, new_tokens, hunks, count);
    count = join_strangers(old_tokens, new_tokens, hunks, count);
    for (size_t i = 0; i < count; i++)
        slide_hunk(old_tokens, new_tokens, hunks, i, count);
    for (size_t i = 0; i < count; i++)
        take_word_along(old_tokens, new_tokens, hunks, i);
    return count;
}
