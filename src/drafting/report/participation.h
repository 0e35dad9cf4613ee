/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who commented: counts by category, country and chapter, by the same definitions wherever they are
 * shown.
 *
 * A comment counts once it was submitted and as long as it was not withdrawn. A participant is the
 * organisation for which comments were made, else the person, else whoever is named by a byline;
 * what was said in meetings counts as comments, without a participant. Groups with fewer than
 * PX_PARTICIPATION_MIN participants are not told apart: they are put together, with the next
 * smallest where they are still too few, so that no count says what one person did.
 */
#ifndef PX_DRAFTING_REPORT_PARTICIPATION_H
#define PX_DRAFTING_REPORT_PARTICIPATION_H

#include "base/arena.h"
#include "store/db.h"

enum { PX_PARTICIPATION_MIN = 3 };

typedef enum px_participation_by {
    PX_PARTICIPATION_ALL,
    PX_PARTICIPATION_CATEGORY,
    PX_PARTICIPATION_COUNTRY,
    PX_PARTICIPATION_CHAPTER,
    PX_PARTICIPATION_COUNT
} px_participation_by;

typedef struct px_participation_row {
    px_str key;  /* of the category, country or chapter; empty: not told, or none */
    bool others; /* those that are put together */
    int64_t comments, participants;
    int64_t answered; /* with a published answer */
    int64_t taken;    /* accepted, with modifications, or partly */
} px_participation_row;

typedef struct px_participation {
    px_participation_row *rows; /* most comments first, what is put together last; by chapter in the
                                   order of the keys that were met first */
    size_t count;
} px_participation;

/* Counts on a version (its row), of one round (its row; 0: all). */
int px_participation_read(px_db *db, px_arena *arena, int64_t version, int64_t round,
                          px_participation_by by, px_participation *ret_participation,
                          px_error *err) PX_MUST_CHECK;

#endif
