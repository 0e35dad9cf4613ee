/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/search_index.h"

#include "store/search_table.h"
#include "store/search_vocabulary.h"

#include "base/banned.h"

#define CURRENT_KEY SEARCH_VERBATIM ":new "

struct px_search_writer {
    px_db *db;
    search_counts *counts;
    char language[SEARCH_MAX_TAG + 1]; /* of the words */
    px_words *words;
    px_builder title, body, keys;
};

px_search_writer *px_search_writer_new(px_db *db)
{
    px_search_writer *writer = px_alloc_zero(1, sizeof(*writer));

    writer->db = db;
    writer->counts = search_counts_new();
    writer->title = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    writer->body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    writer->keys = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    return writer;
}

void px_search_writer_free(px_search_writer *writer)
{
    if (!writer)
        return;
    search_counts_free(writer->counts);
    px_words_free(writer->words);
    px_builder_free(&writer->title);
    px_builder_free(&writer->body);
    px_builder_free(&writer->keys);
    free(writer);
}

px_db *px_search_writer_db(const px_search_writer *writer)
{
    return writer->db;
}

static void writer_speak(px_search_writer *writer, const char *language)
{
    if (writer->words && strcmp(writer->language, language) == 0)
        return;
    px_words_free(writer->words);
    writer->words = px_words_new(language);
    (void)snprintf(writer->language, sizeof(writer->language), "%s", language);
}

/* ---- Rows */

/* The row of a thing in one language; 0 where there is none yet. */
static int item_find(px_db *db, const px_search_text *text, const char *language, int64_t *ret_id,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT id FROM search_item WHERE kind = ? AND item = ? AND language = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, text->kind);
    px_query_int(&query, text->item);
    px_query_cstr(&query, language);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_id = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

