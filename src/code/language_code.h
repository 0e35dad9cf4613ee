/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of languages: tags of BCP 47 and the codes of ISO 639. */
#ifndef PX_CODE_LANGUAGE_CODE_H
#define PX_CODE_LANGUAGE_CODE_H

#include "base/error.h"
#include "base/str.h"

/* The code of three letters (ISO 639-2, terminological: "fra") of a tag of BCP 47 ("fr-BE"); "und",
 * undetermined, for one that has none in the table. */
const char *px_language_code_3(px_str tag);

/* INVALID unless it has the form of a tag of BCP 47: "en", "fr-BE", at most 35 bytes. */
int px_language_tag_check(px_str tag, px_error *err) PX_MUST_CHECK;

#endif
