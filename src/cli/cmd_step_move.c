/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int step_move_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_step step;
    px_step_move move = {
        .starts = px_option_str(run, "starts"),
        .ends = px_option_str(run, "ends"),
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    int rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);

    if (rc < 0)
        return rc;
    move.step = step.id;
    rc = px_house_write(r.house, px_step_move_deed, &move, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("moved the step {step}; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "step",
                         px_arena_cstr(run->arena, step.key), "act", move.ret_act, NULL);
}

static const px_option step_move_options[] = {
    { "starts", N_("TIME"), N_("when it begins now: a day, or a day and a time"),
      .required = true },
    { "ends", N_("TIME"), N_("when it ends now; '-' for no end") },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example step_move_examples[] = {
    { "step move gpai edition-2 kick-off --starts 2027-03-22 --reason \"The hall is not free "
      "before.\"",
      N_("moves a plenary and keeps its hour and length") },
    { NULL, NULL },
};

const px_command px_cmd_step_move = {
    .name = "step move",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("move a step to another time"),
    .description = N_("Moves a step, with a reason that everybody reads: the act "
                      "step.moved has the old and the new time. Without --ends the "
                      "step keeps its length. A step that was cancelled is planned "
                      "again. The window of a round that has opened is not moved "
                      "but extended ('praxis round extend')."),
    .options = step_move_options,
    .examples = step_move_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = step_move_run,
};
