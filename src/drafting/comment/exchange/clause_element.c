/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "base/ascii.h"
#include "base/number.h"

#include "base/banned.h"

enum { STEPS_MAX = 6 };

static const struct {
    const char *words;
    px_provision_kind kind;
} elements[] = {
    { "paragraph", PX_PROVISION_PARAGRAPH },
    { "paragraphe", PX_PROVISION_PARAGRAPH },
    { "para", PX_PROVISION_PARAGRAPH },
    { "par", PX_PROVISION_PARAGRAPH },
    { "table", PX_PROVISION_TABLE },
    { "tableau", PX_PROVISION_TABLE },
    { "point", PX_PROVISION_POINT },
    { "item", PX_PROVISION_POINT },
    { "bullet", PX_PROVISION_POINT },
    { "list", PX_PROVISION_LIST },
    { "liste", PX_PROVISION_LIST },
    { "note", PX_PROVISION_NOTE },
    { "definition", PX_PROVISION_DEFINITION },
    { "code block", PX_PROVISION_CODE_BLOCK },
};

/* The one of that kind with that number in the order below the node; SIZE_MAX. */
static size_t nth_below(const px_clauses *c, size_t from, size_t end, px_provision_kind kind,
                        long long wanted)
{
    long long n = 0;

    for (size_t i = from; i < end; i++)
        if (c->nodes[i].node->kind == kind && ++n == wanted)
            return i;
    return SIZE_MAX;
}

/* The only one below whose number is that: "(a)", "a", "1". */
static size_t numbered_below(const px_clauses *c, px_arena *arena, size_t from, size_t end,
                             px_str step)
{
    px_str key = px_clause_key(arena, step);
    size_t found = SIZE_MAX;

    for (size_t i = from; key.len && i < end; i++) {
        if (!px_str_eq(c->nodes[i].key, key))
            continue;
        if (found != SIZE_MAX && c->nodes[found].node->depth <= c->nodes[i].node->depth)
            continue; /* the outermost one counts */
        found = i;
    }
    return found;
}

/* "paragraph 2", "table 1", "(a)". */
static size_t step_below(const px_clauses *c, px_arena *arena, size_t node, px_str step)
{
    size_t from = node == SIZE_MAX ? 0 : node + 1,
           end = node == SIZE_MAX ? c->count : c->nodes[node].end;

    for (size_t i = 0; i < PX_COUNT(elements); i++) {
        px_str word = px_str_of(elements[i].words), number;
        long long wanted;

        if (!px_str_starts(step, word))
            continue;
        number = px_str_sub(step, word.len, step.len);
        if (number.len && px_is_letter(number.ptr[0]))
            continue;
        if (px_str_starts(number, PX_STR(".")))
            number = px_str_sub(number, 1, number.len);
        number = px_str_trim(number);
        if (px_parse_int(number, 1, 100000, &wanted, NULL) >= 0) {
            size_t found = nth_below(c, from, end, elements[i].kind, wanted);

            if (found != SIZE_MAX)
                return found;
        }
        step = number;
        break;
    }
    return numbered_below(c, arena, from, end, step);
}

size_t px_clause_walk(const px_clauses *c, px_arena *arena, size_t node, px_str element,
                      px_clause_place *place)
{
    px_str words = px_str_trim(element), quote = px_clause_take_quote(&words), rest, step, part;
    size_t here = node;

    while (px_str_ends(words, PX_STR(":")) || px_str_ends(words, PX_STR(",")))
        words = px_str_trim(px_str_sub(words, 0, words.len - 1));
    rest = words;
    for (int i = 0; rest.len && i < STEPS_MAX; i++) {
        px_str before = rest;
        size_t next;

        (void)px_str_split(&rest, ',', &part);
        step = px_clause_fold(arena, part);
        next = step.len ? step_below(c, arena, here, step) : here;
        if (next == SIZE_MAX) {
            place->rest = px_arena_str(arena, px_str_trim(element));
            return node; /* all of it or nothing */
        }
        here = next;
        if (rest.len == before.len)
            break;
    }
    if (quote.len) {
        size_t quoted = px_clause_quoted(c, arena, here, quote, place);

        if (quoted == SIZE_MAX) {
            place->rest = px_arena_str(arena, px_str_trim(element));
            return node;
        }
        here = quoted;
    }
    return here;
}

px_str px_clause_element(const px_clauses *c, px_arena *arena, size_t named, size_t node)
{
    long long n = 0;
    const char *word = NULL;

    for (size_t i = 0; i < PX_COUNT(elements) && !word; i++)
        if (elements[i].kind == c->nodes[node].node->kind)
            word = elements[i].words;
    for (size_t i = named == SIZE_MAX ? 0 : named + 1; i <= node; i++)
        n += c->nodes[i].node->kind == c->nodes[node].node->kind;
    return word ? px_str_of(px_arena_format(arena, "%s %lld", word, n)) : PX_STR("");
}
