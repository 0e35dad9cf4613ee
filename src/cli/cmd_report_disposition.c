/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/report_print.h"

#include "base/banned.h"

static int report_disposition_run(px_invocation *run, px_error *err)
{
    return px_report_print(run, PX_REPORT_DISPOSITION, err);
}

static const px_example report_disposition_examples[] = {
    { "report disposition gpai --version draft-1 -o disposition.docx",
      N_("writes it for a word processor") },
    { "report disposition gpai --format csv", N_("prints its table") },
    { NULL, NULL },
};

const px_command px_cmd_report_disposition = {
    .name = "report disposition",
    .operands = N_("CODE"),
    .summary = N_("print what became of each comment"),
    .description =
        N_("Makes the disposition of comments on a version: each comment with its author, its "
           "place, what it proposes, the answer with its reason, and what it changed; sums of the "
           "answers stand at its head. Only what everybody may know is in it: submitted comments "
           "and published answers. A thousand comments make a part."),
    .options = px_report_options,
    .examples = report_disposition_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = report_disposition_run,
};
