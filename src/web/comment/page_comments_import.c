/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments taken in from a file that is uploaded: read in the jail, shown row by row, and taken
 * over when the reader says so. Between both the file waits (web/waiting_file.h).
 */
#include <errno.h>

#include "base/file.h"
#include "base/jail.h"
#include "base/number.h"
#include "drafting/comment/exchange/clause.h"
#include "drafting/comment/exchange/comment_import.h"
#include "drafting/people/organisation.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/form_field.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/call_form.h"
#include "web/route.h"
#include "web/server_priv.h"
#include "web/templates.h"
#include "web/waiting_file.h"

#include "base/banned.h"

enum { ROWS_SHOWN = 500, PLACES_SHOWN = 50 };

static const px_form_option whose_options[] = {
    { "mine", N_("My own"), N_("they become drafts; you read them again and submit them") },
    { "other", N_("Of somebody else, who sent them to us"),
      N_("they are submitted at once, with you as the one who entered them") },
};

/* Of any kind: the readers say better than a list of kinds what is wrong with a file. */
static const px_form_field fields[] = {
    { "file", PX_FORM_FILE, N_("File"),
      N_("The ISO commenting form as DOCX, a table as XLSX or CSV, or JSON") },
    { "version", PX_FORM_SELECT, N_("On which version"), NULL, .required = true },
    { "unplaced", PX_FORM_CHECK,
      N_("Put comments whose place is not found on the whole draft, and keep the place in words"),
      NULL },
    { "whose", PX_FORM_RADIO, N_("Whose comments they are"), NULL, .options = whose_options,
      .n_options = PX_COUNT(whose_options) },
    { "name", PX_FORM_TEXT, N_("Name of the organisation or person"),
      N_("Of somebody else: leave it empty where each row names who speaks"), .max = 200 },
    { "answers", PX_FORM_CHECK, N_("Take the observations over as drafts of answers"), NULL },
    { "kept", PX_FORM_HIDDEN, NULL, NULL, .max = PX_WAITING_LEN },
};

/* Without the fields of those who enter for others. */
static const px_form_field own_fields[] = {
    { "file", PX_FORM_FILE, N_("File"),
      N_("The ISO commenting form as DOCX, a table as XLSX or CSV, or JSON") },
    { "version", PX_FORM_SELECT, N_("On which version"), NULL, .required = true },
    { "unplaced", PX_FORM_CHECK,
      N_("Put comments whose place is not found on the whole draft, and keep the place in words"),
      NULL },
    { "kept", PX_FORM_HIDDEN, NULL, NULL, .max = PX_WAITING_LEN },
};

typedef struct import_page {
    px_request *request;
    px_code code;
    px_version *versions;
    size_t n_versions;
    bool for_others; /* the reader may enter them for others */
    px_comment_import import;
    px_view_comments_import_row *rows;
    size_t n_rows, room;
    bool read, done;            /* there is a report; it was no preview */
    px_view_form_field *places; /* which of several provisions a row means */
    size_t n_places, place_room;
    px_comment_choice *choices; /* that were sent */
    size_t n_choices;
    char kept[PX_WAITING_LEN + 1];
} import_page;

static int import_read(import_page *p, px_error *err)
{
    px_request *r = p->request;
    int rc = px_code_find(r->db, r->arena, r->params[0], px_part_tag(r), &p->code, err);
    px_scope scope;

    if (rc < 0)
        return rc;
    scope = px_scope_code(p->code.row);
    rc = px_access_need(r, PX_ACTION_CONTRIBUTE, scope, err);
    if (rc >= 0)
        rc = px_version_list(r->db, r->arena, &p->code, px_part_tag(r), true, &p->versions,
                             &p->n_versions, err);
    p->for_others = rc >= 0 && px_access_may(r, PX_ACTION_PUBLISH, scope);
    return rc;
}

/* ---- Reading it */

/* Where it goes; where it goes nowhere, what it calls its place. */
static px_str report_place(const px_request *r, const px_comment_report *report)
{
    bool placed = report->place.len && !report->unplaced;

    if (placed && px_str_is(report->place, PX_CLAUSE_WHOLE))
        return px_str_of(px_tr(r->language, N_("The whole draft")));
    return px_arena_str(r->arena, placed ? report->place : report->called);
}

