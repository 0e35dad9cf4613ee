/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_state.h"

#include "base/banned.h"

static int people_suspend_run(px_invocation *run, px_error *err)
{
    return px_people_state_run(run, true, N_("the account of {name} is suspended"), err);
}

static const px_option people_suspend_options[] = { { 0 } };

static const px_example people_suspend_examples[] = {
    { "people suspend anna@example.eu", N_("stops all rights of an account") },
    { NULL, NULL },
};

const px_command px_cmd_people_suspend = {
    .name = "people suspend",
    .operands = N_("PERSON"),
    .summary = N_("suspend an account"),
    .description =
        N_("Stops the rights of an account at once, in every session, without ending its roles: "
           "'praxis people resume' gives them back. For an account that fell into other hands. "
           "PERSON is a mail address or a public id."),
    .options = people_suspend_options,
    .examples = people_suspend_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_suspend_run,
};
