/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/code_reading.h"
#include "cli/output.h"
#include "drafting/dossier.h"

#include "base/banned.h"

static int export_report(px_invocation *run, const char *path, px_str file, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    if (path)
        px_say(run, N_("wrote '{path}': {code}, part '{part}'"), "path", path, "code",
               run->operands[0], "part", run->operands[1], NULL);
    else if (!run->json)
        px_print(file);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "code", run->operands[0]);
    px_json_pair_cstr(&json, "part", run->operands[1]);
    if (path)
        px_json_pair_cstr(&json, "path", path);
    else
        px_json_pair_str(&json, "text", file);
    return px_print_json_end(&json, err);
}

static int dossier_export_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    PX_AUTO_FREE char *data = NULL;
    const char *path = px_invocation_option(run, "output");
    size_t len = 0;
    int rc = px_code_reading_open(run, &r, err);

    if (rc >= 0)
        rc = px_dossier_file_get(r.house, r.db, &r.code, px_str_of(run->operands[1]), &data, &len,
                                 err);
    if (rc >= 0 && path)
        rc = px_file_write(path, px_str_n(data, len), 0644, err);
    if (rc < 0)
        return rc;
    return export_report(run, path, px_str_n(data, len), err);
}

static const px_option dossier_export_options[] = {
    { "output", N_("FILE"), N_("write to a file, which is replaced if it is there"),
      .letter = 'o' },
    { 0 },
};

static const px_example dossier_export_examples[] = {
    { "dossier export gpai history -o history.json", N_("writes a part to go on editing") },
    { NULL, NULL },
};

const px_command px_cmd_dossier_export = {
    .name = "dossier export",
    .operands = N_("ID PART"),
    .summary = N_("write a part of a dossier as it was received"),
    .description = N_("Prints the file that the part was imported from, byte for byte. Edited, it "
                      "can be brought in again with 'praxis dossier import'."),
    .options = dossier_export_options,
    .examples = dossier_export_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = dossier_export_run,
};
