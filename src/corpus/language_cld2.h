/* SPDX-License-Identifier: EUPL-1.2 */
/* CLD2 is a library of C++: what is needed of it, for C. For all threads. */
#ifndef PX_CORPUS_LANGUAGE_CLD2_H
#define PX_CORPUS_LANGUAGE_CLD2_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* CLD2's own code of the language that most of the text is in ("de", "zh-Hant"), a constant; NULL
 * where it does not know, or is not sure. The text is UTF-8; behind a byte that is not, nothing is
 * looked at. */
const char *px_cld2_language(const char *text, size_t len);

/* "V2.0 - 20141016" */
const char *px_cld2_version(void);

#ifdef __cplusplus
}
#endif

#endif
