/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_detail.h"

#include "base/macro.h"

#include "base/banned.h"

bool px_change_is_any(const px_change *change)
{
    return change->kind != PX_CHANGE_KEPT;
}

static bool is_empty(const px_match_side *side, size_t node)
{
    return node == PX_OUTLINE_TOP ||
           (!side->nodes[node].number.len && !side->nodes[node].heading.len &&
            !side->nodes[node].text.len);
}

bool px_change_is_silent(const px_compare_detail *detail, const px_change *change, size_t old_node,
                         size_t new_node)
{
    return is_empty(&detail->old_version->side, old_node) &&
           is_empty(&detail->new_version->side, new_node) && !change->moved;
}

bool px_change_is_of_kind(const px_compare_detail *detail, const px_change *change,
                          px_provision_kind kind)
{
    size_t a = change->old_node, b = change->new_node;

    return change->n_others == 0 &&
           (a == PX_OUTLINE_TOP || detail->old_version->side.nodes[a].kind == kind) &&
           (b == PX_OUTLINE_TOP || detail->new_version->side.nodes[b].kind == kind);
}

int px_compare_version_make(px_arena *arena, px_str label, px_str title, const px_text *text,
                            bool with_ids, px_compare_version *ret_version, px_error *err)
{
    px_compare_version version = { .label = label, .title = title, .text = text };
    int rc = px_match_side_of_text(arena, text, with_ids, &version.side, err);

    if (rc >= 0)
        *ret_version = version;
    return rc;
}

/* ---- Texts of a change */

/* The pieces of a split or merge in the order of their side. */
static void piece_nodes(px_arena *arena, const px_change *change, px_change_detail *detail)
{
    size_t own = change->kind == PX_CHANGE_SPLIT ? change->new_node : change->old_node;

    detail->pieces = px_arena_array(arena, change->n_others + 1, sizeof(*detail->pieces));
    for (size_t k = 0; k <= change->n_others; k++) {
        size_t node = k ? change->others[k - 1] : own, at = detail->n_pieces++;

        for (; at > 0 && detail->pieces[at - 1].node > node; at--)
            detail->pieces[at] = detail->pieces[at - 1];
        detail->pieces[at] = (px_change_piece){ .node = node };
    }
}

/* Joins the pieces' words. A piece beside the change's own node brings its heading along. */
static px_str joined_text(px_arena *arena, const px_match_side *side, size_t own,
                          px_change_detail *detail)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t k = 0; k < detail->n_pieces; k++) {
        px_change_piece *piece = &detail->pieces[k];
        const px_match_node *node = &side->nodes[piece->node];

        px_builder_add(&text, k ? " " : "");
        piece->start = text.len;
        if (piece->node != own) {
            px_builder_str(&text, node->heading);
            px_builder_add(&text, node->heading.len && node->text.len ? " " : "");
        }
        px_builder_str(&text, node->text);
        piece->end = text.len;
    }
    return px_arena_str(arena, px_builder_view(&text));
}

static void texts_of(px_arena *arena, const px_comparison *c, const px_change *change,
                     px_change_detail *detail)
{
    if (change->old_node != PX_OUTLINE_TOP)
        detail->old_text = c->old_side->nodes[change->old_node].text;
    if (change->new_node != PX_OUTLINE_TOP)
        detail->new_text = c->new_side->nodes[change->new_node].text;
    if (change->n_others == 0)
        return;
    piece_nodes(arena, change, detail);
    if (change->kind == PX_CHANGE_SPLIT)
        detail->new_text = joined_text(arena, c->new_side, change->new_node, detail);
    else
        detail->old_text = joined_text(arena, c->old_side, change->old_node, detail);
}

static px_str heading_of(const px_match_side *side, size_t node)
{
    return node == PX_OUTLINE_TOP ? PX_STR_NONE : side->nodes[node].heading;
}

static void change_detail(px_arena *arena, const px_compare_detail *d, const px_change *change,
                          px_change_detail *detail)
{
    const px_comparison *c = &d->comparison;
    px_str language = d->new_version->text->language;
    px_str old_heading = heading_of(c->old_side, change->old_node);
    px_str new_heading = heading_of(c->new_side, change->new_node);

    texts_of(arena, c, change, detail);
    detail->differs =
        !px_str_eq(old_heading, new_heading) || !px_str_eq(detail->old_text, detail->new_text);
    if (!detail->differs)
        return;
    if (!px_str_eq(language, d->old_version->text->language))
        language = PX_STR_NONE;
    px_word_diff_make(arena, old_heading, new_heading, &detail->heading);
    px_word_diff_make(arena, detail->old_text, detail->new_text, &detail->words);
    px_duty_compare(arena, language, old_heading, new_heading, &detail->heading,
                    &detail->heading_duties);
    px_duty_compare(arena, language, detail->old_text, detail->new_text, &detail->words,
                    &detail->duties);
}

