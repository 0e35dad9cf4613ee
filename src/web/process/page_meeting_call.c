/* SPDX-License-Identifier: EUPL-1.2 */
/* Calling a meeting: a step that is planned, or a new one. */
#include "drafting/dossier_field.h"
#include "drafting/process/meeting_plan.h"
#include "drafting/process/moment.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/process/meeting_view.h"
#include "web/process/moment_field.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_option audience_options[] = {
    { "public", N_("everybody"), NULL },
    { "participants", N_("all participants and observers"), NULL },
    { "groups", N_("the members of its working groups"), NULL },
    { "providers", N_("participating providers, and the drafters"), NULL },
    { "drafters", N_("chairs, vice-chairs, editors and secretariat"), NULL },
};

static const px_form_field call_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "process", PX_FORM_SELECT, N_("Process"), NULL, .required = true },
    { "step", PX_FORM_SELECT, N_("Planned step"),
      N_("A meeting that stands in the plan. Leave it empty for one that does not.") },
    { "kind", PX_FORM_SELECT, N_("Kind"), N_("Of a meeting that is not planned yet.") },
    { "cycle", PX_FORM_NUMBER, N_("Cycle"), N_("Of a meeting that is not planned yet."),
      .max = 99 },
    { "starts", PX_FORM_DATE, N_("Day"), N_("Empty: as it is planned.") },
    { "starts-hour", PX_FORM_TEXT, N_("Hour"), N_("As 14:00, in the time zone of the process."),
      .max = 5, .check = px_moment_field_hour },
    { "ends", PX_FORM_DATE, N_("Last day"), NULL },
    { "ends-hour", PX_FORM_TEXT, N_("Hour of its end"), NULL, .max = 5,
      .check = px_moment_field_hour },
    { "title-en", PX_FORM_TEXT, N_("Title in English"), NULL, .max = 200, .language = "en" },
    { "title-fr", PX_FORM_TEXT, N_("Title in French"), NULL, .max = 200, .language = "fr" },
    { "body", PX_FORM_TEXT, N_("Body"), N_("Who meets, where the kind does not say it."),
      .max = 200 },
    { "groups", PX_FORM_SEVERAL, N_("Working groups that meet"), NULL },
    { "attend", PX_FORM_SELECT, N_("Who may attend"), N_("They see place and link."),
      .required = true, .options = audience_options, .n_options = PX_COUNT(audience_options) },
    { "papers", PX_FORM_SELECT, N_("Who sees agenda and documents before they are published"), NULL,
      .required = true, .options = audience_options, .n_options = PX_COUNT(audience_options) },
    { "place", PX_FORM_TEXT, N_("Place"), N_("Seen by those who may attend."), .max = 200 },
    { "link", PX_FORM_WEB, N_("Link"), N_("An https address. Seen by those who may attend.") },
};

static const px_form_page_form call_form = {
    "call",
    N_("The meeting"),
    N_("That it takes place, when and for whom is public as soon as it is called. Those who may "
       "attend are told by mail."),
    N_("Call the meeting"),
    call_fields,
    PX_COUNT(call_fields),
};

typedef struct call_page {
    px_form_page page;
    px_code code;
    px_process *processes;
    size_t n_processes;
} call_page;

enum { CHOICES_MAX = 500 };

typedef struct choices {
    px_form_choice rows[CHOICES_MAX];
    size_t n;
} choices;

static void choice_add(choices *c, px_str value, px_str title)
{
    for (size_t i = 0; i < c->n; i++)
        if (px_str_eq(c->rows[i].value, value))
            return;
    if (c->n < CHOICES_MAX)
        c->rows[c->n++] = (px_form_choice){ value, title, PX_STR_NONE };
}

/* ---- What there is to choose from */

