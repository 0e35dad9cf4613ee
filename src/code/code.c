/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/code.h"

#include "base/banned.h"

/* The newest title of a published version: a working one may not be told of. */
#define PUBLISHED_TITLE                                                                            \
    "SELECT t.title FROM version AS v JOIN version_title AS t ON t.version = v.id "                \
    "WHERE v.code = c.id AND v.state <> 'working' "

/* The title in the language asked for, given by a dossier or of the newest published text, else in
 * the first language that there is. */
#define CODE_COLUMNS                                                                               \
    "SELECT c.id, c.name, coalesce("                                                               \
    "(SELECT title FROM code_title WHERE code = c.id AND given AND language = ?1), "               \
    "(" PUBLISHED_TITLE "AND t.language = ?1 ORDER BY v.published DESC, v.id DESC LIMIT 1), "      \
    "(SELECT title FROM code_title WHERE code = c.id AND given ORDER BY language LIMIT 1), "       \
    "(" PUBLISHED_TITLE "ORDER BY v.published DESC, v.id DESC, t.language LIMIT 1), c.name), "     \
    "(SELECT count(*) FROM version WHERE code = c.id) FROM code AS c "

static void read_code(px_query *query, px_arena *arena, px_code *ret_code)
{
    ret_code->row = px_query_next_int(query);
    ret_code->id = px_query_next_text(query, arena);
    ret_code->title = px_query_next_text(query, arena);
    ret_code->version_count = px_query_next_int(query);
}

static int count_codes(px_db *db, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT count(*) FROM code", &query, err);

    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_count = (size_t)px_query_next_int(&query);
    return 0;
}

int px_code_list(px_db *db, px_arena *arena, px_str language, px_code **ret_codes,
                 size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0, count = 0;
    px_code *codes;
    int rc = count_codes(db, &room, err);

    if (rc >= 0)
        rc = px_query_start(db, CODE_COLUMNS "ORDER BY c.name", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    codes = px_arena_array(arena, PX_MAX(room, 1), sizeof(*codes));
    while (count < room && (rc = px_query_step(&query, err)) > 0)
        read_code(&query, arena, &codes[count++]);
    if (rc < 0)
        return rc;
    *ret_codes = codes;
    *ret_count = count;
    return 0;
}

int px_code_find(px_db *db, px_arena *arena, px_str id, px_str language, px_code *ret_code,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, CODE_COLUMNS "WHERE c.name = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no code '{code}'"), "code",
                       px_arena_cstr(arena, id), NULL);
    read_code(&query, arena, ret_code);
    return 0;
}

int px_code_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_code *ret_code,
                px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, CODE_COLUMNS "WHERE c.id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such code"), NULL);
    read_code(&query, arena, ret_code);
    return 0;
}
