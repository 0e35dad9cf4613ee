/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding a meeting: documents, attendance, publication, place, time. */
#include "drafting/people/person.h"
#include "drafting/process/meeting_plan.h"
#include "drafting/process/moment.h"
#include "store/blob.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/process/meeting_view.h"
#include "web/process/moment_field.h"
#include "web/route.h"

#include "base/banned.h"

enum {
    CATEGORIES_MAX = 40,
    DOCUMENT_KINDS = PX_UPLOAD_PDF | PX_UPLOAD_DOCX | PX_UPLOAD_ODT | PX_UPLOAD_PPTX |
                     PX_UPLOAD_XLSX | PX_UPLOAD_TEXT
};

/* ---- The forms */

static const px_form_field document_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "title", PX_FORM_TEXT, N_("Title of the document"), NULL, .required = true, .max = 200 },
    { "file", PX_FORM_FILE, N_("File"),
      N_("PDF, DOCX, PPTX, XLSX, ODT or plain text, at most 20 MiB together."), .required = true,
      .kinds = DOCUMENT_KINDS },
};
static const px_form_field remove_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "document", PX_FORM_SELECT, N_("Document"), NULL, .required = true },
};
static const px_form_field publish_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "reason", PX_FORM_LONG, N_("Reason of a correction"),
      N_("Needed only where a record is published already. Everybody reads it."), .max = 1000 },
};
static const px_form_field place_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "place", PX_FORM_TEXT, N_("Place"), N_("Seen by those who may attend."), .max = 200 },
    { "link", PX_FORM_WEB, N_("Link"), N_("An https address. Seen by those who may attend.") },
};
static const px_form_field move_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "starts", PX_FORM_DATE, N_("New day"), NULL, .required = true },
    { "starts-hour", PX_FORM_TEXT, N_("Hour"), N_("As 14:00, in the time zone of the process."),
      .max = 5, .check = px_moment_field_hour },
    { "ends", PX_FORM_DATE, N_("Last day"), N_("Empty: it lasts as long as before.") },
    { "ends-hour", PX_FORM_TEXT, N_("Hour of its end"), NULL, .max = 5,
      .check = px_moment_field_hour },
    { "reason", PX_FORM_LONG, N_("Why it is moved"), N_("The reason is public."), .required = true,
      .max = 1000 },
};
static const px_form_field cancel_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "reason", PX_FORM_LONG, N_("Why it is cancelled"), N_("The reason is public."),
      .required = true, .max = 1000 },
};

static const px_form_page_form document_form = {
    "document-add",         N_("Add a document"), NULL,
    N_("Add the document"), document_fields,      PX_COUNT(document_fields),
};
static const px_form_page_form remove_form = {
    "document-remove",
    N_("Take a document away"),
    N_("What was published stays in its record."),
    N_("Take it away"),
    remove_fields,
    PX_COUNT(remove_fields),
};
static const px_form_page_form publish_form = {
    "publish",
    N_("Publish the record"),
    N_("Agenda, documents, attendance and minutes become public together and are frozen. All who "
       "take part in the code are told by mail."),
    N_("Publish"),
    publish_fields,
    PX_COUNT(publish_fields),
};
static const px_form_page_form place_form = {
    "place",
    N_("Place and link"),
    N_("Those who may attend are told by mail."),
    N_("Save place and link"),
    place_fields,
    PX_COUNT(place_fields),
};
static const px_form_page_form move_form = {
    "move",
    N_("Move the meeting"),
    N_("Those who may attend are told by mail."),
    N_("Move the meeting"),
    move_fields,
    PX_COUNT(move_fields),
};
static const px_form_page_form cancel_form = {
    "cancel",
    N_("Cancel the meeting"),
    N_("It stays in the register. Those who may attend are told by mail."),
    N_("Cancel the meeting"),
    cancel_fields,
    PX_COUNT(cancel_fields),
};

