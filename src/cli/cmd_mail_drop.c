/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/mail_print.h"

#include "base/banned.h"

static int mail_drop_run(px_invocation *run, px_error *err)
{
    return px_mail_change(run, px_mail_drop, N_("the mail {mail} will not be sent"), err);
}

static const px_option mail_drop_options[] = { { 0 } };

static const px_example mail_drop_examples[] = {
    { "mail drop 0123456789abcdefghjkmnpqrs", N_("takes one mail out of the queue") },
    { NULL, NULL },
};

const px_command px_cmd_mail_drop = {
    .name = "mail drop",
    .operands = N_("MAIL"),
    .summary = N_("take a mail out of the queue"),
    .description = N_("The mail will not be sent. It stays in the list, as not to be sent. MAIL is "
                      "an id of 'praxis mail list'."),
    .options = mail_drop_options,
    .examples = mail_drop_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = mail_drop_run,
};
