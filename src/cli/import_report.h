/* SPDX-License-Identifier: EUPL-1.2 */
/* What `praxis code import` tells about an import or its preview. */
#ifndef PX_CLI_IMPORT_REPORT_H
#define PX_CLI_IMPORT_REPORT_H

#include "cli/command.h"
#include "code/import.h"

/* The report, as text or with --json as data. */
int px_import_report(const px_invocation *run, const px_import *import, const px_importer *importer,
                     bool preview, px_error *err) PX_MUST_CHECK;

/* What was found up to a refusal: the places where a further language has another structure. */
void px_import_report_refused(const px_invocation *run, const px_import *import);

#endif
