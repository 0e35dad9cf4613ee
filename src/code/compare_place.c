/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare_place.h"

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

/* The place among siblings of its kind, from 1. */
static size_t place_among(const px_match_side *side, size_t node)
{
    const px_match_node *n = &side->nodes[node];
    size_t count = 1;

    for (size_t i = node; i > 0 && side->nodes[i - 1].depth >= n->depth; i--)
        if (side->nodes[i - 1].parent == n->parent && side->nodes[i - 1].kind == n->kind)
            count++;
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

/* Groups that stand for a part of an act have its name. */
static const char *group_title(px_str extra)
{
    static const struct {
        const char *extra, *title;
    } groups[] = {
        { "preface", N_("preface") },   { "preamble", N_("preamble") },
        { "recitals", N_("recitals") }, { "citations", N_("citations") },
        { "body", N_("body") },         { "conclusions", N_("conclusions") },
        { "quote", N_("quotation") },
    };

    for (size_t i = 0; i < PX_COUNT(groups); i++)
        if (px_str_is(extra, groups[i].extra))
            return groups[i].title;
    return NULL;
}

static void add_heading(px_builder *out, const px_language *language, px_str heading)
{
    char cut[PX_EXCERPT_SIZE];
    px_arg args[] = { { "heading", px_str_of(px_str_excerpt(heading, cut)) } };

    px_message(out, language, N_("\"{heading}\""), args, PX_COUNT(args));
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

void px_compare_place(px_builder *out, const px_language *language,
                      const px_compare_version *version, size_t node)
{
    const px_match_node *n = &version->side.nodes[node];
    const char *title = is_holder(n) && n->kind == PX_PROVISION_GROUP
                            ? group_title(version->text->nodes[node].extra)
                            : NULL;

    if (title)
        px_builder_add(out, px_tr(language, title));
    else
        place_name(out, language, &version->side, node, PLACE_LEVELS);
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
