/* SPDX-License-Identifier: EUPL-1.2 */
/* A database with an empty index of the search, and short ways to put and find texts. */
#ifndef PX_SEARCH_FIXTURE_H
#define PX_SEARCH_FIXTURE_H

#include "store/migration.h"
#include "store/search.h"
#include "store/search_index.h"
#include "unit/testing.h"

#define START "\xEE\x80\x80"
#define END "\xEE\x80\x81"

typedef struct fixture {
    char *directory;
    px_db *db;
    px_arena *arena;
    px_search_writer *writer;
    px_search_result found;
} fixture;

static inline int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));
    char path[4200];
    px_error err;

    f->directory = px_test_directory();
    f->arena = px_arena_new();
    (void)snprintf(path, sizeof(path), "%s/house.db", f->directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &f->db, &err), &err);
    assert_ok(px_migrate(f->db, &err), &err);
    f->writer = px_search_writer_new(f->db);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    fixture *f = *state;

    px_search_writer_free(f->writer);
    px_db_close(f->db);
    px_arena_free(f->arena);
    px_test_remove(f->directory);
    free(f);
    return 0;
}

static inline px_search_text text_of(int64_t item, const char *language, const char *title,
                                     const char *body)
{
    return (px_search_text){
        .kind = "provision",
        .item = item,
        .language = language,
        .title = px_str_of(title),
        .body = px_str_of(body),
        .code = PX_STR("code"),
        .version = PX_STR("1"),
        .part = PX_STR("measure"),
    };
}

static inline void put_text(fixture *f, const px_search_text *text)
{
    px_error err;

    assert_ok(px_search_put(f->writer, text, &err), &err);
    assert_ok(px_search_writer_end(f->writer, &err), &err);
}

static inline void put(fixture *f, int64_t item, const char *language, const char *title,
                       const char *body)
{
    px_search_text text = text_of(item, language, title, body);

    put_text(f, &text);
}

static inline px_search_request request_of(const char *language, const char *words)
{
    return (px_search_request){
        .kind = "provision", .language = language, .words = px_str_of(words), .max = 50
    };
}

static inline void find_by(fixture *f, const px_search_request *request)
{
    px_error err;

    assert_ok(px_search_find(f->db, f->arena, request, &f->found, &err), &err);
}

static inline void find(fixture *f, const char *language, const char *words)
{
    px_search_request request = request_of(language, words);

    find_by(f, &request);
}

/* Exactly this item, or none for 0. */
static inline void assert_finds(fixture *f, const char *language, const char *words, int64_t item)
{
    find(f, language, words);
    if (f->found.count != (item ? 1u : 0u))
        print_message("# %zu hits for \"%s\"\n", f->found.count, words);
    assert_int_equal(f->found.count, item ? 1 : 0);
    if (item)
        assert_int_equal(f->found.hits[0].item, item);
}

/* As many hits. */
static inline void assert_found(fixture *f, const char *words, int64_t total)
{
    find(f, "en", words);
    if (f->found.total != total)
        print_message("# %lld hits for \"%s\"\n", (long long)f->found.total, words);
    assert_int_equal(f->found.total, total);
}

#define with_db(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
