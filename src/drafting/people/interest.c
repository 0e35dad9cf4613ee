/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/interest.h"

#include "base/banned.h"

int px_interest_list(px_db *db, px_arena *arena, int64_t person, px_interest **ret_interests,
                     size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_interest *interests = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT id, text, declared FROM interest WHERE person = ? "
                            "AND withdrawn IS NULL ORDER BY declared DESC, id DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        interests = px_arena_grow(arena, interests, count, &room, sizeof(*interests));
        interests[count].row = px_query_next_int(&query);
        interests[count].text = px_query_next_text(&query, arena);
        interests[count++].declared = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_interests = interests;
    *ret_count = count;
    return 0;
}

/* Lines are allowed, other controls are not. */
static bool interest_is_good(px_str text)
{
    if (!text.len || !px_utf8_valid(text, NULL) || px_utf8_count(text) > PX_INTEREST_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x20 && text.ptr[i] != '\n' && text.ptr[i] != '\t')
            return false;
    return true;
}

int px_interest_declare(px_db *db, px_arena *arena, int64_t person, px_str text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    text = px_arena_str(arena, px_str_trim(text));
    if (!interest_is_good(text))
        return px_fail(err, PX_ERR_INVALID,
                       N_("an interest is told in 1 to 2,000 characters of text"), "field",
                       "interest", NULL);
    rc = px_query_start(db,
                        "INSERT INTO interest (person, text, declared) SELECT ?1, ?2, ?3 "
                        "WHERE NOT EXISTS (SELECT 1 FROM interest WHERE person = ?1 "
                        "AND text = ?2 AND withdrawn IS NULL)",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_str(&query, text);
    px_query_int(&query, px_now());
    return px_query_run(&query, err);
}

int px_interest_withdraw(px_db *db, int64_t person, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE interest SET withdrawn = ? WHERE id = ? AND person = ? "
                            "AND withdrawn IS NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, px_now());
    px_query_int(&query, row);
    px_query_int(&query, person);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such interest"), NULL);
    return rc;
}

void px_interest_json(px_json *json, const px_interest *interests, size_t count)
{
    px_json_key(json, "interests");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "text", interests[i].text);
        px_json_pair_time(json, "declared", interests[i].declared);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
