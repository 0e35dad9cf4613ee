/* SPDX-License-Identifier: EUPL-1.2 */
/* Four columns, provision by provision: the draft, its comments, the answers, the next draft. Where
 * there can be one table only, a fifth one before them says of which chapter a row is. */
#include "code/compare/compare_place.h"
#include "code/compare/compare_rows.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

enum { COL_CHAPTER, COL_OLD, COL_COMMENTS, COL_ANSWERS, COL_NEW, COL_COUNT };

typedef struct four {
    px_reporting *r;
    px_compare_detail detail;
    px_kept_comments kept;
    size_t chapter; /* that the table is in; SIZE_MAX: none is begun */
    px_str title;   /* its title */
    size_t rows;
} four;

/* ---- Comments of a provision */

static void add_number(const px_reporting *r, const px_comment_line *line, px_runs *runs)
{
    px_arg number = { "number", px_reporting_int(r, line->comment.number) };

    px_runs_link(r, runs, px_reporting_words(r, N_("Comment {number}"), &number, 1),
                 px_reporting_page(r, "/comments/%.*s", PX_STR_ARG(line->comment.id)));
    runs->items[runs->count - 1].marks |= PX_DOC_STRONG;
}

/* The comment and its answer, each in a cell. */
static int comment_cells(const px_reporting *r, const px_comment_line *line,
                         px_doc_cell cells[COL_COUNT], px_error *err)
{
    px_runs comments = { 0 }, answers = { 0 }, author = { 0 }, proposal = { 0 };
    int rc;

    add_number(r, line, &comments);
    px_reporting_author(r, line, &author);
    for (size_t i = 0; i < author.count; i++) {
        px_runs_add(r, &comments, i ? PX_STR(", ") : PX_STR(" – "), 0);
        px_runs_add(r, &comments, author.items[i].text, 0);
    }
    rc = px_reporting_comment(r, line, &comments, err);
    px_reporting_proposal(r, line, &proposal);
    for (size_t i = 0; i < proposal.count; i++)
        px_runs_add(r, &comments, proposal.items[i].text,
                    proposal.items[i].marks | (i ? 0 : PX_DOC_BREAK));
    px_runs_add(r, &answers, px_reporting_status(r, line), PX_DOC_STRONG);
    if (rc >= 0)
        rc = px_reporting_answer(r, line, &answers, err);
    cells[COL_COMMENTS] = px_runs_cell(&comments);
    cells[COL_ANSWERS] = px_runs_cell(&answers);
    cells[COL_ANSWERS].tone = px_reporting_tone(&line->answer);
    return rc;
}

static void add_row(const four *f, px_doc_cell cells[COL_COUNT])
{
    const size_t first = f->r->ask->rows ? COL_CHAPTER : COL_OLD;

    cells[COL_CHAPTER] = px_cell_text(f->r, f->title);
    px_doc_row(f->r->document, cells + first, COL_COUNT - first);
}

/* A row for each comment on a provision, the texts in the first, later ones with its place alone;
 * one row where there is none. */
static int add_rows(four *f, px_str lasting_id, px_doc_cell cells[COL_COUNT], px_error *err)
{
    const px_comment_line *line;
    size_t at = 0, rows = 0;

    while ((line = px_kept_next(&f->kept, lasting_id, &at)) != NULL) {
        int rc = comment_cells(f->r, line, cells, err);

        if (rc < 0)
            return rc;
        add_row(f, cells);
        cells[COL_OLD].n_runs = PX_MIN(cells[COL_OLD].n_runs, (size_t)1);
        cells[COL_NEW] = (px_doc_cell){ 0 };
        rows++;
    }
    if (!rows)
        add_row(f, cells);
    f->rows += PX_MAX(rows, 1);
    return 0;
}

static bool has_comments(const four *f, px_str lasting_id)
{
    size_t at = 0;

    return px_kept_next(&f->kept, lasting_id, &at) != NULL;
}

/* ---- Texts */

static void add_place(four *f, const px_compare_version *version, size_t node, px_runs *runs)
{
    PX_AUTO_BUILDER px_builder place = PX_BUILDER_INIT(16 * 1024);

    px_compare_place(&place, f->r->language, version, node);
    px_runs_add(f->r, runs, px_arena_str(f->r->arena, px_builder_view(&place)),
                PX_DOC_SMALL | PX_DOC_EMPHASIS);
}

