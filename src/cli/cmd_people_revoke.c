/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_grant.h"

#include "base/banned.h"

static int people_revoke_run(px_invocation *run, px_error *err)
{
    return px_people_grant_run(run, false, N_("{name} has the role no longer"), err);
}

static const px_option people_revoke_options[] = { { 0 } };

static const px_example people_revoke_examples[] = {
    { "people revoke anna@example.eu secretariat", N_("ends a role that was given in the house") },
    { NULL, NULL },
};

const px_command px_cmd_people_revoke = {
    .name = "people revoke",
    .operands = N_("PERSON ROLE [SCOPE]"),
    .summary = N_("end a role of a person"),
    .description =
        N_("Ends a role in the scope that it was granted in (the default is the house). The record "
           "of who held it until when stays. For roles with write access the log tells of it by "
           "the act person.dismissed."),
    .options = people_revoke_options,
    .examples = people_revoke_examples,
    .min_operands = 2,
    .max_operands = 3,
    .run = people_revoke_run,
};
