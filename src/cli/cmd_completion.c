/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"

#include "base/banned.h"

static int completion_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);

    if (!px_str_is(px_str_of(run->operands[0]), "bash"))
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no completion for the shell '{shell}'; there is one for bash"),
                       "shell", run->operands[0], NULL);
    px_completion_bash(&out);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static const px_option completion_options[] = { { 0 } };

static const px_example completion_examples[] = {
    { "completion bash > /etc/bash_completion.d/praxis",
      N_("installs the completion for every user") },
    { NULL, NULL },
};

const px_command px_cmd_completion = {
    .name = "completion",
    .operands = "bash",
    .summary = N_("print the completion script for a shell"),
    .description = N_("Prints a script that completes commands and options in the shell. It is "
                      "made from the same tables as the commands themselves."),
    .options = completion_options,
    .examples = completion_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = completion_run,
};
