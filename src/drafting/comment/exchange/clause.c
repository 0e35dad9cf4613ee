/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "code/outline.h"
#include "code/plain.h"
#include "code/search_key.h"

#include "base/banned.h"

enum { NAME_MAX_LEN = 2000, WORDS_MAX = 80 };

px_str px_clause_fold(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(NAME_MAX_LEN);
    px_str lower;

    px_text_fold(&out, px_str_sub(text, 0, NAME_MAX_LEN / 2));
    lower = px_arena_lower(arena, px_builder_view(&out));
    while (lower.len && strchr(".:;,", lower.ptr[lower.len - 1]))
        lower.len--;
    return lower;
}

px_str px_clause_heading(px_arena *arena, px_str heading)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    if (px_markdown_plain(&out, heading, NULL) < 0)
        return PX_STR("");
    return px_arena_str(arena, px_builder_view(&out));
}

px_str px_clause_key(px_arena *arena, px_str number)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    px_search_key_number(&out, number);
    return px_arena_str(arena, px_builder_view(&out));
}

px_clauses *px_clauses_new(px_arena *arena, const px_text *text)
{
    px_clauses *c = px_arena_alloc(arena, sizeof(*c));
    size_t open[PX_OUTLINE_MAX_DEPTH + 1];

    c->count = text->count;
    c->nodes = px_arena_array(arena, PX_MAX(text->count, 1), sizeof(*c->nodes));
    for (size_t i = 0; i < text->count; i++) {
        const px_node *node = &text->nodes[i];
        int depth = PX_MIN(node->depth, PX_OUTLINE_MAX_DEPTH);

        open[depth] = i;
        c->nodes[i] = (px_clause_node){
            .node = node,
            .number = px_clause_fold(arena, node->number),
            .key = px_clause_key(arena, node->number),
            .heading = px_clause_fold(arena, px_clause_heading(arena, node->heading)),
            .parent = depth ? open[depth - 1] : SIZE_MAX,
            .end = i + 1,
        };
        for (size_t p = c->nodes[i].parent; p != SIZE_MAX; p = c->nodes[p].parent)
            c->nodes[p].end = i + 1;
    }
    return c;
}

bool px_clause_is_small(const px_clause_node *n)
{
    px_provision_kind kind = n->node->kind;

    return kind == PX_PROVISION_POINT || kind == PX_PROVISION_PARAGRAPH ||
           kind == PX_PROVISION_SUBPARAGRAPH || kind == PX_PROVISION_LIST ||
           kind == PX_PROVISION_NOTE || kind == PX_PROVISION_DEFINITION;
}

px_str px_clause_called(px_arena *arena, const px_clause_node *n)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str heading = px_clause_heading(arena, n->node->heading), words;

    if (n->node->number.len || heading.len)
        return px_str_of(px_arena_format(arena, "%.*s%s%.*s", PX_STR_ARG(n->node->number),
                                         n->node->number.len && heading.len ? " " : "",
                                         PX_STR_ARG(heading)));
    if (px_provision_plain(&plain, n->node->kind, n->node->text, NULL) < 0)
        return n->node->eid;
    words = px_utf8_head(px_builder_view(&plain), WORDS_MAX);
    return words.len ? px_arena_str(arena, words) : n->node->eid;
}

px_str px_clause_title_at(const px_clauses *c, px_arena *arena, size_t at)
{
    bool titled = c->nodes[at].heading.len > 0;
    size_t above = SIZE_MAX;

    for (size_t p = c->nodes[at].parent; p != SIZE_MAX; p = c->nodes[p].parent)
        if (c->nodes[p].heading.len && (titled || above == SIZE_MAX))
            above = p;
    if (above == SIZE_MAX)
        return px_clause_called(arena, &c->nodes[at]);
    return px_str_of(px_arena_format(arena, "%.*s (%.*s)",
                                     PX_STR_ARG(px_clause_called(arena, &c->nodes[at])),
                                     PX_STR_ARG(px_clause_called(arena, &c->nodes[above]))));
}

px_str px_clause_title(const px_clauses *clauses, px_arena *arena, const px_node *node)
{
    for (size_t i = 0; i < clauses->count; i++)
        if (clauses->nodes[i].node == node)
            return px_clause_title_at(clauses, arena, i);
    return PX_STR("");
}
