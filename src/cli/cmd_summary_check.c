/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/check_reading.h"

#include "base/banned.h"

static int summary_check_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CHECK_READING px_check_reading_kept kept = { 0 };
    px_check_subject *subject;
    int rc = px_check_reading(run, PX_FORM_SUMMARY, &kept, &subject, err);

    return rc < 0 ? rc : px_check_print(run, &kept, subject, err);
}

static const px_option summary_check_options[] = {
    { "answers", NULL, N_("print first what was read of each field"), 0, false },
    { "date", N_("DAY"), N_("check as of that day, as in 2026-11-30"), 0, false },
    { "strict", NULL, N_("warnings count as errors"), 0, false },
    { 0 },
};

static const px_example summary_check_examples[] = {
    { "summary check summary.txt", N_("what a strict reader finds in a filed summary") },
    { "--json summary check --strict summary.json || echo to mend",
      N_("for another program; warnings are errors, too") },
    { NULL, NULL },
};

const px_command px_cmd_summary_check = {
    .name = "summary check",
    .operands = N_("FILE|MODEL"),
    .summary = N_("check a public summary of training content"),
    .description =
        N_("Checks a summary as a strict reader would: a PDF, DOCX, page or text that anybody "
           "filed, a filled form of praxis as JSON, or what is claimed of a model in the "
           "house. Each finding names the field, the rule, "
           "what was found and what to do; docs/checking.md lists the rules. A tick that "
           "the text of a PDF does not show is told as unreadable and is never taken for "
           "no.\n\n"
           "The exit status is 0 without errors, 1 where there are some (with --strict "
           "also where there are warnings), and higher where the file could not be "
           "read."),
    .options = summary_check_options,
    .examples = summary_check_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_check_run,
};
