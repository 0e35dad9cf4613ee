/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Editing a working version provision by provision, and beginning the next one.
 *
 * What is edited is a provision with all that stands in it, as Markdown with its lasting ids, so
 * that what is added, taken away or moved below it, or put beside it, keeps or gets its ids as on
 * import. The edit names by its digest what was read: where somebody else has changed just that
 * meanwhile, nothing is written; edits of other provisions do not matter.
 *
 * Languages of a version share one structure. Where a text has several, that of the edit leads: the
 * others keep the words of each provision by its lasting id, or come along with the edit, and have
 * none yet for what is new (code/translation.h). Words of others never go unseen: what is taken out
 * in one language alone is refused.
 *
 * Each edit can be taken back, from the last to the first, like an import (px_version_undo).
 */
#ifndef PX_CODE_EDIT_H
#define PX_CODE_EDIT_H

#include "code/provision.h"
#include "store/digest.h"
#include "store/house.h"

/* Bytes of Markdown that an edit takes. */
enum { PX_EDIT_MAX_BYTES = 1024 * 1024 };

/* A provision as it is edited. */
typedef struct px_edit_source {
    px_code code;
    px_version version;
    px_provision_place place;
    px_str language;
    px_text text; /* with all that stands in it; the provision itself has depth 0 */
    px_str markdown;
    char digest[PX_DIGEST_HEX];
} px_edit_source;

/* Reads it from any version. language: a tag, or empty for the version's first one; INVALID, with
 * those that there are, for one in which the version has no text. NOT_FOUND where the version does
 * not have the provision. */
int px_edit_read(px_db *db, px_arena *arena, px_str code, px_str label, px_str language, px_str id,
                 px_edit_source *ret_source, px_error *err) PX_MUST_CHECK;

/* A text of provisions as Markdown; depths are counted from that of the first one. */
int px_edit_markdown(px_arena *arena, const px_version *version, const px_text *text,
                     px_str *ret_markdown, px_error *err) PX_MUST_CHECK;

/* The same provision in a further language of the version. */
typedef struct px_edit_words {
    px_str language, outline;
    px_str digest;                 /* of the source that was read */
    px_text ret_before, ret_after; /* as those of px_edit */
} px_edit_words;

/* Where a provision goes. */
typedef enum px_edit_place {
    PX_EDIT_STAYS,
    PX_EDIT_BEFORE, /* another one */
    PX_EDIT_BEHIND,
    PX_EDIT_INSIDE /* as the last in it */
} px_edit_place;

/* "before", "behind", "inside": never translated; false for another word. */
bool px_edit_place_find(px_str name, px_edit_place *ret_place);

/* The deed. Appends the internal act version.edited. CONFLICT where the version is published, or
 * the provision is not as it was read (conflict is set then). INVALID for Markdown that lost the
 * provision's own id, uses the id of another provision, or has what the language of the edit does
 * not have, each with its line; for a place where it cannot stand. */
typedef struct px_edit {
    px_str code, version, language, id;
    px_str outline;        /* px_import_parse made it of the Markdown */
    bool remove;           /* the provision goes, with all that stands in it; no outline then */
    px_str digest;         /* of the source that was read */
    px_edit_words *others; /* each language once, none that of the edit */
    size_t n_others;
    px_edit_place place;
    px_str beside; /* the lasting id of the other one, where it does not stay */
    const char *author;
    px_house *house;
    px_arena *arena;               /* for the results */
    const px_language *reader;     /* language of what a difference of structure names */
    bool conflict;                 /* somebody else was here */
    bool ret_changed;              /* false: it is as it was, and nothing is recorded */
    px_text ret_before, ret_after; /* the provision with what stands in it, afterwards with
                                      what was written beside it; after a removal none */
    int64_t ret_provision;         /* row */
    int64_t ret_step;              /* for px_import_undo */
    char ret_act[64];
} px_edit;
int px_version_edit(px_db *db, void *edit, px_error *err);

/* The deed: a new working version that has the tree and the texts in all languages of another
 * version, with the same lasting ids, and continues it. EXISTS where there is a version of that
 * label; CONFLICT where the other one is not published. Appends version.begun, which is internal.
 */
typedef struct px_version_begin {
    px_str code, from, label;
    const char *author;
    char ret_act[64];
} px_version_begin;
int px_version_begin_deed(px_db *db, void *begin, px_error *err);

#endif
