/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words of a pile as text. Where a line ends within a word or an address, its parts are put
 * together again: text that is searched for words and links must have them whole.
 */
#include <stdlib.h>

#include "base/builder.h"
#include "duty/filed/filed_priv.h"
#include "duty/filed/filed_tick.h"

#include "base/banned.h"

void px_filed_pile_add(px_arena *arena, px_filed_pile *pile, size_t at)
{
    pile->at = px_arena_grow(arena, pile->at, pile->count, &pile->room, sizeof(*pile->at));
    pile->at[pile->count++] = at;
}

bool px_filed_is_bullet(const px_filed_word *word)
{
    size_t n;

    return word->line_start && !word->letters.len &&
           px_filed_tick_at(word->text, &n) == PX_TICK_NONE;
}

/* ---- Addresses */

/* The last word that was written. */
static px_str last_of(const px_builder *out)
{
    size_t from = out->len;

    while (from > 0 && out->ptr[from - 1] != ' ' && out->ptr[from - 1] != '\n')
        from--;
    return px_str_n(out->ptr + from, out->len - from);
}

static bool is_address(px_str word)
{
    return px_str_find(word, PX_STR("://")) < word.len ||
           px_str_find(word, PX_STR("www.")) < word.len;
}

static bool ends_with_any(px_str word, const char *signs)
{
    return word.len && strchr(signs, word.ptr[word.len - 1]);
}

/* What follows could not have stood on the line of what comes before. */
static bool did_not_fit(const px_filed_word *before, const px_filed_word *word, int right)
{
    return before->x1 + (word->x1 - word->x0) > right;
}

/* An address that has a line to itself up to its very end was cut wherever the line ended. */
static bool was_cut(const px_filed_words *words, const px_filed_word *before, int right)
{
    const size_t letters = px_utf8_count(before->text);
    const px_filed_word *first = before;

    while (first > words->words && first[-1].line == before->line &&
           first[-1].label == before->label && !px_filed_is_bullet(&first[-1]))
        first--;
    return first == before && letters > 1 &&
           right - before->x1 < (before->x1 - before->x0) / (int)letters;
}

static bool address_goes_on(const px_filed_words *words, px_str last, const px_filed_word *before,
                            const px_filed_word *word, int right)
{
    if (!is_address(last) || is_address(word->text) ||
        px_str_find_char(word->text, '@') < word->text.len || !word->letters.len)
        return false;
    return (ends_with_any(last, "/-_=&?%") && did_not_fit(before, word, right)) ||
           was_cut(words, before, right);
}

/* ---- Hyphens */

static int by_letters(const void *a, const void *b)
{
    return px_str_cmp(*(const px_str *)a, *(const px_str *)b);
}

void px_filed_words_know(px_arena *arena, px_filed_words *words)
{
    words->whole = px_arena_array(arena, words->n_words + 1, sizeof(*words->whole));
    for (size_t i = 0; i < words->n_words; i++)
        if (px_str_find_char(words->words[i].text, '-') == words->words[i].text.len)
            words->whole[words->n_whole++] = words->words[i].letters;
    qsort(words->whole, words->n_whole, sizeof(*words->whole), by_letters);
}

static bool is_hyphenated(const px_filed_word *before, const px_filed_word *word)
{
    size_t n;

    return px_str_ends(before->text, PX_STR("-")) && before->letters.len && word->letters.len &&
           !is_address(word->text) && px_filed_tick_at(word->text, &n) == PX_TICK_NONE;
}

/* Both parts as one word, without a hyphen, stand elsewhere in the document. */
static bool is_known(px_arena *arena, const px_filed_words *words, const px_filed_word *before,
                     const px_filed_word *word)
{
    const px_str both = px_str_of(
        px_arena_format(arena, "%.*s%.*s", PX_STR_ARG(before->letters), PX_STR_ARG(word->letters)));

    return words->n_whole &&
           bsearch(&both, words->whole, words->n_whole, sizeof(both), by_letters) != NULL;
}

/* ---- The text */

/* The right edge of the pile's column on the word's page. */
static int right_edge(const px_filed_words *words, const px_filed_pile *pile, unsigned page)
{
    int right = 0;

    for (size_t i = 0; i < pile->count; i++)
        if (words->words[pile->at[i]].page == page)
            right = PX_MAX(right, words->words[pile->at[i]].x1);
    return right;
}

static void add_break(px_arena *arena, px_builder *out, const px_filed_words *words,
                      const px_filed_word *before, const px_filed_word *word, int right)
{
    if (address_goes_on(words, last_of(out), before, word, right))
        return;
    if (!is_hyphenated(before, word))
        px_builder_char(out, '\n');
    else if (is_known(arena, words, before, word))
        px_builder_cut(out, out->len - 1);
}

px_str px_filed_pile_text(px_arena *arena, const px_filed_words *words, const px_filed_pile *pile)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_filed_word *before = NULL;
    unsigned page = 0;
    int right = 0;

    for (size_t i = 0; i < pile->count; i++) {
        const px_filed_word *word = &words->words[pile->at[i]];

        if (px_filed_is_bullet(word)) {
            if (before)
                px_builder_char(&out, '\n');
            before = NULL;
            continue;
        }
        if (before && before->page != page) {
            page = before->page;
            right = right_edge(words, pile, page);
        }
        if (before && before->line == word->line)
            px_builder_char(&out, ' ');
        else if (before)
            add_break(arena, &out, words, before, word, right);
        px_builder_str(&out, word->text);
        before = word;
    }
    return px_str_trim(px_arena_str(arena, px_builder_view(&out)));
}
