/* SPDX-License-Identifier: EUPL-1.2 */
/* Dossiers as JSON: what the command line and the twins of pages share. */
#ifndef PX_DRAFTING_DOSSIER_JSON_H
#define PX_DRAFTING_DOSSIER_JSON_H

#include "base/json_write.h"
#include "drafting/dossier.h"

/* Writes an entry as an object: part, then the keys of docs/format-dossier.md that its kind has,
 * in their order. What is not there is null, or an empty list. A text is an object of `language`
 * and `text`; language is the one that the dossier was loaded in. A source has its title and
 * address beside its key. */
void px_dossier_entry_json(px_json *json, const px_dossier_entry *entry, px_str language);

/* Writes "as_of" (null without parts) and "entries" into the open object. */
void px_dossier_json(px_json *json, const px_dossier *dossier, px_str language);

#endif