/* Attendance has a field for each category, which are data. */
typedef struct manage_page {
    px_form_page page;
    px_meeting_view v;
    px_meeting_papers papers;
    px_category *categories;
    size_t n_categories;
    px_form_field fields[CATEGORIES_MAX + 2];
    px_form_page_form attendance;
} manage_page;

static void manage_attendance(manage_page *p)
{
    static const px_form_field hidden[] = { PX_FORM_PAGE_FIELDS };
    px_arena *arena = p->page.request->arena;
    size_t n = PX_MIN(p->n_categories, (size_t)CATEGORIES_MAX);
    px_form *form;

    memcpy(p->fields, hidden, sizeof(hidden));
    for (size_t i = 0; i < n; i++)
        p->fields[2 + i] = (px_form_field){ .name = p->categories[i].key,
                                            .kind = PX_FORM_NUMBER,
                                            .label = p->categories[i].key,
                                            .max = PX_ATTENDANCE_MAX };
    p->attendance = (px_form_page_form){
        "attendance",
        N_("Attendance"),
        N_("How many people of each category attended. Names are never kept here."),
        N_("Save attendance"),
        p->fields,
        n + 2,
    };
    form = px_form_page_add(&p->page, &p->attendance);
    for (size_t i = 0; i < n; i++)
        px_form_label(form, p->categories[i].key, p->categories[i].title, PX_STR_NONE);
    for (size_t i = 0; i < p->papers.n_attendance; i++)
        px_form_set(form, px_arena_cstr(arena, p->papers.attendance[i].category),
                    px_str_of(px_arena_format(arena, "%lld", p->papers.attendance[i].people)));
}

static void manage_remove(manage_page *p)
{
    size_t n = p->papers.n_documents;
    px_form_choice *choices = px_arena_array(p->page.request->arena, n, sizeof(*choices));

    if (!n)
        return;
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){ p->papers.documents[i].id, p->papers.documents[i].title,
                                       p->papers.documents[i].name };
    px_form_offer(px_form_page_add(&p->page, &remove_form), "document", choices, n);
}

static void manage_forms(manage_page *p)
{
    px_form *form;

    if (px_str_is(p->v.meeting.state, "cancelled"))
        return;
    (void)px_form_page_add(&p->page, &document_form);
    manage_remove(p);
    manage_attendance(p);
    if (p->v.meeting.starts.at <= p->page.request->now)
        (void)px_form_page_add(&p->page, &publish_form);
    if (p->v.meeting.records)
        return;
    form = px_form_page_add(&p->page, &place_form);
    px_form_set(form, "place", p->v.meeting.place);
    px_form_set(form, "link", p->v.meeting.link);
    form = px_form_page_add(&p->page, &move_form);
    px_moment_field_set(form, "starts", "starts-hour", &p->v.meeting.starts);
    (void)px_form_page_add(&p->page, &cancel_form);
}

static int manage_read(px_request *request, manage_page *p, px_error *err)
{
    int rc = px_meeting_view_read(request, &p->v, err);

    if (rc >= 0)
        rc = px_meeting_view_need(&p->v, err);
    if (rc >= 0)
        rc = px_meeting_papers_read(request->db, request->arena, &p->v.meeting, 0, &p->papers, err);
    if (rc >= 0)
        rc = px_category_list(request->arena, px_part_tag(request), &p->categories,
                              &p->n_categories, err);
    if (rc < 0)
        return rc;
    px_form_page_start(&p->page, request, NULL, px_meeting_view_title(request, &p->v.meeting));
    p->page.head = px_meeting_view_head(&p->v, true);
    p->page.lead = px_meeting_view_when(request, &p->v.meeting);
    manage_forms(p);
    return 0;
}

/* ---- What was sent: each form has its deed */

