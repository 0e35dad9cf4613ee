/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/eid.h"

#include "base/ascii.h"
#include "base/map.h"

#include "base/banned.h"

/* How often something was counted. */
typedef struct counter {
    unsigned value;
} counter;
PX_MAP_DEFINE(counter_map, counter)

static unsigned count_up(counter_map *map, px_arena *arena, px_str key)
{
    counter *c = counter_map_get(map, key);

    if (!c) {
        c = px_arena_alloc(arena, sizeof(*c));
        (void)counter_map_put(map, px_arena_str(arena, key), c);
    }
    return ++c->value;
}

/* Groups by the element that they stand for (naming convention, 5.4.2): the abbreviation where it
 * is not the element's name; whether there is only one in a text, which has no number; whether it
 * stands by itself, so that what it stands in is no part of its eId. */
typedef struct group_part {
    const char *element, *eid;
    bool single, apart;
} group_part;

static const group_part group_parts[] = {
    { "alinea", "al", false, false },
    { "attachment", "att", false, true },
    { "background", "background", true, true },
    { "body", "body", true, true },
    { "citations", "cits", false, true },
    { "clause", "cl", false, false },
    { "component", "cmp", false, true },
    { "conclusions", "conclusions", true, true },
    { "coverPage", "coverPage", true, true },
    { "decision", "decision", true, true },
    { "division", "dvs", false, false },
    { "header", "header", true, true },
    { "introduction", "introduction", true, true },
    { "motivation", "motivation", true, true },
    { "preamble", "preamble", true, true },
    { "preface", "preface", true, true },
    { "recitals", "recs", false, true },
    { "subchapter", "subchp", false, false },
    { "subclause", "subcl", false, false },
    { "subdivision", "subdvs", false, false },
};

/* How the eId of a node is made. */
typedef struct naming {
    px_str element; /* "art" */
    bool single, apart;
} naming;

static bool is_name(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_alnum(s.ptr[i]))
            return false;
    return s.len > 0;
}

static naming naming_of(const px_outline_node *node)
{
    naming name = { .element = px_str_of(px_provision_kinds[node->kind].eid) };
    px_str extra = px_str_sub(node->extra, 0, px_str_find_char(node->extra, ' '));

    if (node->kind != PX_PROVISION_GROUP || !is_name(extra) || px_str_is(extra, "quote"))
        return name;
    name.element = extra;
    for (size_t i = 0; i < PX_COUNT(group_parts); i++)
        if (px_str_is(extra, group_parts[i].element))
            name = (naming){ px_str_of(group_parts[i].eid), group_parts[i].single,
                             group_parts[i].apart };
    return name;
}

/* Letters beyond ASCII are bytes of UTF-8. */
static bool is_letter(unsigned char c)
{
    return c > 127 || px_is_letter(c);
}

/* The word for the kind at the head of a number is no part of it: "Article 3 bis" gives "3 bis". */
static px_str without_word(px_str number)
{
    size_t end = 0;

    number = px_str_trim(number);
    while (end < number.len && is_letter((unsigned char)number.ptr[end]))
        end++;
    while (end < number.len && number.ptr[end] == '.')
        end++;
    if (end < 2 || end >= number.len || number.ptr[end] != ' ')
        return number;
    return px_str_trim(px_str_sub(number, end, number.len));
}

/* The part of a number that names the node (5.4.3): without the word for the kind, final
 * punctuation and white space, with a hyphen for punctuation inside; "Measure 1.1" gives "1-1",
 * "(a)" gives "a", "(-a)" gives "-a", "Article 3 bis" gives "3bis". Case is kept. */
static void number_part(px_builder *out, px_str number)
{
    bool gap = false;

    number = without_word(number);
    for (size_t i = 0; i < number.len; i++) {
        char c = number.ptr[i];

        if (px_is_alnum(c)) {
            if (gap && (out->len || number.ptr[i - 1] == '-'))
                px_builder_char(out, '-');
            px_builder_char(out, c);
            gap = false;
        } else if (c != ' ' && (unsigned char)c != 0xC2 && (unsigned char)c != 0xA0) {
            gap = true;
        }
    }
}

