/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a text of an archive says of its place: the words that it proposes, those that it quotes,
 * the section that it names. Private to the import of archives and its tests.
 */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_WORDS_H
#define PX_DRAFTING_COMMENT_ARCHIVE_WORDS_H

#include "base/arena.h"
#include "base/str.h"

enum { PX_ARCHIVE_MAX_PHRASES = 64 };

typedef struct px_archive_words {
    px_str text;         /* the body without the block of the suggestion; may be empty */
    bool has_suggestion; /* a block "```suggestion" (the first) */
    bool many;           /* it has several paragraphs: no wording of one provision */
    px_str suggestion;   /* its lines as one line of Markdown, without marks of lists and headings;
                            empty: to delete */
    px_str phrases[PX_ARCHIVE_MAX_PHRASES]; /* quoted words, plain, the longest first */
    size_t n_phrases;
    px_str section; /* "3.2", or empty where none, or more than one, is named */
    bool several;   /* more than one */
} px_archive_words;

/* title may be empty. All lives in the arena. */
void px_archive_words_read(px_arena *arena, px_str title, px_str body, px_archive_words *ret_words);

/* A line of Markdown without what marks it as a heading or an item of a list. */
px_str px_archive_line(px_str line);

/* The plain form, "" where it has none. */
px_str px_archive_plain(px_arena *arena, px_str markdown);

#endif
