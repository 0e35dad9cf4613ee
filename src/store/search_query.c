/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_query.h"

#include <math.h>
#include <utf8proc.h>

#include "base/ascii.h"

#include "base/banned.h"

/* ---- Taking apart */

typedef struct parse {
    search_query *query;
    px_arena *arena;
    px_words *words;
    px_str rest;
} parse;

/* What kind of character the text begins with. */
typedef enum mark { MARK_NONE, MARK_SPACE, MARK_OPEN, MARK_CLOSE, MARK_NOT } mark;

static mark mark_at(px_str text, size_t *ret_len)
{
    unsigned c = px_utf8_decode(text, ret_len);

    if (c == '"')
        return MARK_OPEN; /* and it closes too */
    if (c == '-')
        return MARK_NOT;
    if (c == 0x201C || c == 0x201E || c == 0xAB)
        return MARK_OPEN;
    if (c == 0x201D || c == 0xBB)
        return MARK_CLOSE;
    if (c < 0x80)
        return px_is_space((char)c) ? MARK_SPACE : MARK_NONE;
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS ? MARK_SPACE : MARK_NONE;
}

/* Cuts off the text up to the next space or quote; a phrase up to the next quote. */
static px_str cut_chunk(parse *p, bool phrase)
{
    size_t at = 0, len;
    px_str chunk;

    while (at < p->rest.len) {
        mark m = mark_at(px_str_sub(p->rest, at, p->rest.len), &len);

        if (m == MARK_OPEN || m == MARK_CLOSE || (m == MARK_SPACE && !phrase))
            break;
        at += len;
    }
    chunk = px_str_sub(p->rest, 0, at);
    if (phrase && at < p->rest.len) { /* the quote that closes it */
        (void)mark_at(px_str_sub(p->rest, at, p->rest.len), &len);
        at += len;
    }
    p->rest = px_str_sub(p->rest, at, p->rest.len);
    return chunk;
}

/* Between two words of one chunk: whether they belong side by side. */
static bool joins(px_str between)
{
    static const char *const joiners[] = {
        "-", ".", "/", "'", "&", "(", "\xE2\x80\x99", "\xE2\x80\x90", "\xE2\x80\x91"
    };

    for (size_t i = 0; i < PX_COUNT(joiners); i++)
        if (px_str_is(between, joiners[i]))
            return true;
    return false;
}

static query_word *add_word(parse *p, px_str word)
{
    px_str folded, stem;
    query_word *added;

    px_words_terms(p->words, word, &folded, &stem);
    if (!folded.len || p->query->n_words == QUERY_MAX_WORDS)
        return NULL;
    added = &p->query->words[p->query->n_words++];
    added->typed = word;
    added->folded = px_arena_str(p->arena, folded);
    added->stem = stem.len ? px_arena_str(p->arena, stem) : added->folded;
    added->bare = px_arena_str(p->arena, px_words_bare_stem(p->words));
    return added;
}

static query_group *add_group(parse *p, query_word *first, bool excluded, bool exact)
{
    query_group *group;

    if (p->query->n_groups == SEARCH_MAX_GROUPS)
        return NULL;
    group = &p->query->groups[p->query->n_groups++];
    *group = (query_group){ .words = first, .excluded = excluded, .exact = exact };
    return group;
}

/* Makes groups of what stands between spaces, or one of a phrase. */
static void take_chunk(parse *p, px_str chunk, bool excluded, bool exact)
{
    query_group *group = NULL;
    px_str rest = chunk, word;
    const char *end = chunk.ptr;

    while (px_words_next(p->words, &rest, &word)) {
        px_str between = px_str_n(end, (size_t)(word.ptr - end));
        query_word *added = add_word(p, word);

        if (!added)
            continue;
        if (!group || (!exact && !joins(between)))
            group = add_group(p, added, excluded, exact);
        if (!group)
            return;
        group->n_words++;
        end = rest.ptr;
    }
}

