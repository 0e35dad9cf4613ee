/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "drafting/comment/submit.h"

#include "base/banned.h"

static int comments_disown_run(px_invocation *run, px_error *err)
{
    return px_comment_end_run(run, px_comment_disown_deed,
                              N_("marked the comment {comment} as falsely attributed (act {act})"),
                              err);
}

static const px_option comments_disown_options[] = {
    { "reason", N_("TEXT"), N_("why; it is shown with the number of the comment") },
    { 0 },
};

static const px_example comments_disown_examples[] = {
    { "comments disown gpai/12 --reason \"The person named never wrote this.\"",
      N_("takes a false name from the record") },
    { NULL, NULL },
};

const px_command px_cmd_comments_disown = {
    .name = "comments disown",
    .operands = N_("COMMENT"),
    .summary = N_("mark a comment as falsely attributed"),
    .description =
        N_("Says, on the word of the person who is named as its author, that this person never "
           "made the comment. Words, files and everything that names the person are deleted; a "
           "public note stays under the number. A comment is named by its id or as CODE/NUMBER."),
    .options = comments_disown_options,
    .examples = comments_disown_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = comments_disown_run,
};
