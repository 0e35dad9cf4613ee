/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_index.h"

#include "base/ascii.h"
#include "store/search_word.h"

#include "base/banned.h"

#define MARK_START "\xEE\x80\x80" /* U+E000 */
#define MARK_END "\xEE\x80\x81"   /* U+E001 */

enum { SEARCH_MAX_WORDS = 32, SEARCH_MAX_HITS = 200, SEARCH_MAX_TAG = 8 };

/* ---- Tokenizer */

static int tokenizer_create(void *context, const char **args, int n_args, Fts5Tokenizer **ret)
{
    (void)context;
    if (n_args > 1)
        return SQLITE_ERROR;
    *ret = (Fts5Tokenizer *)px_words_new(n_args == 1 ? args[0] : NULL);
    return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer)
{
    px_words_free((px_words *)tokenizer);
}

typedef int token_fn(void *context, int flags, const char *token, int len, int start, int end);

/* What FTS5 gets for one word: the stem, and at the same place the word as written where that
 * differs. A prefix of a query is meant as it is written. */
static int token_emit(px_words *words, px_str word, int flags, int start, token_fn *token,
                      void *context)
{
    int end = start + (int)word.len, rc = SQLITE_OK;
    px_str folded, stem;

    px_words_terms(words, word, &folded, &stem);
    if (flags & FTS5_TOKENIZE_PREFIX)
        stem = folded;
    if (stem.len == 0)
        stem = folded;
    if (folded.len == 0)
        return SQLITE_OK;
    rc = token(context, 0, stem.ptr, (int)stem.len, start, end);
    if (rc == SQLITE_OK && !px_str_eq(stem, folded))
        rc = token(context, FTS5_TOKEN_COLOCATED, folded.ptr, (int)folded.len, start, end);
    return rc;
}

