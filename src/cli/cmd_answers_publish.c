/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/answer_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int answers_publish_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_answers_publish publish = { .author = "operator" };
    int rc = px_answer_reading_round(run, PX_HOUSE_WRITE, &r, err);

    if (rc < 0)
        return rc;
    publish.code = r.code.id;
    publish.process = r.round.row ? r.process.key : PX_STR("");
    publish.round = r.round.number;
    rc = px_house_write(r.house, px_answers_publish_deed, &publish, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("answers published: {answers}; the act is {act}"), "answers",
                         px_arena_format(run->arena, "%zu", publish.ret_count), "act",
                         publish.ret_act, NULL);
}

static const px_option answers_publish_options[] = {
    { 0 },
};

static const px_example answers_publish_examples[] = {
    { "answers publish gpai edition-2 1", N_("publishes the answers to comments of round 1") },
    { NULL, NULL },
};

const px_command px_cmd_answers_publish = {
    .name = "answers publish",
    .operands = N_("CODE [PROCESS ROUND]"),
    .summary = N_("publish drafted answers together"),
    .description =
        N_("Publishes all drafts of answers of a code, or of one round, by one act: "
           "answers.published, with their number and a digest over them. The authors are told by "
           "mail, each once. What is published is not changed any more; after an objection a "
           "further answer can follow, which deals with it."),
    .options = answers_publish_options,
    .examples = answers_publish_examples,
    .min_operands = 1,
    .max_operands = 3,
    .run = answers_publish_run,
};
