/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_reading.h"
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int form_show_run(px_invocation *run, px_error *err)
{
    return px_form_version_show(run, PX_FORM_MODEL, err);
}

static const px_option form_show_options[] = {
    { "recipient", N_("WHO"),
      N_("ai-office, authority, downstream, or whole (default): everything") },
    { "number", N_("N"), N_("which version (default: the newest)") },
    PX_DOCUMENT_OPTIONS,
    { 0 },
};

static const px_example form_show_examples[] = {
    { "form show example-lab/lantern", N_("lists the versions that were frozen") },
    { "form show example-lab/lantern --number 1 --recipient downstream -o pack.json",
      N_("writes a view of one of them, with its proof") },
    { NULL, NULL },
};

const px_command px_cmd_form_show = {
    .name = "form show",
    .operands = N_("MODEL"),
    .summary = N_("show frozen versions of a documentation form"),
    .description =
        N_("Lists the versions of the documentation form of a model. With --number, --format"
           " or --output one of them is written, as --recipient may have it."),
    .options = form_show_options,
    .examples = form_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_show_run,
};
