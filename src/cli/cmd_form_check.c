/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/check_reading.h"

#include "base/banned.h"

static int form_check_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CHECK_READING px_check_reading_kept kept = { 0 };
    px_check_subject *subject;
    int rc = px_check_reading(run, PX_FORM_MODEL, &kept, &subject, err);

    return rc < 0 ? rc : px_check_print(run, &kept, subject, err);
}

static const px_option form_check_options[] = {
    { "answers", NULL, N_("print first what was read of each field"), 0, false },
    { "date", N_("DAY"), N_("check as of that day, as in 2026-11-30"), 0, false },
    { "strict", NULL, N_("warnings count as errors"), 0, false },
    { 0 },
};

static const px_example form_check_examples[] = {
    { "form check form.json || echo to mend", N_("what is to be mended in a filled form") },
    { NULL, NULL },
};

const px_command px_cmd_form_check = {
    .name = "form check",
    .operands = N_("FILE|MODEL"),
    .summary = N_("check a model documentation form"),
    .description =
        N_("Checks a filled model documentation form, as JSON of praxis or from what is "
           "claimed of a model in the house: missing fields, coarse values that "
           "contradict exact ones, values on the border of two ranges, figures, lengths, "
           "vague words, and fields that its recipient may not have. "
           "docs/checking.md lists the rules.\n\n"
           "The exit status is 0 without errors, 1 where there are some (with --strict "
           "also where there are warnings), and higher where the form could not be "
           "read."),
    .options = form_check_options,
    .examples = form_check_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_check_run,
};
