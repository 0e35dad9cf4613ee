/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/moment.h"
#include "drafting/process/round.h"

#include "base/banned.h"

static int round_open_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_round_open open = {
        .opens = px_option_str(run, "opens"),
        .closes = px_option_str(run, "closes"),
        .late = px_option_str(run, "late"),
        .version = px_option_str(run, "version"),
        .author = "operator",
    };
    px_round round;
    px_step step;
    int rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);

    if (rc < 0)
        return rc;
    open.step = step.id;
    rc = px_house_write(r.house, px_round_open_deed, &open, err);
    if (rc >= 0)
        rc = px_round_find(r.db, run->arena, &r.process, open.ret_number, &round, err);
    if (rc < 0)
        return rc;
    return px_deed_print(
        run, err,
        open.ret_opened ? N_("round {round} is open until {closes}; the act is {act}")
                        : N_("round {round} will open on {opens} and close on {closes}; the act "
                             "is {act}"),
        "code", run->operands[0], "process", run->operands[1], "round",
        px_arena_format(run->arena, "%d", open.ret_number), "opens",
        px_moment_short(run->arena, &round.opens).ptr, "closes",
        px_moment_short(run->arena, &round.closes).ptr, "act", open.ret_act, NULL);
}

static const px_option round_open_options[] = {
    { "opens", N_("TIME"), N_("when it opens by itself (default: now)") },
    { "closes", N_("TIME"), N_("the last day, or the day and time, of the window") },
    { "late", N_("refuse|mark"),
      N_("what happens to what comes later (default: as the process "
         "says)") },
    { "version", N_("LABEL"), N_("the draft that it is about") },
    { 0 },
};

static const px_example round_open_examples[] = {
    { "round open gpai edition-2 consultation",
      N_("opens a consultation for as long as was planned") },
    { NULL, NULL },
};

const px_command px_cmd_round_open = {
    .name = "round open",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("open a round of written feedback"),
    .description = N_("Opens the window of a step of the kind written-feedback or "
                      "consultation: now, or by itself at the time of --opens. "
                      "Without --closes it stays open as many days as were "
                      "planned, else as the process says (14), to the end of the "
                      "last day in the zone of the process. A draft that is "
                      "published can open its round in the same act: 'praxis code "
                      "publish --process'. The act is round.opened or "
                      "round.scheduled."),
    .options = round_open_options,
    .examples = round_open_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = round_open_run,
};
