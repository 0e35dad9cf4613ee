/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_register.h"
#include "duty/official_form.h"

#include "base/banned.h"

static int form_publish_run(px_invocation *run, px_error *err)
{
    return px_form_version_publish(run, PX_FORM_MODEL, err);
}

static const px_option form_publish_options[] = {
    { "allow-numbers", NULL, N_("do not look in texts for numbers that are held back") },
    { 0 },
};

static const px_example form_publish_examples[] = {
    { "form publish example-lab/lantern", N_("freezes it as it is filled in now") },
    { NULL, NULL },
};

const px_command px_cmd_form_publish = {
    .name = "form publish",
    .operands = N_("MODEL"),
    .summary = N_("freeze the model documentation form and publish its root"),
    .description =
        N_("Freezes the documentation form of a model as it is filled in now, with the next "
           "number. The log gets the root of its fields alone, by which every view can be "
           "proved to be one of this version; nothing that stands in it becomes public. "
           "Earlier versions are kept for the term of data/document_rules.tsv."),
    .options = form_publish_options,
    .examples = form_publish_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_publish_run,
};
