/* SPDX-License-Identifier: EUPL-1.2 */
/* One meeting: when and for whom; what the reader may see of place, agenda, documents, attendance
 * and minutes; what was published when. */
#include "base/number.h"
#include "code/markdown/markdown.h"
#include "code/provision.h"
#include "code/provision_words.h"
#include "drafting/people/person.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/process/deadline.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct meeting_page {
    px_request *request;
    px_meeting_view v;
    int record;    /* what is shown; 0: what is prepared */
    px_str wanted; /* language of agenda and minutes */
    bool sees_papers, sees_record;
    bool unpublished; /* what is prepared differs from the last record */
    px_meeting_papers papers;
    px_meeting_change *changes;
    px_meeting_record *records;
    size_t n_changes, n_records;
} meeting_page;

/* ---- Reading */

/* Record N by "?record=N", else the last one, else what is prepared. */
static int meeting_record(meeting_page *p, px_error *err)
{
    px_str asked = px_fields_get(&p->request->query, "record");
    px_error ignored = PX_ERROR_INIT;
    long long number = p->v.meeting.records;

    if (asked.len && (px_parse_int(asked, 1, p->v.meeting.records, &number, &ignored) < 0))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the meeting has no such record"), NULL);
    p->record = (int)number;
    p->sees_papers = p->record > 0 || p->v.papers;
    p->sees_record = p->record > 0 || p->v.holds;
    return 0;
}

static bool same_papers(meeting_page *p, const px_meeting_papers *a, const px_meeting_papers *b)
{
    PX_AUTO_BUILDER px_builder one = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder two = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_meeting_papers left = *a, right = *b;
    px_json json;

    left.record = right.record = 0;
    px_json_start(&json, &one, PX_JSON_COMPACT);
    px_meeting_papers_json(&json, p->request->arena, &left, true);
    px_json_start(&json, &two, PX_JSON_COMPACT);
    px_meeting_papers_json(&json, p->request->arena, &right, true);
    return px_str_eq(px_builder_view(&one), px_builder_view(&two));
}

static int meeting_read(px_request *request, meeting_page *p, px_error *err)
{
    px_db *db = request->db;
    px_arena *arena = request->arena;
    const px_meeting *m = &p->v.meeting;
    px_meeting_papers prepared;
    int rc = px_meeting_view_read(request, &p->v, err);

    p->request = request;
    p->wanted = px_fields_get(&request->query, "language");
    if (!p->wanted.len)
        p->wanted = px_part_tag(request);
    if (rc >= 0)
        rc = meeting_record(p, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(db, arena, m, p->record, &p->papers, err);
    if (rc >= 0)
        rc = px_meeting_change_list(db, arena, m, &p->changes, &p->n_changes, err);
    if (rc >= 0)
        rc = px_meeting_record_list(db, arena, m, &p->records, &p->n_records, err);
    if (rc < 0 || !p->v.holds || !m->records || p->record != m->records)
        return rc;
    rc = px_meeting_papers_read(db, arena, m, 0, &prepared, err);
    p->unpublished = rc >= 0 && !same_papers(p, &prepared, &p->papers);
    return rc;
}

/* ---- The page */

static px_str act_link(const meeting_page *p, px_str act)
{
    return px_page_address(p->request, "/log/%.*s", PX_STR_ARG(act));
}

/* What a provision is called where it stands last, for this reader; else its id. */
static px_str provision_words(const meeting_page *p, px_str id)
{
    const px_request *request = p->request;
    px_error ignored = PX_ERROR_INIT;
    px_provision_place *places;
    px_text text;
    size_t n;

    if (px_provision_places(request->db, request->arena, &p->v.code, id, px_part_tag(request),
                            !px_access_working(request, &p->v.code), &places, &n, &ignored) < 0 ||
        !n ||
        px_provision_text(request->db, request->arena, &places[0], px_part_tag(request), &text,
                          &ignored) < 0 ||
        !text.count)
        return id;
    return px_provision_words(request->arena, text.nodes[0].number, text.nodes[0].heading,
                              text.nodes[0].text);
}

static px_str provision_link(const meeting_page *p, px_str id)
{
    return px_page_address(p->request, "/codes/%.*s/p/%.*s", PX_STR_ARG(p->v.code.id),
                           PX_STR_ARG(id));
}

static void meeting_agenda(const meeting_page *p, px_view_meeting *view)
{
    const px_agenda *agenda =
        p->sees_papers ? px_meeting_papers_agenda(&p->papers, p->wanted) : NULL;
    px_view_meeting_item *items;

    if (!agenda)
        return;
    items = px_arena_array(p->request->arena, agenda->count, sizeof(*items));
    for (size_t i = 0; i < agenda->count; i++) {
        items[i].title = agenda->items[i].title;
        if (!agenda->items[i].lasting_id.len)
            continue;
        items[i].provision = provision_words(p, agenda->items[i].lasting_id);
        items[i].link = provision_link(p, agenda->items[i].lasting_id);
    }
    view->items = items;
    view->n_items = agenda->count;
    if (!px_str_eq(agenda->language, px_part_tag(p->request)))
        view->items_language = agenda->language;
}

static px_str document_size(const px_request *request, uint64_t size)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256), number = PX_BUILDER_INIT(64);
    px_arg arg = { "count", PX_STR_NONE };

    px_format_int(&number, request->language, (long long)(size + 1023) / 1024);
    arg.value = px_builder_view(&number);
    px_message(&words, request->language, N_("{count} KiB"), &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

static void meeting_documents(const meeting_page *p, px_view_meeting *view)
{
    size_t n = p->sees_papers ? p->papers.n_documents : 0;
    px_view_meeting_document *rows = px_arena_array(p->request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++) {
        const px_meeting_document *document = &p->papers.documents[i];

        rows[i] = (px_view_meeting_document){
            .title = document->title,
            .name = document->name,
            .size = document_size(p->request, document->size),
            .link =
                px_str_of(px_arena_format(p->request->arena, "/meetings/%.*s/documents/%.*s",
                                          PX_STR_ARG(p->v.meeting.id), PX_STR_ARG(document->id))),
        };
    }
    view->documents = rows;
    view->n_documents = n;
}

static void meeting_attendance(const meeting_page *p, px_view_meeting *view)
{
    size_t n = p->sees_record ? p->papers.n_attendance : 0;
    px_view_meeting_attendance *rows = px_arena_array(p->request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++) {
        rows[i].category = px_people_category(p->request, p->papers.attendance[i].category);
        rows[i].people = p->papers.attendance[i].people;
        view->attended += rows[i].people;
    }
    view->attendance = rows;
    view->n_attendance = n;
}

static void minutes_reference(void *arg, px_builder *out, px_str id)
{
    px_builder_add(out, "<a href=\"");
    px_builder_html(out, provision_link(arg, id));
    px_builder_add(out, "\">");
}

/* Markdown as HTML in the arena; its links to provisions lead to their pages. */
static int meeting_html(meeting_page *p, px_str markdown, px_str *ret_html, px_error *err)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_markdown_hooks hooks = { .arg = p, .reference = minutes_reference };
    int rc = px_markdown_document_html(&html, markdown, 3, &hooks, err);

    if (rc < 0)
        return rc;
    *ret_html = px_arena_str(p->request->arena, px_builder_view(&html));
    return 0;
}

