/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"

#include "base/banned.h"

/* No word: all commands. One or two: that command, or the commands of a group. */
static int help_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    const char *name = run->n_operands ? run->operands[0] : NULL;
    const px_command *command;

    if (run->n_operands == 2)
        name = px_arena_format(run->arena, "%s %s", name, run->operands[1]);
    command = name ? px_command_find(px_str_of(name)) : NULL;
    if (command)
        px_help_command(&out, run->language, command);
    else if (!name || px_command_is_group(name))
        px_help_overview(&out, run->language, name);
    else
        return px_command_fail_unknown(name, err);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static const px_option help_options[] = { { 0 } };

static const px_example help_examples[] = {
    { "help code import", N_("explains how a draft is brought in") },
    { NULL, NULL },
};

const px_command px_cmd_help = {
    .name = "help",
    .operands = N_("[COMMAND]"),
    .summary = N_("list the commands, or explain one"),
    .description = N_("Lists all commands, or explains the one that is named."),
    .options = help_options,
    .examples = help_examples,
    .max_operands = 2,
    .run = help_run,
};
