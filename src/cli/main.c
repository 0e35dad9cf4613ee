/* SPDX-License-Identifier: EUPL-1.2 */
/* praxis: reads the command line, runs the command, prints what went wrong, once, here. */
#include <errno.h>
#include <signal.h>

#include "base/environment.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/output.h"
#include "code/search_fill.h"

#include "base/banned.h"

static int print_help(const px_invocation *run)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (run->command)
        px_help_command(&out, run->language, run->command);
    else
        px_help_overview(&out, run->language, run->group);
    px_print(px_builder_view(&out));
    return 0;
}

static int run_command(px_invocation *run, px_error *err)
{
    if (run->version) {
        px_print(PX_STR("praxis " PX_VERSION "\n"));
        return 0;
    }
    if (run->help)
        return print_help(run);
    if (run->command)
        return run->command->run(run, err);
    if (run->group)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'praxis {group}' needs one more word; "
                          "'praxis {group} --help' lists them"),
                       "group", run->group, NULL);
    return px_fail(err, PX_ERR_USAGE, N_("no command was given; 'praxis help' lists all"), NULL);
}

/* What was printed must have arrived: a full disk behind a pipe is a failure. */
static int flush_output(px_error *err)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    return px_fail_errno(err, errno, N_("cannot write the output: {reason}"), NULL);
}

/* In a demonstration house a command may be told to be at another time. */
static int move_clock(px_error *err)
{
    const char *clock = px_environment_first((const char *const[]){ "PRAXIS_CLOCK", NULL });
    px_time to;
    int rc;

    if (!clock)
        return 0;
    rc = px_time_parse(px_str_of(clock), &to, err);
    if (rc >= 0)
        px_clock_move(to);
    return rc;
}

int main(int argc, char **argv)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_invocation run = { .arena = arena };
    px_error err = PX_ERROR_INIT;
    int rc = px_command_parse(argc, argv, &run, &err);

    (void)signal(SIGPIPE, SIG_IGN);
    px_search_source_set(&px_search_fill_source);
    if (rc == 0)
        rc = move_clock(&err);
    if (rc == 0 || run.help)
        rc = run_command(&run, &err);
    if (rc >= 0)
        rc = flush_output(&err);
    if (rc >= 0)
        return 0;
    px_print_error(&run, &err);
    return px_error_kind_of(err.code)->exit_status;
}
