/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int summary_publish_run(px_invocation *run, px_error *err)
{
    return px_form_version_publish(run, PX_FORM_SUMMARY, err);
}

static const px_option summary_publish_options[] = {
    { "ranges-only", NULL, N_("of sizes give the range alone, not the number") },
    { 0 },
};

static const px_example summary_publish_examples[] = {
    { "summary publish example-lab/lantern", N_("publishes it as it is filled in now") },
    { NULL, NULL },
};

const px_command px_cmd_summary_publish = {
    .name = "summary publish",
    .operands = N_("MODEL"),
    .summary = N_("publish the public summary of training content"),
    .description =
        N_("Freezes the public summary of a model as it is filled in now, with the next "
           "number, and publishes it as an act of the log. What has changed since the last "
           "version is kept by field, earlier versions stay, and the domains of the newest "
           "version can be searched. The next update is due after the term of "
           "data/document_rules.tsv."),
    .options = summary_publish_options,
    .examples = summary_publish_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_publish_run,
};
