/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"

#include "base/banned.h"

static const px_option form_open_options[] = {
    { "recipient", N_("WHO"), N_("whose view: ai-office, authority or downstream") },
    { "number", N_("N"), N_("which version (default: the newest)") },
    { 0 },
};

static const px_example form_open_examples[] = {
    { "form open example-lab/lantern --recipient downstream",
      N_("everybody may read what downstream providers may have") },
    { NULL, NULL },
};

const px_command px_cmd_form_open = {
    .name = "form open",
    .operands = N_("MODEL"),
    .summary = N_("make a recipient's view of a frozen documentation form public"),
    .description =
        N_("Makes all that one recipient may have of a frozen version of the documentation form "
           "public, as an act of the log that names the SHA-256 of that view. The register of the "
           "house has it then; other views and versions stay with the provider. 'praxis form "
           "withdraw' takes it back."),
    .options = form_open_options,
    .examples = form_open_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = px_form_version_open,
};
