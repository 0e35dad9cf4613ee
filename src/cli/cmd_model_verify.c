/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/signing_print.h"

#include "base/banned.h"

static int model_verify_run(px_invocation *run, px_error *err)
{
    px_signing_options options = {
        .follow_links = px_invocation_option(run, "follow-links") != NULL,
        .allow_more = px_invocation_option(run, "allow-more") != NULL,
    };
    px_signed_manifest manifest;
    int rc =
        px_signing_verify(run->operands[0], px_invocation_option(run, "signature"),
                          px_invocation_option(run, "key"), &options, run->arena, &manifest, err);

    if (rc < 0)
        return rc;
    px_say(run, N_("the signature holds: all files are as they were signed ({count})"), "count",
           px_arena_format(run->arena, "%zu", px_signed_file_count(&manifest)), NULL);
    return run->json ? px_print_manifest(&manifest, "holds", err) : 0;
}

static const px_option model_verify_options[] = {
    { "signature", N_("FILE"), N_("the bundle with the signature"), 0, true },
    { "key", N_("FILE"), N_("the public key of who signed, in PEM"), 0, true },
    { "allow-more", NULL, N_("files that were not signed may be there"), 0, false },
    { "follow-links", NULL, N_("take links inside the folder for the files they lead to"), 0,
      false },
    { 0 },
};

static const px_example model_verify_examples[] = {
    { "model verify weights --signature weights/model.sig --key provider.pub",
      N_("checks each file of the folder") },
    { NULL, NULL },
};

const px_command px_cmd_model_verify = {
    .name = "model verify",
    .operands = N_("FOLDER"),
    .summary = N_("check the signature of a model"),
    .description = N_(
        "Checks a signature after OpenSSF Model Signing: that the key signed the list of files, "
        "and "
        "that the folder holds these files, none changed, none missing and none more. It says the "
        "first thing that is wrong, with exit status 25. A model of one file stands in place of "
        "the "
        "folder.\n\n"
        "Take the key from somewhere else than the model. docs/signing.md says how the same is "
        "done with openssl and sha256sum alone."),
    .options = model_verify_options,
    .examples = model_verify_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = model_verify_run,
};
