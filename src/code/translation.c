/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/translation.h"

#include "code/provision_words.h"

#include "base/banned.h"

#define HAS_WORDS(t) "(" t ".heading <> '' OR " t ".text <> '')"

static px_translation_gap read_gap(px_query *query, px_arena *arena)
{
    px_translation_gap gap = { .id = px_query_next_text(query, arena) };
    px_str number, heading;

    gap.language = px_query_next_text(query, arena);
    gap.other = px_query_next_text(query, arena);
    number = px_query_next_text(query, arena);
    heading = px_query_next_text(query, arena);
    gap.words = px_provision_words(arena, number, heading, px_query_next_text(query, arena));
    return gap;
}

static int start_gaps(px_db *db, const px_version *version, px_query *query, px_error *err)
{
    int rc =
        px_query_start(db,
                       "SELECT p.lasting_id, l.language, o.language, o.number, o.heading, "
                       "o.text FROM node AS n "
                       "JOIN version_title AS l ON l.version = n.version "
                       "JOIN node_text AS o ON o.node = n.id AND o.language = "
                       "(SELECT min(w.language) FROM node_text AS w "
                       "WHERE w.node = n.id AND " HAS_WORDS(
                           "w") ") "
                                "JOIN provision AS p ON p.id = n.provision "
                                "WHERE n.version = ? AND NOT EXISTS (SELECT 1 FROM node_text AS t "
                                "WHERE t.node = n.id AND t.language = l.language "
                                "AND " HAS_WORDS("t") ") ORDER BY n.position, l.language",
                       query, err);

    if (rc >= 0)
        px_query_int(query, version->row);
    return rc;
}

int px_translation_gaps(px_db *db, px_arena *arena, const px_version *version, size_t max,
                        px_translation_gap **ret_gaps, size_t *ret_count, size_t *ret_all,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc;

    *ret_gaps = NULL;
    *ret_count = *ret_all = 0;
    if (version->n_languages < 2)
        return 0;
    rc = start_gaps(db, version, &query, err);
    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        if (++*ret_all > max)
            continue;
        *ret_gaps = px_arena_grow(arena, *ret_gaps, *ret_count, &room, sizeof(**ret_gaps));
        (*ret_gaps)[(*ret_count)++] = read_gap(&query, arena);
    }
    return rc;
}