/* This page in the other languages of its minutes. */
static void meeting_languages(const meeting_page *p, const px_minutes *shown, px_view_meeting *view)
{
    size_t n = 0;
    px_view_meeting_language *rows =
        px_arena_array(p->request->arena, p->papers.n_minutes, sizeof(*rows));

    for (size_t i = 0; i < p->papers.n_minutes; i++) {
        px_str language = p->papers.minutes[i].language;

        if (&p->papers.minutes[i] == shown)
            continue;
        rows[n].name = px_part_own_language(language);
        rows[n].language = language;
        rows[n].link = px_meeting_view_link(p->request, &p->v.meeting, "");
        rows[n].link = px_str_of(px_arena_format(p->request->arena, "%.*s?language=%.*s",
                                                 PX_STR_ARG(rows[n].link), PX_STR_ARG(language)));
        if (p->record != p->v.meeting.records)
            rows[n].link = px_str_of(px_arena_format(p->request->arena, "%.*s&record=%d",
                                                     PX_STR_ARG(rows[n].link), p->record));
        n++;
    }
    view->languages = rows;
    view->n_languages = n;
}

static int meeting_minutes(meeting_page *p, px_view_meeting *view, px_error *err)
{
    const px_minutes *minutes =
        p->sees_record ? px_meeting_papers_minutes(&p->papers, p->wanted) : NULL;

    if (!minutes)
        return 0;
    if (!px_str_eq(minutes->language, px_part_tag(p->request)))
        view->minutes_language = minutes->language;
    meeting_languages(p, minutes, view);
    return meeting_html(p, minutes->text, &view->minutes, err);
}

static void meeting_history(const meeting_page *p, px_view_meeting *view)
{
    const px_request *request = p->request;
    px_view_meeting_change *changes =
        px_arena_array(request->arena, p->n_changes, sizeof(*changes));
    px_view_meeting_record *records =
        px_arena_array(request->arena, p->n_records, sizeof(*records));

    for (size_t i = 0; i < p->n_changes; i++)
        changes[i] = (px_view_meeting_change){
            .moved = !p->changes[i].cancelled,
            .before = px_meeting_view_civil(request, &p->v.meeting, p->changes[i].starts_before),
            .reason = p->changes[i].reason,
            .time = px_part_moment(request, p->changes[i].time),
            .act = act_link(p, p->changes[i].act),
        };
    for (size_t i = 0; i < p->n_records; i++)
        records[i] = (px_view_meeting_record){
            .number = p->records[i].number,
            .shown = p->records[i].number == p->record,
            .link = px_page_address(request, "/meetings/%.*s?record=%d",
                                    PX_STR_ARG(p->v.meeting.id), p->records[i].number),
            .reason = p->records[i].reason,
            .time = px_part_moment(request, p->records[i].time),
            .act = act_link(p, p->records[i].act),
        };
    view->changes = changes;
    view->n_changes = p->n_changes;
    view->records = records;
    view->n_records = p->n_records;
}

