/* SPDX-License-Identifier: EUPL-1.2 */
/* One step of a plan, for those who plan: move it, say that it was done, change it, cancel it; open
 * its window. And a new step. */
#include "drafting/dossier_field.h"
#include "drafting/process/moment.h"
#include "drafting/process/round.h"
#include "web/page_part.h"
#include "web/process/form_page.h"
#include "web/process/moment_field.h"
#include "web/process/plan_view.h"
#include "web/route.h"

#include "base/banned.h"

#define DATE_FIELDS(needed)                                                                        \
    { "starts", PX_FORM_DATE, N_("Day on which it begins"), NULL, .required = (needed) },          \
        { "starts-hour",                                                                           \
          PX_FORM_TEXT,                                                                            \
          N_("Time of day"),                                                                       \
          N_("Like 14:30, in the zone of the process; empty where only the day is known."),        \
          .max = 5,                                                                                \
          .check = px_moment_field_hour },                                                         \
        { "ends", PX_FORM_DATE, N_("Day on which it ends"),                                        \
          N_("Empty where it ends on the same day.") },                                            \
    {                                                                                              \
        "ends-hour", PX_FORM_TEXT, N_("Time of day of its end"), NULL, .max = 5,                   \
            .check = px_moment_field_hour                                                          \
    }

#define TEXT_FIELDS                                                                                \
    { "title-en",                                                                                  \
      PX_FORM_TEXT,                                                                                \
      N_("Title in English"),                                                                      \
      N_("Empty: it is called after its kind."),                                                   \
      .max = 200,                                                                                  \
      .language = "en" },                                                                          \
        { "text-en", PX_FORM_LONG, N_("What happens in it, in English"),                           \
          NULL,      .max = 1000,  .language = "en" },                                             \
        { "title-fr", PX_FORM_TEXT, N_("Title in French"), NULL, .max = 200, .language = "fr" },   \
        { "text-fr", PX_FORM_LONG, N_("What happens in it, in French"),                            \
          NULL,      .max = 1000,  .language = "fr" }

#define KIND_FIELDS                                                                                \
    { "kind", PX_FORM_SELECT, N_("Kind of step"), NULL, .required = true },                        \
        { "cycle",  PX_FORM_NUMBER,          N_("Cycle"), N_("0 where it belongs to none."),       \
          .min = 0, .max = PX_PLAN_CYCLE_MAX },                                                    \
    {                                                                                              \
        "required", PX_FORM_CHECK, N_("The code is not adopted before this step is done")          \
    }

#define REASON(words)                                                                              \
    { "reason", PX_FORM_LONG, (words), N_("The reason is public."), .required = true, .max = 1000 }

static const px_form_field add_fields[] = { PX_FORM_PAGE_FIELDS, KIND_FIELDS, DATE_FIELDS(false),
                                            TEXT_FIELDS };
static const px_form_field move_fields[] = { PX_FORM_PAGE_FIELDS, DATE_FIELDS(true),
                                             REASON(N_("Why it is moved")) };
static const px_form_field done_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "on", PX_FORM_DATE, N_("Day on which it was done"),
      N_("Empty: on the day for which it was planned.") },
    { "document_address", PX_FORM_WEB, N_("Address of its document"), NULL },
    { "document_name", PX_FORM_TEXT, N_("What that document is called"), NULL, .max = 200 },
};
static const px_form_field change_fields[] = { PX_FORM_PAGE_FIELDS, KIND_FIELDS, TEXT_FIELDS };
static const px_form_field cancel_fields[] = { PX_FORM_PAGE_FIELDS,
                                               REASON(N_("Why it is cancelled")) };

static const px_form_option policies[] = {
    { "refuse", N_("is refused"), N_("the same time holds for all") },
    { "mark", N_("is accepted and marked as late"), NULL },
};
static const px_form_field open_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "opens", PX_FORM_DATE, N_("Day on which it opens"), N_("Empty: it opens now.") },
    { "opens-hour", PX_FORM_TEXT, N_("Time of day"),
      N_("As 14:00, in the time zone of the process."), .max = 5, .check = px_moment_field_hour },
    { "closes", PX_FORM_DATE, N_("Last day"),
      N_("Empty: as long as the step was planned, or else as the process says.") },
    { "closes-hour", PX_FORM_TEXT, N_("Time of day of the end"),
      N_("Empty: it is open until the day is over, 23:59:59."), .max = 5,
      .check = px_moment_field_hour },
    { "late", PX_FORM_RADIO, N_("What comes after the end"), NULL, .options = policies,
      .n_options = PX_COUNT(policies) },
};

static const px_form_page_form add_form = { "add",      N_("A new step"),
                                            NULL,       N_("Add the step"),
                                            add_fields, PX_COUNT(add_fields) };
