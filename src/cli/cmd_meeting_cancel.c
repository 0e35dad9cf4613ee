/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "drafting/process/meeting_plan.h"

#include "base/banned.h"

static int meeting_cancel_run(px_invocation *run, px_error *err)
{
    PX_AUTO_MEETING_READING px_meeting_reading r = { 0 };
    px_meeting_cancel cancel = { .reason = px_option_str(run, "reason"), .author = "operator" };
    int rc = px_meeting_reading_open(run, PX_HOUSE_WRITE, &r, err);

    cancel.meeting = r.meeting.id;
    if (rc >= 0)
        rc = px_house_write(r.house, px_meeting_cancel_deed, &cancel, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the meeting {meeting} is cancelled; the act is {act}"),
                         "meeting", px_arena_cstr(run->arena, r.meeting.id), "act", cancel.ret_act,
                         NULL);
}

static const px_option meeting_cancel_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example meeting_cancel_examples[] = {
    { "meeting cancel gpai/edition-2/board --reason \"Too few could come.\"",
      N_("cancels a meeting") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_cancel = {
    .name = "meeting cancel",
    .operands = N_("MEETING"),
    .summary = N_("cancel a meeting"),
    .description = N_("Says that a meeting will not take place, with a reason that is public and "
                      "mailed to those who may attend. It stays in the register. The act is "
                      "meeting.cancelled."),
    .options = meeting_cancel_options,
    .examples = meeting_cancel_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = meeting_cancel_run,
};
