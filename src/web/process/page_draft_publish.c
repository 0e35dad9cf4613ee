/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing a working version, and opening the round on it in the same act: first what will
 * happen, then the act. */
#include "code/doubt.h"
#include "code/translation.h"
#include "drafting/comment/place.h"
#include "drafting/process/draft.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/moment_field.h"
#include "web/process/plan_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

#define NO_PROCESS "-"

static const px_form_option policies[] = {
    { "refuse", N_("is refused"), N_("the same time holds for all") },
    { "mark", N_("is accepted and marked as late"), NULL },
};

static const px_form_field fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "process", PX_FORM_RADIO, N_("In which process"), NULL, .required = true },
    { "with_round", PX_FORM_CHECK, N_("Open the round with it"),
      N_("The window for written feedback begins with the publication, and all who take part are "
         "told.") },
    { "opens", PX_FORM_DATE, N_("Day on which the round opens"),
      N_("Empty: it opens with the publication.") },
    { "opens-hour", PX_FORM_TEXT, N_("Time of day"),
      N_("As 14:00, in the time zone of the process."), .max = 5, .check = px_moment_field_hour },
    { "closes", PX_FORM_DATE, N_("Last day of the round"),
      N_("Empty: as many days as the process says, usually 14, to the end of the last one.") },
    { "closes-hour", PX_FORM_TEXT, N_("Time of day of the end"),
      N_("Empty: it is open until the day is over, 23:59:59."), .max = 5,
      .check = px_moment_field_hour },
    { "late", PX_FORM_RADIO, N_("What comes after the end"), NULL, .options = policies,
      .n_options = PX_COUNT(policies) },
    { "accept_doubts", PX_FORM_CHECK,
      N_("Publish although the identity of some provisions is in doubt"),
      N_("From then on the proposed identities hold.") },
};

static const px_form_page_form publish_form = {
    "publish",
    N_("Publish this version"),
    N_("A published version never changes. What will happen is shown first."),
    N_("Publish the version"),
    fields,
    PX_COUNT(fields)
};

typedef struct publishing {
    px_form_page page;
    px_form *form;
    px_code code;
    px_version version;
    px_process *processes;
    size_t n_processes;
    px_process_view view; /* of the process that was chosen */
    px_draft_publish draft;
    px_round round; /* that it would open; row 0: none */
    px_step draft_step, round_step;
} publishing;

/* ---- Reading */

static int publish_read(px_request *request, publishing *p, px_error *err)
{
    px_str tag = px_part_tag(request);
    int rc = px_part_version_find(request, request->params[0], request->params[1], &p->code,
                                  &p->version, err);

    if (rc < 0)
        return rc;
    if (!px_may(&request->session.who, PX_ACTION_PUBLISH, px_scope_code(p->code.row)))
        return px_fail(err, PX_ERR_FORBIDDEN, N_("your roles do not give the right to this page"),
                       NULL);
    if (p->version.state != PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT, N_("version '{version}' is published already"),
                       "version", px_arena_cstr(request->arena, p->version.label), NULL);
    return px_process_list(request->db, request->arena, &p->code, tag, &p->processes,
                           &p->n_processes, err);
}

static const px_view_process_head *publish_head(const px_request *request, const publishing *p)
{
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = p->code.title.len ? p->code.title : p->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(p->code.id)),
        .title = p->version.label,
        .link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(p->code.id),
                                PX_STR_ARG(p->version.label)),
    };
    return head;
}

/* The processes that run, the newest first, and none. */
static void publish_offer(publishing *p, px_request *request)
{
    px_form_choice *choices = px_arena_array(request->arena, p->n_processes + 1, sizeof(*choices));
    size_t n = 0;

    for (size_t i = p->n_processes; i-- > 0;)
        if (p->processes[i].ended == PX_TIME_NONE)
            choices[n++] =
                (px_form_choice){ p->processes[i].key, p->processes[i].title, PX_STR_NONE };
    choices[n++] = (px_form_choice){
        PX_STR(NO_PROCESS), px_str_of(px_tr(request->language, N_("In none"))),
        px_str_of(px_tr(request->language, N_("the version is published, and no round opens")))
    };
    px_form_offer(p->form, "process", choices, n);
    px_form_set(p->form, "process", choices[0].value);
    if (n > 1)
        px_form_set(p->form, "with_round", PX_STR("1"));
}

/* ---- What will happen */

static px_str publish_words(const px_request *request, const char *message, const char *name,
                            px_str value, px_str when)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(16 * 1024);
    const px_arg args[] = { { name, value }, { "when", when } };

    px_message(&words, request->language, message, args, PX_COUNT(args));
    return px_arena_str(request->arena, px_builder_view(&words));
}

static void publish_facts(publishing *p)
{
    px_request *request = p->page.request;
    px_round_state state;

    px_form_page_fact(&p->page,
                      publish_words(request,
                                    N_("Version {version} is published and never changes again."),
                                    "version", p->version.label, PX_STR_NONE));
    if (p->draft_step.row)
        px_form_page_fact(
            &p->page, publish_words(request, N_("The step “{title}” is marked as done."), "title",
                                    px_process_view_title(&p->view, &p->draft_step), PX_STR_NONE));
    if (!p->round.row)
        return;
    state = px_round_state_at(&p->round, request->now);
    px_form_page_fact(
        &p->page,
        publish_words(request,
                      state == PX_ROUND_PLANNED ? N_("“{title}” opens by itself on {when}.")
                                                : N_("“{title}” opens at once."),
                      "title", px_process_view_title(&p->view, &p->round_step),
                      px_deadline_words(request, p->view.process.zone, p->round.opens.at)));
    px_form_page_fact(
        &p->page,
        publish_words(request,
                      N_("“{title}” closes by itself on {when}. All who take part are told."),
                      "title", px_process_view_title(&p->view, &p->round_step),
                      px_deadline_words(request, p->view.process.zone, p->round.closes.at)));
}

