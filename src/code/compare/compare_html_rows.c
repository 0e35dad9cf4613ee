/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "code/compare/compare_html_lines.h"

#include "base/banned.h"

typedef void line_fn(px_compare_lines *t, const px_compare_line *l);

static const char *row_class(const px_compare_detail *d, const px_compare_row *row)
{
    if (row->kind == PX_ROW_PIECE)
        return "split";
    if (row->kind == PX_ROW_GONE)
        return "gone";
    return px_change_kind_name(d->comparison.changes[row->change].kind);
}

/* ---- One column */

static void write_row(const px_compare_lines *t, const px_compare_detail *d,
                      const px_compare_row *row, const px_compare_line *l)
{
    bool now = row->new_node != PX_OUTLINE_TOP;
    px_builder *out = t->w->out;

    px_builder_format(out, "<div class=\"c-row %s d%d\" id=\"", row_class(d, row),
                      PX_MIN(row->depth, PX_COMPARE_INDENT_MAX));
    px_compare_html_id(t->w, out, now ? d->new_version : d->old_version,
                       now ? row->new_node : row->old_node);
    px_builder_add(out, "\">\n");
    px_compare_html_notes(t, d, row, l);
    if (row->kind != PX_ROW_GONE)
        px_compare_html_content(t->w, d, row, PX_COLUMN_BOTH, row->depth - t->top_depth);
    px_builder_add(out, "</div>\n");
}

/* A line that is folded away, and each line where there is one column: the text as it is now. */
static void write_line(px_compare_lines *t, const px_compare_line *l)
{
    if (l->second)
        write_row(t, t->second.d, l->second, l);
    else
        write_row(t, t->first.d, l->first, l);
}

/* ---- Columns */

static void open_cell(const px_compare_lines *t, const px_compare_detail *d,
                      const px_compare_row *row, const px_compare_version *version, size_t node,
                      bool with_id)
{
    px_builder *out = t->w->out;

    px_builder_format(out, "<td class=\"%s d%d\"", row_class(d, row),
                      PX_MIN(row->depth, PX_COMPARE_INDENT_MAX));
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

static void write_old_cell(const px_compare_lines *t, const px_compare_row *row, px_column column)
{
    const px_compare_detail *d = t->first.d;
    bool here = row->old_node != PX_OUTLINE_TOP;

    open_cell(t, d, row, d->old_version, row->old_node,
              here && (row->kind == PX_ROW_GONE || !t->moved_away[row->old_node]));
    if (row->kind == PX_ROW_CHANGE && here)
        px_compare_html_content(t->w, d, row, column, row->depth - t->top_depth);
    px_builder_add(t->w->out, "</td>");
}

static void write_new_cell(const px_compare_lines *t, const px_compare_detail *d,
                           const px_compare_row *row, px_column column, const px_compare_line *l)
{
    open_cell(t, d, row, d->new_version, row->new_node, row->new_node != PX_OUTLINE_TOP);
    px_compare_html_notes(t, d, row, l);
    if (row->kind != PX_ROW_GONE && row->new_node != PX_OUTLINE_TOP)
        px_compare_html_content(t->w, d, row, column, row->depth - t->top_depth);
    px_builder_add(t->w->out, "</td>");
}

static void write_sides(px_compare_lines *t, const px_compare_line *l)
{
    px_builder_add(t->w->out, "<tr>");
    write_old_cell(t, l->first, PX_COLUMN_OLD);
    write_new_cell(t, t->first.d, l->first, PX_COLUMN_NEW, l);
    px_builder_add(t->w->out, "</tr>\n");
}

static void write_three(px_compare_lines *t, const px_compare_line *l)
{
    /* the links stand in the last cell changed */
    bool last = px_compare_row_stop(t->second.d, l->second);

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

static void open_table(const px_compare_lines *t)
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

static void open_fold(const px_compare_lines *t, size_t shown)
{
    PX_AUTO_BUILDER px_builder count = PX_BUILDER_INIT(64);
    px_builder *out = t->w->out;
    px_arg args[] = { { "count", { NULL, 0 } } };

    px_format_int(&count, t->w->language, (long long)shown);
    args[0].value = px_builder_view(&count);
    if (t->columns > 1)
        px_builder_format(out, "<tr class=\"c-folded\"><td colspan=\"%zu\">", t->columns);
    px_builder_add(out, "<details class=\"c-fold\"><summary");
    px_compare_html_language(t->w);
    px_builder_char(out, '>');
    px_compare_html_message(out, t->w->language,
                            px_tr_plural(t->w->language, "{count} unchanged provision",
                                         "{count} unchanged provisions", shown),
                            args, PX_COUNT(args));
    px_builder_add(out, "</summary>\n");
}

/* Writes the lines from i on that are folded away as one; returns how many, 0: none. */
static size_t write_fold(px_compare_lines *t, size_t i)
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

static void write_lines(px_compare_lines *t)
{
    static line_fn *const writers[] = { NULL, write_line, write_sides, write_three };

    for (size_t i = 0; i < t->count;) {
        size_t folded = write_fold(t, i);

        if (folded == 0 && !t->lines[i].silent)
            writers[t->columns](t, &t->lines[i]);
        i += PX_MAX(folded, 1);
    }
}

void px_compare_html_text(px_compare_writer *w)
{
    px_compare_lines t = px_compare_lines_make(w);

    if (t.columns > 1)
        open_table(&t);
    write_lines(&t);
    if (t.columns > 1)
        px_builder_add(w->out, "</tbody></table>\n");
}
