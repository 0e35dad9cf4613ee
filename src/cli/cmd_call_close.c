/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/call_reading.h"
#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

static int call_close_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_call_close closing = { .reason = px_str_of(px_invocation_option(run, "reason")),
                              .author = "operator" };
    px_call call;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_named(run, db, run->operands[0], &call, err);
    if (rc < 0)
        return rc;
    closing.call = call.id;
    rc = px_house_write(house, px_call_close_deed, &closing, err);
    if (rc >= 0)
        px_say(run, N_("the call has closed; the act is {act}"), "act", closing.ret_act, NULL);
    return rc;
}

static const px_option call_close_options[] = {
    { "reason", N_("TEXT"), N_("why; everybody reads it"), 0, true },
    { 0 },
};

static const px_example call_close_examples[] = {
    { "call close gpai/edition-2 --reason \"The process was stopped.\"",
      N_("closes the newest call of a process now") },
    { NULL, NULL },
};

const px_command px_cmd_call_close = {
    .name = "call close",
    .operands = N_("CALL"),
    .summary = N_("close a call before its time"),
    .description = N_("Closes an open call now. A call closes by itself at the end of its window; "
                      "this is for those that must close before. The act is call.closed."),
    .options = call_close_options,
    .examples = call_close_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = call_close_run,
};
