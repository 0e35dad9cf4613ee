/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on mails share. */
#ifndef PX_CLI_MAIL_PRINT_H
#define PX_CLI_MAIL_PRINT_H

#include "cli/command.h"
#include "drafting/mail/mail_queue.h"

/* Changes the mail that the first operand names, inside a deed, and says so (an argument {mail}).
 */
typedef int px_mail_change_fn(px_db *db, px_str id, px_error *err);
int px_mail_change(px_invocation *run, px_mail_change_fn *change, const char *said,
                   px_error *err) PX_MUST_CHECK;

/* An instant to the second, RFC 3339, in the arena; "-" for none. */
px_str px_mail_when(px_arena *arena, px_time time);

#endif
