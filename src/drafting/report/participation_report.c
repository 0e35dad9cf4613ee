/* SPDX-License-Identifier: EUPL-1.2 */
/* The report on participation: charts, with the figures in tables below them. */
#include "document/chart.h"
#include "drafting/report/participation.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

enum { CHART_ROWS = 15 /* a chart with more of them says nothing any more; the table has all */ };

/* One breakdown. */
typedef struct breakdown {
    px_participation_by by;
    const char *title, *chart, *caption, *name, *description;
} breakdown;

static const breakdown breakdowns[] = {
    { PX_PARTICIPATION_CATEGORY, N_("By category"), N_("Shares by category"),
      N_("Comments and participants by category"), N_("Category"),
      N_("Bars: the share of each category in all participants and in all comments. The figures "
         "are "
         "in the table below.") },
    { PX_PARTICIPATION_COUNTRY, N_("By country"), N_("Shares by country"),
      N_("Comments and participants by country"), N_("Country"),
      N_("Bars: the share of each country in all participants and in all comments. The figures are "
         "in the table below.") },
    { PX_PARTICIPATION_CHAPTER, N_("By chapter"), N_("Shares by chapter"),
      N_("Comments and participants by chapter"), N_("Chapter"),
      N_("Bars: the share of each chapter in all participants and in all comments. The figures are "
         "in the table below.") },
};

typedef struct participating {
    px_reporting *r;
    px_compare_version side;
    px_participation_row all;
} participating;

static px_str row_name(const participating *p, const breakdown *b, const px_participation_row *row)
{
    if (row->others)
        return px_reporting_tr(p->r, N_("Others, with few participants each"));
    if (b->by == PX_PARTICIPATION_CHAPTER)
        return px_reporting_place(p->r, &p->side, row->key);
    if (!row->key.len)
        return px_reporting_tr(p->r, N_("Not told"));
    return b->by == PX_PARTICIPATION_CATEGORY ? px_reporting_category(p->r, row->key)
                                              : px_reporting_country(p->r, row->key);
}

static void write_chart(const participating *p, const breakdown *b, const px_participation *counts)
{
    px_reporting *r = p->r;
    size_t count = PX_MIN(counts->count, (size_t)CHART_ROWS);
    px_chart_row *rows = px_arena_array(r->arena, PX_MAX(count, 1), sizeof(*rows));
    px_chart chart = {
        .title = px_reporting_tr(r, b->chart),
        .description = px_reporting_tr(r, b->description),
        .series = { px_reporting_tr(r, N_("Participants")), px_reporting_tr(r, N_("Comments")) },
        .wholes = { p->all.participants, p->all.comments },
        .rows = rows,
        .n_rows = count,
    };

    for (size_t i = 0; i < count; i++) {
        const px_participation_row *row = &counts->rows[i];

        rows[i] = (px_chart_row){
            .name = row_name(p, b, row),
            .values = { row->participants, row->comments },
            .words = { px_reporting_share(r, row->participants, p->all.participants),
                       px_reporting_share(r, row->comments, p->all.comments) },
        };
    }
    px_doc_figure(r->document, px_chart_svg(r->arena, &chart), chart.title, chart.description);
}

static void table_row(const participating *p, const breakdown *b, px_str name,
                      const px_participation_row *row)
{
    px_reporting *r = p->r;
    px_doc_cell cells[] = {
        px_cell_text(r, px_reporting_tr(r, b->name)),
        px_cell_head(r, name),
        px_cell_int(r, row->participants),
        px_cell_share(r, row->participants, p->all.participants),
        px_cell_int(r, row->comments),
        px_cell_share(r, row->comments, p->all.comments),
        px_cell_int(r, row->answered),
        px_cell_int(r, row->taken),
    };
    const size_t first = r->ask->rows ? 0 : 1;

    px_doc_row(r->document, cells + first, PX_COUNT(cells) - first);
}

/* Of one breakdown, or, where there can be one table only, of all: then its rows say of which they
 * are. */
