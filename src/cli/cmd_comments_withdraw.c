/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "drafting/comment/submit.h"

#include "base/banned.h"

static int comments_withdraw_run(px_invocation *run, px_error *err)
{
    return px_comment_end_run(run, px_comment_withdraw_deed,
                              N_("withdrew the comment {comment} (act {act})"), err);
}

static const px_option comments_withdraw_options[] = {
    { "reason", N_("TEXT"), N_("why; it is shown with the number of the comment") },
    { 0 },
};

static const px_example comments_withdraw_examples[] = {
    { "comments withdraw gpai/12 --reason \"Sent by mistake.\"",
      N_("withdraws comment 12 of the code, as its author asked") },
    { NULL, NULL },
};

const px_command px_cmd_comments_withdraw = {
    .name = "comments withdraw",
    .operands = N_("COMMENT"),
    .summary = N_("withdraw a comment for its author"),
    .description =
        N_("Withdraws a submitted comment on the word of its author, who is told by mail. Words "
           "and files are deleted; number, place and times stay, and the act says that it was "
           "withdrawn. A comment that was accepted, also in part, stays, since the text was "
           "changed by it. A comment is named by its id or as CODE/NUMBER."),
    .options = comments_withdraw_options,
    .examples = comments_withdraw_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = comments_withdraw_run,
};
