/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/comment/place.h"
#include "drafting/process/draft.h"
#include "store/house.h"

#include "base/banned.h"

/* With --process: the draft of a process, with its round. */
static int publish_draft(px_invocation *run, px_house *house, px_error *err)
{
    px_draft_publish publish = {
        .code = px_str_of(run->operands[0]),
        .label = px_str_of(run->operands[1]),
        .process = px_option_str(run, "process"),
        .opens = px_option_str(run, "opens"),
        .closes = px_option_str(run, "closes"),
        .without_round = px_invocation_option(run, "no-round") != NULL,
        .accept_doubts = px_invocation_option(run, "accept-doubts") != NULL,
        .author = "operator",
    };
    int rc = px_house_write(house, px_draft_publish_deed, &publish, err);

    if (rc < 0)
        return rc;
    if (!publish.ret_round)
        return px_deed_print(run, err, N_("published {code} {version}; the act is {act}"), "code",
                             run->operands[0], "version", run->operands[1], "act", publish.ret_act,
                             NULL);
    return px_deed_print(
        run, err,
        publish.ret_opened
            ? N_("published {code} {version} and opened round {round}; the acts are {act} and "
                 "{round_act}")
            : N_("published {code} {version} and scheduled round {round}; the acts are {act} and "
                 "{round_act}"),
        "code", run->operands[0], "version", run->operands[1], "round",
        px_arena_format(run->arena, "%d", publish.ret_round), "act", publish.ret_act, "round_act",
        publish.ret_round_act, NULL);
}

static int code_publish_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_publish publish = {
        .code = px_str_of(run->operands[0]),
        .label = px_str_of(run->operands[1]),
        .accept_doubts = px_invocation_option(run, "accept-doubts") != NULL,
        .author = "operator",
    };
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc < 0)
        return rc;
    if (px_invocation_option(run, "process"))
        return publish_draft(run, house, err);
    rc = px_house_write(house, px_text_publish_deed, &publish, err);
    if (rc < 0)
        return rc;
    px_say(run, N_("published {code} {version}; the act is {act}"), "code", run->operands[0],
           "version", run->operands[1], "act", publish.ret_act, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", publish.code);
    px_json_pair_str(&json, "version", publish.label);
    px_json_pair_cstr(&json, "act", publish.ret_act);
    return px_print_json_end(&json, err);
}

static const px_option code_publish_options[] = {
    { "process", N_("KEY"), N_("the process whose draft it is: its round opens in the same act") },
    { "opens", N_("TIME"), N_("when the round opens by itself (default: now)") },
    { "closes", N_("TIME"), N_("when it closes (default: after as many days as were planned)") },
    { "no-round", NULL, N_("open no round, as for a final draft") },
    { "accept-doubts", NULL, N_("take the lasting ids that are in doubt as they are") },
    { 0 },
};

static const px_example code_publish_examples[] = {
    { "code publish gpai draft-1", N_("publishes the first draft") },
    { "code publish gpai draft-2 --process edition-2",
      N_("publishes the next draft of a process and opens the round on it") },
    { NULL, NULL },
};

const px_command px_cmd_code_publish = {
    .name = "code publish",
    .operands = N_("ID LABEL"),
    .summary = N_("publish a version"),
    .description = N_("Publishes a working version in all its languages. From then on its text is "
                      "frozen: it can be read, searched and cited, and never changed. Comments "
                      "on the versions before it are carried over to its words. Publishing "
                      "is an act in the log, which 'praxis ledger prove' proves. While lasting ids "
                      "are in doubt ('praxis code doubts'), the version is not published.\n\n"
                      "With --process the version is the draft of a process: the step of the draft "
                      "that is planned next is done, and the window of written feedback of its "
                      "cycle opens in the same act, all of it or nothing."),
    .options = code_publish_options,
    .examples = code_publish_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_publish_run,
};
