/* SPDX-License-Identifier: EUPL-1.2 */
/* What the deeds on meetings share; private to src/drafting/process. */
#ifndef PX_DRAFTING_PROCESS_MEETING_PRIV_H
#define PX_DRAFTING_PROCESS_MEETING_PRIV_H

#include "base/json_write.h"
#include "drafting/process/meeting_paper.h"
#include "drafting/process/meeting_plan.h"

/* Rows as px_meeting_row_read reads them; title and text in the language ?1, else in the first one
 * that there is. m is the meeting, s its step, p its process. */
#define PX_MEETING_COLUMNS                                                                         \
    "SELECT m.id, m.step, m.process, p.code, m.public_id, p.key, p.zone, s.kind, s.cycle, "        \
    "s.starts, s.starts_at, s.ends, s.ends_at, s.day_only, s.state, "                              \
    "coalesce((SELECT title FROM step_text WHERE step = s.id AND language = ?1), "                 \
    "(SELECT title FROM step_text WHERE step = s.id ORDER BY language LIMIT 1), ''), "             \
    "coalesce((SELECT text FROM step_text WHERE step = s.id AND language = ?1), "                  \
    "(SELECT text FROM step_text WHERE step = s.id ORDER BY language LIMIT 1), ''), "              \
    "m.body, m.place, m.link, m.may_attend, m.sees_papers, m.called, m.records, m.act, "           \
    "(SELECT time FROM meeting_record WHERE meeting = m.id AND record = 1), "                      \
    "(SELECT coalesce(sum(people), 0) FROM attendance WHERE meeting = m.id AND m.records > 0 "     \
    "AND record = m.records), s.key "                                                              \
    "FROM meeting AS m JOIN step AS s ON s.id = m.step JOIN process AS p ON p.id = m.process "

/* All but its groups and the id of its code. */
void px_meeting_row_read(px_query *query, px_arena *arena, px_meeting *ret_meeting);

/* The names that its groups had when it began, or have now where it has no day yet. */
int px_meeting_groups_read(px_db *db, px_arena *arena, px_str language, px_meeting *meeting,
                           px_error *err) PX_MUST_CHECK;

/* A meeting whose papers may still be prepared: CONFLICT where it is cancelled. */
int px_meeting_open(px_db *db, px_arena *arena, px_str id, px_meeting *ret_meeting,
                    px_error *err) PX_MUST_CHECK;

/* A text of one line within its bounds, without control characters; may be empty unless needed.
 * INVALID with the argument "field". */
int px_meeting_line_check(px_str text, const char *field, bool needed, px_error *err) PX_MUST_CHECK;

/* Refuses a lasting id that never stood in the code. INVALID. */
int px_meeting_provision_check(px_db *db, px_arena *arena, const px_meeting *meeting, px_str id,
                               px_error *err) PX_MUST_CHECK;

/* CONFLICT where `present` is not what the writer's text was made from. */
int px_meeting_made_from(px_str present, const px_meeting_write *write,
                         px_error *err) PX_MUST_CHECK;

/* The internal act that a part of the papers ("agenda", "minutes", ...) was changed: to what, by
 * its digest. */
int px_meeting_prepared(px_db *db, px_arena *arena, const px_meeting *meeting, const char *part,
                        px_str content, const char *author, px_error *err) PX_MUST_CHECK;

/* Moves a meeting as px_meeting_move_deed does, also one that was cancelled: it is planned again.
 */
int px_meeting_move_any(px_db *db, px_meeting_move *move, px_error *err) PX_MUST_CHECK;

/* What is told about a meeting: message ids with {title}, {when} and {reason}. */
typedef enum px_meeting_news {
    PX_MEETING_NEWS_CALLED,
    PX_MEETING_NEWS_MOVED,
    PX_MEETING_NEWS_AGAIN, /* it had been cancelled */
    PX_MEETING_NEWS_CANCELLED,
    PX_MEETING_NEWS_PLACE,
    PX_MEETING_NEWS_PUBLISHED, /* goes to all who take part in the code */
    PX_MEETING_NEWS_CORRECTED
} px_meeting_news;

/* Tells those whom it concerns by mail: who may attend, or everybody in the code. */
int px_meeting_tell(px_db *db, px_arena *arena, const px_meeting *meeting, px_meeting_news news,
                    px_str reason, px_error *err) PX_MUST_CHECK;

#endif
