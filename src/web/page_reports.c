/* SPDX-License-Identifier: EUPL-1.2 */
/* The reports on the comments of a code: which there are, and each as a page or as a file
 * (?format=docx). ?version=, ?next=, ?process=&round= and ?part= say what it is about. */
#include "base/number.h"
#include "drafting/report/report.h"
#include "web/document_file.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { ROUND_MAX = 10000, PART_MAX = 1000000 };

/* Files that are offered; a page is HTML already. */
static const px_document_format formats[] = { PX_DOCUMENT_DOCX, PX_DOCUMENT_PDF, PX_DOCUMENT_XLSX,
                                              PX_DOCUMENT_CSV, PX_DOCUMENT_MARKDOWN };

/* ---- What is asked for */

static px_str field(const px_request *request, const char *name)
{
    px_str value = px_fields_get(&request->query, name);

    return value.ptr ? value : PX_STR("");
}

static int number_field(const px_request *request, const char *name, int max, int otherwise)
{
    px_error ignored = PX_ERROR_INIT;
    long long value = otherwise;

    (void)!px_parse_int(field(request, name), 1, max, &value, &ignored);
    return (int)value;
}

static int read_ask(const px_request *request, px_reply *reply, px_report_kind kind, px_code *code,
                    px_report_ask *ask, px_error *err)
{
    px_str base = px_site_base(request, reply);
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          code, err);

    *ask = (px_report_ask){
        .kind = kind,
        .code = code,
        .version = field(request, "version"),
        .next = field(request, "next"),
        .process = field(request, "process"),
        .round = number_field(request, "round", ROUND_MAX, 0),
        .part = number_field(request, "part", PART_MAX, 1),
        .language = request->language,
        .house = px_str_of(px_house_name(request->house)),
    };
    if (base.len)
        ask->site = px_str_of(px_arena_format(request->arena, "%.*s/%s", PX_STR_ARG(base),
                                              px_language_tag(request->language)));
    return rc;
}

/* ---- Addresses */

static void add_number(px_builder *query, const char *name, int value)
{
    char digits[16];

    (void)snprintf(digits, sizeof(digits), "%d", value);
    px_url_pair(query, name, px_str_of(digits));
}

/* The query of a report, with a part (0: none) and a format (empty: the page). */
static px_str query_of(const px_request *request, const px_report_ask *ask, int part, px_str format)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);

    px_url_pair(&query, "version", ask->version);
    px_url_pair(&query, "next", ask->next);
    if (ask->round) {
        px_url_pair(&query, "process", ask->process);
        add_number(&query, "round", ask->round);
    }
    if (part > 1)
        add_number(&query, "part", part);
    px_url_pair(&query, "format", format);
    return px_arena_str(request->arena, px_builder_view(&query));
}

static px_str address_of(const px_request *request, const px_report_ask *ask, px_report_kind kind,
                         int part, px_str format)
{
    px_str page = px_page_address(request, "/codes/%.*s/reports/%s", PX_STR_ARG(ask->code->id),
                                  px_report_name(kind));

    return px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(page),
                                     PX_STR_ARG(query_of(request, ask, part, format))));
}

static px_view_report_file *files_of(const px_request *request, const px_report_ask *ask,
                                     px_report_kind kind, int part)
{
    px_view_report_file *files = px_arena_array(request->arena, PX_COUNT(formats), sizeof(*files));

    for (size_t i = 0; i < PX_COUNT(formats); i++)
        files[i] = (px_view_report_file){
            .name = px_str_of(px_tr(request->language, px_document_format_title(formats[i]))),
            .link = address_of(request, ask, kind, part,
                               px_str_of(px_document_format_name(formats[i]))),
            .type = px_str_of(px_document_media_type(formats[i])),
        };
    return files;
}

/* ---- All of them */

static void list_versions(const px_request *request, const px_report_ask *ask,
                          const px_version *versions, size_t count, px_view_reports *view)
{
    px_view_report_version *rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));

    for (size_t i = 0; i < count; i++) {
        px_report_ask other = { .code = ask->code, .version = versions[i].label };

        rows[i] = (px_view_report_version){
            .label = versions[i].label,
            .link = px_page_address(request, "/codes/%.*s/reports%.*s", PX_STR_ARG(ask->code->id),
                                    PX_STR_ARG(query_of(request, &other, 0, PX_STR_NONE))),
            .current = px_str_eq(versions[i].label, ask->version),
        };
    }
    view->versions = rows;
    view->n_versions = count;
}

/* Whether a version followed the one that is asked for, or any where none is. */
static bool is_followed(const px_report_ask *ask, const px_version *versions, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (!ask->version.len || px_str_eq(versions[i].label, ask->version))
            return true;
    return false;
}

static void list_reports(const px_request *request, const px_report_ask *ask, bool followed,
                         px_view_reports *view)
{
    px_view_report_entry *rows =
        px_arena_array(request->arena, PX_REPORT_KIND_COUNT, sizeof(*rows));

    for (size_t i = 0; i < PX_REPORT_KIND_COUNT; i++) {
        px_report_kind kind = (px_report_kind)i;

        rows[i] = (px_view_report_entry){
            .title = px_str_of(px_tr(request->language, px_report_title(kind))),
            .purpose = px_str_of(px_tr(request->language, px_report_purpose(kind))),
        };
        if (px_report_compares(kind) && !followed)
            continue;
        rows[i].link = address_of(request, ask, kind, 0, PX_STR_NONE);
        rows[i].files = files_of(request, ask, kind, 0);
        rows[i].n_files = PX_COUNT(formats);
    }
    view->reports = rows;
    view->n_reports = PX_REPORT_KIND_COUNT;
}

