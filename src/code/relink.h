/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Settling which provision a provision of a version is.
 *
 * In a working version the lasting id itself is changed, or a doubtful one confirmed. In a
 * published version text and digest stay as they are for ever; a relink says that from that version
 * on the lasting id is to be read as another one. px_relinks_read gives the id to read, and whoever
 * follows a provision through versions calls it: import, lineage, comparison, pages.
 */
#ifndef PX_CODE_RELINK_H
#define PX_CODE_RELINK_H

#include "base/random.h"
#include "code/code.h"

typedef struct px_relink_row {
    int64_t id, version; /* rows; versions made later have higher ones */
    px_str from, to;     /* lasting ids */
} px_relink_row;

typedef struct px_relinks {
    px_relink_row *rows; /* oldest first */
    size_t count;
} px_relinks;

/* All relinks of a code (its row). */
int px_relinks_load(px_db *db, px_arena *arena, int64_t code, px_relinks *ret_relinks,
                    px_error *err) PX_MUST_CHECK;

/* The effective id: what a lasting id that stands in a version (its row) is to be read as; mostly
 * the id itself. A later relink of the other id is followed. */
px_str px_relinks_read(const px_relinks *relinks, int64_t version, px_str id);

/* Puts effective ids into a text of the version (its row), so that px_match_side_of_text and others
 * see them. */
void px_relinks_apply(const px_relinks *relinks, int64_t version, px_text *text);

typedef enum px_relink_how {
    PX_RELINK_CONFIRM, /* the doubtful id is right */
    PX_RELINK_NEW,     /* it continues nothing: a new id */
    PX_RELINK_TO       /* it is another provision of the code */
} px_relink_how;

/* Settles one provision; the deed px_version_relink. In a working version it is an internal act, in
 * a published one the logged act provision.relinked. Linking to the id itself withdraws a relink of
 * a published version. */
typedef struct px_relink {
    px_str code, label;
    px_str id; /* the lasting id that stands in the version */
    px_relink_how how;
    px_str to; /* for PX_RELINK_TO */
    const char *author;
    /* results */
    bool published;
    char ret_id[PX_LASTING_ID_LEN + 1]; /* the id that it has, or is to be read as */
    char ret_act[64];                   /* public id of the act */
} px_relink;

/* NOT_FOUND where the version has no such provision, or the code no other one of that id, or there
 * is nothing to confirm; CONFLICT where the other provision stands in that version (or a later
 * one) already. */
int px_version_relink(px_db *db, void *relink, px_error *err);

#endif
