/* SPDX-License-Identifier: EUPL-1.2 */
/* A cycle on one page: its draft, its window, its meetings, what it led to. */
#include "base/number.h"
#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"
#include "drafting/process/round.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/process_meeting.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_CYCLE = 99 };

typedef struct cycle {
    px_process_view view;
    int number, before, after; /* 0: there is no such cycle */
    bool there;
} cycle;

static int cycle_read(const px_request *request, cycle *c, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;
    int rc = px_process_view_read(request, false, &c->view, err);

    if (rc < 0)
        return rc;
    (void)!px_parse_int(request->params[2], 1, MAX_CYCLE, &number, &ignored);
    c->number = (int)number;
    for (size_t i = 0; i < c->view.n_steps; i++) {
        int n = c->view.steps[i].cycle;

        c->there |= n == c->number;
        if (n > 0 && n < c->number)
            c->before = PX_MAX(c->before, n);
        if (n > c->number && (!c->after || n < c->after))
            c->after = n;
    }
    if (!c->number || !c->there)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the process '{process}' has no cycle '{cycle}'"),
                       "process", px_arena_cstr(request->arena, c->view.process.key), "cycle",
                       px_arena_cstr(request->arena, request->params[2]), NULL);
    return 0;
}

/* ---- Drafts */

static bool is_draft(const px_step *step)
{
    return strcmp(step->kind->name, "draft") == 0 && !px_str_is(step->state, "cancelled");
}

/* The version before: that of the draft of an earlier cycle, or else the one that was published
 * before it. */
static const px_version *draft_before(const px_process_view *v, const px_step *draft,
                                      const px_version *version)
{
    const px_code_view *code = &v->code;
    const px_version *found = NULL;
    int best = 0;

    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];
        const px_version *other = px_code_view_version(code, step->version);

        if (is_draft(step) && other && other != version && step->cycle < draft->cycle &&
            step->cycle >= best) {
            best = step->cycle;
            found = other;
        }
    }
    for (size_t i = 0; !found && i + 1 < code->n_versions; i++)
        if (&code->versions[i] == version)
            found = &code->versions[i + 1];
    return found;
}

static px_view_cycle_draft cycle_draft(const px_process_view *v, const px_step *step)
{
    const px_request *request = v->code.request;
    const px_version *version = px_code_view_version(&v->code, step->version);
    const px_version *before;
    px_view_cycle_draft row = {
        .title = px_process_view_title(v, step),
        .when = px_process_view_when(v, step),
        .state = px_process_view_state(v, step),
    };

    if (!version)
        return row;
    row.version = version->label;
    row.state = px_part_state(request, version->state);
    row.read = px_code_view_version_link(&v->code, version);
    row.reports = px_page_address(request, "/codes/%.*s/reports?version=%.*s",
                                  PX_STR_ARG(v->code.code.id), PX_STR_ARG(version->label));
    row.published = px_part_moment(request, version->published);
    before = draft_before(v, step, version);
    if (before) {
        row.before = before->label;
        row.compare = px_code_view_compare_link(&v->code, before, version);
    }
    return row;
}

/* The drafts of the cycle of that number; without one, what comes after the last cycle. */
static const px_view_cycle_draft *cycle_drafts(const px_process_view *v, int number, int last,
                                               size_t *ret_count)
{
    px_view_cycle_draft *rows = px_arena_array(v->code.request->arena, v->n_steps, sizeof(*rows));
    const px_moment *from = NULL;
    size_t n = 0;

    for (size_t i = 0; i < v->n_steps; i++)
        if (v->steps[i].cycle == last && px_process_view_is_planned(&v->steps[i]))
            from = &v->steps[i].starts;
    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];
        bool taken = number ? step->cycle == number
                            : !step->cycle && from && px_process_view_is_planned(step) &&
                                  step->starts.at > from->at;

        if (taken && is_draft(step))
            rows[n++] = cycle_draft(v, step);
    }
    *ret_count = n;
    return rows;
}

/* ---- Window, meetings, other steps */

static int cycle_rounds(const cycle *c, px_view_cycle *view, px_error *err)
{
    const px_process_view *v = &c->view;
    px_view_process_round *rows =
        px_arena_array(v->code.request->arena, v->n_rounds, sizeof(*rows));

    for (size_t i = 0; i < v->n_rounds; i++) {
        px_view_process_round *row = &rows[view->n_rounds];
        int rc;

        if (v->rounds[i].cycle != c->number)
            continue;
        *row = px_process_view_round_row(v, &v->rounds[i]);
        row->link = PX_STR_NONE;
        view->n_rounds++;
        rc = px_process_view_extensions(v, &v->rounds[i], row, err);
        if (rc >= 0)
            rc = px_process_view_answers(v, &v->rounds[i], row, err);
        if (rc < 0)
            return rc;
    }
    view->rounds = rows;
    return 0;
}