static int list_json(const px_request *request, px_reply *reply, const px_report_ask *ask,
                     px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", ask->code->id);
    px_json_key(&json, "reports");
    px_json_array(&json);
    for (size_t i = 0; i < PX_REPORT_KIND_COUNT; i++) {
        px_report_kind kind = (px_report_kind)i;

        px_json_object(&json);
        px_json_pair_cstr(&json, "report", px_report_name(kind));
        px_json_pair_cstr(&json, "title", px_tr(request->language, px_report_title(kind)));
        px_json_pair_str(&json, "link", address_of(request, ask, kind, 0, PX_STR_NONE));
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_reports(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(4096);
    px_frame frame = { .room = PX_ROOM_CODES };
    px_view_reports view = { 0 };
    px_version *versions;
    px_report_ask ask;
    px_code code;
    px_arg arg;
    size_t count;
    int rc = read_ask(request, reply, PX_REPORT_DISPOSITION, &code, &ask, err);

    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &code, px_part_tag(request), true,
                             &versions, &count, err);
    if (rc < 0)
        return rc;
    if (request->json)
        return list_json(request, reply, &ask, err);
    view.home = px_page_address(request, "/");
    view.code_title = code.title.len ? code.title : code.id;
    view.code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(code.id));
    list_versions(request, &ask, versions, count, &view);
    list_reports(request, &ask, is_followed(&ask, versions, count), &view);
    arg = (px_arg){ "code", view.code_title };
    px_message(&title, request->language, N_("{code}: reports"), &arg, 1);
    frame.title = px_builder_view(&title);
    frame.description = frame.title;
    frame.query = query_of(request, &ask, 0, PX_STR_NONE);
    frame.one_twin = true;
    reply->shared = true;
    px_template_reports(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- One */

/* Its name is made of ids alone. */
static int report_file(const px_request *request, px_reply *reply, const px_report_ask *ask,
                       const px_report *report, px_document_format format, px_error *err)
{
    px_str address = address_of(request, ask, ask->kind, ask->part, PX_STR_NONE);
    px_str key = px_str_of(
        px_arena_format(request->arena, "%.*s %.*s", PX_STR_ARG(ask->site), PX_STR_ARG(address)));
    px_str name =
        px_str_of(px_arena_format(request->arena, "%.*s-%.*s-%s", PX_STR_ARG(ask->code->id),
                                  PX_STR_ARG(report->version.label), px_report_name(ask->kind)));

    return px_document_file(request, reply, report->document, format, key, name, err);
}

static void report_parts(const px_request *request, const px_report_ask *ask,
                         const px_report *report, px_view_report *view)
{
    view->part = report->part;
    view->parts = report->parts > 1 ? report->parts : 0;
    if (report->part > 1)
        view->before = address_of(request, ask, ask->kind, report->part - 1, PX_STR_NONE);
    if (report->part < report->parts)
        view->after = address_of(request, ask, ask->kind, report->part + 1, PX_STR_NONE);
}

static int report_page(const px_request *request, px_reply *reply, const px_report_ask *ask,
                       const px_report *report, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_report view = {
        .home = px_page_address(request, "/"),
        .code_title = ask->code->title.len ? ask->code->title : ask->code->id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(ask->code->id)),
        .reports = px_page_address(request, "/codes/%.*s/reports%.*s", PX_STR_ARG(ask->code->id),
                                   PX_STR_ARG(query_of(request, ask, 0, PX_STR_NONE))),
        .title = report->title,
        .subtitle = report->subtitle,
        .date = report->date_words,
        .files = files_of(request, ask, ask->kind, report->part),
        .n_files = PX_COUNT(formats),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_CODES,
                       .title = px_str_of(px_arena_format(request->arena, "%.*s: %.*s",
                                                          PX_STR_ARG(report->title),
                                                          PX_STR_ARG(report->subtitle))),
                       .query = query_of(request, ask, ask->part, PX_STR_NONE) };
    int rc = px_document_html_body(report->document, 2, &text, err);

    if (rc < 0)
        return rc;
    view.body = px_builder_view(&text);
    view.twin = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(view.twin),
                                          PX_STR_ARG(frame.query)));
    report_parts(request, ask, report, &view);
    frame.description = frame.title;
    px_template_report(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

int px_page_report(px_request *request, px_reply *reply, px_error *err)
{
    px_str wanted = field(request, "format");
    px_document_format format = PX_DOCUMENT_HTML;
    px_report_kind kind;
    px_report report;
    px_report_ask ask;
    px_code code;
    int rc;

    if (!px_report_find(request->params[1], &kind))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no report '{report}'"), "report",
                       px_arena_cstr(request->arena, request->params[1]), NULL);
    if (wanted.len && !px_document_format_find(wanted, &format))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no format '{format}' of reports"),
                       "format", px_arena_cstr(request->arena, wanted), NULL);
    reply->shared = true;
    rc = read_ask(request, reply, kind, &code, &ask, err);
    ask.rows = format == PX_DOCUMENT_CSV;
    if (rc >= 0)
        rc = px_report_make(request->db, request->arena, &ask, &report, err);
    if (rc < 0)
        return rc;
    if (request->json || format == PX_DOCUMENT_JSON) {
        reply->content_type = px_document_media_type(PX_DOCUMENT_JSON);
        return px_document_write(report.document, PX_DOCUMENT_JSON, NULL, &reply->body, err);
    }
    return wanted.len ? report_file(request, reply, &ask, &report, format, err)
                      : report_page(request, reply, &ask, &report, err);
}
