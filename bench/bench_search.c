/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search over 100,000 provisions: texts made, always the same, of the words of data/codes,
 * drawn as often as Zipf's law says, with rare words put together from them; 500 queries as
 * people type them. A query is the whole search of the page and the command: hits, counts of
 * filters, snippets, where the hits stand, proposals for mistyped words.
 *
 *   p95       the 95th percentile against 20 ms, beyond which typing feels slow
 *   against   median and 95th percentile against bare FTS5: the same texts in a table of its own
 *   bare FTS5 with the same tokenizer, the same words, ORDER BY rank LIMIT 20, without filters,
 *             snippets or anything else; by turns
 *
 * PX_ROOT tells where data/codes is (tools/bench.sh).
 */
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/map.h"
#include "code/code_search.h"
#include "code/search_fill.h"
#include "store/house.h"
#include "store/migration.h"

#include "base/banned.h"

#define CODES 5
#define PROVISIONS 100000
#define IN_CHAPTER 500
#define IN_MEASURE 10
#define VOCABULARY 40000
#define QUERIES 500

static unsigned long long state = 88172645463325252ull;

static size_t any(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

/* ---- Words */

typedef struct word {
    px_str text;
    size_t often;
} word;

PX_MAP_DEFINE(word_map, word)

static word *words[VOCABULARY];
static size_t n_words, n_real;
static double reach[VOCABULARY]; /* sums of the frequencies by Zipf's law */

static void count_words(px_arena *arena, word_map *map, px_str text)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        px_str s = px_arena_lower(arena, px_str_sub(text, from, i));
        word *w;

        if (i < text.len && px_is_letter(text.ptr[i]))
            continue;
        from = i + 1;
        if (s.len < 1 || s.len > 20)
            continue;
        w = word_map_get(map, s);
        if (!w) {
            w = px_arena_alloc(arena, sizeof(*w));
            w->text = s;
            (void)word_map_put(map, s, w);
        }
        w->often++;
    }
}

static int by_often(const void *a, const void *b)
{
    const word *x = *(word *const *)a, *y = *(word *const *)b;

    if (x->often != y->often)
        return x->often > y->often ? -1 : 1;
    return px_str_cmp(x->text, y->text);
}

static void read_words(px_arena *arena, word_map *map)
{
    static const char *const files[] = { "gpai.final", "open-drafting.1",
                                         "training-summary.2025-07" };
    const char *root = getenv("PX_ROOT");
    size_t position = 0;
    px_str key;
    word *w;

    for (size_t i = 0; i < PX_COUNT(files); i++) {
        px_error err = PX_ERROR_INIT;
        char *data = NULL;
        size_t len;

        px_bench_demand(px_file_read(px_arena_format(arena, "%s/data/codes/%s.en.md",
                                                     root ? root : ".", files[i]),
                                     16 << 20, &data, &len, &err),
                        &err);
        count_words(arena, map, px_str_n(data, len));
        free(data);
    }
    while (n_real < VOCABULARY && word_map_next(map, &position, &key, &w))
        words[n_real++] = w;
    qsort(words, n_real, sizeof(*words), by_often);
}

/* Rare words are two real ones in one. */
static void make_words(px_arena *arena, word_map *map)
{
    double sum = 0;

    read_words(arena, map);
    n_words = n_real;
    while (n_words < VOCABULARY) {
        const word *a = words[any(n_real)], *b = words[any(n_real)];
        word *w = px_arena_alloc(arena, sizeof(*w));

        w->text =
            px_str_of(px_arena_format(arena, "%.*s%.*s", PX_STR_ARG(a->text), PX_STR_ARG(b->text)));
        if (w->text.len > 5 && !word_map_put(map, w->text, w))
            words[n_words++] = w;
    }
    for (size_t i = 0; i < n_words; i++)
        reach[i] = sum += 1 / pow((double)i + 2.7, 1.07);
}

static px_str draw(void)
{
    double at = (double)any(1u << 30) / (1u << 30) * reach[n_words - 1];
    size_t from = 0, to = n_words - 1;

    while (from < to) {
        size_t middle = (from + to) / 2;

        if (reach[middle] < at)
            from = middle + 1;
        else
            to = middle;
    }
    return words[from]->text;
}

static void sentence(px_builder *out, size_t n)
{
    px_builder_clear(out);
    for (size_t i = 0; i < n; i++) {
        px_builder_add(out, i ? (any(12) ? " " : ", ") : "");
        px_builder_str(out, draw());
    }
}

/* ---- Texts */

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench_search: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
    return stmt;
}

