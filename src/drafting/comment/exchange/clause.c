/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/number.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "code/outline.h"
#include "code/plain.h"
#include "code/search_key.h"

#include "base/banned.h"

enum {
    NAME_MAX_LEN = 2000,
    CANDIDATES_MAX = 20,
    CANDIDATES_SHOWN = 6,
    STEPS_MAX = 6,
    WORDS_MAX = 80
};

typedef struct clause_node {
    const px_node *node;
    px_str number, key, heading; /* folded; key: of the number, as in the search */
    size_t parent;               /* index, or SIZE_MAX */
    size_t end;                  /* behind all that stands in it */
} clause_node;

struct px_clauses {
    clause_node *nodes;
    size_t count;
};

/* ---- The names of nodes */

/* White space folded, small letters of ASCII, no full stop or colon at the end. */
static px_str folded(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(NAME_MAX_LEN);
    px_str lower;

    px_text_fold(&out, px_str_sub(text, 0, NAME_MAX_LEN / 2));
    lower = px_arena_lower(arena, px_builder_view(&out));
    while (lower.len && strchr(".:;,", lower.ptr[lower.len - 1]))
        lower.len--;
    return lower;
}

static px_str plain_heading(px_arena *arena, px_str heading)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    if (px_markdown_plain(&out, heading, NULL) < 0)
        return PX_STR("");
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str number_key(px_arena *arena, px_str number)
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
        c->nodes[i] = (clause_node){
            .node = node,
            .number = folded(arena, node->number),
            .key = number_key(arena, node->number),
            .heading = folded(arena, plain_heading(arena, node->heading)),
            .parent = depth ? open[depth - 1] : SIZE_MAX,
            .end = i + 1,
        };
        for (size_t p = c->nodes[i].parent; p != SIZE_MAX; p = c->nodes[p].parent)
            c->nodes[p].end = i + 1;
    }
    return c;
}

/* ---- Finding a clause */

typedef struct finding {
    const px_clauses *clauses;
    px_arena *arena;
    size_t found[CANDIDATES_MAX];
    size_t count; /* may be more than are kept */
} finding;

static void found_add(finding *f, size_t index)
{
    if (f->count < CANDIDATES_MAX)
        f->found[f->count] = index;
    f->count++;
}

typedef bool match_fn(const clause_node *node, px_str wanted, px_arena *arena);

static bool match_id(const clause_node *n, px_str wanted, px_arena *arena)
{
    (void)arena;
    return px_str_eq_nocase(n->node->lasting_id, wanted) || px_str_eq_nocase(n->node->eid, wanted);
}

static bool match_number(const clause_node *n, px_str wanted, px_arena *arena)
{
    (void)arena;
    return n->number.len && px_str_eq(n->number, wanted);
}

static bool match_heading(const clause_node *n, px_str wanted, px_arena *arena)
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

/* What has a number of its own in running text: points, paragraphs. */
static bool is_small(const clause_node *n)
{
    px_provision_kind kind = n->node->kind;

    return kind == PX_PROVISION_POINT || kind == PX_PROVISION_PARAGRAPH ||
           kind == PX_PROVISION_SUBPARAGRAPH || kind == PX_PROVISION_LIST ||
           kind == PX_PROVISION_NOTE || kind == PX_PROVISION_DEFINITION;
}

/* Those that match; small ones only where no other does. */
static void match_all(finding *f, match_fn *match, px_str wanted)
{
    for (int small = 0; small < 2 && !f->count; small++)
        for (size_t i = 0; i < f->clauses->count; i++)
            if (is_small(&f->clauses->nodes[i]) == (small == 1) &&
                match(&f->clauses->nodes[i], wanted, f->arena))
                found_add(f, i);
}

/* Where the head of the words with a number ends: "measure 5.1" of "measure 5.1 safety". */
static size_t head_end(px_str wanted)
{
    size_t i = 0;

    while (i < wanted.len && !px_is_digit(wanted.ptr[i]))
        i++;
    while (i < wanted.len && !strchr(" ,;:(", wanted.ptr[i]))
        i++;
    return i;
}

/* By the number as it is typed: of the kind that was named with it where there are such. */
static void match_typed(finding *f, px_str typed)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(64);
    px_str kind;

    if (head_end(typed) < typed.len) /* more than one number, or words behind it */
        return;
    if (!px_search_key_typed(&key, typed, &kind))
        return;
    for (int pass = 0; pass < 3 && !f->count; pass++)
        for (size_t i = 0; i < f->clauses->count; i++) {
            const clause_node *n = &f->clauses->nodes[i];

            if (!px_str_eq(n->key, px_builder_view(&key)))
                continue;
            if (pass == 0 ? px_str_is(kind, px_provision_kind_name(n->node->kind))
                          : is_small(n) == (pass == 2))
                found_add(f, i);
        }
}

static bool is_whole(px_str wanted)
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