/* Steps that are no draft, window or meeting. */
static void cycle_others(const cycle *c, px_view_cycle *view)
{
    const px_process_view *v = &c->view;
    px_view_cycle_step *rows = px_arena_array(v->code.request->arena, v->n_steps, sizeof(*rows));

    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];

        if (step->cycle != c->number || is_draft(step) || px_str_is(step->state, "cancelled") ||
            px_process_view_round_of(v, step) || px_process_meeting_is(step))
            continue;
        rows[view->n_others++] = (px_view_cycle_step){
            .title = px_process_view_title(v, step),
            .when = px_process_view_when(v, step),
        };
    }
    view->others = rows;
}

/* ---- The page */

static px_str cycle_sentence(const cycle *c)
{
    const px_process_view *v = &c->view;
    const px_request *request = v->code.request;

    for (size_t i = 0; i < v->n_rounds; i++) {
        const px_round *round = &v->rounds[i];
        px_str closes;

        if (round->cycle != c->number)
            continue;
        closes = px_deadline_words(request, v->process.zone, round->closes.at);
        switch (px_round_state_at(round, request->now)) {
        case PX_ROUND_OPEN:
            return px_process_view_sentence(
                v, N_("Written feedback is open until {when}, for all who take part."), PX_STR_NONE,
                closes);
        case PX_ROUND_PLANNED:
            return px_process_view_sentence(
                v, N_("Written feedback opens on {when}."), PX_STR_NONE,
                px_deadline_words(request, v->process.zone, round->opens.at));
        case PX_ROUND_CLOSED:
            return px_process_view_sentence(v, N_("Written feedback closed on {when}."),
                                            PX_STR_NONE, closes);
        }
    }
    return px_process_view_sentence(
        v, N_("A draft, the meetings on it, and the window for written feedback."), PX_STR_NONE,
        PX_STR_NONE);
}

static px_str cycle_title(const cycle *c)
{
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(4096);
    const px_request *request = c->view.code.request;
    px_arg arg = { "number", px_str_of(px_arena_format(request->arena, "%d", c->number)) };

    px_message(&title, request->language, N_("Cycle {number}"), &arg, 1);
    return px_part_headed(request, px_arena_str(request->arena, px_builder_view(&title)),
                          c->view.process.title);
}

static int cycle_html(const cycle *c, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_process_view *v = &c->view;
    const px_request *request = v->code.request;
    px_frame frame = px_process_view_frame(v, cycle_title(c));
    px_view_cycle view = {
        .head = px_process_view_head(v, PX_STR("cycle")),
        .number = c->number,
        .text = cycle_sentence(c),
        .before_number = c->before,
        .after_number = c->after,
        .twin = px_request_address(request, request->language, true),
    };
    int rc = cycle_rounds(c, &view, err);

    if (rc < 0)
        return rc;
    if (c->before)
        view.before = px_process_view_link(v, "/cycles/%d", c->before);
    if (c->after)
        view.after = px_process_view_link(v, "/cycles/%d", c->after);
    view.drafts = cycle_drafts(v, c->number, 0, &view.n_drafts);
    view.led = cycle_drafts(v, c->after, c->number, &view.n_led);
    cycle_others(c, &view);
    view.meetings = px_process_meetings(v, PX_STR_NONE, c->number, &view.n_meetings);
    px_template_cycle(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int cycle_extensions_json(px_json *json, const px_request *request, const px_round *round,
                                 px_error *err)
{
    px_round_extension *extensions;
    size_t n;
    int rc = px_round_extension_list(request->db, request->arena, round, &extensions, &n, err);

    if (rc >= 0)
        px_round_extensions_json(json, round, extensions, n);
    return rc;
}

static int cycle_json(const cycle *c, px_reply *reply, px_error *err)
{
    const px_process_view *v = &c->view;
    const px_request *request = v->code.request;
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_key(&json, "process");
    px_process_json(&json, &v->process);
    px_json_pair_int(&json, "cycle", c->number);
    px_json_key(&json, "rounds");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_rounds; i++)
        if (v->rounds[i].cycle == c->number)
            px_round_json(&json, &v->rounds[i], request->now);
    px_json_array_end(&json);
    px_json_key(&json, "extensions");
    px_json_array(&json);
    for (size_t i = 0; rc >= 0 && i < v->n_rounds; i++)
        if (v->rounds[i].cycle == c->number)
            rc = cycle_extensions_json(&json, request, &v->rounds[i], err);
    px_json_array_end(&json);
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_steps; i++)
        if (v->steps[i].cycle == c->number)
            px_step_json(&json, &v->steps[i]);
    px_json_array_end(&json);
    px_process_meetings_json(&json, v, PX_STR_NONE, c->number);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

int px_page_cycle(px_request *request, px_reply *reply, px_error *err)
{
    cycle c = { 0 };
    int rc = cycle_read(request, &c, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    px_process_view_until(&c.view, reply);
    return request->json ? cycle_json(&c, reply, err) : cycle_html(&c, reply, err);
}
