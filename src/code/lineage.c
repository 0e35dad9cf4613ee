/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/lineage.h"

#include "code/provision.h"
#include "code/provision_row.h"
#include "code/provision_words.h"
#include "code/relink.h"

#include "base/banned.h"

static const struct {
    const char *name, *text;
} ties[PX_TIE_COUNT] = {
    [PX_TIE_PART_OF] = { "part-of", N_("a part of {id}, which was split") },
    [PX_TIE_GAVE_PART] = { "gave-part", N_("split: a part of it became {id}") },
    [PX_TIE_TOOK_IN] = { "took-in", N_("{id} was merged into it") },
    [PX_TIE_MERGED_INTO] = { "merged-into", N_("merged into {id}") },
    [PX_TIE_READ_AS] = { "read-as", N_("corrected: what stands there is {id}") },
    [PX_TIE_STANDS_AS] = { "stands-as", N_("corrected: it stands there as {id}") },
};

const char *px_lineage_tie_name(px_lineage_tie tie)
{
    return ties[tie].name;
}

const char *px_lineage_tie_text(px_lineage_tie tie)
{
    return ties[tie].text;
}

/* ---- What happened in a step */

/* By reworded, moved, renumbered as bits. */
static const char *const change_texts[8] = {
    N_("kept"),
    N_("reworded"),
    N_("moved"),
    N_("reworded and moved"),
    N_("renumbered"),
    N_("reworded and renumbered"),
    N_("moved and renumbered"),
    N_("reworded, moved and renumbered"),
};

static size_t change_bits(const px_lineage_step *step)
{
    return (step->reworded ? 1 : 0) | (step->moved ? 2 : 0) | (step->renumbered ? 4 : 0);
}

const char *px_lineage_change_name(const px_lineage_step *step)
{
    if (!step->present)
        return "gone";
    return step->first ? "new" : change_bits(step) ? "changed" : "kept";
}

const char *px_lineage_change_text(const px_lineage_step *step)
{
    if (!step->present)
        return N_("not there any more");
    return step->first ? N_("new") : change_texts[change_bits(step)];
}

/* ---- Loading */

typedef struct loading {
    px_db *db;
    px_arena *arena;
    px_str id, language;
    px_relinks relinks;
    px_version *versions; /* newest first */
    size_t n_versions;
    px_provision_place *places; /* newest first */
    size_t n_places;
    int64_t provision;              /* of the id */
    const px_provision_place *last; /* the newest place so far, walking forward */
    px_str last_number;
    px_lineage lineage;
    size_t room;
} loading;

/* The lasting id of the parent, as it is to be read; empty at the top. */
static int parent_id(loading *l, const px_provision_place *place, px_str *ret_id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db,
                            "SELECT p.lasting_id FROM node AS n JOIN node AS o ON o.id = n.parent "
                            "JOIN provision AS p ON p.id = o.provision WHERE n.id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, place->node);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_id = rc > 0 ? px_relinks_read(&l->relinks, place->version.row,
                                       px_query_next_text(&query, l->arena))
                     : PX_STR("");
    return 0;
}

/* Whether any language that both have has other words. */
static int is_reworded(px_db *db, int64_t old_node, int64_t new_node, bool *ret, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT 1 FROM node_text AS a JOIN node_text AS b "
                            "ON b.language = a.language AND b.hash <> a.hash "
                            "WHERE a.node = ? AND b.node = ? LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, old_node);
    px_query_int(&query, new_node);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret = rc > 0;
    return 0;
}

