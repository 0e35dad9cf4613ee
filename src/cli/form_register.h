/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on published documents of both forms have in common. */
#ifndef PX_CLI_FORM_REGISTER_H
#define PX_CLI_FORM_REGISTER_H

#include "cli/command.h"

/* Publishes the form of the model that the first operand names. */
int px_form_version_publish(px_invocation *run, const char *form, px_error *err) PX_MUST_CHECK;

/* Makes the view of --recipient of a published documentation form public: of --number, else of the
 * newest version. */
int px_form_version_open(px_invocation *run, px_error *err) PX_MUST_CHECK;

/* Takes it back, with --reason: of --number, else of the newest version of which it is public. */
int px_form_version_withdraw(px_invocation *run, px_error *err) PX_MUST_CHECK;

/* Lists the versions that were published; with --number, --format or --output one of them as a
 * document. */
int px_form_version_show(px_invocation *run, const char *form, px_error *err) PX_MUST_CHECK;

/* The fields that differ between two versions, or between the newest and what claims say now. */
int px_form_version_diff(px_invocation *run, const char *form, px_error *err) PX_MUST_CHECK;

#endif
