/* SPDX-License-Identifier: EUPL-1.2 */
/* Disposition of comments: each with its answer, the reason and what it changed. */
#include "drafting/comment/answer.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

enum {
    COL_NUMBER,
    COL_AUTHOR,
    COL_PLACE,
    COL_KIND,
    COL_COMMENT,
    COL_PROPOSAL,
    COL_STATUS,
    COL_REASON,
    COL_CHANGE,
    COL_COUNT
};

enum { CHANGE_MAX = 4096 /* bytes of a text whose change is shown in a cell */ };

static const struct {
    const char *title, *key;
    unsigned width;
} columns[COL_COUNT] = {
    [COL_NUMBER] = { N_("No."), "number", 4 },
    [COL_AUTHOR] = { N_("Author"), "author", 9 },
    [COL_PLACE] = { N_("Where"), "place", 9 },
    [COL_KIND] = { N_("Kind"), "kind", 7 },
    [COL_COMMENT] = { N_("Comment"), "comment", 22 },
    [COL_PROPOSAL] = { N_("Proposed change"), "proposed_change", 13 },
    [COL_STATUS] = { N_("Answer"), "status", 9 },
    [COL_REASON] = { N_("Reason"), "reason", 20 },
    [COL_CHANGE] = { N_("What changed"), "what_changed", 9 },
};

typedef struct disposition {
    px_reporting *r;
    px_compare_version side; /* the commented text */
    size_t rows;
} disposition;

/* ---- Summary */

typedef struct summary {
    int64_t all, gone, open, objections, statuses[PX_ANSWER_STATUS_COUNT];
} summary;

static int summarise(const px_comment_line *line, void *arg, px_error *err)
{
    summary *s = arg;

    (void)err;
    if (line->comment.state != PX_COMMENT_SUBMITTED) {
        s->gone++;
        return 0;
    }
    s->all++;
    if (!line->answer.row)
        s->open++;
    else
        s->statuses[line->answer.status]++;
    s->objections += px_answer_objection_open(&line->answer);
    return 0;
}

static void summary_row(px_reporting *r, px_str title, px_doc_tone tone, int64_t count, int64_t all)
{
    px_doc_cell cells[3];

    cells[0] = px_cell_head(r, title);
    cells[0].tone = tone;
    cells[1] = px_cell_int(r, count);
    cells[2] = px_cell_share(r, count, all);
    px_doc_row(r->document, cells, PX_COUNT(cells));
}

static void write_summary(px_reporting *r, const summary *s)
{
    const px_doc_column heads[] = {
        { px_reporting_tr(r, N_("Answer")), PX_STR("status"), 3 },
        { px_reporting_tr(r, N_("Comments")), PX_STR("comments"), 1 },
        { px_reporting_tr(r, N_("Share")), PX_STR("share"), 1 },
    };

    px_doc_table(r->document, heads, PX_COUNT(heads),
                 px_reporting_tr(r, N_("How the comments were answered")));
    for (size_t i = 0; i < PX_ANSWER_STATUS_COUNT; i++) {
        px_answer answer = { .row = 1, .status = (px_answer_status)i };

        summary_row(r, px_reporting_tr(r, px_answer_status_title(answer.status)),
                    px_reporting_tone(&answer), s->statuses[i], s->all);
    }
    summary_row(r, px_reporting_tr(r, N_("not answered yet")), PX_DOC_MUTED, s->open, s->all);
    summary_row(r, px_reporting_tr(r, N_("All comments")), PX_DOC_PLAIN, s->all, s->all);
    px_doc_table_end(r->document);
    if (s->objections) {
        px_arg count = { "count", px_reporting_int(r, s->objections) };

        px_doc_text(r->document,
                    px_reporting_words(
                        r, N_("Objections to answers that have not been dealt with yet: {count}."),
                        &count, 1));
    }
    if (s->gone) {
        px_arg count = { "count", px_reporting_int(r, s->gone) };

        px_doc_text(r->document, px_reporting_words(
                                     r,
                                     N_("Comments that were withdrawn, and are not counted above: "
                                        "{count}."),
                                     &count, 1));
    }
}

/* ---- Rows */

static void change_runs(px_reporting *r, const px_comment_change *change, px_runs *runs)
{
    px_arg version = { "version", change->version_label };
    px_word_diff diff;

    px_runs_add(r, runs,
                px_reporting_words(r,
                                   change->way == PX_CHANGE_WORDING
                                       ? N_("Taken over into version {version}:")
                                       : N_("Worked into version {version}:"),
                                   &version, 1),
                PX_DOC_STRONG | (runs->count ? PX_DOC_BREAK : 0));
    px_runs_add(r, runs, PX_STR(" "), 0);
    px_word_diff_make(r->arena, px_str_sub(change->before, 0, CHANGE_MAX),
                      px_str_sub(change->after, 0, CHANGE_MAX), &diff);
    if (change->before.len <= CHANGE_MAX && change->after.len <= CHANGE_MAX)
        px_runs_redline(r, runs, &diff, 0);
}

