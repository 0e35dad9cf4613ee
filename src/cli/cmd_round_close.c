/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/round.h"

#include "base/banned.h"

static int round_close_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_round_close close = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    int rc = px_operand_number(run, 2, &close.number, err);

    if (rc >= 0)
        rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc >= 0)
        rc = px_house_write(r.house, px_round_close_deed, &close, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("round {round} is closed; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "round", run->operands[2],
                         "act", close.ret_act, NULL);
}

static const px_option round_close_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example round_close_examples[] = {
    { "round close gpai edition-2 1 --reason \"The draft was withdrawn.\"",
      N_("closes the first round") },
    { NULL, NULL },
};

const px_command px_cmd_round_close = {
    .name = "round close",
    .operands = N_("CODE PROCESS ROUND"),
    .summary = N_("close a round before its time"),
    .description = N_("Closes a round that is open before the time that was said, "
                      "with a reason that is mailed to all who take part. It is "
                      "for emergencies: rounds close by themselves. The act is "
                      "round.closed."),
    .options = round_close_options,
    .examples = round_close_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = round_close_run,
};
