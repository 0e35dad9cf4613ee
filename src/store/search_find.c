/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a request to ranked hits.
 *
 * Where the words are rare enough, all rows with them are read once, without the filters: those are
 * applied here, which gives the counts of each filter's values on the way. Where they are frequent,
 * the filters become part of the expression, and only so many rows are ranked: first those with the
 * words in the title, which FTS5 finds by tokens of their own, then others in the order of rows.
 */
#include "store/search.h"

#include "store/search_query.h"
#include "store/search_table.h"

#include "base/banned.h"

enum {
    SEARCH_BOUND = 1000, /* so many rows are ranked */
    TITLE_BOUND = 400,
    KEY_BOUND = 100,
    MAX_HITS = 200,
    MAX_VALUES = 4096 /* of each filter */
};

/* The values of a filter that were met, by the numbers that candidates carry. */
typedef struct values {
    px_str *names;
    int64_t *hits;
    size_t count, names_room, hits_room;
} values;

typedef struct candidate {
    int64_t id, item, within;
    double score;
    uint16_t code, version, part;
    bool by_key, preferred;
    bool whole; /* something in it was found that says it better */
} candidate;

typedef struct find {
    px_db *db;
    px_arena *arena;
    const px_search_request *request;
    char language[SEARCH_MAX_TAG + 1];
    const search_query *query;
    values codes, versions, parts;
    candidate *found;
    size_t count, room;
    bool more;
} find;

/* ---- Candidates */

static uint16_t value_of(find *f, values *list, px_str name)
{
    for (size_t i = list->count; i > 0; i--)
        if (px_str_eq(list->names[i - 1], name))
            return (uint16_t)(i - 1);
    if (list->count == MAX_VALUES)
        return 0;
    list->names =
        px_arena_grow(f->arena, list->names, list->count, &list->names_room, sizeof(*list->names));
    list->hits =
        px_arena_grow(f->arena, list->hits, list->count, &list->hits_room, sizeof(*list->hits));
    list->names[list->count] = px_arena_str(f->arena, name);
    return (uint16_t)list->count++;
}

static void candidate_read(find *f, px_query *query, bool by_key)
{
    candidate *c;
    px_str part;

    f->found = px_arena_grow(f->arena, f->found, f->count, &f->room, sizeof(*f->found));
    c = &f->found[f->count++];
    c->id = px_query_next_int(query);
    c->score = px_query_next_real(query);
    c->item = px_query_next_int(query);
    c->within = px_query_next_int(query);
    c->code = value_of(f, &f->codes, px_query_next_str(query));
    c->version = value_of(f, &f->versions, px_query_next_str(query));
    part = px_query_next_str(query);
    c->part = value_of(f, &f->parts, part);
    c->by_key = by_key;
    c->preferred = by_key && px_str_eq(part, f->request->prefer);
}

/* Reads the rows of an expression, at most max. *ret_full: there were more. */
static int candidates_read(find *f, px_str match, bool by_key, size_t max, bool *ret_full,
                           px_error *err)
{
    static const search_rank none = { 0 };
    const search_rank *rank = by_key ? &none : &f->query->rank;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t n = 0;
    int rc = px_query_start(f->db, search_table_of(f->language)->find, &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, match);
    px_query_blob(&query, rank, sizeof(*rank));
    px_query_cstr(&query, f->language);
    px_query_cstr(&query, f->request->kind);
    px_query_int(&query, f->request->all || f->request->version.len);
    px_query_int(&query, (int64_t)max + 1);
    while ((rc = px_query_step(&query, err)) > 0 && n++ < max)
        candidate_read(f, &query, by_key);
    *ret_full = rc > 0;
    return PX_MIN(rc, 0);
}

static int find_key(find *f, px_error *err)
{
    PX_AUTO_BUILDER px_builder match = PX_BUILDER_INIT(64 * 1024);
    bool full;

    if (!f->request->key.len || px_str_find_char(f->request->key, '"') < f->request->key.len)
        return 0;
    px_builder_format(&match, "\"" SEARCH_VERBATIM ":%.*s\"", PX_STR_ARG(f->request->key));
    search_query_filters(f->request, &match);
    return candidates_read(f, px_builder_view(&match), true, KEY_BOUND, &full, err);
}

/* ---- Wide: all rows with the words, whatever the filters */