/* ---- Places that can be several provisions */

#define PLACE_FIELD "place-"

/* What was chosen, by rows; what is no choice is passed over. */
static void read_choices(import_page *p)
{
    const px_fields *sent = &p->request->form;

    p->choices = px_arena_array(p->request->arena, PX_MAX(sent->count, 1), sizeof(*p->choices));
    for (size_t i = 0; i < sent->count; i++) {
        px_str name = sent->items[i].name;
        px_comment_choice choice = { .id = sent->items[i].value };
        long long line;

        if (!px_str_starts(name, PX_STR(PLACE_FIELD)) || !choice.id.len ||
            px_parse_int(px_str_sub(name, strlen(PLACE_FIELD), name.len), 1, INT64_MAX, &line,
                         NULL) < 0)
            continue;
        choice.line = line;
        p->choices[p->n_choices++] = choice;
    }
    p->import.choices = p->choices;
    p->import.n_choices = p->n_choices;
}

static px_str place_label(const px_request *r, const px_comment_report *report)
{
    PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(16 * 1024);
    const px_arg args[] = {
        { "row", px_str_of(px_arena_format(r->arena, "%lld", (long long)report->line)) },
        { "place", report->called },
    };

    px_message(&label, r->language, N_("Row {row}, “{place}”: which provision is meant"), args,
               PX_COUNT(args));
    return px_arena_str(r->arena, px_builder_view(&label));
}

static px_view_form_field *add_place(import_page *p, int64_t line)
{
    px_arena *arena = p->request->arena;
    px_view_form_field *field;

    p->places = px_arena_grow(arena, p->places, p->n_places, &p->place_room, sizeof(*p->places));
    field = &p->places[p->n_places++];
    *field = (px_view_form_field){
        .name = px_str_of(px_arena_format(arena, PLACE_FIELD "%lld", (long long)line)),
    };
    field->id = px_str_of(px_arena_format(arena, "f-%.*s", PX_STR_ARG(field->name)));
    return field;
}

/* A list of the provisions that a row can mean. */
static void offer_places(import_page *p, const px_comment_report *report)
{
    px_arena *arena = p->request->arena;
    px_view_form_option *options;
    px_view_form_field *field;

    if (!report->n_candidates || p->n_places == PLACES_SHOWN)
        return;
    options = px_arena_array(arena, report->n_candidates, sizeof(*options));
    for (size_t i = 0; i < report->n_candidates; i++)
        options[i] = (px_view_form_option){
            .value = px_arena_str(arena, report->candidates[i].id),
            .title = px_arena_str(arena, report->candidates[i].title),
        };
    field = add_place(p, report->line);
    field->is_select = true;
    field->label = place_label(p->request, report);
    field->options = options;
    field->n_options = report->n_candidates;
}

/* What was chosen before goes along with what is sent next. */
static void keep_choices(import_page *p)
{
    for (size_t i = 0; i < p->n_choices; i++) {
        px_view_form_field *field;
        size_t k = 0;
        px_str name = px_str_of(
            px_arena_format(p->request->arena, PLACE_FIELD "%lld", (long long)p->choices[i].line));

        while (k < p->n_places && !px_str_eq(p->places[k].name, name))
            k++;
        if (k < p->n_places)
            continue;
        field = add_place(p, p->choices[i].line);
        field->is_hidden = true;
        field->value = p->choices[i].id;
    }
}

static int report_row(const px_comment_report *report, void *arg, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);
    import_page *p = arg;
    px_request *r = p->request;
    bool notable = report->taken == PX_TAKEN_ERROR || report->unplaced || report->unanswered;

    (void)err;
    offer_places(p, report);
    if (p->n_rows >= ROWS_SHOWN * 2 || (p->n_rows >= ROWS_SHOWN && !notable))
        return 0;
    if (report->taken == PX_TAKEN_ERROR || report->unanswered)
        px_error_format(&text, r->language, &report->error);
    p->rows = px_arena_grow(r->arena, p->rows, p->n_rows, &p->room, sizeof(*p->rows));
    p->rows[p->n_rows++] = (px_view_comments_import_row){
        .line = report->line,
        .state = px_str_of(px_tr(r->language, px_comment_taken_title(report->taken))),
        .place = report_place(r, report),
        .text = px_arena_str(r->arena, report->text),
        .error = px_part_sentence(r, px_arena_str(r->arena, px_builder_view(&text)), true),
        .wrong = report->taken == PX_TAKEN_ERROR,
        .unanswered = report->unanswered,
        .unplaced = report->unplaced,
    };
    return 0;
}

