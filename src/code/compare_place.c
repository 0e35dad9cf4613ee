/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare_place.h"

#include "base/macro.h"

#include "base/banned.h"

enum { PLACE_LEVELS = 3 }; /* places without number that are told one in another */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* True for a number that says what it numbers: "Article 3", "Annex I". */
static bool is_name(px_str number)
{
    size_t letters = 0;

    while (letters < number.len && is_letter(number.ptr[letters]))
        letters++;
    return letters > 1 && letters < number.len && number.ptr[letters] == ' ';
}

/* The number without the marks around it: of "(a)" and "a." it is "a". */
static px_str number_core(px_str number)
{
    px_str s = px_str_trim(number);

    while (s.len && strchr("(.)", s.ptr[s.len - 1]))
        s.len--;
    while (s.len && s.ptr[0] == '(')
        s = px_str_sub(s, 1, s.len);
    return s;
}

/* The place among siblings of its kind, from 1. */
static size_t place_among(const px_match_side *side, size_t node)
{
    const px_match_node *n = &side->nodes[node];
    size_t count = 1;

    for (size_t i = node; i-- > 0 && side->nodes[i].depth >= n->depth;)
        if (side->nodes[i].parent == n->parent && side->nodes[i].kind == n->kind)
            count++;
    return count;
}

/* What stands around and has a name of its own; a list of a provision is that provision. */
static size_t named_parent(const px_match_side *side, size_t node)
{
    size_t parent = side->nodes[node].parent;

    while (parent != PX_OUTLINE_TOP && side->nodes[parent].kind == PX_PROVISION_LIST &&
           !side->nodes[parent].number.len)
        parent = side->nodes[parent].parent;
    return parent;
}

static void add_heading(px_builder *out, const px_language *language, px_str heading)
{
    char cut[PX_EXCERPT_SIZE];
    px_arg args[] = { { "heading", px_str_of(px_str_excerpt(heading, cut)) } };

    px_message(out, language, N_("“{heading}”"), args, PX_COUNT(args));
}

static void add_kind(px_builder *out, const px_language *language, px_provision_kind kind,
                     px_str number)
{
    px_builder_add(out, px_tr(language, px_provision_kind_title(kind)));
    px_builder_char(out, ' ');
    px_builder_str(out, number);
}

static void place_name(px_builder *out, const px_language *language, const px_match_side *side,
                       size_t node, int levels)
{
    const px_match_node *n = &side->nodes[node];
    size_t parent = named_parent(side, node);
    bool division = px_provision_kinds[n->kind].division;
    PX_AUTO_BUILDER px_builder count = PX_BUILDER_INIT(32);

    if (is_name(n->number)) {
        px_builder_str(out, n->number);
        return;
    }
    if (n->number.len && !division && parent != PX_OUTLINE_TOP &&
        side->nodes[parent].number.len) { /* Article 3(1)(a) */
        place_name(out, language, side, parent, levels);
        px_builder_format(out, "(%.*s)", PX_STR_ARG(number_core(n->number)));
        return;
    }
    if (n->heading.len && !n->number.len) {
        add_heading(out, language, n->heading);
        return;
    }
    if (!division && parent != PX_OUTLINE_TOP && levels > 1) {
        place_name(out, language, side, parent, levels - 1);
        px_builder_add(out, ", ");
    }
    px_builder_int(&count, (long long)place_among(side, node));
    add_kind(out, language, n->kind,
             n->number.len ? number_core(n->number) : px_builder_view(&count));
}

void px_compare_place(px_builder *out, const px_language *language, const px_match_side *side,
                      size_t node)
{
    place_name(out, language, side, node, PLACE_LEVELS);
}
