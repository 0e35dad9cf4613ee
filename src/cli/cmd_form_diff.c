/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int form_diff_run(px_invocation *run, px_error *err)
{
    return px_form_version_diff(run, PX_FORM_MODEL, err);
}

static const px_option form_diff_options[] = {
    { "from", N_("N"), N_("the version before (default: the newest)") },
    { "to", N_("N"), N_("the version after (default: what claims say now)") },
    { 0 },
};

static const px_example form_diff_examples[] = {
    { "form diff example-lab/lantern", N_("says what the next version would change") },
    { NULL, NULL },
};

const px_command px_cmd_form_diff = {
    .name = "form diff",
    .operands = N_("MODEL"),
    .summary = N_("compare versions of a documentation form by field"),
    .description =
        N_("Prints the fields that differ between two versions of the documentation form of "
           "a model, or between the newest one and what claims say now. It shows everything,"
           " also what a recipient may not have."),
    .options = form_diff_options,
    .examples = form_diff_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_diff_run,
};
