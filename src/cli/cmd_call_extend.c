/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/call_reading.h"
#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

static int call_extend_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_call_extend extend = { .closes = px_str_of(px_invocation_option(run, "closes")),
                              .reason = px_str_of(px_invocation_option(run, "reason")),
                              .author = "operator" };
    px_call call;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_named(run, db, run->operands[0], &call, err);
    if (rc < 0)
        return rc;
    extend.call = call.id;
    rc = px_house_write(house, px_call_extend_deed, &extend, err);
    if (rc >= 0)
        px_say(run, N_("the call stays open longer, for everybody; the act is {act}"), "act",
               extend.ret_act, NULL);
    return rc;
}

static const px_option call_extend_options[] = {
    { "closes", N_("TIME"), N_("the new last day, or day and time"), 0, true },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), 0, true },
    { 0 },
};

static const px_example call_extend_examples[] = {
    { "call extend gpai/edition-2 --closes 2030-02-28 --reason \"Many asked for more time.\"",
      N_("extends the newest call of a process") },
    { NULL, NULL },
};

const px_command px_cmd_call_extend = {
    .name = "call extend",
    .operands = N_("CALL"),
    .summary = N_("extend a call for everybody"),
    .description = N_(
        "Closes a call later than before, for everybody, as long as it has not closed. Those who "
        "have applied are told by mail. The act is call.extended. CALL is a public id, or "
        "CODE/PROCESS for the newest call of a process, or CODE/PROCESS/chairs and "
        "CODE/PROCESS/participants for the newest of a kind."),
    .options = call_extend_options,
    .examples = call_extend_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = call_extend_run,
};
