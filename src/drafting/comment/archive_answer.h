/* SPDX-License-Identifier: EUPL-1.2 */
/* What answers comments of an archive, by honest rules. Private to the import of archives. */
#ifndef PX_DRAFTING_COMMENT_ARCHIVE_ANSWER_H
#define PX_DRAFTING_COMMENT_ARCHIVE_ANSWER_H

#include "drafting/comment/archive_import.h"

/* What the rules need to say sentences. */
typedef struct px_archive_voice {
    px_arena *arena;
    const px_language *language;
    const px_archive *archive;
} px_archive_voice;

/* The answer of an issue: none while it is open. Closed by a merged request that says so: accepted
 * with modifications; by a label that says why (duplicate, out of scope): as that says; else noted.
 * The reason is the last word before it was closed, with the words before it. */
void px_archive_answer_issue(const px_archive_voice *voice, const px_archive_issue *issue,
                             px_archive_item *item);

/* The answer of a remark on a requested change. With a proposal: accepted where its words are in
 * the next draft, with modifications where nearly so, else not accepted; none while there is no
 * next draft. Without one: noted, with the replies. None while the request is open. */
void px_archive_answer_remark(const px_archive_voice *voice, const px_archive_pull *pull,
                              const px_archive_draft *next, const px_archive_reply *replies,
                              size_t n_replies, px_archive_item *item);

/* Text whose links a comment may have: others lose their form as links. */
px_str px_archive_links(px_arena *arena, px_str text);

/* The words on an issue that is open still, to stand behind its text; empty where there are none.
 */
px_str px_archive_follow_up(const px_archive_voice *voice, const px_archive_reply *replies,
                            size_t n_replies);

#endif
