/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_grant.h"

#include "base/banned.h"

static int people_grant_run(px_invocation *run, px_error *err)
{
    return px_people_grant_run(run, true, N_("{name} has the role now"), err);
}

static const px_option people_grant_options[] = {
    { "title", N_("TEXT"), N_("what the function is called, such as co-chair") },
    { 0 },
};

static const px_example people_grant_examples[] = {
    { "people grant anna@example.eu member code:gpai", N_("lets Anna take part in a code") },
    { "people grant anna@example.eu chair code:gpai --title co-chair",
      N_("appoints her chair, under the name co-chair") },
    { NULL, NULL },
};

const px_command px_cmd_people_grant = {
    .name = "people grant",
    .operands = N_("PERSON ROLE [SCOPE]"),
    .summary = N_("give a person a role"),
    .description =
        N_("Gives a role in a scope: house (the default), code:ID, group:CODE/PROCESS/KEY or "
           "group:ID, organisation:ID, provider:NAME. What is granted in the house holds in every "
           "code, what is "
           "granted in a code in its working groups. PERSON is a mail address or a public id.\n\n"
           "Roles are secretariat, chair, vice-chair, editor, member, observer, contact-point and "
           "delegate. The first four write: the log tells of them by the act person.appointed. The "
           "people of a provider of models are its compliance-officer, engineer or "
           "provider-reader."),
    .options = people_grant_options,
    .examples = people_grant_examples,
    .min_operands = 2,
    .max_operands = 3,
    .run = people_grant_run,
};
