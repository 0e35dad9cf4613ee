/* SPDX-License-Identifier: EUPL-1.2 */
/* One process: what happens now and next, its cycles, groups, rounds, meetings and steps. */
#include "code/markdown/markdown.h"
#include "drafting/people/call.h"
#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"
#include "drafting/process/round.h"
#include "web/access.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/group_view.h"
#include "web/process/process_meeting.h"
#include "web/process/process_now.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { TEXT_HEADING = 2, MAX_CYCLE = 99 };

/* ---- Cycles */

static px_str cycle_when(const px_process_view *v, int number)
{
    px_dossier_when when = { .minute = -1 };

    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];
        const px_moment *end = px_moment_is_set(&step->ends) ? &step->ends : &step->starts;

        if (step->cycle != number || !px_process_view_is_planned(step))
            continue;
        if (when.date.precision == PX_DOSSIER_NO_DATE)
            when.date = (px_dossier_date){ PX_DOSSIER_DAY, px_moment_day(&step->starts),
                                           px_moment_day(&step->starts) };
        if (px_moment_day(end) > PX_MAX(when.until.last, when.date.last))
            when.until =
                (px_dossier_date){ PX_DOSSIER_DAY, px_moment_day(end), px_moment_day(end) };
    }
    return when.date.precision == PX_DOSSIER_NO_DATE ? PX_STR_NONE
                                                     : px_code_view_when(&v->code, &when);
}

static void cycle_step(const px_process_view *v, const px_step *step, px_view_process_cycle *cycle,
                       px_view_cycle_step *drafts, px_view_process_round *rounds)
{
    const px_round *round = px_process_view_round_of(v, step);
    const px_version *version = px_code_view_version(&v->code, step->version);

    if (px_str_is(step->state, "cancelled"))
        return;
    cycle->now |= px_process_view_is_planned(step) && step->starts.at <= v->code.request->now &&
                  !px_process_view_is_past(v, step);
    if (round)
        rounds[cycle->n_rounds++] = px_process_view_round_row(v, round);
    else if (px_process_meeting_is(step))
        cycle->meetings++;
    else if (strcmp(step->kind->name, "draft") == 0)
        drafts[cycle->n_drafts++] = (px_view_cycle_step){
            .title = px_process_view_title(v, step),
            .when = px_process_view_when(v, step),
            .link = version ? px_code_view_version_link(&v->code, version) : PX_STR_NONE,
        };
}

static px_view_process_cycle cycle_of(const px_process_view *v, int number)
{
    px_arena *arena = v->code.request->arena;
    px_view_cycle_step *drafts = px_arena_array(arena, v->n_steps, sizeof(*drafts));
    px_view_process_round *rounds = px_arena_array(arena, v->n_steps, sizeof(*rounds));
    px_view_process_cycle cycle = {
        .number = number,
        .link = px_process_view_link(v, "/cycles/%d", number),
        .when = cycle_when(v, number),
        .drafts = drafts,
        .rounds = rounds,
    };

    for (size_t i = 0; i < v->n_steps; i++)
        if (v->steps[i].cycle == number)
            cycle_step(v, &v->steps[i], &cycle, drafts, rounds);
    return cycle;
}

static void process_cycles(const px_process_view *v, px_view_one_process *view)
{
    bool there[MAX_CYCLE + 1] = { false };
    px_view_process_cycle *cycles =
        px_arena_array(v->code.request->arena, MAX_CYCLE + 1, sizeof(*cycles));

    for (size_t i = 0; i < v->n_steps; i++)
        if (v->steps[i].cycle > 0 && v->steps[i].cycle <= MAX_CYCLE)
            there[v->steps[i].cycle] = true;
    for (int number = 1; number <= MAX_CYCLE; number++)
        if (there[number])
            cycles[view->n_cycles++] = cycle_of(v, number);
    view->cycles = cycles;
}

/* ---- Rounds, meetings, steps */

static void process_rounds(const px_process_view *v, px_view_one_process *view)
{
    px_arena *arena = v->code.request->arena;
    px_view_process_round *open = px_arena_array(arena, v->n_rounds, sizeof(*open));
    px_view_process_round *others = px_arena_array(arena, v->n_rounds, sizeof(*others));

    for (size_t i = 0; i < v->n_rounds; i++) {
        px_view_process_round row = px_process_view_round_row(v, &v->rounds[i]);

        if (row.open)
            open[view->n_open++] = row;
        else
            others[view->n_rounds++] = row;
    }
    view->open = open;
    view->rounds = others;
}