/* Kind, eId, number and words of a node, in the language asked for or its first one. */
static int read_node(loading *l, int64_t node, px_lineage_step *step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str heading, text;
    int rc =
        px_query_start(l->db,
                       "SELECT n.kind, n.extra, n.eid, t.number, t.heading, t.text FROM node AS n "
                       "JOIN node_text AS t ON t.node = n.id WHERE n.id = ? "
                       "ORDER BY t.language = ? DESC, t.language LIMIT 1",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    px_query_str(&query, l->language);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    (void)px_provision_kind_find(px_query_next_str(&query), &step->kind);
    step->extra = px_query_next_text(&query, l->arena);
    step->eid = px_query_next_text(&query, l->arena);
    step->number = px_query_next_text(&query, l->arena);
    heading = px_query_next_text(&query, l->arena);
    text = px_query_next_text(&query, l->arena);
    step->words = px_provision_words(l->arena, step->number, heading, text);
    return 0;
}

static int compare_places(loading *l, const px_provision_place *place, px_lineage_step *step,
                          px_error *err)
{
    px_str before, now;
    int rc;

    if (!l->last) {
        step->first = true;
        return 0;
    }
    rc = is_reworded(l->db, l->last->node, place->node, &step->reworded, err);
    if (rc >= 0)
        rc = parent_id(l, l->last, &before, err);
    if (rc >= 0)
        rc = parent_id(l, place, &now, err);
    if (rc < 0)
        return rc;
    step->moved = !px_str_eq(before, now);
    step->renumbered = !px_str_eq(l->last_number, step->number);
    return 0;
}

/* ---- Links */

static void add_link(loading *l, px_lineage_step *step, size_t *room, px_lineage_link link)
{
    step->links = px_arena_grow(l->arena, step->links, step->n_links, room, sizeof(link));
    step->links[step->n_links++] = link;
}

/* The words of another provision: of that version, else the newest before it. */
static int words_of(loading *l, int64_t provision, int64_t version, px_str *ret_words,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_lineage_step other = { .words = PX_STR("") };
    int64_t node;
    int rc = px_query_start(l->db,
                            "SELECT id FROM node WHERE provision = ? AND version <= ? "
                            "ORDER BY version DESC LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provision);
    px_query_int(&query, version);
    rc = px_query_step(&query, err);
    if (rc <= 0) {
        *ret_words = other.words;
        return rc;
    }
    node = px_query_next_int(&query);
    rc = read_node(l, node, &other, err);
    *ret_words = other.words;
    return PX_MIN(rc, 0);
}

static int read_links(loading *l, int64_t provision, px_lineage_step *step, size_t *room,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db,
                            "SELECT g.provision = ?1, g.how = 'merge', o.id, o.lasting_id, g.share "
                            "FROM lineage AS g JOIN provision AS o ON o.id = "
                            "CASE WHEN g.provision = ?1 THEN g.ancestor ELSE g.provision END "
                            "WHERE g.version = ?2 AND (g.provision = ?1 OR g.ancestor = ?1) "
                            "ORDER BY g.share DESC, o.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, provision);
    px_query_int(&query, step->version.row);
    while ((rc = px_query_step(&query, err)) > 0) {
        bool younger = px_query_next_int(&query) != 0, merge = px_query_next_int(&query) != 0;
        int64_t other = px_query_next_int(&query);
        px_lineage_link link = { .words = PX_STR("") };

        link.tie = merge ? (younger ? PX_TIE_TOOK_IN : PX_TIE_MERGED_INTO)
                         : (younger ? PX_TIE_PART_OF : PX_TIE_GAVE_PART);
        link.id = px_query_next_text(&query, l->arena);
        link.share = (int)px_query_next_int(&query);
        rc = words_of(l, other, step->version.row, &link.words, err);
        if (rc < 0)
            return rc;
        add_link(l, step, room, link);
    }
    return rc;
}

/* A correction: the id stands in the version, but is to be read as another one. */
static void add_correction(loading *l, px_lineage_step *step, size_t *room)
{
    px_str other = px_relinks_read(&l->relinks, step->version.row, l->id);

    if (!px_str_eq(other, l->id))
        add_link(l, step, room, (px_lineage_link){ PX_TIE_READ_AS, other, PX_STR(""), 0 });
}

/* ---- Steps */

static px_lineage_step *add_step(loading *l, const px_version *version)
{
    px_lineage_step *step;

    l->lineage.steps =
        px_arena_grow(l->arena, l->lineage.steps, l->lineage.count, &l->room, sizeof(*step));
    step = &l->lineage.steps[l->lineage.count++];
    *step = (px_lineage_step){ .version = *version };
    return step;
}

static const px_provision_place *place_in(const loading *l, const px_version *version)
{
    for (size_t i = 0; i < l->n_places; i++)
        if (l->places[i].version.row == version->row)
            return &l->places[i];
    return NULL;
}

static int add_present(loading *l, const px_provision_place *place, px_error *err)
{
    px_lineage_step *step = add_step(l, &place->version);
    size_t room = 0;
    int rc;

    step->present = true;
    step->id = place->id;
    rc = read_node(l, place->node, step, err);
    if (rc >= 0)
        rc = compare_places(l, place, step, err);
    if (rc >= 0)
        rc = read_links(l, place->provision, step, &room, err);
    if (rc < 0)
        return rc;
    if (!px_str_eq(place->id, l->id))
        add_link(l, step, &room, (px_lineage_link){ PX_TIE_STANDS_AS, place->id, PX_STR(""), 0 });
    l->last = place;
    l->last_number = step->number;
    return 0;
}

/* The node that stands under the id itself in a version; 0 for none. */
static int node_under_id(loading *l, int64_t version, int64_t *ret_node, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(l->db, "SELECT id FROM node WHERE provision = ? AND version = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, l->provision);
    px_query_int(&query, version);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_node = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

/* It is not in the version: deleted, merged, or a correction says that it is another one. */
static int add_absent(loading *l, const px_version *version, px_error *err)
{
    px_lineage_step *step = add_step(l, version);
    int64_t node = 0;
    size_t room = 0;
    int rc = node_under_id(l, version->row, &node, err);

    step->id = l->id;
    step->eid = step->number = step->words = PX_STR("");
    if (l->lineage.count > 1) {
        step->kind = (step - 1)->kind;
        step->extra = (step - 1)->extra;
        step->words = (step - 1)->words;
    }
    if (rc >= 0 && node)
        rc = read_node(l, node, step, err);
    if (rc >= 0)
        rc = read_links(l, l->provision, step, &room, err);
    add_correction(l, step, &room);
    return PX_MIN(rc, 0);
}

/* Whether a correction takes the id away before any version had it. */
static bool is_born_corrected(const loading *l, const px_version *version)
{
    return l->provision && !l->lineage.count &&
           !px_str_eq(px_relinks_read(&l->relinks, version->row, l->id), l->id);
}

/* Forward through the versions: those that have it, and each that has it no more. */
static int walk(loading *l, px_error *err)
{
    bool there = false;
    int rc = 0;

    for (size_t i = l->n_versions; rc >= 0 && i > 0; i--) {
        const px_version *version = &l->versions[i - 1];
        const px_provision_place *place = place_in(l, version);

        if (place)
            rc = add_present(l, place, err);
        else if (there || is_born_corrected(l, version))
            rc = add_absent(l, version, err);
        there = place != NULL;
    }
    l->lineage.ended = !there;
    return rc;
}

int px_lineage_load(px_db *db, px_arena *arena, const px_code *code, px_str id, px_str language,
                    bool published_only, px_lineage *ret_lineage, px_error *err)
{
    loading l = { .db = db, .arena = arena, .id = id, .language = language };
    int rc =
        px_version_list(db, arena, code, language, published_only, &l.versions, &l.n_versions, err);

    l.lineage.id = id;
    if (rc >= 0)
        rc = px_relinks_load(db, arena, code->row, &l.relinks, err);
    if (rc >= 0)
        rc = px_provision_row_find(db, code->row, id, &l.provision, err);
    if (rc >= 0)
        rc = px_provision_places(db, arena, code, id, language, published_only, &l.places,
                                 &l.n_places, err);
    if (rc >= 0)
        rc = walk(&l, err);
    if (rc < 0)
        return rc;
    if (!l.lineage.count)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the code '{code}' has no provision with the lasting id '{id}'"), "code",
                       px_arena_cstr(arena, code->id), "id", px_arena_cstr(arena, id), NULL);
    *ret_lineage = l.lineage;
    return 0;
}
