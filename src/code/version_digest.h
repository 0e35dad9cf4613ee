/* SPDX-License-Identifier: EUPL-1.2 */
/* The frozen canonical form of a version, "praxis-text/1", and its digest (docs/format-text.md). */
#ifndef PX_CODE_VERSION_DIGEST_H
#define PX_CODE_VERSION_DIGEST_H

#include "code/code.h"

/* SHA-256 of the canonical form as 64 hexadecimal digits. INVALID for a version without text. */
int px_version_digest(px_db *db, const px_version *version, char ret_digest[65],
                      px_error *err) PX_MUST_CHECK;

/* The canonical form itself, for whoever wants to check a digest. */
int px_version_canonical(px_db *db, const px_version *version, px_builder *out,
                         px_error *err) PX_MUST_CHECK;

#endif
