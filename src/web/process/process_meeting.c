/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/process/process_meeting.h"

#include "drafting/process/meeting_json.h"
#include "web/page_part.h"
#include "web/process/meeting_view.h"
#include "web/templates.h"

#include "base/banned.h"

bool px_process_meeting_is(const px_step *step)
{
    return px_meeting_kind_find(px_str_of(step->kind->name)) != NULL;
}

static const px_meeting *meeting_of(const px_process_view *v, const px_step *step)
{
    for (size_t i = 0; i < v->n_meetings; i++)
        if (v->meetings[i].step == step->row)
            return &v->meetings[i];
    return NULL;
}

px_str px_process_meeting_link(const px_process_view *v, const px_step *step)
{
    const px_meeting *meeting = meeting_of(v, step);

    return meeting ? px_page_address(v->code.request, "/meetings/%.*s", PX_STR_ARG(meeting->id))
                   : PX_STR_NONE;
}

static px_str meeting_groups(const px_request *request, const px_meeting *meeting)
{
    PX_AUTO_BUILDER px_builder names = PX_BUILDER_INIT(64 * 1024);

    for (size_t i = 0; i < meeting->n_groups; i++) {
        px_builder_add(&names, i ? ", " : "");
        px_builder_str(&names, meeting->groups[i].name);
    }
    return px_arena_str(request->arena, px_builder_view(&names));
}

static bool meeting_has_group(const px_meeting *meeting, px_str group)
{
    for (size_t i = 0; meeting && i < meeting->n_groups; i++)
        if (px_str_eq(meeting->groups[i].key, group))
            return true;
    return false;
}

static px_view_process_meeting meeting_row(const px_process_view *v, const px_step *step,
                                           const px_meeting *meeting)
{
    const px_request *request = v->code.request;
    px_view_process_meeting row = {
        .title = px_process_view_title(v, step),
        .when = px_process_view_when(v, step),
        .link = px_process_meeting_link(v, step),
        .state = px_process_view_state(v, step),
    };

    row.kind =
        px_part_sentence(request, px_str_of(px_tr(request->language, step->kind->title)), false);
    if (px_str_eq(row.kind, row.title))
        row.kind = PX_STR_NONE;
    if (meeting) {
        row.groups = meeting_groups(request, meeting);
        row.recorded = meeting->published != PX_TIME_NONE;
    }
    return row;
}

const px_view_process_meeting *px_process_meetings(const px_process_view *v, px_str group,
                                                   int cycle, size_t *ret_count)
{
    px_view_process_meeting *rows =
        px_arena_array(v->code.request->arena, v->n_steps, sizeof(*rows));
    size_t n = 0;

    for (size_t i = 0; i < v->n_steps; i++) {
        const px_step *step = &v->steps[i];
        const px_meeting *meeting = meeting_of(v, step);

        if (!px_process_meeting_is(step) || px_str_is(step->state, "cancelled") ||
            (group.len && !meeting_has_group(meeting, group)) || (cycle && step->cycle != cycle))
            continue;
        rows[n++] = meeting_row(v, step, meeting);
    }
    *ret_count = n;
    return rows;
}

void px_process_meetings_json(px_json *json, const px_process_view *v, px_str group, int cycle)
{
    const px_request *request = v->code.request;

    px_json_key(json, "meetings");
    px_json_array(json);
    for (size_t i = 0; i < v->n_meetings; i++) {
        const px_meeting *m = &v->meetings[i];

        if ((group.len && !meeting_has_group(m, group)) || (cycle && m->cycle != cycle))
            continue;
        px_meeting_json(json, m, px_meeting_view_title(request, m),
                        px_meeting_sees(&request->session.who, m, PX_MEETING_PLACE));
    }
    px_json_array_end(json);
}
