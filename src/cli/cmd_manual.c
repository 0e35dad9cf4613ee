/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"

#include "base/banned.h"

static int write_page(px_invocation *run, const char *directory, const px_command *command,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder page = PX_BUILDER_INIT(1024 * 1024);
    px_str name = px_str_of(command ? command->name : "");
    char *file = px_arena_format(run->arena, "%s/praxis%s%.*s.1", directory, command ? "-" : "",
                                 PX_STR_ARG(name));
    int rc;

    for (char *p = file + strlen(directory); *p; p++)
        if (*p == ' ')
            *p = '-';
    px_manual_page(&page, run->language, command);
    rc = px_builder_check(&page, err);
    if (rc < 0)
        return rc;
    return px_file_write(file, px_builder_view(&page), 0644, err);
}

static int manual_run(px_invocation *run, px_error *err)
{
    const char *directory = run->operands[0];
    int rc = px_dir_make(directory, 0755, err);

    if (rc < 0)
        return rc;
    rc = write_page(run, directory, NULL, err);
    for (size_t i = 0; rc >= 0 && px_commands[i]; i++)
        rc = write_page(run, directory, px_commands[i], err);
    return rc;
}

static const px_option manual_options[] = { { 0 } };

static const px_example manual_examples[] = {
    { "manual --lang fr man/fr/man1", N_("writes the French manual") },
    { NULL, NULL },
};

const px_command px_cmd_manual = {
    .name = "manual",
    .operands = N_("DIR"),
    .summary = N_("write the man pages into a folder"),
    .description = N_("Writes praxis.1 and one man page for each command into the folder, in the "
                      "language of the messages. They are made from the same tables as the "
                      "commands themselves."),
    .options = manual_options,
    .examples = manual_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = manual_run,
};
