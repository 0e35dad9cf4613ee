/* SPDX-License-Identifier: EUPL-1.2 */
/* The other languages of a version whose structure is edited: the words of each provision go with
 * its lasting id, or come along with the edit; what is new has none until somebody writes them. */
#include "code/edit_priv.h"

#include "base/map.h"

#include "base/banned.h"

PX_MAP_DEFINE(place_map, px_outline_node)
PX_MAP_DEFINE(id_map, char)

/* ---- What came along */

static px_edit_words *asked_for(const px_editing *e, px_str language)
{
    for (size_t i = 0; i < e->edit->n_others; i++)
        if (px_str_eq(e->edit->others[i].language, language))
            return &e->edit->others[i];
    return NULL;
}

static int fail_changed(px_editing *e, px_error *err)
{
    e->edit->conflict = true;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("somebody else has changed this provision since it was read; nothing "
                      "was saved over it"),
                   NULL);
}

static int read_asked(px_editing *e, px_edit_other *o, px_error *err)
{
    const px_edit *edit = e->edit;
    int rc = px_edit_read(e->db, edit->arena, edit->code, edit->version, o->language, edit->id,
                          &o->source, err);

    if (rc < 0)
        return rc;
    if (!px_str_is(o->asked->digest, o->source.digest))
        return fail_changed(e, err);
    if (edit->remove) { /* goes with all its words */
        o->part = (px_outline){ .arena = e->arena };
        return 0;
    }
    rc = px_outline_read(o->asked->outline, e->arena, &o->part, err);
    px_edit_drop_marks(&o->part);
    return rc < 0 ? rc : px_edit_check_own(e, &o->part, err);
}

/* That each language that came along is another one of the version. */
static int check_asked(px_editing *e, px_error *err)
{
    const px_version *version = &e->source.version;

    for (size_t i = 0; i < e->edit->n_others; i++) {
        px_str language = e->edit->others[i].language;
        bool known = false;

        for (size_t k = 0; k < version->n_languages; k++)
            known = known || px_str_eq(version->languages[k], language);
        if (known && !px_str_eq(language, e->source.language))
            continue;
        return px_fail(err, PX_ERR_INVALID,
                       N_("the version has no further text in '{language}' to be edited along"),
                       "language", px_arena_cstr(e->arena, language), NULL);
    }
    return 0;
}

int px_edit_read_others(px_editing *e, px_error *err)
{
    const px_version *version = &e->source.version;
    int rc = check_asked(e, err);

    e->others = px_arena_array(e->arena, PX_MAX(version->n_languages, 1), sizeof(*e->others));
    for (size_t i = 0; rc >= 0 && i < version->n_languages; i++) {
        px_edit_other *o = &e->others[e->n_others];

        if (px_str_eq(version->languages[i], e->source.language))
            continue;
        *o = (px_edit_other){ .language = version->languages[i] };
        o->asked = asked_for(e, o->language);
        e->n_others++;
        rc = px_stored_tree_load(e->db, e->arena, e->version.row, o->language, &o->tree, err);
        if (rc >= 0 && o->asked)
            rc = read_asked(e, o, err);
    }
    return rc;
}

/* ---- Which words belong to which provision */

/* Gives each node that was there the words that it had. */
static void keep_words(const px_editing *e, px_edit_other *o, const px_storing *s)
{
    place_map at = { 0 };

    for (size_t j = 0; j < s->outline.count; j++)
        (void)place_map_put(&at, s->lasting_ids[j], &o->words[j]);
    for (size_t i = 0; i < o->tree.count; i++) {
        px_outline_node *words = place_map_get(&at, o->tree.nodes[i].lasting_id);

        if (!words || (o->asked && i >= e->from && i < e->to))
            continue;
        words->number = o->tree.nodes[i].number;
        words->heading = o->tree.nodes[i].heading;
        words->text = o->tree.nodes[i].text;
    }
    place_map_free(&at);
}

/* Words of a provision that is taken out are not lost because nobody looked at this language. */
static int check_kept(px_editing *e, const px_edit_other *o, const px_storing *s, px_error *err)
{
    id_map stays = { 0 };
    char present = 0;
    int rc = 0;

    for (size_t j = 0; j < s->outline.count; j++)
        (void)id_map_put(&stays, s->lasting_ids[j], &present);
    for (size_t i = e->from; rc >= 0 && i < e->to; i++) {
        const px_stored_node *node = &o->tree.nodes[i];

        if ((node->heading.len || node->text.len) && !id_map_get(&stays, node->lasting_id))
            rc = px_fail(err, PX_ERR_INVALID,
                         N_("the provision '{id}' is taken out, but has words in '{language}'; "
                            "edit the text in that language along with this one"),
                         "id", px_arena_cstr(e->arena, node->lasting_id), "language",
                         px_arena_cstr(e->arena, o->language), NULL);
    }
    id_map_free(&stays);
    return rc;
}

