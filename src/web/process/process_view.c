/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/process_view.h"

#include <assert.h>
#include <stdarg.h>

#include "drafting/comment/answer.h"
#include "drafting/process/moment.h"
#include "drafting/process/plan.h"
#include "drafting/process/round.h"
#include "web/access.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/process_meeting.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- Reading */

static px_dossier_when view_when(const px_process_view *v, const px_step *step)
{
    px_dossier_when when = { .minute = -1 };

    if (!px_moment_is_set(&step->starts))
        return when;
    when.date.precision = PX_DOSSIER_DAY;
    when.date.first = when.date.last = px_moment_day(&step->starts);
    if (px_moment_is_set(&step->ends) && px_moment_day(&step->ends) > when.date.last) {
        when.until.precision = PX_DOSSIER_DAY;
        when.until.first = when.until.last = px_moment_day(&step->ends);
    } else if (!step->starts.day_only) {
        px_civil civil = px_moment_civil(&step->starts);

        when.minute = civil.hour * 60 + civil.minute;
        when.zone = v->process.zone;
    }
    return when;
}

/* The steps as entries of a dossier, so that they are told and drawn as those of any code. */
static void view_dossier(px_process_view *v)
{
    px_arena *arena = v->code.request->arena;
    px_dossier *d = &v->code.dossier;

    d->entries = px_arena_array(arena, v->n_steps, sizeof(*d->entries));
    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];

        if (!px_moment_is_set(&step->starts) || px_str_is(step->state, "cancelled"))
            continue;
        d->entries[d->count++] = (px_dossier_entry){
            .kind = px_process_view_round_of(v, step) ? PX_DOSSIER_ROUND : PX_DOSSIER_STEP,
            .key = step->id,
            .when = view_when(v, step),
            .title.value = px_process_view_title(v, step),
            .word = step->kind,
            .cycle = step->cycle,
            .version = step->version,
        };
    }
}

static int view_code(const px_request *request, bool with_text, px_code_view *v, px_error *err)
{
    px_str tag = px_part_tag(request);
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &v->code, err);

    v->request = request;
    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &v->code, tag,
                             !px_access_working(request, &v->code), &v->versions, &v->n_versions,
                             err);
    if (rc >= 0 && with_text && v->n_versions)
        rc = px_version_text(request->db, request->arena, &v->versions[0], tag, &v->text, err);
    return rc;
}

static_assert((int)PX_PLAN_STEPS_MAX <= (int)PX_MEETING_PAGE_MAX,
              "all meetings of a process on a page");

int px_process_view_load(const px_code_view *code, const px_process *process,
                         px_process_view *ret_view, px_error *err)
{
    const px_request *request = code->request;
    px_process_view v = { .code = *code, .process = *process };
    px_str tag = px_part_tag(request);
    px_meeting_filter filter = { .process = process->key };
    px_meeting_page meetings;
    px_db *db = request->db;
    px_arena *arena = request->arena;
    int rc = px_step_list(db, arena, process, tag, &v.steps, &v.n_steps, err);

    if (rc >= 0)
        rc = px_round_list(db, arena, process, &v.rounds, &v.n_rounds, err);
    if (rc >= 0)
        rc = px_meeting_list(db, arena, &code->code, &filter, tag, &meetings, err);
    if (rc < 0)
        return rc;
    v.meetings = meetings.rows; /* all: it has no more steps than a page has rows */
    v.n_meetings = meetings.count;
    v.plans = px_may(&request->session.who, PX_ACTION_PLAN, px_scope_code(code->code.row));
    v.publishes = px_may(&request->session.who, PX_ACTION_PUBLISH, px_scope_code(code->code.row));
    v.code.dossier = (px_dossier){ 0 };
    view_dossier(&v);
    *ret_view = v;
    return 0;
}

int px_process_view_read(const px_request *request, bool with_text, px_process_view *ret_view,
                         px_error *err)
{
    px_code_view code = { 0 };
    px_process process;
    int rc = view_code(request, with_text, &code, err);

    if (rc >= 0)
        rc = px_process_find(request->db, request->arena, &code.code, request->params[1],
                             px_part_tag(request), &process, err);
    return rc < 0 ? rc : px_process_view_load(&code, &process, ret_view, err);
}

int px_process_view_need(const px_process_view *v, bool may, px_error *err)
{
    if (!may)
        return px_fail(err, PX_ERR_FORBIDDEN, N_("your roles do not give the right to this page"),
                       NULL);
    if (v->process.ended != PX_TIME_NONE)
        return px_fail(err, PX_ERR_CONFLICT, N_("this process has ended; it changes no more"),
                       NULL);
    return 0;
}