static int call_steps(call_page *p, const px_process *process, choices *steps, px_error *err)
{
    const px_request *request = p->page.request;
    px_step *found;
    size_t n;
    int rc =
        px_step_list(request->db, request->arena, process, px_part_tag(request), &found, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_error ignored = PX_ERROR_INIT;
        px_meeting meeting;

        if (!px_meeting_kind_find(px_str_of(found[i].kind->name)) ||
            !px_str_is(found[i].state, "planned") ||
            px_meeting_of_step(request->db, request->arena, found[i].row, PX_STR("en"), &meeting,
                               &ignored) >= 0)
            continue;
        choice_add(steps, found[i].id,
                   px_part_headed(request, px_moment_short(request->arena, &found[i].starts),
                                  found[i].title));
    }
    return rc;
}

static int call_groups(call_page *p, const px_process *process, choices *groups, px_error *err)
{
    const px_request *request = p->page.request;
    px_group *found;
    size_t n;
    int rc = px_group_list(request->db, request->arena, process, px_part_tag(request), PX_TIME_NONE,
                           &found, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (px_meeting_may_call(&request->session.who, p->code.row, &found[i].row, 1))
            choice_add(groups, found[i].key, found[i].name);
    return rc;
}

static int call_offer(call_page *p, px_form *form, px_error *err)
{
    const px_request *request = p->page.request;
    choices *c = px_arena_array(request->arena, 4, sizeof(*c));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < p->n_processes; i++) {
        if (p->processes[i].ended != PX_TIME_NONE)
            continue;
        choice_add(&c[0], p->processes[i].key, p->processes[i].title);
        rc = call_steps(p, &p->processes[i], &c[1], err);
        if (rc >= 0)
            rc = call_groups(p, &p->processes[i], &c[2], err);
    }
    for (const px_meeting_kind *kind = px_meeting_kinds; kind->name; kind++)
        choice_add(
            &c[3], px_str_of(kind->name),
            px_str_of(px_tr(request->language,
                            px_dossier_word_find(px_dossier_steps, px_str_of(kind->name))->title)));
    px_form_offer(form, "process", c[0].rows, c[0].n);
    px_form_offer(form, "step", c[1].rows, c[1].n);
    px_form_offer(form, "groups", c[2].rows, c[2].n);
    px_form_offer(form, "kind", c[3].rows, c[3].n);
    return rc;
}

/* What the address asks for: "?process=edition-2&step=ID". */
static void call_fill(call_page *p, px_form *form)
{
    const px_request *request = p->page.request;
    px_str process = px_fields_get(&request->query, "process");
    px_str id = px_fields_get(&request->query, "step");
    const px_meeting_kind *kind = NULL;
    px_error ignored = PX_ERROR_INIT;
    px_step step;

    if (!process.len && p->n_processes)
        process = p->processes[p->n_processes - 1].key;
    px_form_set(form, "process", process);
    if (id.len &&
        px_step_find(request->db, request->arena, id, px_part_tag(request), &step, &ignored) >= 0) {
        kind = px_meeting_kind_find(px_str_of(step.kind->name));
        px_form_set(form, "step", id);
    }
    px_form_set(
        form, "attend",
        px_str_of(px_meeting_audience_name(kind ? kind->attends : PX_MEETING_PARTICIPANTS)));
    px_form_set(form, "papers",
                px_str_of(px_meeting_audience_name(kind ? kind->papers : PX_MEETING_PARTICIPANTS)));
}

/* ---- What was sent */

/* Whether the reader may call a meeting of just these groups. */
static bool call_may(call_page *p, px_form *form, const px_meeting_call *call)
{
    const px_request *request = p->page.request;
    int64_t rows[PX_MEETING_GROUPS_MAX];
    size_t n = 0;

    for (size_t i = 0; i < p->n_processes; i++) {
        px_error ignored = PX_ERROR_INIT;

        if (!px_str_eq(p->processes[i].key, call->process))
            continue;
        for (size_t k = 0; k < call->n_groups && n < PX_COUNT(rows); k++) {
            px_group group;

            if (px_group_find(request->db, request->arena, &p->processes[i], call->groups[k],
                              PX_STR("en"), &group, &ignored) < 0) {
                px_form_fail(form, "groups", N_("the process has no such working group"), NULL);
                return false;
            }
            rows[n++] = group.row;
        }
    }
    if (px_meeting_may_call(&request->session.who, p->code.row, rows, n))
        return true;
    px_form_fail(form, "groups",
                 N_("you may call meetings of your own working groups; name at least one of them"),
                 NULL);
    return false;
}

