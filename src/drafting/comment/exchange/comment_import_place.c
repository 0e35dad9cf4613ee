/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a row belongs in the text. */
#include "drafting/comment/exchange/comment_import_priv.h"

#include "base/banned.h"

/* The version of that label, read once a language; ret_version NULL where there is none. */
static int version_of(px_importing *i, px_str label, px_str language,
                      px_import_version **ret_version, px_error *err)
{
    px_import_version *v = i->versions;
    px_error here = PX_ERROR_INIT;
    int rc;

    while (v && !(px_str_eq(v->version.label, label) && px_str_eq(v->asked, language)))
        v = v->next;
    *ret_version = v;
    if (v)
        return 0;
    v = px_arena_alloc(i->arena, sizeof(*v));
    rc = px_version_find(i->db, i->arena, &i->code, label, language, &v->version, &here);
    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc >= 0 && v->version.state == PX_VERSION_WORKING)
        return 0; /* nobody comments on what is not published */
    if (rc >= 0)
        rc = px_version_text(i->db, i->arena, &v->version, language, &v->text, &here);
    if (rc < 0) {
        *err = here;
        return rc;
    }
    v->clauses = px_clauses_new(i->arena, &v->text);
    v->asked = px_arena_str(i->arena, language);
    v->next = i->versions;
    i->versions = *ret_version = v;
    return 0;
}

/* The version that the row names, where the code has it, else that of the import. */
static int row_version(px_importing *i, const px_comment_row *row, px_import_version **ret_version,
                       px_error *err)
{
    int rc = 0;

    *ret_version = NULL;
    if (row->version.len)
        rc = version_of(i, row->version, row->language, ret_version, err);
    if (rc >= 0 && !*ret_version)
        rc = version_of(i, i->import->version, row->language, ret_version, err);
    if (rc >= 0 && !*ret_version)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the code has no published version '{version}'"),
                       "version", px_arena_cstr(i->arena, i->import->version), NULL);
    return rc;
}

static const px_node *node_of(const px_import_version *v, px_str lasting_id)
{
    for (size_t i = 0; lasting_id.len && i < v->text.count; i++)
        if (px_str_eq(v->text.nodes[i].lasting_id, lasting_id))
            return &v->text.nodes[i];
    return NULL;
}

static void report_place(px_importing *i, px_import_item *item, const px_import_version *v,
                         px_arena *arena, px_str lasting_id)
{
    px_str clause, title, element;

    (void)i;
    if (!px_clause_name(v->clauses, arena, lasting_id, &clause, &title, &element))
        return;
    item->report.place = element.len
                             ? px_str_of(px_arena_format(arena, "%.*s, %.*s", PX_STR_ARG(clause),
                                                         PX_STR_ARG(element)))
                             : px_arena_str(arena, clause);
}

/* By the lasting id that an export gave it. */
static px_str place_by_id(px_import_item *item, px_comment_where *where, px_arena *arena)
{
    const px_comment_row *row = &item->row;
    const px_comment_row words = { .place = row->place };

    where->lasting_id = row->lasting_id;
    where->in_heading = row->in_heading;
    where->start = (size_t)row->start;
    where->end = (size_t)row->end;
    where->exact = row->start == row->end ? PX_STR("") : row->quoted;
    return px_comment_row_fold(arena, row->text, &words, row->change);
}

/* The provision that was chosen for the row, or empty. */
static px_str chosen_for(const px_comment_import *import, int64_t line)
{
    for (size_t i = 0; i < import->n_choices; i++)
        if (import->choices[i].line == line)
            return import->choices[i].id;
    return PX_STR("");
}

static void report_candidates(px_import_item *item, const px_import_version *v,
                              const px_clause_place *place, px_arena *arena)
{
    px_comment_candidate *list =
        px_arena_array(arena, PX_MAX(place->n_candidates, 1), sizeof(*list));

    for (size_t i = 0; i < place->n_candidates; i++)
        list[i] = (px_comment_candidate){
            .id = place->candidates[i]->lasting_id,
            .title = px_clause_title(v->clauses, arena, place->candidates[i]),
        };
    item->report.candidates = list;
    item->report.n_candidates = place->n_candidates;
}

/* By the names that people typed. What is not found stays in words, where that is wanted. */
static int place_by_name(px_importing *i, px_import_item *item, const px_import_version *v,
                         px_comment_where *where, px_str *ret_text, px_arena *arena, px_error *err)
{
    const px_comment_row *row = &item->row;
    px_comment_row words = { .place = row->place, .line_number = row->line_number };
    px_error here = PX_ERROR_INIT;
    px_clause_place place;
    int rc = px_clause_find(v->clauses, arena, row->clause, row->element,
                            chosen_for(i->import, row->line), &place, &here);

    if (rc == -PX_ERR_CONFLICT)
        report_candidates(item, v, &place, arena);
    if (rc < 0 && !i->import->unplaced) {
        *err = here;
        return rc;
    }
    if (rc < 0) {
        item->report.unplaced = true;
        words.clause = row->clause;
        words.element = row->element;
    } else {
        words.element = place.rest;
        where->lasting_id = place.node ? place.node->lasting_id : PX_STR("");
        where->start = place.start;
        where->end = place.end;
        where->exact = place.exact;
    }
    item->report.in_words = words.element.len || words.line_number.len;
    *ret_text = px_comment_row_fold(arena, row->text, &words, row->change);
    return 0;
}

int px_import_place(px_importing *i, px_import_item *item, px_comment_where *where,
                    px_str *ret_text, px_error *err)
{
    const px_comment_row *row = &item->row;
    px_import_version *v;
    int rc = row_version(i, row, &v, err);

    if (rc < 0)
        return rc;
    *where = (px_comment_where){ .code = i->code.id,
                                 .version = v->version.label,
                                 .language = row->language.len ? row->language : v->text.language,
                                 .lasting_id = PX_STR(""),
                                 .exact = PX_STR("") };
    if (node_of(v, row->lasting_id) ||
        (!row->lasting_id.len && row->eid.len == 0 && row->clause.len == 0 &&
         row->element.len == 0 && row->line_number.len == 0))
        *ret_text = place_by_id(item, where, i->arena);
    else
        rc = place_by_name(i, item, v, where, ret_text, i->arena, err);
    if (rc >= 0)
        report_place(i, item, v, i->arena, where->lasting_id);
    return rc;
}
