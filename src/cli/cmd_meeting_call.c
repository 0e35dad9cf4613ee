/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/meeting_plan.h"

#include "base/banned.h"

static int call_audience(const px_invocation *run, const char *option, px_meeting_audience usual,
                         px_meeting_audience *ret_audience, px_error *err)
{
    px_str name = px_option_str(run, option);

    *ret_audience = usual;
    if (!name.len || px_meeting_audience_find(name, ret_audience))
        return 0;
    return px_fail(err, PX_ERR_USAGE,
                   N_("there is no audience '{name}'; choose public, participants, groups, "
                      "providers or drafters"),
                   "name", px_arena_cstr(run->arena, name), NULL);
}

static void call_groups(px_invocation *run, px_meeting_call *call)
{
    px_str rest = px_option_str(run, "groups"), part;
    px_str *groups = px_arena_array(run->arena, PX_MEETING_GROUPS_MAX + 1, sizeof(*groups));

    while (rest.len && call->n_groups <= PX_MEETING_GROUPS_MAX && px_str_split(&rest, ',', &part))
        groups[call->n_groups++] = px_str_trim(part);
    call->groups = groups;
}

/* The step that becomes the meeting, or what a new one is. */
static int call_step(px_invocation *run, px_meeting_call *call, px_process_reading *r,
                     px_error *err)
{
    long long cycle = 0;
    px_step step = { 0 };
    int rc = run->n_operands > 2 ? px_process_reading_step(run, PX_HOUSE_WRITE, r, &step, err)
                                 : px_process_reading_open(run, PX_HOUSE_WRITE, r, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "cycle", 0, PX_PLAN_CYCLE_MAX, 0, &cycle, err);
    if (rc < 0)
        return rc;
    call->cycle = (int)cycle;
    call->key = px_option_str(run, "key");
    call->kind = px_option_str(run, "kind");
    if (step.kind) {
        call->step = step.id;
        call->kind = px_str_of(step.kind->name);
    } else if (!call->kind.len) {
        return px_fail(err, PX_ERR_USAGE,
                       N_("name the planned step that the meeting is, or say its kind by --kind"),
                       NULL);
    }
    return 0;
}

static int meeting_call_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_meeting_call call = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .starts = px_option_str(run, "starts"),
        .ends = px_option_str(run, "ends"),
        .body = px_option_str(run, "body"),
        .place = px_option_str(run, "place"),
        .link = px_option_str(run, "link"),
        .author = "operator",
    };
    const px_meeting_kind *kind;
    px_plan_text text;
    int rc = call_step(run, &call, &r, err);

    if (rc < 0)
        return rc;
    kind = px_meeting_kind_find(call.kind);
    call_groups(run, &call);
    call.texts = &text;
    call.n_texts = px_option_texts(run, &r, &text);
    rc = call_audience(run, "attend", kind ? kind->attends : PX_MEETING_PARTICIPANTS,
                       &call.may_attend, err);
    if (rc >= 0)
        rc = call_audience(run, "papers", kind ? kind->papers : PX_MEETING_PARTICIPANTS,
                           &call.sees_papers, err);
    if (rc >= 0)
        rc = px_house_write(r.house, px_meeting_call_deed, &call, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the meeting {meeting} is called; the act is {act}"),
                         "meeting", call.ret_id, "act", call.ret_act, NULL);
}

static const px_option meeting_call_options[] = {
    { "kind", N_("KIND"), N_("of a meeting that is not planned yet: plenary, group-meeting, ...") },
    { "key", N_("KEY"), N_("names its step in commands (default: made from its kind)") },
    { "cycle", N_("N"), N_("the cycle that it belongs to") },
    { "starts", N_("TIME"), N_("day, or day and time, in the zone of the process") },
    { "ends", N_("TIME"), N_("when it ends") },
    { "title", N_("TEXT"), N_("its title") },
    { "text", N_("TEXT"), N_("what it is about, in Markdown") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { "body", N_("TEXT"), N_("who meets, where the kind does not say it") },
    { "place", N_("TEXT"), N_("where; only those who may attend see it") },
    { "link", N_("URL"), N_("https address to attend from elsewhere; as the place") },
    { "attend", N_("AUDIENCE"),
      N_("who may attend: public, participants, groups, providers or drafters") },
    { "papers", N_("AUDIENCE"), N_("who sees agenda and documents before they are published") },
    { "groups", N_("KEYS"), N_("the working groups that meet, parted by commas") },
    { 0 },
};

static const px_example meeting_call_examples[] = {
    { "meeting call gpai edition-2 kick-off --link https://meet.example.eu/kick-off",
      N_("calls the kick-off plenary as it is planned") },
    { "meeting call gpai edition-2 --kind group-meeting --cycle 1 --groups governance --starts "
      "2027-03-22T14:00 --ends 2027-03-22T16:00 --title \"Group 1 on the first draft\"",
      N_("calls a meeting of one working group") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_call = {
    .name = "meeting call",
    .operands = N_("CODE PROCESS [STEP]"),
    .summary = N_("call a meeting"),
    .description = N_(
        "Makes a meeting of a step that is planned (its key or public id), or of a new one. That "
        "it takes place, when and for whom is public from now on, as the act meeting.called; "
        "place and link are seen by those who may attend, who are told by mail.\n\n"
        "Agenda, documents, attendance and minutes follow ('praxis meeting agenda' and so on) "
        "and are published together by 'praxis meeting publish'."),
    .options = meeting_call_options,
    .examples = meeting_call_examples,
    .min_operands = 2,
    .max_operands = 3,
    .run = meeting_call_run,
};
