/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan of a process as a table, with holidays and what speaks against it. */
#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"
#include "web/page_part.h"
#include "web/process/plan_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_HOLIDAYS = 16 };

typedef struct plan {
    px_process_view view;
    px_plan_warning *warnings;
    size_t n_warnings;
} plan;

/* ---- Holidays and warnings of a step */

/* The holidays that fall into the days of the step, and that no warning tells of. */
static size_t plan_holidays(const plan *p, const px_step *step, px_holiday *holidays)
{
    const px_moment *end = px_moment_is_set(&step->ends) ? &step->ends : &step->starts;
    px_holiday found[MAX_HOLIDAYS];
    size_t n = 0, count = 0;

    if (px_process_view_is_planned(step))
        n = px_holiday_find(px_moment_day(&step->starts), px_moment_day(end),
                            px_part_tag(p->view.code.request), found, MAX_HOLIDAYS);
    for (size_t i = 0; i < n; i++) {
        bool told = false;

        for (size_t k = 0; k < p->n_warnings; k++)
            told |= p->warnings[k].step == step->row && p->warnings[k].holiday.name.ptr &&
                    p->warnings[k].holiday.first == found[i].first;
        if (!told)
            holidays[count++] = found[i];
    }
    return count;
}

static px_str plan_holiday_words(const px_process_view *v, const px_holiday *holiday)
{
    px_dossier_when when = { .minute = -1 };

    when.date = (px_dossier_date){ PX_DOSSIER_DAY, holiday->first, holiday->first };
    if (holiday->last > holiday->first)
        when.until = (px_dossier_date){ PX_DOSSIER_DAY, holiday->last, holiday->last };
    return px_part_headed(v->code.request, px_code_view_when(&v->code, &when), holiday->name);
}

static px_view_plan_row plan_row(const plan *p, const px_step *step)
{
    const px_process_view *v = &p->view;
    px_arena *arena = v->code.request->arena;
    px_view_process_step *row = px_arena_alloc(arena, sizeof(*row));
    px_view_plan_note *notes = px_arena_array(arena, p->n_warnings + MAX_HOLIDAYS, sizeof(*notes));
    px_holiday holidays[MAX_HOLIDAYS];
    size_t n = 0, n_holidays = plan_holidays(p, step, holidays);

    *row = px_process_view_step_row(v, step);
    for (size_t i = 0; i < p->n_warnings; i++)
        if (p->warnings[i].step == step->row)
            notes[n++] =
                (px_view_plan_note){ .text = px_plan_view_words(v->code.request, &p->warnings[i]),
                                     .warning = true };
    for (size_t i = 0; i < n_holidays; i++)
        notes[n++] = (px_view_plan_note){ .text = plan_holiday_words(v, &holidays[i]) };
    return (px_view_plan_row){ .step = row, .notes = notes, .n_notes = n };
}

/* ---- The page */

static void plan_html(const plan *p, px_reply *reply)
{
    const px_process_view *v = &p->view;
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->code.request;
    px_str name = px_str_of(px_tr(request->language, N_("Plan")));
    px_frame frame = px_process_view_frame(v, px_part_headed(request, name, v->process.title));
    px_view_plan_row *rows = px_arena_array(request->arena, v->n_steps, sizeof(*rows));
    px_view_plan view = {
        .head = px_process_view_head(v, name),
        .title = v->process.title,
        .calendar =
            px_page_address(request, "/codes/%.*s/calendar.ics", PX_STR_ARG(v->code.code.id)),
        .twin = px_request_address(request, request->language, true),
        .zone = v->process.zone,
        .count = (long long)v->n_steps,
        .warnings = (long long)p->n_warnings,
        .rows = rows,
        .n_rows = v->n_steps,
    };

    for (size_t i = 0; i < v->n_steps; i++)
        rows[i] = plan_row(p, &v->steps[i]);
    if (v->plans && v->process.ended == PX_TIME_NONE) {
        view.add = px_process_view_link(v, "/plan/add");
        view.manage = true;
    }
    px_template_plan(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int plan_json(const plan *p, px_reply *reply, px_error *err)
{
    const px_process_view *v = &p->view;
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "process");
    px_process_json(&json, &v->process);
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < v->n_steps; i++)
        px_step_json(&json, &v->steps[i]);
    px_json_array_end(&json);
    px_json_key(&json, "warnings");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_warnings; i++)
        px_plan_warning_json(&json, v->code.request->language, &p->warnings[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_plan(px_request *request, px_reply *reply, px_error *err)
{
    plan p = { 0 };
    int rc = px_process_view_read(request, false, &p.view, err);

    if (rc >= 0)
        rc = px_plan_check(request->db, request->arena, &p.view.process, px_part_tag(request),
                           request->now, &p.warnings, &p.n_warnings, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    px_process_view_until(&p.view, reply);
    if (request->json)
        return plan_json(&p, reply, err);
    plan_html(&p, reply);
    return 0;
}