static void take_all(parse *p)
{
    bool excluded = false, head = true;
    size_t len;

    while (p->rest.len) {
        mark m = mark_at(p->rest, &len);

        if (m == MARK_OPEN) {
            p->rest = px_str_sub(p->rest, len, p->rest.len);
            take_chunk(p, cut_chunk(p, true), excluded, true);
        } else if (m == MARK_SPACE || m == MARK_CLOSE || (m == MARK_NOT && head)) {
            p->rest = px_str_sub(p->rest, len, p->rest.len);
            excluded = m == MARK_NOT;
            head = m == MARK_SPACE;
            continue;
        } else {
            take_chunk(p, cut_chunk(p, false), excluded, false);
        }
        excluded = head = false;
    }
}

/* Words like "the" go where there are others; what must not be there goes to the end. */
static void sort_groups(search_query *query, const px_words *words)
{
    query_group wanted[SEARCH_MAX_GROUPS] = { 0 }, excluded[SEARCH_MAX_GROUPS] = { 0 };
    size_t n_wanted = 0, n_excluded = 0, n_words = 0;

    for (size_t i = 0; i < query->n_groups; i++) {
        query_group *group = &query->groups[i];

        group->stop = group->n_words == 1 && !group->exact && !group->excluded &&
                      px_words_is_stop(words, group->words[0].folded);
        n_words += !group->stop && !group->excluded;
    }
    for (size_t i = 0; i < query->n_groups; i++) {
        if (query->groups[i].excluded)
            excluded[n_excluded++] = query->groups[i];
        else if (!query->groups[i].stop || !n_words)
            wanted[n_wanted++] = query->groups[i];
    }
    memcpy(query->groups, wanted, n_wanted * sizeof(*wanted));
    memcpy(query->groups + n_wanted, excluded, n_excluded * sizeof(*excluded));
    query->n_wanted = n_wanted;
    query->n_groups = n_wanted + n_excluded;
}

/* ---- How frequent it is, and how it goes on */

static int look_up_words(px_db *db, const char *language, query_group *group, px_error *err)
{
    for (size_t i = 0; i < group->n_words; i++) {
        query_word *word = &group->words[i];
        int rc = search_docs(db, language, word->stem, word->folded, &word->docs, err);

        if (rc < 0)
            return rc;
        group->docs = i ? PX_MIN(group->docs, word->docs) : word->docs;
    }
    return 0;
}

/* One word may be begun where nothing is typed behind it. */
static int look_up_more(px_db *db, px_arena *arena, const char *language, search_query *query,
                        px_error *err)
{
    query_word *last = query->n_words ? &query->words[query->n_words - 1] : NULL;
    bool all = true;

    for (size_t i = 0; i < query->n_wanted; i++) {
        query_group *group = &query->groups[i];
        int rc;

        if (group->n_words != 1 || group->exact || group->words != last || last->folded.len < 2)
            continue;
        group->more = px_arena_array(arena, QUERY_MAX_MORE, sizeof(*group->more));
        rc = search_continuations(db, arena, language, last->folded, last->stem, QUERY_MAX_MORE,
                                  group->more, &group->n_more, &all, err);
        if (rc < 0)
            return rc;
        query->partly = !all;
        for (size_t k = 0; k < group->n_more; k++)
            group->docs += group->more[k].docs;
    }
    return 0;
}

/* ---- The expression */

/* Which phrase of FTS5 belongs to which group; only while the first expression is written. */
static void count_phrase(search_rank *rank, size_t group)
{
    if (rank->n_phrases < SEARCH_MAX_PHRASES)
        rank->group[rank->n_phrases++] = (unsigned char)group;
}

static void rank_make(search_query *query)
{
    query->rank.n_groups = (int)query->n_wanted;
    for (size_t i = 0; i < query->n_wanted; i++) {
        const query_group *group = &query->groups[i];
        size_t n = 1 + group->n_more;

        if (group->n_words == 1 && !group->exact && group->words[0].bare.len)
            n++;
        for (size_t k = 0; k < n; k++)
            count_phrase(&query->rank, i);
        query->rank.weight[i] = 0.1 + log(1 + 100000.0 / (1.0 + (double)group->docs));
    }
}

