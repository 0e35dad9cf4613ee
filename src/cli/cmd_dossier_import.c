/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/dossier.h"

#include "base/banned.h"

/* Enough to see that a file is too large; the import itself knows the bound. */
enum { READ_MAX = 8 * 1024 * 1024 };

static int import_file(const px_invocation *run, px_house *house, const char *path,
                       px_dossier_import *ret_import, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len = 0;
    px_dossier_import import = { .source = path, .author = "operator" };
    int rc = px_file_read(path, READ_MAX, &data, &len, err);

    if (rc < 0)
        return rc;
    import.bytes = px_str_n(data, len);
    rc = px_dossier_import_into_house(house, &import, err);
    if (rc < 0)
        return rc;
    import.bytes = PX_STR_NONE;
    *ret_import = import;
    if (import.ret_code_made)
        px_say(run, N_("made code '{code}'"), "code", import.ret_code, NULL);
    return 0;
}

static void say_import(const px_invocation *run, const px_dossier_import *import)
{
    PX_AUTO_BUILDER px_builder count = PX_BUILDER_INIT(64);

    px_format_int(&count, run->language, import->ret_entries);
    px_say(run,
           *import->ret_act
               ? px_tr_plural(run->language, "{code}: part '{part}' published, {count} entry",
                              "{code}: part '{part}' published, {count} entries",
                              (unsigned long long)import->ret_entries)
               : N_("{code}: part '{part}' is unchanged"),
           "code", import->ret_code, "part", import->ret_part, "count", px_builder_cstr(&count),
           NULL);
}

static void import_json(px_json *json, const px_dossier_import *import)
{
    px_json_object(json);
    px_json_pair_cstr(json, "file", import->source);
    px_json_pair_cstr(json, "code", import->ret_code);
    px_json_pair_bool(json, "code_made", import->ret_code_made);
    px_json_pair_cstr(json, "part", import->ret_part);
    px_json_pair_int(json, "entries", import->ret_entries);
    px_json_pair_str(json, "act", *import->ret_act ? px_str_of(import->ret_act) : PX_STR_NONE);
    px_json_object_end(json);
}

static int dossier_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc < 0)
        return rc;
    px_print_json(&json, &out);
    px_json_key(&json, "parts");
    px_json_array(&json);
    for (size_t i = 0; i < run->n_operands; i++) {
        px_dossier_import import;

        rc = import_file(run, house, run->operands[i], &import, err);
        if (rc < 0)
            return rc;
        say_import(run, &import);
        import_json(&json, &import);
    }
    px_json_array_end(&json);
    return run->json ? px_print_json_end(&json, err) : 0;
}

static const px_option dossier_import_options[] = {
    { 0 },
};

static const px_example dossier_import_examples[] = {
    { "dossier import gpai.history.json", N_("brings in how a code was drawn up, or replaces it") },
    { NULL, NULL },
};

const px_command px_cmd_dossier_import = {
    .name = "dossier import",
    .operands = N_("FILE..."),
    .summary = N_("bring in parts of the dossier of a code"),
    .description =
        N_("Reads what is known of a code beside its text ('-' is standard input): steps of its "
           "drafting, rounds, groups, figures, signatories, and the duties and deadlines of its "
           "provisions, with their sources. Each file is one part of the dossier of one code and "
           "replaces the part of that name; a file with the same bytes changes nothing. A code "
           "that is not there is made. The files are taken in their order, each by itself: where "
           "one is refused, those before it stay."),
    .options = dossier_import_options,
    .examples = dossier_import_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = dossier_import_run,
};
