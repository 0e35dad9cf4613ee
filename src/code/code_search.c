/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/code_search.h"

#include "code/markdown/markdown.h"
#include "code/search_key.h"

#include "base/banned.h"

/* ---- Where the hits stand */

/* ?1: rows of nodes as JSON, ?2: the first part of the language's tag. */
static const char places[] =
    "WITH RECURSIVE up (hit, node, level) AS ("
    "SELECT value, value, 0 FROM json_each(?1) UNION ALL "
    "SELECT up.hit, n.parent, up.level + 1 FROM up JOIN node AS n ON n.id = up.node "
    "WHERE n.parent IS NOT NULL) "
    "SELECT up.hit, up.level, n.kind, n.extra, p.lasting_id, coalesce(t.number, ''), "
    "coalesce(t.heading, '') FROM up JOIN node AS n ON n.id = up.node "
    "JOIN provision AS p ON p.id = n.provision "
    "LEFT JOIN node_text AS t ON t.node = n.id AND t.language = "
    "(SELECT min(o.language) FROM node_text AS o WHERE o.node = n.id "
    "AND (o.language = ?2 OR substr(o.language, 1, length(?2) + 1) = ?2 || '-')) "
    "ORDER BY up.hit, up.level DESC";

static int read_step(px_query *query, px_arena *arena, px_code_step *step, px_error *err)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc;

    *step = (px_code_step){ 0 };
    (void)px_provision_kind_find(px_query_next_str(query), &step->kind);
    step->extra = px_query_next_text(query, arena);
    step->lasting_id = px_query_next_text(query, arena);
    step->number = px_query_next_text(query, arena);
    rc = px_markdown_plain(&plain, px_query_next_str(query), err);
    step->heading = px_arena_str(arena, px_builder_view(&plain));
    return rc;
}

/* One row of `places` for the hits of a node: what stands above, and at level 0 itself. */
static int place_row(px_query *query, px_arena *arena, px_code_hit *hit, size_t *room,
                     px_error *err)
{
    int64_t level = px_query_next_int(query);
    px_code_step step;
    int rc = read_step(query, arena, &step, err);

    if (rc < 0)
        return rc;
    if (level > 0 && !step.number.len && !step.heading.len)
        return 0;
    if (level > 0) {
        hit->above = px_arena_grow(arena, hit->above, hit->n_above, room, sizeof(*hit->above));
        hit->above[hit->n_above++] = step;
        return 0;
    }
    hit->kind = step.kind;
    hit->extra = step.extra;
    hit->lasting_id = step.lasting_id;
    hit->number = step.number;
    hit->heading = step.heading;
    return 0;
}

static int place_hits(px_db *db, px_arena *arena, const px_search_hit *rows, px_code_hit *hits,
                      size_t count, px_str language, px_error *err)
{
    PX_AUTO_BUILDER px_builder nodes = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t *rooms = px_arena_array(arena, count + 1, sizeof(*rooms)), i = 0;
    int rc = px_query_start(db, places, &query, err);

    if (rc < 0)
        return rc;
    for (size_t k = 0; k < count; k++)
        px_builder_format(&nodes, "%c%lld", k ? ',' : '[', (long long)rows[k].item);
    px_builder_add(&nodes, count ? "]" : "[]");
    px_query_str(&query, px_builder_view(&nodes));
    px_query_str(&query, px_str_sub(language, 0, px_str_find_char(language, '-')));
    while ((rc = px_query_step(&query, err)) > 0) {
        int64_t node = px_query_next_int(&query);

        for (i = 0; i < count && rows[i].item != node; i++)
            ;
        rc = i < count ? place_row(&query, arena, &hits[i], &rooms[i], err) : 0;
        if (rc < 0)
            return rc;
    }
    return rc;
}

static int title_hits(px_db *db, px_arena *arena, px_str language, px_code_hit *hits, size_t count,
                      px_error *err)
{
    px_code *codes;
    size_t n_codes;
    int rc = px_code_list(db, arena, language, &codes, &n_codes, err);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        hits[i].code_title = hits[i].code;
        for (size_t k = 0; k < n_codes; k++)
            if (px_str_eq(codes[k].id, hits[i].code) && codes[k].title.len)
                hits[i].code_title = codes[k].title;
    }
    return rc;
}

static int make_hits(px_db *db, px_arena *arena, const px_code_query *query,
                     const px_search_result *result, px_code_found *found, px_error *err)
{
    px_str reader = query->reader.len ? query->reader : query->language;
    int rc;

    found->hits = px_arena_array(arena, result->count + 1, sizeof(*found->hits));
    found->count = result->count;
    for (size_t i = 0; i < result->count; i++)
        found->hits[i] = (px_code_hit){
            .code = result->hits[i].code,
            .version = result->hits[i].version,
            .language = query->language,
            .title = result->hits[i].title,
            .snippet = result->hits[i].snippet,
            .named = result->hits[i].by_key,
        };
    rc = place_hits(db, arena, result->hits, found->hits, found->count, query->language, err);
    return rc < 0 ? rc : title_hits(db, arena, reader, found->hits, found->count, err);
}

/* ---- Other languages */

static int look_elsewhere(px_db *db, px_arena *arena, const px_search_request *request,
                          px_code_found *found, px_error *err)
{
    px_search_request again = *request;
    px_search_result result;
    px_str *languages;
    size_t count;
    int rc = px_search_languages(db, arena, &languages, &count, err);

    if (rc < 0)
        return rc;
    found->others = px_arena_array(arena, count + 1, sizeof(*found->others));
    again.offset = again.max = 0;
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        if (px_str_is(languages[i], request->language))
            continue;
        again.language = languages[i].ptr;
        rc = px_search_find(db, arena, &again, &result, err);
        if (rc >= 0 && result.total)
            found->others[found->n_others++] = (px_search_count){ languages[i], result.total };
    }
    return rc;
}

/* ---- Searching */

int px_code_search(px_db *db, px_arena *arena, const px_code_query *query, px_code_found *ret_found,
                   px_error *err)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(256);
    px_code_found found = { .suggestion = PX_STR("") };
    px_search_result result = { 0 };
    px_search_request request = {
        .kind = PX_SEARCH_PROVISION,
        .language = px_arena_cstr(arena, query->language),
        .words = query->words,
        .code = query->code,
        .version = query->version,
        .part = query->kind,
        .all = query->all,
        .offset = query->offset,
        .max = query->max,
    };
    int rc;

    (void)px_search_key_typed(&key, query->words, &request.prefer);
    request.key = px_builder_view(&key);
    rc = px_search_find(db, arena, &request, &result, err);
    if (rc >= 0)
        rc = make_hits(db, arena, query, &result, &found, err);
    if (rc >= 0)
        rc = px_search_suggest(db, arena, &request, &result, &found.suggestion, err);
    if (rc >= 0 && !result.total)
        rc = look_elsewhere(db, arena, &request, &found, err);
    if (rc < 0)
        return rc;
    found.total = result.total;
    found.more = result.more;
    found.counted = result.counted;
    found.codes = result.codes;
    found.versions = result.versions;
    found.kinds = result.parts;
    *ret_found = found;
    return 0;
}
