/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the table comment. Private to src/drafting/comment. */
#ifndef PX_DRAFTING_COMMENT_COMMENT_ROW_H
#define PX_DRAFTING_COMMENT_COMMENT_ROW_H

#include "code/provision.h"
#include "drafting/comment/comment.h"

/* What comment_row_read reads, in order, of "comment AS c" with COMMENT_ROW_JOINS. */
#define COMMENT_ROW_COLUMNS                                                                        \
    "c.id, c.public_id, c.code, " PX_CODE_NAME_SQL(                                                \
        "c.code") ", coalesce(c.round, 0), "                                                       \
                  "coalesce(r.number, 0), coalesce(k.key, ''), c.number, c.state, c.origin, "      \
                  "c.kind, c.stance, "                                                             \
                  "c.answer, c.objection, coalesce(c.author, 0), coalesce(c.recorder, 0), "        \
                  "coalesce(c.organisation, 0), c.category, c.country, c.display, "                \
                  "coalesce(c.meeting, 0), "                                                       \
                  "coalesce(m.public_id, ''), coalesce(c.submission, 0), "                         \
                  "coalesce(c.working_group, 0), "                                                 \
                  "c.version, " PX_VERSION_LABEL_SQL(                                              \
                      "c.version") ", c.language, c.lasting_id, c.chapter, "                       \
                                   "c.in_heading, c.start_at, c.end_at, c.has_wording, c.late, "   \
                                   "c.revision, c.created, c.changed, "                            \
                                   "c.submitted, c.withdrawn, c.source, c.byline, c.minute, "      \
                                   "c.eid, c.act, c.end_act, b.exact, "                            \
                                   "b.prefix, b.suffix, b.text, b.text_language, "                 \
                                   "coalesce(b.wording, ''), b.note, b.reason, b.record"
#define COMMENT_ROW_JOINS                                                                          \
    "CROSS JOIN comment_body AS b ON b.comment = c.id LEFT JOIN round AS r ON r.id = c.round "     \
    "LEFT JOIN process AS k ON k.id = r.process LEFT JOIN meeting AS m ON m.id = c.meeting "

/* Without attachments. Texts longer than max bytes are cut between two characters, and `cut` says
 * so; max 0: none is. */
void comment_row_read(px_query *query, px_arena *arena, size_t max, px_comment *ret_comment,
                      bool *ret_cut);

/* The files of it. */
int comment_attachments_read(px_db *db, px_arena *arena, px_comment *comment,
                             px_error *err) PX_MUST_CHECK;

#endif