/* The deed, and then what it made: run on trial. */
static int publish_trial(px_db *db, void *arg, px_error *err)
{
    publishing *p = arg;
    px_arena *arena = p->page.request->arena;
    int rc = px_draft_publish_deed(db, &p->draft, err);

    p->round = (px_round){ 0 };
    if (rc >= 0 && p->draft.ret_round)
        rc = px_round_find(db, arena, &p->view.process, p->draft.ret_round, &p->round, err);
    return rc;
}

/* ---- What was sent */

static int publish_alone(px_db *db, void *arg, px_error *err)
{
    const publishing *p = arg;
    px_publish publish = { .code = p->code.id,
                           .label = p->version.label,
                           .accept_doubts = p->draft.accept_doubts,
                           .author = p->draft.author };

    return px_text_publish_deed(db, &publish, err);
}

static int publish_choose(publishing *p, px_str key, px_error *err)
{
    px_request *request = p->page.request;

    for (size_t i = 0; i < p->n_processes; i++)
        if (px_str_eq(p->processes[i].key, key)) {
            p->view.process = p->processes[i];
            return px_draft_steps(request->db, request->arena, &p->processes[i],
                                  px_part_tag(request), &p->draft_step, &p->round_step, err);
        }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such process"), NULL);
}

static void publish_read_form(publishing *p)
{
    px_form *form = p->form;

    p->draft = (px_draft_publish){
        .code = p->code.id,
        .label = p->version.label,
        .process = px_form_text(form, "process"),
        .opens = px_moment_field_text(form, "opens", "opens-hour"),
        .closes = px_moment_field_text(form, "closes", "closes-hour"),
        .late = px_form_text(form, "late"),
        .without_round = !px_form_checked(form, "with_round"),
        .accept_doubts = px_form_checked(form, "accept_doubts"),
        .author = px_form_author(p->page.request),
    };
}

static int publish_preview(publishing *p, bool alone, px_error *err)
{
    bool done;
    int rc = alone ? px_form_deed_try(p->form, publish_alone, p, &done, err)
                   : px_plan_view_try(&p->page, p->form, &p->view, publish_trial, p, err);

    if (rc >= 0 && px_form_is_valid(p->form))
        publish_facts(p);
    return rc;
}

static int publish_sent(publishing *p, px_reply *reply, px_error *err)
{
    bool alone, done = false;
    int rc = 0;

    p->form = px_form_page_sent(&p->page, err);
    if (!p->form)
        return -(int)err->code;
    publish_read_form(p);
    alone = px_str_is(p->draft.process, NO_PROCESS);
    if (px_form_is_valid(p->form) && !alone)
        rc = publish_choose(p, p->draft.process, err);
    if (rc >= 0 && px_form_is_valid(p->form))
        rc = publish_preview(p, alone, err);
    if (rc >= 0 && px_form_is_valid(p->form) && !px_form_page_must_ask(&p->page, p->form))
        rc = alone ? px_form_deed(p->form, publish_alone, p, &done, err)
                   : px_form_deed(p->form, px_draft_publish_deed, &p->draft, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, p->page.head->link);
    else
        px_form_page_write(&p->page, reply);
    return 0;
}

/* What stands in the way, or has to be known, before anybody fills the form in. */
static int publish_warn(publishing *p, px_request *request, px_error *err)
{
    px_translation_gap *gaps;
    px_doubt *doubts;
    size_t n_doubts, n_gaps, all;
    int rc = px_doubt_list(request->db, request->arena, &p->version, px_part_tag(request), &doubts,
                           &n_doubts, err);

    if (rc >= 0)
        rc = px_translation_gaps(request->db, request->arena, &p->version, 0, &gaps, &n_gaps, &all,
                                 err);
    if (rc < 0)
        return rc;
    if (n_doubts)
        px_form_page_warn(
            &p->page,
            px_str_of(px_tr(request->language, N_("The identity of some provisions is in doubt. An "
                                                  "editor settles it, or you publish with the "
                                                  "identities that were proposed."))));
    if (all)
        px_form_page_warn(&p->page,
                          px_str_of(px_tr(request->language,
                                          N_("Some provisions have no words yet in one of the "
                                             "languages. The text says where; the version can be "
                                             "published once they are written."))));
    return 0;
}

int px_page_draft_publish(px_request *request, px_reply *reply, px_error *err)
{
    publishing *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = publish_read(request, p, err);

    if (rc < 0)
        return rc;
    px_form_page_start(&p->page, request, NULL,
                       publish_words(request, N_("Publish version {version}"), "version",
                                     p->version.label, PX_STR_NONE));
    p->page.head = publish_head(request, p);
    p->view.code = (px_code_view){ .request = request, .code = p->code };
    p->form = px_form_page_add(&p->page, &publish_form);
    publish_offer(p, request);
    if (request->method == PX_POST)
        return publish_sent(p, reply, err);
    rc = publish_warn(p, request, err);
    if (rc >= 0)
        px_form_page_write(&p->page, reply);
    return rc;
}