/* A side of a change: where it stands, its heading, its words. */
static px_doc_cell side_cell(four *f, const px_compare_version *version, size_t node,
                             const px_change_detail *change, int side)
{
    px_runs runs = { 0 }, words = { 0 };
    const px_match_node *n;

    if (node == PX_OUTLINE_TOP) {
        px_runs_add(f->r, &runs,
                    px_reporting_tr(f->r, side < 0 ? N_("not there yet") : N_("deleted")),
                    PX_DOC_EMPHASIS);
        return px_runs_cell(&runs);
    }
    n = &version->side.nodes[node];
    add_place(f, version, node, &runs);
    if (change->differs) {
        px_runs_redline(f->r, &words, &change->heading, side);
        if (words.count)
            words.items[0].marks |= PX_DOC_BREAK;
        for (size_t i = 0; i < words.count; i++)
            px_runs_add(f->r, &runs, words.items[i].text, words.items[i].marks | PX_DOC_STRONG);
        words = (px_runs){ 0 };
        px_runs_redline(f->r, &words, &change->words, side);
        for (size_t i = 0; i < words.count; i++)
            px_runs_add(f->r, &runs, words.items[i].text,
                        words.items[i].marks | (i ? 0 : PX_DOC_BREAK));
        return px_runs_cell(&runs);
    }
    px_runs_add(f->r, &runs, n->heading, PX_DOC_STRONG | PX_DOC_BREAK);
    px_runs_add(f->r, &runs, n->text, PX_DOC_BREAK);
    return px_runs_cell(&runs);
}

/* ---- The table */

static void begin_table(px_reporting *r)
{
    const px_doc_column heads[COL_COUNT] = {
        [COL_CHAPTER] = { px_reporting_tr(r, N_("Chapter")), PX_STR("chapter"), 2 },
        [COL_OLD] = { px_reporting_version(r, &r->version), PX_STR("old"), 3 },
        [COL_COMMENTS] = { px_reporting_tr(r, N_("Comments")), PX_STR("comments"), 3 },
        [COL_ANSWERS] = { px_reporting_tr(r, N_("Answers")), PX_STR("answers"), 3 },
        [COL_NEW] = { px_reporting_version(r, &r->next), PX_STR("new"), 3 },
    };
    const size_t first = r->ask->rows ? COL_CHAPTER : COL_OLD;

    px_doc_table(r->document, heads + first, COL_COUNT - first, PX_STR_NONE);
}

/* A chapter has a table of its own, or its rows come behind those of the one before. */
static void turn_to(four *f, px_str title)
{
    px_reporting *r = f->r;

    f->title = title;
    if (r->ask->rows)
        return;
    px_doc_table_end(r->document);
    px_doc_heading(r->document, 1, title);
    begin_table(r);
}

/* Chapters are the top divisions. */
static void turn_to_chapter(four *f, size_t chapter)
{
    const px_compare_chapter *c = &f->detail.chapters[chapter];
    px_str title = PX_STR_NONE;

    if (f->chapter == chapter)
        return;
    f->chapter = chapter;
    if (c->new_node != PX_OUTLINE_TOP)
        title = f->detail.new_version->side.nodes[c->new_node].heading;
    else if (c->old_node != PX_OUTLINE_TOP)
        title = f->detail.old_version->side.nodes[c->old_node].heading;
    turn_to(f, title.len ? title : px_reporting_tr(f->r, N_("Outside of the chapters")));
}

static int add_change(four *f, size_t index, px_error *err)
{
    const px_change *change = &f->detail.comparison.changes[index];
    const px_change_detail *detail = &f->detail.changes[index];
    px_doc_cell cells[COL_COUNT] = { 0 };
    bool shown = px_change_is_any(change) &&
                 !px_change_is_silent(&f->detail, change, change->old_node, change->new_node);
    px_str id = PX_STR("-"); /* none has it */

    if (change->old_node != PX_OUTLINE_TOP)
        id = f->detail.old_version->side.nodes[change->old_node].id;
    if (!shown && !has_comments(f, id))
        return 0;
    turn_to_chapter(f, detail->chapter);
    cells[COL_OLD] = side_cell(f, f->detail.old_version, change->old_node, detail, -1);
    cells[COL_NEW] = side_cell(f, f->detail.new_version, change->new_node, detail, 0);
    return add_rows(f, id, cells, err);
}

/* Comments on the draft as a whole come first. */
static int add_whole(four *f, px_error *err)
{
    px_doc_cell cells[COL_COUNT] = { 0 };

    if (!has_comments(f, PX_STR_NONE))
        return 0;
    turn_to(f, px_reporting_tr(f->r, N_("The whole draft")));
    cells[COL_OLD] = px_cell_text(f->r, f->title);
    return add_rows(f, PX_STR_NONE, cells, err);
}

int px_report_four_column(px_reporting *r, px_error *err)
{
    four f = { .r = r, .chapter = SIZE_MAX };
    int rc = px_reporting_compare(r, &f.detail, err);

    if (rc >= 0)
        rc = px_reporting_gather(r, &f.kept, err);
    if (rc >= 0 && r->ask->rows)
        begin_table(r);
    if (rc >= 0)
        rc = add_whole(&f, err);
    for (size_t i = 0; rc >= 0 && i < f.detail.comparison.count; i++)
        rc = add_change(&f, i, err);
    px_doc_table_end(r->document);
    if (rc >= 0 && !f.rows && !r->ask->rows)
        px_doc_text(r->document, px_reporting_tr(r, N_("Nothing changed between these versions, "
                                                       "and there are no comments.")));
    return rc;
}
