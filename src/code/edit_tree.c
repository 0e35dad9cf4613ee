/* SPDX-License-Identifier: EUPL-1.2 */
/* An edited part in the tree of its version. */
#include "code/edit_priv.h"

#include "base/map.h"

#include "base/banned.h"

PX_MAP_DEFINE(seen_map, char)

/* ---- Ids */

static int fail_line(px_editing *e, const char *message, const px_outline_node *node, px_str id,
                     px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "line",
                   px_arena_format(e->arena, "%zu", node->line), "id", px_arena_cstr(e->arena, id),
                   NULL);
}

static int fail_own(px_editing *e, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("the provision has lost its own id; write {mark} behind its heading, or "
                      "behind its words, as it was"),
                   "mark", px_arena_format(e->arena, "{#%.*s}", PX_STR_ARG(e->source.place.id)),
                   NULL);
}

/* The ids of all that stands elsewhere in the version. */
static void fill_others(const px_editing *e, seen_map *others, char *present)
{
    for (size_t i = 0; i < e->tree.count; i++)
        if (i < e->from || i >= e->to)
            (void)seen_map_put(others, e->tree.nodes[i].lasting_id, present);
}

/* Behind words that somebody wrote before the mark {:}, which stands where there are none, that
 * mark says nothing. */
void px_edit_drop_marks(px_outline *part)
{
    for (size_t i = 0; i < part->count; i++) {
        px_str *text = &part->nodes[i].text;

        if (part->nodes[i].kind != PX_PROVISION_CODE_BLOCK && px_str_ends(*text, PX_STR(" {:}")))
            *text = px_str_trim(px_str_sub(*text, 0, text->len - strlen(" {:}")));
    }
}

int px_edit_check_own(px_editing *e, const px_outline *part, px_error *err)
{
    for (size_t i = 0; i < part->count; i++)
        if (!part->nodes[i].depth && px_str_eq(part->nodes[i].id, e->source.place.id))
            return 0;
    return fail_own(e, err);
}

int px_edit_check_ids(px_editing *e, px_error *err)
{
    seen_map others = { 0 };
    char present = 0;
    int rc = 0;

    fill_others(e, &others, &present);
    for (size_t i = 0; rc >= 0 && i < e->part.count; i++) {
        const px_outline_node *node = &e->part.nodes[i];

        if (node->depth + e->depth >= PX_OUTLINE_MAX_DEPTH)
            rc = fail_line(e, N_("what begins in line {line} stands too deep for a text"), node,
                           node->id, err);
        else if (node->id.len && seen_map_get(&others, node->id))
            rc = fail_line(e,
                           N_("the id '{id}' in line {line} is that of another provision of this "
                              "version; leave it out, and the provision gets its own"),
                           node, node->id, err);
    }
    seen_map_free(&others);
    return rc < 0 ? rc : px_edit_check_own(e, &e->part, err);
}

/* ---- The tree is made anew */

/* Doubts of an import stay open: an edit says nothing on which provision another one is. */
typedef struct doubt_row {
    int64_t provision;
    px_str reason;
    int similarity;
} doubt_row;

