/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on reports have in common: options, and from these to a file. */
#ifndef PX_CLI_REPORT_PRINT_H
#define PX_CLI_REPORT_PRINT_H

#include "cli/command.h"
#include "drafting/report/report.h"

extern const px_option px_report_options[];

/* Makes the report on the code that the first operand names, and prints it or writes it to the file
 * of --output. */
int px_report_print(px_invocation *run, px_report_kind kind, px_error *err) PX_MUST_CHECK;

#endif
