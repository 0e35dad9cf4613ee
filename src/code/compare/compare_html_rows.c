/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "code/compare/compare_html_priv.h"
#include "code/compare/compare_place.h"

#include "base/banned.h"

enum { INDENT_MAX = 8 };

/* A comparison as rows, and which of them are shown where only changes are. */
typedef struct half {
    const px_compare_detail *d;
    px_compare_rows rows;
    bool *open;
} half;

/* What stands beside each other: a row, or one of each of two comparisons. */
typedef struct line {
    const px_compare_row *first, *second; /* either may be NULL */
    bool open, silent;
    size_t stop; /* of those where something changed, from 1; 0: none */
} line;

/* The text on its way. */
typedef struct text text;
typedef void line_fn(text *t, const line *l);
struct text {
    px_compare_writer *w;
    half first, second; /* second: with three columns only */
    line *lines;
    size_t count;
    size_t *stops; /* the lines where something changed, to go from one to the next */
    size_t n_stops;
    bool *moved_away; /* of each node of the oldest version: a sign in its old place has its id */
    int top_depth;    /* of the highest headings */
    size_t columns;   /* 1 to 3 */
};

/* ---- What a row is */

static bool row_is_silent(const px_compare_detail *d, const px_compare_row *row)
{
    return px_change_is_silent(d, &d->comparison.changes[row->change], row->old_node,
                               row->new_node);
}

static const char *row_class(const px_compare_detail *d, const px_compare_row *row)
{
    if (row->kind == PX_ROW_PIECE)
        return "split";
    if (row->kind == PX_ROW_GONE)
        return "gone";
    return px_change_kind_name(d->comparison.changes[row->change].kind);
}

/* ---- Notes above the words of a row */

/* The reader's language, in a text that is in another one. */
static void write_language(px_compare_writer *w)
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
static bool line_place(const text *t, const line *l, const px_compare_version **ret_version,
                       size_t *ret_node)
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
static void write_step(const text *t, size_t stop, const char *name, const char *arrow)
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
static void write_steps(const text *t, const line *l)
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
        write_language(w);
        px_builder_add(w->out, ">");
        px_builder_str(w->out, w->page->notes[i].html);
        px_builder_add(w->out, "</p>\n");
    }
}

/* l: the line whose links stand here; NULL where another cell has them. */
static void row_notes(const text *t, const px_compare_detail *d, const px_compare_row *row,
                      const line *l)
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
    write_language(w);
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

/* ---- Which rows are shown where only changes are */

/* Opens the headings and introductions around a node of the new text. */
static void open_above(half *h, const size_t *row_of_new, size_t new_node)
{
    const px_match_side *side = &h->d->new_version->side;

    for (; new_node != PX_OUTLINE_TOP; new_node = side->nodes[new_node].parent)
        if (row_of_new[new_node] != PX_OUTLINE_TOP)
            h->open[row_of_new[new_node]] = true;
}

/* Of an old node: the partner of the nearest one above it that has one. */
static size_t new_parent(const px_compare_detail *d, size_t old_node)
{
    const px_match_side *side = &d->old_version->side;

    while ((old_node = side->nodes[old_node].parent) != PX_OUTLINE_TOP)
        if (d->comparison.match.to_new[old_node].node != PX_OUTLINE_TOP)
            return d->comparison.match.to_new[old_node].node;
    return PX_OUTLINE_TOP;
}

/* The row of each node of the new text. */
static size_t *rows_by_new(px_arena *arena, const half *h)
{
    size_t count = h->d->new_version->side.count;
    size_t *row_of_new = px_arena_array(arena, count + 1, sizeof(*row_of_new));

    for (size_t i = 0; i < count; i++)
        row_of_new[i] = PX_OUTLINE_TOP;
    for (size_t i = 0; i < h->rows.count; i++)
        if (h->rows.items[i].new_node != PX_OUTLINE_TOP)
            row_of_new[h->rows.items[i].new_node] = i;
    return row_of_new;
}

