/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_place.h"

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

enum { PLACE_LEVELS = 3 }; /* places without number that are told one in another */

static bool is_letter(char c)
{
    return px_is_letter(c) || (unsigned char)c >= 0x80;
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

/* True where the same words are said of both, so that a place tells them apart. */
static bool is_alike(const px_compare_version *version, size_t a, size_t b)
{
    const px_match_node *nodes = version->side.nodes;

    return nodes[a].parent == nodes[b].parent && nodes[a].kind == nodes[b].kind &&
           (nodes[a].kind != PX_PROVISION_GROUP ||
            px_str_eq(version->text->nodes[a].extra, version->text->nodes[b].extra));
}

/* The place among siblings of its kind, from 1. */
static size_t place_among(const px_compare_version *version, size_t node)
{
    const px_match_node *nodes = version->side.nodes;
    size_t count = 1;

    for (size_t i = node; i > 0 && nodes[i - 1].depth >= nodes[node].depth; i--)
        count += is_alike(version, i - 1, node);
    return count;
}

/* Lists and groups that have no number and no heading are only there to hold what is in them. */
static bool is_holder(const px_match_node *node)
{
    return (node->kind == PX_PROVISION_LIST || node->kind == PX_PROVISION_GROUP) &&
           !node->number.len && !node->heading.len;
}

/* What stands around and has a name of its own. */
static size_t named_parent(const px_match_side *side, size_t node)
{
    size_t parent = side->nodes[node].parent;

    while (parent != PX_OUTLINE_TOP && is_holder(&side->nodes[parent]))
        parent = side->nodes[parent].parent;
    return parent;
}

static void add_heading(px_builder *out, const px_language *language, px_str heading)
{
    char cut[PX_EXCERPT_SIZE];
    px_arg args[] = { { "heading", px_str_of(px_str_excerpt(heading, cut)) } };

    px_message(out, language, N_("\"{heading}\""), args, PX_COUNT(args));
}

static void place_name(px_builder *out, const px_language *language,
                       const px_compare_version *version, size_t node, int levels)
{
    const px_match_side *side = &version->side;
    const px_match_node *n = &side->nodes[node];
    size_t parent = named_parent(side, node);
    bool division = px_provision_kinds[n->kind].division;

    if (is_name(n->number)) {
        px_builder_str(out, n->number);
        return;
    }
    if (n->number.len && !division && parent != PX_OUTLINE_TOP &&
        side->nodes[parent].number.len) { /* Article 3(1)(a) */
        place_name(out, language, version, parent, levels);
        px_builder_format(out, "(%.*s)", PX_STR_ARG(number_core(n->number)));
        return;
    }
    if (n->heading.len && !n->number.len) {
        add_heading(out, language, n->heading);
        return;
    }
    if (!division && parent != PX_OUTLINE_TOP && levels > 1) {
        place_name(out, language, version, parent, levels - 1);
        px_builder_add(out, ", ");
    }
    px_provision_kind_words(out, language, n->kind, version->text->nodes[node].extra);
    px_builder_char(out, ' ');
    if (n->number.len)
        px_builder_str(out, number_core(n->number));
    else
        px_builder_int(out, (long long)place_among(version, node));
}

void px_compare_place(px_builder *out, const px_language *language,
                      const px_compare_version *version, size_t node)
{
    const px_match_node *n = &version->side.nodes[node];
    const char *title = is_holder(n) && n->kind == PX_PROVISION_GROUP
                            ? px_provision_group_title(version->text->nodes[node].extra)
                            : NULL;

    if (title)
        px_builder_add(out, px_tr(language, title));
    else
        place_name(out, language, version, node, PLACE_LEVELS);
}

bool px_compare_same_place(const px_compare_version *old_version, size_t old_node,
                           const px_compare_version *new_version, size_t new_node)
{
    PX_AUTO_BUILDER px_builder before = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_compare_place(&before, px_language_english(), old_version, old_node);
    px_compare_place(&now, px_language_english(), new_version, new_node);
    return px_str_eq(px_builder_view(&before), px_builder_view(&now));
}
