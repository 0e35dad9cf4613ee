/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "base/ascii.h"
#include "code/search_key.h"

#include "base/banned.h"

static void found_add(px_clause_finding *f, size_t index)
{
    if (f->count < PX_CLAUSE_CANDIDATES_MAX)
        f->found[f->count] = index;
    f->count++;
}

typedef bool match_fn(const px_clause_node *node, px_str wanted, px_arena *arena);

static bool match_id(const px_clause_node *n, px_str wanted, px_arena *arena)
{
    (void)arena;
    return px_str_eq_nocase(n->node->lasting_id, wanted) || px_str_eq_nocase(n->node->eid, wanted);
}

static bool match_number(const px_clause_node *n, px_str wanted, px_arena *arena)
{
    (void)arena;
    return n->number.len && px_str_eq(n->number, wanted);
}

static bool match_heading(const px_clause_node *n, px_str wanted, px_arena *arena)
{
    px_str both;

    if (!n->heading.len)
        return false;
    if (px_str_eq(n->heading, wanted))
        return true;
    if (!n->number.len || !px_str_starts(wanted, n->number))
        return false;
    both = px_str_of(
        px_arena_format(arena, "%.*s %.*s", PX_STR_ARG(n->number), PX_STR_ARG(n->heading)));
    return px_str_eq(both, wanted);
}

/* Those that match; small ones only where no other does. */
static void match_all(px_clause_finding *f, match_fn *match, px_str wanted)
{
    for (int small = 0; small < 2 && !f->count; small++)
        for (size_t i = 0; i < f->clauses->count; i++)
            if (px_clause_is_small(&f->clauses->nodes[i]) == (small == 1) &&
                match(&f->clauses->nodes[i], wanted, f->arena))
                found_add(f, i);
}

size_t px_clause_head_end(px_str wanted)
{
    size_t i = 0;

    while (i < wanted.len && !px_is_digit(wanted.ptr[i]))
        i++;
    while (i < wanted.len && !strchr(" ,;:(", wanted.ptr[i]))
        i++;
    return i;
}

/* By the number as it is typed: of the kind that was named with it where there are such. */
static void match_typed(px_clause_finding *f, px_str typed)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(64);
    px_str kind;

    if (px_clause_head_end(typed) < typed.len) /* more than one number, or words behind it */
        return;
    if (!px_search_key_typed(&key, typed, &kind))
        return;
    for (int pass = 0; pass < 3 && !f->count; pass++)
        for (size_t i = 0; i < f->clauses->count; i++) {
            const px_clause_node *n = &f->clauses->nodes[i];

            if (!px_str_eq(n->key, px_builder_view(&key)))
                continue;
            if (pass == 0 ? px_str_is(kind, px_provision_kind_name(n->node->kind))
                          : px_clause_is_small(n) == (pass == 2))
                found_add(f, i);
        }
}

bool px_clause_is_whole(px_str wanted)
{
    static const char *const words[] = { "",
                                         "-",
                                         "_",
                                         "\xE2\x80\x93",
                                         PX_CLAUSE_WHOLE,
                                         "whole document",
                                         "whole draft",
                                         "entire document",
                                         "document",
                                         "general",
                                         "general comment",
                                         "all",
                                         "n/a",
                                         "ensemble du document",
                                         "document entier",
                                         "g\xC3\xA9n\xC3\xA9ral" };

    for (size_t i = 0; i < PX_COUNT(words); i++)
        if (px_str_eq_nocase(wanted, px_str_of(words[i])))
            return true;
    return false;
}

/* Words that say no more than that a number follows. */
static px_str without_label(px_str wanted)
{
    static const char *const labels[] = { "clause",  "subclause", "sub-clause", "cl.",
                                          "section", "sec.",      "subsection", "\xC2\xA7",
                                          "no.",     "no",        "nr." };

    for (size_t i = 0; i < PX_COUNT(labels); i++) {
        px_str label = px_str_of(labels[i]);

        if (px_str_starts(wanted, label) && wanted.len > label.len &&
            !px_is_letter(wanted.ptr[label.len]))
            return px_str_trim(px_str_sub(wanted, label.len, wanted.len));
    }
    return wanted;
}

/* A number that says nothing of its kind: "1.2" is Measure 1.2 as well as section 1.2. */
static bool is_bare_number(px_str wanted)
{
    for (size_t i = 0; i < wanted.len; i++)
        if (!px_is_digit(wanted.ptr[i]) && wanted.ptr[i] != '.')
            return false;
    return wanted.len > 0;
}

void px_clause_match(px_clause_finding *f, px_str wanted)
{
    px_str bare = without_label(wanted);

    match_all(f, match_id,
              px_str_starts(wanted, PX_STR("#")) ? px_str_sub(wanted, 1, wanted.len) : wanted);
    if (!f->count && is_bare_number(wanted))
        match_typed(f, wanted);
    if (!f->count)
        match_all(f, match_number, wanted);
    if (!f->count)
        match_all(f, match_heading, wanted);
    if (!f->count)
        match_typed(f, wanted);
    if (!f->count && bare.len && bare.len < wanted.len) {
        if (is_bare_number(bare))
            match_typed(f, bare);
        if (!f->count)
            match_all(f, match_number, bare);
        if (!f->count)
            match_typed(f, bare);
        if (!f->count)
            match_all(f, match_heading, bare);
    }
}