static int add_changes(px_reporting *r, const px_comment *comment, px_runs *runs, px_error *err)
{
    px_comment_change *changes;
    size_t count;
    int rc = px_comment_change_list(r->db, r->arena, comment, false, &changes, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        change_runs(r, &changes[i], runs);
    return rc;
}

static px_doc_cell number_cell(const px_reporting *r, const px_comment *comment)
{
    px_runs runs = { 0 };
    px_doc_cell cell;

    px_runs_link(r, &runs, px_reporting_int(r, comment->number),
                 px_reporting_page(r, "/comments/%.*s", PX_STR_ARG(comment->id)));
    cell = px_runs_cell(&runs);
    cell.head = true;
    return cell;
}

/* The provision, and the words that it stands on. */
static void place_runs(const disposition *d, const px_comment *comment, px_runs *runs)
{
    px_reporting *r = d->r;

    px_runs_add(r, runs, px_reporting_place(r, &d->side, comment->anchor.id), 0);
    if (comment->anchor.exact.len && comment->anchor.exact.len <= 600)
        px_runs_add(r, runs, comment->anchor.exact, PX_DOC_SMALL | PX_DOC_BREAK | PX_DOC_EMPHASIS);
}

static int add_row(const px_comment_line *passing, void *arg, px_error *err)
{
    disposition *d = arg;
    px_reporting *r = d->r;
    px_comment_line kept;
    const px_comment_line *line = &kept;
    const px_comment *c = &kept.comment;
    px_runs author = { 0 }, place = { 0 }, text = { 0 }, proposal = { 0 }, reason = { 0 },
            change = { 0 };
    px_doc_cell cells[COL_COUNT];
    int rc;

    px_reporting_keep(r, passing, &kept);
    px_reporting_author(r, line, &author);
    place_runs(d, c, &place);
    rc = px_reporting_comment(r, line, &text, err);
    px_reporting_proposal(r, line, &proposal);
    if (rc >= 0)
        rc = px_reporting_answer(r, line, &reason, err);
    if (rc >= 0)
        rc = add_changes(r, c, &change, err);
    if (rc < 0)
        return rc;
    cells[COL_NUMBER] = number_cell(r, c);
    cells[COL_AUTHOR] = px_runs_cell(&author);
    cells[COL_PLACE] = px_runs_cell(&place);
    cells[COL_KIND] = px_cell_text(r, px_reporting_tr(r, px_comment_kind_title(c->kind)));
    cells[COL_COMMENT] = px_runs_cell(&text);
    cells[COL_PROPOSAL] = px_runs_cell(&proposal);
    cells[COL_STATUS] = px_cell_text(r, px_reporting_status(r, line));
    cells[COL_STATUS].tone =
        c->state == PX_COMMENT_SUBMITTED ? px_reporting_tone(&line->answer) : PX_DOC_PLAIN;
    cells[COL_REASON] = px_runs_cell(&reason);
    cells[COL_CHANGE] = px_runs_cell(&change);
    px_doc_row(r->document, cells, COL_COUNT);
    d->rows++;
    return 0;
}

static int write_rows(disposition *d, px_error *err)
{
    px_reporting *r = d->r;
    px_doc_column heads[COL_COUNT];
    int rc = px_reporting_text(r, &r->version, r->tag, &d->side, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < COL_COUNT; i++)
        heads[i] = (px_doc_column){ px_reporting_tr(r, columns[i].title), px_str_of(columns[i].key),
                                    columns[i].width };
    px_doc_heading(r->document, 1,
                   px_reporting_tr(r, N_("The comments, in the order of the text")));
    px_doc_table(r->document, heads, COL_COUNT, PX_STR_NONE);
    rc = px_reporting_each(r, add_row, d, err);
    px_doc_table_end(r->document);
    return rc;
}

int px_report_disposition(px_reporting *r, px_error *err)
{
    disposition d = { .r = r };
    summary s = { 0 };
    int rc = px_reporting_all(r, summarise, &s, err);

    if (rc < 0)
        return rc;
    if (r->ask->rows)
        return write_rows(&d, err);
    px_doc_heading(r->document, 1, px_reporting_tr(r, N_("Summary")));
    if (!s.all && !s.gone)
        px_doc_text(r->document, px_reporting_tr(r, N_("No comment has been submitted on this "
                                                       "version yet.")));
    write_summary(r, &s);
    return s.all || s.gone ? write_rows(&d, err) : 0;
}
