/* SPDX-License-Identifier: EUPL-1.2 */
/* What giving and ending a role have in common: PERSON ROLE [SCOPE] as operands. */
#ifndef PX_CLI_PEOPLE_GRANT_H
#define PX_CLI_PEOPLE_GRANT_H

#include "cli/command.h"

/* Gives the role, or ends it, and says the message with {name}, {mail} and {id}. */
int px_people_grant_run(px_invocation *run, bool give, const char *message,
                        px_error *err) PX_MUST_CHECK;

#endif
