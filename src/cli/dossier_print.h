/* SPDX-License-Identifier: EUPL-1.2 */
/* Dossiers on a terminal. */
#ifndef PX_CLI_DOSSIER_PRINT_H
#define PX_CLI_DOSSIER_PRINT_H

#include "base/builder.h"
#include "drafting/dossier.h"

/* Appends the entries: for each a line with date, kind and title, and indented below it what else
 * is known. `all` has the addressees that duties name. */
void px_dossier_print(px_builder *out, const px_language *language, const px_dossier *entries,
                      const px_dossier *all);

#endif
