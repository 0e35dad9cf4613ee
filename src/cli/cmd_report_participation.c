/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/report_print.h"

#include "base/banned.h"

static int report_participation_run(px_invocation *run, px_error *err)
{
    return px_report_print(run, PX_REPORT_PARTICIPATION, err);
}

static const px_example report_participation_examples[] = {
    { "report participation gpai --lang fr", N_("prints it in French") },
    { NULL, NULL },
};

const px_command px_cmd_report_participation = {
    .name = "report participation",
    .operands = N_("CODE"),
    .summary = N_("print who commented, by category, country and chapter"),
    .description =
        N_("Makes the report on participation in the comments on a version: shares by category, "
           "country and chapter, with charts where the format has pictures. Groups with fewer than "
           "three participants are put together, so that no figure says what one person did."),
    .options = px_report_options,
    .examples = report_participation_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = report_participation_run,
};
