/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>

#include "base/file.h"
#include "base/table.h"
#include "cli/check_reading.h"
#include "duty/check/score.h"

#include "base/banned.h"

enum { EVALUATION_MAX = 1 << 20 };

static void percent_words(char ret_words[32], const px_score_sum *sum)
{
    const long long percent = px_score_percent(sum);

    if (percent < 0)
        (void)snprintf(ret_words, 32, "-");
    else
        (void)snprintf(ret_words, 32, "%lld.%02lld", percent / 100, percent % 100);
}

static void add_sum(const px_invocation *run, px_table *table, const char *title,
                    const px_score_sum *sum, bool graded)
{
    char percent[32];

    percent_words(percent, sum);
    px_table_cell(table, px_str_of(px_tr(run->language, title)));
    px_table_cell(table, px_str_of(percent));
    px_table_cell(table, px_str_of(graded ? px_score_grade(sum) : ""));
    px_table_cell_int(table, (long long)sum->counted);
    px_table_cell_int(table, (long long)sum->human);
    px_table_cell(table, px_str_of(px_arena_format(run->arena, "%lld %%", px_score_share(sum))));
}

static void print_sums(const px_invocation *run, const px_score *score, px_builder *out)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("Group or section")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Percent")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Grade")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Counted")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Human")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Points")), PX_ALIGN_RIGHT },
    };
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < PX_GROUP_COUNT; i++)
        add_sum(run, table, px_score_group_title((px_score_group)i), &score->groups[i], true);
    for (unsigned i = 0; i < PX_SCORE_SECTIONS; i++)
        add_sum(run, table, px_score_section_title(i), &score->sections[i], false);
    px_table_print(table, out, px_terminal_width(), false);
    px_table_free(table);
}

/* ---- Agreement, by criterion */

static const char *const shown[] = { "?", "-", "0", "0.5", "1" };

static void kappa_words(char ret_words[16], const px_criterion *criterion)
{
    const int kappa = criterion->kappa;

    if (kappa == PX_KAPPA_NONE)
        (void)snprintf(ret_words, 16, "-");
    else
        (void)snprintf(ret_words, 16, "%s%d.%02d", kappa < 0 ? "-" : "", abs(kappa) / 100,
                       abs(kappa) % 100);
}

static void add_criterion(const px_invocation *run, px_table *table, const px_criterion *criterion,
                          px_score_verdict judged)
{
    char agreed[48], kappa[16];

    (void)snprintf(agreed, sizeof(agreed), "%lld/%lld", criterion->agreed, criterion->compared);
    kappa_words(kappa, criterion);
    px_table_cell(table, criterion->id);
    px_table_cell(table, px_str_of(agreed));
    px_table_cell(table, px_str_of(kappa));
    px_table_cell(table,
                  px_str_of(px_arena_format(
                      run->arena, "%s, %s",
                      px_tr(run->language, px_criterion_counts(criterion) ? N_("yes") : N_("no")),
                      px_standing_name(criterion->standing))));
    px_table_cell(table, px_str_of(shown[judged]));
    px_table_cell_int(table, criterion->weight);
    px_table_cell(table,
                  px_bilingual_in(&criterion->words, px_str_of(px_language_tag(run->language))));
}

/* Those that were compared, or all. */
static void print_agreement(const px_invocation *run, const px_score *score, bool all,
                            px_builder *out)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("Criterion")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Agreed")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Kappa")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Counts")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Here")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Weight")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("Asks for")), PX_ALIGN_LEFT },
    };
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    const px_criterion *criterion;

    for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
        if (all || criterion->compared)
            add_criterion(run, table, criterion, score->judged[i]);
    px_table_print(table, out, px_terminal_width(), false);
    px_table_free(table);
}

static void add_wrapped(const px_invocation *run, px_builder *out, size_t indent,
                        const char *message, const px_arg *args, size_t n_args)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_message(&line, run->language, message, args, n_args);
    px_wrap(out, px_builder_view(&line), indent, PX_TEXT_WIDTH);
}

static void print_title(const px_invocation *run, px_builder *out)
{
    char documents[24];
    px_arg args[] = { { "count", { NULL, 0 } } };

    (void)snprintf(documents, sizeof(documents), "%zu", px_score_documents());
    args[0].value = px_str_of(documents);
    add_wrapped(run, out, 0,
                N_("Agreement of the checker with published evaluations of {count} summaries, by "
                   "criterion:"),
                args, 1);
    px_builder_char(out, '\n');
}

/* What the words in the column "Counts" mean, and how many criteria stand so. */
static void print_legend(const px_invocation *run, px_builder *out)
{
    px_builder_char(out, '\n');
    for (int i = 0; i < PX_STANDING_COUNT; i++) {
        const px_standing standing = (px_standing)i;
        PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        px_builder_format(&line, "%-7s %3zu  %s", px_standing_name(standing),
                          px_standing_of(standing),
                          px_tr(run->language, px_standing_words(standing)));
        px_builder_str(out, px_builder_view(&line));
        px_builder_char(out, '\n');
    }
}

