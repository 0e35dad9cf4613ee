/* SPDX-License-Identifier: EUPL-1.2 */
/* From where a comment was last to where it is in another version. */
#include "code/provision.h"
#include "drafting/comment/place_priv.h"

#include "base/banned.h"

/* ---- Where they were last. A place that was set by hand has a reason. */

#define START_SQL                                                                                  \
    "SELECT c.id, coalesce(s.version, c.version), c.language, "                                    \
    "coalesce(s.lasting_id, c.lasting_id), coalesce(s.in_heading, c.in_heading), "                 \
    "coalesce(s.state = 'deleted', 0), coalesce(s.start_at, c.start_at), "                         \
    "coalesce(s.end_at, c.end_at) FROM comment AS c LEFT JOIN comment_place AS s ON s.id = "       \
    "(SELECT p.id FROM comment_place AS p "                                                        \
    "WHERE p.comment = c.id AND p.current = 1 AND p.version <> ?1 "                                \
    "AND (p.reason <> '' OR p.state IN ('unchanged', 'moved', 'changed')) "                        \
    "ORDER BY " PX_VERSION_PUBLISHED_SQL("p.version") " DESC, p.id DESC LIMIT 1) "

static void start_read(px_query *query, px_arena *arena, px_place_start *start)
{
    start->comment = px_query_next_int(query);
    start->version = px_query_next_int(query);
    start->language = px_query_next_text(query, arena);
    start->lasting_id = px_query_next_text(query, arena);
    start->in_heading = px_query_next_int(query) != 0;
    start->nowhere = px_query_next_int(query) != 0;
    start->start = (size_t)px_query_next_int(query);
    start->end = (size_t)px_query_next_int(query);
}

int px_place_start_of(px_db *db, px_arena *arena, int64_t comment, int64_t before,
                      px_place_start *ret_start, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, START_SQL "WHERE c.id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, before);
    px_query_int(&query, comment);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    start_read(&query, arena, ret_start);
    return 0;
}

int px_place_starts(px_db *db, px_arena *arena, int64_t code, int64_t version, int64_t above,
                    size_t max, px_place_start **ret_starts, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_place_start *starts = NULL;
    size_t count = 0, room = 0;
    int rc =
        px_query_start(db,
                       START_SQL "WHERE c.code = ?2 AND c.state = 'submitted' AND c.version <> ?1 "
                                 "AND c.id > ?3 AND NOT EXISTS (SELECT 1 FROM comment_place AS x "
                                 "WHERE x.comment = c.id AND x.version = ?1 AND x.current = 1) "
                                 "ORDER BY c.id LIMIT ?4",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, code);
    px_query_int(&query, above);
    px_query_int(&query, (int64_t)max);
    while ((rc = px_query_step(&query, err)) > 0) {
        starts = px_arena_grow(arena, starts, count, &room, sizeof(*starts));
        start_read(&query, arena, &starts[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_starts = starts;
    *ret_count = count;
    return 0;
}

/* ---- Two versions */

int px_place_side_load(px_db *db, px_arena *arena, const px_relinks *relinks,
                       const px_version *version, px_str language, px_place_side *ret_side,
                       px_error *err)
{
    px_place_side *s = ret_side;
    int rc = px_version_text(db, arena, version, language, &s->text, err);

    if (rc < 0)
        return rc;
    s->ids = px_arena_array(arena, PX_MAX(s->text.count, 1), sizeof(*s->ids));
    for (size_t i = 0; i < s->text.count; i++)
        s->ids[i] = s->text.nodes[i].lasting_id;
    px_relinks_apply(relinks, version->row, &s->text);
    return px_match_side_of_text(arena, &s->text, true, &s->side, err);
}

size_t px_place_side_node(const px_place_side *side, const px_relinks *relinks, int64_t version,
                          px_str id)
{
    px_str read = px_relinks_read(relinks, version, id);

    for (size_t i = 0; i < side->side.count; i++)
        if (px_str_eq(side->side.nodes[i].id, read))
            return i;
    return PX_OUTLINE_TOP;
}

static bool has_language(const px_version *version, px_str language)
{
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], language))
            return true;
    return false;
}

int px_place_way_load(px_db *db, px_arena *arena, const px_relinks *relinks, const px_version *from,
                      const px_version *to, px_str language, px_place_way *ret_way, px_error *err)
{
    px_place_way *way = ret_way;
    int rc;

    *way = (px_place_way){ .relinks = relinks, .from_version = from->row };
    way->words = has_language(from, language) && has_language(to, language);
    for (size_t i = 0; !way->words && i < from->n_languages; i++)
        if (has_language(to, from->languages[i])) {
            language = from->languages[i];
            break;
        }
    rc = px_place_side_load(db, arena, relinks, from, language, &way->from, err);
    if (rc >= 0)
        rc = px_place_side_load(db, arena, relinks, to, language, &way->to, err);
    if (rc < 0)
        return rc;
    px_compare(arena, &way->from.side, &way->to.side, &way->comparison);
    return 0;
}

/* ---- Carrying */

/* A comment on the whole draft is on the next one too; the score says how much of that is new. */
static void carry_whole(const px_place_way *way, px_comment_place *place)
{
    size_t kept = way->comparison.counts[PX_CHANGE_KEPT];
    size_t all = PX_MAX(way->from.side.count, way->to.side.count);

    place->score = all ? (double)kept / (double)all : 1;
    place->state = kept == all ? PX_ANCHOR_UNCHANGED : PX_ANCHOR_CHANGED;
}

/* The provision is not where it should be, which cannot be unless rows were lost: nothing is
 * claimed. */
static void carry_lost(px_comment_place *place)
{
    place->state = PX_ANCHOR_DELETED;
    place->score = 0;
}

int px_place_carry(px_arena *arena, const px_place_way *way, const px_place_start *start,
                   px_comment_place *ret_place, px_error *err)
{
    px_comment_place *place = ret_place;
    px_anchor anchor;
    px_anchor_place at;
    size_t node;
    int rc;

    *place = (px_comment_place){ .lasting_id = PX_STR(""), .exact = PX_STR(""), .current = true };
    if (start->nowhere || !start->lasting_id.len) {
        if (start->nowhere)
            carry_lost(place);
        else
            carry_whole(way, place);
        return 0;
    }
    node = px_place_side_node(&way->from, way->relinks, way->from_version, start->lasting_id);
    if (node == PX_OUTLINE_TOP) {
        carry_lost(place);
        return 0;
    }
    rc = px_anchor_make(arena, PX_STR(""), &way->from.side, node, start->in_heading,
                        way->words ? start->start : 0, way->words ? start->end : 0, &anchor, err);
    if (rc < 0)
        return rc;
    px_anchor_carry(arena, &way->comparison, node, &anchor, &at);
    place->state = at.state;
    place->in_heading = at.in_heading;
    place->start = at.start;
    place->end = at.end;
    place->exact = at.exact.ptr ? at.exact : PX_STR("");
    place->score = at.score;
    if (at.node != PX_OUTLINE_TOP) {
        place->lasting_id = way->to.ids[at.node];
        place->order = px_comment_place_key((int64_t)at.node + 1, at.in_heading, at.start, at.end);
    }
    /* its words were not looked for: all that is known is the provision */
    if (!way->words && start->start != start->end && place->state != PX_ANCHOR_DELETED) {
        place->state = PX_ANCHOR_TEXT_GONE;
        place->score = 0;
    }
    return 0;
}
