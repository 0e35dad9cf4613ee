/* SPDX-License-Identifier: EUPL-1.2 */
/* What is shown of a hit: the words of the query marked, and of a long text its best part. */
#include "store/search_query.h"

#include "base/ascii.h"

#include "base/banned.h"

enum {
    SNIPPET_WORDS = 32,
    SNIPPET_BEFORE = 6,   /* words in front of the first match */
    SNIPPET_LOOKED = 4000 /* words of a text that are looked at */
};

#define ELLIPSIS "\xE2\x80\xA6"

/* A word of the text. fits: the words of the query that it may be, one bit each; groups: those that
 * it is part of, neighbours considered. */
typedef struct token {
    size_t start, end;
    uint64_t fits;
    uint32_t groups;
} token;

typedef struct tokens {
    token *list;
    size_t count;
} tokens;

static bool fits_more(const query_group *group, px_str folded)
{
    for (size_t i = 0; i < group->n_more; i++)
        if (px_str_eq(group->more[i].word, folded))
            return true;
    return false;
}

static bool fits(const query_group *group, const query_word *word, px_str folded, px_str stem,
                 px_str bare)
{
    if (group->exact)
        return px_str_eq(word->folded, folded);
    return px_str_eq(word->stem, stem) || px_str_eq(word->stem, folded) ||
           (bare.len && px_str_eq(word->stem, bare)) ||
           (word->bare.len && px_str_eq(word->bare, stem)) || fits_more(group, folded);
}

/* Where a stem, a beginning and a word as written begin with the same letter, words that begin with
 * another need no closer look. What is not ASCII gets one. */
typedef struct initials {
    bool of[128];
} initials;

static void add_initial(initials *first, px_str term)
{
    if (term.len && (unsigned char)term.ptr[0] < 0x80)
        first->of[(unsigned char)term.ptr[0]] = true;
}

static initials initials_of(const search_query *query)
{
    initials first = { 0 };

    for (size_t g = 0; g < query->n_wanted; g++)
        for (size_t i = 0; i < query->groups[g].n_words; i++) {
            add_initial(&first, query->groups[g].words[i].folded);
            add_initial(&first, query->groups[g].words[i].stem);
        }
    return first;
}

static bool may_fit(const initials *first, px_str word)
{
    unsigned char c = (unsigned char)word.ptr[0];

    return c >= 0x80 || first->of[(unsigned char)px_lower((char)c)];
}

static uint64_t fitting(const search_query *query, px_words *words, px_str word)
{
    px_str folded, stem, bare;
    uint64_t bits = 0;

    px_words_terms(words, word, &folded, &stem);
    bare = px_words_bare_stem(words);
    for (size_t g = 0; folded.len && g < query->n_wanted; g++) {
        const query_group *group = &query->groups[g];

        for (size_t i = 0; i < group->n_words; i++)
            if (fits(group, &group->words[i], folded, stem.len ? stem : folded, bare))
                bits |= 1ull << (&group->words[i] - query->words);
    }
    return bits;
}

/* Marks the places where all words of the group stand side by side. */
static void mark_group(const search_query *query, size_t g, const tokens *text)
{
    const query_group *group = &query->groups[g];

    for (size_t at = 0; at + group->n_words <= text->count; at++) {
        size_t n = 0;

        while (n < group->n_words &&
               (text->list[at + n].fits & 1ull << (&group->words[n] - query->words)))
            n++;
        for (size_t i = 0; n == group->n_words && i < n; i++)
            text->list[at + i].groups |= 1u << g;
    }
}

static tokens tokens_make(const search_query *query, px_words *words, px_str text)
{
    tokens made = { .list = px_alloc_zero(SNIPPET_LOOKED, sizeof(*made.list)) };
    const initials first = initials_of(query);
    px_str rest = text, word;

    while (made.count < SNIPPET_LOOKED && px_words_next(words, &rest, &word)) {
        token *t = &made.list[made.count++];

        t->start = (size_t)(word.ptr - text.ptr);
        t->end = t->start + word.len;
        t->fits = may_fit(&first, word) ? fitting(query, words, word) : 0;
    }
    for (size_t g = 0; g < query->n_wanted; g++)
        mark_group(query, g, &made);
    return made;
}

