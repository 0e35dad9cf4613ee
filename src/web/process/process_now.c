/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/process_now.h"

#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"
#include "drafting/process/round.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/templates.h"

#include "base/banned.h"

/* The step that is going on, or else the last that was. */
static const px_step *step_now(const px_process_view *v, bool *ret_going_on)
{
    const px_step *last = NULL;

    *ret_going_on = false;
    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];

        if (!px_process_view_is_planned(step) || step->starts.at > v->code.request->now)
            continue;
        if (!px_process_view_is_past(v, step)) {
            *ret_going_on = true;
            return step;
        }
        last = step;
    }
    return last;
}

px_str px_process_now(const px_process_view *v)
{
    const px_request *request = v->code.request;
    const px_step *step;
    bool going_on;

    if (v->process.ended != PX_TIME_NONE)
        return px_process_view_sentence(
            v, N_("This process ended on {when}."), PX_STR_NONE,
            px_deadline_day(request, v->process.zone, v->process.ended));
    for (size_t i = 0; i < v->n_rounds; i++) {
        const px_round *round = &v->rounds[i];

        step = px_process_view_step(v, round->step);
        if (step && px_round_state_at(round, request->now) == PX_ROUND_OPEN)
            return px_process_view_sentence(
                v, N_("Open now: {title}, until {when}."), px_process_view_title(v, step),
                px_deadline_words(request, v->process.zone, round->closes.at));
    }
    step = step_now(v, &going_on);
    if (!step)
        return px_process_view_sentence(v, N_("This process has not begun yet."), PX_STR_NONE,
                                        PX_STR_NONE);
    return px_process_view_sentence(
        v, going_on ? N_("Now: {title}, {when}.") : N_("Last: {title}, {when}."),
        px_process_view_title(v, step), px_process_view_when(v, step));
}

px_str px_process_next(const px_process_view *v)
{
    if (v->process.ended != PX_TIME_NONE)
        return PX_STR_NONE;
    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];

        if (px_process_view_is_planned(step) && step->starts.at > v->code.request->now &&
            !px_str_is(step->state, "done"))
            return px_process_view_sentence(v, N_("Next: {title}, {when}."),
                                            px_process_view_title(v, step),
                                            px_process_view_when(v, step));
    }
    return px_process_view_sentence(v, N_("Nothing more has a day yet."), PX_STR_NONE, PX_STR_NONE);
}

/* ---- All of a code */

int px_process_now_list(const px_code_view *code, px_reply *reply,
                        const px_view_code_process **ret_rows, size_t *ret_count, px_error *err)
{
    const px_request *request = code->request;
    px_view_code_process *rows;
    px_process *processes;
    size_t n;
    int rc = px_process_list(request->db, request->arena, &code->code, px_part_tag(request),
                             &processes, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++) {
        px_process_view v;

        rc = px_process_view_load(code, &processes[n - 1 - i], &v, err);
        if (rc < 0)
            return rc;
        px_process_view_until(&v, reply);
        rows[i] = (px_view_code_process){
            .title = v.process.title,
            .link = px_process_view_link(&v, "%s", ""),
            .now = px_process_now(&v),
            .next = px_process_next(&v),
            .ended = v.process.ended != PX_TIME_NONE,
        };
    }
    *ret_rows = rows;
    *ret_count = n;
    return 0;
}

int px_process_now_json(px_json *json, const px_code_view *code, px_error *err)
{
    const px_request *request = code->request;
    px_process *processes;
    size_t n;
    int rc = px_process_list(request->db, request->arena, &code->code, px_part_tag(request),
                             &processes, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "processes");
    px_json_array(json);
    for (size_t i = 0; i < n; i++)
        px_process_json(json, &processes[i]);
    px_json_array_end(json);
    return 0;
}