/* Tries one name in all ways that it can be meant. */
static void look_for(finding *f, px_str wanted)
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

static px_str name_of(px_arena *arena, const clause_node *n)
{
    if (n->node->number.len)
        return n->node->number;
    return n->heading.len ? plain_heading(arena, n->node->heading) : n->node->eid;
}

/* Number and heading as far as there are, else the head of its words. */
static px_str called(px_arena *arena, const clause_node *n)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str heading = plain_heading(arena, n->node->heading), words;

    if (n->node->number.len || heading.len)
        return px_str_of(px_arena_format(arena, "%.*s%s%.*s", PX_STR_ARG(n->node->number),
                                         n->node->number.len && heading.len ? " " : "",
                                         PX_STR_ARG(heading)));
    if (px_provision_plain(&plain, n->node->kind, n->node->text, NULL) < 0)
        return n->node->eid;
    words = px_str_sub(px_builder_view(&plain), 0, WORDS_MAX);
    while (words.len && ((unsigned char)words.ptr[words.len - 1] & 0xC0) == 0x80)
        words.len--; /* no half of a character */
    return words.len ? px_arena_str(arena, words) : n->node->eid;
}

static px_str title_of(const px_clauses *c, px_arena *arena, size_t at)
{
    bool titled = c->nodes[at].heading.len > 0;
    size_t above = SIZE_MAX;

    for (size_t p = c->nodes[at].parent; p != SIZE_MAX; p = c->nodes[p].parent)
        if (c->nodes[p].heading.len && (titled || above == SIZE_MAX))
            above = p;
    if (above == SIZE_MAX)
        return called(arena, &c->nodes[at]);
    return px_str_of(px_arena_format(arena, "%.*s (%.*s)", PX_STR_ARG(called(arena, &c->nodes[at])),
                                     PX_STR_ARG(called(arena, &c->nodes[above]))));
}

px_str px_clause_title(const px_clauses *clauses, px_arena *arena, const px_node *node)
{
    for (size_t i = 0; i < clauses->count; i++)
        if (clauses->nodes[i].node == node)
            return title_of(clauses, arena, i);
    return PX_STR("");
}

static int fail_several(const finding *f, px_str clause, px_clause_place *place, px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(16 * 1024);
    const px_clauses *c = f->clauses;

    place->n_candidates = PX_MIN(f->count, (size_t)CANDIDATES_MAX);
    place->candidates = px_arena_array(f->arena, place->n_candidates, sizeof(*place->candidates));
    for (size_t i = 0; i < place->n_candidates; i++) {
        const px_node *node = c->nodes[f->found[i]].node;

        place->candidates[i] = node;
        if (i < CANDIDATES_SHOWN)
            px_builder_format(&list, "%s%.*s [%.*s]", i ? "; " : "",
                              PX_STR_ARG(title_of(c, f->arena, f->found[i])),
                              PX_STR_ARG(node->eid));
    }
    if (f->count > CANDIDATES_SHOWN)
        px_builder_add(&list, "; \xE2\x80\xA6");
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the text has {count} provisions that are called '{clause}': {list}; write "
                      "the one that is meant, with its title or with the id in brackets"),
                   "count", px_arena_format(f->arena, "%zu", f->count), "clause",
                   px_arena_cstr(f->arena, clause), "list", px_builder_cstr(&list), NULL);
}

/* Leaves the chosen one of those that were found. */
static void choose(finding *f, px_str chosen)
{
    for (size_t i = 0; chosen.len && i < PX_MIN(f->count, (size_t)CANDIDATES_MAX); i++)
        if (px_str_eq(f->clauses->nodes[f->found[i]].node->lasting_id, chosen)) {
            f->found[0] = f->found[i];
            f->count = 1;
        }
}

/* ---- Within a clause */

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
    px_str key = number_key(arena, step);
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

/* Cuts the words in quotation marks off the end of an element; empty where there are none. */
static px_str take_quote(px_str *element)
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

