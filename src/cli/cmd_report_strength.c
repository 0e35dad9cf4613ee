/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/report_print.h"

#include "base/banned.h"

static int report_strength_run(px_invocation *run, px_error *err)
{
    return px_report_print(run, PX_REPORT_STRENGTH, err);
}

static const px_example report_strength_examples[] = {
    { "report strength gpai --version draft-1 --next draft-2", N_("compares two drafts") },
    { NULL, NULL },
};

const px_command px_cmd_report_strength = {
    .name = "report strength",
    .operands = N_("CODE"),
    .summary = N_("print which duties were strengthened or weakened"),
    .description =
        N_("Makes the report on what changed for those bound by the text between a version and the "
           "one that followed: duties made, dropped, strengthened or weakened, deadlines, figures, "
           "qualifiers, each with the comments behind it."),
    .options = px_report_options,
    .examples = report_strength_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = report_strength_run,
};
