/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "code/compare/compare_html_priv.h"
#include "code/compare/line_diff.h"
#include "code/markdown/markdown.h"
#include "code/table_row.h"

#include "base/banned.h"

enum { HEADING_FIRST = 3, HEADING_LAST = 6 };

static const char *const elements[] = { NULL, "del", "ins" };

void px_compare_html_open(px_compare_writer *w, px_words_op op)
{
    if (op != PX_WORDS_SAME)
        px_builder_format(w->out, "<%s%s>", elements[op],
                          op == PX_WORDS_DELETED ? w->deleted_attribute : w->inserted_attribute);
}

void px_compare_html_close(px_compare_writer *w, px_words_op op)
{
    if (op != PX_WORDS_SAME)
        px_builder_format(w->out, "</%s>", elements[op]);
}

static bool column_has(px_column column, px_words_op op)
{
    if (op == PX_WORDS_DELETED)
        return column != PX_COLUMN_NEW;
    return op == PX_WORDS_SAME || column == PX_COLUMN_BOTH || column == PX_COLUMN_NEW;
}

/* Spaces at the ends stand outside of the element: only words are marked. */
static void write_words(px_compare_writer *w, px_words_op op, px_str text, px_column column)
{
    bool marked = column != PX_COLUMN_PLAIN && op != PX_WORDS_SAME;
    size_t head = 0, tail = text.len;

    if (text.len == 0 || !column_has(column, op))
        return;
    while (marked && head < tail && text.ptr[head] == ' ')
        head++;
    while (marked && tail > head && text.ptr[tail - 1] == ' ')
        tail--;
    px_builder_html(w->out, px_str_sub(text, 0, head));
    if (marked && head < tail)
        px_compare_html_open(w, op);
    px_builder_html(w->out, px_str_sub(text, head, tail));
    if (marked && head < tail)
        px_compare_html_close(w, op);
    px_builder_html(w->out, px_str_sub(text, tail, text.len));
}

static void write_runs(px_compare_writer *w, const px_word_diff *diff, px_column column)
{
    for (size_t i = 0; i < diff->count; i++)
        write_words(w, diff->runs[i].op, diff->runs[i].text, column);
}

/* The runs that fall into one piece of a split: bytes from start to end of the new text. Words that
 * are gone between two pieces go with the first. */
static void write_piece(px_compare_writer *w, const px_word_diff *diff,
                        const px_change_piece *piece, px_column column)
{
    size_t at = 0;

    for (size_t i = 0; i < diff->count; i++) {
        const px_words_run *run = &diff->runs[i];
        size_t end = at + run->text.len, from = PX_MAX(at, piece->start);

        if (run->op == PX_WORDS_DELETED) {
            if (at > piece->start ? at <= piece->end + 1 : at == 0 && piece->start == 0)
                write_words(w, run->op, run->text, column);
            continue;
        }
        if (from < piece->end && end > piece->start)
            write_words(w, run->op, px_str_sub(run->text, from - at, PX_MIN(end, piece->end) - at),
                        column);
        at = end;
    }
}

/* ---- Lines of code */

static void write_pair(px_compare_writer *w, const px_line_pair *pair, px_column column)
{
    px_word_diff words;

    if (pair->same) {
        write_words(w, PX_WORDS_SAME, pair->new_line, column);
        return;
    }
    if (!pair->has_old || !pair->has_new) {
        px_words_op op = pair->has_old ? PX_WORDS_DELETED : PX_WORDS_INSERTED;

        write_words(w, op, pair->has_old ? pair->old_line : pair->new_line, column);
        return;
    }
    px_word_diff_make(w->arena, pair->old_line, pair->new_line, &words);
    write_runs(w, &words, column);
}

static bool pair_shown(const px_line_pair *pair, px_column column)
{
    return (pair->has_old && column != PX_COLUMN_NEW) ||
           (pair->has_new && column_has(column, PX_WORDS_INSERTED));
}

/* What stands before a line in a block that both texts have: whole lines are too much to be struck
 * out or underlined. */
static const char *line_mark(const px_line_pair *pair)
{
    if (pair->same)
        return "<span class=\"c-gutter\"> </span>";
    if (pair->has_old && pair->has_new)
        return "<span class=\"c-gutter\">~</span>";
    return pair->has_old ? "<span class=\"c-gutter\">-</span>"
                         : "<span class=\"c-gutter\">+</span>";
}

