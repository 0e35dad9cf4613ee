/* SPDX-License-Identifier: EUPL-1.2 */
/* Which duties were strengthened or weakened between two versions, and the comments behind. */
#include "code/compare/compare_place.h"
#include "drafting/report/report_priv.h"

#include "base/banned.h"

enum { COL_PLACE, COL_EFFECT, COL_WHAT, COL_OLD, COL_NEW, COL_COMMENTS, COL_COUNT };

typedef struct strength {
    px_reporting *r;
    px_compare_detail detail;
    px_kept_comments kept;
    px_comment_change *changes; /* all of the code, in published versions */
    size_t n_changes;
} strength;

static const char *effect_title(px_duty_effect effect)
{
    static const char *const titles[] = {
        [PX_DUTY_NEUTRAL] = N_("changed otherwise"),
        [PX_DUTY_STRONGER] = N_("strengthened"),
        [PX_DUTY_WEAKER] = N_("weakened"),
    };

    return titles[effect];
}

/* ---- Summary */

static void summary_row(const strength *s, px_str title, const size_t duties[PX_DUTY_WEAKER + 1])
{
    px_doc_cell cells[] = {
        px_cell_head(s->r, title),
        px_cell_int(s->r, (long long)duties[PX_DUTY_STRONGER]),
        px_cell_int(s->r, (long long)duties[PX_DUTY_WEAKER]),
        px_cell_int(s->r, (long long)duties[PX_DUTY_NEUTRAL]),
    };

    px_doc_row(s->r->document, cells, PX_COUNT(cells));
}

static px_str chapter_title(const strength *s, const px_compare_chapter *chapter)
{
    px_str title = PX_STR_NONE;

    if (chapter->new_node != PX_OUTLINE_TOP)
        title = s->detail.new_version->side.nodes[chapter->new_node].heading;
    else if (chapter->old_node != PX_OUTLINE_TOP)
        title = s->detail.old_version->side.nodes[chapter->old_node].heading;
    return title.len ? title : px_reporting_tr(s->r, N_("Outside of the chapters"));
}

static void write_summary(const strength *s)
{
    px_reporting *r = s->r;
    const px_doc_column heads[] = {
        { px_reporting_tr(r, N_("Chapter")), PX_STR("chapter"), 3 },
        { px_reporting_tr(r, N_("Strengthened")), PX_STR("strengthened"), 1 },
        { px_reporting_tr(r, N_("Weakened")), PX_STR("weakened"), 1 },
        { px_reporting_tr(r, N_("Changed otherwise")), PX_STR("changed"), 1 },
    };

    px_doc_heading(r->document, 1, px_reporting_tr(r, N_("Summary")));
    px_doc_table(r->document, heads, PX_COUNT(heads),
                 px_reporting_tr(r, N_("Changes of duties, by chapter")));
    for (size_t i = 0; i < s->detail.n_chapters; i++) {
        const px_compare_chapter *c = &s->detail.chapters[i];

        if (c->duties[PX_DUTY_STRONGER] + c->duties[PX_DUTY_WEAKER] + c->duties[PX_DUTY_NEUTRAL])
            summary_row(s, chapter_title(s, c), c->duties);
    }
    summary_row(s, px_reporting_tr(r, N_("All")), s->detail.total.duties);
    px_doc_table_end(r->document);
    px_doc_text(r->document,
                px_reporting_tr(r, N_("Found by words that bind (shall, must), weaken (where "
                                      "appropriate), count or date, from a list that everybody can "
                                      "read. It is a help for readers and no legal opinion.")));
}

/* ---- Comments behind a change */

static void add_comment(const strength *s, px_runs *runs, int64_t number, px_str id, px_str words)
{
    px_reporting *r = s->r;
    px_arg args[] = { { "number", px_reporting_int(r, number) }, { "how", words } };

    px_runs_link(r, runs,
                 px_reporting_words(r, N_("Comment {number} ({how})"), args, PX_COUNT(args)),
                 px_reporting_page(r, "/comments/%.*s", PX_STR_ARG(id)));
    if (runs->count > 1)
        runs->items[runs->count - 1].marks |= PX_DOC_BREAK;
}

/* Whether one of the first changes on record says that a comment changed the provision. */
static bool is_traced(const strength *s, px_str lasting_id, int64_t comment, size_t first)
{
    for (size_t i = 0; i < first; i++)
        if (s->changes[i].version == s->r->next.row && s->changes[i].comment == comment &&
            px_str_eq(s->changes[i].lasting_id, lasting_id))
            return true;
    return false;
}

/* First those that are on record for the change, each once though it changed the text in several
 * languages, then those on the provision that were accepted at least in part. */
static px_doc_cell comments_cell(const strength *s, px_str lasting_id)
{
    px_runs runs = { 0 };
    const px_comment_line *line;
    size_t at = 0;

    for (size_t i = 0; i < s->n_changes; i++)
        if (s->changes[i].version == s->r->next.row &&
            px_str_eq(s->changes[i].lasting_id, lasting_id) &&
            !is_traced(s, lasting_id, s->changes[i].comment, i))
            add_comment(s, &runs, s->changes[i].number, s->changes[i].comment_id,
                        px_reporting_tr(s->r, px_change_way_title(s->changes[i].way)));
    while (lasting_id.len && (line = px_kept_next(&s->kept, lasting_id, &at)) != NULL)
        if (line->answer.row && line->answer.status <= PX_ANSWER_PARTLY &&
            !is_traced(s, lasting_id, line->comment.row, s->n_changes))
            add_comment(s, &runs, line->comment.number, line->comment.id,
                        px_reporting_status(s->r, line));
    return px_runs_cell(&runs);
}

