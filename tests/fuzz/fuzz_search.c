/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words for the search, of any bytes: whatever somebody types is a valid query, and what is found
 * and proposed is UTF-8. The first line chooses filters, the rest are the words.
 */
#include <stdint.h>

#include "store/migration.h"
#include "store/search.h"
#include "store/search_index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static px_db *db;

static void put(px_search_writer *writer, int64_t item, const char *language, px_str title,
                px_str body)
{
    px_search_text text = {
        .kind = "provision",
        .item = item,
        .language = language,
        .title = title,
        .body = body,
        .code = PX_STR("gpai"),
        .version = PX_STR("1"),
        .part = PX_STR("measure"),
        .keys = { PX_STR("n7.6") },
        .n_keys = 1,
    };
    px_error err;

    demand(px_search_put(writer, &text, &err) >= 0);
}

static char directory[] = "/tmp/praxis-fuzz-XXXXXX";

static void remove_index(void)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char path[64];

    px_db_close(db);
    for (size_t i = 0; i < PX_COUNT(ends); i++) {
        (void)snprintf(path, sizeof(path), "%s/t.db%s", directory, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(directory);
}

static void make_index(void)
{
    px_search_writer *writer;
    char path[64];
    px_error err;

    demand(mkdtemp(directory) != NULL && atexit(remove_index) == 0);
    (void)snprintf(path, sizeof(path), "%s/t.db", directory);
    demand(px_db_open(path, PX_DB_CREATE, &db, &err) >= 0 && px_migrate(db, &err) >= 0);
    writer = px_search_writer_new(db);
    put(writer, 1, "en", PX_STR("Measure 7.6 Reports"), PX_STR("A systemic risk of the model."));
    put(writer, 2, "en", PX_STR("Policy"), PX_STR("Not a word on and, or, near: nothing else."));
    put(writer, 3, "fr", PX_STR("Mod\xC3\xA8le"), PX_STR("L\xE2\x80\x99\xC3\xA9valuation."));
    demand(px_search_writer_end(writer, &err) >= 0);
    px_search_writer_free(writer);
}

static void check_language(const char *language, px_str filter, px_str words)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_search_request request = {
        .language = language,
        .words = words,
        .code = filter,
        .key = filter,
        .prefer = filter,
        .max = 20,
    };
    bool valid = px_utf8_valid(words, NULL) && px_utf8_valid(filter, NULL);
    px_search_result found;
    px_str suggestion;
    px_error err;
    int rc = px_search_find(db, arena, &request, &found, &err);

    demand(valid ? rc >= 0 : rc == -PX_ERR_INVALID);
    if (rc < 0)
        return;
    for (size_t i = 0; i < found.count; i++)
        demand(px_utf8_valid(found.hits[i].title, NULL) &&
               px_utf8_valid(found.hits[i].snippet, NULL));
    demand(px_search_suggest(db, arena, &request, &found, &suggestion, &err) >= 0);
    demand(px_utf8_valid(suggestion, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str rest = px_str_n((const char *)data, size), filter;

    if (!db)
        make_index();
    if (size > 4096 || !px_str_line(&rest, &filter))
        return 0;
    check_language("en", filter, rest);
    check_language("fr", PX_STR(""), rest);
    return 0;
}