static int send_document(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    const px_upload *upload = px_form_entry_of(form, "file")->upload;
    px_meeting_document_add add = { .meeting = p->v.meeting.id,
                                    .title = px_form_text(form, "title"),
                                    .author = px_form_author(form->request) };
    char hash[65];
    int rc;

    if (!upload)
        return 0;
    rc = px_blob_put(form->request->house, upload->bytes, hash, err);
    if (rc < 0)
        return rc;
    add.name = upload->name;
    add.hash = hash;
    add.media_type = px_upload_media_type(upload->kind);
    add.size = upload->bytes.len;
    return px_form_deed(form, px_meeting_document_add_deed, &add, ret_done, err);
}

static int send_remove(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_meeting_document_remove remove = { .meeting = p->v.meeting.id,
                                          .document = px_form_text(form, "document"),
                                          .author = px_form_author(form->request) };

    return px_form_deed(form, px_meeting_document_remove_deed, &remove, ret_done, err);
}

static int send_attendance(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_attendance rows[CATEGORIES_MAX];
    px_attendance_set set = { .meeting = p->v.meeting.id,
                              .rows = rows,
                              .author = px_form_author(form->request) };

    for (size_t i = 2; i < p->attendance.n_fields; i++)
        if (px_form_has(form, p->fields[i].name))
            rows[set.count++] = (px_attendance){ px_str_of(p->fields[i].name),
                                                 px_form_number(form, p->fields[i].name) };
    return px_form_deed(form, px_attendance_set_deed, &set, ret_done, err);
}

static int send_publish(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_meeting_publish publish = { .meeting = p->v.meeting.id,
                                   .reason = px_form_text(form, "reason"),
                                   .author = px_form_author(form->request) };

    return px_form_deed(form, px_meeting_publish_deed, &publish, ret_done, err);
}

static int send_place(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_meeting_place place = { .meeting = p->v.meeting.id,
                               .place = px_form_text(form, "place"),
                               .link = px_form_text(form, "link") };

    return px_form_deed(form, px_meeting_place_deed, &place, ret_done, err);
}

static int send_move(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_meeting_move move = { .meeting = p->v.meeting.id,
                             .starts = px_moment_field_text(form, "starts", "starts-hour"),
                             .ends = px_moment_field_text(form, "ends", "ends-hour"),
                             .reason = px_form_text(form, "reason"),
                             .author = px_form_author(form->request) };

    if (!px_form_is_valid(form))
        return 0;
    return px_form_deed(form, px_meeting_move_deed, &move, ret_done, err);
}

static int send_cancel(manage_page *p, px_form *form, bool *ret_done, px_error *err)
{
    px_meeting_cancel cancel = { .meeting = p->v.meeting.id,
                                 .reason = px_form_text(form, "reason"),
                                 .author = px_form_author(form->request) };

    return px_form_deed(form, px_meeting_cancel_deed, &cancel, ret_done, err);
}

static const struct {
    const char *name;
    int (*send)(manage_page *p, px_form *form, bool *ret_done, px_error *err);
} sends[] = {
    { "document-add", send_document }, { "document-remove", send_remove },
    { "attendance", send_attendance }, { "publish", send_publish },
    { "place", send_place },           { "move", send_move },
    { "cancel", send_cancel },
};

static int manage_sent(manage_page *p, px_reply *reply, px_error *err)
{
    px_form *form = px_form_page_sent(&p->page, err);
    bool done = false;
    int rc = 0;

    if (!form)
        return -(int)err->code;
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(sends); i++)
        if (strcmp(px_form_page_name(&p->page, form), sends[i].name) == 0 && px_form_is_valid(form))
            rc = sends[i].send(p, form, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, px_meeting_view_link(p->page.request, &p->v.meeting, ""));
    else
        px_form_page_write(&p->page, reply);
    return 0;
}

int px_page_meeting_manage(px_request *request, px_reply *reply, px_error *err)
{
    manage_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = manage_read(request, p, err);

    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return manage_sent(p, reply, err);
    px_form_page_write(&p->page, reply);
    return 0;
}
