/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_vocabulary.h"

#include "base/map.h"
#include "store/search_token.h"

#include "base/banned.h"

/* ---- Counting */

typedef struct counted {
    px_str language, word, stem, form;
    int64_t docs, row; /* row: the last that counted it */
} counted;

PX_MAP_DEFINE(counted_map, counted)

struct search_counts {
    px_arena *arena;
    counted_map map; /* keys are "en word" */
    int64_t row;
};

search_counts *search_counts_new(void)
{
    search_counts *counts = px_alloc_zero(1, sizeof(*counts));

    counts->arena = px_arena_new();
    return counts;
}

void search_counts_free(search_counts *counts)
{
    if (!counts)
        return;
    counted_map_free(&counts->map);
    px_arena_free(counts->arena);
    free(counts);
}

/* Stems are made of new words only: that takes longer than all the rest. */
static counted *counted_of(search_counts *counts, px_words *words, const char *language,
                           px_str word, px_str folded)
{
    char key[SEARCH_MAX_TAG + 1 + SEARCH_MAX_WORD + 1];
    int len = snprintf(key, sizeof(key), "%s %.*s", language, PX_STR_ARG(folded));
    px_str name = px_str_n(key, (size_t)len);
    counted *entry = counted_map_get(&counts->map, name);
    px_str stem;

    if (entry)
        return entry;
    px_words_terms(words, word, &folded, &stem);
    entry = px_arena_alloc(counts->arena, sizeof(*entry));
    name = px_arena_str(counts->arena, name);
    entry->language = px_str_sub(name, 0, strlen(language));
    entry->word = px_str_sub(name, entry->language.len + 1, name.len);
    entry->stem = px_arena_str(counts->arena, stem.len ? stem : folded);
    entry->form = px_arena_str(counts->arena, px_words_form(words));
    (void)counted_map_put(&counts->map, name, entry);
    return entry;
}

static size_t count_text(search_counts *counts, px_words *words, const char *language, px_str text,
                         int by)
{
    px_str word, folded;
    size_t n = 0;

    while (px_words_next(words, &text, &word)) {
        counted *entry;

        folded = px_words_fold(words, word);
        n++;
        if (!folded.len || folded.len > SEARCH_MAX_WORD)
            continue;
        entry = counted_of(counts, words, language, word, folded);
        entry->docs += entry->row == counts->row ? 0 : by;
        entry->row = counts->row;
    }
    return n;
}

size_t search_counts_add(search_counts *counts, px_words *words, const char *language, px_str title,
                         px_str body, int by)
{
    counts->row++;
    return count_text(counts, words, language, title, by) +
           count_text(counts, words, language, body, by);
}

static int counted_write(px_db *db, const counted *entry, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO search_word (language, word, stem, form, docs) "
                            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (language, word) "
                            "DO UPDATE SET docs = docs + excluded.docs",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, entry->language);
    px_query_str(&query, entry->word);
    px_query_str(&query, entry->stem);
    px_query_str(&query, entry->form);
    px_query_int(&query, entry->docs);
    return px_query_run(&query, err);
}

static int by_word(const void *a, const void *b)
{
    const counted *x = *(counted *const *)a, *y = *(counted *const *)b;
    int order = px_str_cmp(x->language, y->language);

    return order ? order : px_str_cmp(x->word, y->word);
}

/* In the order of the table, which is faster than any other and always the same. */
int search_counts_write(search_counts *counts, px_db *db, px_error *err)
{
    size_t n = px_map_count(&counts->map.map), position = 0, i = 0;
    PX_AUTO_FREE counted **sorted = px_alloc_zero(n + 1, sizeof(*sorted));
    bool removed = false;
    px_str key;
    int rc = 0;

    while (counted_map_next(&counts->map, &position, &key, &sorted[i]))
        i++;
    qsort(sorted, n, sizeof(*sorted), by_word);
    for (i = 0; rc >= 0 && i < n; i++) {
        removed = removed || sorted[i]->docs < 0;
        if (sorted[i]->docs)
            rc = counted_write(db, sorted[i], err);
    }
    if (rc >= 0 && removed)
        rc = px_db_exec(db, "DELETE FROM search_word WHERE docs <= 0", err);
    counted_map_free(&counts->map);
    counts->map = (counted_map){ 0 };
    px_arena_reset(counts->arena);
    return rc;
}

