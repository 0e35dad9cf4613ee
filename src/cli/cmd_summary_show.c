/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_reading.h"
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int summary_show_run(px_invocation *run, px_error *err)
{
    return px_form_version_show(run, PX_FORM_SUMMARY, err);
}

static const px_option summary_show_options[] = {
    { "number", N_("N"), N_("which version (default: the newest)") },
    PX_DOCUMENT_OPTIONS,
    { 0 },
};

static const px_example summary_show_examples[] = {
    { "summary show example-lab/lantern", N_("lists the versions that were published") },
    { "summary show example-lab/lantern --number 1 -o summary.html", N_("writes one of them") },
    { NULL, NULL },
};

const px_command px_cmd_summary_show = {
    .name = "summary show",
    .operands = N_("MODEL"),
    .summary = N_("show published versions of a summary"),
    .description =
        N_("Lists the versions of the public summary of a model that were published. With "
           "--number, --format or --output one of them is written as it was published."),
    .options = summary_show_options,
    .examples = summary_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_show_run,
};
