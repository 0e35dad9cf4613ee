/* SPDX-License-Identifier: EUPL-1.2 */
/* How commands name a call: by its public id, as CODE/PROCESS (the newest call of the process), or
 * as CODE/PROCESS/KIND (the newest for participants or for chairs). */
#ifndef PX_CLI_CALL_READING_H
#define PX_CLI_CALL_READING_H

#include "cli/command.h"
#include "drafting/people/application.h"

/* NOT_FOUND. */
int px_call_named(const px_invocation *run, px_db *db, const char *name, px_call *ret_call,
                  px_error *err) PX_MUST_CHECK;

/* An application to the call by its public id or the address of the applicant. */
int px_application_named(const px_invocation *run, px_db *db, const px_call *call, const char *name,
                         px_application *ret_application, px_error *err) PX_MUST_CHECK;

#endif
