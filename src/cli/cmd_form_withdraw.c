/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"

#include "base/banned.h"

static const px_option form_withdraw_options[] = {
    { "recipient", N_("WHO"), N_("whose view: ai-office, authority or downstream") },
    { "number", N_("N"), N_("which version (default: the newest of which that view is public)") },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example form_withdraw_examples[] = {
    { "form withdraw example-lab/lantern --recipient downstream --reason \"Of another model.\"",
      N_("takes back what everybody could read") },
    { NULL, NULL },
};

const px_command px_cmd_form_withdraw = {
    .name = "form withdraw",
    .operands = N_("MODEL"),
    .summary = N_("take back a view that was made public"),
    .description =
        N_("Takes back what 'praxis form open' made public, as an act of the log with the reason. "
           "The register, its feed and the page of the document no longer give that view; they "
           "say from when to when it was public, and why it no longer is. The version stays as it "
           "is for its recipients, and the view can be made public again."),
    .options = form_withdraw_options,
    .examples = form_withdraw_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = px_form_version_withdraw,
};