static half half_make(px_arena *arena, const px_compare_detail *d)
{
    half h = { .d = d };
    size_t *row_of_new;

    px_compare_rows_make(arena, d, &h.rows);
    row_of_new = rows_by_new(arena, &h);
    h.open = px_arena_array(arena, h.rows.count + 1, sizeof(*h.open));
    for (size_t i = 0; i < h.rows.count; i++) {
        const px_compare_row *row = &h.rows.items[i];

        if (px_compare_row_kept(d, row) || row_is_silent(d, row))
            continue;
        h.open[i] = true;
        open_above(&h, row_of_new,
                   row->new_node != PX_OUTLINE_TOP ? row->new_node : new_parent(d, row->old_node));
    }
    return h;
}

/* ---- Lines */

static void add_line(text *t, size_t first, size_t second)
{
    const px_compare_row *a = first == PX_OUTLINE_TOP ? NULL : &t->first.rows.items[first];
    const px_compare_row *b = second == PX_OUTLINE_TOP ? NULL : &t->second.rows.items[second];

    t->lines[t->count++] = (line){
        .first = a,
        .second = b,
        .open = (a && t->first.open[first]) || (b && t->second.open[second]),
        .silent = (!a || row_is_silent(t->first.d, a)) && (!b || row_is_silent(t->second.d, b)),
    };
}

/* Signs of what went away are no change of their own. */
static bool row_is_stop(const px_compare_detail *d, const px_compare_row *row)
{
    return row && row->kind != PX_ROW_GONE && !px_compare_row_kept(d, row) &&
           !row_is_silent(d, row);
}

static void find_signs(text *t)
{
    t->moved_away = px_arena_array(t->w->arena, t->first.d->old_version->side.count + 1,
                                   sizeof(*t->moved_away));
    for (size_t i = 0; i < t->first.rows.count; i++) {
        const px_compare_row *row = &t->first.rows.items[i];

        if (row->kind == PX_ROW_GONE && !row_is_silent(t->first.d, row))
            t->moved_away[row->old_node] = true;
    }
}

static void find_stops(text *t)
{
    t->stops = px_arena_array(t->w->arena, t->count + 1, sizeof(*t->stops));
    for (size_t i = 0; i < t->count; i++) {
        line *l = &t->lines[i];

        if (!row_is_stop(t->first.d, l->first) && !row_is_stop(t->second.d, l->second))
            continue;
        t->stops[t->n_stops++] = i;
        l->stop = t->n_stops;
    }
}

/* The row of the first comparison whose new node is this row's old one. What only tells where
 * something went has none, save where it was merged: its words stand nowhere else. */
static size_t first_of(const text *t, const size_t *row_of_middle, const px_compare_row *row)
{
    bool moved_away = row->kind == PX_ROW_GONE &&
                      t->second.d->comparison.changes[row->change].old_node == row->old_node;

    return row->old_node == PX_OUTLINE_TOP || moved_away ? PX_OUTLINE_TOP
                                                         : row_of_middle[row->old_node];
}

/* Rows of the first comparison that the middle version has not, right before one of its rows. */
static void add_gone_before(text *t, bool *written, size_t end)
{
    size_t start = end;

    while (start > 0 && !written[start - 1] &&
           t->first.rows.items[start - 1].new_node == PX_OUTLINE_TOP)
        start--;
    for (; start < end; start++) {
        written[start] = true;
        add_line(t, start, PX_OUTLINE_TOP);
    }
}

/* The rows of both comparisons, in the order of the third version. */
static void lines_of_three(text *t)
{
    px_arena *arena = t->w->arena;
    size_t *row_of_middle = rows_by_new(arena, &t->first);
    bool *written = px_arena_array(arena, t->first.rows.count + 1, sizeof(*written));

    for (size_t i = 0; i < t->second.rows.count; i++) {
        size_t first = first_of(t, row_of_middle, &t->second.rows.items[i]);

        if (first != PX_OUTLINE_TOP) {
            add_gone_before(t, written, first);
            written[first] = true;
        }
        add_line(t, first, i);
    }
    for (size_t i = 0; i < t->first.rows.count; i++)
        if (!written[i] && t->first.rows.items[i].new_node == PX_OUTLINE_TOP)
            add_line(t, i, PX_OUTLINE_TOP);
}

