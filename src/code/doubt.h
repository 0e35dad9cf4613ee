/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Doubts: provisions of a working version that an import matched without certainty. They have the
 * proposed lasting id until an editor settles it (relink.h); publishing waits for that.
 */
#ifndef PX_CODE_DOUBT_H
#define PX_CODE_DOUBT_H

#include "code/code.h"

typedef struct px_doubt {
    px_str id, eid; /* as it stands in the version */
    px_provision_kind kind;
    px_str words;                      /* number and heading, or the head of its text; plain */
    px_str reason;                     /* of the match: a name of px_match_reason_name */
    int similarity;                    /* of the words, in thousandths */
    px_str was_in, was_eid, was_words; /* the version where the id comes from; what it was there */
} px_doubt;

/* Those of a version, in the order of the document; words in the language, else any. */
int px_doubt_list(px_db *db, px_arena *arena, const px_version *version, px_str language,
                  px_doubt **ret_doubts, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Inside deeds, by rows. settled tells whether there was one. */
int px_doubt_put(px_db *db, int64_t version, int64_t provision, px_str reason, int similarity,
                 px_error *err) PX_MUST_CHECK;
int px_doubt_settle(px_db *db, int64_t version, int64_t provision, bool *ret_settled,
                    px_error *err) PX_MUST_CHECK;

/* Takes all of a version out. */
int px_doubt_clear(px_db *db, int64_t version, px_error *err) PX_MUST_CHECK;

#endif
