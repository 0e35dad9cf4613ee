/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_reading.h"
#include "duty/filled_claims.h"

#include "base/banned.h"

static int summary_build_run(px_invocation *run, px_error *err)
{
    PX_AUTO_FORM_READING px_form_reading r = { 0 };
    PX_AUTO_FILLED px_filled_form view = { 0 };
    px_filled_print print = { .language = px_form_language(run), .first = true };
    px_document_format format;
    int rc = px_form_format(run, &format, err);

    if (rc >= 0)
        rc = px_form_reading_open(run, PX_FORM_SUMMARY, PX_HOUSE_READ, &r, err);
    if (rc < 0)
        return rc;
    if (px_invocation_option(run, "ranges-only"))
        px_filled_ranges_only(&r.whole);
    if (r.house)
        print.house = px_str_of(px_house_name(r.house));
    rc = px_filled_view(run->arena, &r.whole, PX_RECIPIENT_PUBLIC, &view, err);
    return rc < 0 ? rc : px_form_print(run, &view, &print, format, err);
}

static const px_option summary_build_options[] = {
    { "ranges-only", NULL, N_("of sizes give the range alone, not the number") },
    PX_DOCUMENT_OPTIONS,
    { 0 },
};

static const px_example summary_build_examples[] = {
    { "summary build example-lab/lantern -o summary.docx", N_("writes it for a word processor") },
    { "summary build example-lab/lantern --format json", N_("prints it as our JSON") },
    { NULL, NULL },
};

const px_command px_cmd_summary_build = {
    .name = "summary build",
    .operands = N_("MODEL"),
    .summary = N_("fill in the public summary of training content"),
    .description = N_(
        "Fills in the public summary of the training content of a model (PROVIDER/MODEL, or "
        "PROVIDER/MODEL@VERSION) from what is claimed of it: sections, order and boxes are those "
        "of the mandatory template. What was measured fills sizes, languages, dates, large "
        "datasets and domains; a field without a claim says that it is missing. Below each "
        "answer stands where it comes from.\n\n"
        "Instead of a model, a file of our JSON may be given (its name ends with .json). "
        "docs/forms.md tells of both forms."),
    .options = summary_build_options,
    .examples = summary_build_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = summary_build_run,
};
