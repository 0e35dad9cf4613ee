/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "code/plain.h"

#include "base/banned.h"

px_str px_clause_take_quote(px_str *element)
{
    static const struct {
        const char *open, *close;
    } marks[] = { { "\xE2\x80\x9C", "\xE2\x80\x9D" },
                  { "\xC2\xAB", "\xC2\xBB" },
                  { "\xE2\x80\x9E", "\xE2\x80\x9C" },
                  { "\"", "\"" } };

    for (size_t i = 0; i < PX_COUNT(marks); i++) {
        px_str open = px_str_of(marks[i].open), close = px_str_of(marks[i].close), s = *element;
        size_t at = px_str_find(s, open);

        if (at == s.len || !px_str_ends(s, close) || at + open.len + close.len >= s.len)
            continue;
        *element = px_str_trim(px_str_sub(s, 0, at));
        return px_str_trim(px_str_sub(s, at + open.len, s.len - close.len));
    }
    return PX_STR("");
}

/* The quoted words in the node's text, where they stand there once; false where not. */
static bool find_quote(px_arena *arena, const px_node *node, px_str quote, px_clause_place *place)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text, behind;
    size_t at;

    if (!quote.len || px_provision_plain(&plain, node->kind, node->text, NULL) < 0)
        return false;
    text = px_builder_view(&plain);
    at = px_str_find(text, quote);
    behind = px_str_sub(text, at + 1, text.len);
    if (at == text.len || px_str_find(behind, quote) < behind.len)
        return false;
    place->start = px_utf8_count(px_str_sub(text, 0, at));
    place->end = place->start + px_utf8_count(quote);
    place->exact = px_arena_str(arena, quote);
    return true;
}

size_t px_clause_quoted(const px_clauses *c, px_arena *arena, size_t node, px_str quote,
                        px_clause_place *place)
{
    size_t from = node == SIZE_MAX ? 0 : node,
           end = node == SIZE_MAX ? c->count : c->nodes[node].end, found = SIZE_MAX;

    for (size_t i = from; i < end; i++) {
        px_clause_place here = { 0 };

        if (!find_quote(arena, c->nodes[i].node, quote, &here))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = i;
        place->start = here.start;
        place->end = here.end;
        place->exact = here.exact;
    }
    return found;
}