/* The calls, those that are open first. */
static int process_calls(const px_process_view *v, px_view_one_process *view, px_reply *reply,
                         px_error *err)
{
    const px_request *request = v->code.request;
    px_view_process_call *rows;
    px_call *calls;
    size_t n;
    int rc = px_call_list(request->db, request->arena, v->process.row, px_part_tag(request), &calls,
                          &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (int open = 1; open >= 0; open--)
        for (size_t i = 0; i < n; i++) {
            px_call_state state = px_call_state_at(&calls[i], request->now);

            if ((state == PX_CALL_OPEN) != open)
                continue;
            px_deadline_until(request, reply, calls[i].opens.at);
            px_deadline_until(request, reply, px_call_end(&calls[i]));
            rows[view->n_calls++] = (px_view_process_call){
                .title = calls[i].title,
                .link = px_page_address(request, "/calls/%.*s", PX_STR_ARG(calls[i].id)),
                .open = open != 0,
                .planned = state == PX_CALL_PLANNED,
                .state = px_str_of(px_tr(request->language, px_call_state_title(state))),
                .opens = px_deadline_show(request, v->process.zone, calls[i].opens.at,
                                          state == PX_CALL_PLANNED),
                .closes = px_deadline_show(request, v->process.zone, calls[i].closes.at, open),
            };
        }
    view->calls = rows;
    return 0;
}

static void process_steps(const px_process_view *v, px_view_one_process *view)
{
    px_view_process_step *rows = px_arena_array(v->code.request->arena, v->n_steps, sizeof(*rows));

    for (size_t i = 0; i < v->n_steps; i++)
        rows[i] = px_process_view_step_row(v, &v->steps[i]);
    view->steps = rows;
    view->n_steps = v->n_steps;
    view->count = (long long)v->n_steps;
}

/* ---- The page */

static int process_text(const px_process_view *v, px_str *ret_html, px_error *err)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_markdown_document_html(&html, v->process.text, TEXT_HEADING, NULL, err);

    if (rc >= 0)
        *ret_html = px_arena_str(v->code.request->arena, px_builder_view(&html));
    return rc;
}

static int process_html(const px_process_view *v, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->code.request;
    px_frame frame = px_process_view_frame(v, v->process.title);
    px_view_one_process view = {
        .head = px_process_view_head(v, PX_STR_NONE),
        .title = v->process.title,
        .now = px_process_now(v),
        .next = px_process_next(v),
        .plan = px_process_view_link(v, "/plan"),
        .calendar =
            px_page_address(request, "/codes/%.*s/calendar.ics", PX_STR_ARG(v->code.code.id)),
        .plans = v->plans,
        .twin = px_request_address(request, request->language, true),
        .timeline = px_code_view_timeline(&v->code, PX_STR_NONE),
    };
    int rc = process_text(v, &view.text, err);

    if (rc >= 0)
        rc = process_calls(v, &view, reply, err);
    if (rc >= 0)
        rc = px_group_view_cards(v, &view.groups, &view.n_groups, err);
    if (rc < 0)
        return rc;
    if (v->plans && v->process.ended == PX_TIME_NONE)
        view.begin_group = px_process_view_link(v, "/form-group");
    if (v->plans && v->process.ended == PX_TIME_NONE)
        view.open_call = px_process_view_link(v, "/call");
    if (v->process.ended == PX_TIME_NONE &&
        px_access_may(request, PX_ACTION_KEEP_PEOPLE, px_scope_code(v->code.code.row)))
        view.invite = px_process_view_link(v, "/invitations");
    if (px_route_has("/codes/:code/processes/:process/adoption"))
        view.adopt = px_process_view_link(v, "/adoption");
    view.chairs = px_process_view_link(v, "/chairs");
    view.meeting_register =
        px_page_address(request, "/codes/%.*s/meetings", PX_STR_ARG(v->process.code_id));
    process_rounds(v, &view);
    process_cycles(v, &view);
    process_steps(v, &view);
    view.meetings = px_process_meetings(v, PX_STR_NONE, 0, &view.n_meetings);
    px_template_one_process(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int process_json(const px_process_view *v, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_key(&json, "process");
    px_process_json(&json, &v->process);
    px_json_key(&json, "rounds");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_rounds; i++)
        px_round_json(&json, &v->rounds[i], v->code.request->now);
    px_json_array_end(&json);
    rc = px_group_view_json(&json, v, err);
    if (rc < 0)
        return rc;
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_steps; i++)
        px_step_json(&json, &v->steps[i]);
    px_json_array_end(&json);
    px_process_meetings_json(&json, v, PX_STR_NONE, 0);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_one_process(px_request *request, px_reply *reply, px_error *err)
{
    px_process_view v;
    int rc = px_process_view_read(request, true, &v, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    px_process_view_until(&v, reply);
    return request->json ? process_json(&v, reply, err) : process_html(&v, reply, err);
}
