/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A provision by its lasting id: where it stands, and its words there, without reading whole texts.
 */
#ifndef PX_CODE_PROVISION_H
#define PX_CODE_PROVISION_H

#include "code/code.h"

/* A provision as it stands in one version. */
typedef struct px_provision_place {
    px_version version;
    int64_t node, provision; /* rows */
    px_str id; /* the lasting id that stands there; another one where it was relinked */
} px_provision_place;

/* The versions that have the provision with the (effective) lasting id, newest first; none is
 * fine. published_only leaves out working versions. */
int px_provision_places(px_db *db, px_arena *arena, const px_code *code, px_str id, px_str language,
                        bool published_only, px_provision_place **ret_places, size_t *ret_count,
                        px_error *err) PX_MUST_CHECK;

/* The provision with all that stands in it, as px_version_text gives it: nodes[0] is the provision
 * itself; depths are those in the version. */
int px_provision_text(px_db *db, px_arena *arena, const px_provision_place *place, px_str language,
                      px_text *ret_text, px_error *err) PX_MUST_CHECK;

#endif
