/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/group.h"

#include "base/banned.h"

static int group_end_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_group_change change = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .key = px_str_of(run->operands[2]),
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    int rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc < 0)
        return rc;
    rc = px_house_write(r.house, px_group_end_deed, &change, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the working group {group} has ended; the act is {act}"),
                         "code", run->operands[0], "process", run->operands[1], "group",
                         run->operands[2], "id", change.ret_id, "act", change.ret_act, NULL);
}

static const px_option group_end_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example group_end_examples[] = {
    { "group end gpai edition-2 governance --reason \"Its work goes on in the group on risk "
      "assessment.\"",
      N_("ends a working group") },
    { NULL, NULL },
};

const px_command px_cmd_group_end = {
    .name = "group end",
    .operands = N_("CODE PROCESS GROUP"),
    .summary = N_("end a working group"),
    .description = N_("Ends a working group, with a reason that everybody reads. "
                      "The roles of its chairs and members end with it. The act is "
                      "group.ended."),
    .options = group_end_options,
    .examples = group_end_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = group_end_run,
};
