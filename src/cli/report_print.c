/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/report_print.h"

#include "cli/code_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "document/document_write.h"
#include "store/setting.h"

#include "base/banned.h"

const px_option px_report_options[] = {
    { "version", N_("LABEL"),
      N_("the version that was commented (default: the newest one with comments)") },
    { "next", N_("LABEL"), N_("the version to compare it with (default: the one that followed)") },
    { "process", N_("KEY"), N_("only comments of one round: its process, with --round") },
    { "round", N_("N"), N_("... and its number") },
    { "part", N_("N"), N_("which part of a large report (default: 1)") },
    { "format", N_("NAME"),
      N_("md, html, docx, pdf, xlsx, csv or json (default: by the name of the file, else md)") },
    { "lang", N_("TAG"), N_("language of the report (default: that of the messages)") },
    { "output", N_("FILE"), N_("write to a file, which is replaced if it is there"),
      .letter = 'o' },
    { 0 },
};

/* By --format, else by the ending of the file, else Markdown. */
static int find_format(const px_invocation *run, px_document_format *ret_format, px_error *err)
{
    const char *format = px_invocation_option(run, "format");
    px_str path = px_option_str(run, "output"), end = path;
    size_t dot;

    *ret_format = PX_DOCUMENT_MARKDOWN;
    if (format) {
        if (px_document_format_find(px_str_of(format), ret_format))
            return 0;
        return px_fail(
            err, PX_ERR_USAGE,
            N_("'--format {value}' is not known; write md, html, docx, pdf, xlsx, csv or "
               "json"),
            "value", format, NULL);
    }
    while ((dot = px_str_find_char(end, '/')) < end.len)
        end = px_str_sub(end, dot + 1, end.len);
    if (px_str_find_char(end, '.') == end.len)
        return 0;
    while ((dot = px_str_find_char(end, '.')) < end.len)
        end = px_str_sub(end, dot + 1, end.len);
    if (px_document_format_find(end, ret_format))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("the ending of '{file}' tells no format that praxis writes; end it with md, "
                      "html, docx, pdf, xlsx, csv or json, or say --format"),
                   "file", px_invocation_option(run, "output"), NULL);
}

static int read_ask(px_invocation *run, const px_code_reading *reading, px_report_kind kind,
                    px_report_ask *ask, px_error *err)
{
    const px_language *language = px_language_find(reading->language);
    long long round = 0, part = 1;
    px_str site = PX_STR_NONE;
    int rc = px_invocation_int(run, "round", 1, 10000, 0, &round, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "part", 1, 1000000, 1, &part, err);
    if (rc >= 0)
        rc = px_setting_site(reading->db, run->arena, &site, err);
    if (rc < 0)
        return rc;
    *ask = (px_report_ask){
        .kind = kind,
        .code = &reading->code,
        .version = px_option_str(run, "version"),
        .next = px_option_str(run, "next"),
        .process = px_option_str(run, "process"),
        .round = (int)round,
        .part = (int)part,
        .language = language ? language : px_language_english(),
        .house = px_str_of(px_house_name(reading->house)),
    };
    ask->site = px_str_of(
        px_arena_format(run->arena, "%.*s/%s", PX_STR_ARG(site), px_language_tag(ask->language)));
    return 0;
}

static int make_file(px_invocation *run, px_report_kind kind, px_document_format format,
                     px_jail *jail, px_builder *out, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading reading = { 0 };
    px_report_ask ask = { 0 };
    px_report report;
    int rc = px_code_reading_open(run, &reading, err);

    if (rc >= 0)
        rc = read_ask(run, &reading, kind, &ask, err);
    ask.rows = format == PX_DOCUMENT_CSV;
    if (rc >= 0)
        rc = px_report_make(reading.db, run->arena, &ask, &report, err);
    return rc < 0 ? rc : px_document_write(report.document, format, jail, out, err);
}

int px_report_print(px_invocation *run, px_report_kind kind, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_document_format format;
    px_jail *jail = NULL;
    int rc = find_format(run, &format, err);

    if (rc >= 0 && px_document_uses_tools(format))
        rc = px_jail_start(NULL, 0, px_document_tools, PX_DOCUMENT_TOOLS, &jail, err);
    if (rc >= 0)
        rc = make_file(run, kind, format, jail, &out, err);
    px_jail_stop(jail);
    return rc < 0 ? rc : px_print_result(run, px_builder_view(&out), err);
}
