/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "code/code.h"
#include "store/house.h"

#include "base/banned.h"

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
    rc = px_house_write(house, px_version_publish, &publish, err);
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
    { "accept-doubts", NULL, N_("take the lasting ids that are in doubt as they are") },
    { 0 },
};

static const px_example code_publish_examples[] = {
    { "code publish gpai draft-1", N_("publishes the first draft") },
    { NULL, NULL },
};

const px_command px_cmd_code_publish = {
    .name = "code publish",
    .operands = N_("ID LABEL"),
    .summary = N_("publish a version"),
    .description = N_("Publishes a working version in all its languages. From then on its text is "
                      "frozen: it can be read, searched and cited, and never changed. Publishing "
                      "is an act in the log, which 'praxis ledger prove' proves. While lasting ids "
                      "are in doubt ('praxis code doubts'), the version is not published."),
    .options = code_publish_options,
    .examples = code_publish_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_publish_run,
};
