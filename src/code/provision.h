/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A provision by its lasting id: where it stands, and its words there, without reading whole texts.
 */
#ifndef PX_CODE_PROVISION_H
#define PX_CODE_PROVISION_H

#include "code/code.h"

/* For the SQL of other rooms: the label of the version of that row. */
#define PX_VERSION_LABEL_SQL(row) "(SELECT label FROM version WHERE id = " row ")"
/* When the version of that row was published; NULL while it is a working one. */
#define PX_VERSION_PUBLISHED_SQL(row) "(SELECT published FROM version WHERE id = " row ")"

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

/* Where one provision stands in one version, with its words in plain form (docs/format-text.md):
 * what is needed to hang something on it. */
typedef struct px_provision_spot {
    int64_t position; /* from 1 in the order of the version */
    px_provision_kind kind;
    px_str id, eid, number; /* id: the lasting id that stands there */
    px_str heading, text;   /* plain form */
    px_str source;          /* the text in Markdown */
    px_str *around;         /* lasting ids of what it stands in, the highest first, itself last */
    size_t n_around;
} px_provision_spot;

/* The provision with that lasting id in the version (its row), with its words in exactly that
 * language. An id that is read as another one (code/relink.h) is found under either. NOT_FOUND. */
int px_provision_spot_find(px_db *db, px_arena *arena, const px_code *code, int64_t version,
                           px_str id, px_str language, px_provision_spot *ret_spot,
                           px_error *err) PX_MUST_CHECK;

/* How the provision is called in a line: "Measure 1.2 Records" by number and heading; what has no
 * heading by the nearest one around it that has, and its own number; else by its words. In that
 * language or, where it has none, in the other; the id itself where it is in neither. In the
 * arena. */
px_str px_provision_name(px_db *db, px_arena *arena, const px_code *code, int64_t version,
                         px_str id, px_str language, px_str other);

/* The stretch that a provision and what stands in it takes in the order of a version: from 1, `to`
 * is behind it. As px_provision_spot_find. */
int px_provision_range(px_db *db, px_arena *arena, const px_code *code, int64_t version, px_str id,
                       int64_t *ret_from, int64_t *ret_to, px_error *err) PX_MUST_CHECK;

#endif
