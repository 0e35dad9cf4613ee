/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int answers_deal_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_objection_deal deal = { .reason = px_option_str(run, "reason"), .author = "operator" };
    px_comment comment;
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = px_answer_reading_comment(run, &r, run->operands[0], &comment, err);
    if (rc < 0)
        return rc;
    deal.comment = comment.id;
    rc = px_house_write(r.house, px_objection_deal_deed, &deal, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("the objection to the answer to {comment} is dealt with; the act is "
                            "{act}"),
                         "comment",
                         px_arena_cstr(run->arena, px_comment_name(run->arena, &comment)), "act",
                         deal.ret_act, NULL);
}

static const px_option answers_deal_options[] = {
    { "reason", N_("TEXT"), N_("what was decided, and why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example answers_deal_examples[] = {
    { "answers deal gpai/12 --reason \"The plenary kept the period.\"",
      N_("says how the objection of comment 12 ended") },
    { NULL, NULL },
};

const px_command px_cmd_answers_deal = {
    .name = "answers deal",
    .operands = N_("COMMENT"),
    .summary = N_("deal with an objection to an answer"),
    .description =
        N_("Says by which decision the objection of a comment's author to its published answer is "
           "dealt with; the author is told. A further published answer ('praxis comments answer') "
           "deals with it, too. A comment is named by its id or as CODE/NUMBER."),
    .options = answers_deal_options,
    .examples = answers_deal_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = answers_deal_run,
};
