/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "store/setting.h"

#include "base/banned.h"

static int setting_unset_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    PX_AUTO_HOUSE px_house *house = NULL;
    const char *name = run->operands[0];
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_setting_unset(house, name, err);
    if (rc < 0)
        return rc;
    px_say(run, N_("'{name}' is not set any more"), "name", name, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "name", name);
    px_json_pair_bool(&json, "set", false);
    return px_print_json_end(&json, err);
}

static const px_option setting_unset_options[] = { { 0 } };

static const px_example setting_unset_examples[] = {
    { "setting unset mail.reply_to", N_("answers to mails go nowhere again") },
    { NULL, NULL },
};

const px_command px_cmd_setting_unset = {
    .name = "setting unset",
    .operands = N_("NAME"),
    .summary = N_("take a setting of the house away"),
    .description = N_("Takes the value of a setting away, so that what praxis takes of itself "
                      "holds again. The file of a secret is removed."),
    .options = setting_unset_options,
    .examples = setting_unset_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = setting_unset_run,
};