static bool passes(const find *f, const candidate *c, bool code, bool version, bool part)
{
    const px_search_request *request = f->request;

    return (!code || !request->code.len || px_str_eq(request->code, f->codes.names[c->code])) &&
           (!version || !request->version.len ||
            px_str_eq(request->version, f->versions.names[c->version])) &&
           (!part || !request->part.len || px_str_eq(request->part, f->parts.names[c->part]));
}

static int by_item(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* What has all the words only in something that stands within it, and was found too, says nothing
 * that this does not say better. Both are in the same version, so that only the filter of parts
 * can tell them apart. */
static void mark_wholes(find *f)
{
    int64_t *within = px_arena_array(f->arena, f->count + 1, sizeof(*within));
    size_t n = 0;

    for (size_t i = 0; i < f->count; i++)
        if (passes(f, &f->found[i], false, false, true))
            within[n++] = f->found[i].within;
    if (n)
        qsort(within, n, sizeof(*within), by_item);
    for (size_t i = 0; i < f->count; i++) {
        candidate *c = &f->found[i];

        c->whole = c->score < SEARCH_IN_TITLE && n &&
                   bsearch(&c->item, within, n, sizeof(*within), by_item) != NULL;
    }
}

/* Counts the values of each filter under the others, and keeps what passes all. Of a kind of parts
 * all count, as they are shown where it is chosen. */
static void apply_filters(find *f)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->count; i++) {
        const candidate *c = &f->found[i];

        f->codes.hits[c->code] += !c->whole && passes(f, c, false, true, true);
        f->versions.hits[c->version] += !c->whole && passes(f, c, true, false, true);
        f->parts.hits[c->part] += passes(f, c, true, true, false);
        if (passes(f, c, true, true, true))
            f->found[kept++] = *c;
    }
    f->count = kept;
}

/* ---- Order */

static int by_id(const void *a, const void *b)
{
    const candidate *x = a, *y = b;

    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (y->by_key - x->by_key) * 2 + (x->score < y->score) - (x->score > y->score);
}

static int by_rank(const void *a, const void *b)
{
    const candidate *x = a, *y = b;

    if (x->by_key != y->by_key)
        return x->by_key ? -1 : 1;
    if (x->preferred != y->preferred)
        return x->preferred ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Each row once; the one that was found by its key goes before. */
static void leave_out_twins(find *f)
{
    size_t kept = 0;

    if (f->count)
        qsort(f->found, f->count, sizeof(*f->found), by_id);
    for (size_t i = 0; i < f->count; i++)
        if (!kept || f->found[kept - 1].id != f->found[i].id)
            f->found[kept++] = f->found[i];
    f->count = kept;
}

static void leave_out_wholes(find *f)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->count; i++)
        if (!f->found[i].whole)
            f->found[kept++] = f->found[i];
    f->count = kept;
}

static int counts_order(const void *a, const void *b)
{
    const px_search_count *x = a, *y = b;

    if (x->hits != y->hits)
        return x->hits > y->hits ? -1 : 1;
    return px_str_cmp(x->value, y->value);
}

static px_search_counts counts_of(find *f, const values *list)
{
    px_search_counts counts = { .values = px_arena_array(f->arena, PX_MAX(list->count, (size_t)1),
                                                         sizeof(*counts.values)) };

    for (size_t i = 0; i < list->count; i++)
        if (list->hits[i])
            counts.values[counts.count++] = (px_search_count){ list->names[i], list->hits[i] };
    qsort(counts.values, counts.count, sizeof(*counts.values), counts_order);
    return counts;
}

/* ---- Searching */

/* True where all rows could be read. */
static int find_wide(find *f, bool *ret_done, px_error *err)
{
    PX_AUTO_BUILDER px_builder match = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool full;
    int rc;

    *ret_done = false;
    if (f->query->docs > 2 * SEARCH_BOUND)
        return 0;
    search_query_match(f->query, f->request, false, false, &match);
    rc = candidates_read(f, px_builder_view(&match), false, SEARCH_BOUND, &full, err);
    if (rc < 0)
        return rc;
    *ret_done = !full;
    if (full)
        f->count = 0;
    return 0;
}