static void lines_make(text *t)
{
    size_t room = t->first.rows.count + t->second.rows.count;

    t->lines = px_arena_array(t->w->arena, room + 1, sizeof(*t->lines));
    if (t->columns == 3)
        lines_of_three(t);
    else
        for (size_t i = 0; i < t->first.rows.count; i++)
            add_line(t, i, PX_OUTLINE_TOP);
    find_signs(t);
    find_stops(t);
}

/* ---- One column */

static void write_row(const text *t, const px_compare_detail *d, const px_compare_row *row,
                      const line *l)
{
    bool now = row->new_node != PX_OUTLINE_TOP;
    px_builder *out = t->w->out;

    px_builder_format(out, "<div class=\"c-row %s d%d\" id=\"", row_class(d, row),
                      PX_MIN(row->depth, INDENT_MAX));
    px_compare_html_id(t->w, out, now ? d->new_version : d->old_version,
                       now ? row->new_node : row->old_node);
    px_builder_add(out, "\">\n");
    row_notes(t, d, row, l);
    if (row->kind != PX_ROW_GONE)
        px_compare_html_content(t->w, d, row, PX_COLUMN_BOTH, row->depth - t->top_depth);
    px_builder_add(out, "</div>\n");
}

/* A line that is folded away, and each line where there is one column: the text as it is now. */
static void write_line(text *t, const line *l)
{
    if (l->second)
        write_row(t, t->second.d, l->second, l);
    else
        write_row(t, t->first.d, l->first, l);
}

/* ---- Columns */

static void open_cell(const text *t, const px_compare_detail *d, const px_compare_row *row,
                      const px_compare_version *version, size_t node, bool with_id)
{
    px_builder *out = t->w->out;

    px_builder_format(out, "<td class=\"%s d%d\"", row_class(d, row),
                      PX_MIN(row->depth, INDENT_MAX));
    if (with_id) {
        px_builder_add(out, " id=\"");
        px_compare_html_id(t->w, out, version, node);
        px_builder_char(out, '"');
    }
    if (node != PX_OUTLINE_TOP) {
        px_builder_add(out, " data-v=\"");
        px_builder_str(out, t->w->names[px_compare_html_version(t->w->page, version)]);
        px_builder_char(out, '"');
    }
    px_builder_char(out, '>');
}

static void write_old_cell(const text *t, const px_compare_row *row, px_column column)
{
    const px_compare_detail *d = t->first.d;
    bool here = row->old_node != PX_OUTLINE_TOP;

    open_cell(t, d, row, d->old_version, row->old_node,
              here && (row->kind == PX_ROW_GONE || !t->moved_away[row->old_node]));
    if (row->kind == PX_ROW_CHANGE && here)
        px_compare_html_content(t->w, d, row, column, row->depth - t->top_depth);
    px_builder_add(t->w->out, "</td>");
}

static void write_new_cell(const text *t, const px_compare_detail *d, const px_compare_row *row,
                           px_column column, const line *l)
{
    open_cell(t, d, row, d->new_version, row->new_node, row->new_node != PX_OUTLINE_TOP);
    row_notes(t, d, row, l);
    if (row->kind != PX_ROW_GONE && row->new_node != PX_OUTLINE_TOP)
        px_compare_html_content(t->w, d, row, column, row->depth - t->top_depth);
    px_builder_add(t->w->out, "</td>");
}

static void write_sides(text *t, const line *l)
{
    px_builder_add(t->w->out, "<tr>");
    write_old_cell(t, l->first, PX_COLUMN_OLD);
    write_new_cell(t, t->first.d, l->first, PX_COLUMN_NEW, l);
    px_builder_add(t->w->out, "</tr>\n");
}

