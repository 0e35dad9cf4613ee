/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/import_report.h"
#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

/* What the importer is told: "changes=accept", or nothing. */
static int read_changes(const px_invocation *run, px_str *ret_options, px_error *err)
{
    const char *changes = px_invocation_option(run, "changes");

    if (!changes) {
        *ret_options = PX_STR_NONE;
        return 0;
    }
    if (strcmp(changes, "accept") != 0 && strcmp(changes, "refuse") != 0)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'--changes {value}' is not known; write accept or refuse"), "value",
                       changes, NULL);
    *ret_options = px_str_of(px_arena_format(run->arena, "changes=%s", changes));
    return 0;
}

/* Foreign bytes are parsed in the jail; only its plain outline comes back. */
static int parse(px_invocation *run, px_str file, px_builder *outline,
                 const px_importer **ret_importer, px_error *err)
{
    px_str options;
    px_jail *jail = NULL;
    int rc = read_changes(run, &options, err);

    if (rc >= 0)
        rc = px_jail_start(px_code_parsers, px_code_parser_count, NULL, 0, &jail, err);
    if (rc < 0)
        return rc;
    rc = px_import_parse(jail, px_invocation_option(run, "format"), run->operands[0], file, options,
                         outline, ret_importer, err);
    px_jail_stop(jail);
    return rc;
}

static int import_into_house(px_invocation *run, px_import *import, px_str file, bool preview,
                             px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    return rc < 0 ? rc : px_import_into_house(house, import, file, preview, err);
}

static px_str option_str(const px_invocation *run, const char *name, const char *fallback)
{
    const char *value = px_invocation_option(run, name);

    return px_str_of(value ? value : fallback);
}

static int code_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool preview = px_invocation_option(run, "preview") != NULL;
    const px_importer *importer;
    size_t len = 0;
    px_import import = {
        .code = option_str(run, "code", ""),
        .label = option_str(run, "version", ""),
        .language = option_str(run, "lang", "en"),
        .base = option_str(run, "base", ""),
        .author = "operator",
        .arena = run->arena,
        .reader = run->language,
    };
    int rc = px_file_read(run->operands[0], PX_IMPORT_MAX_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = parse(run, px_str_n(data, len), &outline, &importer, err);
    if (rc < 0)
        return rc;
    import.outline = px_builder_view(&outline);
    import.source.name = px_str_of(run->operands[0]);
    import.source.format = px_str_of(importer->format);
    rc = import_into_house(run, &import, px_str_n(data, len), preview, err);
    if (rc < 0) {
        px_import_report_refused(run, &import);
        return rc;
    }
    return px_import_report(run, &import, importer, preview, err);
}

static const px_option code_import_options[] = {
    { "code", N_("ID"), N_("the code that it belongs to: small letters, digits, hyphens"),
      .required = true },
    { "version", N_("LABEL"), N_("the version that it is, such as draft-2"), .required = true },
    { "lang", N_("TAG"), N_("language of the text (default: en)") },
    { "format", N_("NAME"),
      N_("markdown, html, docx or akn (default: auto, by content and name)") },
    { "base", N_("LABEL"), N_("the version whose lasting ids it continues (default: the newest)") },
    { "changes", N_("HOW"), N_("accept (default) or refuse the tracked changes of the file") },
    { "preview", NULL, N_("show what the import would do, and change nothing") },
    { 0 },
};

static const px_example code_import_examples[] = {
    { "code import draft.md --code gpai --version draft-1", N_("brings in an English draft") },
    { "code import draft.md --code gpai --version draft-2 --preview",
      N_("shows what would become of it") },
    { "code import draft.fr.md --code gpai --version draft-1 --lang fr",
      N_("adds its French text; the structure must be the same") },
    { NULL, NULL },
};

const px_command px_cmd_code_import = {
    .name = "code import",
    .operands = N_("FILE"),
    .summary = N_("bring in the text of a version"),
    .description =
        N_("Reads a draft ('-' is standard input) and makes it a working version of the code. "
           "Every provision gets its lasting id, which it keeps for ever: provisions that were in "
           "the version before are found again by their ids, numbers and words. Where that is not "
           "certain, the report names them, and 'praxis code relink' settles them. A second "
           "language must have the same structure. A working version can be imported again; ids "
           "are kept, and 'praxis code undo' takes the last import back. What the importer cannot "
           "place is kept as text and reported with its line. The file is kept as it was "
           "received, and readers of the published version can have it.\n\n"
           "The file is read in a process of its own that can open nothing."),
    .options = code_import_options,
    .examples = code_import_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = code_import_run,
};