/* ---- Addresses and frame */

px_str px_process_view_link(const px_process_view *v, const char *format, ...)
{
    const char *rest;
    va_list args;

    va_start(args, format);
    rest = px_arena_format_args(v->code.request->arena, format, args);
    va_end(args);
    return px_page_address(v->code.request, "/codes/%.*s/processes/%.*s%s",
                           PX_STR_ARG(v->code.code.id), PX_STR_ARG(v->process.key), rest);
}

const px_view_process_head *px_process_view_head(const px_process_view *v, px_str here)
{
    const px_request *request = v->code.request;
    px_view_process_head *head = px_arena_alloc(request->arena, sizeof(*head));

    *head = (px_view_process_head){
        .home = px_page_address(request, "/"),
        .code_title = px_code_view_title(&v->code),
        .code_language = v->code.n_versions ? px_part_other_language(request, &v->code.versions[0])
                                            : PX_STR_NONE,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(v->code.code.id)),
        .title = v->process.title,
    };
    if (here.len)
        head->link = px_process_view_link(v, "%s", "");
    return head;
}

px_frame px_process_view_frame(const px_process_view *v, px_str title)
{
    const px_request *request = v->code.request;

    return (px_frame){
        .title = title,
        .description = title,
        .room = PX_ROOM_CODES,
        .feed = px_page_address(request, "/codes/%.*s/feed.atom", PX_STR_ARG(v->code.code.id)),
        .feed_title = px_code_view_title(&v->code),
    };
}

/* ---- Steps */

px_str px_process_view_title(const px_process_view *v, const px_step *step)
{
    const px_request *request = v->code.request;

    if (step->title.len)
        return step->title;
    return px_part_sentence(request, px_str_of(px_tr(request->language, step->kind->title)), false);
}

px_str px_process_view_state(const px_process_view *v, const px_step *step)
{
    static const struct {
        const char *state, *title;
    } titles[] = {
        { "planned", N_("planned") },
        { "done", N_("done") },
        { "cancelled", N_("cancelled") },
    };

    for (size_t i = 0; i < PX_COUNT(titles); i++)
        if (px_str_is(step->state, titles[i].state))
            return px_str_of(px_tr(v->code.request->language, titles[i].title));
    return step->state;
}

px_str px_process_view_when(const px_process_view *v, const px_step *step)
{
    px_dossier_when when = view_when(v, step);

    return when.date.precision == PX_DOSSIER_NO_DATE ? PX_STR_NONE
                                                     : px_code_view_when(&v->code, &when);
}

const px_step *px_process_view_step(const px_process_view *v, int64_t row)
{
    for (size_t i = 0; i < v->n_steps; i++)
        if (v->steps[i].row == row)
            return &v->steps[i];
    return NULL;
}

const px_round *px_process_view_round_of(const px_process_view *v, const px_step *step)
{
    for (size_t i = 0; i < v->n_rounds; i++)
        if (v->rounds[i].step == step->row)
            return &v->rounds[i];
    return NULL;
}

px_str px_process_view_sentence(const px_process_view *v, const char *message, px_str title,
                                px_str when)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(16 * 1024);
    const px_arg args[] = { { "title", title }, { "when", when } };

    px_message(&words, v->code.request->language, message, args, PX_COUNT(args));
    return px_arena_str(v->code.request->arena, px_builder_view(&words));
}

bool px_process_view_is_planned(const px_step *step)
{
    return px_moment_is_set(&step->starts) && !px_str_is(step->state, "cancelled");
}

bool px_process_view_is_past(const px_process_view *v, const px_step *step)
{
    px_time end = step->starts.at;

    if (px_str_is(step->state, "done"))
        return true;
    if (!px_moment_is_set(&step->starts))
        return false;
    if (px_moment_is_set(&step->ends))
        end = step->ends.at + 1000;
    else if (step->starts.day_only)
        end += (px_time)24 * 60 * 60 * 1000;
    return end <= v->code.request->now;
}

px_str px_process_view_step_link(const px_process_view *v, const px_step *step)
{
    px_str meeting = px_process_meeting_link(v, step);

    if (meeting.len)
        return meeting;
    return step->cycle ? px_process_view_link(v, "/cycles/%d", step->cycle) : PX_STR_NONE;
}