static int call_sent(call_page *p, px_reply *reply, px_error *err)
{
    px_form *form = px_form_page_sent(&p->page, err);
    px_meeting_call call = { .code = p->code.id };
    bool done = false;
    int rc = 0;

    if (!form)
        return -(int)err->code;
    call.process = px_form_text(form, "process");
    call.step = px_form_text(form, "step");
    call.kind = px_form_text(form, "kind");
    call.cycle = px_form_has(form, "cycle") ? (int)px_form_number(form, "cycle") : 0;
    call.starts = px_moment_field_text(form, "starts", "starts-hour");
    call.ends = px_moment_field_text(form, "ends", "ends-hour");
    call.texts = px_form_texts(form, &call.n_texts);
    call.body = px_form_text(form, "body");
    call.place = px_form_text(form, "place");
    call.link = px_form_text(form, "link");
    call.groups = px_form_entry_of(form, "groups")->several;
    call.n_groups = px_form_entry_of(form, "groups")->n_several;
    call.author = px_form_author(form->request);
    (void)px_meeting_audience_find(px_form_text(form, "attend"), &call.may_attend);
    (void)px_meeting_audience_find(px_form_text(form, "papers"), &call.sees_papers);
    if (px_form_is_valid(form) && !call.step.len && !call.kind.len)
        px_form_fail(form, "kind", N_("choose a planned step, or the kind of a new meeting"), NULL);
    if (px_form_is_valid(form) && call_may(p, form, &call))
        rc = px_form_deed(form, px_meeting_call_deed, &call, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, px_page_address(p->page.request, "/meetings/%s", call.ret_id));
    else
        px_form_page_write(&p->page, reply);
    return 0;
}

/* ---- The page */

static const px_view_process_head *call_head(const call_page *p)
{
    const px_request *request = p->page.request;
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = p->code.title.len ? p->code.title : p->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(p->code.id)),
        .title = px_str_of(px_tr(request->language, N_("Register of meetings"))),
        .link = px_page_address(request, "/codes/%.*s/meetings", PX_STR_ARG(p->code.id)),
    };
    return head;
}

/* Chairs of a group of the code may come here; which groups they may call is asked later. */
static bool call_may_come(const px_request *request, int64_t code)
{
    const px_who *who = &request->session.who;

    if (px_may(who, PX_ACTION_HOLD_MEETING, px_scope_code(code)))
        return true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].scope.kind == PX_SCOPE_GROUP && who->grants[i].scope.code == code &&
            px_right_has(who->grants[i].role, PX_ACTION_HOLD_MEETING))
            return true;
    return false;
}

int px_page_meeting_call(px_request *request, px_reply *reply, px_error *err)
{
    call_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_str tag = px_part_tag(request);
    px_form *form;
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &p->code, err);

    if (rc >= 0 && !call_may_come(request, p->code.row))
        rc = px_fail(err, PX_ERR_FORBIDDEN,
                     N_("only chairs and the secretariat call meetings of this code"), NULL);
    if (rc >= 0)
        rc = px_process_list(request->db, request->arena, &p->code, tag, &p->processes,
                             &p->n_processes, err);
    if (rc < 0)
        return rc;
    px_form_page_start(&p->page, request, NULL,
                       px_str_of(px_tr(request->language, N_("Call a meeting"))));
    p->page.head = call_head(p);
    form = px_form_page_add(&p->page, &call_form);
    rc = call_offer(p, form, err);
    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return call_sent(p, reply, err);
    call_fill(p, form);
    px_form_page_write(&p->page, reply);
    return 0;
}