static void write_code(px_compare_writer *w, px_str old_text, px_str new_text, px_column column)
{
    px_line_diff lines;

    px_line_diff_make(w->arena, old_text, new_text, false, &lines);
    px_builder_add(w->out, "<pre><code>");
    for (size_t i = 0; i < lines.count; i++) {
        if (!pair_shown(&lines.pairs[i], column))
            continue;
        if (old_text.len && new_text.len && column != PX_COLUMN_PLAIN)
            px_builder_add(w->out, line_mark(&lines.pairs[i]));
        write_pair(w, &lines.pairs[i], column);
        px_builder_char(w->out, '\n');
    }
    px_builder_add(w->out, "</code></pre>\n");
}

/* ---- Rows of tables */

static px_str cell_plain(px_compare_writer *w, px_str cell)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (cell.len && px_markdown_plain(&plain, cell, NULL) < 0)
        return cell;
    return px_arena_str(w->arena, px_builder_view(&plain));
}

static void write_table_row(px_compare_writer *w, const px_line_pair *pair, px_column column)
{
    px_str old_rest = px_table_row_inner(pair->old_line), old_cell = PX_STR_NONE;
    px_str new_rest = px_table_row_inner(pair->new_line), new_cell = PX_STR_NONE;
    bool old_more = pair->has_old, new_more = pair->has_new;

    px_builder_add(w->out, "<tr>");
    for (;;) {
        px_word_diff words;

        old_more = old_more && px_table_row_cell(&old_rest, &old_cell);
        new_more = new_more && px_table_row_cell(&new_rest, &new_cell);
        if (!old_more && !new_more)
            break;
        px_word_diff_make(w->arena, old_more ? cell_plain(w, old_cell) : PX_STR_NONE,
                          new_more ? cell_plain(w, new_cell) : PX_STR_NONE, &words);
        px_builder_add(w->out, "<td>");
        write_runs(w, &words, column);
        px_builder_add(w->out, "</td>");
    }
    px_builder_add(w->out, "</tr>\n");
}