/* For whom: an organisation of that name, else the name as it is. */
static int import_whose(import_page *p, const px_form *form, px_error *err)
{
    px_request *r = p->request;
    px_organisation organisation;
    px_error here = PX_ERROR_INIT;
    px_str name;
    int rc;

    if (!p->for_others || !px_str_is(px_form_text(form, "whose"), "other")) {
        p->import.person = r->session.who.person;
        return 0;
    }
    p->import.recorder = r->session.who.person;
    p->import.answers = px_form_checked(form, "answers");
    p->import.who = &r->session.who;
    name = px_form_text(form, "name");
    rc = name.len ? px_organisation_find_name(r->db, r->arena, name, &organisation, &here)
                  : -PX_ERR_NOT_FOUND;
    if (rc >= 0)
        p->import.organisation = organisation.row;
    else if (rc == -PX_ERR_NOT_FOUND)
        p->import.byline = name;
    else
        *err = here;
    return rc == -PX_ERR_NOT_FOUND ? 0 : PX_MIN(rc, 0);
}

/* What the jail read waits in a file without a name below the house: it may be as large as five
 * times what was sent. */
static int import_rows(import_page *p, px_str bytes, px_error *err)
{
    px_request *r = p->request;
    FILE *plain = px_file_nameless(px_house_path(r->house));
    int rc;

    if (!plain)
        return px_fail_errno(err, errno, N_("cannot make a file in the house: {reason}"), NULL);
    rc = px_jail_run_file(r->server->jail, px_comment_parser.name, bytes, PX_STR("auto"), plain,
                          err);
    if (rc >= 0)
        rc = px_comment_import_plain(r->house, &p->import, plain, err);
    (void)fclose(plain);
    return rc;
}

/* Errors of the file are the form's; whatever stops the import for other reasons goes up. */
static int import_run(import_page *p, px_form *form, px_error *err)
{
    const px_upload *upload;
    px_str bytes = PX_STR_NONE, kept;
    px_error here = PX_ERROR_INIT;
    bool preview;
    int rc;

    if (!px_form_read(form))
        return 0;
    upload = px_form_entry_of(form, "file")->upload;
    kept = px_form_text(form, "kept");
    if (!upload && !kept.len) {
        px_form_fail(form, "file", N_("choose the file"), NULL);
        return 0;
    }
    preview = upload || px_str_is(px_fields_get(&p->request->form, "do"), "preview");
    p->import = (px_comment_import){ .code = p->code.id,
                                     .version = px_form_text(form, "version"),
                                     .unplaced = px_form_checked(form, "unplaced"),
                                     .author = px_call_author(p->request),
                                     .preview = preview,
                                     .report = report_row,
                                     .report_arg = p };
    if (upload)
        bytes = upload->bytes;
    else /* choices are about rows of the file that was shown */
        read_choices(p);
    rc = upload ? 0 : px_waiting_file_read(p->request, kept, PX_COMMENT_FILE_MAX, &bytes, &here);
    if (rc >= 0)
        rc = import_whose(p, form, &here);
    if (rc >= 0)
        rc = import_rows(p, bytes, &here);
    if (rc >= 0 && upload)
        rc = px_waiting_file_keep(p->request, bytes, p->kept, &here);
    else if (rc >= 0)
        (void)snprintf(p->kept, sizeof(p->kept), "%.*s", PX_STR_ARG(kept));
    p->read = rc >= 0;
    p->done = rc >= 0 && !preview;
    if (rc < 0 && !px_form_refuse(form, "file", &here)) {
        *err = here;
        return rc;
    }
    return 0;
}

