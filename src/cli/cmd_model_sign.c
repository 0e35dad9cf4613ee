/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/signing_print.h"

#include "base/banned.h"

enum { IGNORED_MAX = 100 };

/* Paths parted by commas, NULL behind the last. */
static int read_ignored(const px_invocation *run, const char *const **ret_paths, px_error *err)
{
    const char *option = px_invocation_option(run, "ignore");
    const char **paths = px_arena_array(run->arena, IGNORED_MAX + 1, sizeof(*paths));
    px_str rest = px_str_of(option), part;
    size_t count = 0;

    while (option && px_str_split(&rest, ',', &part)) {
        while (part.len > 1 && part.ptr[part.len - 1] == '/')
            part.len--;
        if (count == IGNORED_MAX || part.len == 0 || part.ptr[0] == '/' ||
            px_str_starts(part, PX_STR(".")) != px_str_starts(part, PX_STR(".git")))
            return px_fail(err, PX_ERR_USAGE,
                           N_("--ignore takes paths below the folder, parted by commas"), NULL);
        paths[count++] = px_arena_cstr(run->arena, part);
    }
    *ret_paths = paths;
    return 0;
}

static int model_sign_run(px_invocation *run, px_error *err)
{
    px_signing_options options = {
        .follow_links = px_invocation_option(run, "follow-links") != NULL,
    };
    const char *folder = run->operands[0];
    const char *output = px_invocation_option(run, "output");
    px_signed_manifest manifest;
    int rc = read_ignored(run, &options.ignored, err);

    for (size_t i = 1; rc >= 0 && i < run->n_operands; i++)
        rc = px_signing_add(folder, run->operands[i], run->arena, err);
    if (rc >= 0)
        rc = px_signing_sign(folder, px_invocation_option(run, "key"), output, &options, run->arena,
                             &manifest, err);
    if (rc < 0)
        return rc;
    px_say(run, N_("wrote the signature '{path}' of all files ({count})"), "count",
           px_arena_format(run->arena, "%zu", px_signed_file_count(&manifest)), "path", output,
           NULL);
    return run->json ? px_print_manifest(&manifest, "signed", err) : 0;
}

static const px_option model_sign_options[] = {
    { "key", N_("FILE"), N_("the private key, in PEM: ECDSA on P-256, P-384 or P-521"), 0, true },
    { "output", N_("FILE"), N_("where the signature goes"), 'o', true },
    { "ignore", N_("PATHS"), N_("paths below the folder that are left out, parted by commas"), 0,
      false },
    { "follow-links", NULL, N_("take links inside the folder for the files they lead to"), 0,
      false },
    { 0 },
};

static const px_example model_sign_examples[] = {
    { "model sign weights --key provider.key -o weights/model.sig", N_("signs a folder") },
    { "model sign weights summary.json form.json --key provider.key -o weights/model.sig",
      N_("one signature binds weights, summary and form") },
    { NULL, NULL },
};

const px_command px_cmd_model_sign = {
    .name = "model sign",
    .operands = N_("FOLDER [FILE...]"),
    .summary = N_("sign a model and what belongs to it"),
    .description = N_(
        "Hashes each file of the folder and signs the list, in the format of OpenSSF Model Signing "
        "1.0, which its tools verify. Further files, such as the public summary, the form and "
        "evidence, are put into the folder first, so that one signature binds all of them. A model "
        "of one file stands in place of the folder.\n\n"
        "The files .git, .gitattributes, .gitignore and .github and the signature itself are left "
        "out. A private key that others than its owner may use is refused, and so is one behind a "
        "password. 'openssl ecparam -name prime256v1 -genkey -noout -out provider.key' makes one."),
    .options = model_sign_options,
    .examples = model_sign_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = model_sign_run,
};
