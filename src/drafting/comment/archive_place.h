/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Placing what an archive says in the draft of its time. Nothing is guessed: words are named only
 * where they stand in the draft, and only where they can be no others; else the provision or
 * section that is sure; else the whole draft. Private to the import of archives and its tests.
 */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_PLACE_H
#define PX_DRAFTING_COMMENT_ARCHIVE_PLACE_H

#include "drafting/comment/archive_draft.h"
#include "drafting/comment/archive_words.h"

/* By what a place was found. */
typedef enum px_archive_by {
    PX_ARCHIVE_BY_NOTHING,    /* the whole draft */
    PX_ARCHIVE_BY_SUGGESTION, /* the lines that are most like those proposed */
    PX_ARCHIVE_BY_QUOTE,      /* words that it quotes */
    PX_ARCHIVE_BY_THREAD,     /* it stands on the same line of the change as one that was found */
    PX_ARCHIVE_BY_SECTION,    /* a section that it names by number */
    PX_ARCHIVE_BY_HEADING,    /* a section that it names by its heading */
    PX_ARCHIVE_BY_ORDER,      /* it stands between two of the same change that were found */
    PX_ARCHIVE_BY_NEXT,       /* the next draft has its words in that provision */
    PX_ARCHIVE_BY_CHANGE,     /* the title of the change names the section */
    PX_ARCHIVE_BY_COUNT
} px_archive_by;

const char *px_archive_by_name(px_archive_by by); /* "suggestion", ...: never translated */

typedef struct px_archive_found {
    px_archive_by by;
    px_archive_spot spot;
    double score; /* of a suggestion: how alike the words are, 0 to 1 */
} px_archive_found;

/* Below this the lines of a draft are not those that a suggestion replaces; by at least the lead
 * they must be more like it than any others. */
#define PX_ARCHIVE_FLOOR 0.5
#define PX_ARCHIVE_FLOOR_SHORT 0.6 /* of a suggestion of a few words */
#define PX_ARCHIVE_LEAD 0.1

/* Where the words say that it belongs. */
void px_archive_place(px_arena *arena, const px_archive_draft *draft, px_str title,
                      const px_archive_words *words, px_archive_found *ret_found);

/* The lines that a suggestion replaces, within a node (PX_OUTLINE_TOP: anywhere). */
bool px_archive_place_suggestion(px_arena *arena, const px_archive_draft *draft, px_str suggestion,
                                 size_t within, px_archive_found *ret_found);

/* Puts what was not found into the provision in which the next draft has the words that it proposes
 * or quotes: that itself, or the innermost around it that the draft has already. */
void px_archive_place_next(px_arena *arena, const px_archive_draft *draft,
                           const px_archive_draft *next, const px_archive_words *words,
                           px_archive_found *found);

/* From this similarity on, words are in a draft with modifications. */
#define PX_ARCHIVE_NEARLY 0.8

/* Puts what was not found into the section that the title of its change names. */
void px_archive_place_change(px_arena *arena, const px_archive_draft *draft, px_str title,
                             px_archive_found *found);

/* A remark on a line of a requested change. */
typedef struct px_archive_line_of {
    px_str commit;
    long long position;
    bool proposes; /* other words */
    px_archive_found found;
} px_archive_line_of;

/* What the other remarks of the same change add, for those that were not found: the same line is
 * the same place. */
void px_archive_place_threads(px_archive_line_of *lines, size_t count);
/* ... and what stands between two that were found stands in what both stand in. */
void px_archive_place_between(const px_archive_draft *draft, px_archive_line_of *lines,
                              size_t count);

#endif