static const px_form_page_form move_form = {
    "move",
    N_("Move it"),
    N_("Its old and new time are public, with the reason. All who take part are told by mail; of a "
       "meeting that was called, those who may attend."),
    N_("Move the step"),
    move_fields,
    PX_COUNT(move_fields)
};
static const px_form_page_form done_form = { "done",      N_("It was done"),
                                             NULL,        N_("Mark the step as done"),
                                             done_fields, PX_COUNT(done_fields) };
static const px_form_page_form change_form = { "change",      N_("Change what it is"),
                                               NULL,          N_("Change the step"),
                                               change_fields, PX_COUNT(change_fields) };
static const px_form_page_form cancel_form = {
    "cancel",
    N_("Cancel it"),
    N_("It stays in the plan as cancelled, with the reason. All who take part are told by mail; of "
       "a "
       "meeting that was called, those who may attend."),
    N_("Cancel the step"),
    cancel_fields,
    PX_COUNT(cancel_fields)
};
static const px_form_page_form open_form = {
    "open",
    N_("Open its window"),
    N_("All who take part are told. It closes by itself at its end."),
    N_("Open the window"),
    open_fields,
    PX_COUNT(open_fields)
};

/* ---- Kinds */

static void step_offer_kinds(px_form *form)
{
    px_request *request = form->request;
    px_form_choice *choices;
    size_t n = 0;

    while (px_dossier_steps[n].name)
        n++;
    choices = px_arena_array(request->arena, n, sizeof(*choices));
    for (size_t i = 0; i < n; i++)
        choices[i] = (px_form_choice){
            .value = px_str_of(px_dossier_steps[i].name),
            .title = px_part_sentence(
                request, px_str_of(px_tr(request->language, px_dossier_steps[i].title)), false),
        };
    px_form_offer(form, "kind", choices, n);
}

static bool step_has_window(const px_step *step)
{
    return strcmp(step->kind->name, "written-feedback") == 0 ||
           strcmp(step->kind->name, "consultation") == 0;
}

/* ---- What was sent */

typedef struct sent {
    px_form_page *page;
    px_form *form;
    const px_process_view *view;
    const px_step *step; /* NULL: a new one */
    px_reply *reply;
} sent;