static void write_table(px_compare_writer *w, px_str old_text, px_str new_text, px_column column)
{
    px_line_diff lines;

    px_line_diff_make(w->arena, old_text, new_text, true, &lines);
    px_builder_add(w->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    px_builder_html(w->out, px_str_of(px_tr(w->language, N_("Table"))));
    px_builder_add(w->out, "\"><table>\n");
    for (size_t i = 0; i < lines.count; i++)
        if (pair_shown(&lines.pairs[i], column))
            write_table_row(w, &lines.pairs[i], column);
    px_builder_add(w->out, "</table></div>\n");
}

/* ---- Heading, number and text */

static const px_match_node *node_of(const px_compare_version *version, size_t node)
{
    return node == PX_OUTLINE_TOP ? NULL : &version->side.nodes[node];
}

static px_str number_of(const px_match_node *node)
{
    return node ? node->number : PX_STR_NONE;
}

/* The number; where it is another now, the old one and the new one. */
static void write_number(px_compare_writer *w, const px_compare_detail *d,
                         const px_compare_row *row, px_column column)
{
    const px_change *change = &d->comparison.changes[row->change];
    px_str before = number_of(node_of(d->old_version, row->old_node));
    px_str now = number_of(node_of(d->new_version, row->new_node));
    bool old_side = column == PX_COLUMN_OLD || column == PX_COLUMN_PLAIN;

    if ((before.len == 0 && now.len == 0) || (old_side ? before.len : 1) == 0)
        return;
    px_builder_add(w->out, "<span class=\"num\">");
    if (row->kind == PX_ROW_CHANGE && row->old_node != PX_OUTLINE_TOP &&
        row->new_node != PX_OUTLINE_TOP && change->renumbered) {
        write_words(w, PX_WORDS_DELETED, before, column);
        if (column == PX_COLUMN_BOTH && before.len && now.len)
            px_builder_char(w->out, ' ');
        write_words(w, PX_WORDS_INSERTED, now, column);
    } else {
        px_builder_html(w->out, old_side || !now.len ? before : now);
    }
    px_builder_add(w->out, "</span> ");
}

/* Opens or closes what holds a heading: of a division <h3> to <h6>, else a paragraph. */
static void heading_tag(px_compare_writer *w, const char *start, const px_match_node *node,
                        int depth)
{
    if (px_provision_kinds[node->kind].division)
        px_builder_format(w->out, "%sh%d>", start,
                          PX_MIN(HEADING_FIRST + PX_MAX(depth, 0), HEADING_LAST));
    else
        px_builder_format(w->out, "%sp%s>", start, start[1] ? "" : " class=\"c-term\"");
}

static void write_heading(px_compare_writer *w, const px_compare_detail *d,
                          const px_compare_row *row, px_column column, int depth)
{
    const px_match_node *node = row->new_node != PX_OUTLINE_TOP
                                    ? node_of(d->new_version, row->new_node)
                                    : node_of(d->old_version, row->old_node);
    const px_change_detail *detail = &d->changes[row->change];

    heading_tag(w, "<", node, depth);
    write_number(w, d, row, column);
    if (row->kind == PX_ROW_PIECE)
        write_words(w, PX_WORDS_INSERTED, node->heading, column);
    else if (detail->heading.count)
        write_runs(w, &detail->heading, column);
    else
        px_builder_html(w->out, node->heading);
    heading_tag(w, "</", node, depth);
    px_builder_char(w->out, '\n');
}

static const px_change_piece *piece_of(const px_change_detail *detail, size_t node)
{
    for (size_t i = 0; i < detail->n_pieces; i++)
        if (detail->pieces[i].node == node)
            return &detail->pieces[i];
    return NULL;
}

static px_str raw_text(const px_compare_version *version, size_t node)
{
    return node == PX_OUTLINE_TOP ? PX_STR_NONE : version->text->nodes[node].text;
}

static void write_text(px_compare_writer *w, const px_compare_detail *d, const px_compare_row *row,
                       px_column column)
{
    const px_change *change = &d->comparison.changes[row->change];
    const px_change_detail *detail = &d->changes[row->change];
    const px_match_node *node = row->new_node != PX_OUTLINE_TOP
                                    ? node_of(d->new_version, row->new_node)
                                    : node_of(d->old_version, row->old_node);
    bool split = change->kind == PX_CHANGE_SPLIT && column != PX_COLUMN_OLD &&
                 column != PX_COLUMN_PLAIN && row->new_node != PX_OUTLINE_TOP;
    const px_change_piece *piece = split ? piece_of(detail, row->new_node) : NULL;

    if (piece)
        write_piece(w, &detail->words, piece, column);
    else if (detail->words.count)
        write_runs(w, &detail->words, column);
    else
        px_builder_html(w->out, node->text);
}

static bool has_text(const px_compare_detail *d, const px_compare_row *row)
{
    const px_change_detail *detail = &d->changes[row->change];

    return detail->old_text.len || detail->new_text.len;
}

void px_compare_html_content(px_compare_writer *w, const px_compare_detail *d,
                             const px_compare_row *row, px_column column, int depth)
{
    const px_change *change = &d->comparison.changes[row->change];
    const px_match_node *before = node_of(d->old_version, row->old_node);
    const px_match_node *now = node_of(d->new_version, row->new_node);
    bool heading = (before && before->heading.len) || (now && now->heading.len);
    px_str old_text = raw_text(d->old_version, row->old_node);
    px_str new_text = raw_text(d->new_version, row->new_node);

    if (heading)
        write_heading(w, d, row, column, depth);
    if (!has_text(d, row)) {
        if (!heading && (number_of(before).len || number_of(now).len)) {
            px_builder_add(w->out, "<p>");
            write_number(w, d, row, column);
            px_builder_add(w->out, "</p>\n");
        }
        return;
    }
    if (px_change_is_of_kind(d, change, PX_PROVISION_CODE_BLOCK)) {
        write_code(w, old_text, new_text, column);
    } else if (px_change_is_of_kind(d, change, PX_PROVISION_TABLE)) {
        write_table(w, old_text, new_text, column);
    } else {
        px_builder_add(w->out, "<p>");
        if (!heading)
            write_number(w, d, row, column);
        write_text(w, d, row, column);
        px_builder_add(w->out, "</p>\n");
    }
}