static px_view_meeting meeting_view(const meeting_page *p)
{
    const px_request *request = p->request;
    const px_meeting *m = &p->v.meeting;

    return (px_view_meeting){
        .head = px_meeting_view_head(&p->v, false),
        .title = px_meeting_view_title(request, m),
        .kind = px_meeting_view_kind_beside(request, m),
        .state = px_meeting_view_state(request, m),
        .cancelled = px_str_is(m->state, "cancelled"),
        .when = px_meeting_view_when(request, m),
        .cycle = m->cycle,
        .cycle_link = px_page_address(request, "/codes/%.*s/processes/%.*s/cycles/%d",
                                      PX_STR_ARG(m->code_id), PX_STR_ARG(m->process_key), m->cycle),
        .body = m->body,
        .groups = px_meeting_view_groups(request, m),
        .attends = px_str_of(px_tr(request->language, px_meeting_audience_title(m->may_attend))),
        .sees = px_str_of(px_tr(request->language, px_meeting_audience_title(m->sees_papers))),
        .may_attend = p->v.place,
        .signed_in = request->session.who.person != 0,
        .place = p->v.place ? m->place : PX_STR_NONE,
        .link = p->v.place ? m->link : PX_STR_NONE,
        .has_link = p->v.place && m->link.len,
        .calendar = px_meeting_view_link(request, m, "/calendar.ics"),
        .twin = px_request_address(request, request->language, true),
        .manage = px_meeting_view_link(request, m, "/manage"),
        .write_agenda = px_meeting_view_link(request, m, "/write/agenda"),
        .write_minutes = px_meeting_view_link(request, m, "/write/minutes"),
        .holds = p->v.holds,
        .unpublished = p->unpublished,
        .draft = !p->record,
        .old_record = p->record != m->records,
        .published = p->record > 0,
        .papers = p->sees_papers,
    };
}

/* What was said here and recorded as comments. */
static int meeting_comments(const meeting_page *p, px_view_meeting *view, px_error *err)
{
    const px_request *request = p->request;
    px_comment_filter filter = { .code = p->v.code.row,
                                 .meeting = p->v.meeting.row,
                                 .sort = PX_COMMENT_BY_NUMBER,
                                 .max = PX_COMMENT_PAGE_MAX };
    px_comment_places *places = px_comment_places_new(request);
    px_view_comment_row *rows;
    px_comment_page page;
    int rc = px_comment_list(request->db, request->arena, &filter, request->language, &page, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, page.count, sizeof(*rows));
    for (size_t i = 0; i < page.count; i++)
        rows[i] = px_comment_view_row(request, places, &p->v.code, &page.rows[i]);
    view->comments = rows;
    view->n_comments = page.count;
    view->record_comment = px_meeting_view_link(request, &p->v.meeting, "/comment");
    return 0;
}

static int meeting_page_html(meeting_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_meeting view = meeting_view(p);
    px_frame frame = { .title = view.title, .room = PX_ROOM_CODES };
    int rc = meeting_minutes(p, &view, err);

    if (rc >= 0 && p->v.meeting.text.len)
        rc = meeting_html(p, p->v.meeting.text, &view.text, err);
    if (rc >= 0)
        rc = meeting_comments(p, &view, err);
    if (rc < 0)
        return rc;
    view.all = px_page_address(request, "/codes/%.*s/meetings", PX_STR_ARG(p->v.code.id));
    meeting_agenda(p, &view);
    meeting_attendance(p, &view);
    meeting_documents(p, &view);
    meeting_history(p, &view);
    px_template_meeting(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int meeting_page_json(meeting_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "meeting");
    px_meeting_json(&json, &p->v.meeting, px_meeting_view_title(p->request, &p->v.meeting),
                    p->v.place);
    if (p->sees_papers || p->sees_record) {
        px_meeting_papers seen = p->papers;

        if (!p->sees_papers)
            seen.n_agendas = seen.n_documents = 0;
        px_json_key(&json, "papers");
        px_meeting_papers_json(&json, p->request->arena, &seen, p->sees_record);
    }
    px_meeting_history_json(&json, p->changes, p->n_changes, p->records, p->n_records);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_meeting(px_request *request, px_reply *reply, px_error *err)
{
    meeting_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = meeting_read(request, p, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    px_deadline_until(request, reply, p->v.meeting.starts.at);
    return request->json ? meeting_page_json(p, reply, err) : meeting_page_html(p, reply, err);
}
