/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_token.h"

#include "store/search_index.h"
#include "store/search_word.h"

#include "base/banned.h"

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

/* Where the callers of FTS5 are: the text from its first byte, and who takes the tokens. */
typedef struct token_run {
    const char *text;
    token_fn *token;
    void *context;
} token_run;

static int token_give(const token_run *run, px_str token, px_str place, int flags)
{
    int start = (int)(place.ptr - run->text);

    return run->token(run->context, flags, token.ptr, (int)token.len, start,
                      start + (int)place.len);
}

/* A stem, as a token of its own beside the word at the same place. */
static int token_stem(const token_run *run, px_str stem, px_str place)
{
    char token[SEARCH_MAX_STEM + 1] = "~";

    if (stem.len >= sizeof(token))
        return SQLITE_OK;
    memcpy(token + 1, stem.ptr, stem.len);
    return token_give(run, px_str_n(token, stem.len + 1), place, FTS5_TOKEN_COLOCATED);
}

static int token_emit(const token_run *run, px_words *words, px_str word)
{
    px_str folded, stem, bare;
    int rc;

    px_words_terms(words, word, &folded, &stem);
    if (folded.len == 0)
        return SQLITE_OK;
    rc = token_give(run, folded, word, 0);
    if (rc == SQLITE_OK && stem.len && !px_str_eq(stem, folded))
        rc = token_stem(run, stem, word);
    bare = px_words_bare_stem(words);
    if (rc == SQLITE_OK && bare.len && !px_str_eq(bare, folded))
        rc = token_stem(run, bare, word);
    return rc;
}

/* What stands behind the mark: a stem is looked for in both of its forms. */
static int token_verbatim(const token_run *run, px_str token)
{
    px_str stem = px_str_sub(token, 1, token.len);
    int rc;

    if (!px_str_starts(token, PX_STR("=")))
        return token_give(run, token, token, 0);
    rc = token_give(run, stem, token, 0);
    return rc == SQLITE_OK ? token_stem(run, stem, token) : rc;
}

static int tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
                         int len, token_fn *token)
{
    const px_str mark = PX_STR(SEARCH_VERBATIM);
    const token_run run = { text, token, context };
    px_words *words = (px_words *)tokenizer;
    px_str rest = px_str_n(text, len > 0 ? (size_t)len : 0), plain, word;
    int rc = SQLITE_OK;

    (void)flags;
    while (rc == SQLITE_OK && rest.len) {
        plain = px_str_sub(rest, 0, px_str_find(rest, mark));
        rest = px_str_sub(rest, plain.len + mark.len, rest.len);
        while (rc == SQLITE_OK && px_words_next(words, &plain, &word))
            rc = token_emit(&run, words, word);
        word = px_str_sub(rest, 0, px_str_find_char(rest, ' '));
        if (rc == SQLITE_OK && word.len)
            rc = token_verbatim(&run, word);
        rest = px_str_sub(rest, word.len, rest.len);
    }
    return rc;
}

/* ---- Ranking */

/* How often each group of a query stands in the row, a word of the title counting as TITLE_WEIGHT;
 * and whether the words of one group stand right behind those of the group before. */
typedef struct rank_counts {
    double often[SEARCH_MAX_GROUPS];
    bool adjacent[SEARCH_MAX_GROUPS], in_title[SEARCH_MAX_GROUPS];
    int last[SEARCH_MAX_GROUPS][8]; /* the first places of each group, columns far apart */
    int n_last[SEARCH_MAX_GROUPS];
} rank_counts;

#define TITLE_WEIGHT 4.0
#define COLUMN_STRIDE (1 << 24)

static void rank_place(rank_counts *counts, int group, int column, int offset)
{
    int place = column * COLUMN_STRIDE + offset;

    counts->often[group] += column == 0 ? TITLE_WEIGHT : 1;
    counts->in_title[group] = counts->in_title[group] || column == 0;
    if (counts->n_last[group] < (int)PX_COUNT(counts->last[group]))
        counts->last[group][counts->n_last[group]++] = place;
    for (int i = 0; group > 0 && i < counts->n_last[group - 1]; i++)
        if (counts->last[group - 1][i] + 1 == place)
            counts->adjacent[group] = true;
}

/* Whether the title has all groups: then the row goes before those where it has not. */
static bool all_in_title(const rank_counts *counts, int n_groups)
{
    for (int g = 0; g < n_groups; g++)
        if (!counts->in_title[g])
            return false;
    return n_groups > 0;
}

/* The formula of BM25 on groups instead of terms. The length that is held against a row is the same
 * everywhere, so that a row's rank does not depend on others. */
static double rank_score(const rank_counts *counts, const search_rank *rank, double words)
{
    double norm = 1.2 * (0.4 + 0.6 * words / 60), score = 0;

    for (int g = 0; g < rank->n_groups; g++) {
        double part = counts->often[g] * 2.2 / (counts->often[g] + norm);

        if (counts->adjacent[g])
            part *= 1.5;
        score += rank->weight[g] * part;
    }
    return score + (all_in_title(counts, rank->n_groups) ? SEARCH_IN_TITLE : 0);
}

static void rank_row(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
                     int n_values, sqlite3_value **values)
{
    const search_rank *rank = n_values == 2 ? sqlite3_value_blob(values[0]) : NULL;
    rank_counts counts = { 0 };

    if (!rank || sqlite3_value_bytes(values[0]) != (int)sizeof(*rank)) {
        sqlite3_result_error(context, "px_rank needs its blob", -1);
        return;
    }
    for (int i = 0; i < rank->n_phrases; i++) {
        Fts5PhraseIter at;
        int column, offset;
        int rc = api->xPhraseFirst(fts, i, &at, &column, &offset);

        if (rc != SQLITE_OK) {
            sqlite3_result_error_code(context, rc);
            return;
        }
        for (int n = 0; column >= 0 && n < 64; n++) {
            rank_place(&counts, rank->group[i], column, offset);
            api->xPhraseNext(fts, &at, &column, &offset);
        }
    }
    sqlite3_result_double(context, rank_score(&counts, rank, sqlite3_value_double(values[1])));
}

/* ---- Both */

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
    if (rc == SQLITE_OK && api)
        rc = api->xCreateFunction(api, "px_rank", NULL, rank_row, NULL);
    if (rc != SQLITE_OK || !api)
        return px_fail(err, PX_ERR_FAILED,
                       N_("this SQLite has no full-text search (FTS5); install the one of the "
                          "system"),
                       NULL);
    return 0;
}
