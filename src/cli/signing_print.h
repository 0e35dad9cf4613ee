/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on signatures of models print. */
#ifndef PX_CLI_SIGNING_PRINT_H
#define PX_CLI_SIGNING_PRINT_H

#include "model/signing.h"

/* Files, of which a manifest may list several parts each. */
size_t px_signed_file_count(const px_signed_manifest *manifest);

/* The manifest as JSON on standard output, with `state` as true. */
int px_print_manifest(const px_signed_manifest *manifest, const char *state,
                      px_error *err) PX_MUST_CHECK;

#endif
