/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/number.h"
#include "cli/form_reading.h"
#include "cli/output.h"
#include "duty/commitment.h"

#include "base/banned.h"

/* The root is the one that was published. */
static int check_root(const px_invocation *run, const unsigned char root[32], px_error *err)
{
    const char *told = px_invocation_option(run, "root");
    unsigned char published[32];
    int rc = told ? px_parse_hex(px_str_of(told), published, sizeof(published), err) : 0;

    if (rc >= 0 && told && memcmp(root, published, sizeof(published)) != 0)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the document holds, but it is one of another form: its root is not the "
                          "one that --root gives"),
                       NULL);
    return rc;
}

static int print_result(px_invocation *run, const px_filled_form *filled, const char *root,
                        size_t shown, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(65536);
    const char *recipient = filled->head.recipient == PX_RECIPIENT_NOBODY
                                ? "whole"
                                : px_recipient_name(filled->head.recipient);
    px_json json;

    if (run->json) {
        px_print_json(&json, &out);
        px_json_pair_str(&json, "form", filled->form->name);
        px_json_pair_str(&json, "provider", filled->head.provider);
        px_json_pair_str(&json, "model", filled->head.model);
        px_json_pair_str(&json, "document_version", filled->head.version);
        px_json_pair_str(&json, "date", filled->head.date);
        px_json_pair_cstr(&json, "recipient", recipient);
        px_json_pair_int(&json, "fields", (long long)shown);
        px_json_pair_cstr(&json, "root", root);
        return px_print_json_end(&json, err);
    }
    px_say(run,
           N_("the document holds: {shown} of {all} fields of version {version} ({date}) of "
              "'{model}', for {recipient}\nroot {root}"),
           "shown", px_arena_format(run->arena, "%zu", shown), "all",
           px_arena_format(run->arena, "%zu", filled->form->n_fields), "version",
           px_arena_cstr(run->arena, filled->head.version), "date",
           px_arena_cstr(run->arena, filled->head.date), "model",
           px_arena_cstr(run->arena, filled->head.model), "recipient", recipient, "root", root,
           NULL);
    return 0;
}

static int form_prove_run(px_invocation *run, px_error *err)
{
    PX_AUTO_FORM_READING px_form_reading r = { 0 };
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(65);
    unsigned char root[32];
    size_t shown;
    int rc;

    if (!px_str_ends(px_str_of(run->operands[0]), PX_STR(".json")))
        return px_fail(err, PX_ERR_USAGE,
                       N_("'{path}' is no JSON: the proof stands in the JSON of a form, NAME.json"),
                       "path", run->operands[0], NULL);
    rc = px_form_reading_open(run, NULL, PX_HOUSE_READ, &r, err);
    if (rc >= 0)
        rc = px_commitment_verify(&r.whole, &shown, err);
    if (rc < 0)
        return rc;
    px_commitment_root(&r.whole, root);
    rc = check_root(run, root, err);
    if (rc < 0)
        return rc;
    px_builder_hex(&hex, root, sizeof(root));
    return print_result(run, &r.whole, px_builder_cstr(&hex), shown, err);
}

static const px_option form_prove_options[] = {
    { "root", N_("HEX"), N_("the root that was published") },
    { 0 },
};

static const px_example form_prove_examples[] = {
    { "form prove downstream.json", N_("checks a view without the house") },
    { NULL, NULL },
};

const px_command px_cmd_form_prove = {
    .name = "form prove",
    .operands = N_("FILE"),
    .summary = N_("check that a document is a view of one whole form"),
    .description =
        N_("Checks the proof in the JSON of a filled form, without any house: that each value is "
           "the one that the root stands for. Two views with the same root are views of the same "
           "whole form. With --root it has to be the root that was published, which stands in the "
           "log of the house."),
    .options = form_prove_options,
    .examples = form_prove_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = form_prove_run,
};
