/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/comment/answer.h"

#include "base/banned.h"

static int answers_declare_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_round_answered answered = { .code = px_str_of(run->operands[0]),
                                   .process = px_str_of(run->operands[1]),
                                   .author = "operator" };
    int rc = px_operand_number(run, 2, &answered.number, err);

    if (rc >= 0)
        rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc >= 0)
        rc = px_house_write(r.house, px_round_answered_deed, &answered, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("round {round} is answered; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "round", run->operands[2],
                         "act", answered.ret_act, NULL);
}

static const px_option answers_declare_options[] = {
    { 0 },
};

static const px_example answers_declare_examples[] = {
    { "answers declare gpai edition-2 1", N_("says that round 1 is answered") },
    { NULL, NULL },
};

const px_command px_cmd_answers_declare = {
    .name = "answers declare",
    .operands = N_("CODE PROCESS ROUND"),
    .summary = N_("say that a round is answered"),
    .description =
        N_("Says that each comment of a round has its published answer: the act is "
           "round.answered, and all who take part are told. It is refused while the round is open "
           "or one of its comments has no published answer."),
    .options = answers_declare_options,
    .examples = answers_declare_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = answers_declare_run,
};
