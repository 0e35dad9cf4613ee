/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/code.h"
#include "code/markdown.h"
#include "code/search_kind.h"
#include "store/search_index.h"

#include "base/banned.h"

/* Hits of the index are read in pages of this size, at most so many of them. */
#define PAGE 100
#define MAX_PAGES 100

/* The heading above a node that has none itself: that of the nearest parent with one. */
static int heading_above(px_db *db, px_arena *arena, int64_t node, px_str language,
                         px_str *ret_heading, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "WITH RECURSIVE up (id, parent, level) AS ("
                            "SELECT id, parent, 0 FROM node WHERE id = ? UNION ALL "
                            "SELECT n.id, n.parent, up.level + 1 FROM node AS n "
                            "JOIN up ON n.id = up.parent) "
                            "SELECT trim(t.number || ' ' || t.heading) FROM up "
                            "JOIN node_text AS t ON t.node = up.id AND t.language = ? "
                            "WHERE t.heading <> '' ORDER BY up.level LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    px_query_str(&query, language);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_heading = px_query_next_text(&query, arena);
    return rc < 0 ? rc : 0;
}

/* Where the hit stands; 0 when it is in another code. */
static int place_hit(px_db *db, px_arena *arena, int64_t node, px_str code, px_code_hit *hit,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT c.name, v.label, p.lasting_id FROM node AS n "
                            "JOIN version AS v ON v.id = n.version "
                            "JOIN code AS c ON c.id = v.code "
                            "JOIN provision AS p ON p.id = n.provision WHERE n.id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    hit->code = px_query_next_text(&query, arena);
    hit->version = px_query_next_text(&query, arena);
    hit->lasting_id = px_query_next_text(&query, arena);
    return !code.len || px_str_eq(code, hit->code);
}

/* Fills one hit: 1, or 0 when it is in another code. */
static int make_hit(px_db *db, px_arena *arena, const px_search_hit *found, px_str code,
                    px_str language, px_code_hit *ret_hit, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(1 << 20);
    px_code_hit hit = { .language = language };
    px_str heading = PX_STR("");
    int rc = place_hit(db, arena, found->item, code, &hit, err);

    if (rc <= 0)
        return rc;
    rc = heading_above(db, arena, found->item, language, &heading, err);
    if (rc >= 0)
        rc = px_markdown_plain(&plain, heading, err);
    if (rc < 0)
        return rc;
    hit.heading = px_arena_str(arena, px_builder_view(&plain));
    hit.snippet = found->snippet.len ? found->snippet : found->title;
    *ret_hit = hit;
    return 1;
}

int px_code_search(px_db *db, px_arena *arena, px_str words, px_str language, px_str code,
                   size_t offset, size_t max, px_code_hit **ret_hits, size_t *ret_count,
                   px_error *err)
{
    px_code_hit *hits = px_arena_array(arena, PX_MAX(max, 1), sizeof(*hits));
    const char *tag = px_arena_cstr(arena, language);
    size_t count = 0, skip = offset, n = PAGE;

    for (size_t page = 0; page < MAX_PAGES && n == PAGE && count < max; page++) {
        px_search_hit *found;
        int rc = px_search_find(db, arena, PX_SEARCH_PROVISION, tag, words, page * PAGE, PAGE,
                                &found, &n, err);

        for (size_t i = 0; rc >= 0 && i < n && count < max; i++) {
            rc = make_hit(db, arena, &found[i], code, language, &hits[count], err);
            if (rc > 0 && skip)
                skip--;
            else if (rc > 0)
                count++;
        }
        if (rc < 0)
            return rc;
    }
    *ret_hits = hits;
    *ret_count = count;
    return 0;
}
