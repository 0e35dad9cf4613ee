/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/code_reading.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/comment/exchange/comment_export.h"
#include "drafting/process/process.h"

#include "base/banned.h"

static px_str option_of(const px_invocation *run, const char *name)
{
    const char *value = px_invocation_option(run, name);

    return px_str_of(value ? value : "");
}

/* By --format, else by the ending of the file. */
static int export_format(const px_invocation *run, px_comment_format *ret_format, px_error *err)
{
    px_str name = option_of(run, "format"), path = option_of(run, "output");
    size_t dot = path.len;

    while (dot && path.ptr[dot - 1] != '.')
        dot--;
    if (!name.len)
        name = px_str_sub(path, dot, path.len);
    if (px_comment_format_find(name, ret_format))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("the format '{format}' is not known; use iso, osd, csv, json or annotation"),
                   "format", px_arena_cstr(run->arena, name), NULL);
}

static int export_round(px_invocation *run, const px_code_reading *r, px_comment_export *export,
                        px_error *err)
{
    px_str key = option_of(run, "process");
    long long number = 0;
    px_process process;
    px_round round = { 0 };
    int rc = px_invocation_int(run, "round", 1, 9999, 0, &number, err);

    if (rc < 0 || !number)
        return rc;
    if (!key.len)
        return px_fail(err, PX_ERR_USAGE, N_("--round needs --process"), NULL);
    rc = px_process_find(r->db, run->arena, &r->code, key, r->language, &process, err);
    if (rc >= 0)
        rc = px_round_find(r->db, run->arena, &process, (int)number, &round, err);
    if (rc >= 0)
        export->filter.round = round.row;
    return rc;
}

static int export_filter(px_invocation *run, const px_code_reading *r, px_comment_export *export,
                         px_error *err)
{
    px_str label = option_of(run, "version");
    px_comment_filter *filter = &export->filter;
    px_version version;
    int rc = 0;

    filter->sort = PX_COMMENT_BY_NUMBER;
    filter->kind = option_of(run, "kind");
    filter->status = option_of(run, "status");
    filter->category = option_of(run, "category");
    filter->country = option_of(run, "country");
    filter->text = option_of(run, "text");
    if (label.len)
        rc = px_version_find(r->db, run->arena, &r->code, label, r->language, &version, err);
    if (rc >= 0 && label.len) {
        filter->version = version.row;
        export->document = px_str_of(
            px_arena_format(run->arena, "%.*s %.*s", PX_STR_ARG(r->code.id), PX_STR_ARG(label)));
    }
    return rc < 0 ? rc : export_round(run, r, export, err);
}

static int export_report(px_invocation *run, const px_comment_export *export, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    const char *path = px_invocation_option(run, "output");
    px_json json;

    if (run->json) {
        px_print_json(&json, &out);
        px_json_pair_cstr(&json, "output", path);
        px_json_pair_cstr(&json, "format", px_comment_format_name(export->format));
        px_json_pair_int(&json, "comments", export->ret_count);
        px_json_pair_int(&json, "parts", export->ret_parts);
        return px_print_json_end(&json, err);
    }
    if (export->ret_parts > 1)
        px_say(run, N_("wrote {count} comments to {path}, a ZIP file with {parts} forms"), "count",
               px_arena_format(run->arena, "%lld", (long long)export->ret_count), "path", path,
               "parts", px_arena_format(run->arena, "%u", export->ret_parts), NULL);
    else
        px_say(run, N_("wrote {count} comments to {path}"), "count",
               px_arena_format(run->arena, "%lld", (long long)export->ret_count), "path", path,
               NULL);
    return 0;
}

static int comments_export_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    px_comment_export export = { .language = run->language, .date = px_now() };
    int rc = export_format(run, &export.format, err);

    export.empty = px_invocation_option(run, "empty") != NULL;
    if (rc >= 0 && export.empty && export.format != PX_COMMENT_ISO)
        return px_fail(err, PX_ERR_USAGE, N_("only the ISO form can be had empty"), NULL);
    if (rc >= 0)
        rc = px_code_reading_open(run, &r, err);
    export.code = &r.code;
    export.project = r.code.title;
    export.document = r.code.id;
    if (rc >= 0)
        rc = export_filter(run, &r, &export, err);
    if (rc >= 0)
        rc = px_comment_export_file(r.db, &export, px_invocation_option(run, "output"), err);
    return rc < 0 ? rc : export_report(run, &export, err);
}

static const px_option comments_export_options[] = {
    { "output", N_("FILE"), N_("the file to write"), 'o', true },
    { "format", N_("NAME"),
      N_("iso (DOCX), osd (XLSX), csv, json or annotation (default: by the ending of the file)") },
    { "version", N_("LABEL"), N_("only comments on this version") },
    { "process", N_("KEY"), N_("the process of --round") },
    { "round", N_("N"), N_("only comments of this round") },
    { "kind", N_("NAME"), N_("only general, technical, editorial or translation") },
    { "status", N_("NAME"), N_("only with this answer: accepted, noted ...; open: without one") },
    { "category", N_("KEY"), N_("only of this category of participants") },
    { "country", N_("CODE"), N_("only of this country") },
    { "text", N_("WORDS"), N_("only with these words") },
    { "empty", NULL, N_("the ISO form without comments, to be filled in") },
    { "lang", N_("TAG"), N_("language of titles (default: that of the messages)") },
    { 0 },
};

static const px_example comments_export_examples[] = {
    { "comments export gpai --version draft-3 --output comments.docx",
      N_("writes the ISO commenting form") },
    { "comments export gpai --format json --output comments.json",
      N_("writes all comments of the code, losing nothing") },
    { "comments export gpai --empty --output form.docx", N_("writes an empty form") },
    { NULL, NULL },
};

const px_command px_cmd_comments_export = {
    .name = "comments export",
    .operands = N_("CODE"),
    .summary = N_("write comments to a file"),
    .description = N_(
        "Writes the submitted comments of a code, in the order of their numbers: as the ISO/IEC/"
        "CEN/CENELEC commenting form 2012-03 (DOCX; more than 2,000 comments go into several "
        "forms in a ZIP file), as a table with the columns of OSD and those of praxis (XLSX), as "
        "CSV, as JSON, or as W3C Web Annotations. XLSX, CSV and JSON lose nothing and can be "
        "read again by 'praxis comments import'."),
    .options = comments_export_options,
    .examples = comments_export_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = comments_export_run,
};
