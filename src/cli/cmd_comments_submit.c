/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "cli/process_reading.h"
#include "drafting/comment/submit.h"

#include "base/banned.h"

static int comments_submit_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_str *ids = px_arena_array(run->arena, run->n_operands, sizeof(*ids));
    px_comment_submit submit = { .ids = ids, .n_ids = run->n_operands, .author = "operator" };
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    for (size_t i = 0; rc >= 0 && i < run->n_operands; i++)
        ids[i] = px_str_of(run->operands[i]);
    if (rc >= 0)
        rc = px_house_write(r.house, px_comment_submit_deed, &submit, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("submitted {count} comments (submission {submission})"),
                         "count", px_arena_format(run->arena, "%zu", submit.ret_count),
                         "submission", submit.ret_submission, NULL);
}

static const px_option comments_submit_options[] = { { 0 } };

static const px_example comments_submit_examples[] = {
    { "comments submit 3j5kq0v7m2x9c4b8n1p6r0t5w3",
      N_("puts what was said in a meeting on the record") },
    { NULL, NULL },
};

const px_command px_cmd_comments_submit = {
    .name = "comments submit",
    .operands = N_("COMMENT..."),
    .summary = N_("submit comments that were recorded or imported"),
    .description =
        N_("Submits drafts of comments that were said in a meeting, came in a file or from another "
           "record, in one submission. What people write here they submit themselves. From then on "
           "the comments are public and have a number; each is an act of the log, and 'praxis "
           "comments receipt' prints the proof."),
    .options = comments_submit_options,
    .examples = comments_submit_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = comments_submit_run,
};
