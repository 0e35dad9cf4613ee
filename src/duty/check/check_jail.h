/* SPDX-License-Identifier: EUPL-1.2 */
/* What the jails of a server must have so that files can be checked (duty/check/checked_plain.h).
 */
#ifndef PX_DUTY_CHECK_JAIL_H
#define PX_DUTY_CHECK_JAIL_H

#include "base/jail.h"

/* The parser "check", for the table of px_jail_start. */
extern const px_jail_parser px_checked_parser;

/* The tool that finds the words of a PDF. */
enum { PX_FILED_TOOLS = 1 };
extern const px_jail_tool px_filed_tools[PX_FILED_TOOLS];

#endif
