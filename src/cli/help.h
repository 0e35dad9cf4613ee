/* SPDX-License-Identifier: EUPL-1.2 */
/* --help, the man pages and shell completion, all made from the tables of commands. */
#ifndef PX_CLI_HELP_H
#define PX_CLI_HELP_H

#include "base/builder.h"
#include "cli/command.h"

/* The list of commands (group NULL: all; otherwise those of the group). */
void px_help_overview(px_builder *out, const px_language *language, const char *group);

/* Usage, description, options and examples of a command. */
void px_help_command(px_builder *out, const px_language *language, const px_command *command);

/* Man page of a command in mdoc, or of praxis itself (command NULL), with the date of the manual
 * (an mdoc date such as "November 24, 2026"). */
void px_manual_page(px_builder *out, const px_language *language, const px_command *command);

/* A completion script for bash. */
void px_completion_bash(px_builder *out);

#endif
