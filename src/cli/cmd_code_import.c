/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "code/import.h"
#include "store/blob.h"
#include "store/house.h"

#include "base/banned.h"

/* Foreign bytes are parsed in the jail; only its plain outline comes back. */
static int parse_outline(const char *path, px_str source, px_builder *outline, px_error *err)
{
    px_jail *jail = NULL;
    int rc = px_jail_start(px_code_parsers, px_code_parser_count, NULL, 0, &jail, err);

    if (rc < 0)
        return rc;
    rc = px_jail_run(jail, "markdown", source, PX_STR_NONE, outline, err);
    px_jail_stop(jail);
    if (rc < 0)
        px_error_add(err, "file", path);
    return rc;
}

static int import_report(px_invocation *run, const px_import *import, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *count = px_arena_format(run->arena, "%zu", import->ret_provisions);
    px_str rest = px_builder_view(import->report), line;
    px_json json;

    px_say(run,
           N_("imported {code} {version} ({language}): {count} provisions, {new} new, "
              "{kept} with the ids they had"),
           "code", px_arena_cstr(run->arena, import->code), "version",
           px_arena_cstr(run->arena, import->label), "language",
           px_arena_cstr(run->arena, import->language), "count", count, "new",
           px_arena_format(run->arena, "%zu", import->ret_new), "kept",
           px_arena_format(run->arena, "%zu", import->ret_kept), NULL);
    if (!run->json) {
        if (!run->quiet)
            px_print(rest);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", import->code);
    px_json_pair_str(&json, "version", import->label);
    px_json_pair_str(&json, "language", import->language);
    px_json_pair_int(&json, "provisions", (long long)import->ret_provisions);
    px_json_pair_int(&json, "new", (long long)import->ret_new);
    px_json_pair_int(&json, "kept", (long long)import->ret_kept);
    px_json_key(&json, "warnings");
    px_json_array(&json);
    while (px_str_line(&rest, &line))
        px_json_str(&json, line);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

/* The file first, as it was received, then the deed that names it. */
static int import_into_house(px_invocation *run, px_import *import, px_str source, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    char hash[65];
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_blob_put(house, source, hash, err);
    if (rc < 0)
        return rc;
    import->source = (px_version_source){
        .hash = hash,
        .name = px_str_of(run->operands[0]),
        .bytes = source.len,
    };
    rc = px_house_write(house, px_import_store, import, err);
    import->source.hash = NULL;
    return rc;
}

static int code_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder report = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *language = px_invocation_option(run, "lang");
    size_t len = 0;
    px_import import = {
        .code = px_str_of(px_invocation_option(run, "code")),
        .label = px_str_of(px_invocation_option(run, "version")),
        .language = px_str_of(language ? language : "en"),
        .author = "operator",
        .reader = run->language,
        .report = &report,
    };
    int rc = px_file_read(run->operands[0], PX_IMPORT_MAX_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = parse_outline(run->operands[0], px_str_n(data, len), &outline, err);
    if (rc < 0)
        return rc;
    import.outline = px_builder_view(&outline);
    rc = import_into_house(run, &import, px_str_n(data, len), err);
    if (rc < 0)
        return rc;
    return import_report(run, &import, err);
}

static const px_option code_import_options[] = {
    { "code", N_("ID"), N_("the code that it belongs to: small letters, digits, hyphens"),
      .required = true },
    { "version", N_("LABEL"), N_("the version that it is, such as draft-2"), .required = true },
    { "lang", N_("TAG"), N_("language of the text (default: en)") },
    { 0 },
};

static const px_example code_import_examples[] = {
    { "code import draft.md --code gpai --version draft-1", N_("brings in an English draft") },
    { "code import draft.fr.md --code gpai --version draft-1 --lang fr",
      N_("adds its French text; the structure must be the same") },
    { NULL, NULL },
};

const px_command px_cmd_code_import = {
    .name = "code import",
    .operands = N_("FILE"),
    .summary = N_("bring in the text of a version"),
    .description = N_("Reads a draft in Markdown ('-' is standard input) and makes it a working "
                      "version of the code. Every provision gets its lasting id, which it keeps "
                      "for ever. A second language must have the same structure. A working version "
                      "can be imported again; ids are kept. What the importer cannot place is "
                      "kept as text and reported with its line. The file is kept as it "
                      "was received, and readers of the published version can have it.\n\n"
                      "The file is read in a process of its own that can open nothing."),
    .options = code_import_options,
    .examples = code_import_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = code_import_run,
};
