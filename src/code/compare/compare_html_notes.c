/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "code/compare/compare_html_lines.h"
#include "code/compare/compare_place.h"

#include "base/banned.h"

void px_compare_html_language(px_compare_writer *w)
{
    const char *tag = px_language_tag(w->language);

    if (!px_str_is(w->page->detail->new_version->text->language, tag))
        px_builder_format(w->out, " lang=\"%s\"", tag);
}

static void add_note(px_builder *notes, px_str note, const char *class_)
{
    px_builder_format(notes, "<span class=\"c-note %s\">", class_);
    px_builder_str(notes, note);
    px_builder_add(notes, "</span> ");
}

/* A sentence without names in it. */
static void add_plain(px_compare_writer *w, px_builder *notes, const char *message,
                      const char *class_)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(1024);

    px_builder_html(&note, px_str_of(px_tr(w->language, message)));
    add_note(notes, px_builder_view(&note), class_);
}

/* A sentence with one place, or several, in it. */
static void add_places(px_compare_writer *w, px_builder *notes, const char *message, px_str places)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_arg args[] = { { "place", places } };

    px_compare_html_message(&note, w->language, message, args, PX_COUNT(args));
    add_note(notes, px_builder_view(&note), "places");
}

/* Links to the pieces of a split or merge, but the change's own. */
static px_str piece_links(px_compare_writer *w, const px_compare_detail *d, const px_change *change,
                          const px_change_detail *detail)
{
    PX_AUTO_BUILDER px_builder links = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool split = change->kind == PX_CHANGE_SPLIT;
    size_t own = split ? change->new_node : change->old_node;

    for (size_t i = 0; i < detail->n_pieces; i++) {
        if (detail->pieces[i].node == own)
            continue;
        px_builder_add(&links, links.len ? ", " : "");
        px_builder_str(&links, px_compare_html_link(w, split ? d->new_version : d->old_version,
                                                    detail->pieces[i].node));
    }
    return px_arena_str(w->arena, px_builder_view(&links));
}

static void change_notes(px_compare_writer *w, const px_compare_detail *d, const px_change *change,
                         const px_change_detail *detail, px_builder *notes)
{
    if (change->kind == PX_CHANGE_NEW || change->kind == PX_CHANGE_DELETED || change->reworded)
        add_plain(w, notes,
                  px_change_kind_title(change->reworded ? PX_CHANGE_REWORDED : change->kind),
                  px_change_kind_name(change->reworded ? PX_CHANGE_REWORDED : change->kind));
    if (change->kind == PX_CHANGE_SPLIT)
        add_places(w, notes, N_("split: the rest is now {place}"),
                   piece_links(w, d, change, detail));
    if (change->kind == PX_CHANGE_MERGED)
        add_places(w, notes, N_("merged with {place}"), piece_links(w, d, change, detail));
    if (change->moved)
        add_places(w, notes,
                   px_compare_same_place(d->old_version, change->old_node, d->new_version,
                                         change->new_node)
                       ? N_("moved among its neighbours, from {place}")
                       : N_("moved from {place}"),
                   px_compare_html_link(w, d->old_version, change->old_node));
    if (change->renumbered)
        add_plain(w, notes, N_("renumbered"), "renumbered");
    if (change->doubtful)
        add_plain(w, notes, N_("doubtful match"), "doubtful");
}

/* ---- Links of a row: out to the site, on to other changes */

static void write_way(px_compare_writer *w, px_str before, const char *hash, px_str id, px_str name)
{
    px_builder_add(w->out, " <a href=\"");
    px_builder_html(w->out, before);
    px_builder_add(w->out, hash);
    px_builder_html(w->out, id);
    px_builder_add(w->out, "\">");
    px_builder_str(w->out, name); /* HTML */
    px_builder_add(w->out, "</a>");
}

static void write_way_to_version(px_compare_writer *w, const px_compare_version *version,
                                 size_t node)
{
    PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(4096);
    size_t which = px_compare_html_version(w->page, version);
    px_arg arg = { "version", { NULL, 0 } };

    if (node == PX_OUTLINE_TOP)
        return;
    px_builder_html(&label, version->label);
    arg.value = px_builder_view(&label);
    px_compare_html_message(&name, w->language, N_("in version {version}"), &arg, 1);
    write_way(w, w->page->links->versions[which], "#", version->text->nodes[node].lasting_id,
              px_builder_view(&name));
}

/* To the provision's page, and to its place in the text of either version. */
static void write_ways(px_compare_writer *w, const px_compare_detail *d, const px_compare_row *row)
{
    bool now = row->new_node != PX_OUTLINE_TOP;
    const px_compare_version *version = now ? d->new_version : d->old_version;
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(1024);

    if (!w->page->links)
        return;
    px_builder_html(&name, px_str_of(px_tr(w->language, N_("in all versions"))));
    px_builder_add(w->out, " <span class=\"c-ways\">");
    write_way_to_version(w, d->old_version, row->old_node);
    write_way_to_version(w, d->new_version, row->new_node);
    write_way(w, w->page->links->provision, "",
              version->text->nodes[now ? row->new_node : row->old_node].lasting_id,
              px_builder_view(&name));
    px_builder_add(w->out, "</span>");
}

