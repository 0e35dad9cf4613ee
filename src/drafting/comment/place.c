/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading where comments are, and keeping it. */
#include "code/provision.h"
#include "drafting/comment/place_priv.h"

#include "base/banned.h"

#define PLACE_SQL                                                                                  \
    "SELECT p.version, " PX_VERSION_LABEL_SQL(                                                     \
        "p.version") ", p.state, p.lasting_id, p.in_heading, p.start_at, p.end_at, p.place, "      \
                     "p.exact, p.score, p.reason <> '', p.current, "                               \
                     "coalesce((SELECT name FROM person WHERE id = p.person), ''), p.reason, "     \
                     "p.act, p.time FROM comment_place AS p WHERE p.comment = ?1 "

static px_anchor_state state_of(px_str name)
{
    for (size_t i = 0; i < PX_ANCHOR_STATE_COUNT; i++)
        if (px_str_is(name, px_anchor_state_name((px_anchor_state)i)))
            return (px_anchor_state)i;
    return PX_ANCHOR_TEXT_GONE;
}

static void place_read(px_query *query, px_arena *arena, px_comment_place *place)
{
    *place = (px_comment_place){ .version = px_query_next_int(query) };
    place->version_label = px_query_next_text(query, arena);
    place->state = state_of(px_query_next_str(query));
    place->lasting_id = px_query_next_text(query, arena);
    place->in_heading = px_query_next_int(query) != 0;
    place->start = (size_t)px_query_next_int(query);
    place->end = (size_t)px_query_next_int(query);
    place->order = px_query_next_int(query);
    place->exact = px_query_next_text(query, arena);
    place->score = (double)px_query_next_int(query) / 1000;
    place->by_hand = px_query_next_int(query) != 0;
    place->current = px_query_next_int(query) != 0;
    place->person = px_query_next_text(query, arena);
    place->reason = px_query_next_text(query, arena);
    place->act = px_query_next_text(query, arena);
    place->time = px_query_next_int(query);
}

int px_comment_place_list(px_db *db, px_arena *arena, const px_comment *comment,
                          px_comment_place **ret_places, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_comment_place *places = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db, PLACE_SQL "ORDER BY " PX_VERSION_PUBLISHED_SQL("p.version") ", p.version, p.id", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        places = px_arena_grow(arena, places, count, &room, sizeof(*places));
        place_read(&query, arena, &places[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_places = places;
    *ret_count = count;
    return 0;
}

/* Where it was made. */
static px_comment_place place_made(const px_comment *comment)
{
    return (px_comment_place){
        .version = comment->version,
        .version_label = comment->version_label,
        .state = PX_ANCHOR_UNCHANGED,
        .lasting_id = comment->anchor.id,
        .in_heading = comment->anchor.in_heading,
        .start = comment->anchor.start,
        .end = comment->anchor.end,
        .exact = comment->anchor.exact,
        .score = 1,
        .current = true,
        .time = comment->submitted,
        .act = comment->act,
    };
}

int px_comment_place_in(px_db *db, px_arena *arena, const px_comment *comment,
                        const px_version *version, px_comment_place *ret_place, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (version->row == comment->version) {
        *ret_place = place_made(comment);
        return 0;
    }
    rc = px_query_start(db, PLACE_SQL "AND p.version = ?2 AND p.current = 1", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    px_query_int(&query, version->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the comment has no place in version '{version}'"),
                       "version", px_arena_cstr(arena, version->label), NULL);
    place_read(&query, arena, ret_place);
    return 0;
}

/* ---- Writing */

static int place_supersede(px_db *db, int64_t comment, int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "UPDATE comment_place SET current = 0 WHERE comment = ? AND version = ? AND current = 1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment);
    px_query_int(&query, version);
    return px_query_run(&query, err);
}

static px_str some(px_str text)
{
    return text.ptr ? text : PX_STR("");
}

int px_place_put(px_db *db, int64_t comment, const px_comment_place *place, int64_t person,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = place_supersede(db, comment, place->version, err);

    if (rc >= 0)
        rc = px_query_start(
            db,
            "INSERT INTO comment_place (comment, version, state, lasting_id, "
            "in_heading, start_at, end_at, place, exact, score, person, reason, "
            "time, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?)",
            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, comment);
    px_query_int(&query, place->version);
    px_query_cstr(&query, px_anchor_state_name(place->state));
    px_query_str(&query, some(place->lasting_id));
    px_query_int(&query, place->in_heading);
    px_query_int(&query, (int64_t)place->start);
    px_query_int(&query, (int64_t)place->end);
    px_query_int(&query, place->order);
    px_query_str(&query, some(place->exact));
    px_query_int(&query, (int64_t)(place->score * 1000 + 0.5));
    px_query_int(&query, person);
    px_query_str(&query, some(place->reason));
    px_query_int(&query, place->time);
    px_query_str(&query, some(place->act));
    return px_query_run(&query, err);
}