/* ---- Chapters */

/* The depth whose divisions are the chapters: below a single division around everything, its. */
static int chapter_depth(const px_match_side *side)
{
    for (int depth = 0; depth < 4; depth++) {
        size_t divisions = 0, others = 0;

        for (size_t i = 0; i < side->count; i++) {
            if (side->nodes[i].depth != depth)
                continue;
            if (px_provision_kinds[side->nodes[i].kind].division ||
                side->nodes[i].kind == PX_PROVISION_GROUP)
                divisions++;
            else
                others++;
        }
        if (divisions + others == 0)
            return depth ? depth - 1 : 0;
        if (divisions != 1 || others > 2)
            return depth;
    }
    return 0;
}

static size_t chapter_node(const px_match_side *side, int depth, size_t node)
{
    while (node != PX_OUTLINE_TOP && side->nodes[node].depth > depth)
        node = side->nodes[node].parent;
    if (node == PX_OUTLINE_TOP || side->nodes[node].depth < depth)
        return PX_OUTLINE_TOP;
    return px_provision_kinds[side->nodes[node].kind].division ||
                   side->nodes[node].kind == PX_PROVISION_GROUP
               ? node
               : PX_OUTLINE_TOP;
}

/* The chapter of a change: where it stands now, else where it stood. */
static size_t chapter_of(px_compare_detail *d, const px_change *change, int old_depth,
                         int new_depth)
{
    const px_comparison *c = &d->comparison;
    size_t new_node = chapter_node(c->new_side, new_depth, change->new_node);
    size_t old_node = PX_OUTLINE_TOP;

    if (change->new_node == PX_OUTLINE_TOP) {
        old_node = chapter_node(c->old_side, old_depth, change->old_node);
        if (old_node != PX_OUTLINE_TOP)
            new_node = chapter_node(c->new_side, new_depth, c->match.to_new[old_node].node);
    }
    if (new_node != PX_OUTLINE_TOP)
        old_node = chapter_node(c->old_side, old_depth, c->match.to_old[new_node].node);
    for (size_t i = 0; i < d->n_chapters; i++)
        if (d->chapters[i].new_node == new_node &&
            (new_node != PX_OUTLINE_TOP || d->chapters[i].old_node == old_node))
            return i;
    d->chapters[d->n_chapters] = (px_compare_chapter){ .old_node = old_node, .new_node = new_node };
    return d->n_chapters++;
}

static void sum_duties(px_compare_chapter *sum, const px_duties *duties)
{
    for (size_t i = 0; i < duties->count; i++)
        sum->duties[duties->items[i].effect]++;
}

static void sum_up(px_compare_chapter *sum, const px_change *change, const px_change_detail *detail)
{
    sum->counts[change->kind]++;
    sum->deleted += detail->words.deleted + detail->heading.deleted;
    sum->inserted += detail->words.inserted + detail->heading.inserted;
    sum_duties(sum, &detail->heading_duties);
    sum_duties(sum, &detail->duties);
}

/* Each node may begin a chapter of its own at worst; most texts have a few dozen. */
static void sum_chapters(px_arena *arena, px_compare_detail *d)
{
    const px_comparison *c = &d->comparison;
    int old_depth = chapter_depth(c->old_side), new_depth = chapter_depth(c->new_side);

    d->chapters = px_arena_array(arena, c->count + 1, sizeof(*d->chapters));
    d->total = (px_compare_chapter){ .old_node = PX_OUTLINE_TOP, .new_node = PX_OUTLINE_TOP };
    for (size_t i = 0; i < c->count; i++) {
        px_change_detail *detail = &d->changes[i];

        detail->chapter = chapter_of(d, &c->changes[i], old_depth, new_depth);
        sum_up(&d->chapters[detail->chapter], &c->changes[i], detail);
        sum_up(&d->total, &c->changes[i], detail);
    }
}

void px_compare_detail_make(px_arena *arena, const px_compare_version *old_version,
                            const px_compare_version *new_version, px_compare_detail *ret_detail)
{
    px_compare_detail d = { .old_version = old_version, .new_version = new_version };

    px_compare(arena, &old_version->side, &new_version->side, &d.comparison);
    d.changes = px_arena_array(arena, d.comparison.count + 1, sizeof(*d.changes));
    for (size_t i = 0; i < d.comparison.count; i++)
        change_detail(arena, &d, &d.comparison.changes[i], &d.changes[i]);
    sum_chapters(arena, &d);
    *ret_detail = d;
}