/* Warns of what the plan would be, asks where it must, else does it and goes back to the plan. */
static int step_run(sent *s, px_write_fn *deed, void *arg, px_error *err)
{
    bool done = false;
    int rc = 0;

    if (px_form_is_valid(s->form))
        rc = px_plan_view_try(s->page, s->form, s->view, deed, arg, err);
    if (rc < 0)
        return rc;
    if (!px_form_is_valid(s->form) || px_form_page_must_ask(s->page, s->form)) {
        px_form_page_write(s->page, s->reply);
        return 0;
    }
    rc = px_form_deed(s->form, deed, arg, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(s->reply,
                           px_process_view_link(s->view, "/plan%s%.*s", s->step ? "#step-" : "",
                                                PX_STR_ARG(s->step ? s->step->id : PX_STR(""))));
    else
        px_form_page_write(s->page, s->reply);
    return 0;
}

static int sent_add(sent *s, px_error *err)
{
    px_step_add add = {
        .code = s->view->code.code.id,
        .process = s->view->process.key,
        .kind = px_form_text(s->form, "kind"),
        .cycle = (int)px_form_number(s->form, "cycle"),
        .starts = px_moment_field_text(s->form, "starts", "starts-hour"),
        .ends = px_moment_field_text(s->form, "ends", "ends-hour"),
        .required = px_form_checked(s->form, "required"),
        .author = px_form_author(s->page->request),
    };

    add.texts = px_form_texts(s->form, &add.n_texts);
    return step_run(s, px_step_add_deed, &add, err);
}

static int sent_move(sent *s, px_error *err)
{
    px_step_move move = {
        .step = s->step->id,
        .starts = px_moment_field_text(s->form, "starts", "starts-hour"),
        .ends = px_moment_field_text(s->form, "ends", "ends-hour"),
        .reason = px_form_text(s->form, "reason"),
        .author = px_form_author(s->page->request),
    };

    if (!move.ends.len)
        move.ends = PX_STR("-");
    return step_run(s, px_step_move_deed, &move, err);
}

static int sent_done(sent *s, px_error *err)
{
    px_step_done done = {
        .step = s->step->id,
        .on = px_form_text(s->form, "on"),
        .document_address = px_form_text(s->form, "document_address"),
        .document_name = px_form_text(s->form, "document_name"),
        .author = px_form_author(s->page->request),
    };

    return step_run(s, px_step_done_deed, &done, err);
}

static int sent_change(sent *s, px_error *err)
{
    px_step_change change = {
        .step = s->step->id,
        .kind = px_form_text(s->form, "kind"),
        .cycle = (int)px_form_number(s->form, "cycle"),
        .required = px_form_checked(s->form, "required"),
        .author = px_form_author(s->page->request),
    };

    change.texts = px_form_texts(s->form, &change.n_texts);
    return step_run(s, px_step_change_deed, &change, err);
}

static int sent_cancel(sent *s, px_error *err)
{
    px_step_cancel cancel = {
        .step = s->step->id,
        .reason = px_form_text(s->form, "reason"),
        .author = px_form_author(s->page->request),
    };

    return step_run(s, px_step_cancel_deed, &cancel, err);
}

static int sent_open(sent *s, px_error *err)
{
    px_round_open open = {
        .step = s->step->id,
        .opens = px_moment_field_text(s->form, "opens", "opens-hour"),
        .closes = px_moment_field_text(s->form, "closes", "closes-hour"),
        .late = px_form_text(s->form, "late"),
        .author = px_form_author(s->page->request),
    };

    return step_run(s, px_round_open_deed, &open, err);
}

static int step_sent(sent *s, px_error *err)
{
    static const struct {
        const char *name;
        int (*run)(sent *s, px_error *err);
    } all[] = {
        { "add", sent_add },       { "move", sent_move },     { "done", sent_done },
        { "change", sent_change }, { "cancel", sent_cancel }, { "open", sent_open },
    };

    s->form = px_form_page_sent(s->page, err);
    if (!s->form)
        return -(int)err->code;
    for (size_t i = 0; i < PX_COUNT(all); i++)
        if (strcmp(px_form_page_name(s->page, s->form), all[i].name) == 0)
            return all[i].run(s, err);
    return px_fail(err, PX_ERR_INVALID, N_("this page has no form '{form}'; go back and try again"),
                   "form", px_form_page_name(s->page, s->form), NULL);
}

/* ---- The pages */

int px_page_plan_add(px_request *request, px_reply *reply, px_error *err)
{
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    px_process_view v;
    px_form *form;
    int rc = px_process_view_read(request, false, &v, err);

    if (rc >= 0)
        rc = px_process_view_need(&v, v.plans, err);
    if (rc < 0)
        return rc;
    px_form_page_start(page, request, &v, px_str_of(px_tr(request->language, N_("Plan a step"))));
    form = px_form_page_add(page, &add_form);
    step_offer_kinds(form);
    px_form_set(form, "cycle", PX_STR("0"));
    if (request->method == PX_POST)
        return step_sent(&(sent){ .page = page, .view = &v, .reply = reply }, err);
    px_form_page_write(page, reply);
    return 0;
}

static void step_fill(px_form *form, const px_step *step)
{
    px_arena *arena = form->request->arena;

    step_offer_kinds(form);
    px_form_set(form, "kind", px_str_of(step->kind->name));
    px_form_set(form, "cycle", px_str_of(px_arena_format(arena, "%d", step->cycle)));
    if (step->required)
        px_form_set(form, "required", PX_STR("1"));
}

/* The step's own texts in the languages of the interface. */
static int step_texts(px_form *form, const px_step *step, px_error *err)
{
    const px_request *request = form->request;

    for (size_t i = 0; px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        px_step found;
        int rc = px_step_find(request->db, request->arena, step->id, px_str_of(tag), &found, err);

        if (rc < 0)
            return rc;
        px_form_set(form, px_arena_format(request->arena, "title-%s", tag), found.title);
        px_form_set(form, px_arena_format(request->arena, "text-%s", tag), found.text);
    }
    return 0;
}

static int step_forms(px_form_page *page, const px_process_view *v, const px_step *step,
                      px_error *err)
{
    bool planned = px_str_is(step->state, "planned");
    const px_round *round = px_process_view_round_of(v, step);
    bool opened = round && px_round_state_at(round, page->request->now) != PX_ROUND_PLANNED;
    px_form *form;

    if (planned && step_has_window(step) && !round && v->publishes) {
        form = px_form_page_add(page, &open_form);
        px_form_set(form, "late", v->process.late);
        px_moment_field_set(form, "closes", "closes-hour", &step->ends);
    }
    if (!px_str_is(step->state, "done") && !opened) {
        form = px_form_page_add(page, &move_form);
        px_moment_field_set(form, "starts", "starts-hour", &step->starts);
        px_moment_field_set(form, "ends", "ends-hour", &step->ends);
    }
    if (planned)
        (void)px_form_page_add(page, &done_form);
    form = px_form_page_add(page, &change_form);
    step_fill(form, step);
    if (planned && !opened)
        (void)px_form_page_add(page, &cancel_form);
    return step_texts(form, step, err);
}

int px_page_plan_step(px_request *request, px_reply *reply, px_error *err)
{
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    const px_step *step = NULL;
    px_process_view v;
    int rc = px_process_view_read(request, false, &v, err);

    if (rc >= 0)
        rc = px_process_view_need(&v, v.plans, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < v.n_steps; i++)
        if (px_str_eq(v.steps[i].id, request->params[2]))
            step = &v.steps[i];
    if (!step)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such step"), NULL);
    px_form_page_start(page, request, &v, px_process_view_title(&v, step));
    page->lead = px_process_view_when(&v, step);
    rc = step_forms(page, &v, step, err);
    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return step_sent(&(sent){ .page = page, .view = &v, .step = step, .reply = reply }, err);
    px_form_page_write(page, reply);
    return 0;
}