static void add_term(px_builder *out, const char *what, px_str term)
{
    px_builder_format(out, SEARCH_VERBATIM "%s%.*s", what, PX_STR_ARG(term));
}

static void group_match(const query_group *group, px_builder *out)
{
    const query_word *word = group->words;

    px_builder_add(out, "(\"");
    for (size_t i = 0; i < group->n_words; i++) {
        px_builder_add(out, i ? " " : "");
        add_term(out, group->exact ? "" : "=", group->exact ? word[i].folded : word[i].stem);
    }
    if (group->n_words == 1 && !group->exact && word->bare.len) {
        px_builder_add(out, "\" OR \"");
        add_term(out, "=", word->bare);
    }
    for (size_t i = 0; i < group->n_more; i++) {
        px_builder_add(out, "\" OR \"");
        add_term(out, "", group->more[i].word);
    }
    px_builder_add(out, "\")");
}

static void group_title(const query_group *group, px_builder *out)
{
    for (size_t i = 0; i < group->n_words; i++) {
        px_builder_add(out, " AND (\"");
        add_term(out, "^", group->words[i].stem);
        for (size_t k = 0; k < group->n_more; k++) {
            px_builder_add(out, "\" OR \"");
            add_term(out, "^", group->more[k].stem);
        }
        px_builder_add(out, "\")");
    }
}

static void add_filter(px_builder *out, const char *what, px_str value)
{
    px_builder_add(out, " AND \"");
    add_term(out, what, value);
    px_builder_char(out, '"');
}

/* A value with a quote or a space is none of ours, so it finds nothing: so must its token. */
static px_str filter_value(px_str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == '"' || value.ptr[i] == ' ' || (unsigned char)value.ptr[i] < 0x21)
            return PX_STR("?");
    return value;
}

void search_query_filters(const px_search_request *request, px_builder *out)
{
    if (!request->all && !request->version.len)
        add_filter(out, ":new", PX_STR(""));
    if (request->code.len)
        add_filter(out, ":c", filter_value(request->code));
    if (request->version.len)
        add_filter(out, ":v", filter_value(request->version));
    if (request->part.len)
        add_filter(out, ":p", filter_value(request->part));
}

void search_query_match(const search_query *query, const px_search_request *request, bool filters,
                        bool title, px_builder *out)
{
    size_t n_excluded = query->n_groups - query->n_wanted;

    px_builder_add(out, n_excluded ? "(" : "");
    for (size_t i = 0; i < query->n_wanted; i++) {
        px_builder_add(out, i ? " AND " : "");
        group_match(&query->groups[i], out);
    }
    for (size_t i = 0; title && i < query->n_wanted; i++)
        group_title(&query->groups[i], out);
    if (filters)
        search_query_filters(request, out);
    for (size_t i = query->n_wanted; i < query->n_groups; i++) {
        px_builder_add(out, i > query->n_wanted ? " OR " : ") NOT (");
        group_match(&query->groups[i], out);
    }
    px_builder_add(out, n_excluded ? ")" : "");
}

int search_query_read(px_db *db, px_arena *arena, const char *language, px_str typed,
                      search_query *ret_query, px_error *err)
{
    PX_AUTO_WORDS px_words *words = px_words_new(language);
    search_query *query = ret_query;
    parse p = { .query = query, .arena = arena, .words = words, .rest = typed };
    int rc = 0;

    *query = (search_query){ .typed = typed };
    take_all(&p);
    sort_groups(query, words);
    for (size_t i = 0; rc >= 0 && i < query->n_groups; i++)
        rc = look_up_words(db, language, &query->groups[i], err);
    if (rc >= 0)
        rc = look_up_more(db, arena, language, query, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < query->n_wanted; i++)
        query->docs = i ? PX_MIN(query->docs, query->groups[i].docs) : query->groups[i].docs;
    rank_make(query);
    return 0;
}
