/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments of a code as a file: the page where a reader chooses, and the files. */
#include <errno.h>
#include <fcntl.h>

#include "base/random.h"
#include "drafting/comment/exchange/comment_export.h"
#include "drafting/process/process.h"
#include "web/access.h"
#include "web/comment/comment_asked.h"
#include "web/comment/comment_view.h"
#include "web/entity.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/site_address.h"
#include "web/templates.h"

#include "base/banned.h"

enum { OPTIONS_MAX = 200 };

typedef struct export_page {
    px_request *request;
    px_code code;
    px_version *versions; /* published ones */
    size_t n_versions;
    px_comment_asked asked;
} export_page;

static int export_read(export_page *p, px_error *err)
{
    px_request *r = p->request;
    int rc = px_code_find(r->db, r->arena, r->params[0], px_part_tag(r), &p->code, err);

    if (rc >= 0)
        rc = px_version_list(r->db, r->arena, &p->code, px_part_tag(r), true, &p->versions,
                             &p->n_versions, err);
    if (rc >= 0)
        rc = px_comment_asked_read(r, &p->code, &p->asked, err);
    p->asked.filter.sort = PX_COMMENT_BY_NUMBER;
    return rc;
}

/* ---- A file */

static void export_name(const export_page *p, px_reply *reply, const px_comment_export *export)
{
    px_file_header(
        p->request, reply,
        px_str_of(px_arena_format(p->request->arena, "%.*s%s%.*s-%s.%s", PX_STR_ARG(p->code.id),
                                  p->asked.version.len ? "-" : "", PX_STR_ARG(p->asked.version),
                                  export->empty ? "form" : "comments", export->ret_extension)));
}

/* The file is written below the house, loses its name at once, and is sent from there. */
static int export_file(const export_page *p, px_reply *reply, px_comment_format format,
                       px_error *err)
{
    px_request *r = p->request;
    char id[PX_PUBLIC_ID_LEN + 1];
    px_comment_export export = {
        .format = format,
        .code = &p->code,
        .filter = p->asked.filter,
        .project = p->code.title,
        .document = px_str_of(px_arena_format(r->arena, "%.*s %.*s", PX_STR_ARG(p->code.id),
                                              PX_STR_ARG(p->asked.version))),
        .site = px_site_base(r, reply),
        .language = r->language,
        .date = r->now,
        .empty = px_str_is(px_fields_get(&r->query, "empty"), "1") && format == PX_COMMENT_ISO,
    };
    const char *path;
    int rc;

    px_random_public_id(id);
    path = px_arena_format(r->arena, "%s/.export-%s", px_house_path(r->house), id);
    rc = px_comment_export_file(r->db, &export, path, err);
    if (rc >= 0)
        rc = px_entity_from_file(path, &reply->entity, err);
    (void)unlink(path);
    if (rc < 0)
        return rc;
    reply->content_type = export.ret_media_type;
    export_name(p, reply, &export);
    return 0;
}

/* ---- The page */

static void option_add(px_view_comments_export_option *options, size_t *n, px_str value,
                       px_str title, px_str chosen)
{
    if (*n < OPTIONS_MAX)
        options[(*n)++] = (px_view_comments_export_option){ .value = value,
                                                            .title = title,
                                                            .chosen = px_str_eq(value, chosen) };
}

static int round_options(const export_page *p, px_view_comments_export *view, px_error *err)
{
    const px_request *r = p->request;
    px_view_comments_export_option *options =
        px_arena_array(r->arena, OPTIONS_MAX, sizeof(*options));
    px_process *processes;
    px_round *rounds;
    size_t n_processes, n_rounds;
    int rc =
        px_process_list(r->db, r->arena, &p->code, px_part_tag(r), &processes, &n_processes, err);

    for (size_t i = 0; rc >= 0 && i < n_processes; i++) {
        rc = px_round_list(r->db, r->arena, &processes[i], &rounds, &n_rounds, err);
        for (size_t k = 0; rc >= 0 && k < n_rounds; k++) {
            px_str value = px_str_of(px_arena_format(
                r->arena, "%.*s/%d", PX_STR_ARG(processes[i].key), rounds[k].number));
            px_str title = px_str_of(
                px_arena_format(r->arena, "%.*s, %d: %.*s", PX_STR_ARG(processes[i].title),
                                rounds[k].number, PX_STR_ARG(rounds[k].version)));

            option_add(options, &view->n_rounds, value, title, p->asked.round);
        }
    }
    view->rounds = options;
    return rc;
}

static void version_options(const export_page *p, px_view_comments_export *view)
{
    px_view_comments_export_option *options =
        px_arena_array(p->request->arena, OPTIONS_MAX, sizeof(*options));

    for (size_t i = 0; i < p->n_versions; i++)
        option_add(options, &view->n_versions, p->versions[i].label, p->versions[i].label,
                   p->asked.version);
    view->versions = options;
}