/* ---- Reading */

static int docs_by(px_db *db, const char *sql, const char *language, px_str key, int64_t *ret_docs,
                   px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, language);
    px_query_str(&query, key);
    rc = px_query_step(&query, err);
    if (rc >= 0)
        *ret_docs = px_query_next_int(&query);
    return PX_MIN(rc, 0);
}

int search_docs(px_db *db, const char *language, px_str stem, px_str folded, int64_t *ret_docs,
                px_error *err)
{
    int rc = docs_by(db, "SELECT sum(docs) FROM search_word WHERE language = ? AND stem = ?",
                     language, stem, ret_docs, err);

    if (rc < 0 || *ret_docs)
        return rc;
    return docs_by(db, "SELECT sum(docs) FROM search_word WHERE language = ? AND word = ?",
                   language, folded, ret_docs, err);
}

static void known_read(px_query *query, px_arena *arena, search_known *known)
{
    known->word = px_query_next_text(query, arena);
    known->stem = px_query_next_text(query, arena);
    known->form = px_query_next_text(query, arena);
    known->docs = px_query_next_int(query);
}

int search_continuations(px_db *db, px_arena *arena, const char *language, px_str begin,
                         px_str but_stem, size_t max, search_known *ret_words, size_t *ret_count,
                         bool *ret_all, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT word, stem, form, docs FROM search_word WHERE language = ?1 "
                            "AND word >= ?2 AND word < ?3 AND stem <> ?4 "
                            "ORDER BY docs DESC, word LIMIT ?5",
                            &query, err);

    if (rc < 0)
        return rc;
    *ret_count = 0;
    px_query_cstr(&query, language);
    px_query_str(&query, begin);
    px_query_cstr(&query, px_arena_format(arena, "%.*s\xF4\x8F\xBF\xBF", PX_STR_ARG(begin)));
    px_query_str(&query, but_stem);
    px_query_int(&query, (int64_t)max + 1);
    while ((rc = px_query_step(&query, err)) > 0 && *ret_count < max)
        known_read(&query, arena, &ret_words[(*ret_count)++]);
    *ret_all = rc == 0;
    return PX_MIN(rc, 0);
}

/* ---- One mistake away */

/* The letters of a word's script, folded: from, how many. */
static void alphabet_of(px_str word, unsigned *ret_from, unsigned *ret_count)
{
    size_t len;
    unsigned c = px_utf8_decode(word, &len);

    *ret_from = 'a';
    *ret_count = 26;
    if (c >= 0x370 && c < 0x400) { /* Greek, final sigma among them */
        *ret_from = 0x3B1;
        *ret_count = 25;
    } else if (c >= 0x400 && c < 0x500) { /* Cyrillic */
        *ret_from = 0x430;
        *ret_count = 32;
    }
}

/* The search for words one mistake away. */
typedef struct near_search {
    px_db *db;
    px_arena *arena;
    const char *language;
    unsigned letters[SEARCH_MAX_WORD];
    size_t n_letters;
    search_known *best;
    double likelihood[16];
    size_t max, count;
    px_query query;
} near_search;

static void near_keep(near_search *near, const search_known *known, double likelihood)
{
    size_t at = near->count;

    for (size_t i = 0; i < near->count; i++)
        if (px_str_eq(near->best[i].word, known->word)) {
            near->likelihood[i] = PX_MAX(near->likelihood[i], likelihood);
            return;
        }
    while (at > 0 && near->likelihood[at - 1] < likelihood)
        at--;
    if (at >= near->max)
        return;
    near->count = PX_MIN(near->count + 1, near->max);
    for (size_t i = near->count - 1; i > at; i--) {
        near->best[i] = near->best[i - 1];
        near->likelihood[i] = near->likelihood[i - 1];
    }
    near->best[at] = *known;
    near->likelihood[at] = likelihood;
}