/* id 0 makes a new one. */
static int item_put(px_db *db, const px_search_text *text, const char *language, size_t n_words,
                    int64_t id, int64_t *ret_id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO search_item (id, kind, item, language, code, version, "
                            "part, within, words, current) VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, "
                            "?6, ?7, ?8, ?9, 1) ON CONFLICT (kind, item, language) DO UPDATE SET "
                            "code = ?5, version = ?6, part = ?7, within = ?8, words = ?9, "
                            "current = 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    px_query_cstr(&query, text->kind);
    px_query_int(&query, text->item);
    px_query_cstr(&query, language);
    px_query_str(&query, text->code);
    px_query_str(&query, text->version);
    px_query_str(&query, text->part);
    px_query_int(&query, text->within);
    px_query_int(&query, (int64_t)n_words);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_id = id ? id : px_db_last_id(db);
    return 0;
}

/* Takes the text of a row and its words out. */
static int text_remove(px_search_writer *writer, const char *language, int64_t id, px_error *err)
{
    const search_table *table = search_table_of(language);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(writer->db, table->read, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc > 0) {
        px_str title = px_query_next_str(&query), body = px_query_next_str(&query);

        writer_speak(writer, language);
        (void)search_counts_add(writer->counts, writer->words, language, title, body, -1);
    }
    rc = px_query_start(writer->db, table->remove, &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    return px_query_run(&query, err);
}

static int text_insert(px_search_writer *writer, int64_t id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(writer->db, search_table_of(writer->language)->insert, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    px_query_str(&query, px_builder_view(&writer->title));
    px_query_str(&query, px_builder_view(&writer->body));
    px_query_str(&query, px_builder_view(&writer->keys));
    return px_query_run(&query, err);
}

/* ---- Putting */

/* A copy without the characters that mean something here. */
static void clean(px_builder *out, px_str text)
{
    const px_str mark = PX_STR(SEARCH_VERBATIM);

    px_builder_clear(out);
    while (text.len) {
        size_t at = px_str_find(text, mark);

        px_builder_str(out, px_str_sub(text, 0, at));
        if (at < text.len)
            px_builder_char(out, ' ');
        text = px_str_sub(text, at + mark.len, text.len);
    }
}

static void key_add(px_builder *keys, const char *what, px_str name)
{
    px_builder_add(keys, SEARCH_VERBATIM);
    px_builder_add(keys, what);
    px_builder_str(keys, name);
    px_builder_char(keys, ' ');
}

/* CURRENT_KEY comes first, so that it can be cut off. */
static void keys_make(px_search_writer *writer, const px_search_text *text)
{
    px_str title = px_builder_view(&writer->title), word, folded, stem;

    px_builder_clear(&writer->keys);
    px_builder_add(&writer->keys, CURRENT_KEY);
    key_add(&writer->keys, ":c", text->code);
    key_add(&writer->keys, ":v", text->version);
    key_add(&writer->keys, ":p", text->part);
    for (size_t i = 0; i < text->n_keys; i++)
        key_add(&writer->keys, ":", text->keys[i]);
    while (px_words_next(writer->words, &title, &word)) {
        px_words_terms(writer->words, word, &folded, &stem);
        if (folded.len)
            key_add(&writer->keys, "^", stem.len ? stem : folded);
    }
}

static int text_check(const px_search_text *text, px_error *err)
{
    bool good = px_utf8_valid(text->title, NULL) && px_utf8_valid(text->body, NULL);

    for (size_t i = 0; good && i < text->n_keys; i++)
        good = px_utf8_valid(text->keys[i], NULL) && text->keys[i].len &&
               px_str_find_char(text->keys[i], ' ') == text->keys[i].len;
    if (!good)
        return px_fail(err, PX_ERR_INVALID, N_("a text for search is not UTF-8"), NULL);
    return 0;
}

int px_search_put(px_search_writer *writer, const px_search_text *text, px_error *err)
{
    char language[SEARCH_MAX_TAG + 1];
    int64_t id;
    size_t n_words;
    int rc = search_language_of(text->language, language, err);

    if (rc >= 0)
        rc = text_check(text, err);
    if (rc >= 0)
        rc = item_find(writer->db, text, language, &id, err);
    if (rc >= 0 && id)
        rc = text_remove(writer, language, id, err);
    if (rc < 0)
        return rc;
    writer_speak(writer, language);
    clean(&writer->title, text->title);
    clean(&writer->body, text->body);
    keys_make(writer, text);
    n_words = search_counts_add(writer->counts, writer->words, language,
                                px_builder_view(&writer->title), px_builder_view(&writer->body), 1);
    rc = item_put(writer->db, text, language, n_words, id, &id, err);
    return rc < 0 ? rc : text_insert(writer, id, err);
}

/* ---- Superseding */

/* Cuts CURRENT_KEY off the keys of a row. */
static int text_supersede(px_search_writer *writer, const char *language, int64_t id, px_error *err)
{
    const search_table *table = search_table_of(language);
    const px_str current = PX_STR(CURRENT_KEY);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str keys;
    int rc = px_query_start(writer->db, table->read, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    (void)px_query_next_str(&query);
    (void)px_query_next_str(&query);
    keys = px_query_next_str(&query);
    if (!px_str_starts(keys, current))
        return 0;
    px_builder_clear(&writer->keys);
    px_builder_str(&writer->keys, px_str_sub(keys, current.len, keys.len));
    rc = px_query_start(writer->db, table->rekey, &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    px_query_str(&query, px_builder_view(&writer->keys));
    return px_query_run(&query, err);
}

static int texts_supersede(px_search_writer *writer, const char *kind, int64_t item, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(writer->db,
                            "SELECT id, language FROM search_item WHERE kind = ? AND item = ?",
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
        rc = text_supersede(writer, language, id, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

int px_search_supersede(px_search_writer *writer, const char *kind, int64_t item, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = texts_supersede(writer, kind, item, err);

    if (rc < 0)
        return rc;
    rc = px_query_start(
        writer->db, "UPDATE search_item SET current = 0 WHERE kind = ? AND item = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, kind);
    px_query_int(&query, item);
    return px_query_run(&query, err);
}

int px_search_writer_end(px_search_writer *writer, px_error *err)
{
    return search_counts_write(writer->counts, writer->db, err);
}
