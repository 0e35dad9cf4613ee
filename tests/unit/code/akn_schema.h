/* SPDX-License-Identifier: EUPL-1.2 */
/* Validation of exported Akoma Ntoso against the schema of OASIS, by xmllint. */
#ifndef PX_AKN_SCHEMA_H
#define PX_AKN_SCHEMA_H

#include "base/str.h"

#define SCHEMA_BATCH 100

/* Skips the test where the schema or xmllint is missing. */
void px_test_schema_needed(void);

/* Writes the text as the schema of the committee draft wants it: its namespace ends in the name of
 * that draft; nothing else differs from the standard in what is used here. */
void px_test_schema_write(const char *path, px_str xml);

/* At most SCHEMA_BATCH files. */
void px_test_schema_validate(const char *const *paths, size_t count);

#endif
