/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A draft as a comment of an archive is placed in it: its provisions in their plain form, the
 * numbers of its sections, and the lines of the file that it came from, since a suggestion in a
 * review replaces whole lines. Private to the import of archives and its tests.
 */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_DRAFT_H
#define PX_DRAFTING_COMMENT_ARCHIVE_DRAFT_H

#include "code/code.h"
#include "code/compare/match.h"

/* A line, or where no file is known a sentence, in the plain form of a provision. */
typedef struct px_archive_stretch {
    size_t node;
    bool in_heading;
    size_t start, end; /* bytes of the heading or text */
} px_archive_stretch;

typedef struct px_archive_draft {
    px_version version;
    px_str language;
    px_time date; /* when it was published */
    px_text text;
    px_match_side side;
    px_str *sections; /* for each node its number as a section, or empty */
    px_archive_stretch *stretches;
    size_t n_stretches;
} px_archive_draft;

/* Words in a draft. */
typedef struct px_archive_spot {
    size_t node; /* PX_OUTLINE_TOP: the whole draft */
    bool in_heading;
    size_t start, end; /* bytes; both 0: the whole provision */
} px_archive_spot;

/* Makes the sides of a draft from its text; source: the Markdown that it was read from, or empty.
 */
int px_archive_draft_make(px_arena *arena, const px_version *version, const px_text *text,
                          px_str source, px_archive_draft *ret_draft, px_error *err) PX_MUST_CHECK;

/* The plain text (or heading) of a node. */
px_str px_archive_draft_plain(const px_archive_draft *draft, size_t node, bool in_heading);

/* True where the node is, or stands in, `within`; all stand in PX_OUTLINE_TOP. */
bool px_archive_draft_within(const px_archive_draft *draft, size_t node, size_t within);

/* The innermost node that both stand in, or are; PX_OUTLINE_TOP. */
size_t px_archive_draft_common(const px_archive_draft *draft, size_t a, size_t b);

/* How often the words stand in it as whole words, and where first. */
size_t px_archive_draft_find(const px_archive_draft *draft, px_str words, size_t within,
                             px_archive_spot *ret_spot);

/* The section of that number; PX_OUTLINE_TOP where there is none. */
size_t px_archive_draft_section(const px_archive_draft *draft, px_str number);

/* The section whose heading, of two words at least, stands in the text, if it is only one;
 * PX_OUTLINE_TOP. with_case: only as it is written there. */
size_t px_archive_draft_heading(px_arena *arena, const px_archive_draft *draft, px_str text,
                                bool with_case);

#endif