static int find_bounded(find *f, px_error *err)
{
    PX_AUTO_BUILDER px_builder match = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool full;
    int rc;

    search_query_match(f->query, f->request, true, true, &match);
    rc = candidates_read(f, px_builder_view(&match), false, TITLE_BOUND, &full, err);
    if (rc < 0)
        return rc;
    px_builder_clear(&match);
    search_query_match(f->query, f->request, true, false, &match);
    return candidates_read(f, px_builder_view(&match), false, SEARCH_BOUND, &f->more, err);
}

static int find_all(find *f, px_search_result *result, px_error *err)
{
    bool wide = false;
    int rc = 0;

    if (f->query->n_wanted)
        rc = find_wide(f, &wide, err);
    if (rc >= 0 && !wide && f->query->n_wanted)
        rc = find_bounded(f, err);
    mark_wholes(f);
    if (rc >= 0 && wide)
        apply_filters(f);
    result->counted = wide;
    if (rc >= 0 && wide) {
        result->codes = counts_of(f, &f->codes);
        result->versions = counts_of(f, &f->versions);
        result->parts = counts_of(f, &f->parts);
    }
    if (rc >= 0)
        rc = find_key(f, err);
    if (rc < 0)
        return rc;
    leave_out_twins(f);
    leave_out_wholes(f);
    if (f->count)
        qsort(f->found, f->count, sizeof(*f->found), by_rank);
    result->total = (int64_t)f->count;
    result->more = f->more || (f->count && f->query->partly);
    return 0;
}

/* ---- What is shown */

static int hit_texts(find *f, px_words *words, int64_t id, px_search_hit *hit, px_error *err)
{
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder snippet = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(f->db, search_table_of(f->language)->read, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    search_mark(f->query, words, px_query_next_str(&query), &title);
    search_snippet(f->query, words, px_query_next_str(&query), &snippet);
    hit->title = px_arena_str(f->arena, px_builder_view(&title));
    hit->snippet = px_arena_str(f->arena, px_builder_view(&snippet));
    return 0;
}

static int hits_make(find *f, px_search_result *result, px_error *err)
{
    PX_AUTO_WORDS px_words *words = px_words_new(f->language);
    size_t from = PX_MIN(f->request->offset, f->count);
    size_t max = PX_MIN(f->request->max, (size_t)MAX_HITS);
    int rc = 0;

    result->count = PX_MIN(max, f->count - from);
    result->hits = px_arena_array(f->arena, result->count + 1, sizeof(*result->hits));
    for (size_t i = 0; rc >= 0 && i < result->count; i++) {
        const candidate *c = &f->found[from + i];

        result->hits[i] = (px_search_hit){
            .item = c->item,
            .code = f->codes.names[c->code],
            .version = f->versions.names[c->version],
            .part = f->parts.names[c->part],
            .rank = c->score,
            .by_key = c->by_key,
        };
        rc = hit_texts(f, words, c->id, &result->hits[i], err);
    }
    return rc;
}

int px_search_find(px_db *db, px_arena *arena, const px_search_request *request,
                   px_search_result *ret_result, px_error *err)
{
    find f = { .db = db, .arena = arena, .request = request };
    px_search_result result = { 0 };
    search_query query;
    int rc = search_language_of(request->language, f.language, err);

    if (rc < 0)
        return rc;
    if (!px_utf8_valid(request->words, NULL) || !px_utf8_valid(request->key, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the words to find are not UTF-8"), NULL);
    rc = search_query_read(db, arena, f.language, request->words, &query, err);
    if (rc < 0)
        return rc;
    f.query = &query;
    rc = find_all(&f, &result, err);
    if (rc >= 0)
        rc = hits_make(&f, &result, err);
    if (rc < 0)
        return rc;
    *ret_result = result;
    return 0;
}

int px_search_languages(px_db *db, px_arena *arena, px_str **ret_languages, size_t *ret_count,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str *languages = NULL;
    size_t count = 0, room = 0;
    /* One step for each language in the index, which is in the order of languages. */
    int rc = px_query_start(db,
                            "WITH RECURSIVE tag (language) AS ("
                            "SELECT min(language) FROM search_word UNION ALL "
                            "SELECT (SELECT min(w.language) FROM search_word AS w "
                            "WHERE w.language > tag.language) FROM tag "
                            "WHERE tag.language IS NOT NULL) "
                            "SELECT language FROM tag WHERE language IS NOT NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        languages = px_arena_grow(arena, languages, count, &room, sizeof(*languages));
        languages[count++] = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_languages = languages;
    *ret_count = count;
    return 0;
}
