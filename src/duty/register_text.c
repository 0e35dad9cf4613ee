/* SPDX-License-Identifier: EUPL-1.2 */
/* What the register is searched by: the words of what is public. */
#include <utf8proc.h>

#include "base/message.h"
#include "duty/register_priv.h"

#include "base/banned.h"

enum { FILL_STEP = 20, WORDS_MAX = 2 * 1024 * 1024 };

int register_text_fold(px_arena *arena, px_str text, px_str *ret_folded, px_error *err)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
                     UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                         UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STRIPCC);

    if (len == UTF8PROC_ERROR_NOMEM)
        px_out_of_memory();
    if (len < 0)
        return px_fail(err, PX_ERR_INVALID, N_("a text is not UTF-8"), NULL);
    *ret_folded = px_arena_str(arena, px_str_n((const char *)folded, (size_t)len));
    free(folded);
    return 0;
}

/* ---- Of views */

typedef struct text_making {
    px_builder words, languages;
} text_making;

static void add_words(text_making *t, px_str words)
{
    if (px_builder_view(&t->words).len + words.len < WORDS_MAX) {
        px_builder_str(&t->words, words);
        px_builder_char(&t->words, '\n');
    }
}

static void add_language(text_making *t, const char *tag)
{
    char padded[16];

    (void)snprintf(padded, sizeof(padded), " %.8s ", tag);
    if (px_str_find(px_builder_view(&t->languages), px_str_of(padded)) <
        px_builder_view(&t->languages).len)
        return;
    if (!px_builder_view(&t->languages).len)
        px_builder_char(&t->languages, ' ');
    px_builder_format(&t->languages, "%.8s ", tag);
}

/* Texts stand by language: {"en": ..., "fr": ...}. */
static bool is_language(const char *key)
{
    return px_language_find(px_str_of(key)) != NULL;
}

static void add_value(text_making *t, const json_t *value)
{
    const char *key;
    json_t *part;
    size_t i;

    if (json_is_string(value))
        add_words(t, px_str_n(json_string_value(value), json_string_length(value)));
    json_object_foreach((json_t *)value, key, part)
    {
        if (json_is_string(part) && is_language(key))
            add_language(t, key);
        add_value(t, part);
    }
    json_array_foreach(value, i, part)
    {
        add_value(t, part);
    }
}

static int add_view(px_arena *arena, const px_filled_form *whole, px_recipient recipient,
                    text_making *t, px_error *err)
{
    PX_AUTO_FILLED px_filled_form view = { 0 };
    int rc = px_filled_view(arena, whole, recipient, &view, err);

    for (size_t i = 0; rc >= 0 && i < view.form->n_fields; i++)
        add_value(t, view.fields[i].value);
    return rc;
}

int register_text_make(px_arena *arena, const px_filled_form *whole, unsigned views,
                       register_text *ret_text, px_error *err)
{
    text_making t = { PX_BUILDER_INIT(WORDS_MAX + 65536), PX_BUILDER_INIT(4096) };
    int rc = 0;

    add_words(&t, whole->head.provider);
    add_words(&t, whole->head.model);
    for (size_t i = 0; i < whole->head.n_versions; i++)
        add_words(&t, whole->head.versions[i]);
    for (int r = 0; rc >= 0 && r < PX_RECIPIENT_COUNT; r++)
        if ((views >> r) & 1)
            rc = add_view(arena, whole, (px_recipient)r, &t, err);
    if (rc >= 0)
        rc = register_text_fold(arena, px_builder_view(&t.words), &ret_text->words, err);
    ret_text->languages = px_arena_str(arena, px_builder_view(&t.languages));
    px_builder_free(&t.words);
    px_builder_free(&t.languages);
    return rc;
}

/* ---- Rows */

/* Out of the index, with the words by which it went in. */
static int text_drop(px_db *db, int64_t document, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO document_word (document_word, rowid, words) SELECT "
                            "'delete', document, words FROM document_text WHERE document = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, document);
    return px_query_run(&query, err);
}

static int text_index(px_db *db, int64_t document, px_str words, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "INSERT INTO document_word (rowid, words) VALUES (?, ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, document);
    px_query_str(&query, words);
    return px_query_run(&query, err);
}

int register_text_put(px_db *db, int64_t document, const register_text *text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = text_drop(db, document, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO document_text (document, languages, words) VALUES (?, ?, "
                            "?) ON CONFLICT (document) DO UPDATE SET languages = "
                            "excluded.languages, words = excluded.words",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, document);
    px_query_str(&query, text->languages);
    px_query_str(&query, text->words);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : text_index(db, document, text->words, err);
}

/* ---- Of earlier programs */

typedef struct text_filling {
    px_published *published;
    register_text *texts;
    size_t count;
} text_filling;

static int filling_deed(px_db *db, void *arg, px_error *err)
{
    const text_filling *f = arg;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < f->count; i++)
        rc = register_text_put(db, f->published[i].row, &f->texts[i], err);
    return rc;
}

static int filling_read(px_db *db, px_arena *arena, text_filling *f, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            REGISTER_COLUMNS
                            "WHERE d.form = 'summary' AND NOT EXISTS (SELECT 1 FROM document_text "
                            "AS t WHERE t.document = d.id) ORDER BY d.id LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, FILL_STEP);
    return register_read_rows(&query, arena, &f->published, &f->count, err);
}

static int filling_text(px_house *house, px_arena *arena, const px_published *published,
                        register_text *text, px_error *err)
{
    PX_AUTO_FILLED px_filled_form whole = { 0 };
    int rc = px_register_whole(house, arena, published, &whole, err);

    return rc < 0 ? rc : register_text_make(arena, &whole, 1U << PX_RECIPIENT_PUBLIC, text, err);
}

int register_texts_fill(px_house *house, px_db *db, px_error *err)
{
    for (;;) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        text_filling f = { 0 };
        int rc = filling_read(db, arena, &f, err);

        if (rc < 0 || f.count == 0)
            return rc;
        f.texts = px_arena_array(arena, f.count, sizeof(*f.texts));
        for (size_t i = 0; rc >= 0 && i < f.count; i++)
            rc = filling_text(house, arena, &f.published[i], &f.texts[i], err);
        if (rc >= 0)
            rc = px_house_write(house, filling_deed, &f, err);
        if (rc < 0)
            return rc;
    }
}
