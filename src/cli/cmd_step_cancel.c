/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int step_cancel_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_step step;
    px_step_cancel cancel = {
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    int rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);

    if (rc < 0)
        return rc;
    cancel.step = step.id;
    rc = px_house_write(r.house, px_step_cancel_deed, &cancel, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("cancelled the step {step}; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "step",
                         px_arena_cstr(run->arena, step.key), "act", cancel.ret_act, NULL);
}

static const px_option step_cancel_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example step_cancel_examples[] = {
    { "step cancel gpai edition-2 parliament-1 --reason \"No date was found.\"",
      N_("cancels a step") },
    { NULL, NULL },
};

const px_command px_cmd_step_cancel = {
    .name = "step cancel",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("cancel a step"),
    .description = N_("Cancels a step that was planned, with a reason that "
                      "everybody reads. It stays to be seen as cancelled. The act "
                      "is step.cancelled."),
    .options = step_cancel_options,
    .examples = step_cancel_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = step_cancel_run,
};
