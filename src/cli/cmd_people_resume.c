/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_state.h"

#include "base/banned.h"

static int people_resume_run(px_invocation *run, px_error *err)
{
    return px_people_state_run(run, false, N_("the account of {name} has its rights again"), err);
}

static const px_option people_resume_options[] = { { 0 } };

static const px_example people_resume_examples[] = {
    { "people resume anna@example.eu", N_("gives a suspended account its rights back") },
    { NULL, NULL },
};

const px_command px_cmd_people_resume = {
    .name = "people resume",
    .operands = N_("PERSON"),
    .summary = N_("give a suspended account its rights back"),
    .description = N_("Ends what 'praxis people suspend' began: the roles that the person holds "
                      "count again."),
    .options = people_resume_options,
    .examples = people_resume_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_resume_run,
};