/* ---- What is for a human, by section */

static void print_human(const px_invocation *run, const px_score *score, px_builder *out)
{
    px_builder_char(out, '\n');
    add_wrapped(run, out, 0, N_("For a human, by section (--criteria has the words of each):"),
                NULL, 0);
    for (unsigned section = 0; section < PX_SCORE_SECTIONS; section++) {
        PX_AUTO_BUILDER px_builder ids = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        const px_criterion *criterion;

        for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
            if (criterion->section == section && score->verdicts[i] == PX_SCORE_VERDICT_HUMAN)
                px_builder_format(&ids, "%s%.*s", ids.len ? " " : "", PX_STR_ARG(criterion->id));
        if (!ids.len)
            continue;
        px_builder_add(out, px_tr(run->language, px_score_section_title(section)));
        px_builder_char(out, '\n');
        px_wrap(out, px_builder_view(&ids), 2, PX_TEXT_WIDTH);
    }
}

/* ---- Against a published evaluation */

static int print_against(const px_invocation *run, const px_check_subject *subject,
                         const px_findings *findings, px_error *err)
{
    static const char *const agreements[] = { "unknown", "same", "other" };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FREE char *data = NULL;
    const px_criterion *criterion;
    px_evaluation published;
    size_t len;
    int rc = px_file_read(px_invocation_option(run, "against"), EVALUATION_MAX, &data, &len, err);

    if (rc >= 0)
        rc = px_published_read(run->arena, px_str_n(data, len), &published, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++) {
        const px_score_verdict verdict = px_criterion_judge(criterion, subject, findings);
        const char *theirs;
        const px_agreement agreement =
            px_published_compare(&published, criterion, verdict, &theirs);

        px_builder_format(&out, "%.*s\t%s\t%s\t%s\n", PX_STR_ARG(criterion->id), shown[verdict],
                          theirs, agreements[agreement]);
    }
    px_print(px_builder_view(&out));
    return 0;
}

static int print_json(const px_invocation *run, const px_score *score, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_score_json(&json, run->language, score);
    return px_print_json_end(&json, err);
}

static int summary_score_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CHECK_READING px_check_reading_kept kept = { 0 };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_check_context context;
    px_check_subject *subject;
    px_findings findings;
    px_score score;
    int rc = px_check_reading(run, PX_FORM_SUMMARY, &kept, &subject, err);

    if (rc >= 0)
        rc = px_check_reading_context(run, &kept, &context, err);
    if (rc < 0)
        return rc;
    px_check_run(subject, &context, &findings);
    if (px_invocation_option(run, "against"))
        return print_against(run, subject, &findings, err);
    px_score_make(subject, &findings, &score);
    if (run->json)
        return print_json(run, &score, err);
    print_title(run, &out);
    print_agreement(run, &score, px_invocation_option(run, "criteria") != NULL, &out);
    print_legend(run, &out);
    px_builder_char(&out, '\n');
    print_sums(run, &score, &out);
    print_human(run, &score, &out);
    px_print(px_builder_view(&out));
    px_say(run,
           N_("only criteria on which the checker has agreed with published evaluations "
              "count; the others are for a human"),
           NULL);
    return 0;
}

static const px_option summary_score_options[] = {
    { "against", N_("EVALUATION"), N_("compare with a published evaluation (YAML), by criterion"),
      0, false },
    { "criteria", NULL, N_("list every criterion, not only those that were compared"), 0, false },
    { "date", N_("DAY"), N_("check as of that day, as in 2026-11-30"), 0, false },
    { 0 },
};

static const px_example summary_score_examples[] = {
    { "summary score summary.txt",
      N_("agreement by criterion, then percent and grades by group and section") },
    { "summary score --criteria summary.txt", N_("with those that were never compared") },
    { NULL, NULL },
};

const px_command px_cmd_summary_score = {
    .name = "summary score",
    .operands = N_("FILE|MODEL"),
    .summary = N_("score a public summary after the public framework"),
    .description =
        N_("Scores a summary by the criteria of the public framework for the quality of "
           "summaries, with its weights, groups and grades. First it prints, by criterion, "
           "in how many documents the checker was compared with published evaluations and "
           "in how many it agreed, Cohen's kappa (agreement without what chance would "
           "give), whether and why the criterion counts, and what the checker says of this "
           "summary (1, 0.5, 0, - does not apply, ? not judged). Then it prints the score "
           "of those that count, and the ids of those that are for a human. The final "
           "judgement is for a human, too: most of the points cannot be told from the file "
           "alone. docs/checking.md has the rule by which a criterion counts.\n\n"
           "With --against it prints for each criterion, parted by tabs, its id, what "
           "the checker says, what the evaluation says, and whether both agree: same, "
           "other, or unknown where one of both says nothing."),
    .options = summary_score_options,
    .examples = summary_score_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_score_run,
};
