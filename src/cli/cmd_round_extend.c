/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/round.h"

#include "base/banned.h"

static int round_extend_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_round_extend extend = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .closes = px_option_str(run, "closes"),
        .reason = px_option_str(run, "reason"),
        .author = "operator",
    };
    long long days = 0;
    int rc = px_operand_number(run, 2, &extend.number, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "days", 1, PX_ROUND_DAYS_MAX, 0, &days, err);
    extend.days = (int)days;
    if (rc >= 0)
        rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc >= 0)
        rc = px_house_write(r.house, px_round_extend_deed, &extend, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("round {round} is extended; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "round", run->operands[2],
                         "act", extend.ret_act, NULL);
}

static const px_option round_extend_options[] = {
    { "closes", N_("TIME"), N_("the new last day, or day and time") },
    { "days", N_("N"), N_("or: how many days longer it stays open") },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example round_extend_examples[] = {
    { "round extend gpai edition-2 1 --days 7 --reason \"The annex was published late.\"",
      N_("has the first round stay open for another week") },
    { NULL, NULL },
};

const px_command px_cmd_round_extend = {
    .name = "round extend",
    .operands = N_("CODE PROCESS ROUND"),
    .summary = N_("extend a round for everybody"),
    .description = N_("Has a round close later than was said, with a reason that "
                      "is mailed to all who take part. A round that has closed is "
                      "not extended: some were told that they came too late. Who "
                      "needs more time then opens another round. The act is "
                      "round.extended."),
    .options = round_extend_options,
    .examples = round_extend_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = round_extend_run,
};