static void step(sqlite3 *db, sqlite3_stmt *stmt)
{
    if (sqlite3_step(stmt) != SQLITE_DONE) {
        fprintf(stderr, "bench_search: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
    (void)sqlite3_reset(stmt);
}

typedef struct texts {
    px_db *db;
    sqlite3_stmt *provision, *node, *text;
    px_builder heading, body;
    long row, chapter, measure;
} texts;

static void put_node(texts *t, int code, long place)
{
    static const char *const kinds[] = { "chapter", "measure", "paragraph" };
    sqlite3 *db = px_db_handle(t->db);
    long in_chapter = place % IN_CHAPTER;
    int depth = in_chapter == 0 ? 0 : in_chapter % IN_MEASURE == 1 ? 1 : 2;
    char id[32], number[64] = "";

    t->row++;
    (void)snprintf(id, sizeof(id), "b%09ld", t->row);
    sentence(&t->heading, depth < 2 ? 2 + any(6) : 0);
    sentence(&t->body, depth == 2 ? 12 + any(70) : 0);
    if (depth < 2)
        (void)snprintf(number, sizeof(number), depth ? "Measure %ld.%ld" : "Chapter %ld",
                       place / IN_CHAPTER + 1, in_chapter / IN_MEASURE + 1);
    (void)sqlite3_bind_int64(t->provision, 1, t->row);
    (void)sqlite3_bind_int64(t->provision, 2, code);
    (void)sqlite3_bind_text(t->provision, 3, id, -1, SQLITE_TRANSIENT);
    step(db, t->provision);
    (void)sqlite3_bind_int64(t->node, 1, t->row);
    (void)sqlite3_bind_int64(t->node, 2, code);
    (void)sqlite3_bind_null(t->node, 3);
    if (depth)
        (void)sqlite3_bind_int64(t->node, 3, depth == 1 ? t->chapter : t->measure);
    (void)sqlite3_bind_int64(t->node, 4, place + 1);
    (void)sqlite3_bind_int(t->node, 5, depth);
    (void)sqlite3_bind_text(t->node, 6, kinds[depth], -1, SQLITE_STATIC);
    (void)sqlite3_bind_text(t->node, 7, id, -1, SQLITE_TRANSIENT);
    step(db, t->node);
    (void)sqlite3_bind_int64(t->text, 1, t->row);
    (void)sqlite3_bind_text(t->text, 2, number, -1, SQLITE_TRANSIENT);
    (void)sqlite3_bind_text(t->text, 3, px_builder_cstr(&t->heading), -1, SQLITE_TRANSIENT);
    (void)sqlite3_bind_text(t->text, 4, px_builder_cstr(&t->body), -1, SQLITE_TRANSIENT);
    step(db, t->text);
    if (depth == 0)
        t->chapter = t->measure = t->row;
    else if (depth == 1)
        t->measure = t->row;
}

static void put_code(texts *t, int code)
{
    px_error err = PX_ERROR_INIT;
    char sql[1024];

    (void)snprintf(sql, sizeof(sql),
                   "INSERT INTO code (id, name, created) VALUES (%d, 'code-%d', 0);"
                   "INSERT INTO version (id, code, label, state, created, published, digest, act) "
                   "VALUES (%d, %d, '1', 'published', 0, %d, '%064d', 'act');"
                   "INSERT INTO version_title (version, language, title) VALUES (%d, 'en', 'Code')",
                   code, code, code, code, code, 0, code);
    px_bench_demand(px_db_exec(t->db, sql, &err), &err);
    for (long place = 0; place < PROVISIONS / CODES; place++)
        put_node(t, code, place);
}

static void put_texts(px_db *db)
{
    sqlite3 *handle = px_db_handle(db);
    texts t = { .db = db, .heading = PX_BUILDER_INIT(1 << 20), .body = PX_BUILDER_INIT(1 << 20) };
    px_error err = PX_ERROR_INIT;

    t.provision = prepare(handle, "INSERT INTO provision (id, code, lasting_id) VALUES (?, ?, ?)");
    t.node = prepare(handle, "INSERT INTO node (id, version, provision, parent, position, depth, "
                             "kind, eid, alias, extra) VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, '', "
                             "'')");
    t.text = prepare(handle, "INSERT INTO node_text (node, language, number, heading, text, hash) "
                             "VALUES (?, 'en', ?, ?, ?, zeroblob(32))");
    px_bench_demand(px_db_exec(db, "BEGIN IMMEDIATE", &err), &err);
    for (int code = 1; code <= CODES; code++)
        put_code(&t, code);
    px_bench_demand(px_db_exec(db, "COMMIT", &err), &err);
    (void)sqlite3_finalize(t.provision);
    (void)sqlite3_finalize(t.node);
    (void)sqlite3_finalize(t.text);
    px_builder_free(&t.heading);
    px_builder_free(&t.body);
}

/* The same texts, as somebody would index them who has FTS5 alone. */
static void put_bare(px_db *db)
{
    px_error err = PX_ERROR_INIT;

    px_bench_demand(
        px_db_exec(db,
                   "CREATE VIRTUAL TABLE bare USING fts5(title, body, tokenize = 'praxis en');"
                   "INSERT INTO bare (bare, rank) VALUES ('rank', 'bm25(4.0, 1.0)');"
                   "INSERT INTO bare (rowid, title, body) "
                   "SELECT rowid, title, body FROM search_en",
                   &err),
        &err);
}

/* ---- Queries */

typedef struct query {
    const char *sort;
    px_str typed, bare; /* bare: for FTS5 */
    px_str code, kind;
} query;

static query queries[QUERIES];

/* Two neighbours from some text. */
static px_str phrase_from(px_db *db, px_arena *arena)
{
    PX_AUTO_QUERY px_query q = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;
    px_str text, first, second;

    px_bench_demand(px_query_start(db, "SELECT body FROM search_en WHERE rowid = ?", &q, &err),
                    &err);
    px_query_int(&q, (int64_t)(any(PROVISIONS / 10) * 10 + 5));
    px_bench_demand(px_query_step(&q, &err), &err);
    text = px_query_next_text(&q, arena);
    if (!px_str_split(&text, ' ', &first) || !px_str_split(&text, ' ', &second))
        return PX_STR("the model");
    return px_str_of(px_arena_format(arena, "%.*s %.*s", PX_STR_ARG(first), PX_STR_ARG(second)));
}

static px_str mistyped(px_arena *arena, px_str s)
{
    char *copy = px_arena_cstr(arena, s);
    size_t at = 1 + any(s.len - 2);
    char c = copy[at];

    copy[at] = copy[at + 1];
    copy[at + 1] = c;
    return px_str_of(copy);
}

static px_str rare(void)
{
    return words[n_real + any(n_words - n_real)]->text;
}

static void make_query(px_db *db, px_arena *arena, query *q)
{
    size_t sort = any(100);
    px_str a = draw(), b = draw();

    q->typed = a;
    if (sort < 25) {
        q->sort = "rare";
        q->typed = rare();
    } else if (sort < 45) {
        q->sort = "frequent";
        q->typed = words[any(60)]->text;
    } else if (sort < 68) {
        q->sort = "two words";
        q->typed = px_str_of(px_arena_format(arena, "%.*s %.*s", PX_STR_ARG(a), PX_STR_ARG(b)));
    } else if (sort < 78) {
        q->sort = "begun";
        q->typed = px_str_sub(a, 0, 3 + any(3));
    } else if (sort < 86) {
        px_str phrase = phrase_from(db, arena);

        q->sort = "phrase";
        q->typed = px_str_of(px_arena_format(arena, "\"%.*s\"", PX_STR_ARG(phrase)));
        q->bare = q->typed;
        return;
    } else if (sort < 92) {
        q->sort = "mistyped";
        q->typed = mistyped(arena, rare());
    } else {
        q->sort = "filtered";
        q->typed = words[any(200)]->text;
        q->code = any(2) ? PX_STR("code-3") : PX_STR("");
        q->kind = any(2) ? PX_STR("measure") : PX_STR("paragraph");
    }
    if (sort >= 45 && sort < 68)
        q->bare = px_str_of(
            px_arena_format(arena, "\"%.*s\" AND \"%.*s\"*", PX_STR_ARG(a), PX_STR_ARG(b)));
    else
        q->bare = px_str_of(px_arena_format(arena, "\"%.*s\"*", PX_STR_ARG(q->typed)));
}

static double run_praxis(px_db *db, const query *q)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_code_query asked = {
        .words = q->typed, .language = PX_STR("en"), .code = q->code, .kind = q->kind, .max = 20
    };
    px_error err = PX_ERROR_INIT;
    px_code_found found;
    double start = px_bench_now();

    px_bench_demand(px_db_exec(db, "BEGIN", &err), &err);
    px_bench_demand(px_code_search(db, arena, &asked, &found, &err), &err);
    px_bench_demand(px_db_exec(db, "COMMIT", &err), &err);
    return (px_bench_now() - start) * 1000;
}

static double run_bare(px_db *db, const query *q)
{
    PX_AUTO_QUERY px_query run = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;
    double start = px_bench_now();
    int rc;

    px_bench_demand(
        px_query_start(db, "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 20", &run,
                       &err),
        &err);
    px_query_str(&run, q->bare);
    while ((rc = px_query_step(&run, &err)) > 0)
        ;
    px_bench_demand(rc, &err);
    px_query_end(&run);
    return (px_bench_now() - start) * 1000;
}

/* ---- Figures */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double part(const double *sorted, size_t n, double share)
{
    return n ? sorted[PX_MIN((size_t)((double)n * share), n - 1)] : 0;
}

static void print_sort(const char *sort, const double *praxis, const double *bare)
{
    static double ours[QUERIES], theirs[QUERIES];
    size_t n = 0;

    for (size_t i = 0; i < QUERIES; i++) {
        if (strcmp(queries[i].sort, sort) != 0)
            continue;
        ours[n] = praxis[i];
        theirs[n++] = bare[i];
    }
    qsort(ours, n, sizeof(*ours), by_size);
    qsort(theirs, n, sizeof(*theirs), by_size);
    printf("search: %-10s %4zu queries: median %6.2f ms, p95 %6.2f, p99 %6.2f; bare FTS5 %6.2f, "
           "%6.2f, %6.2f\n",
           sort, n, part(ours, n, 0.5), part(ours, n, 0.95), part(ours, n, 0.99),
           part(theirs, n, 0.5), part(theirs, n, 0.95), part(theirs, n, 0.99));
}

static bool print_line(const char *work, double figure, const char *rival, double limit)
{
    return px_bench_line(&(px_bench){ .work = work,
                                      .unit = "ms",
                                      .figure = figure,
                                      .rival = rival,
                                      .limit = limit,
                                      .goal = 1,
                                      .less_is_better = true });
}

static void run_all(px_db *db)
{
    static const char *const sorts[] = { "rare",   "frequent", "two words", "begun",
                                         "phrase", "mistyped", "filtered" };
    static double praxis[QUERIES], bare[QUERIES];

    for (size_t i = 0; i < QUERIES; i++) {
        praxis[i] = run_praxis(db, &queries[i]);
        bare[i] = run_bare(db, &queries[i]);
    }
    for (size_t i = 0; i < PX_COUNT(sorts); i++)
        print_sort(sorts[i], praxis, bare);
    qsort(praxis, QUERIES, sizeof(*praxis), by_size);
    qsort(bare, QUERIES, sizeof(*bare), by_size);
    printf(
        "search: all        %4d queries: median %6.2f ms, p95 %6.2f, p99 %6.2f; bare FTS5 %6.2f, "
        "%6.2f, %6.2f\n",
        QUERIES, part(praxis, QUERIES, 0.5), part(praxis, QUERIES, 0.95),
        part(praxis, QUERIES, 0.99), part(bare, QUERIES, 0.5), part(bare, QUERIES, 0.95),
        part(bare, QUERIES, 0.99));
    (void)print_line("search: p95 over 100,000 provisions", part(praxis, QUERIES, 0.95),
                     "what typing stands", 20);
    (void)print_line("search: p95 against bare FTS5", part(praxis, QUERIES, 0.95), "bare FTS5",
                     part(bare, QUERIES, 0.95));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static px_db *make_house(const char *directory, double *ret_seconds)
{
    PX_AUTO_FREE char *path = px_path_join(directory, "search.db");
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;
    double start;

    px_bench_demand(px_db_open(path, PX_DB_CREATE, &db, &err), &err);
    px_bench_demand(px_migrate(db, &err), &err);
    put_texts(db); /* the index stays empty while nobody can fill it */
    px_search_source_set(&px_search_fill_source);
    start = px_bench_now();
    px_bench_demand(px_search_refresh(db, &err), &err);
    *ret_seconds = px_bench_now() - start;
    put_bare(db);
    px_db_close(db);
    db = NULL;
    px_bench_demand(px_db_open(path, PX_DB_READ, &db, &err), &err);
    return db;
}

int main(void)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const char *base = getenv("TMPDIR");
    char directory[4096];
    word_map map = { 0 };
    double seconds;
    px_db *db;

    (void)snprintf(directory, sizeof(directory), "%s/praxis-bench-XXXXXX",
                   base && *base ? base : "/tmp");
    if (!mkdtemp(directory)) {
        perror(directory);
        return 1;
    }
    make_words(arena, &map);
    db = make_house(directory, &seconds);
    printf("search: filling the index anew: %.1f s\n", seconds);
    for (size_t i = 0; i < QUERIES; i++)
        make_query(db, arena, &queries[i]);
    run_all(db);
    px_db_close(db);
    word_map_free(&map);
    (void)nftw(directory, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    return 0;
}