/* ---- Rows */

/* The sentence with the words that matter in bold. */
static px_doc_cell sentence_cell(const strength *s, const px_duty_place *place)
{
    px_runs runs = { 0 };
    size_t at = place->words.len ? px_str_find(place->sentence, place->words) : place->sentence.len;

    px_runs_add(s->r, &runs, px_str_sub(place->sentence, 0, at), 0);
    if (at < place->sentence.len) {
        px_runs_add(s->r, &runs, place->words, PX_DOC_STRONG);
        px_runs_add(s->r, &runs,
                    px_str_sub(place->sentence, at + place->words.len, place->sentence.len), 0);
    }
    return px_runs_cell(&runs);
}

static px_doc_cell place_cell(const strength *s, const px_change *change)
{
    PX_AUTO_BUILDER px_builder place = PX_BUILDER_INIT(16 * 1024);
    bool gone = change->new_node == PX_OUTLINE_TOP;

    px_compare_place(&place, s->r->language, gone ? s->detail.old_version : s->detail.new_version,
                     gone ? change->old_node : change->new_node);
    return px_cell_head(s->r, px_arena_str(s->r->arena, px_builder_view(&place)));
}

static px_str lasting_id(const strength *s, const px_change *change)
{
    return change->old_node != PX_OUTLINE_TOP
               ? s->detail.old_version->side.nodes[change->old_node].id
               : s->detail.new_version->side.nodes[change->new_node].id;
}

static void add_finding(const strength *s, const px_change *change, const px_duty_finding *finding)
{
    static const px_doc_tone tones[] = { [PX_DUTY_NEUTRAL] = PX_DOC_PLAIN,
                                         [PX_DUTY_STRONGER] = PX_DOC_GOOD,
                                         [PX_DUTY_WEAKER] = PX_DOC_BAD };
    px_doc_cell cells[COL_COUNT];

    cells[COL_PLACE] = place_cell(s, change);
    cells[COL_EFFECT] = px_cell_text(s->r, px_reporting_tr(s->r, effect_title(finding->effect)));
    cells[COL_EFFECT].tone = tones[finding->effect];
    cells[COL_WHAT] = px_cell_text(s->r, px_reporting_tr(s->r, px_duty_kind_title(finding->kind)));
    cells[COL_OLD] = sentence_cell(s, &finding->old_place);
    cells[COL_NEW] = sentence_cell(s, &finding->new_place);
    cells[COL_COMMENTS] = comments_cell(s, lasting_id(s, change));
    px_doc_row(s->r->document, cells, COL_COUNT);
}

static void write_findings(const strength *s)
{
    px_reporting *r = s->r;
    const px_doc_column heads[COL_COUNT] = {
        [COL_PLACE] = { px_reporting_tr(r, N_("Provision")), PX_STR("provision"), 12 },
        [COL_EFFECT] = { px_reporting_tr(r, N_("Effect")), PX_STR("effect"), 9 },
        [COL_WHAT] = { px_reporting_tr(r, N_("What changed")), PX_STR("what_changed"), 12 },
        [COL_OLD] = { px_reporting_version(r, &r->version), PX_STR("old"), 26 },
        [COL_NEW] = { px_reporting_version(r, &r->next), PX_STR("new"), 26 },
        [COL_COMMENTS] = { px_reporting_tr(r, N_("Comments behind it")), PX_STR("comments"), 15 },
    };

    px_doc_heading(r->document, 1, px_reporting_tr(r, N_("The changes, in the order of the text")));
    px_doc_table(r->document, heads, COL_COUNT, PX_STR_NONE);
    for (size_t i = 0; i < s->detail.comparison.count; i++) {
        const px_duties *lists[] = { &s->detail.changes[i].heading_duties,
                                     &s->detail.changes[i].duties };

        for (size_t l = 0; l < PX_COUNT(lists); l++)
            for (size_t d = 0; d < lists[l]->count; d++)
                add_finding(s, &s->detail.comparison.changes[i], &lists[l]->items[d]);
    }
    px_doc_table_end(r->document);
}

/* In the order in which they were made. */
static int read_changes(strength *s, px_error *err)
{
    px_comment_change *newest;
    int rc = px_provision_change_list(s->r->db, s->r->arena, s->r->ask->code, PX_STR(""), false,
                                      &newest, &s->n_changes, err);

    if (rc < 0)
        return rc;
    s->changes = px_arena_array(s->r->arena, PX_MAX(s->n_changes, 1), sizeof(*s->changes));
    for (size_t i = 0; i < s->n_changes; i++)
        s->changes[i] = newest[s->n_changes - 1 - i];
    return 0;
}

int px_report_strength(px_reporting *r, px_error *err)
{
    strength s = { .r = r };
    const size_t *total = s.detail.total.duties;
    int rc = px_reporting_compare(r, &s.detail, err);

    if (rc >= 0)
        rc = px_reporting_gather(r, &s.kept, err);
    if (rc >= 0)
        rc = read_changes(&s, err);
    if (rc < 0)
        return rc;
    if (r->ask->rows) {
        write_findings(&s);
        return 0;
    }
    if (!total[PX_DUTY_STRONGER] && !total[PX_DUTY_WEAKER] && !total[PX_DUTY_NEUTRAL]) {
        px_doc_text(r->document,
                    px_reporting_tr(r, N_("No duty, deadline or figure changed between "
                                          "these versions.")));
        return 0;
    }
    write_summary(&s);
    write_findings(&s);
    return 0;
}
