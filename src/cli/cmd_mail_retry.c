/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/mail_print.h"

#include "base/banned.h"

static int mail_retry_run(px_invocation *run, px_error *err)
{
    return px_mail_change(run, px_mail_retry, N_("the mail {mail} waits to be sent"), err);
}

static const px_option mail_retry_options[] = { { 0 } };

static const px_example mail_retry_examples[] = {
    { "mail retry 0123456789abcdefghjkmnpqrs", N_("has one mail tried anew") },
    { NULL, NULL },
};

const px_command px_cmd_mail_retry = {
    .name = "mail retry",
    .operands = N_("MAIL"),
    .summary = N_("have a mail tried anew"),
    .description = N_("A mail that failed, waits or is held is due now, as if it had never been "
                      "tried. MAIL is an id of 'praxis mail list'."),
    .options = mail_retry_options,
    .examples = mail_retry_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = mail_retry_run,
};