/* ---- The page */

/* Once there is a preview the file need not be sent again: its field goes, and what would happen
 * can be seen anew with other choices. */
static const px_view_form *show_form(const import_page *p, px_form *form, px_reply *reply)
{
    const px_request *request = p->request;
    px_str action = px_page_address(request, "/codes/%.*s/comments/import", PX_STR_ARG(p->code.id));
    bool waits = p->read && !p->done;
    const px_view_form *whole = px_form_show(
        form, reply, action, waits ? N_("Take these comments over") : N_("Read the file"));
    px_view_form_field *left;
    px_view_form *view;

    if (!waits)
        return whole;
    view = px_arena_alloc(request->arena, sizeof(*view));
    left = px_arena_array(request->arena, whole->n_fields + p->n_places, sizeof(*left));
    for (size_t i = 0; i < p->n_places; i++)
        left[i] = p->places[i];
    *view = *whole;
    view->fields = left;
    view->n_fields = p->n_places;
    view->upload = false;
    view->other = px_str_of(px_tr(request->language, N_("Show again what would happen")));
    view->other_value = PX_STR("preview");
    for (size_t i = 0; i < whole->n_fields; i++)
        if (!whole->fields[i].is_file)
            left[view->n_fields++] = whole->fields[i];
    return view;
}

static void offer_versions(const import_page *p, px_form *form)
{
    px_form_choice *choices =
        px_arena_array(p->request->arena, PX_MAX(p->n_versions, 1), sizeof(*choices));

    for (size_t i = 0; i < p->n_versions; i++)
        choices[i] = (px_form_choice){ .value = p->versions[i].label,
                                       .title = p->versions[i].label,
                                       .note = PX_STR("") };
    px_form_offer(form, "version", choices, p->n_versions);
    if (p->n_versions)
        px_form_set(form, "version", p->versions[0].label);
}

static void show_report(const import_page *p, px_view_comments_import *view)
{
    const int64_t *counts = p->import.ret_counts;

    view->read = p->read;
    view->done = p->done;
    view->drafts = p->done && p->import.person;
    view->rows = p->rows;
    view->n_rows = p->n_rows;
    view->made = counts[PX_TAKEN_NEW];
    view->known = counts[PX_TAKEN_KNOWN];
    view->withdrawn = counts[PX_TAKEN_NOT];
    view->wrong = counts[PX_TAKEN_ERROR];
    view->unplaced = p->import.ret_unplaced;
    view->answers = p->import.ret_answered;
    view->more = counts[PX_TAKEN_NEW] + counts[PX_TAKEN_KNOWN] + counts[PX_TAKEN_NOT] +
                     counts[PX_TAKEN_ERROR] >
                 (int64_t)p->n_rows;
    if (px_route_has("/me/comments"))
        view->mine = px_page_address(p->request, "/me/comments");
}

int px_page_comments_import(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    import_page p = { .request = request };
    px_view_comments_import view = { 0 };
    px_str code;
    px_form form;
    int rc = import_read(&p, err);

    if (rc < 0)
        return rc;
    code = p.code.id;
    px_form_start(&form, request, p.for_others ? fields : own_fields,
                  p.for_others ? PX_COUNT(fields) : PX_COUNT(own_fields));
    offer_versions(&p, &form);
    if (p.for_others)
        px_form_set(&form, "whose", PX_STR("other"));
    rc = request->method == PX_POST ? import_run(&p, &form, err) : 0;
    if (rc < 0)
        return rc;
    keep_choices(&p);
    show_report(&p, &view);
    px_form_set(&form, "kept", p.read && !p.done ? px_str_of(p.kept) : PX_STR(""));
    view.head = px_comment_view_crumbs(request, &p.code);
    view.empty_form = px_page_address(request, "/codes/%.*s/comments/export?format=iso&empty=1",
                                      PX_STR_ARG(code));
    view.form = show_form(&p, &form, reply);
    view.again = px_page_address(request, "/codes/%.*s/comments/import", PX_STR_ARG(code));
    frame.title =
        px_form_title(&form, px_str_of(px_tr(request->language, N_("Comments from a file"))));
    px_template_comments_import(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
