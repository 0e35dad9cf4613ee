/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int process_end_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    px_process_end end = {
        .code = px_str_of(run->operands[0]),
        .key = px_str_of(run->operands[1]),
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, px_process_end_deed, &end, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("the process {process} of {code} has ended; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "act", end.ret_act, NULL);
}

static const px_option process_end_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example process_end_examples[] = {
    { "process end gpai edition-2 --reason \"The code is adopted.\"",
      N_("ends a process whose work is done") },
    { NULL, NULL },
};

const px_command px_cmd_process_end = {
    .name = "process end",
    .operands = N_("CODE PROCESS"),
    .summary = N_("end a process"),
    .description = N_("Ends a process: nothing in it is planned, moved or opened "
                      "any more. It stays to be read. Every round of it must have "
                      "closed. The act is process.ended."),
    .options = process_end_options,
    .examples = process_end_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = process_end_run,
};