/* Whatever else the list that led here was filtered by goes along. */
static void hidden_fields(const export_page *p, px_view_comments_export *view)
{
    static const char *const names[] = { "on",      "chapter",   "kind",    "stance",
                                         "status",  "category",  "country", "origin",
                                         "wording", "objection", "q" };
    px_view_comments_export_hidden *hidden =
        px_arena_array(p->request->arena, PX_COUNT(names), sizeof(*hidden));

    for (size_t i = 0; i < PX_COUNT(names); i++) {
        px_str value = px_comment_asked_value(&p->asked, names[i]);

        if (value.len)
            hidden[view->n_hidden++] =
                (px_view_comments_export_hidden){ .name = px_str_of(names[i]), .value = value };
    }
    view->hidden = hidden;
}

/* Of so many comments that they do not go into one form. */
static px_str form_note(const export_page *p, int64_t total)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(4096);
    px_arena *arena = p->request->arena;
    const px_arg args[] = {
        { "comments", px_str_of(px_arena_format(arena, "%lld", (long long)total)) },
        { "forms", px_str_of(px_arena_format(arena, "%u", px_comment_export_parts(total))) },
    };

    px_message(&note, p->request->language,
               N_("the form of ISO, IEC, CEN and CENELEC, with the answers as observations; these "
                  "{comments} comments come as {forms} forms or more in a ZIP file"),
               args, PX_COUNT(args));
    return px_arena_str(arena, px_builder_view(&note));
}

static int count_comments(const export_page *p, int64_t *ret_total, px_error *err)
{
    px_comment_filter filter = p->asked.filter;
    px_comment_page page;
    int rc;

    filter.max = 1;
    rc = px_comment_list(p->request->db, p->request->arena, &filter, p->request->language, &page,
                         err);
    *ret_total = rc < 0 ? 0 : page.total;
    return rc;
}

static void format_options(const export_page *p, int64_t total, px_view_comments_export *view)
{
    static const char *const notes[PX_COMMENT_FORMAT_COUNT] = {
        [PX_COMMENT_ISO] = N_("the form of ISO, IEC, CEN and CENELEC, with the answers as "
                              "observations; more than 2,000 comments come as several forms in a "
                              "ZIP file"),
        [PX_COMMENT_OSD] = N_("for spreadsheets, with the columns that OSD has; loses nothing"),
        [PX_COMMENT_CSV] = N_("for programs and spreadsheets; loses nothing"),
        [PX_COMMENT_JSON] = N_("for programs; loses nothing"),
        [PX_COMMENT_ANNOTATION] = N_("for programs that work with annotations of the W3C"),
    };
    const px_request *r = p->request;
    px_view_comments_export_format *formats =
        px_arena_array(r->arena, PX_COMMENT_FORMAT_COUNT, sizeof(*formats));

    for (int i = 0; i < PX_COMMENT_FORMAT_COUNT; i++)
        formats[i] = (px_view_comments_export_format){
            .value = px_str_of(px_comment_format_name((px_comment_format)i)),
            .title = px_part_sentence(
                r, px_str_of(px_tr(r->language, px_comment_format_title((px_comment_format)i))),
                false),
            .note = px_str_of(px_tr(r->language, notes[i])),
            .chosen = i == 0,
        };
    if (px_comment_export_parts(total) > 1)
        formats[PX_COMMENT_ISO].note = form_note(p, total);
    view->formats = formats;
    view->n_formats = PX_COMMENT_FORMAT_COUNT;
}

int px_page_comments_export(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    px_str asked = px_fields_get(&request->query, "format");
    export_page p = { .request = request };
    px_view_comments_export view = { 0 };
    px_comment_format format;
    int64_t total;
    int rc = export_read(&p, err);

    if (rc < 0)
        return rc;
    if (asked.len && px_comment_format_find(asked, &format))
        return export_file(&p, reply, format, err);
    if (asked.len)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no format '{format}' of export"),
                       "format", px_arena_cstr(request->arena, asked), NULL);
    version_options(&p, &view);
    rc = count_comments(&p, &total, err);
    if (rc >= 0)
        rc = round_options(&p, &view, err);
    if (rc < 0)
        return rc;
    format_options(&p, total, &view);
    view.head = px_comment_view_crumbs(request, &p.code);
    hidden_fields(&p, &view);
    view.action = px_page_address(request, "/codes/%.*s/comments/export", PX_STR_ARG(p.code.id));
    view.form = px_page_address(request, "/codes/%.*s/comments/export?format=iso&empty=1",
                                PX_STR_ARG(p.code.id));
    if (px_access_may(request, PX_ACTION_CONTRIBUTE, px_scope_code(p.code.row)))
        view.import =
            px_page_address(request, "/codes/%.*s/comments/import", PX_STR_ARG(p.code.id));
    frame.title = px_str_of(px_tr(request->language, N_("Comments as a file")));
    px_template_comments_export(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
