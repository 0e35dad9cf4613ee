/* SPDX-License-Identifier: EUPL-1.2 */
/* Suspending an account and giving it back its rights: PERSON as operand. */
#ifndef PX_CLI_PEOPLE_STATE_H
#define PX_CLI_PEOPLE_STATE_H

#include "cli/command.h"

/* Does either and says the message with {name}, {mail} and {id}. */
int px_people_state_run(px_invocation *run, bool suspended, const char *message,
                        px_error *err) PX_MUST_CHECK;

#endif