px_view_process_step px_process_view_step_row(const px_process_view *v, const px_step *step)
{
    px_arena *arena = v->code.request->arena;
    px_view_process_step row = {
        .id = px_str_of(px_arena_format(arena, "step-%.*s", PX_STR_ARG(step->id))),
        .when = px_process_view_when(v, step),
        .title = px_process_view_title(v, step),
        .link = px_process_view_step_link(v, step),
        .text = step->text,
        .kind = px_part_sentence(
            v->code.request, px_str_of(px_tr(v->code.request->language, step->kind->title)), false),
        .cycle = step->cycle,
        .state = px_process_view_state(v, step),
        .cancelled = px_str_is(step->state, "cancelled"),
        .required = step->required && px_str_is(step->state, "planned"),
        .document = step->document_address,
        .document_name = step->document_name.len ? step->document_name : step->document_address,
    };

    if (v->plans && v->process.ended == PX_TIME_NONE)
        row.change = px_process_view_link(v, "/plan/%.*s", PX_STR_ARG(step->id));
    return row;
}

/* ---- Rounds */

static px_str view_moment(const px_process_view *v, const px_moment *moment)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024);
    const px_request *request = v->code.request;
    px_error ignored = PX_ERROR_INIT;
    const px_zone *zone = request->zone;

    (void)!px_zone_kept(px_arena_cstr(request->arena, v->process.zone), &zone, &ignored);
    px_moment_words(&words, request->language, zone, moment);
    return px_arena_str(request->arena, px_builder_view(&words));
}

static px_str view_late(const px_process_view *v, const px_round *round)
{
    return px_str_of(px_tr(v->code.request->language,
                           px_str_is(round->late, "mark")
                               ? N_("is accepted and marked as late")
                               : N_("is refused, so that the same time holds for all")));
}

px_view_process_round px_process_view_round_row(const px_process_view *v, const px_round *round)
{
    const px_request *request = v->code.request;
    const px_step *step = px_process_view_step(v, round->step);
    const px_version *version = px_code_view_version(&v->code, round->version);
    px_round_state state = px_round_state_at(round, request->now);
    px_view_process_round row = {
        .title = step ? px_process_view_title(v, step) : PX_STR_NONE,
        .state = px_str_of(px_tr(request->language, px_round_state_title(state))),
        .open = state == PX_ROUND_OPEN,
        .planned = state == PX_ROUND_PLANNED,
        .opens =
            px_deadline_show(request, v->process.zone, round->opens.at, state == PX_ROUND_PLANNED),
        .closes =
            px_deadline_show(request, v->process.zone, round->closes.at, state == PX_ROUND_OPEN),
        .version = round->version,
        .late = view_late(v, round),
    };

    if (round->cycle)
        row.link = px_process_view_link(v, "/cycles/%d", round->cycle);
    if (version)
        row.version_link = px_code_view_version_link(&v->code, version);
    if (v->publishes && state != PX_ROUND_CLOSED)
        row.manage = px_process_view_link(v, "/rounds/%d", round->number);
    return row;
}

int px_process_view_answers(const px_process_view *v, const px_round *round,
                            px_view_process_round *row, px_error *err)
{
    int64_t comments, answered;
    int rc =
        px_answer_count_read(v->code.request->db, &v->code.code, round, &comments, &answered, err);

    if (rc < 0)
        return rc;
    row->comments = (long long)comments;
    row->answered = (long long)answered;
    row->answers = px_process_view_link(v, "/rounds/%d/answers", round->number);
    return 0;
}

int px_process_view_extensions(const px_process_view *v, const px_round *round,
                               px_view_process_round *row, px_error *err)
{
    const px_request *request = v->code.request;
    px_round_extension *extensions;
    px_view_round_extension *rows;
    size_t n;
    int rc = px_round_extension_list(request->db, request->arena, round, &extensions, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++) {
        rows[i] = (px_view_round_extension){
            .before = view_moment(v, &extensions[i].before),
            .closes = view_moment(v, &extensions[i].closes),
            .reason = extensions[i].reason,
        };
        if (extensions[i].act.len)
            rows[i].act = px_page_address(request, "/log/%.*s", PX_STR_ARG(extensions[i].act));
    }
    row->extensions = rows;
    row->n_extensions = n;
    return 0;
}

void px_process_view_until(const px_process_view *v, px_reply *reply)
{
    const px_request *request = v->code.request;

    for (size_t i = 0; i < v->n_rounds; i++) {
        px_deadline_until(request, reply, v->rounds[i].opens.at);
        px_deadline_until(request, reply, px_round_end(&v->rounds[i]));
    }
    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];

        if (!px_moment_is_set(&step->starts))
            continue;
        px_deadline_until(request, reply, step->starts.at);
        px_deadline_until(request, reply, step->starts.at + (px_time)24 * 60 * 60 * 1000);
        if (px_moment_is_set(&step->ends))
            px_deadline_until(request, reply, step->ends.at + 1000);
    }
}
