/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/form_reading.h"
#include "cli/process_reading.h"
#include "duty/commitment.h"

#include "base/banned.h"

/* Everything, for the provider's own file. */
static const char whole_word[] = "whole";

static int read_recipient(const px_invocation *run, px_recipient *ret_recipient, px_error *err)
{
    px_str told = px_option_str(run, "recipient");

    *ret_recipient = PX_RECIPIENT_NOBODY;
    if (px_str_is(told, whole_word) ||
        (px_recipient_find(told, ret_recipient) && *ret_recipient != PX_RECIPIENT_PUBLIC))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("--recipient takes ai-office, authority, downstream or whole, not '{value}'"),
                   "value", px_arena_cstr(run->arena, told), NULL);
}

/* Nothing leaves by words what a range holds back. */
static int check_leak(const px_invocation *run, const px_filled_form *whole,
                      const px_filled_form *view, px_error *err)
{
    const px_official_field *leak =
        px_invocation_option(run, "allow-numbers") ? NULL : px_filled_leak(whole, view);

    if (!leak)
        return 0;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("'{field}' tells in words a number that '{recipient}' may not have; change "
                      "it, or say --allow-numbers if it is another one"),
                   "field", leak->name.ptr, "recipient", px_recipient_name(view->head.recipient),
                   NULL);
}

static int make_proof(const px_form_reading *r, px_filled_form *whole, px_error *err)
{
    const unsigned char *secret = r->house ? px_house_web_key(r->house) : NULL;

    if (!r->house)
        return 0;
    if (!secret)
        return px_fail(err, PX_ERR_READ_ONLY,
                       N_("the house's key cannot be read, without which a view cannot be proved"),
                       NULL);
    return px_commitment_make(whole, secret, whole->head.model, err);
}

static int form_build_run(px_invocation *run, px_error *err)
{
    PX_AUTO_FORM_READING px_form_reading r = { 0 };
    PX_AUTO_FILLED px_filled_form view = { 0 };
    px_filled_print print = { .language = px_form_language(run), .first = true };
    px_document_format format;
    px_recipient recipient;
    int rc = px_form_format(run, &format, err);

    if (rc >= 0)
        rc = read_recipient(run, &recipient, err);
    if (rc >= 0)
        rc = px_form_reading_open(run, PX_FORM_MODEL, PX_HOUSE_READ, &r, err);
    if (rc < 0)
        return rc;
    if (px_option_str(run, "request").len > 0)
        r.whole.head.request = px_option_str(run, "request");
    if (r.whole.head.recipient != PX_RECIPIENT_NOBODY && r.whole.head.recipient != recipient)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("'{path}' is a view for one recipient; another view is made from the "
                          "whole form"),
                       "path", run->operands[0], NULL);
    if (r.house)
        print.house = px_str_of(px_house_name(r.house));
    rc = make_proof(&r, &r.whole, err);
    if (rc >= 0)
        rc = px_filled_view(run->arena, &r.whole, recipient, &view, err);
    if (rc >= 0)
        rc = check_leak(run, &r.whole, &view, err);
    return rc < 0 ? rc : px_form_print(run, &view, &print, format, err);
}

static const px_option form_build_options[] = {
    { "recipient", N_("WHO"), N_("ai-office, authority, downstream, or whole: everything"),
      .required = true },
    { "request", N_("ID"), N_("the request that the document answers") },
    { "allow-numbers", NULL, N_("do not look in texts for numbers that are held back") },
    PX_DOCUMENT_OPTIONS,
    { 0 },
};

static const px_example form_build_examples[] = {
    { "form build example-lab/lantern --recipient downstream -o pack.docx",
      N_("writes what downstream providers may have") },
    { "form build example-lab/lantern --recipient ai-office --format json",
      N_("prints the AI Office's view with its proof") },
    { NULL, NULL },
};

const px_command px_cmd_form_build = {
    .name = "form build",
    .operands = N_("MODEL"),
    .summary = N_("fill in the model documentation form for one recipient"),
    .description =
        N_("Fills in the model documentation form of a model (PROVIDER/MODEL, or "
           "PROVIDER/MODEL@VERSION) from what is claimed of it, and gives of it what the recipient "
           "may have: national authorities and downstream providers get ranges and orders of "
           "magnitude, never the numbers that they are derived from. A text that tells such a "
           "number is refused.\n\n"
           "As JSON each view carries a proof that it is one of the same whole form; 'praxis form "
           "prove' checks it without the house. Instead of a model, a file of our JSON may be "
           "given (its name ends with .json). docs/forms.md tells of both."),
    .options = form_build_options,
    .examples = form_build_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_build_run,
};
