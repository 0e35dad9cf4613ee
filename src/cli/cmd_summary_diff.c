/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int summary_diff_run(px_invocation *run, px_error *err)
{
    return px_form_version_diff(run, PX_FORM_SUMMARY, err);
}

static const px_option summary_diff_options[] = {
    { "from", N_("N"), N_("the version before (default: the newest)") },
    { "to", N_("N"), N_("the version after (default: what claims say now)") },
    { 0 },
};

static const px_example summary_diff_examples[] = {
    { "summary diff example-lab/lantern", N_("says what the next version would change") },
    { NULL, NULL },
};

const px_command px_cmd_summary_diff = {
    .name = "summary diff",
    .operands = N_("MODEL"),
    .summary = N_("compare versions of a summary by field"),
    .description = N_("Prints the fields that differ between two published versions of the public "
                      "summary of a model, or between the newest one and what claims say now."),
    .options = summary_diff_options,
    .examples = summary_diff_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_diff_run,
};
