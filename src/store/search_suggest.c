/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Did you mean": a word that is not in the texts, or hardly ever, is replaced by the likeliest one
 * that a single typing mistake makes it.
 */
#include "store/search.h"

#include <utf8proc.h>

#include "store/search_query.h"
#include "store/search_table.h"

#include "base/banned.h"

enum {
    SUGGEST_WORDS = 5,  /* mistaken words at most */
    SUGGEST_NEAR = 4,   /* proposals for each */
    SUGGEST_RARE = 2,   /* a word in at most so many rows is rare ... */
    SUGGEST_TIMES = 20, /* ... where another is so many times as frequent */
    SUGGEST_RESULTS = 2 /* and nothing is proposed where more was found */
};

typedef struct mistaken {
    px_str typed;
    search_known near[SUGGEST_NEAR];
    size_t count;
} mistaken;

/* ---- Words */

/* In enough rows, or the beginning of words that are there. */
static bool is_known(const query_group *group, const query_word *word)
{
    return word->docs > SUGGEST_RARE || group->n_more > 0;
}

/* The mistaken words of the query, in the order in which they were typed, each with what it may
 * have been. */
static int mistakes_find(px_db *db, px_arena *arena, const char *language,
                         const search_query *query, mistaken *ret_list, size_t *ret_count,
                         px_error *err)
{
    *ret_count = 0;
    for (size_t g = 0; g < query->n_wanted; g++) {
        const query_group *group = &query->groups[g];

        for (size_t i = 0; i < group->n_words && *ret_count < SUGGEST_WORDS; i++) {
            const query_word *word = &group->words[i];
            mistaken *m = &ret_list[*ret_count];
            int rc;

            if (is_known(group, word))
                continue;
            rc = search_near(db, arena, language, word->folded, SUGGEST_NEAR, m->near, &m->count,
                             err);
            if (rc < 0)
                return rc;
            while (m->count && m->near[m->count - 1].docs < word->docs * SUGGEST_TIMES)
                m->count--;
            m->typed = word->typed;
            *ret_count += m->count > 0;
        }
    }
    return 0;
}

/* ---- Capitals */

typedef enum capitals { SMALL, FIRST, ALL } capitals;

static capitals capitals_of(px_str typed)
{
    size_t len, n = 0, upper = 0;
    bool first = false;

    for (; typed.len; typed = px_str_sub(typed, len, typed.len), n++) {
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)px_utf8_decode(typed, &len));

        upper += c == UTF8PROC_CATEGORY_LU;
        first = first || (n == 0 && c == UTF8PROC_CATEGORY_LU);
    }
    if (n > 1 && upper == n)
        return ALL;
    return first ? FIRST : SMALL;
}

static void add_with_capitals(px_builder *out, px_str form, capitals how)
{
    size_t len;

    for (size_t n = 0; form.len; form = px_str_sub(form, len, form.len), n++) {
        unsigned c = px_utf8_decode(form, &len);

        if (how == ALL || (how == FIRST && n == 0))
            c = (unsigned)utf8proc_toupper((utf8proc_int32_t)c);
        px_builder_utf8(out, c);
    }
}

/* ---- Proposals */

/* What was typed, with the choice-th proposal for the word at `at` and the likeliest ones for all
 * others. Words come in the order of the text, as groups that must not be there do not count. */
static px_str corrected(px_arena *arena, px_str typed, const mistaken *list, size_t count,
                        size_t at, size_t choice)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *done = typed.ptr;

    for (size_t i = 0; i < count; i++) {
        const mistaken *m = &list[i];

        px_builder_str(&out, px_str_n(done, (size_t)(m->typed.ptr - done)));
        add_with_capitals(&out, m->near[i == at ? choice : 0].form, capitals_of(m->typed));
        done = m->typed.ptr + m->typed.len;
    }
    px_builder_str(&out, px_str_n(done, (size_t)(typed.ptr + typed.len - done)));
    return px_arena_str(arena, px_builder_view(&out));
}

static int has_hits(px_db *db, px_arena *arena, const px_search_request *request, px_str words,
                    int64_t than, bool *ret_has, px_error *err)
{
    px_search_request again = *request;
    px_search_result result;
    int rc;

    again.words = words;
    again.key = PX_STR("");
    again.offset = again.max = 0;
    rc = px_search_find(db, arena, &again, &result, err);
    if (rc >= 0)
        *ret_has = result.total > than;
    return rc;
}

/* The first of a few proposals that has hits, and more than what was typed. */
static int propose(px_db *db, px_arena *arena, const px_search_request *request,
                   const mistaken *list, size_t count, int64_t total, px_str *ret_words,
                   px_error *err)
{
    for (size_t at = 0; at < count; at++) {
        for (size_t choice = at ? 1 : 0; choice < list[at].count; choice++) {
            px_str words = corrected(arena, request->words, list, count, at, choice);
            bool has = false;
            int rc = has_hits(db, arena, request, words, total, &has, err);

            if (rc < 0)
                return rc;
            if (has) {
                *ret_words = words;
                return 0;
            }
        }
    }
    return 0;
}

int px_search_suggest(px_db *db, px_arena *arena, const px_search_request *request,
                      const px_search_result *found, px_str *ret_words, px_error *err)
{
    char language[SEARCH_MAX_TAG + 1];
    mistaken list[SUGGEST_WORDS];
    search_query query;
    size_t count;
    int rc = search_language_of(request->language, language, err);

    *ret_words = PX_STR("");
    if (rc < 0 || found->total > SUGGEST_RESULTS)
        return rc;
    rc = search_query_read(db, arena, language, request->words, &query, err);
    if (rc >= 0)
        rc = mistakes_find(db, arena, language, &query, list, &count, err);
    if (rc < 0 || !count)
        return rc;
    return propose(db, arena, request, list, count, found->total, ret_words, err);
}