/* The only node below (or the node itself) that has the quoted words. */
static size_t node_of_quote(const px_clauses *c, px_arena *arena, size_t node, px_str quote,
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

/* Goes down as far as the element leads; what is left stays in place->rest. */
static size_t walk_element(const px_clauses *c, px_arena *arena, size_t node, px_str element,
                           px_clause_place *place)
{
    px_str words = px_str_trim(element), quote = take_quote(&words), rest, step, part;
    size_t here = node;

    while (px_str_ends(words, PX_STR(":")) || px_str_ends(words, PX_STR(",")))
        words = px_str_trim(px_str_sub(words, 0, words.len - 1));
    rest = words;
    for (int i = 0; rest.len && i < STEPS_MAX; i++) {
        px_str before = rest;
        size_t next;

        (void)px_str_split(&rest, ',', &part);
        step = folded(arena, part);
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
        size_t quoted = node_of_quote(c, arena, here, quote, place);

        if (quoted == SIZE_MAX) {
            place->rest = px_arena_str(arena, px_str_trim(element));
            return node;
        }
        here = quoted;
    }
    return here;
}

/* ---- Both */

static px_str joined(px_arena *arena, px_str a, px_str b)
{
    if (!a.len || !b.len)
        return a.len ? a : b;
    return px_str_of(px_arena_format(arena, "%.*s, %.*s", PX_STR_ARG(a), PX_STR_ARG(b)));
}

/* "5.1, paragraph 2", "5.1 (a)", "5.1 Title": the head, and what stands behind it. */
static void look_for_head(finding *f, px_str wanted, px_str chosen, px_str *ret_tail)
{
    size_t end = head_end(wanted);
    px_str tail = px_str_trim(px_str_sub(wanted, end, wanted.len));

    if (end == wanted.len || !end)
        return;
    look_for(f, px_str_trim(px_str_sub(wanted, 0, end)));
    choose(f, chosen);
    while (tail.len && strchr(",;:-", tail.ptr[0]))
        tail = px_str_trim(px_str_sub(tail, 1, tail.len));
    /* behind a number often stands the title, which says nothing new */
    if (f->count == 1 && !px_str_eq(tail, f->clauses->nodes[f->found[0]].heading))
        *ret_tail = tail;
}

int px_clause_find(const px_clauses *clauses, px_arena *arena, px_str clause, px_str element,
                   px_str chosen, px_clause_place *ret_place, px_error *err)
{
    finding f = { .clauses = clauses, .arena = arena };
    px_str wanted = folded(arena, clause), tail = PX_STR("");
    size_t node = SIZE_MAX;

    *ret_place = (px_clause_place){ .rest = PX_STR(""), .exact = PX_STR("") };
    if (!is_whole(wanted)) {
        look_for(&f, wanted);
        choose(&f, chosen);
        if (!f.count)
            look_for_head(&f, wanted, chosen, &tail);
        if (f.count > 1)
            return fail_several(&f, clause, ret_place, err);
        if (!f.count)
            return px_fail(err, PX_ERR_NOT_FOUND,
                           N_("the text has no provision that is called '{clause}'; write its "
                              "number or its title as they stand in the text"),
                           "clause", px_arena_cstr(arena, clause), NULL);
        node = f.found[0];
    }
    node = walk_element(clauses, arena, node, joined(arena, tail, px_str_trim(element)), ret_place);
    ret_place->node = node == SIZE_MAX ? NULL : clauses->nodes[node].node;
    return 0;
}

/* ---- Back */

static bool leads_to(const px_clauses *c, px_arena *arena, px_str clause, px_str element,
                     const px_node *node)
{
    px_clause_place place;

    return px_clause_find(c, arena, clause, element, PX_STR(""), &place, NULL) >= 0 &&
           place.node == node && !place.rest.len;
}

/* "paragraph 2": the how-manieth of its kind below the node that has a name. */
static px_str element_of(const px_clauses *c, px_arena *arena, size_t named, size_t node)
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

/* The node itself, or the nearest one above it, that has a name of its own; SIZE_MAX. */
static size_t named_at(const px_clauses *clauses, size_t node)
{
    size_t named = node;

    while (named != SIZE_MAX &&
           (is_small(&clauses->nodes[named]) ||
            (!clauses->nodes[named].number.len && !clauses->nodes[named].heading.len)))
        named = clauses->nodes[named].parent;
    return named;
}

bool px_clause_name(const px_clauses *clauses, px_arena *arena, px_str lasting_id,
                    px_str *ret_clause, px_str *ret_title, px_str *ret_element)
{
    size_t node = 0, named;

    *ret_clause = PX_STR(PX_CLAUSE_WHOLE);
    *ret_title = *ret_element = PX_STR("");
    if (!lasting_id.len)
        return true;
    while (node < clauses->count && !px_str_eq(clauses->nodes[node].node->lasting_id, lasting_id))
        node++;
    if (node == clauses->count)
        return false;
    named = named_at(clauses, node);
    if (named != SIZE_MAX) {
        *ret_clause = name_of(arena, &clauses->nodes[named]);
        *ret_title = plain_heading(arena, clauses->nodes[named].node->heading);
    }
    if (named != node)
        *ret_element = element_of(clauses, arena, named, node);
    /* where several have that number, the title tells them apart */
    if (named != SIZE_MAX && ret_title->len &&
        !leads_to(clauses, arena, *ret_clause, *ret_element, clauses->nodes[node].node))
        *ret_clause = called(arena, &clauses->nodes[named]);
    if (named == SIZE_MAX ||
        !leads_to(clauses, arena, *ret_clause, *ret_element, clauses->nodes[node].node)) {
        *ret_clause = clauses->nodes[node].node->eid;
        *ret_element = PX_STR("");
    }
    return true;
}