/* Tries the word of these letters. weight: how likely the mistake is. */
static int near_try(near_search *near, const unsigned *letters, size_t n, double weight,
                    px_error *err)
{
    PX_AUTO_BUILDER px_builder word = PX_BUILDER_INIT(8 * SEARCH_MAX_WORD);
    search_known known;
    int rc;

    for (size_t i = 0; i < n; i++)
        px_builder_utf8(&word, letters[i]);
    px_query_again(&near->query);
    px_query_cstr(&near->query, near->language);
    px_query_str(&near->query, px_builder_view(&word));
    rc = px_query_step(&near->query, err);
    if (rc <= 0)
        return rc;
    known_read(&near->query, near->arena, &known);
    near_keep(near, &known, weight * (double)known.docs);
    return 0;
}

/* Without the letter at i; a letter that was typed twice is the likeliest. */
static int near_without(near_search *near, size_t i, px_error *err)
{
    unsigned letters[SEARCH_MAX_WORD];
    size_t n = 0;
    bool twice = false;

    for (size_t k = 0; k < near->n_letters; k++)
        if (k != i)
            letters[n++] = near->letters[k];
        else
            twice = n > 0 && letters[n - 1] == near->letters[k];
    return near_try(near, letters, n, twice ? 8 : i ? 2 : 1, err);
}

/* With the letters at i and behind it exchanged. */
static int near_exchanged(near_search *near, size_t i, px_error *err)
{
    unsigned letters[SEARCH_MAX_WORD];

    if (i + 1 >= near->n_letters || near->letters[i] == near->letters[i + 1])
        return 0;
    memcpy(letters, near->letters, sizeof(letters));
    letters[i] = near->letters[i + 1];
    letters[i + 1] = near->letters[i];
    return near_try(near, letters, near->n_letters, 8, err);
}

/* With another letter at i, and with one more in front of it. */
static int near_letter(near_search *near, size_t i, unsigned letter, px_error *err)
{
    unsigned letters[SEARCH_MAX_WORD + 1];
    int rc = 0;

    memcpy(letters, near->letters, sizeof(near->letters));
    if (i < near->n_letters && letters[i] != letter) {
        letters[i] = letter;
        rc = near_try(near, letters, near->n_letters, i ? 2 : 1, err);
    }
    if (rc < 0)
        return rc;
    memcpy(letters, near->letters, i * sizeof(*letters));
    letters[i] = letter;
    memcpy(letters + i + 1, near->letters + i, (near->n_letters - i) * sizeof(*letters));
    return near_try(near, letters, near->n_letters + 1, i ? 2 : 1, err);
}

static int near_all(near_search *near, px_str word, px_error *err)
{
    unsigned from, count;
    int rc = 0;

    alphabet_of(word, &from, &count);
    for (size_t i = 0; rc >= 0 && i <= near->n_letters; i++) {
        if (i < near->n_letters)
            rc = near_without(near, i, err);
        if (rc >= 0)
            rc = near_exchanged(near, i, err);
        for (unsigned c = 0; rc >= 0 && c < count; c++)
            rc = near_letter(near, i, from + c, err);
    }
    return rc;
}

int search_near(px_db *db, px_arena *arena, const char *language, px_str word, size_t max,
                search_known *ret_words, size_t *ret_count, px_error *err)
{
    near_search near = { .db = db, .arena = arena, .language = language, .best = ret_words };
    px_str rest = word;
    size_t len;
    int rc;

    near.max = PX_MIN(max, PX_COUNT(near.likelihood));
    *ret_count = 0;
    for (; rest.len && near.n_letters < SEARCH_MAX_WORD; rest = px_str_sub(rest, len, rest.len)) {
        near.letters[near.n_letters] = px_utf8_decode(rest, &len);
        if (near.letters[near.n_letters] >= '0' && near.letters[near.n_letters] <= '9')
            return 0;
        near.n_letters++;
    }
    if (near.n_letters < 3 || rest.len || near.n_letters > 32)
        return 0; /* shorter ones could be anything */
    rc = px_query_start(db,
                        "SELECT word, stem, form, docs FROM search_word "
                        "WHERE language = ? AND word = ?",
                        &near.query, err);
    if (rc >= 0)
        rc = near_all(&near, word, err);
    px_query_end(&near.query);
    if (rc < 0)
        return rc;
    *ret_count = near.count;
    return 0;
}