static void begin_table(const participating *p, const breakdown *b)
{
    px_reporting *r = p->r;
    const bool rows = r->ask->rows;
    const px_doc_column heads[] = {
        { px_reporting_tr(r, N_("Broken down by")), PX_STR("by"), 3 },
        { px_reporting_tr(r, rows ? N_("Group") : b->name), PX_STR("name"), 4 },
        { px_reporting_tr(r, N_("Participants")), PX_STR("participants"), 2 },
        { px_reporting_tr(r, N_("Share")), PX_STR("participants_share"), 2 },
        { px_reporting_tr(r, N_("Comments")), PX_STR("comments"), 2 },
        { px_reporting_tr(r, N_("Share")), PX_STR("comments_share"), 2 },
        { px_reporting_tr(r, N_("Answered")), PX_STR("answered"), 2 },
        { px_reporting_tr(r, N_("Taken up")), PX_STR("taken_up"), 2 },
    };

    const size_t first = rows ? 0 : 1;

    px_doc_table(r->document, heads + first, PX_COUNT(heads) - first,
                 rows ? PX_STR_NONE : px_reporting_tr(r, b->caption));
}

static int write_breakdown(const participating *p, const breakdown *b, px_error *err)
{
    px_reporting *r = p->r;
    px_participation counts;
    int rc =
        px_participation_read(r->db, r->arena, r->version.row, r->round.row, b->by, &counts, err);

    if (rc < 0)
        return rc;
    if (!r->ask->rows) {
        px_doc_heading(r->document, 1, px_reporting_tr(r, b->title));
        write_chart(p, b, &counts);
    }
    if (!r->ask->rows || b == breakdowns)
        begin_table(p, b);
    for (size_t i = 0; i < counts.count; i++)
        table_row(p, b, row_name(p, b, &counts.rows[i]), &counts.rows[i]);
    table_row(p, b, px_reporting_tr(r, N_("All")), &p->all);
    if (!r->ask->rows)
        px_doc_table_end(r->document);
    return 0;
}

static void write_sums(const participating *p)
{
    px_reporting *r = p->r;
    px_arg args[] = { { "comments", px_reporting_int(r, p->all.comments) },
                      { "participants", px_reporting_int(r, p->all.participants) },
                      { "answered", px_reporting_int(r, p->all.answered) },
                      { "taken", px_reporting_int(r, p->all.taken) } };

    px_doc_text(r->document, px_reporting_words(
                                 r,
                                 N_("Comments: {comments}. Participants: {participants}. Answered: "
                                    "{answered}. Taken up wholly or in part: {taken}."),
                                 args, PX_COUNT(args)));
}

static void write_definitions(px_reporting *r)
{
    static const char *const sentences[] = {
        N_("A comment counts once it was submitted and as long as it was not withdrawn."),
        N_("A participant is the organisation for which comments were made, else the person, else "
           "whoever the record names. What was said in meetings counts as a comment, without a "
           "participant."),
        N_("Category and country are those of the time of the comment. Of anonymous comments the "
           "country is not kept."),
        N_("Categories and countries with fewer than three participants are put together, with the "
           "next smallest where they are still too few, so that no figure says what one person "
           "did."),
        N_("Shares tell who took part. They do not say what is right: a comment weighs by its "
           "reasons."),
    };

    px_doc_heading(r->document, 1, px_reporting_tr(r, N_("How it is counted")));
    px_doc_list(r->document, false);
    for (size_t i = 0; i < PX_COUNT(sentences); i++) {
        px_doc_run run = { .text = px_reporting_tr(r, sentences[i]) };

        px_doc_item(r->document, &run, 1);
    }
    px_doc_list_end(r->document);
}

int px_report_participation(px_reporting *r, px_error *err)
{
    participating p = { .r = r };
    px_participation all;
    int rc = px_participation_read(r->db, r->arena, r->version.row, r->round.row,
                                   PX_PARTICIPATION_ALL, &all, err);

    if (rc >= 0)
        rc = px_reporting_text(r, &r->version, r->tag, &p.side, err);
    if (rc < 0)
        return rc;
    if (!all.count) {
        px_doc_text(r->document, px_reporting_tr(r, N_("No comment has been submitted on this "
                                                       "version yet.")));
        return 0;
    }
    p.all = all.rows[0];
    if (!r->ask->rows)
        write_sums(&p);
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(breakdowns); i++)
        rc = write_breakdown(&p, &breakdowns[i], err);
    if (rc >= 0 && !r->ask->rows)
        write_definitions(r);
    return rc;
}
