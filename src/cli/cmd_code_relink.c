/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "code/relink.h"
#include "store/house.h"

#include "base/banned.h"

/* Exactly one of the three ways. */
static int read_how(const px_invocation *run, px_relink *relink, px_error *err)
{
    const char *to = px_invocation_option(run, "to");
    bool fresh = px_invocation_option(run, "new") != NULL;
    bool confirm = px_invocation_option(run, "confirm") != NULL;

    if ((to != NULL) + fresh + confirm != 1)
        return px_fail(err, PX_ERR_USAGE, N_("say one thing: --confirm, --new or --to OTHER-ID"),
                       NULL);
    relink->how = to ? PX_RELINK_TO : fresh ? PX_RELINK_NEW : PX_RELINK_CONFIRM;
    relink->to = to ? px_str_of(to) : PX_STR("");
    return 0;
}

static void say_result(const px_invocation *run, const px_relink *relink)
{
    const char *message =
        relink->how == PX_RELINK_CONFIRM ? N_("{id} of {code} {version} is confirmed")
        : relink->published ? N_("from {code} {version} on, {id} is read as {to}; the act is {act}")
                            : N_("{id} of {code} {version} is {to} now");

    px_say(run, message, "id", run->operands[2], "code", run->operands[0], "version",
           run->operands[1], "to", relink->ret_id, "act", relink->ret_act, NULL);
}

static int code_relink_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_relink relink = {
        .code = px_str_of(run->operands[0]),
        .label = px_str_of(run->operands[1]),
        .id = px_str_of(run->operands[2]),
        .author = "operator",
    };
    px_json json;
    int rc = read_how(run, &relink, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, px_version_relink, &relink, err);
    if (rc < 0)
        return rc;
    say_result(run, &relink);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", relink.code);
    px_json_pair_str(&json, "version", relink.label);
    px_json_pair_str(&json, "id", relink.id);
    px_json_pair_cstr(&json, "to", relink.ret_id);
    px_json_pair_bool(&json, "published", relink.published);
    px_json_pair_cstr(&json, "act", relink.ret_act);
    return px_print_json_end(&json, err);
}

static const px_option code_relink_options[] = {
    { "confirm", NULL, N_("the id that it was given is right") },
    { "new", NULL, N_("it continues nothing: give it a new id") },
    { "to", N_("OTHER-ID"), N_("it is this provision of the code") },
    { 0 },
};

static const px_example code_relink_examples[] = {
    { "code relink gpai draft-1 k3v7q0m2a9 --new", N_("gives a provision an id of its own") },
    { NULL, NULL },
};

const px_command px_cmd_code_relink = {
    .name = "code relink",
    .operands = N_("ID LABEL LASTING-ID"),
    .summary = N_("settle which provision a provision is"),
    .description =
        N_("Says what a provision of a version is, where the import was not sure or not right. In "
           "a working version the lasting id itself changes, and links to it follow.\n\n"
           "In a published version the text stays as it is: from that version on, the lasting id "
           "is read as the other one, in comparisons, in the lineage and by later imports. That "
           "is an act in the log. With --to and its own id, such a correction is withdrawn."),
    .options = code_relink_options,
    .examples = code_relink_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = code_relink_run,
};
