/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "drafting/process/meeting_plan.h"

#include "base/banned.h"

static int meeting_move_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_meeting_move move = { .starts = px_option_str(run, "starts"),
                             .ends = px_option_str(run, "ends"),
                             .reason = px_option_str(run, "reason"),
                             .author = "operator" };
    int rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);

    move.meeting = r.meeting.id;
    if (rc >= 0)
        rc = px_house_write(r.house, px_meeting_move_deed, &move, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the meeting {meeting} is moved; the act is {act}"),
                         "meeting", px_arena_cstr(run->arena, r.meeting.id), "act", move.ret_act,
                         NULL);
}

static const px_option meeting_move_options[] = {
    { "starts", N_("TIME"), N_("the new day, or day and time"), .required = true },
    { "ends", N_("TIME"), N_("when it ends (default: as long as before)") },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example meeting_move_examples[] = {
    { "meeting move gpai/edition-2/board --starts 2027-02-02T10:00 --reason \"The room is taken.\"",
      N_("moves a meeting") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_move = {
    .name = "meeting move",
    .operands = N_("MEETING"),
    .summary = N_("move a meeting"),
    .description = N_("Gives a meeting another time, with a reason that is public and mailed to "
                      "those who may attend. The act is meeting.moved."),
    .options = meeting_move_options,
    .examples = meeting_move_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = meeting_move_run,
};
