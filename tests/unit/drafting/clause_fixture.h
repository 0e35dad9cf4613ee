/* SPDX-License-Identifier: EUPL-1.2 */
/* The provisions of a text of data/codes with their names. */
#ifndef PX_CLAUSE_FIXTURE_H
#define PX_CLAUSE_FIXTURE_H

#include "unit/arena_fixture.h"

#include "base/embedded.h"
#include "code/eid.h"
#include "code/markdown/import_markdown.h"
#include "code/outline.h"
#include "drafting/comment/exchange/clause.h"

static px_text text;
static px_clauses *clauses;

static inline px_str clause_file(const char *name)
{
    for (const px_embedded *file = px_embedded_codes; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return px_embedded_str(file);
    fail_msg("no such code: %s", name);
    return PX_STR_NONE;
}

/* The text of a file as a version has it; ids are made up where it has none. */
static inline void load(const char *name)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_outline outline;
    px_error err = PX_ERROR_INIT;
    px_str *eids;

    assert_ok(px_import_markdown(clause_file(name), PX_STR(""), &bytes, &err), &err);
    assert_ok(px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, &outline, &err),
              &err);
    eids = px_eid_make(arena, &outline);
    text = (px_text){ .language = PX_STR("en"), .count = outline.count };
    text.nodes = px_arena_array(arena, outline.count, sizeof(*text.nodes));
    for (size_t i = 0; i < outline.count; i++) {
        const px_outline_node *n = &outline.nodes[i];

        text.nodes[i] = (px_node){
            .depth = n->depth,
            .kind = n->kind,
            .lasting_id = n->id.len ? n->id : px_str_of(px_arena_format(arena, "0000000%03zu", i)),
            .eid = eids[i],
            .number = n->number,
            .heading = n->heading,
            .text = n->text,
        };
    }
    clauses = px_clauses_new(arena, &text);
}

static inline const px_node *found(const char *clause, const char *element)
{
    px_clause_place place;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_clause_find(clauses, arena, px_str_of(clause), px_str_of(element), PX_STR(""),
                             &place, &err),
              &err);
    assert_str(place.rest, "");
    return place.node;
}

#endif