/* Where the id of a line stands: in its newest version. False: it has none. */
static bool line_place(const px_compare_lines *t, const px_compare_line *l,
                       const px_compare_version **ret_version, size_t *ret_node)
{
    const struct {
        const px_compare_version *version;
        size_t node;
    } places[] = {
        { l->second ? t->second.d->new_version : NULL,
          l->second ? l->second->new_node : PX_OUTLINE_TOP },
        { t->first.d->new_version, l->first ? l->first->new_node : PX_OUTLINE_TOP },
        { t->first.d->old_version, l->first ? l->first->old_node : PX_OUTLINE_TOP },
    };

    for (size_t i = 0; i < PX_COUNT(places); i++) {
        if (places[i].node == PX_OUTLINE_TOP)
            continue;
        *ret_version = places[i].version;
        *ret_node = places[i].node;
        return true;
    }
    return false;
}

/* An arrow to a change before or behind, or its place where there is none. */
static void write_step(const px_compare_lines *t, size_t stop, const char *name, const char *arrow)
{
    const px_compare_version *version;
    px_builder *out = t->w->out;
    size_t node;

    if (stop == 0 || stop > t->n_stops ||
        !line_place(t, &t->lines[t->stops[stop - 1]], &version, &node)) {
        px_builder_add(out, "<span class=\"c-end\"></span>");
        return;
    }
    px_builder_add(out, "<a href=\"#");
    px_compare_html_id(t->w, out, version, node);
    px_builder_add(out, "\" aria-label=\"");
    px_builder_html(out, px_str_of(px_tr(t->w->language, name)));
    px_builder_format(out, "\">%s</a>", arrow);
}

/* "3/41" with an arrow to the change before and to the one behind; the number is the address of
 * this one. */
static void write_steps(const px_compare_lines *t, const px_compare_line *l)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64), count = PX_BUILDER_INIT(64);
    px_arg args[2] = { { "number", { NULL, 0 } }, { "count", { NULL, 0 } } };
    const px_compare_version *version;
    px_builder *out = t->w->out;
    size_t node;

    if (l->stop == 0 || !line_place(t, l, &version, &node))
        return;
    px_format_int(&number, t->w->language, (long long)l->stop);
    px_format_int(&count, t->w->language, (long long)t->n_stops);
    args[0].value = px_builder_view(&number);
    args[1].value = px_builder_view(&count);
    px_compare_html_message(&name, t->w->language, N_("Change {number} of {count}"), args, 2);
    px_builder_add(out, " <span class=\"c-steps\">");
    write_step(t, l->stop - 1, N_("Previous change"), "↑");
    px_builder_add(out, "<a href=\"#");
    px_compare_html_id(t->w, out, version, node);
    px_builder_add(out, "\" aria-label=\"");
    px_builder_str(out, px_builder_view(&name));
    px_builder_format(out, "\">%.*s/%.*s</a>", PX_STR_ARG(args[0].value),
                      PX_STR_ARG(args[1].value));
    write_step(t, l->stop + 1, N_("Next change"), "↓");
    px_builder_add(out, "</span>");
}

/* What the page tells of the provision of a row, in a line of its own. */
static void write_note(px_compare_writer *w, const px_compare_detail *d, const px_compare_row *row)
{
    bool now = row->new_node != PX_OUTLINE_TOP;
    const px_compare_version *version = now ? d->new_version : d->old_version;
    px_str id = version->text->nodes[now ? row->new_node : row->old_node].lasting_id;

    for (size_t i = 0; i < w->page->n_notes; i++) {
        if (!px_str_eq(w->page->notes[i].id, id))
            continue;
        px_builder_add(w->out, "<p class=\"c-why\"");
        px_compare_html_language(w);
        px_builder_add(w->out, ">");
        px_builder_str(w->out, w->page->notes[i].html);
        px_builder_add(w->out, "</p>\n");
    }
}

void px_compare_html_notes(const px_compare_lines *t, const px_compare_detail *d,
                           const px_compare_row *row, const px_compare_line *l)
{
    const px_change *change = &d->comparison.changes[row->change];
    PX_AUTO_BUILDER px_builder notes = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_compare_writer *w = t->w;

    if (row->kind == PX_ROW_PIECE)
        add_places(w, &notes, N_("split from {place}"),
                   px_compare_html_link(w, d->new_version, change->new_node));
    else if (row->kind == PX_ROW_GONE)
        add_places(w, &notes,
                   change->old_node == row->old_node ? N_("moved to {place}")
                                                     : N_("merged into {place}"),
                   px_compare_html_link(w, d->new_version, change->new_node));
    else
        change_notes(w, d, change, &d->changes[row->change], &notes);
    if (notes.len == 0)
        return;
    px_builder_add(w->out, "<p class=\"c-notes\"");
    px_compare_html_language(w);
    px_builder_add(w->out, "><span class=\"c-told\">");
    px_builder_str(w->out, px_str_trim(px_builder_view(&notes)));
    if (row->kind != PX_ROW_GONE)
        write_ways(w, d, row);
    px_builder_add(w->out, "</span>");
    if (l)
        write_steps(t, l);
    px_builder_add(w->out, "</p>\n");
    if (row->kind != PX_ROW_GONE && row->kind != PX_ROW_PIECE)
        write_note(w, d, row);
}