/* Writes the tokens from `from` up to `to` with what is around and between them: a match and its
 * neighbour become one. */
static void write_marked(const tokens *made, px_str text, size_t from, size_t to, size_t start,
                         size_t end, px_builder *out)
{
    size_t at = start;
    bool open = false;

    for (size_t i = from; i < to; i++) {
        const token *t = &made->list[i];
        bool on = open && t->groups && t->start - at <= 1;

        if (open && !on)
            px_builder_add(out, SEARCH_MARK_END);
        px_builder_str(out, px_str_sub(text, at, t->start));
        if (t->groups && !on)
            px_builder_add(out, SEARCH_MARK_START);
        px_builder_str(out, px_str_sub(text, t->start, t->end));
        at = t->end;
        open = t->groups != 0;
    }
    if (open)
        px_builder_add(out, SEARCH_MARK_END);
    px_builder_str(out, px_str_sub(text, at, end));
}

void search_mark(const search_query *query, px_words *words, px_str text, px_builder *out)
{
    tokens made = tokens_make(query, words, text);

    write_marked(&made, text, 0, made.count, 0, text.len, out);
    free(made.list);
}

/* The worth of the words from `from` on: groups that are there, then matches. */
static unsigned worth(const tokens *made, size_t from)
{
    uint32_t groups = 0;
    unsigned matches = 0, different = 0;

    for (size_t i = from; i < made->count && i < from + SNIPPET_WORDS - SNIPPET_BEFORE; i++) {
        groups |= made->list[i].groups;
        matches += made->list[i].groups != 0;
    }
    for (; groups; groups &= groups - 1)
        different++;
    return different * 64 + matches;
}

/* Where the best part begins, some words before its first match. */
static size_t best_start(const tokens *made)
{
    size_t best = 0;
    unsigned most = 0;

    if (made->count <= SNIPPET_WORDS)
        return 0;
    for (size_t i = 0; i < made->count; i++) {
        unsigned here = made->list[i].groups ? worth(made, i) : 0;

        if (here > most) {
            most = here;
            best = i;
        }
    }
    best = best > SNIPPET_BEFORE ? best - SNIPPET_BEFORE : 0;
    return PX_MIN(best, made->count - SNIPPET_WORDS);
}

void search_snippet(const search_query *query, px_words *words, px_str text, px_builder *out)
{
    tokens made = tokens_make(query, words, text);
    size_t from = best_start(&made), to = PX_MIN(from + SNIPPET_WORDS, made.count);
    bool head = from == 0, tail = to == made.count && made.count < SNIPPET_LOOKED;
    size_t start = head ? 0 : made.list[from].start;
    size_t end = tail || !to ? text.len : made.list[to - 1].end;

    px_builder_add(out, head ? "" : ELLIPSIS);
    write_marked(&made, text, from, to, start, end, out);
    px_builder_add(out, tail || !to ? "" : ELLIPSIS);
    free(made.list);
}

/* ---- For readers */

static void write_snippet(px_builder *out, px_str snippet, bool html)
{
    bool open = false;

    while (snippet.len) {
        size_t start = px_str_find(snippet, PX_STR(SEARCH_MARK_START));
        size_t end = px_str_find(snippet, PX_STR(SEARCH_MARK_END)), at = PX_MIN(start, end);
        px_str text = px_str_sub(snippet, 0, at);

        if (!html) {
            px_builder_str(out, text);
        } else {
            px_builder_html(out, text);
            if (at < snippet.len && open == (end < start)) {
                px_builder_add(out, open ? "</mark>" : "<mark>");
                open = !open;
            }
        }
        snippet = px_str_sub(snippet, at + sizeof(SEARCH_MARK_START) - 1, snippet.len);
    }
    if (open)
        px_builder_add(out, "</mark>");
}

void px_search_snippet_html(px_builder *out, px_str snippet)
{
    write_snippet(out, snippet, true);
}

void px_search_snippet_plain(px_builder *out, px_str snippet)
{
    write_snippet(out, snippet, false);
}
