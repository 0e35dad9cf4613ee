/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lineage: a provision through all versions of its code: what it was in each, what changed against
 * the version before, what it was split from or merged with, and what became of it. A lasting id
 * that once stood in a version resolves for ever.
 */
#ifndef PX_CODE_LINEAGE_H
#define PX_CODE_LINEAGE_H

#include "base/json_write.h"
#include "code/code.h"
#include "code/compare/match.h"

/* What ties it to another provision in a version. */
typedef enum px_lineage_tie {
    PX_TIE_PART_OF,     /* the other was split: this is a part of it with an id of its own */
    PX_TIE_GAVE_PART,   /* this was split: the other is a part of it with an id of its own */
    PX_TIE_TOOK_IN,     /* the other was merged into this */
    PX_TIE_MERGED_INTO, /* this was merged into the other */
    PX_TIE_READ_AS,     /* a correction: what stands there under this id is the other */
    PX_TIE_STANDS_AS,   /* a correction: this stands there under the other id */
    PX_TIE_COUNT
} px_lineage_tie;

/* "part-of", ...: never translated. The text is a message id with the arguments id and share. */
const char *px_lineage_tie_name(px_lineage_tie tie);
const char *px_lineage_tie_text(px_lineage_tie tie);

typedef struct px_lineage_link {
    px_lineage_tie tie;
    px_str id;    /* of the other */
    px_str words; /* of the other, where it stands in that version or stood before; plain */
    int share;    /* thousandths of the part's words; 0 for corrections */
} px_lineage_link;

typedef struct px_lineage_step {
    px_version version;
    bool present; /* false: it is not in that version, though in the one before */
    px_provision_kind kind;
    px_str extra;                  /* its own, which says what a group is */
    px_str id, eid, number, words; /* id as it stands there; words: number and heading, or the head
                                      of the text */
    bool first;                    /* no earlier version has it */
    bool reworded, moved, renumbered; /* against the last version that had it */
    px_lineage_link *links;
    size_t n_links;
} px_lineage_step;

typedef struct px_lineage {
    px_str id;
    px_lineage_step *steps; /* oldest first */
    size_t count;
    bool ended; /* the newest version does not have it; the last step says since when and why */
} px_lineage;

/* The lineage of a lasting id in the versions that the reader may see. NOT_FOUND where none of them
 * ever had it. Words in the language, else in the first one that a version has. */
int px_lineage_load(px_db *db, px_arena *arena, const px_code *code, px_str id, px_str language,
                    bool published_only, px_lineage *ret_lineage, px_error *err) PX_MUST_CHECK;

/* What happened to it in a step: "new", "kept", "changed", "gone": never translated; the text, a
 * message id, says it more closely ("reworded and moved"). */
const char *px_lineage_change_name(const px_lineage_step *step);
const char *px_lineage_change_text(const px_lineage_step *step);

/* The value: an array of the steps. */
void px_lineage_json(px_json *json, const px_lineage *lineage);

/* A row of the table. At a split provision is a part of ancestor that got an id of its own, at a
 * merge ancestor is a part of provision that lost its own. */
typedef struct px_lineage_row {
    int64_t provision, ancestor; /* rows */
    bool merge;
    int share; /* thousandths of the part's words */
} px_lineage_row;

/* Adds a row for a version (its row); inside a deed. */
int px_lineage_add(px_db *db, int64_t version, const px_lineage_row *row,
                   px_error *err) PX_MUST_CHECK;

/* Writes what splits and merges left, when a tree is stored; inside a deed. old_rows and new_rows
 * are the provisions of the match's nodes; without a match there are none. What stood there for the
 * version before is replaced. */
int px_lineage_put(px_db *db, int64_t version, const px_match *match, const int64_t *old_rows,
                   const int64_t *new_rows, px_error *err) PX_MUST_CHECK;

#endif