/* The eId's own part: by number, else by position among those of its name in the same context. */
static px_str own_part(px_arena *arena, counter_map *siblings, const px_outline_node *node,
                       const naming *name, size_t context)
{
    PX_AUTO_BUILDER px_builder part = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(1024);
    unsigned position;

    px_builder_format(&key, "%zu %.*s", context, PX_STR_ARG(name->element));
    position = count_up(siblings, arena, px_builder_view(&key));
    number_part(&part, node->number);
    if (part.len == 0)
        px_builder_int(&part, position);
    return px_arena_str(arena, px_builder_view(&part));
}

/* ---- What the eId begins with */

/* Articles are numbered through all chapters of a text, so their number alone tells them apart: a
 * chapter is no part of their eId. An annex is: it counts anew. */
static bool counts_on(const px_outline_node *node)
{
    return node->kind == PX_PROVISION_ARTICLE && node->number.len;
}

/* What it stands in; a heading between sections counts nothing anew, and the body is all. */
static size_t division_of(const px_outline *outline, size_t at)
{
    for (at = outline->nodes[at].parent; at != PX_OUTLINE_TOP; at = outline->nodes[at].parent)
        if (outline->nodes[at].kind != PX_PROVISION_GROUP ||
            (!px_str_is(outline->nodes[at].extra, "crossheading") &&
             !px_str_is(outline->nodes[at].extra, "body")))
            break;
    return at;
}

static size_t component_of(const px_outline *outline, size_t at)
{
    for (at = outline->nodes[at].parent; at != PX_OUTLINE_TOP; at = outline->nodes[at].parent)
        if (outline->nodes[at].kind == PX_PROVISION_ANNEX ||
            outline->nodes[at].kind == PX_PROVISION_APPENDIX)
            break;
    return at;
}

static px_str number_key(px_arena *arena, const px_outline *outline, size_t at)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(1024);

    px_builder_format(&key, "%zu ", component_of(outline, at));
    number_part(&key, outline->nodes[at].number);
    return px_arena_str(arena, px_builder_view(&key));
}

static void count_numbers(px_arena *arena, const px_outline *outline, counter_map *numbers)
{
    for (size_t i = 0; i < outline->count; i++)
        if (counts_on(&outline->nodes[i]))
            (void)count_up(numbers, arena, number_key(arena, outline, i));
}

static size_t context_of(px_arena *arena, const px_outline *outline, const counter_map *numbers,
                         const naming *name, size_t at)
{
    const counter *same;

    if (name->apart)
        return component_of(outline, at);
    if (!counts_on(&outline->nodes[at]))
        return division_of(outline, at);
    same = counter_map_get(numbers, number_key(arena, outline, at));
    return same && same->value == 1 ? component_of(outline, at) : division_of(outline, at);
}

/* The eId, or with "-2", "-3" ... the first one that is not taken. */
static px_str unique(px_arena *arena, counter_map *taken, px_str base)
{
    unsigned again = count_up(taken, arena, base);
    px_str eid = base;

    while (again > 1) {
        eid = px_str_of(px_arena_format(arena, "%.*s-%u", PX_STR_ARG(base), again));
        if (!counter_map_get(taken, eid)) {
            (void)count_up(taken, arena, eid);
            break;
        }
        again = count_up(taken, arena, base);
    }
    return eid;
}

px_str *px_eid_make(px_arena *arena, const px_outline *outline)
{
    px_str *eids = px_arena_array(arena, PX_MAX(outline->count, 1), sizeof(*eids));
    counter_map siblings = { 0 }, taken = { 0 }, numbers = { 0 };

    count_numbers(arena, outline, &numbers);
    for (size_t i = 0; i < outline->count; i++) {
        naming name = naming_of(&outline->nodes[i]);
        size_t context = context_of(arena, outline, &numbers, &name, i);
        px_str prefix = context == PX_OUTLINE_TOP ? PX_STR("") : eids[context];
        px_str part = name.single ? PX_STR("")
                                  : own_part(arena, &siblings, &outline->nodes[i], &name, context);

        eids[i] = unique(arena, &taken,
                         px_str_of(px_arena_format(arena, "%.*s%s%.*s%s%.*s", PX_STR_ARG(prefix),
                                                   prefix.len ? "__" : "", PX_STR_ARG(name.element),
                                                   part.len ? "_" : "", PX_STR_ARG(part))));
    }
    counter_map_free(&siblings);
    counter_map_free(&taken);
    counter_map_free(&numbers);
    return eids;
}
