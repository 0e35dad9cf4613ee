/* SPDX-License-Identifier: EUPL-1.2 */
/* What places and changes share (place*.c, change*.c): private to this folder. */
#ifndef PX_DRAFTING_COMMENT_PLACE_PRIV_H
#define PX_DRAFTING_COMMENT_PLACE_PRIV_H

#include "code/relink.h"
#include "drafting/comment/place.h"

/* A version in one language as the comparison sees it. */
typedef struct px_place_side {
    px_text text; /* with the ids as they are to be read */
    px_str *ids;  /* as they stand in the version */
    px_match_side side;
} px_place_side;

/* Reads one. */
int px_place_side_load(px_db *db, px_arena *arena, const px_relinks *relinks,
                       const px_version *version, px_str language, px_place_side *ret_side,
                       px_error *err) PX_MUST_CHECK;

/* The index of a provision by the id that stands in its version; PX_OUTLINE_TOP where it is not. */
size_t px_place_side_node(const px_place_side *side, const px_relinks *relinks, int64_t version,
                          px_str id);

/* Where a comment was last: the newest version in which its words or its provision were found, or
 * somebody has set its place; else that on which it was made. What was lost is looked for anew from
 * there, in case it has come back. */
typedef struct px_place_start {
    int64_t comment, version; /* rows */
    px_str language, lasting_id;
    bool in_heading, nowhere; /* nowhere: somebody said that it has no place any more */
    size_t start, end;
} px_place_start;

/* Of one comment, before a version (its row; 0: all count). */
int px_place_start_of(px_db *db, px_arena *arena, int64_t comment, int64_t before,
                      px_place_start *ret_start, px_error *err) PX_MUST_CHECK;

/* Of submitted comments of the code that have no place in the version yet, above a row, by row. */
int px_place_starts(px_db *db, px_arena *arena, int64_t code, int64_t version, int64_t above,
                    size_t max, px_place_start **ret_starts, size_t *ret_count,
                    px_error *err) PX_MUST_CHECK;

/* From one version to another in a language that both have. */
typedef struct px_place_way {
    const px_relinks *relinks;
    int64_t from_version;
    bool words; /* it is the language of the comments: their words can be found */
    px_place_side from, to;
    px_comparison comparison;
} px_place_way;

/* Loads both and compares. Where the new version does not have the language, another one that both
 * have, in which only provisions can be followed. */
int px_place_way_load(px_db *db, px_arena *arena, const px_relinks *relinks, const px_version *from,
                      const px_version *to, px_str language, px_place_way *ret_way,
                      px_error *err) PX_MUST_CHECK;

/* Where the comment is in the new version. version and label are left out. */
int px_place_carry(px_arena *arena, const px_place_way *way, const px_place_start *start,
                   px_comment_place *ret_place, px_error *err) PX_MUST_CHECK;

/* Puts a place into the record, in place of the one that counted so far. person: row, or 0. */
int px_place_put(px_db *db, int64_t comment, const px_comment_place *place, int64_t person,
                 px_error *err) PX_MUST_CHECK;

#endif