static int tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
                         int len, token_fn *token)
{
    px_words *words = (px_words *)tokenizer;
    px_str rest = px_str_n(text, len > 0 ? (size_t)len : 0), word;

    while (px_words_next(words, &rest, &word)) {
        int rc = token_emit(words, word, flags, (int)(word.ptr - text), token, context);

        if (rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

int px_search_register(px_db *db, px_error *err)
{
    static fts5_tokenizer tokenizer = { tokenizer_create, tokenizer_delete, tokenizer_run };
    sqlite3 *handle = px_db_handle(db);
    sqlite3_stmt *stmt = NULL;
    fts5_api *api = NULL;
    int rc = sqlite3_prepare_v2(handle, "SELECT fts5(?)", -1, &stmt, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
    if (rc == SQLITE_OK)
        (void)sqlite3_step(stmt);
    rc = sqlite3_finalize(stmt);
    if (rc == SQLITE_OK && api)
        rc = api->xCreateTokenizer(api, "praxis", NULL, &tokenizer, NULL);
    if (rc != SQLITE_OK || !api)
        return px_fail(err, PX_ERR_FAILED,
                       N_("this SQLite has no full-text search (FTS5); install the one of the "
                          "system"),
                       NULL);
    return 0;
}

/* ---- Tables */

typedef struct search_table {
    const char *language; /* NULL: all others */
    const char *insert, *remove, *find;
} search_table;

/* The best hits are chosen first, so that only they are marked and cut to snippets. */
#define SEARCH_TABLE(tag, name)                                                                    \
    { tag, "INSERT INTO " name "(rowid, title, body) VALUES (?, ?, ?)",                            \
      "DELETE FROM " name " WHERE rowid = ?",                                                      \
      "WITH best AS (SELECT t.rowid AS id, t.rank AS score, i.item AS item, i.kind AS kind "       \
      "FROM " name " AS t JOIN search_item AS i ON i.id = t.rowid "                                \
      "WHERE t." name " MATCH ?1 AND i.language = ?2 AND (?3 IS NULL OR i.kind = ?3) "             \
      "ORDER BY t.rank, t.rowid LIMIT ?4 OFFSET ?5) "                                              \
      "SELECT best.item, best.kind, best.score, "                                                  \
      "highlight(" name ", 0, '" MARK_START "', '" MARK_END "'), "                                 \
      "snippet(" name ", 1, '" MARK_START "', '" MARK_END "', '\xE2\x80\xA6', 32) "                \
      "FROM best CROSS JOIN " name " ON " name ".rowid = best.id "                                 \
      "WHERE " name " MATCH ?1 ORDER BY best.score, best.id" }

static const search_table search_tables[] = {
    SEARCH_TABLE("en", "search_en"), SEARCH_TABLE("fr", "search_fr"),
    SEARCH_TABLE(NULL, "search_any"), /* last: it takes what the others do not */
};

static const search_table *table_of(const char *language)
{
    const search_table *table = search_tables;

    while (table->language && strcmp(table->language, language) != 0)
        table++;
    return table;
}

/* The first part of a language tag, in small letters: "en" of "en-GB". */
static int language_of(const char *tag, char ret_language[SEARCH_MAX_TAG + 1], px_error *err)
{
    size_t len = strcspn(tag, "-");
    bool good = len >= 2 && len <= SEARCH_MAX_TAG;

    for (size_t i = 0; good && i < len; i++) {
        char c = (char)(tag[i] | 0x20);

        good = px_is_lower(c);
        ret_language[i] = c;
    }
    if (!good)
        return px_fail(err, PX_ERR_INVALID, N_("'{language}' is not the tag of a language"),
                       "language", tag, NULL);
    ret_language[len] = '\0';
    return 0;
}

/* ---- Writing */

/* The row of a thing in one language; 0 where there is none yet. */
static int item_find(px_db *db, const char *kind, int64_t item, const char *language,
                     int64_t *ret_id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT id FROM search_item WHERE kind = ? AND item = ? AND language = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, item);
    px_query_cstr(&query, language);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_id = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

static int item_insert(px_db *db, const char *kind, int64_t item, const char *language,
                       int64_t *ret_id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO search_item(kind, item, language) VALUES (?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, item);
    px_query_cstr(&query, language);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_id = px_db_last_id(db);
    return 0;
}

static int text_remove(px_db *db, const search_table *table, int64_t id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, table->remove, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    return px_query_run(&query, err);
}

static int text_insert(px_db *db, const search_table *table, int64_t id, px_str title, px_str body,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, table->insert, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    px_query_str(&query, title);
    px_query_str(&query, body);
    return px_query_run(&query, err);
}

int px_search_put(px_db *db, const char *kind, int64_t item, const char *language, px_str title,
                  px_str body, px_error *err)
{
    char tag[SEARCH_MAX_TAG + 1];
    int64_t id;
    int rc = language_of(language, tag, err);

    if (rc < 0)
        return rc;
    if (!px_utf8_valid(title, NULL) || !px_utf8_valid(body, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("a text for search is not UTF-8"), NULL);
    rc = item_find(db, kind, item, tag, &id, err);
    if (rc < 0)
        return rc;
    rc = id ? text_remove(db, table_of(tag), id, err) : item_insert(db, kind, item, tag, &id, err);
    if (rc < 0)
        return rc;
    return text_insert(db, table_of(tag), id, title, body, err);
}

static int texts_remove(px_db *db, const char *kind, int64_t item, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT id, language FROM search_item WHERE kind = ? AND item = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, item);
    while ((rc = px_query_step(&query, err)) > 0) {
        char language[SEARCH_MAX_TAG + 1];
        int64_t id = px_query_next_int(&query);
        px_str tag = px_query_next_str(&query);

        (void)snprintf(language, sizeof(language), "%.*s", PX_STR_ARG(tag));
        rc = text_remove(db, table_of(language), id, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

int px_search_remove(px_db *db, const char *kind, int64_t item, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = texts_remove(db, kind, item, err);

    if (rc < 0)
        return rc;
    rc = px_query_start(db, "DELETE FROM search_item WHERE kind = ? AND item = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, item);
    return px_query_run(&query, err);
}

/* ---- Finding */

/* Appends the query of FTS5 that stands for the words: each is quoted, so that it is a word and
 * nothing else. */
static void query_build(px_builder *out, const char *language, px_str typed)
{
    PX_AUTO_WORDS px_words *words = px_words_new(language);
    px_str word, last = PX_STR_NONE, folded, stem;

    for (size_t n = 0; n < SEARCH_MAX_WORDS && px_words_next(words, &typed, &word);) {
        px_words_terms(words, word, &folded, &stem);
        if (folded.len == 0)
            continue;
        if (last.ptr)
            px_builder_format(out, "\"%.*s\" AND ", PX_STR_ARG(last));
        last = word;
        n++;
    }
    if (last.ptr)
        px_builder_format(out, "(\"%.*s\" OR \"%.*s\" *)", PX_STR_ARG(last), PX_STR_ARG(last));
}

static int hits_read(px_query *query, px_arena *arena, size_t max, px_search_hit *hits,
                     size_t *ret_count, px_error *err)
{
    size_t count = 0;
    int rc = 0;

    while (count < max && (rc = px_query_step(query, err)) > 0) {
        px_search_hit *hit = &hits[count++];

        hit->item = px_query_next_int(query);
        hit->kind = px_query_next_text(query, arena);
        hit->rank = px_query_next_real(query);
        hit->title = px_query_next_text(query, arena);
        hit->snippet = px_query_next_text(query, arena);
    }
    *ret_count = count;
    return PX_MIN(rc, 0);
}

int px_search_find(px_db *db, px_arena *arena, const char *kind, const char *language, px_str words,
                   size_t offset, size_t max, px_search_hit **ret_hits, size_t *ret_count,
                   px_error *err)
{
    PX_AUTO_BUILDER px_builder match = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char tag[SEARCH_MAX_TAG + 1];
    px_search_hit *hits;
    size_t count = 0;
    int rc = language_of(language, tag, err);

    if (rc < 0)
        return rc;
    if (!px_utf8_valid(words, NULL))
        return px_fail(err, PX_ERR_INVALID, N_("the words to find are not UTF-8"), NULL);
    max = PX_MIN(max, (size_t)SEARCH_MAX_HITS);
    hits = px_arena_array(arena, max, sizeof(*hits));
    query_build(&match, tag, words);
    if (match.len > 0) {
        rc = px_query_start(db, table_of(tag)->find, &query, err);
        if (rc < 0)
            return rc;
        px_query_str(&query, px_builder_view(&match));
        px_query_cstr(&query, tag);
        px_query_cstr(&query, kind);
        px_query_int(&query, (int64_t)max);
        px_query_int(&query, (int64_t)PX_MIN(offset, (size_t)INT64_MAX));
        rc = hits_read(&query, arena, max, hits, &count, err);
        if (rc < 0)
            return rc;
    }
    *ret_hits = hits;
    *ret_count = count;
    return 0;
}

void px_search_snippet_html(px_builder *out, px_str snippet)
{
    bool open = false;

    while (snippet.len) {
        size_t start = px_str_find(snippet, PX_STR(MARK_START));
        size_t end = px_str_find(snippet, PX_STR(MARK_END)), at = PX_MIN(start, end);

        px_builder_html(out, px_str_sub(snippet, 0, at));
        if (at < snippet.len && open == (end < start)) {
            px_builder_add(out, open ? "</mark>" : "<mark>");
            open = !open;
        }
        snippet = px_str_sub(snippet, at + sizeof(MARK_START) - 1, snippet.len);
    }
    if (open)
        px_builder_add(out, "</mark>");
}