static int load_doubts(px_editing *e, doubt_row **ret_rows, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    doubt_row *rows = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        e->db, "SELECT provision, reason, similarity FROM doubt WHERE version = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, e->version.row);
    while ((rc = px_query_step(&query, err)) > 0) {
        rows = px_arena_grow(e->arena, rows, count, &room, sizeof(*rows));
        rows[count].provision = px_query_next_int(&query);
        rows[count].reason = px_query_next_text(&query, e->arena);
        rows[count++].similarity = (int)px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_rows = rows;
    *ret_count = count;
    return 0;
}

static int keep_doubts(px_editing *e, const px_storing *s, const doubt_row *rows, size_t count,
                       px_error *err)
{
    int rc = 0;

    for (size_t k = 0; rc >= 0 && k < count; k++)
        for (size_t i = 0; rc >= 0 && i < s->outline.count; i++)
            if (s->provisions[i] == rows[k].provision)
                rc = px_doubt_put(e->db, e->version.row, rows[k].provision, rows[k].reason,
                                  rows[k].similarity, err);
    return rc;
}

static void add_node(px_outline *outline, size_t *open, const px_outline_node *node, int depth)
{
    size_t at =
        px_outline_add(outline, depth ? open[depth - 1] : PX_OUTLINE_TOP, node->kind, node->line);
    px_outline_node *to = &outline->nodes[at];

    open[depth] = at;
    to->id = node->id;
    to->alias = node->alias;
    to->number = node->number;
    to->heading = node->heading;
    to->text = node->text;
    to->extra = node->extra;
}

/* The alias that a provision had in the file that it came from stays. */
static void keep_alias(px_editing *e, px_outline_node *node)
{
    for (size_t i = e->from; !node->alias.len && node->id.len && i < e->to; i++)
        if (px_str_eq(e->tree.nodes[i].lasting_id, node->id))
            node->alias = e->tree.nodes[i].alias;
}

static void add_part(px_editing *e, px_outline *whole, size_t *open)
{
    e->part_at = whole->count;
    for (size_t i = 0; i < e->part.count; i++) {
        keep_alias(e, &e->part.nodes[i]);
        add_node(whole, open, &e->part.nodes[i], e->part.nodes[i].depth + e->depth);
    }
}

/* The whole text with the part in its place, as bytes of an outline. */
static int splice(px_editing *e, px_builder *bytes, px_error *err)
{
    px_outline whole = { .arena = e->arena }, old = { .arena = e->arena };
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    int rc = px_outline_of_version(e->db, e->version.row, e->source.language, &old, err);

    if (rc < 0)
        return rc;
    whole.title = old.title;
    for (size_t i = 0; i <= old.count; i++) {
        if (i == e->at)
            add_part(e, &whole, open);
        if (i < old.count && (i < e->from || i >= e->to))
            add_node(&whole, open, &old.nodes[i], old.nodes[i].depth);
    }
    if (!whole.count)
        return px_fail(err, PX_ERR_INVALID,
                       N_("this is all that the version has; a text cannot be empty"), NULL);
    rc = px_outline_check(&whole, err);
    return rc < 0 ? rc : px_outline_write(&whole, bytes, err);
}

/* Gives ids as an import does that continues the version itself and the one before it. */
static int give_ids(px_editing *e, px_storing *s, px_error *err)
{
    px_import_result result = { 0 };
    px_stored_tree base = { 0 };
    px_str label = PX_STR("");
    doubt_row *doubts = NULL;
    size_t count = 0;
    int64_t from = 0;
    int rc = px_version_row_base(e->db, e->arena, &e->version, PX_STR(""), &from, &label, err);

    if (rc >= 0 && from)
        rc = px_stored_tree_load(e->db, e->arena, from, e->source.language, &base, err);
    if (rc >= 0)
        rc = load_doubts(e, &doubts, &count, err);
    if (rc >= 0)
        rc = px_storing_give_ids(s, &result, e->arena, &e->tree, &base, err);
    return rc < 0 ? rc : keep_doubts(e, s, doubts, count, err);
}

int px_edit_put_tree(px_editing *e, px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_storing s = {
        .db = e->db,
        .arena = e->arena,
        .version = e->version,
        .language = e->source.language,
    };
    int rc = splice(e, &bytes, err);

    if (rc >= 0)
        rc = px_storing_start(&s, px_arena_str(e->arena, px_builder_view(&bytes)), err);
    if (rc >= 0)
        rc = give_ids(e, &s, err);
    if (rc >= 0)
        rc = px_edit_join_others(e, &s, err);
    if (rc < 0)
        return rc;
    px_storing_rewrite_links(&s, NULL, NULL, NULL);
    s.names = px_edit_numbered(e, &s);
    rc = px_storing_put_tree(&s, err);
    return rc < 0 ? rc : px_edit_put_others(e, &s, err);
}

/* ---- Words alone */

/* The part of the tree that is edited, by itself. */
static px_stored_tree part_of_tree(const px_editing *e)
{
    px_stored_tree part = { .version = e->tree.version, .count = e->to - e->from };

    part.nodes = px_arena_array(e->arena, PX_MAX(part.count, 1), sizeof(*part.nodes));
    for (size_t i = 0; i < part.count; i++) {
        part.nodes[i] = e->tree.nodes[e->from + i];
        part.nodes[i].depth -= e->tree.nodes[e->from].depth;
    }
    return part;
}

bool px_edit_same_shape(px_editing *e, const px_outline *part)
{
    if (part->count != e->to - e->from)
        return false;
    for (size_t i = 0; i < part->count; i++) {
        const px_outline_node *a = &part->nodes[i];
        const px_stored_node *b = &e->tree.nodes[e->from + i];

        if (a->kind != b->kind || a->depth != b->depth - e->tree.nodes[e->from].depth ||
            !px_str_eq(a->id, b->lasting_id) || !px_str_eq(a->extra, e->source.text.nodes[i].extra))
            return false;
    }
    return true;
}

int px_edit_put_words(px_editing *e, px_str language, px_outline *words, px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_stored_tree part = part_of_tree(e);
    px_storing s = {
        .db = e->db,
        .arena = e->arena,
        .version = e->version,
        .language = language,
    };
    int rc = px_outline_write(words, &bytes, err);

    if (rc >= 0)
        rc = px_storing_start(&s, px_arena_str(e->arena, px_builder_view(&bytes)), err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < part.count; i++)
        s.lasting_ids[i] = part.nodes[i].lasting_id;
    px_storing_rewrite_links(&s, &e->tree, NULL, NULL);
    return px_storing_put_words(&s, &part, err);
}
