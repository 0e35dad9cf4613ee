/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/answer_reading.h"
#include "cli/output.h"

#include "base/banned.h"

/* What is printed, in this order: a name for programs, words for people, a number. */
typedef struct progress_row {
    const char *name, *words;
    int64_t value;
} progress_row;

enum { ROWS_MAX = PX_ANSWER_STATUS_COUNT + 12 };

static size_t progress_rows(const px_answer_progress *progress, const px_answers_ready *ready,
                            progress_row rows[ROWS_MAX])
{
    size_t n = 0;

    rows[n++] = (progress_row){ "comments", N_("comments"), progress->comments };
    rows[n++] = (progress_row){ "answered", N_("answered"), progress->answered };
    rows[n++] = (progress_row){ "drafted", N_("drafted, not published"), ready->count };
    rows[n++] = (progress_row){ "open", N_("without even a draft"), ready->open };
    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        rows[n++] =
            (progress_row){ px_answer_status_name((px_answer_status)i),
                            px_answer_status_title((px_answer_status)i), progress->statuses[i] };
    rows[n++] = (progress_row){ "satisfied", N_("authors satisfied"), progress->satisfied };
    rows[n++] =
        (progress_row){ "not-satisfied", N_("authors not satisfied"), progress->not_satisfied };
    rows[n++] =
        (progress_row){ "objections-open", N_("objections not dealt with"), progress->objections };
    if (progress->median >= 0) {
        rows[n++] = (progress_row){ "median-hours", N_("hours from comment to answer, median"),
                                    progress->median / 3600000 };
        rows[n++] = (progress_row){ "longest-hours", N_("hours from comment to answer, longest"),
                                    progress->longest / 3600000 };
    }
    return n;
}

static void progress_table(px_invocation *run, const progress_row *rows, size_t n)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("what")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("number")), PX_ALIGN_RIGHT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < n; i++) {
        px_table_cell(table, px_str_of(px_tr(run->language, rows[i].words)));
        px_table_cell(table,
                      px_str_of(px_arena_format(run->arena, "%lld", (long long)rows[i].value)));
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int answers_progress_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    progress_row rows[ROWS_MAX];
    px_answer_progress progress;
    px_answers_ready ready;
    px_json json;
    size_t n;
    int rc = px_answer_reading_round(run, PX_HOUSE_READ, &r, err);
    const px_round *round = r.round.row ? &r.round : NULL;

    if (rc >= 0)
        rc = px_answer_progress_read(r.db, &r.code, round, &progress, err);
    if (rc >= 0)
        rc = px_answers_ready_read(r.db, &r.code, round, NULL, &ready, err);
    if (rc < 0)
        return rc;
    n = progress_rows(&progress, &ready, rows);
    if (!run->json) {
        progress_table(run, rows, n);
        return 0;
    }
    px_print_json(&json, &out);
    for (size_t i = 0; i < n; i++)
        px_json_pair_int(&json, rows[i].name, rows[i].value);
    return px_print_json_end(&json, err);
}

static const px_option answers_progress_options[] = {
    { 0 },
};

static const px_example answers_progress_examples[] = {
    { "answers progress gpai edition-2 1", N_("how far the answers of round 1 have come") },
    { NULL, NULL },
};

const px_command px_cmd_answers_progress = {
    .name = "answers progress",
    .operands = N_("CODE [PROCESS ROUND]"),
    .summary = N_("show how far comments are answered"),
    .description = N_("Counts the comments of a code, or of one round: how many are answered, with "
                      "which status, how many have a draft or nothing, what authors say, and how "
                      "long it took from comment to answer."),
    .options = answers_progress_options,
    .examples = answers_progress_examples,
    .min_operands = 1,
    .max_operands = 3,
    .run = answers_progress_run,
};