static void write_three(text *t, const line *l)
{
    bool last = row_is_stop(t->second.d, l->second); /* the links stand in the last cell changed */

    px_builder_add(t->w->out, "<tr>");
    if (l->first) {
        write_old_cell(t, l->first, PX_COLUMN_PLAIN);
        write_new_cell(t, t->first.d, l->first, PX_COLUMN_BOTH, last ? NULL : l);
    } else {
        px_builder_add(t->w->out, "<td></td><td></td>");
    }
    if (l->second)
        write_new_cell(t, t->second.d, l->second, PX_COLUMN_BOTH, last ? l : NULL);
    else
        px_builder_add(t->w->out, "<td></td>");
    px_builder_add(t->w->out, "</tr>\n");
}

static void write_column_head(px_compare_writer *w, const px_compare_version *version)
{
    px_builder_add(w->out, "<th scope=\"col\">");
    px_builder_str(w->out, w->names[px_compare_html_version(w->page, version)]);
    px_builder_add(w->out, "</th>");
}

static void open_table(const text *t)
{
    px_builder *out = t->w->out;

    px_builder_format(out, "<table class=\"c-columns c-columns-%zu\">\n<thead><tr>", t->columns);
    write_column_head(t->w, t->first.d->old_version);
    write_column_head(t->w, t->first.d->new_version);
    if (t->columns == 3)
        write_column_head(t->w, t->second.d->new_version);
    px_builder_add(out, "</tr></thead>\n<tbody>\n");
}

/* ---- All lines */

static void open_fold(const text *t, size_t shown)
{
    PX_AUTO_BUILDER px_builder count = PX_BUILDER_INIT(64);
    px_builder *out = t->w->out;
    px_arg args[] = { { "count", { NULL, 0 } } };

    px_format_int(&count, t->w->language, (long long)shown);
    args[0].value = px_builder_view(&count);
    if (t->columns > 1)
        px_builder_format(out, "<tr class=\"c-folded\"><td colspan=\"%zu\">", t->columns);
    px_builder_add(out, "<details class=\"c-fold\"><summary");
    write_language(t->w);
    px_builder_char(out, '>');
    px_compare_html_message(out, t->w->language,
                            px_tr_plural(t->w->language, "{count} unchanged provision",
                                         "{count} unchanged provisions", shown),
                            args, PX_COUNT(args));
    px_builder_add(out, "</summary>\n");
}

/* Writes the lines from i on that are folded away as one; returns how many, 0: none. */
static size_t write_fold(text *t, size_t i)
{
    size_t count = 0, shown = 0;

    for (; i + count < t->count && (!t->lines[i + count].open || t->lines[i + count].silent);
         count++)
        shown += !t->lines[i + count].silent;
    if (!t->w->page->only_changes || shown == 0)
        return 0;
    open_fold(t, shown);
    for (size_t k = i; k < i + count; k++)
        if (!t->lines[k].silent)
            write_line(t, &t->lines[k]);
    px_builder_add(t->w->out, t->columns > 1 ? "</details></td></tr>\n" : "</details>\n");
    return count;
}

static void write_lines(text *t)
{
    static line_fn *const writers[] = { NULL, write_line, write_sides, write_three };

    for (size_t i = 0; i < t->count;) {
        size_t folded = write_fold(t, i);

        if (folded == 0 && !t->lines[i].silent)
            writers[t->columns](t, &t->lines[i]);
        i += PX_MAX(folded, 1);
    }
}

/* The least depth at which a heading stands. */
static int top_depth(const px_match_side *side)
{
    int depth = INDENT_MAX;

    for (size_t i = 0; i < side->count; i++)
        if (side->nodes[i].heading.len)
            depth = PX_MIN(depth, side->nodes[i].depth);
    return depth;
}

void px_compare_html_text(px_compare_writer *w)
{
    const px_compare_page *page = w->page;
    text t = { .w = w, .columns = page->next ? 3 : page->side_by_side ? 2 : 1 };

    t.first = half_make(w->arena, page->detail);
    if (page->next)
        t.second = half_make(w->arena, page->next);
    t.top_depth = PX_MIN(top_depth(&page->detail->old_version->side),
                         top_depth(&page->detail->new_version->side));
    lines_make(&t);
    if (t.columns > 1)
        open_table(&t);
    write_lines(&t);
    if (t.columns > 1)
        px_builder_add(w->out, "</tbody></table>\n");
}
