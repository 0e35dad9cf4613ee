/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/report_print.h"

#include "base/banned.h"

static int report_four_column_run(px_invocation *run, px_error *err)
{
    return px_report_print(run, PX_REPORT_FOUR_COLUMN, err);
}

static const px_example report_four_column_examples[] = {
    { "report four-column gpai --version draft-1 -o four-column.html", N_("writes it as a page") },
    { NULL, NULL },
};

const px_command px_cmd_report_four_column = {
    .name = "report four-column",
    .operands = N_("CODE"),
    .summary = N_("print draft, comments, answers and next draft side by side"),
    .description =
        N_("Makes the four-column table of a version and the one that followed: provision by "
           "provision the old text, the comments on it, the answers, and the new text with its "
           "changes marked. Provisions without comments and changes are left out."),
    .options = px_report_options,
    .examples = report_four_column_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = report_four_column_run,
};
