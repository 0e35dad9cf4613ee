/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of languages in ISO 639. */
#ifndef PX_CODE_LANGUAGE_CODE_H
#define PX_CODE_LANGUAGE_CODE_H

#include "base/str.h"

/* The code of three letters (ISO 639-2, terminological: "fra") of a tag of BCP 47 ("fr-BE"); "und",
 * undetermined, for one that has none in the table. */
const char *px_language_code_3(px_str tag);

#endif