static int fail_alone(px_editing *e, const px_edit_other *o, const px_outline_node *node,
                      px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("line {line} of the text in '{language}' is a {kind} that the text in "
                      "'{lead}' does not have there; put it there too, or take it out"),
                   "line", px_arena_format(e->arena, "%zu", node->line), "language",
                   px_arena_cstr(e->arena, o->language), "kind",
                   px_tr(e->edit->reader ? e->edit->reader : px_language_english(),
                         px_provision_kind_title(node->kind)),
                   "lead", px_arena_cstr(e->arena, e->source.language), NULL);
}

/* The part in the tree to be, with what has been found for it. */
typedef struct joining {
    px_editing *e;
    px_edit_other *o;
    const px_storing *s;
    id_map named; /* the ids that the text of the other language writes */
    char present;
    bool *taken; /* by node of the part */
} joining;

/* The next node that a provision without an id can be: the first of its kind and depth behind the
 * last one found (at) that no other line names. */
static size_t next_free(const joining *j, const px_outline_node *node, size_t at)
{
    const px_editing *e = j->e;

    for (size_t k = at; k < e->part.count; k++) {
        const px_outline_node *there = &e->part.nodes[k];

        if (id_map_get(&j->named, j->s->lasting_ids[e->part_at + k]))
            break;
        if (!j->taken[k] && there->kind == node->kind && there->depth == node->depth)
            return k;
    }
    return PX_OUTLINE_TOP;
}

static size_t node_of_id(const joining *j, const px_outline_node *node)
{
    for (size_t k = 0; k < j->e->part.count; k++)
        if (px_str_eq(j->s->lasting_ids[j->e->part_at + k], node->id) && !j->taken[k] &&
            j->e->part.nodes[k].kind == node->kind)
            return k;
    return PX_OUTLINE_TOP;
}

static int join_part(joining *j, px_error *err)
{
    px_edit_other *o = j->o;
    size_t at = 0;

    for (size_t i = 0; i < o->part.count; i++) {
        const px_outline_node *node = &o->part.nodes[i];
        size_t k = node->id.len ? node_of_id(j, node) : next_free(j, node, at);
        px_outline_node *words;

        if (k == PX_OUTLINE_TOP)
            return fail_alone(j->e, o, node, err);
        j->taken[k] = true;
        words = &o->words[j->e->part_at + k];
        words->number = node->number;
        words->heading = node->heading;
        words->text = node->text;
        at = k + 1;
    }
    return 0;
}

static int join(px_editing *e, px_edit_other *o, const px_storing *s, px_error *err)
{
    joining j = { .e = e, .o = o, .s = s };
    int rc;

    o->words = px_arena_array(e->arena, PX_MAX(s->outline.count, 1), sizeof(*o->words));
    for (size_t i = 0; i < s->outline.count; i++) /* for what is new: its number, and no words */
        o->words[i] = (px_outline_node){ .number = s->outline.nodes[i].number };
    keep_words(e, o, s);
    if (!o->asked)
        return e->edit->remove ? 0 : check_kept(e, o, s, err);
    j.taken = px_arena_array(e->arena, PX_MAX(e->part.count, 1), sizeof(*j.taken));
    for (size_t k = 0; k < e->part.count; k++)
        j.taken[k] = false;
    for (size_t i = 0; i < o->part.count; i++)
        if (o->part.nodes[i].id.len)
            (void)id_map_put(&j.named, o->part.nodes[i].id, &j.present);
    rc = join_part(&j, err);
    id_map_free(&j.named);
    return rc;
}

int px_edit_join_others(px_editing *e, const px_storing *s, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < e->n_others; i++)
        rc = join(e, &e->others[i], s, err);
    return rc;
}

/* ---- Storing them */

/* The tree to be, with the words of a language. */
static void say(const px_editing *e, const px_edit_other *o, const px_outline *tree,
                px_outline *ret_outline)
{
    *ret_outline = *tree;
    ret_outline->nodes = px_arena_array(e->arena, PX_MAX(tree->count, 1), sizeof(*tree->nodes));
    for (size_t i = 0; i < tree->count; i++) {
        ret_outline->nodes[i] = tree->nodes[i];
        ret_outline->nodes[i].number = o->words[i].number;
        ret_outline->nodes[i].heading = o->words[i].heading;
        ret_outline->nodes[i].text = o->words[i].text;
    }
}

px_outline *px_edit_numbered(const px_editing *e, const px_storing *s)
{
    px_outline *names;

    if (!e->n_others || px_str_eq(e->source.version.languages[0], e->source.language))
        return NULL;
    names = px_arena_alloc(e->arena, sizeof(*names));
    say(e, &e->others[0], &s->outline, names);
    return names;
}

int px_edit_put_others(px_editing *e, const px_storing *s, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < e->n_others; i++) {
        px_storing words = *s;
        px_stored_tree tree = { 0 };

        words.language = e->others[i].language;
        say(e, &e->others[i], &s->outline, &words.outline);
        rc = px_match_side_of_outline(e->arena, &words.outline, &words.side, err);
        if (rc >= 0)
            rc = px_stored_tree_load(e->db, e->arena, e->version.row, words.language, &tree, err);
        if (rc < 0)
            return rc;
        px_storing_rewrite_links(&words, &tree, NULL, NULL);
        rc = px_storing_put_words(&words, &tree, err);
    }
    return rc;
}
