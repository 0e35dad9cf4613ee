/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/code_reading.h"
#include "cli/output.h"
#include "code/export.h"

#include "base/banned.h"

static int fail_language(const px_invocation *run, const px_version *version, const char *language,
                         px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(1024);

    for (size_t i = 0; i < version->n_languages; i++) {
        px_builder_add(&list, i ? ", " : "");
        px_builder_str(&list, version->languages[i]);
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("version '{version}' has no text in '{language}'; it has {list}"), "version",
                   run->operands[1], "language", language, "list", px_builder_cstr(&list), NULL);
}

/* The language of --lang must be there; without it, that of the messages or else the first. */
static int check_language(const px_invocation *run, const px_version *version, const char *language,
                          px_error *err)
{
    for (size_t i = 0; language && i < version->n_languages; i++)
        if (px_str_is(version->languages[i], language))
            return 0;
    return language ? fail_language(run, version, language, err) : 0;
}

static int read_export(px_invocation *run, const px_code_reading *reading, px_export *ret_export,
                       px_error *err)
{
    px_code *code = px_arena_alloc(run->arena, sizeof(*code));
    px_version *version = px_arena_alloc(run->arena, sizeof(*version));
    px_text *text = px_arena_alloc(run->arena, sizeof(*text));
    int rc = px_code_reading_text(run, reading, run->operands[1], version, text, err);

    if (rc >= 0)
        rc = check_language(run, version, px_invocation_option(run, "lang"), err);
    if (rc < 0)
        return rc;
    *code = reading->code;
    *ret_export = (px_export){ .code = code, .version = version, .text = text };
    return 0;
}

static int export_from_house(px_invocation *run, const px_exporter *exporter, px_export *export,
                             px_builder *out, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading reading = { 0 };
    int rc = px_code_reading_open(run, &reading, err);

    if (rc >= 0)
        rc = read_export(run, &reading, export, err);
    return rc < 0 ? rc : exporter->write(run->arena, export, out, err);
}

static int export_report(px_invocation *run, const px_exporter *exporter, const px_export *export,
                         const char *path, px_str text, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    if (path)
        px_say(run, N_("wrote '{path}': {code} {version} ({language})"), "path", path, "code",
               run->operands[0], "version", run->operands[1], "language",
               px_arena_cstr(run->arena, export->text->language), NULL);
    else if (!run->json)
        px_print(text);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", export->code->id);
    px_json_pair_str(&json, "version", export->version->label);
    px_json_pair_str(&json, "language", export->text->language);
    px_json_pair_cstr(&json, "format", exporter->format);
    if (path)
        px_json_pair_cstr(&json, "path", path);
    else
        px_json_pair_str(&json, "text", text);
    return px_print_json_end(&json, err);
}

static int code_export_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *format = px_invocation_option(run, "format");
    const char *path = px_invocation_option(run, "output");
    const px_exporter *exporter;
    px_export export;
    int rc = px_exporter_find(px_str_of(format ? format : "md"), &exporter, err);

    if (rc >= 0)
        rc = export_from_house(run, exporter, &export, &out, err);
    if (rc >= 0 && path)
        rc = px_file_write(path, px_builder_view(&out), 0644, err);
    if (rc < 0)
        return rc;
    return export_report(run, exporter, &export, path, px_builder_view(&out), err);
}

static const px_option code_export_options[] = {
    { "format", N_("NAME"), N_("md, akn, html or json (default: md)") },
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { "output", N_("FILE"), N_("write to a file, which is replaced if it is there"),
      .letter = 'o' },
    { 0 },
};

static const px_example code_export_examples[] = {
    { "code export gpai draft-1 -o draft-1.md", N_("writes a draft to go on editing") },
    { "code export gpai draft-1 --format json --lang fr", N_("prints the French text as JSON") },
    { NULL, NULL },
};

const px_command px_cmd_code_export = {
    .name = "code export",
    .operands = N_("ID LABEL"),
    .summary = N_("write a version as Markdown, Akoma Ntoso, HTML or JSON"),
    .description = N_("Prints the text of a version in one language. What comes out as Markdown, "
                      "Akoma Ntoso or HTML can be brought in again with 'praxis code import' and "
                      "gives the same text with the same lasting ids."),
    .options = code_export_options,
    .examples = code_export_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_export_run,
};
